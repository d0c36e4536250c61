/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the search begins: a one-way analysis of variance of each factor on what plain regression
 * leaves of y, from the sums alone. It saves two or three evaluations against beginning at 1.
 */
#include "growth_model.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST 0.01 /* share of variance that a factor begins with at least */

struct anova {
	double total, var;	   /* of the residuals: sum of squares, variance */
	double between[MAX_TERMS]; /* sum over levels of sum^2 / count */
	double squares[MAX_TERMS]; /* sum of count^2 */
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

static void add_level(struct anova *a, size_t f, double count, double sum)
{
	if (count <= 0)
		return;
	a->between[f] += sum * sum / count;
	a->squares[f] += count * count;
}

static void teachers(const struct an_growth *g, const double *beta, struct anova *a)
{
	unsigned ke = g->term[0].k;

	for (size_t i = 0; i < g->term[0].levels; i++) {
		double sum = 0;

		for (size_t t = g->middle[i]; t < g->first[i + 1]; t++)
			if (g->where[t] >= g->q0)
				sum -= g->k[t * ke] * beta[g->where[t] - g->q0];
		add_level(a, 0, g->c[3 * i], sum);
	}
}

static void border(const struct an_growth *g, const double *beta, struct anova *a)
{
	for (size_t c = 0; c < g->q0; c++) {
		double sum = 0;

		if (g->kind[g->inner + c] == 2)
			continue;
		for (size_t j = 0; j <= g->p; j++)
			sum -= *at(g->d0, g->m0, g->q0 + j, c) * beta[j];
		add_level(a, g->owner[g->inner + c], *at(g->d0, g->m0, c, c), sum);
	}
}

static void block(
    const struct an_growth *g, const struct block *b, const double *beta, struct anova *a)
{
	for (size_t c = 0; c < b->nb; c++) {
		double sum = 0;

		if (g->kind[b->off + c] == 2)
			continue;
		for (size_t j = 0; j <= g->p; j++)
			sum -= *at(b->db, b->nb, c, b->nc - 1 - g->p + j) * beta[j];
		add_level(a, g->owner[b->off + c], *at(b->d, b->nb, c, c), sum);
	}
}

static double component(const struct an_growth *g, const struct anova *a, size_t f)
{
	double n = (double)g->n, levels = g->term[f].used, among, within, each;

	if (g->term[f].out)
		return 0;
	among = a->between[f] / (levels - 1);
	within = (a->total - a->between[f]) / (n - levels);
	each = (n - a->squares[f] / n) / (levels - 1);
	among = (among - within) / each;
	return among > LEAST * a->var ? among : LEAST * a->var;
}

void growth_start(struct an_growth *g)
{
	double beta[AN_FIXED_MAX + 1], v[MAX_TERMS], rest;
	struct anova a = { 0 };

	for (size_t f = 0; f < g->terms; f++)
		g->t[f] = (struct tri){ 1, 0, 0.3 };
	if (regress(g, beta, &a.total)) {
		rest = a.var = a.total / (double)(g->n - g->p);
		teachers(g, beta, &a);
		border(g, beta, &a);
		for (size_t b = 0; b < g->blocks; b++)
			block(g, &g->block[b], beta, &a);
		for (size_t f = 0; f < g->terms; f++) {
			v[f] = component(g, &a, f);
			rest -= v[f];
		}
		rest = fmax(rest, 0.2 * a.var);
		for (size_t f = 0; f < g->terms; f++)
			g->t[f].a = sqrt(v[f] / rest);
	}
	for (size_t f = 0; f < g->terms; f++) {
		struct tri *t = &g->t[f];

		t->c = g->term[f].k == 2 && !g->term[f].slope_out ? 0.3 * t->a : 0;
		if (g->term[f].out)
			*t = (struct tri){ 0, 0, 0 };
	}
}
