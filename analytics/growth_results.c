/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a fit found, in the caller's coordinates: theta, covariances, beta, every level's effects.
 */
#include "growth_quantity.h"

#include <cblas.h>
#include <math.h>

void an_growth_theta(const struct an_growth *g, double *theta)
{
	theta_outside(g, g->t, theta);
}

/* [v0 v1; v1 v2] of a level's effects inside, to the caller's units. */
static void pair_outside(const struct term *t, const double v[3], double out[3])
{
	double shift = t->centre / t->scale;

	out[0] = v[0];
	out[1] = out[2] = 0;
	if (t->k == 1)
		return;
	out[0] = v[0] - 2 * shift * v[1] + shift * shift * v[2];
	out[1] = (v[1] - shift * v[2]) / t->scale;
	out[2] = v[2] / (t->scale * t->scale);
}

void an_growth_covariance(const struct an_growth *g, size_t factor, double cov[3])
{
	const struct tri *t = &g->t[factor];
	double v[3] = { g->s2 * t->a * t->a, g->s2 * t->a * t->b,
		g->s2 * (t->b * t->b + t->c * t->c) };

	pair_outside(&g->term[factor], v, cov);
}

double fixed_inside(const struct an_growth *g, const double *x, double *inside)
{
	double constant = 0;

	if (g->has_constant)
		constant = x[g->fixed[g->constant].source] / g->fixed[g->constant].scale;
	for (size_t j = 0; j < g->p; j++)
		inside[j] =
		    (x[g->fixed[j].source] - constant * g->fixed[j].shift) / g->fixed[j].scale;
	return constant * g->y_shift;
}

/* v' (X'V^-1 X)^-1 v: X stands last in the border, so its corner of the factor is enough. */
static double form(const struct an_growth *g, double *v)
{
	const double *l = at(g->s0, g->ld, g->q0, g->q0);

	if (g->p)
		cblas_dtrsv(CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, (int)g->p, l,
		    (int)g->ld, v, 1);
	return cblas_ddot((int)g->p, v, 1, v, 1);
}

void an_growth_beta(const struct an_growth *g, double *beta, double *se)
{
	const double *inside = g->bd + g->inner + g->q0;
	double x[AN_FIXED_MAX] = { 0 }, v[AN_FIXED_MAX];

	for (size_t j = 0; j < g->about.p; j++) {
		double value;

		x[j] = 1;
		value = fixed_inside(g, x, v);
		x[j] = 0;
		for (size_t k = 0; k < g->p; k++)
			value += v[k] * inside[k];
		if (beta)
			beta[j] = g->fixed_note[j] ? NAN : value;
		if (se)
			se[j] = g->fixed_note[j] ? NAN : sqrt(g->s2 * form(g, v));
	}
}

/* Effects and their error's covariance inside, of one level of the eliminated factor. */
static void teacher(const struct an_growth *g, size_t level, double b[2], double v[3])
{
	size_t i = g->place[level];
	unsigned k = g->term[0].k;
	const struct tri *t = &g->t[0];
	const double *u = g->ue + i * k, *h = g->h + 3 * i;

	b[0] = t->a * u[0];
	b[1] = k == 2 ? t->b * u[0] + t->c * u[1] : 0;
	v[0] = t->a * t->a * h[0];
	v[1] = t->a * (t->b * h[0] + t->c * h[1]);
	v[2] = t->b * t->b * h[0] + 2 * t->b * t->c * h[1] + t->c * t->c * h[2];
}

const struct block *growth_block_of(const struct an_growth *g, size_t column)
{
	size_t low = 0, high = g->blocks;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (g->block[middle].off <= column)
			low = middle;
		else
			high = middle;
	}
	while (g->block[low].nb == 0)
		low--;
	return &g->block[low];
}

/* From a merged column's effect b[0] and error v[0] to both effects of the level. */
static void merged(const struct an_growth *g, size_t column, double b[2], double v[3])
{
	const struct tri *t = &g->t[g->owner[column]];
	double gain[2], less = v[0] - merged_gain(g, column, gain);

	b[1] = gain[1] * b[0];
	b[0] *= gain[0];
	v[0] = t->a * t->a + gain[0] * gain[0] * less;
	v[1] = t->a * t->b + gain[0] * gain[1] * less;
	v[2] = t->b * t->b + t->c * t->c + gain[1] * gain[1] * less;
}

static void dense(const struct an_growth *g, size_t factor, size_t level, double b[2], double v[3])
{
	size_t c = g->term[factor].column[level], ld = g->ld, off = g->inner;
	double *a = g->i0;

	b[0] = g->bd[c];
	b[1] = g->kind[c] == COLUMN_FIRST ? g->bd[c + 1] : 0;
	if (c < g->inner) {
		const struct block *in = growth_block_of(g, c);

		a = in->v;
		ld = in->nb;
		off = in->off;
	}
	v[0] = *at(a, ld, c - off, c - off);
	v[1] = v[2] = 0;
	if (g->kind[c] == COLUMN_MERGED)
		merged(g, c, b, v);
	if (g->kind[c] == COLUMN_FIRST) {
		v[1] = *at(a, ld, c - off + 1, c - off);
		v[2] = *at(a, ld, c - off + 1, c - off + 1);
	}
}

void an_growth_effects(struct an_growth *g, size_t factor, double *blup, double *sd)
{
	const struct term *t = &g->term[factor];

	if (sd)
		growth_need_inverse(g);
	for (size_t l = 0; l < t->levels; l++) {
		double b[2], inside[3], v[3];
		size_t to = l * t->k;

		if (factor == 0)
			teacher(g, l, b, inside);
		else
			dense(g, factor, l, b, inside);
		pair_outside(t, inside, v);
		if (blup)
			blup[to] = t->k == 2 ? b[0] - b[1] * t->centre / t->scale : b[0];
		if (sd)
			sd[to] = sqrt(g->s2 * fmax(v[0], 0));
		if (blup && t->k == 2)
			blup[to + 1] = b[1] / t->scale;
		if (sd && t->k == 2)
			sd[to + 1] = sqrt(g->s2 * fmax(v[2], 0));
	}
}
