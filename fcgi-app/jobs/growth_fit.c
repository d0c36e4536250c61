/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place that calls the growth engine. The simple layer: each unit's mean and slope, shrunken
 * to the line of its family (people, schools, the district by itself). It does not correct for the
 * severity of raters, and says so; severities are the raters' mean residuals from the people's own
 * lines, shrunken.
 */
#include "analytics.h"
#include "jobs/growth.h"

#include <math.h>
#include <stdlib.h>

const char growth_model[] = "simple 1";

static const double confidence = 0.90, quantile = 1.6448536269514722, horizon = 1;

/* What the whole scale of 1-4 tells of a level that is not measured. */
static const double scale_low = 1, scale_high = 4;

struct family {
	size_t units;
	const size_t *unit, *person;
};

/* The one rule of not enough data on a number that isn't an an_figure. */
static void rule(struct an_minimum least, size_t n, size_t raters, struct growth_number *x)
{
	struct an_enough e;
	bool asked = x->known && !an_enough(&least, n, raters, x->reliability, &e);

	x->enough = asked && e.enough;
	x->more_visits = asked && e.knowable ? (int)e.more_visits : -1;
	x->more_raters = asked && e.knowable ? (int)e.more_raters : -1;
}

static struct an_minimum minimum(const struct growth_ask *a)
{
	struct an_minimum least = AN_MINIMUM;

	least.visits = a->min_visits;
	least.raters = a->min_raters;
	return least;
}

static struct growth_number number(const struct an_figure *f)
{
	return (struct growth_number){
		.known = !isnan(f->value) && !isnan(f->sd),
		.enough = f->enough.enough,
		.value = f->value,
		.sd = f->sd,
		.low = f->low,
		.high = f->high,
		.reliability = f->reliability,
		.more_visits = f->enough.knowable ? (int)f->enough.more_visits : -1,
		.more_raters = f->enough.knowable ? (int)f->enough.more_raters : -1,
	};
}

/* The line is straight and its variance a parabola in time: three points of it give the rest. */
static const struct growth_point *line(const struct growth_ask *a, const struct an_simple *now,
    const struct an_simple *then, double begin)
{
	double x[3] = { begin, a->at, a->at + horizon };
	double v[3] = { then->level.sd, now->level.sd, now->forecast.sd };
	struct growth_point *out;

	if (isnan(now->growth.value) || isnan(then->level.sd) || isnan(now->forecast.sd) ||
	    !(a->at - begin > 1e-6))
		return NULL;
	out = arena_array(a->mem, struct growth_point, a->time_count);
	for (size_t i = 0; i < a->time_count; i++) {
		double t = a->times[i], variance = 0;

		for (int k = 0; k < 3; k++) {
			double p = x[(k + 1) % 3], q = x[(k + 2) % 3];

			variance += v[k] * v[k] * (t - p) * (t - q) / ((x[k] - p) * (x[k] - q));
		}
		out[i].value = now->level.value + now->growth.value * (t - a->at);
		out[i].sd = sqrt(fmax(0, variance));
	}
	return out;
}

static enum an_status family(const struct growth_ask *a, const struct growth_rows *r,
    const struct family *f, struct growth_unit *out, struct an_family *info)
{
	struct an_visits v = { r->n, f->unit, r->rater, f->person, r->t, r->y };
	struct an_simple_options o = { f->units, a->at, horizon, confidence, minimum(a) };
	struct an_simple *now = arena_array(a->mem, struct an_simple, f->units),
			 *then = arena_array(a->mem, struct an_simple, f->units);
	enum an_status s;

	s = an_simple_family(&v, &o, now, info);
	o.at = a->times[0];
	if (!s)
		s = an_simple_family(&v, &o, then, NULL);
	for (size_t i = 0; !s && i < f->units; i++) {
		out[i].level = number(&now[i].level);
		out[i].growth = number(&now[i].growth);
		out[i].forecast = number(&now[i].forecast);
		out[i].p_decline = now[i].p_decline;
		out[i].line = line(a, &now[i], &then[i], o.at);
	}
	return s;
}

/* ---- counts, which are true whatever the model says ------------------------------------------- */

static int by_pair(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	if (x[0] != y[0])
		return x[0] < y[0] ? -1 : 1;
	return (x[1] > y[1]) - (x[1] < y[1]);
}

