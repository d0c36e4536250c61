/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the search begins: an analysis of variance (Henderson's first method) of the factors' levels,
 * and of slopes within levels, on what plain regression leaves of y; from the sums alone. It saves two
 * to four evaluations against beginning at 1.
 *
 * The optimum of a sample of a region's blocks (a sixth, a quarter, a third) was measured as a start of
 * larger models: nearer, but it saves one evaluation at most and costs as much; over four draws of 1 M
 * rows no share was quicker. So there is one start for all sizes.
 */
#include "growth_quantity.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST 0.002 /* share of variance that a factor begins with at least */

struct anova {
	double total, var;	   /* of the residuals: sum of squares, variance */
	double between[MAX_TERMS]; /* sum over levels of sum^2 / count */
	double squares[MAX_TERMS]; /* sum of count^2 */
	/* [f][e]: sum over pairs of levels of (their common rows)^2 / (rows of f's level) */
	double common[MAX_TERMS][MAX_TERMS];
	double slopes[MAX_TERMS], spread[MAX_TERMS], sloped[MAX_TERMS]; /* within levels, over z */
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
		memcpy(c + j * m, at(g->d0, g->ld, g->q0, g->q0 + j), m * sizeof *c);
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

/* Rows of a level by its column. */
static double rows_of(const struct an_growth *g, size_t column)
{
	const struct block *b;

	if (column >= g->inner)
		return *at(g->d0, g->ld, column - g->inner, column - g->inner);
	b = growth_block_of(g, column);
	return *at(b->d, b->nb, column - b->off, column - b->off);
}

/* A teacher with `own` rows has `both` of them at a dense level. */
static void meet(const struct an_growth *g, struct anova *a, double own, size_t column, double both)
{
	if (g->kind[column] == COLUMN_SECOND)
		return;
	a->common[0][g->owner[column]] += both * both / own;
	a->common[g->owner[column]][0] += both * both / rows_of(g, column);
}

/* Two dense levels have `both` rows in common. */
static void cross(const struct an_growth *g, struct anova *a, size_t x, size_t y, double both)
{
	if (both == 0 || g->kind[x] == COLUMN_SECOND || g->kind[y] == COLUMN_SECOND)
		return;
	a->common[g->owner[x]][g->owner[y]] += both * both / rows_of(g, x);
	a->common[g->owner[y]][g->owner[x]] += both * both / rows_of(g, y);
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
			meet(g, a, c[0], column, g->k[t * ke]);
		}
		add_level(a, 0, &l);
	}
}

static void border(const struct an_growth *g, const double *beta, struct anova *a)
{
	for (size_t c = 0; c < g->q0; c++) {
		const double *d = at(g->d0, g->ld, 0, c), *next = d + g->ld;
		struct level l = { .n = d[c] };
		bool two = g->kind[g->inner + c] == COLUMN_FIRST;

		if (g->kind[g->inner + c] == COLUMN_SECOND)
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
		for (size_t r = c + 1; r < g->q0; r++)
			cross(g, a, g->inner + c, g->inner + r, d[r]);
	}
}

static void block(
    const struct an_growth *g, const struct block *b, const double *beta, struct anova *a)
{
	size_t xy = b->nc - 1 - g->p;

	for (size_t c = 0; c < b->nb; c++) {
		bool two = g->kind[b->off + c] == COLUMN_FIRST;
		struct level l = { .n = *at(b->d, b->nb, c, c) };

		if (g->kind[b->off + c] == COLUMN_SECOND)
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
		for (size_t r = c + 1; r < b->nb; r++)
			cross(g, a, b->off + c, b->off + r, *at(b->d, b->nb, r, c));
		for (size_t r = 0; r < b->nc && b->list[r] < g->q0; r++)
			cross(g, a, b->off + c, g->inner + b->list[r], *at(b->db, b->nb, c, r));
	}
}

/* Henderson's first method: the sums of squares equal to what they are expected to be, a linear system
 * in the variances; the last unknown is the residual's. By elimination with pivots; false: singular. */
static bool solve(double m[MAX_TERMS + 1][MAX_TERMS + 2], size_t n, double *v)
{
	for (size_t c = 0; c < n; c++) {
		size_t pivot = c;

		for (size_t r = c + 1; r < n; r++)
			if (fabs(m[r][c]) > fabs(m[pivot][c]))
				pivot = r;
		for (size_t k = 0; k <= n; k++) {
			double x = m[c][k];

			m[c][k] = m[pivot][k];
			m[pivot][k] = x;
		}
		if (m[c][c] == 0)
			return false;
		for (size_t r = c + 1; r < n; r++)
			for (size_t k = n + 1; k-- > c;)
				m[r][k] -= m[c][k] * m[r][c] / m[c][c];
	}
	for (size_t c = n; c-- > 0;) {
		v[c] = m[c][n];
		for (size_t k = c + 1; k < n; k++)
			v[c] -= m[c][k] * v[k];
		v[c] /= m[c][c];
	}
	return true;
}

static bool components(const struct an_growth *g, struct anova *a, double *v)
{
	double m[MAX_TERMS + 1][MAX_TERMS + 2] = { { 0 } }, n = (double)g->n;
	size_t terms = g->terms;

	for (size_t f = 0; f < terms; f++) {
		for (size_t e = 0; e < terms; e++)
			m[f][e] = (e == f ? n : a->common[f][e]) - a->squares[e] / n;
		m[f][terms] = g->term[f].used - 1.0;
		m[f][terms + 1] = a->between[f];
		m[terms][f] = n - a->squares[f] / n;
		if (g->term[f].out) {
			for (size_t e = 0; e <= terms + 1; e++)
				m[f][e] = e == f;
			m[f][terms + 1] = 0;
		}
	}
	m[terms][terms] = n - (double)g->p;
	m[terms][terms + 1] = a->total;
	return solve(m, terms + 1, v);
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

static void from_anova(struct an_growth *g, struct anova *a)
{
	double v[MAX_TERMS + 1], rest = a->var;

	if (!components(g, a, v))
		return;
	for (size_t f = 0; f < g->terms; f++) {
		if (g->term[f].out)
			continue;
		v[f] = fmax(v[f], LEAST * a->var);
		rest -= v[f];
	}
	rest = fmax(rest, 0.2 * a->var);
	for (size_t f = 0; f < g->terms; f++) {
		g->t[f] = (struct tri){ sqrt(fmax(v[f], 0) / rest), 0, 0 };
		if (g->term[f].k == 2)
			g->t[f].c = sqrt(fmax(slope_component(g, a, f), LEAST * a->var) / rest);
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
