/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Multiplication by Lambda, the block-diagonal matrix of T = [a 0; b c]: of vectors, of symmetric
 * matrices (A becomes Lambda' A Lambda, or Lambda A Lambda'), of rectangles between block and border.
 * A merged column has its length of T'x for T.
 */
#include "growth_model.h"

void lambda_at(struct an_growth *g)
{
	for (size_t c = 0; c < g->inner + g->q0; c++) {
		const struct tri *t = &g->t[g->owner[c]];
		double z = g->shared[c];

		g->diagonal[c] = g->kind[c] == COLUMN_SECOND   ? t->c
				 : g->kind[c] == COLUMN_MERGED ? hypot(t->a + t->b * z, t->c * z)
							       : t->a;
		g->below[c] = g->kind[c] == COLUMN_FIRST ? t->b : 0;
	}
}

struct range {
	size_t from, to;
};

/* Entries of one column, v[r] of the effect at column off + r. */
static void pair_rows(
    const struct an_growth *g, double *v, size_t off, struct range rows, bool transposed)
{
	const double *d = g->diagonal + off, *b = g->below + off;

	if (rows.from == rows.to)
		return;
	if (transposed) {
		for (size_t r = rows.from; r + 1 < rows.to; r++)
			v[r] = d[r] * v[r] + b[r] * v[r + 1];
		v[rows.to - 1] *= d[rows.to - 1];
		return;
	}
	for (size_t r = rows.to - 1; r > rows.from; r--)
		v[r] = d[r] * v[r] + b[r - 1] * v[r - 1];
	v[rows.from] *= d[rows.from];
}

void pair_vector(const struct an_growth *g, const double *in, double *out, bool transposed)
{
	size_t random = g->inner + g->q0;

	for (size_t i = 0; i < g->columns; i++)
		out[i] = in[i];
	pair_rows(g, out, 0, (struct range){ 0, random }, transposed);
}

/* The column of a level, or its two. */
struct columns {
	double *a;
	size_t ld; /* to the second one; 0: there is none */
	struct range rows;
};

/* `of`: the first one's place among all. */
static void pair_columns(
    const struct an_growth *g, size_t of, const struct columns *c, bool transposed)
{
	double *first = c->a, *second = c->a + c->ld, d = g->diagonal[of], b = g->below[of], e;

	if (c->ld == 0) {
		for (size_t r = c->rows.from; r < c->rows.to; r++)
			first[r] *= d;
		return;
	}
	e = g->diagonal[of + 1];
	for (size_t r = c->rows.from; r < c->rows.to; r++) {
		double x = first[r], z = second[r];

		first[r] = transposed ? x * d + z * b : x * d;
		second[r] = transposed ? z * e : x * b + z * e;
	}
}

void pair_symmetric(const struct an_growth *g, const struct square *m, bool transposed)
{
	const unsigned char *kind = g->kind + m->off;
	double *a = m->a;
	size_t ld = m->ld;

	for (size_t c = 0; c < m->random; c++)
		if (kind[c] == COLUMN_FIRST)
			*at(a, ld, c, c + 1) = *at(a, ld, c + 1, c);
	for (size_t c = 0; c < m->random; c++)
		pair_rows(g, a + c * ld, m->off,
		    (struct range){ kind[c] == COLUMN_SECOND ? c - 1 : c, m->random }, transposed);
	for (size_t c = 0; c < m->random; c++) {
		bool two = kind[c] == COLUMN_FIRST;

		pair_columns(g, m->off + c,
		    &(struct columns){ a + c * ld, two ? ld : 0, { c, m->rows } }, transposed);
		c += two;
	}
}

void pair_border(
    const struct an_growth *g, const struct block *b, double *a, size_t nc, bool transposed)
{
	struct range rows = { 0, b->nb };

	for (size_t c = 0; c < nc; c++)
		pair_rows(g, a + c * b->nb, b->off, rows, transposed);
	for (size_t c = 0; c < nc && b->list[c] < g->q0; c++) {
		size_t column = g->inner + b->list[c];
		bool two = g->kind[column] == COLUMN_FIRST;

		pair_columns(g, column, &(struct columns){ a + c * b->nb, two ? b->nb : 0, rows },
		    transposed);
		c += two;
	}
}
