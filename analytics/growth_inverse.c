/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The entries of the inverse that teachers touch:
 *   S^00 = S_0^-1,  Z = L_b^-T G_b,  S^b0 = -Z S^00,  S^bb = (L_b L_b')^-1 - S^b0 Z'.
 * Its diagonal blocks are summed for the gradient; then it is multiplied by Lambda from both sides
 * once, so that every teacher works with raw sums.
 */
#include "growth_model.h"

#include <cblas.h>
#include <string.h>

/* Without X (for ML) its rows and columns are 0: as if there were no fixed effects. */
static void invert_border(struct an_growth *g, bool with_x)
{
	size_t inner = with_x ? g->m0 - 1 : g->q0;

	for (size_t c = 0; c < inner; c++) {
		memcpy(at(g->i0, g->ld, c, c), at(g->s0, g->ld, c, c), (g->m0 - c) * sizeof *g->i0);
		if (!with_x)
			memset(at(g->i0, g->ld, inner, c), 0, (g->m0 - inner) * sizeof *g->i0);
	}
	for (size_t c = inner; c < g->m0; c++)
		memset(at(g->i0, g->ld, 0, c), 0, g->m0 * sizeof *g->i0);
	dense_inverse(g->i0, inner, g->ld, g->half);
}

static void invert_block(struct an_growth *g, struct block *b)
{
	int nb = (int)b->nb, nc = (int)b->nc - 1;
	double *z = g->rect, *inner = g->square;

	if (nb == 0)
		return;
	for (int c = 0; c < nc; c++) {
		const double *from = g->i0 + b->list[c] * g->ld;

		for (int r = c; r < nc; r++)
			inner[(size_t)c * nc + r] = from[b->list[r]];
	}
	memcpy(z, b->sb, b->nb * (size_t)nc * sizeof *z);
	cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, nb, nc, 1, b->s,
	    nb, z, nb);
	cblas_dsymm(
	    CblasColMajor, CblasRight, CblasLower, nb, nc, -1, inner, nc, z, nb, 0, b->ib, nb);
	memcpy(b->v, b->s, b->nb * b->nb * sizeof *b->v);
	dense_inverse(b->v, b->nb, b->nb, g->half);
	cblas_dgemm(
	    CblasColMajor, CblasNoTrans, CblasTrans, nb, nb, nc, -1, b->ib, nb, z, nb, 1, b->v, nb);
}

static void sum_blocks(const struct an_growth *g, const struct square *m, double w[][3])
{
	const double *a = m->a;
	size_t ld = m->ld, from = m->off;

	for (size_t c = 0; c < m->random; c++) {
		double *sum = w[g->owner[from + c]], h = a[c * ld + c], d[2];

		if (g->kind[from + c] == COLUMN_SECOND)
			continue;
		if (g->kind[from + c] == COLUMN_MERGED) { /* I across the direction */
			merged_direction(g, from + c, d);
			sum[0] += 1 + d[0] * d[0] * (h - 1);
			sum[1] += d[0] * d[1] * (h - 1);
			sum[2] += 1 + d[1] * d[1] * (h - 1);
			continue;
		}
		sum[0] += h;
		if (g->kind[from + c] == COLUMN_FIRST) {
			sum[1] += a[c * ld + c + 1];
			sum[2] += a[(c + 1) * ld + c + 1];
		}
	}
}

static void scale(struct an_growth *g)
{
	pair_symmetric(g, &(struct square){ g->i0, g->ld, g->inner, g->q0, g->m0 - 1 }, false);
	for (size_t i = 0; i < g->blocks; i++) {
		struct block *b = &g->block[i];

		if (b->nb == 0)
			continue;
		pair_symmetric(g, &(struct square){ b->v, b->nb, b->off, b->nb, b->nb }, false);
		pair_border(g, b, b->ib, b->nc - 1, false);
	}
}

struct form {
	double g0, g1, g2;
};

struct run {
	const uint32_t *where;
	const double *k;
	size_t n;
};

/* y += sum over touched columns: the inner loop of a fit, for one and two coefficients. */
static inline void gather(const double *column, struct run r, double *y, unsigned ke)
{
	double y0 = 0, y1 = 0;

	for (size_t c = 0; c < r.n; c++) {
		double x = column[r.where[c]];

		y0 += x * r.k[ke * c];
		if (ke == 2)
			y1 += x * r.k[2 * c + 1];
	}
	y[0] += y0;
	y[1] += y1;
}

