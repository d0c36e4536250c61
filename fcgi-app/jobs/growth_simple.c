/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The simple layer: each unit's mean and slope, shrunken to the line of its family (people, schools,
 * the district by itself). It does not correct for the severity of raters; severities are the raters'
 * mean residuals from the people's own lines, shrunken.
 */
#include "jobs/growth_fit.h"

#include <math.h>

static const double confidence = 0.90;

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
	double x[3] = { begin, a->at, a->at + GROWTH_HORIZON };
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
    const struct growth_family *f, struct growth_unit *out, struct an_family *info)
{
	struct an_visits v = { r->n, f->unit, r->rater, f->person, r->t, r->y };
	struct an_simple_options o = { f->units, a->at, GROWTH_HORIZON, confidence,
		growth_minimum(a) };
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

static void severity(const struct growth_ask *a, const struct growth_rows *r, double residual,
    struct growth_fit *out)
{
	double *sum = arena_array(a->mem, double, a->raters + 1),
	       *value = arena_array(a->mem, double, a->raters + 1),
	       *variance = arena_array(a->mem, double, a->raters + 1);
	size_t k = 0, *people = arena_array(a->mem, size_t, a->raters + 1);
	struct an_minimum least = growth_minimum(a);
	struct an_eb eb;

	growth_distinct(a, r->rater, r->person, r->n, people);
	for (size_t i = 0; i < r->n; i++) {
		const struct growth_unit *u = &out->people[r->person[i]];
		double slope = u->growth.known ? u->growth.value : 0;

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
		x->low = x->value - GROWTH_QUANTILE * x->sd;
		x->high = x->value + GROWTH_QUANTILE * x->sd;
		x->reliability = eb.tau2 > 0 ? fmin(1, fmax(0, 1 - x->sd * x->sd / eb.tau2)) : 0;
		least.raters = 0; /* a rater is one: visits alone count */
		growth_rule(least, s->n, 1, x);
		j++;
	}
}

enum an_status growth_simple(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_fit *out)
{
	struct an_family info = { 0 };
	size_t *one = arena_array(ask->mem, size_t, rows->n + 1);
	struct growth_family people = { ask->people, rows->person, NULL },
			     schools = { ask->schools, rows->school, rows->person },
			     all = { 1, one, rows->person };
	enum an_status s = family(ask, rows, &people, out->people, &info);

	if (s)
		return s;
	out->residual = info.sigma2;
	out->person = info.level.tau2;
	severity(ask, rows, info.sigma2, out);
	s = family(ask, rows, &schools, out->schools, &info);
	if (s)
		return s;
	out->school = info.level.tau2;
	return family(ask, rows, &all, &out->district, NULL);
}
