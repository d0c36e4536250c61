/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the search begins: a one-way analysis of variance of each factor, levels and slopes, on what
 * plain regression leaves of y, from the sums alone. It saves two or three evaluations against beginning at 1.
 */
#include "growth_model.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NESTED 0.5 /* a teacher's rows that lie in one school: his mean holds the school's effect */
#define LEAST 0.01 /* share of variance that a factor begins with at least */

struct anova {
	double total, var;	   /* of the residuals: sum of squares, variance */
	double between[MAX_TERMS]; /* sum over levels of sum^2 / count */
	double squares[MAX_TERMS]; /* sum of count^2 */
	double slopes[MAX_TERMS], spread[MAX_TERMS], sloped[MAX_TERMS]; /* within levels, over z */
	double together[MAX_TERMS]; /* how much of a teacher's rows one level holds */
};

/* One level: count, sums of residual r and covariate z, of z^2 and z r. */
struct level {
	double n, r, z, zz, zr;
};

/* Plain regression from the corner of d0: -1 for y, so that a level's residual sum is a product. */
static bool regress(const struct an_growth *g, double *beta, double *total)
{
	size_t m = g->p + 1;
	double *c = malloc(m * m * sizeof *c), root;
	bool fine;

	if (!c)
		return false;
	for (size_t j = 0; j < m; j++)
		memcpy(c + j * m, at(g->d0, g->m0, g->q0, g->q0 + j), m * sizeof *c);
	fine = dense_cholesky(c, m, m);
	if (fine) {
		root = c[m * m - 1];
		*total = root * root;
		for (size_t j = 0; j < g->p; j++)
			beta[j] = c[j * m + g->p];
		if (g->p)
			cblas_dtrsv(CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, (int)g->p,
			    c, (int)m, beta, 1);
		beta[g->p] = -1;
	}
	free(c);
	return fine;
}

static void add_level(struct anova *a, size_t f, const struct level *l)
{
	double spread, product;

	if (l->n <= 0)
		return;
	a->between[f] += l->r * l->r / l->n;
	a->squares[f] += l->n * l->n;
	spread = l->zz - l->z * l->z / l->n;
	product = l->zr - l->z * l->r / l->n;
	if (spread > 1e-6 * l->zz) {
		a->slopes[f] += product * product / spread;
		a->spread[f] += spread;
		a->sloped[f]++;
	}
}

static void teachers(const struct an_growth *g, const double *beta, struct anova *a)
{
	unsigned ke = g->term[0].k;

	for (size_t i = 0; i < g->term[0].levels; i++) {
		const double *c = g->c + 3 * i;
		size_t off = g->tblock[i] == NO_BLOCK ? 0 : g->block[g->tblock[i]].off;
		struct level l = { .n = c[0], .z = c[1], .zz = ke == 2 ? c[2] : 0 };

		for (size_t t = g->first[i]; t < g->first[i + 1]; t++) {
			size_t at_border = g->where[t], column;

			if (t >= g->middle[i] && at_border >= g->q0) {
				l.r -= g->k[t * ke] * beta[at_border - g->q0];
				if (ke == 2)
					l.zr -= g->k[2 * t + 1] * beta[at_border - g->q0];
				continue;
			}
			column = g->where[t] + (t < g->middle[i] ? off : g->inner);
			if (g->kind[column] != 2)
				a->together[g->owner[column]] += g->k[t * ke] * g->k[t * ke] / c[0];
		}
		add_level(a, 0, &l);
	}
}

static void border(const struct an_growth *g, const double *beta, struct anova *a)
{
	for (size_t c = 0; c < g->q0; c++) {
		const double *d = at(g->d0, g->m0, 0, c), *next = d + g->m0;
		struct level l = { .n = d[c] };
		bool two = g->kind[g->inner + c] == 1;

		if (g->kind[g->inner + c] == 2)
			continue;
		if (two) {
			l.z = d[c + 1];
			l.zz = next[c + 1];
		}
		for (size_t j = 0; j <= g->p; j++) {
			l.r -= d[g->q0 + j] * beta[j];
			l.zr -= two ? next[g->q0 + j] * beta[j] : 0;
		}
		add_level(a, g->owner[g->inner + c], &l);
	}
}

