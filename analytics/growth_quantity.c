/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linear combinations of effects and beta: estimate, prediction error variance
 *   s2 [ sum_i lt_i' M_i lt_i + v' S^-1 v ],  lt = Lambda'l,  v = lt_d - Lambda_d' sum_i K_i'T M_i lt_i
 * prior variance, reliability. v is short for one teacher: then entries of the inverse are summed;
 * otherwise a forward solve.
 */
#include "growth_quantity.h"

#include <cblas.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHORT = 120, /* entries of v up to which sums over the inverse are quicker */
	MANY = 4     /* quantities, as a part of the border, from which on an inverse pays */
};

struct gathered {
	double value, prior, own; /* own: sum of lt' M lt, in units of s2 */
	size_t dense, teachers;	  /* touched columns; touched teachers, listed behind them */
};

static void touch(struct an_growth *g, struct gathered *a, size_t column, double by)
{
	if (!g->mark[column]) {
		g->mark[column] = 1;
		g->wide[1][column] = g->wide[2][column] = 0;
		g->touched[a->dense++] = (uint32_t)column;
	}
	g->wide[1][column] += by;
}

/* Coefficients of teachers into sum_e, of other levels into wide[1]; a merged column's slope's into
 * wide[2]. */
static void take_parts(struct an_growth *g, const struct an_growth_quantity *q, struct gathered *a)
{
	uint32_t *list = g->touched + g->columns;

	for (size_t i = 0; i < q->parts; i++) {
		const struct an_growth_part *p = &q->part[i];
		const struct term *t = &g->term[p->factor];
		double l[2] = { p->intercept, 0 };

		if (t->k == 2)
			pair_inside(t, p->intercept, p->slope, l);
		if (p->factor) {
			touch(g, a, t->column[p->level], l[0]);
			if (level_width(t, p->level) == 2)
				touch(g, a, t->column[p->level] + 1, l[1]);
			else
				g->wide[2][t->column[p->level]] += l[1];
			continue;
		}
		double *sum = g->sum_e + 2 * (size_t)g->place[p->level];

		if (sum[0] == 0 && sum[1] == 0)
			list[a->teachers++] = g->place[p->level];
		sum[0] += l[0];
		sum[1] += l[1];
		if (sum[0] == 0 && sum[1] == 0)
			sum[0] = 1e-300; /* stays listed once */
	}
}

/* l' T T' l of one level. */
static double prior(const struct tri *t, double l0, double l1)
{
	double x = t->a * l0 + t->b * l1, y = t->c * l1;

	return x * x + y * y;
}

/* Both coefficients become one of the column's effect; what lies across it keeps its prior. */
static void take_merged(struct an_growth *g, size_t column, struct gathered *a)
{
	double *l = g->wide[1] + column, gain[2], seen = merged_gain(g, column, gain);
	double all = prior(&g->t[g->owner[column]], l[0], g->wide[2][column]);

	l[0] = l[0] * gain[0] + g->wide[2][column] * gain[1];
	a->prior += all;
	a->own += fmax(all - l[0] * l[0] * seen, 0);
}

static void dense_prior(struct an_growth *g, struct gathered *a)
{
	for (size_t i = 0; i < a->dense; i++) {
		size_t c = g->touched[i];
		double *l = g->wide[1] + c;

		if (g->kind[c] == COLUMN_MERGED)
			take_merged(g, c, a);
		else if (g->kind[c] != COLUMN_SECOND)
			a->prior +=
			    prior(&g->t[g->owner[c]], l[0], g->kind[c] == COLUMN_FIRST ? l[1] : 0);
		a->value += l[0] * g->bd[c];
	}
}

/* A teacher's own part, and what his elimination leaves on the dense columns. */
static void take_teacher(struct an_growth *g, size_t i, struct gathered *a)
{
	unsigned k = g->term[0].k;
	const struct tri *t = &g->t[0];
	const double *m = g->m + 3 * i, *l = g->sum_e + 2 * i, *u = g->ue + i * k;
	double e0 = t->a * l[0] + t->b * l[1], e1 = t->c * l[1], z0 = m[0] * e0, z1 = 0, h0, h1;
	size_t off = g->tblock[i] == NO_BLOCK ? 0 : g->block[g->tblock[i]].off;

	if (k == 2) {
		z0 += m[1] * e1;
		z1 = m[1] * e0 + m[2] * e1;
	}
	h0 = t->a * z0;
	h1 = t->b * z0 + t->c * z1;
	a->value += e0 * u[0] + (k == 2 ? e1 * u[1] : 0);
	a->own += e0 * z0 + e1 * z1;
	a->prior += e0 * e0 + e1 * e1;
	for (size_t c = g->first[i]; c < g->first[i + 1]; c++) {
		size_t column = g->where[c] + (c < g->middle[i] ? off : g->inner);

		if (column + 1 < g->columns)
			touch(g, a, column,
			    -(g->k[c * k] * h0 + (k == 2 ? g->k[2 * c + 1] * h1 : 0)));
	}
}

static void take_fixed(struct an_growth *g, const double *x, struct gathered *a)
{
	double inside[AN_FIXED_MAX];

	a->value += fixed_inside(g, x, inside);
	for (size_t j = 0; j < g->p; j++) {
		size_t c = g->inner + g->q0 + j;

		a->value += inside[j] * g->bd[c];
		touch(g, a, c, inside[j]);
	}
}

static size_t place_in(const struct block *b, uint32_t border)
{
	size_t low = 0, high = b->nc;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (b->list[middle] <= border)
			low = middle;
		else
			high = middle;
	}
	return b->list[low] == border ? low : SIZE_MAX;
}

