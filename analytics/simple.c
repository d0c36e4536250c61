/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See simple.h, "a family of units". Visits are sorted inside their unit first, so that figures do
 * not depend on the order of rows by a single bit.
 */
#include "simple.h"
#include "simple_parts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct row {
	size_t person, rater;
	double t, y;
};

/* All the memory of one call; calloc'ed, so that release() may be called at any point. */
struct work {
	struct row *row;
	size_t *start; /* [units + 1] */
	double *t, *y;
	size_t *rater, *person;
	struct simple_unit *unit;
	struct an_simple *figure;
};

static void release(struct work *w)
{
	free(w->row);
	free(w->start);
	free(w->t);
	free(w->y);
	free(w->rater);
	free(w->person);
	free(w->unit);
	free(w->figure);
}

static enum an_status allocate(struct work *w, size_t n, size_t units)
{
	w->row = calloc(n, sizeof *w->row);
	w->start = calloc(units + 2, sizeof *w->start);
	w->t = calloc(n, sizeof *w->t);
	w->y = calloc(n, sizeof *w->y);
	w->rater = calloc(n, sizeof *w->rater);
	w->person = calloc(n, sizeof *w->person);
	w->unit = calloc(units, sizeof *w->unit);
	w->figure = calloc(units, sizeof *w->figure);
	return w->row && w->start && w->t && w->y && w->rater && w->person && w->unit && w->figure
		   ? AN_OK
		   : AN_NO_MEMORY;
}

static enum an_status check(const struct an_visits *v, const struct an_simple_options *o)
{
	if (o->units == 0 || o->units > SIZE_MAX / sizeof(struct an_simple) - 2 ||
	    !(o->confidence > 0 && o->confidence < 1) || !isfinite(o->at) ||
	    !isfinite(o->horizon) || o->horizon < 0 ||
	    !(o->minimum.reliability >= 0 && o->minimum.reliability < 1))
		return AN_BAD_INPUT;
	for (size_t i = 0; i < v->n; i++)
		if (v->unit[i] >= o->units)
			return AN_BAD_INPUT;
	if (!series_finite(v->t, v->n) || !series_finite(v->y, v->n))
		return AN_NOT_FINITE;
	return v->n == 0 ? AN_TOO_FEW : AN_OK;
}

static int by_person(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	if (x->t < y->t || x->t > y->t)
		return x->t < y->t ? -1 : 1;
	if (x->y < y->y || x->y > y->y)
		return x->y < y->y ? -1 : 1;
	return (x->rater > y->rater) - (x->rater < y->rater);
}

