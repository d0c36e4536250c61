/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The family's line and what a unit's visits make of it. The unit's (level, growth) at the middle of
 * the window ~ N(mu, diag(tau2)); its mean and slope are observations of that with known errors, so
 * the posterior is two rows of a Kalman update and stands even if every tau2 is 0.
 */
#include "simple_parts.h"

#include <math.h>
#include <stdlib.h>

/* Slopes of the family; with fewer than AN_FAMILY_LEAST of them one common slope. */
static enum an_status prior_growth(const struct simple_unit *unit, size_t units, double *value,
    double *variance, struct an_eb *out)
{
	size_t k = 0;
	double sum = 0, mu = 0;

	for (size_t i = 0; i < units; i++) {
		if (unit[i].m.n == 0 || !unit[i].m.spread)
			continue;
		value[k] = unit[i].m.slope;
		variance[k++] = unit[i].v22;
		sum += 1 / unit[i].v22;
		mu += unit[i].m.slope / unit[i].v22;
	}
	if (k >= AN_FAMILY_LEAST)
		return an_eb_fit(value, variance, k, out);
	*out = (struct an_eb){ .mu = k ? mu / sum : NAN, .mu_se = k ? sqrt(1 / sum) : NAN };
	return AN_OK;
}

/* Levels at the middle, carried there along the common slope. */
static enum an_status prior_level(const struct simple_unit *unit, size_t units, double *value,
    double *variance, struct an_family *f)
{
	size_t k = 0;

	for (size_t i = 0; i < units; i++) {
		double x = unit[i].m.t - f->middle;

		if (unit[i].m.n == 0)
			continue;
		value[k] = unit[i].m.y - (isnan(f->growth.mu) ? 0 : f->growth.mu * x);
		variance[k++] = unit[i].v11 + f->growth.tau2 * x * x;
	}
	return an_eb_fit(value, variance, k, &f->level);
}

enum an_status simple_prior(const struct simple_unit *unit, size_t units, struct an_family *out)
{
	double *value, *variance;
	enum an_status status;

	out->shrunken = out->units_visited >= AN_FAMILY_LEAST;
	if (!out->shrunken)
		return AN_OK;
	value = calloc(units, sizeof *value);
	variance = calloc(units, sizeof *variance);
	status = value && variance ? AN_OK : AN_NO_MEMORY;
	if (!status)
		status = prior_growth(unit, units, value, variance, &out->growth);
	if (!status)
		status = prior_level(unit, units, value, variance, out);
	free(value);
	free(variance);
	return status;
}

/* Posterior deviations from the prior mean, their covariance p, and keep = I - K H: what remains of
 * the prior mean's own error. */
struct posterior {
	double a, c, p11, p12, p22, keep[2][2];
};

static struct posterior update(const struct simple_unit *u, const struct an_family *f)
{
	double ta = f->level.tau2, tc = f->growth.tau2, x = u->m.t - f->middle;
	double mu_c = isnan(f->growth.mu) ? 0 : f->growth.mu;
	double s11, s12, s22, k[2][2] = { { 0 } }, r1, r2;
	struct posterior q = { .p11 = ta, .p22 = tc, .keep = { { 1, 0 }, { 0, 1 } } };

	if (u->m.n == 0)
		return q;
	s11 = ta + x * x * tc + u->v11;
	s12 = x * tc + u->v12;
	s22 = tc + u->v22;
	r1 = u->m.y - f->level.mu - mu_c * x;
	r2 = u->m.spread ? u->m.slope - mu_c : 0;
	if (u->m.spread) {
		double det = s11 * s22 - s12 * s12;

		k[0][0] = ta * s22 / det;
		k[0][1] = -ta * s12 / det;
		k[1][0] = tc * (x * s22 - s12) / det;
		k[1][1] = tc * (s11 - x * s12) / det;
	} else {
		k[0][0] = ta / s11;
		k[1][0] = tc * x / s11;
	}
	q.a = k[0][0] * r1 + k[0][1] * r2;
	q.c = k[1][0] * r1 + k[1][1] * r2;
	for (int i = 0; i < 2; i++) {
		q.keep[i][0] = (i == 0) - k[i][0];
		q.keep[i][1] = (i == 1) - k[i][0] * x - k[i][1];
	}
	q.p11 = q.keep[0][0] * ta;
	q.p12 = q.keep[0][1] * tc;
	q.p22 = q.keep[1][1] * tc;
	return q;
}

/* l = (level, growth) of the quantity. */
static struct simple_estimate combine(
    const struct simple_unit *u, const struct an_family *f, double level, double growth)
{
	struct posterior q = update(u, f);
	double e1 = level * q.keep[0][0] + growth * q.keep[1][0];
	double e2 = level * q.keep[0][1] + growth * q.keep[1][1];
	bool slope = !isnan(f->growth.mu);
	double mu_c = slope ? f->growth.mu : 0, se_c = slope ? f->growth.mu_se : 0;

	return (struct simple_estimate){
		.value = level * (f->level.mu + q.a) + growth * (mu_c + q.c),
		.variance = level * level * q.p11 + 2 * level * growth * q.p12 +
			    growth * growth * q.p22 + e1 * e1 * f->level.mu_se * f->level.mu_se +
			    e2 * e2 * se_c * se_c,
		.prior = level * level * f->level.tau2 + growth * growth * f->growth.tau2,
	};
}

static const struct simple_estimate unknown = { NAN, NAN, 0 };

struct simple_estimate simple_line(const struct simple_unit *u, const struct an_family *f, double x)
{
	double d = x + f->middle - u->m.t;

	if (f->shrunken)
		return combine(u, f, 1, x);
	if (u->m.n == 0)
		return unknown;
	if (!u->m.spread)
		return (struct simple_estimate){ u->m.y, u->v11, NAN };
	return (struct simple_estimate){ u->m.y + u->m.slope * d,
		u->v11 + 2 * d * u->v12 + d * d * u->v22, NAN };
}

struct simple_estimate simple_slope(const struct simple_unit *u, const struct an_family *f)
{
	if (f->shrunken)
		return isnan(f->growth.mu) ? unknown : combine(u, f, 0, 1);
	return u->m.n > 0 && u->m.spread ? (struct simple_estimate){ u->m.slope, u->v22, NAN }
					 : unknown;
}
