/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The exact model of a competence, by REML: level and yearly growth of each person and school, the
 * severity of each rater, versions of the rubric as fixed effects, all at once. Every figure is a
 * linear combination of effects with its full prediction error, so whoever had a strict methodist
 * isn't marked down for it. Years are counted from "as of", where levels are wanted.
 */
#include "jobs/growth_fit.h"

#include <math.h>
#include <string.h>

enum { PERSON, SCHOOL, RATER, FACTORS };
enum {
	ONE,
	TIME,
	SHEETS
}; /* columns of x; then one for each version of the rubric but the first */

struct model {
	const struct growth_ask *a;
	const struct growth_rows *r;
	struct an_growth *g;
	size_t *school_of; /* of a person: his latest visit's */
	double *share;	   /* [sheets] of the rows; a level is that on the usual mix of sheets */
	double *x;	   /* [p] of the quantity that is being asked for */
	size_t p;
	const double *covariate; /* one more fixed effect, the last; NULL: none */
};

static enum an_status fit(struct model *m, struct an_growth_fit *result)
{
	const struct growth_rows *r = m->r;
	struct arena *mem = m->a->mem;
	double *t = arena_array(mem, double, r->n + 1);
	const double **x = arena_array(mem, const double *, m->p);

	x[TIME] = t;
	for (size_t i = 0; i < r->n; i++)
		t[i] = r->t[i] - m->a->at;
	for (size_t k = 1; k < r->sheets; k++) {
		double *is = arena_array(mem, double, r->n + 1);

		for (size_t i = 0; i < r->n; i++)
			is[i] = r->sheet[i] == k;
		x[SHEETS + k - 1] = is;
	}
	if (m->covariate)
		x[m->p - 1] = m->covariate;
	struct an_factor beside[] = {
		{ growth_narrow(mem, r->school, r->n), (uint32_t)m->a->schools, t, false },
		{ growth_narrow(mem, r->rater, r->n), (uint32_t)m->a->raters, NULL, false },
	};
	struct an_growth_data data = { .n = r->n,
		.y = r->y,
		.p = m->p,
		.x = x,
		.eliminated = { growth_narrow(mem, r->person, r->n), (uint32_t)m->a->people, t,
		    false },
		.factors = COUNT(beside),
		.factor = beside };
	struct an_growth_options options = { .penalty = true };
	enum an_status s = an_growth_open(&data, &m->g, NULL);

	return s ? s : an_growth_fit(m->g, &options, result);
}

static void variances(const struct model *m, const struct an_growth_fit *f, struct growth_fit *out)
{
	double cov[3];

	out->residual = f->sigma * f->sigma;
	an_growth_covariance(m->g, PERSON, cov);
	out->person = cov[0];
	out->person_growth = cov[2];
	an_growth_covariance(m->g, SCHOOL, cov);
	out->school = cov[0];
	out->school_growth = cov[2];
	an_growth_covariance(m->g, RATER, cov);
	out->rater = cov[0];
}

static const double *sheets(const struct model *m)
{
	double *beta = arena_array(m->a->mem, double, 2 * m->p),
	       *out = arena_array(m->a->mem, double, m->r->sheets + 1), mean = 0;

	an_growth_beta(m->g, beta, beta + m->p);
	for (size_t k = 1; k < m->r->sheets; k++)
		mean += m->share[k] * beta[SHEETS + k - 1];
	for (size_t k = 0; k < m->r->sheets; k++)
		out[k] = (k ? beta[SHEETS + k - 1] : 0) - mean;
	return out;
}

/* Where each person is now, and how often each version of the rubric was used. */
static void know(struct model *m)
{
	struct arena *mem = m->a->mem;
	double *latest = arena_array(mem, double, m->a->people + 1);

	m->school_of = arena_array(mem, size_t, m->a->people + 1);
	m->share = arena_array(mem, double, m->r->sheets + 1);
	for (size_t i = 0; i < m->a->people; i++) {
		m->school_of[i] = SIZE_MAX;
		latest[i] = -INFINITY;
	}
	for (size_t i = 0; i < m->r->n; i++) {
		size_t p = m->r->person[i];

		m->share[m->r->sheet[i]] += 1 / (double)m->r->n;
		if (m->r->t[i] >= latest[p]) {
			latest[p] = m->r->t[i];
			m->school_of[p] = m->r->school[i];
		}
	}
}

/* Coefficients of the fixed effects for intercept `one` and slope `time`. */
static const double *fixed(struct model *m, double one, double time)
{
	m->x[ONE] = one;
	m->x[TIME] = time;
	for (size_t k = 1; k < m->r->sheets; k++)
		m->x[SHEETS + k - 1] = one * m->share[k];
	return m->x;
}

/* A unit's people: one of them, the staff of a school, or everybody. */
struct staff {
	const size_t *person;
	size_t n;
	bool mean_of_many; /* reliability is a comparison with other units: a district has none */
};

/* one * level + time * growth of a staff, averaged over it. */
static enum an_status average(
    struct model *m, const struct staff *u, double one, double time, struct an_growth_estimate *out)
{
	struct an_growth_part *part = arena_array(m->a->mem, struct an_growth_part, 2 * u->n + 1);
	double w = 1 / (double)u->n;
	struct an_growth_quantity q = { .x = fixed(m, one, time), .parts = 2 * u->n, .part = part };

	for (size_t i = 0; i < u->n; i++) {
		size_t p = u->person[i];

		part[2 * i] = (struct an_growth_part){ PERSON, (uint32_t)p, w * one, w * time };
		part[2 * i + 1] =
		    (struct an_growth_part){ SCHOOL, (uint32_t)m->school_of[p], w * one, w * time };
	}
	return an_growth_estimates(m->g, 1, &q, out);
}