static int by_size(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static size_t distinct(const size_t *sorted, size_t n)
{
	size_t k = n > 0;

	for (size_t i = 1; i < n; i++)
		k += sorted[i] != sorted[i - 1];
	return k;
}

static void group(const struct an_visits *v, size_t units, struct work *w)
{
	size_t *next = w->start + 1;

	for (size_t i = 0; i < v->n; i++)
		next[v->unit[i] + 1]++;
	for (size_t u = 0; u < units; u++)
		next[u + 1] += next[u];
	for (size_t i = 0; i < v->n; i++)
		w->row[next[v->unit[i]]++] =
		    (struct row){ v->person ? v->person[i] : 0, v->rater[i], v->t[i], v->y[i] };
}

static void describe(size_t from, size_t to, bool persons, struct work *w, struct simple_unit *u)
{
	size_t n = to - from;

	qsort(w->row + from, n, sizeof *w->row, by_person);
	for (size_t i = from; i < to; i++) {
		w->t[i] = w->row[i].t;
		w->y[i] = w->row[i].y;
		w->person[i] = w->row[i].person;
		w->rater[i] = w->row[i].rater;
	}
	qsort(w->rater + from, n, sizeof *w->rater, by_size);
	*u = (struct simple_unit){ .t = w->t + from, .y = w->y + from };
	u->raters = distinct(w->rater + from, n);
	if (persons) {
		u->person = w->person + from;
		u->persons = distinct(u->person, n);
	}
	series_moments(u->t, u->y, n, &u->m);
}

static void window(const struct an_visits *v, struct an_family *f)
{
	double low = v->t[0], high = v->t[0];

	for (size_t i = 1; i < v->n; i++) {
		low = fmin(low, v->t[i]);
		high = fmax(high, v->t[i]);
	}
	f->middle = low + (high - low) / 2;
}

static double quantile(double confidence, double df)
{
	double p = (1 + confidence) / 2;

	return df > 1000 ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_tdist_Pinv(p, df);
}

static enum an_status figure(struct simple_estimate e, const struct simple_unit *u, double z,
    const struct an_minimum *minimum, struct an_figure *out)
{
	double sd = sqrt(fmax(0, e.variance)), reliability = e.prior;

	if (e.prior > 0)
		reliability = fmin(1, fmax(0, 1 - e.variance / e.prior));
	*out = (struct an_figure){ .value = e.value,
		.sd = isnan(e.value) ? NAN : sd,
		.low = e.value - z * sd,
		.high = e.value + z * sd,
		.reliability = reliability };
	return an_enough(minimum, u->m.n, u->raters, reliability, &out->enough);
}

static enum an_status alone(
    const struct simple_unit *u, double at, double confidence, struct an_simple *s)
{
	double z = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2);

	s->ols_status = an_ols(u->t, u->y, u->m.n, at, &s->ols);
	s->mann_kendall_status = an_mann_kendall(u->t, u->y, u->m.n, &s->mann_kendall);
	s->sen_status = s->mann_kendall_status;
	if (!s->sen_status)
		s->sen_status =
		    series_sen(u->t, u->y, u->m.n, z * sqrt(s->mann_kendall.var_s), &s->sen);
	return s->sen_status == AN_NO_MEMORY ? AN_NO_MEMORY : AN_OK;
}

static enum an_status report(const struct simple_unit *u, const struct an_family *f,
    const struct an_simple_options *o, double df, struct an_simple *s)
{
	double z = quantile(o->confidence, df), ratio;
	struct simple_estimate growth = simple_slope(u, f);
	struct simple_estimate ahead = simple_line(u, f, o->at + o->horizon - f->middle);
	enum an_status status;

	s->n = u->m.n;
	s->raters = u->raters;
	s->persons = u->persons;
	s->mean = s->n ? u->m.y : NAN;
	if (isnan(growth.value))
		ahead = growth; /* no trend, no forecast */
	status = figure(simple_line(u, f, o->at - f->middle), u, z, &o->minimum, &s->level);
	if (!status)
		status = figure(growth, u, z, &o->minimum, &s->growth);
	if (!status)
		status = figure(ahead, u, z, &o->minimum, &s->forecast);
	ratio = -s->growth.value / s->growth.sd;
	s->p_decline = isnan(ratio) ? NAN
		       : df > 1000  ? gsl_cdf_ugaussian_P(ratio)
				    : gsl_cdf_tdist_P(ratio, df);
	return status ? status : alone(u, o->at, o->confidence, s);
}

static enum an_status compute(const struct an_visits *v, const struct an_simple_options *o,
    struct work *w, struct an_family *f)
{
	double df = 0;
	enum an_status status;

	group(v, o->units, w);
	for (size_t u = 0; u < o->units; u++) {
		describe(w->start[u], w->start[u + 1], v->person != NULL, w, &w->unit[u]);
		f->units_visited += w->unit[u].m.n > 0;
	}
	f->n = v->n;
	window(v, f);
	status = simple_variances(w->unit, o->units, f, &df);
	if (!status)
		status = simple_prior(w->unit, o->units, f);
	for (size_t u = 0; !status && u < o->units; u++)
		status = report(&w->unit[u], f, o, df, &w->figure[u]);
	return status;
}

enum an_status an_simple_family(const struct an_visits *visits,
    const struct an_simple_options *options, struct an_simple *out, struct an_family *family)
{
	struct work w = { 0 };
	struct an_family f = { 0 };
	enum an_status status = check(visits, options);

	if (status)
		return status;
	status = allocate(&w, visits->n, options->units);
	if (!status)
		status = compute(visits, options, &w, &f);
	if (!status) {
		for (size_t u = 0; u < options->units; u++)
			out[u] = w.figure[u];
		if (family)
			*family = f;
	}
	release(&w);
	return status;
}