/* The one block all touched block columns lie in; *one false when there are several, or when a
 * border column isn't in its list: then the inverse has no entry. */
static const struct block *only_block(
    const struct an_growth *g, size_t n, uint32_t *local, bool *one)
{
	const struct block *b = NULL;

	*one = true;
	for (size_t i = 0; i < n && *one; i++)
		if (g->touched[i] < g->inner) {
			const struct block *own = growth_block_of(g, g->touched[i]);

			*one = !b || b == own;
			b = own;
		}
	for (size_t i = 0; i < n && *one && b; i++)
		if (g->touched[i] >= g->inner) {
			size_t place = place_in(b, (uint32_t)(g->touched[i] - g->inner));

			*one = place != SIZE_MAX;
			local[i] = (uint32_t)place;
		}
	return b;
}

static double entry(
    const struct an_growth *g, const struct block *b, size_t i, size_t k, const uint32_t *local)
{
	size_t x = g->touched[i], y = g->touched[k];

	if (x >= g->inner && y >= g->inner) {
		x -= g->inner;
		y -= g->inner;
		return x > y ? *at(g->i0, g->ld, x, y) : *at(g->i0, g->ld, y, x);
	}
	if (x < g->inner && y < g->inner) {
		x -= b->off;
		y -= b->off;
		return x > y ? *at(b->v, b->nb, x, y) : *at(b->v, b->nb, y, x);
	}
	return x < g->inner ? *at(b->ib, b->nb, x - b->off, local[k])
			    : *at(b->ib, b->nb, y - b->off, local[i]);
}

static bool by_inverse(const struct an_growth *g, size_t n, double *out)
{
	uint32_t local[SHORT];
	const struct block *b;
	bool one;
	double sum = 0;

	if (n > SHORT || !g->inverted || !g->inverse_has_x)
		return false;
	b = only_block(g, n, local, &one);
	for (size_t i = 0; one && i < n; i++)
		for (size_t k = 0; k <= i; k++)
			sum += (i == k ? 1 : 2) * g->wide[1][g->touched[i]] *
			       g->wide[1][g->touched[k]] * entry(g, b, i, k, local);
	*out = sum;
	return one;
}

static double by_solve(struct an_growth *g, size_t n)
{
	double *v = g->rhs;

	memset(g->wide[2], 0, g->columns * sizeof *g->wide[2]);
	for (size_t i = 0; i < n; i++)
		g->wide[2][g->touched[i]] = g->wide[1][g->touched[i]];
	pair_vector(g, g->wide[2], v, true);
	growth_forward(g, v, 1);
	return cblas_ddot((int)g->columns, v, 1, v, 1);
}

void growth_estimate(
    struct an_growth *g, const struct an_growth_quantity *q, struct an_growth_estimate *out)
{
	struct gathered a = { 0 };
	double variance;

	take_parts(g, q, &a);
	dense_prior(g, &a);
	for (size_t i = 0; i < a.teachers; i++) {
		size_t t = g->touched[g->columns + i];

		take_teacher(g, t, &a);
		g->sum_e[2 * t] = g->sum_e[2 * t + 1] = 0;
	}
	if (q->x)
		take_fixed(g, q->x, &a);
	if (!by_inverse(g, a.dense, &variance))
		variance = by_solve(g, a.dense);
	for (size_t i = 0; i < a.dense; i++)
		g->mark[g->touched[i]] = 0;
	out->value = a.value;
	out->sd = sqrt(g->s2 * fmax(a.own + variance, 0));
	out->prior = g->s2 * a.prior;
	out->reliability = out->prior > 0 ? fmax(1 - out->sd * out->sd / out->prior, 0) : NAN;
}

static bool in_range(const struct an_growth *g, const struct an_growth_quantity *q)
{
	for (size_t i = 0; i < q->parts; i++) {
		const struct an_growth_part *p = &q->part[i];

		if (p->factor >= g->terms || p->level >= g->term[p->factor].levels ||
		    !isfinite(p->intercept) || !isfinite(p->slope))
			return false;
	}
	for (size_t j = 0; q->x && j < g->about.p; j++)
		if (!isfinite(q->x[j]))
			return false;
	return true;
}

static double below_zero(const struct an_growth_estimate *e)
{
	if (e->sd == 0)
		return e->value < 0 ? 1 : e->value > 0 ? 0 : 0.5;
	return isinf(e->degrees) ? gsl_cdf_ugaussian_P(-e->value / e->sd)
				 : gsl_cdf_tdist_P(-e->value / e->sd, e->degrees);
}

enum an_status an_growth_estimates(struct an_growth *g, size_t n,
    const struct an_growth_quantity *quantity, struct an_growth_estimate *out)
{
	bool degrees = false;
	double *nu = NULL;
	enum an_status s = AN_OK;

	if (!g->solved)
		return AN_BAD_INPUT;
	for (size_t i = 0; i < n; i++) {
		if (!in_range(g, &quantity[i]))
			return AN_BAD_INPUT;
		degrees = degrees || quantity[i].degrees;
	}
	if (degrees)
		s = growth_degrees(g, n, quantity, &nu);
	if (n > g->m0 / MANY)
		growth_need_inverse(g);
	for (size_t i = 0; i < n && !s; i++) {
		growth_estimate(g, &quantity[i], &out[i]);
		out[i].degrees = nu && quantity[i].degrees ? nu[i] : INFINITY;
		out[i].below_zero = below_zero(&out[i]);
	}
	free(nu);
	return s;
}
