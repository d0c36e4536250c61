/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See comparison.h: the growth library's correction.h over what the database has, in words of the
 * interface. The library judges; here stands only what it can't know, that a measurement is absent.
 */
#include "comparison.h"
#include "analytics.h"
#include "json.h"

#include <math.h>
#include <stdlib.h>

/* Columns of corrections_compared; a measurement takes five from its first. */
enum { BEFORE = 0, SINCE = 5, FAMILY = 10, FAMILY_SINCE, BETWEEN, RATER, VISIT };
enum { RUN = 15, AS_OF, CORRECTED, MIN_VISITS };
enum { MEAN, N, RATERS, FIRST, LAST }; /* of a measurement */

static const double confidence = 0.9; /* of every interval of growth */

static double real(const struct rows *r, int column)
{
	const char *text = rows_text(r, 0, column);

	return text ? strtod(text, NULL) : NAN;
}

static struct an_measurement measured(const struct rows *r, int column)
{
	return (struct an_measurement){ .mean = real(r, column + MEAN),
		.visits = strtoul(rows_text(r, 0, column + N), NULL, 10),
		.raters = strtoul(rows_text(r, 0, column + RATERS), NULL, 10) };
}

static struct json *text(const struct rows *r, int column)
{
	const char *t = rows_text(r, 0, column);

	return t ? js_text(t) : js_real(NAN);
}

static struct json *side(const struct rows *r, int column, bool shown)
{
	struct an_measurement m = measured(r, column);
	struct json *j = js_object();

	js_set(j, "mean", js_real(shown ? m.mean : NAN));
	js_set(j, "n", js_integer((long)m.visits));
	js_set(j, "raters", js_integer((long)m.raters));
	js_set(j, "from", text(r, column + FIRST));
	js_set(j, "to", text(r, column + LAST));
	return j;
}

/* What no figure can be worked out without; NULL: everything is there. */
static const char *missing(const struct rows *r)
{
	if (!measured(r, BEFORE).visits)
		return "no_visits_before";
	if (!measured(r, SINCE).visits)
		return "no_visits_since";
	if (!rows_text(r, 0, RUN))
		return "no_run";
	return *rows_text(r, 0, CORRECTED) == 't' ? NULL : "not_corrected";
}

/* Visits that lack before the work can't be made up for any more: whoever reads "so many more" must
 * not go and make them in vain. */
static bool few_before(const struct an_measurement *b, const struct an_background *o,
    const struct an_minimum *least, struct an_enough *e)
{
	double error = o->rater / (double)b->raters + o->visit / (double)b->visits;

	return an_enough(least, b->visits, b->raters, o->between / (o->between + error), e) ==
		   AN_OK &&
	       !e->enough;
}

static struct json *more(size_t n, bool known)
{
	return js_real(known ? (double)n : NAN);
}

static const char *print(const struct rows *r, const char *lacks, const struct an_correction *c,
    const struct an_enough *before)
{
	static const char *const words[] = { [AN_NOT_ENOUGH] = "not_enough",
		[AN_HELPED] = "helped",
		[AN_NOT_SEEN_YET] = "not_seen_yet",
		[AN_WORSE] = "worse" };
	bool shown = !lacks && c->verdict != AN_NOT_ENOUGH;
	const struct an_enough *e = before ? before : &c->enough;
	bool counted = !lacks && !shown && e->knowable;
	struct json *j = js_object();

	js_set(j, "missing", lacks ? js_text(lacks) : js_real(NAN));
	js_set(j, "verdict", lacks ? js_real(NAN) : js_text(words[c->verdict]));
	js_set(j, "as_of", text(r, AS_OF));
	js_set(j, "before", side(r, BEFORE, shown));
	js_set(j, "since", side(r, SINCE, shown));
	js_set(j, "expected", js_real(shown ? real(r, BEFORE) + c->regression : NAN));
	js_set(j, "change", js_real(shown ? c->change : NAN));
	js_set(j, "low", js_real(shown ? c->low : NAN));
	js_set(j, "high", js_real(shown ? c->high : NAN));
	js_set(j, "few_before", js_truth(!lacks && !shown && before));
	js_set(j, "more_visits", more(e->more_visits, counted));
	js_set(j, "more_raters", more(e->more_raters, counted));
	return js_print(j);
}

enum error comparison_json(struct request *rq, const struct rows *r, const char **json)
{
	struct an_measurement m[2] = { measured(r, BEFORE), measured(r, SINCE) };
	struct an_background others = { real(r, FAMILY), real(r, FAMILY_SINCE), real(r, BETWEEN),
		real(r, RATER), real(r, VISIT), 1 };
	struct an_minimum least = AN_MINIMUM;
	struct an_correction c = { .verdict = AN_NOT_ENOUGH };
	struct an_enough before;
	const char *lacks = missing(r);
	enum an_status s;

	least.visits = strtoul(rows_text(r, 0, MIN_VISITS), NULL, 10);
	s = lacks ? AN_OK : an_correction(m, &others, &least, confidence, &c);
	if (s == AN_NO_SPREAD)
		lacks = "no_spread";
	else if (s)
		return fail(rq, ERR_INTERNAL, "correction: %s", an_status_words(s));
	*json = print(
	    r, lacks, &c, !lacks && few_before(&m[0], &others, &least, &before) ? &before : NULL);
	return OK;
}
