/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of one competence: counts, which are true whatever the model says, then the exact mixed
 * model where the data bear it, else the simple layer, which doesn't correct for severity and says so.
 */
#include "jobs/growth_fit.h"

#include <math.h>
#include <stdlib.h>

const char growth_model[] = "mixed 1";

/* What the whole scale of 1-4 tells of a level that is not measured. */
static const double scale_low = 1, scale_high = 4;

struct an_minimum growth_minimum(const struct growth_ask *a)
{
	struct an_minimum least = AN_MINIMUM;

	least.visits = a->min_visits;
	least.raters = a->min_raters;
	return least;
}

void growth_rule(struct an_minimum least, size_t n, size_t raters, struct growth_number *x)
{
	struct an_enough e;
	bool asked = x->known && !an_enough(&least, n, raters, x->reliability, &e);

	x->enough = asked && e.enough;
	x->more_visits = asked && e.knowable ? (int)e.more_visits : -1;
	x->more_raters = asked && e.knowable ? (int)e.more_raters : -1;
}

const uint32_t *growth_narrow(struct arena *mem, const size_t *from, size_t n)
{
	uint32_t *to = arena_array(mem, uint32_t, n + 1);

	for (size_t i = 0; i < n; i++)
		to[i] = (uint32_t)from[i];
	return to;
}

/* ---- counts, which are true whatever the model says ------------------------------------------- */

static int by_pair(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	if (x[0] != y[0])
		return x[0] < y[0] ? -1 : 1;
	return (x[1] > y[1]) - (x[1] < y[1]);
}

void growth_distinct(
    const struct growth_ask *a, const size_t *unit, const size_t *other, size_t n, size_t *out)
{
	size_t(*pair)[2] = arena_calloc(a->mem, n + 1, sizeof *pair);

	for (size_t i = 0; i < n; i++) {
		pair[i][0] = unit[i];
		pair[i][1] = other[i];
	}
	qsort(pair, n, sizeof *pair, by_pair);
	for (size_t i = 0; i < n; i++)
		out[pair[i][0]] += i == 0 || by_pair(pair[i], pair[i - 1]) != 0;
}

/* The mean, with the whole scale as its interval: a count, not a conclusion. */
static void count(const struct growth_ask *a, const struct growth_rows *r,
    const struct growth_family *f, struct growth_unit *out)
{
	size_t *raters = arena_array(a->mem, size_t, f->units + 1),
	       *people = arena_array(a->mem, size_t, f->units + 1);
	double *sum = arena_array(a->mem, double, f->units + 1);

	growth_distinct(a, f->unit, r->rater, r->n, raters);
	growth_distinct(a, f->unit, r->person, r->n, people);
	for (size_t i = 0; i < r->n; i++) {
		out[f->unit[i]].n++;
		sum[f->unit[i]] += r->y[i];
	}
	for (size_t i = 0; i < f->units; i++) {
		struct growth_unit *u = &out[i];

		u->raters = raters[i];
		u->people = people[i];
		u->p_decline = NAN;
		u->level = (struct growth_number){ .known = u->n > 0,
			.value = u->n ? sum[i] / (double)u->n : NAN,
			.sd = (scale_high - scale_low) / (2 * GROWTH_QUANTILE),
			.low = scale_low,
			.high = scale_high,
			.reliability = NAN };
		growth_rule(growth_minimum(a), u->n, u->raters, &u->level);
		u->growth = u->forecast =
		    (struct growth_number){ .reliability = NAN, .value = NAN };
		if (u->level.enough)
			u->level.more_visits = u->level.more_raters = -1;
		u->level.enough = false;
	}
}

/* Few people or methodists, or methodists who share nobody, give the mixed model nothing to tell
 * severity from skill by. */
bool growth_bears_mixed(const struct growth_ask *a, const struct growth_rows *r)
{
	size_t people = 0, raters = 0;
	size_t *seen = arena_array(a->mem, size_t, a->people + a->raters + 1);

	for (size_t i = 0; i < r->n; i++) {
		people += seen[r->person[i]]++ == 0;
		raters += seen[a->people + r->rater[i]]++ == 0;
	}
	return people >= 10 && raters >= 3;
}

void growth_fit(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_fit *out)
{
	size_t *one = arena_array(ask->mem, size_t, rows->n + 1);
	struct growth_family people = { ask->people, rows->person, NULL },
			     schools = { ask->schools, rows->school, rows->person },
			     all = { 1, one, rows->person };
	enum an_status s = AN_TOO_FEW;

	*out = (struct growth_fit){
		.people = arena_array(ask->mem, struct growth_unit, ask->people + 1),
		.schools = arena_array(ask->mem, struct growth_unit, ask->schools + 1),
		.raters = arena_array(ask->mem, struct growth_severity, ask->raters + 1),
		.residual = NAN,
		.person = NAN,
		.school = NAN,
		.rater = NAN,
		.person_growth = NAN,
		.school_growth = NAN,
	};
	for (size_t k = 0; k < ask->raters; k++)
		out->raters[k].linkage = NAN;
	count(ask, rows, &people, out->people);
	count(ask, rows, &schools, out->schools);
	count(ask, rows, &all, &out->district);
	for (size_t i = 0; i < rows->n; i++)
		out->raters[rows->rater[i]].n++;
	if (growth_bears_mixed(ask, rows))
		s = growth_mixed(ask, rows, out);
	out->corrected = s == AN_OK;
	if (s)
		s = growth_simple(ask, rows, out);
	out->note = s ? an_status_words(s) : NULL;
}
