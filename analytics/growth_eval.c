/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The criterion at g->t: teachers eliminated in closed form, blocks, border. No pass over the rows.
 */
#include "growth_model.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#define EXACT 1e-13 /* share of y's square below which a residual is rounding */

/* M = (T'CT + I)^-1 and W = T M T'; the determinant of T'CT + I. */
static double eliminate(const struct tri *t, unsigned k, const double *c, double *m, double *w)
{
	double a00, a10, a11, det, x00, x10, x11;

	if (k == 1) {
		det = 1 + t->a * t->a * c[0];
		m[0] = 1 / det;
		w[0] = t->a * t->a / det;
		return det;
	}
	a00 = t->a * (t->a * c[0] + t->b * c[1]) + t->b * (t->a * c[1] + t->b * c[2]) + 1;
	a10 = t->c * (t->a * c[1] + t->b * c[2]);
	a11 = t->c * t->c * c[2] + 1;
	det = a00 * a11 - a10 * a10;
	m[0] = a11 / det;
	m[1] = -a10 / det;
	m[2] = a00 / det;
	x00 = t->a * m[0];
	x10 = t->b * m[0] + t->c * m[1];
	x11 = t->b * m[1] + t->c * m[2];
	w[0] = x00 * t->a;
	w[1] = x10 * t->a;
	w[2] = x10 * t->b + x11 * t->c;
	return det;
}

struct list {
	size_t from, middle, to;
	const uint32_t *where, *local;
	const double *k;
};

static void scatter_one(struct an_growth *g, struct block *b, const struct list *l, double w)
{
	size_t nb = b ? b->nb : 0;

	for (size_t a = l->from; b && a < l->middle; a++) {
		double x = w * l->k[a], *s = b->s + l->where[a] * nb;

		for (size_t c = a; c < l->middle; c++)
			s[l->where[c]] -= x * l->k[c];
	}
	for (size_t c = l->middle; c < l->to; c++) {
		double x = w * l->k[c], *s = g->s0 + l->where[c] * g->ld;

		if (b) {
			double *sb = b->sb + l->local[c] * nb;

			for (size_t a = l->from; a < l->middle; a++)
				sb[l->where[a]] -= x * l->k[a];
		}
		for (size_t e = c; e < l->to; e++)
			s[l->where[e]] -= x * l->k[e];
	}
}

static void scatter_two(struct an_growth *g, struct block *b, const struct list *l, const double *w)
{
	size_t nb = b ? b->nb : 0;
	const double *k = l->k;

	for (size_t a = l->from; b && a < l->middle; a++) {
		double x0 = w[0] * k[2 * a] + w[1] * k[2 * a + 1];
		double x1 = w[1] * k[2 * a] + w[2] * k[2 * a + 1];
		double *s = b->s + l->where[a] * nb;

		for (size_t c = a; c < l->middle; c++)
			s[l->where[c]] -= x0 * k[2 * c] + x1 * k[2 * c + 1];
	}
	for (size_t c = l->middle; c < l->to; c++) {
		double x0 = w[0] * k[2 * c] + w[1] * k[2 * c + 1];
		double x1 = w[1] * k[2 * c] + w[2] * k[2 * c + 1];
		double *s = g->s0 + l->where[c] * g->ld;

		if (b) {
			double *sb = b->sb + l->local[c] * nb;

			for (size_t a = l->from; a < l->middle; a++)
				sb[l->where[a]] -= x0 * k[2 * a] + x1 * k[2 * a + 1];
		}
		for (size_t e = c; e < l->to; e++)
			s[l->where[e]] -= x0 * k[2 * e] + x1 * k[2 * e + 1];
	}
}

static void begin(struct an_growth *g)
{
	for (size_t c = 0; c < g->m0; c++)
		memcpy(at(g->s0, g->ld, c, c), at(g->d0, g->ld, c, c), (g->m0 - c) * sizeof *g->s0);
	for (size_t b = 0; b < g->blocks; b++) {
		struct block *x = &g->block[b];

		memcpy(x->s, x->d, x->nb * x->nb * sizeof *x->s);
		memcpy(x->sb, x->db, x->nb * x->nc * sizeof *x->sb);
	}
}

