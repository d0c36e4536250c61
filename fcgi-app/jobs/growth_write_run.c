/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run says of itself, in its `components`: variances by competence and what a day is expected to
 * bring, where the rubric's change breaks the line, whether weak lessons were passed over. The page on the method shows them.
 */
#include "jobs/growth.h"
#include "json.h"

#include <math.h>
#include <time.h>

/* Years since 2000-01-01 of 365.25 days, as rows have them, back to a date. */
static const char *date(struct arena *mem, double t)
{
	time_t at = (lround(t * 365.25) + 10957) * 86400L;
	struct tm day;

	gmtime_r(&at, &day);
	return arena_printf(mem, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

static struct json *sheets(struct arena *mem, const struct growth_sheets *s)
{
	struct json *j = js_object(), *breaks = js_array();

	js_set(j, "used", js_integer((long)s->used));
	js_set(j, "sets", js_integer((long)s->sets));
	for (size_t i = 0; i < s->breaks; i++)
		js_push(breaks, js_text(date(mem, s->at[i])));
	js_set(j, "breaks", breaks);
	return j;
}

static struct json *variances(const struct growth *g, const struct growth_competence *c)
{
	const struct growth_fit *f = &c->fit;
	struct json *j = js_object();
	bool measured;

	js_set(j, "corrected", js_truth(f->corrected));
	js_set(j, "residual", js_real(f->residual));
	js_set(j, "person", js_real(f->person));
	js_set(j, "school", js_real(f->school));
	js_set(j, "rater", js_real(f->rater));
	if (f->note)
		js_set(j, "note", js_text(f->note));
	if (*c->code) {
		js_set(j, "day_effect", js_real(growth_day_effect(g, c, &measured)));
		js_set(j, "day_effect_measured", js_truth(measured));
	}
	js_set(j, "compressed", js_truth(c->agreement.compressed));
	js_set(j, "sheets", sheets(g->job->rq->mem, &c->sheets));
	return j;
}

/* Of too few people there are no counts either: a third would be somebody. */
static struct json *coverage(const struct growth_coverage *c, bool few)
{
	struct json *j = js_object(), *thirds = js_array();

	js_set(j, "year", js_integer(c->year));
	js_set(j, "says", js_text(c->says));
	for (size_t i = 0; !few && i < GROWTH_THIRDS; i++) {
		const struct growth_third *t = &c->third[i];
		struct json *row = js_object();

		js_set(row, "people", js_integer((long)t->people));
		js_set(row, "visited", js_integer((long)t->visited));
		js_set(row, "share",
		    js_real(t->people ? (double)t->visited / (double)t->people : NAN));
		js_push(thirds, row);
	}
	js_set(j, "thirds", thirds);
	return j;
}

enum error growth_write_run(struct growth *g)
{
	struct json *all = js_object(), *by = js_object();
	bool corrected = g->count > 0;
	struct rows *r;

	for (size_t i = 0; i < g->count; i++) {
		const struct growth_competence *c = &g->competence[i];

		corrected = corrected && c->fit.corrected;
		js_set(by, *c->code ? c->code : "*", variances(g, c));
	}
	js_set(all, "corrected_for_severity", js_truth(corrected));
	js_set(all, "variances", by);
	if (g->coverage.says)
		js_set(all, "coverage", coverage(&g->coverage, *g->coverage.says == 'f'));
	return db_query(g->job->rq, Q_GROWTH_DONE, PARAMS(g->run, js_print(all)), &r);
}