/* Adds the terms of a touched column: its diagonal d, and y = sum over later columns. */
static inline void add_form(struct form *f, const double *k, unsigned ke, double d, const double *y)
{
	f->g0 += k[0] * (d * k[0] + 2 * y[0]);
	if (ke == 2) {
		f->g2 += k[1] * (d * k[1] + 2 * y[1]);
		f->g1 += k[0] * d * k[1] + k[0] * y[1] + k[1] * y[0];
	}
}

/* G_i = K_i Q K_i' over the touched columns without y. */
static inline struct form quadratic(const struct an_growth *g, size_t i, unsigned ke)
{
	const struct block *b = g->tblock[i] == NO_BLOCK ? NULL : &g->block[g->tblock[i]];
	size_t from = g->first[i], middle = g->middle[i], to = g->first[i + 1];
	const uint32_t *where = g->where;
	const double *k = g->k;
	struct form f = { 0, 0, 0 };

	to -= to > from; /* y stands last */
	for (size_t a = from; b && a < middle; a++) {
		const double *column = b->v + where[a] * b->nb;
		double y[2] = { 0, 0 };

		gather(
		    column, (struct run){ where + a + 1, k + (a + 1) * ke, middle - a - 1 }, y, ke);
		add_form(&f, k + a * ke, ke, column[where[a]], y);
	}
	for (size_t a = middle; a < to; a++) {
		const double *column = g->i0 + where[a] * g->ld;
		double y[2] = { 0, 0 };

		gather(column, (struct run){ where + a + 1, k + (a + 1) * ke, to - a - 1 }, y, ke);
		if (b)
			gather(b->ib + g->local[a] * b->nb,
			    (struct run){ where + from, k + from * ke, middle - from }, y, ke);
		add_form(&f, k + a * ke, ke, column[where[a]], y);
	}
	return f;
}

/* H^ii = M + (M T') G (M T')' */
static void teacher_block(const struct an_growth *g, size_t i, double *h)
{
	const struct tri *t = &g->t[0];
	const double *m = g->m + 3 * i;
	struct form f = g->term[0].k == 1 ? quadratic(g, i, 1) : quadratic(g, i, 2);
	double a00, a01, a10, a11, b00, b01, b10, b11;

	if (g->term[0].k == 1) {
		h[0] = m[0] + m[0] * t->a * f.g0 * t->a * m[0];
		h[1] = h[2] = 0;
		return;
	}
	a00 = m[0] * t->a;
	a01 = m[0] * t->b + m[1] * t->c;
	a10 = m[1] * t->a;
	a11 = m[1] * t->b + m[2] * t->c;
	b00 = a00 * f.g0 + a01 * f.g1;
	b01 = a00 * f.g1 + a01 * f.g2;
	b10 = a10 * f.g0 + a11 * f.g1;
	b11 = a10 * f.g1 + a11 * f.g2;
	h[0] = m[0] + b00 * a00 + b01 * a01;
	h[1] = m[1] + b10 * a00 + b11 * a01;
	h[2] = m[2] + b10 * a10 + b11 * a11;
}

/* w: per term the sums of diagonal blocks, as 00, 10, 11. */
void growth_inverse(struct an_growth *g, bool with_x, double w[][3])
{
	memset(w, 0, g->terms * sizeof *w);
	invert_border(g, with_x);
	for (size_t b = 0; b < g->blocks; b++)
		invert_block(g, &g->block[b]);
	sum_blocks(g, &(struct square){ g->i0, g->ld, g->inner, g->q0, g->m0 - 1 }, w);
	for (size_t b = 0; b < g->blocks; b++) {
		const struct block *x = &g->block[b];

		sum_blocks(g, &(struct square){ x->v, x->nb, x->off, x->nb, x->nb }, w);
	}
	scale(g);
	for (size_t i = 0; i < g->term[0].levels; i++) {
		double *h = g->h + 3 * i;

		teacher_block(g, i, h);
		for (int c = 0; c < 3; c++)
			w[0][c] += h[c];
	}
	g->inverted = true;
	g->inverse_has_x = with_x;
}

void growth_need_inverse(struct an_growth *g)
{
	double w[MAX_TERMS][3];

	if (!g->inverted || !g->inverse_has_x)
		growth_inverse(g, true, w);
}