static void block(
    const struct an_growth *g, const struct block *b, const double *beta, struct anova *a)
{
	size_t xy = b->nc - 1 - g->p;

	for (size_t c = 0; c < b->nb; c++) {
		bool two = g->kind[b->off + c] == 1;
		struct level l = { .n = *at(b->d, b->nb, c, c) };

		if (g->kind[b->off + c] == 2)
			continue;
		if (two) {
			l.z = *at(b->d, b->nb, c + 1, c);
			l.zz = *at(b->d, b->nb, c + 1, c + 1);
		}
		for (size_t j = 0; j <= g->p; j++) {
			l.r -= *at(b->db, b->nb, c, xy + j) * beta[j];
			l.zr -= two ? *at(b->db, b->nb, c + 1, xy + j) * beta[j] : 0;
		}
		add_level(a, g->owner[b->off + c], &l);
	}
}

static double component(const struct an_growth *g, const struct anova *a, size_t f)
{
	double n = (double)g->n, levels = g->term[f].used, among, within, each;

	among = a->between[f] / (levels - 1);
	within = (a->total - a->between[f]) / (n - levels);
	each = (n - a->squares[f] / n) / (levels - 1);
	return (among - within) / each;
}

/* What lies within levels is slopes and noise: two equations. */
static double slope_component(const struct an_growth *g, const struct anova *a, size_t f)
{
	double left = a->total - a->between[f] - a->slopes[f];
	double rows = (double)g->n - g->term[f].used - a->sloped[f];

	if (!(rows > 0) || !(a->spread[f] > 0))
		return 0;
	return (a->slopes[f] - a->sloped[f] * left / rows) / a->spread[f];
}

static void from_anova(struct an_growth *g, const struct anova *a)
{
	double v[MAX_TERMS] = { 0 }, rest = a->var;

	for (size_t f = g->terms;
	     f-- > 0;) { /* teachers last: their means hold the others' share */
		if (g->term[f].out)
			continue;
		v[f] = component(g, a, f);
		for (size_t e = 1; f == 0 && e < g->terms; e++)
			if (a->together[e] > NESTED * (double)g->n)
				v[0] -= v[e] * a->together[e] / (double)g->n;
		v[f] = fmax(v[f], LEAST * a->var);
		rest -= v[f];
	}
	rest = fmax(rest, 0.2 * a->var);
	for (size_t f = 0; f < g->terms; f++) {
		g->t[f] = (struct tri){ sqrt(v[f] / rest), 0, 0 };
		if (g->term[f].k == 2)
			g->t[f].c =
			    sqrt(fmax(slope_component(g, a, f), 0.1 * LEAST * a->var) / rest);
	}
}

void growth_start(struct an_growth *g)
{
	double beta[AN_FIXED_MAX + 1];
	struct anova a = { 0 };

	for (size_t f = 0; f < g->terms; f++)
		g->t[f] = (struct tri){ 1, 0, g->term[f].k == 2 ? 0.3 : 0 };
	if (regress(g, beta, &a.total)) {
		a.var = a.total / (double)(g->n - g->p);
		teachers(g, beta, &a);
		border(g, beta, &a);
		for (size_t b = 0; b < g->blocks; b++)
			block(g, &g->block[b], beta, &a);
		from_anova(g, &a);
	}
	for (size_t f = 0; f < g->terms; f++) {
		if (g->term[f].slope_out)
			g->t[f].c = 0;
		if (g->term[f].out)
			g->t[f] = (struct tri){ 0, 0, 0 };
	}
}