/* Sum of the teachers' log-determinants. */
static double teachers(struct an_growth *g)
{
	double logdet = 0, product = 1;

	for (size_t i = 0; i < g->term[0].levels; i++) {
		struct list l = { g->first[i], g->middle[i], g->first[i + 1], g->where, g->local,
			g->k };
		struct block *b = g->tblock[i] == NO_BLOCK ? NULL : &g->block[g->tblock[i]];
		double w[3] = { 0 };

		product *= eliminate(&g->t[0], g->term[0].k, g->c + 3 * i, g->m + 3 * i, w);
		if (product > 1e100) { /* one logarithm for many teachers */
			logdet += log(product);
			product = 1;
		}
		if (g->term[0].k == 1)
			scatter_one(g, b, &l, w[0]);
		else
			scatter_two(g, b, &l, w);
	}
	return logdet + log(product);
}

/* S_0 -= G'G over the border columns of the block. */
static void downdate(struct an_growth *g, const struct block *b)
{
	cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, (int)b->nc, (int)b->nb, 1, b->sb,
	    (int)b->nb, 0, g->square, (int)b->nc);
	for (size_t c = 0; c < b->nc; c++) {
		double *s = g->s0 + b->list[c] * g->ld, *from = g->square + c * b->nc;

		for (size_t r = c; r < b->nc; r++)
			s[b->list[r]] -= from[r];
	}
}

static bool factor_block(struct an_growth *g, struct block *b, double *logdet)
{
	if (b->nb == 0)
		return true;
	pair_symmetric(g, &(struct square){ b->s, b->nb, b->off, b->nb, b->nb }, true);
	pair_border(g, b, b->sb, b->nc, true);
	for (size_t c = 0; c < b->nb; c++)
		*at(b->s, b->nb, c, c) += 1;
	if (!dense_cholesky(b->s, b->nb, b->nb))
		return false;
	for (size_t c = 0; c < b->nb; c++)
		*logdet += 2 * log(*at(b->s, b->nb, c, c));
	cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, (int)b->nb,
	    (int)b->nc, 1, b->s, (int)b->nb, b->sb, (int)b->nb);
	downdate(g, b);
	return true;
}

static double log_diagonal(const struct an_growth *g, size_t from, size_t to)
{
	double sum = 0;

	for (size_t c = from; c < to; c++)
		sum += 2 * log(*at(g->s0, g->ld, c, c));
	return sum;
}

bool growth_eval(struct an_growth *g)
{
	double logdet, root, nu = (double)(g->ml ? g->n : g->n - g->p);
	double all = *at(g->d0, g->ld, g->m0 - 1, g->m0 - 1);

	g->solved = g->inverted = false;
	g->fit.evaluations++;
	lambda_at(g);
	begin(g);
	logdet = teachers(g);
	pair_symmetric(g, &(struct square){ g->s0, g->ld, g->inner, g->q0, g->m0 }, true);
	for (size_t c = 0; c < g->q0; c++)
		*at(g->s0, g->ld, c, c) += 1;
	for (size_t b = 0; b < g->blocks; b++)
		if (!factor_block(g, &g->block[b], &logdet))
			return false;
	if (!dense_cholesky(g->s0, g->m0, g->ld))
		return false;
	root = *at(g->s0, g->ld, g->m0 - 1, g->m0 - 1);
	g->fit.logdet_z = logdet + log_diagonal(g, 0, g->q0);
	g->fit.logdet_x = log_diagonal(g, g->q0, g->m0 - 1) + g->x_log_scale;
	g->fit.pwrss = root * root;
	if (!(g->fit.pwrss > EXACT * all))
		return false;
	g->s2 = g->fit.pwrss / nu;
	g->fit.sigma = sqrt(g->s2);
	g->fit.criterion =
	    g->fit.logdet_z + (g->ml ? 0 : g->fit.logdet_x) + nu * (1 + log(2 * M_PI * g->s2));
	return isfinite(g->fit.criterion);
}
