/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Multiplication by Lambda, the block-diagonal matrix of T = [a 0; b c]: of vectors, of symmetric
 * matrices (A becomes Lambda' A Lambda, or Lambda A Lambda'), of rectangles between block and border.
 */
#include "growth_model.h"

struct range {
	size_t from, to;
};

/* Entries of one column, v[r] of the effect at column off + r. */
static void pair_rows(
    const struct an_growth *g, double *v, size_t off, struct range rows, bool transposed)
{
	for (size_t r = rows.from; r < rows.to; r++) {
		const struct tri *t = &g->t[g->owner[off + r]];
		double x = v[r], z;

		if (g->kind[off + r] == 0) {
			v[r] = t->a * x;
			continue;
		}
		z = v[r + 1];
		v[r] = transposed ? t->a * x + t->b * z : t->a * x;
		v[r + 1] = transposed ? t->c * z : t->b * x + t->c * z;
		r++;
	}
}

void pair_vector(const struct an_growth *g, const double *in, double *out, bool transposed)
{
	size_t random = g->inner + g->q0;

	for (size_t i = 0; i < g->columns; i++)
		out[i] = in[i];
	pair_rows(g, out, 0, (struct range){ 0, random }, transposed);
}

/* The column or the two columns of one level: a, and b behind it. */
static void pair_columns(
    const struct tri *t, double *a, double *b, struct range rows, bool transposed)
{
	for (size_t r = rows.from; r < rows.to && !b; r++)
		a[r] *= t->a;
	for (size_t r = rows.from; r < rows.to && b; r++) {
		double x = a[r], z = b[r];

		a[r] = transposed ? x * t->a + z * t->b : x * t->a;
		b[r] = transposed ? z * t->c : x * t->b + z * t->c;
	}
}

void pair_symmetric(const struct an_growth *g, const struct square *m, bool transposed)
{
	const unsigned char *kind = g->kind + m->off;
	double *a = m->a;
	size_t ld = m->ld;

	for (size_t c = 0; c < m->random; c++)
		if (kind[c] == 1)
			*at(a, ld, c, c + 1) = *at(a, ld, c + 1, c);
	for (size_t c = 0; c < m->random; c++)
		pair_rows(g, a + c * ld, m->off,
		    (struct range){ kind[c] == 2 ? c - 1 : c, m->random }, transposed);
	for (size_t c = 0; c < m->random; c += 1 + kind[c])
		pair_columns(&g->t[g->owner[m->off + c]], a + c * ld,
		    kind[c] ? a + (c + 1) * ld : NULL, (struct range){ c, m->rows }, transposed);
}

void pair_border(
    const struct an_growth *g, const struct block *b, double *a, size_t nc, bool transposed)
{
	struct range rows = { 0, b->nb };

	for (size_t c = 0; c < nc; c++)
		pair_rows(g, a + c * b->nb, b->off, rows, transposed);
	for (size_t c = 0; c < nc && b->list[c] < g->q0; c++) {
		size_t column = g->inner + b->list[c];
		bool two = g->kind[column] != 0;

		pair_columns(&g->t[g->owner[column]], a + c * b->nb,
		    two ? a + (c + 1) * b->nb : NULL, rows, transposed);
		c += two;
	}
}