/* How many different `other` each unit has, in out[unit]. */
static void distinct(
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
static void count(const struct growth_ask *a, const struct growth_rows *r, const struct family *f,
    struct growth_unit *out)
{
	size_t *raters = arena_array(a->mem, size_t, f->units + 1),
	       *people = arena_array(a->mem, size_t, f->units + 1);
	double *sum = arena_array(a->mem, double, f->units + 1);

	distinct(a, f->unit, r->rater, r->n, raters);
	distinct(a, f->unit, r->person, r->n, people);
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
			.sd = (scale_high - scale_low) / (2 * quantile),
			.low = scale_low,
			.high = scale_high,
			.reliability = NAN };
		rule(minimum(a), u->n, u->raters, &u->level);
		u->growth = u->forecast =
		    (struct growth_number){ .reliability = NAN, .value = NAN };
		if (u->level.enough)
			u->level.more_visits = u->level.more_raters = -1;
		u->level.enough = false;
	}
}

/* ---- severity ---------------------------------------------------------------------------------- */

static void severity(const struct growth_ask *a, const struct growth_rows *r, double residual,
    struct growth_fit *out)
{
	double *sum = arena_array(a->mem, double, a->raters + 1),
	       *value = arena_array(a->mem, double, a->raters + 1),
	       *variance = arena_array(a->mem, double, a->raters + 1);
	size_t k = 0, *people = arena_array(a->mem, size_t, a->raters + 1);
	struct an_minimum least = minimum(a);
	struct an_eb eb;

	distinct(a, r->rater, r->person, r->n, people);
	for (size_t i = 0; i < r->n; i++) {
		const struct growth_unit *u = &out->people[r->person[i]];
		double slope = u->growth.known ? u->growth.value : 0;

		out->raters[r->rater[i]].n++;
		sum[r->rater[i]] += u->level.value + slope * (r->t[i] - a->at) - r->y[i];
	}
	for (size_t i = 0; i < a->raters; i++) {
		struct growth_severity *s = &out->raters[i];

		s->people = people[i];
		s->number = (struct growth_number){ .reliability = NAN };
		if (s->n && residual > 0) {
			value[k] = sum[i] / (double)s->n;
			variance[k++] = residual / (double)s->n;
		}
	}
	if (an_eb_fit(value, variance, k, &eb))
		return;
	out->rater = eb.tau2;
	for (size_t i = 0, j = 0; i < a->raters; i++) {
		struct growth_severity *s = &out->raters[i];
		struct growth_number *x = &s->number;

		if (!s->n)
			continue;
		x->known = !an_eb_shrink(&eb, value[j], variance[j], &x->value, &x->sd);
		x->value -= eb.mu;
		x->low = x->value - quantile * x->sd;
		x->high = x->value + quantile * x->sd;
		x->reliability = eb.tau2 > 0 ? fmin(1, fmax(0, 1 - x->sd * x->sd / eb.tau2)) : 0;
		least.raters = 0; /* a rater is one: visits alone count */
		rule(least, s->n, 1, x);
		j++;
	}
}

void growth_fit(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_fit *out)
{
	struct an_family info = { 0 };
	struct family people = { ask->people, rows->person, NULL },
		      schools = { ask->schools, rows->school, rows->person },
		      all = { 1, arena_array(ask->mem, size_t, rows->n + 1), rows->person };
	enum an_status s;

	*out = (struct growth_fit){
		.people = arena_array(ask->mem, struct growth_unit, ask->people + 1),
		.schools = arena_array(ask->mem, struct growth_unit, ask->schools + 1),
		.raters = arena_array(ask->mem, struct growth_severity, ask->raters + 1),
		.residual = NAN,
		.person = NAN,
		.school = NAN,
		.rater = NAN,
	};
	count(ask, rows, &people, out->people);
	count(ask, rows, &schools, out->schools);
	count(ask, rows, &all, &out->district);
	s = family(ask, rows, &people, out->people, &info);
	if (!s) {
		out->residual = info.sigma2;
		out->person = info.level.tau2;
		severity(ask, rows, info.sigma2, out);
		s = family(ask, rows, &schools, out->schools, &info);
	}
	if (!s) {
		out->school = info.level.tau2;
		s = family(ask, rows, &all, &out->district, NULL);
	}
	out->note = s ? an_status_words(s) : NULL;
}