static void number(const struct growth_ask *a, const struct an_growth_estimate *e,
    const struct growth_unit *u, bool alone, struct growth_number *x)
{
	*x = (struct growth_number){ .known = true,
		.value = e->value,
		.sd = e->sd,
		.low = e->value - GROWTH_QUANTILE * e->sd,
		.high = e->value + GROWTH_QUANTILE * e->sd };
	/* no variance of its own: the data tell nothing of this unit apart from the others */
	x->reliability = alone ? NAN : e->prior > 0 ? e->reliability : 0;
	growth_rule(growth_minimum(a), u->n, u->raters, x);
}

static enum an_status unit(struct model *m, const struct staff *s, struct growth_unit *u)
{
	struct an_growth_estimate level, growth, ahead, at;
	struct growth_point *line = arena_array(m->a->mem, struct growth_point, m->a->time_count);
	enum an_status e = average(m, s, 1, 0, &level);

	if (!e)
		e = average(m, s, 0, 1, &growth);
	if (!e)
		e = average(m, s, 1, GROWTH_HORIZON, &ahead);
	for (size_t i = 0; !e && i < m->a->time_count; i++) {
		e = average(m, s, 1, m->a->times[i] - m->a->at, &at);
		line[i] = (struct growth_point){ at.value, at.sd };
	}
	if (e)
		return e;
	number(m->a, &level, u, s->mean_of_many, &u->level);
	number(m->a, &growth, u, s->mean_of_many, &u->growth);
	number(m->a, &ahead, u, s->mean_of_many, &u->forecast);
	u->p_decline = growth.below_zero;
	u->line = line;
	return AN_OK;
}

/* Everybody who was visited, gathered by the school where he is now. */
static enum an_status units(struct model *m, struct growth_fit *out)
{
	size_t *staff = arena_array(m->a->mem, size_t, m->a->people + 1),
	       *all = arena_array(m->a->mem, size_t, m->a->people + 1), everybody = 0;
	enum an_status s = AN_OK;

	for (size_t i = 0; !s && i < m->a->people; i++)
		if (m->school_of[i] != SIZE_MAX) {
			all[everybody++] = i;
			s = unit(m, &(struct staff){ &i, 1, false }, &out->people[i]);
		}
	for (size_t j = 0; !s && j < m->a->schools; j++) {
		size_t n = 0;

		for (size_t i = 0; i < everybody; i++)
			if (m->school_of[all[i]] == j)
				staff[n++] = all[i];
		if (n && out->schools[j].n)
			s = unit(m, &(struct staff){ staff, n, false }, &out->schools[j]);
	}
	return s ? s : unit(m, &(struct staff){ all, everybody, true }, &out->district);
}

/* Strict is who marks lower than others would: the effect with the other sign. */
static enum an_status severities(struct model *m, struct growth_fit *out)
{
	size_t *people = arena_array(m->a->mem, size_t, m->a->raters + 1);
	struct an_minimum least = growth_minimum(m->a);

	least.raters = 0; /* a rater is one: visits alone count */
	growth_distinct(m->a, m->r->rater, m->r->person, m->r->n, people);
	for (size_t k = 0; k < m->a->raters; k++) {
		struct an_growth_part part = { RATER, (uint32_t)k, -1, 0 };
		struct an_growth_quantity q = { .parts = 1, .part = &part };
		struct growth_severity *v = &out->raters[k];
		struct an_growth_estimate e;

		v->people = people[k];
		v->number = (struct growth_number){ .reliability = NAN };
		if (!v->n)
			continue;
		enum an_status s = an_growth_estimates(m->g, 1, &q, &e);

		if (s)
			return s;
		v->number = (struct growth_number){ .known = true,
			.value = e.value,
			.sd = e.sd,
			.low = e.value - GROWTH_QUANTILE * e.sd,
			.high = e.value + GROWTH_QUANTILE * e.sd,
			.reliability = e.prior > 0 ? e.reliability : 0 };
		growth_rule(least, v->n, 1, &v->number);
		v->notable = v->number.enough &&
			     fabs(e.value) - AN_SEVERITY_NOTABLE > GROWTH_QUANTILE * e.sd;
	}
	return AN_OK;
}

static struct model begin(
    const struct growth_ask *ask, const struct growth_rows *rows, const double *covariate)
{
	return (struct model){ .a = ask,
		.r = rows,
		.p = SHEETS + (rows->sheets ? rows->sheets - 1 : 0) + (covariate != NULL),
		.covariate = covariate };
}

enum an_status growth_mixed(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_fit *out)
{
	struct model m = begin(ask, rows, NULL);
	struct an_growth_fit f;
	enum an_status s;

	/* methodists in sets that share nobody can't be compared with each other */
	if (growth_sets(ask, rows, NULL) != 1)
		return AN_NOT_IDENTIFIABLE;
	m.x = arena_array(ask->mem, double, m.p);
	know(&m);
	s = fit(&m, &f);
	if (!s) {
		variances(&m, &f, out);
		out->sheet = sheets(&m);
		s = units(&m, out);
	}
	if (!s)
		s = severities(&m, out);
	an_growth_close(m.g);
	return s;
}

enum an_status growth_covariate(const struct growth_ask *ask, const struct growth_rows *rows,
    const double *covariate, struct growth_change *out)
{
	struct model m = begin(ask, rows, covariate);
	double *beta = arena_array(ask->mem, double, 2 * m.p);
	struct an_growth_fit f;
	enum an_status s = fit(&m, &f);

	if (!s) {
		an_growth_beta(m.g, beta, beta + m.p);
		out->value = beta[m.p - 1];
		out->se = beta[2 * m.p - 1];
	}
	an_growth_close(m.g);
	return s;
}
