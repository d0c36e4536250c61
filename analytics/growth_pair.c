/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Multiplication by Lambda, the block-diagonal matrix of T = [a 0; b c]: of vectors, of symmetric
 * matrices (A becomes Lambda' A Lambda, or Lambda A Lambda'), of rectangles between block and border.
 */
#include "growth_model.h"

static void pair_rows(
    const struct an_growth *g, double *v, size_t off, size_t from, size_t to, bool transposed)
{
	for (size_t r = from; r < to; r++) {
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
	pair_rows(g, out, 0, 0, random, transposed);
}

/* Two columns of a pair, or one, from row `from` on. */
static size_t pair_columns(
    const struct tri *t, unsigned kind, double *column, size_t ld, size_t rows[2], bool transposed)
{
	double *a = column, *b = column + ld;

	if (kind == 0) {
		for (size_t r = rows[0]; r < rows[1]; r++)
			a[r] *= t->a;
		return 1;
	}
	for (size_t r = rows[0]; r < rows[1]; r++) {
		double x = a[r], z = b[r];

		a[r] = transposed ? x * t->a + z * t->b : x * t->a;
		b[r] = transposed ? z * t->c : x * t->b + z * t->c;
	}
	return 2;
}

/* The first rows[0] columns of A belong to effects that begin at column `off`; A has rows[1] rows. */
void pair_symmetric(
    const struct an_growth *g, double *a, size_t ld, size_t off, size_t rows[2], bool transposed)
{
	const unsigned char *kind = g->kind + off;

	for (size_t c = 0; c < rows[0]; c++)
		if (kind[c] == 1)
			*at(a, ld, c, c + 1) = *at(a, ld, c + 1, c);
	for (size_t c = 0; c < rows[0]; c++)
		pair_rows(g, a + c * ld, off, kind[c] == 2 ? c - 1 : c, rows[0], transposed);
	for (size_t c = 0; c < rows[0];) {
		size_t range[2] = { c, rows[1] };

		c += pair_columns(
		    &g->t[g->owner[off + c]], kind[c], a + c * ld, ld, range, transposed);
	}
}

void pair_border(
    const struct an_growth *g, const struct block *b, double *a, size_t nc, bool transposed)
{
	size_t range[2] = { 0, b->nb };

	for (size_t c = 0; c < nc; c++)
		pair_rows(g, a + c * b->nb, b->off, 0, b->nb, transposed);
	for (size_t c = 0; c < nc && b->list[c] < g->q0;) {
		size_t column = g->inner + b->list[c];

		c += pair_columns(&g->t[g->owner[column]], g->kind[column], a + c * b->nb, b->nb,
		    range, transposed);
	}
}
