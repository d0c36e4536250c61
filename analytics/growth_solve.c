/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After growth_eval(): the spherical effects u and beta by substitution, and L^-1 of right-hand sides.
 */
#include "growth_model.h"

#include <cblas.h>
#include <string.h>

static void solve_border(struct an_growth *g)
{
	double *u = g->ud + g->inner;

	for (size_t c = 0; c + 1 < g->m0; c++)
		u[c] = *at(g->s0, g->ld, g->m0 - 1, c);
	u[g->m0 - 1] = 0;
	cblas_dtrsv(CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, (int)g->m0 - 1, g->s0,
	    (int)g->ld, u, 1);
}

static void solve_block(struct an_growth *g, const struct block *b)
{
	double *u = g->ud + b->off, *border = g->wide[0];
	const double *u0 = g->ud + g->inner;
	size_t others = b->nc - 1; /* y is the last one */

	if (b->nb == 0)
		return;
	memcpy(u, b->sb + others * b->nb, b->nb * sizeof *u);
	for (size_t c = 0; c < others; c++)
		border[c] = u0[b->list[c]];
	cblas_dgemv(CblasColMajor, CblasNoTrans, (int)b->nb, (int)others, -1, b->sb, (int)b->nb,
	    border, 1, 1, u, 1);
	cblas_dtrsv(CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, (int)b->nb, b->s,
	    (int)b->nb, u, 1);
}

/* u_i = M_i T' (K_y - K_d b_d - K_X beta) */
static void solve_teacher(struct an_growth *g, size_t i)
{
	unsigned ke = g->term[0].k;
	const struct tri *t = &g->t[0];
	const double *block = g->bd + (g->tblock[i] == NO_BLOCK ? 0 : g->block[g->tblock[i]].off);
	const double *border = g->bd + g->inner, *m = g->m + 3 * i;
	double r0 = 0, r1 = 0, *u = g->ue + i * ke;

	for (size_t a = g->first[i]; a < g->first[i + 1]; a++) {
		double x = a < g->middle[i] ? block[g->where[a]] : border[g->where[a]];

		r0 -= g->k[a * ke] * x;
		if (ke == 2)
			r1 -= g->k[2 * a + 1] * x;
	}
	if (ke == 1) {
		u[0] = m[0] * t->a * r0;
		return;
	}
	r0 = t->a * r0 + t->b * r1;
	r1 = t->c * r1;
	u[0] = m[0] * r0 + m[1] * r1;
	u[1] = m[1] * r0 + m[2] * r1;
}

void growth_solve(struct an_growth *g)
{
	solve_border(g);
	for (size_t b = 0; b < g->blocks; b++)
		solve_block(g, &g->block[b]);
	pair_vector(g, g->ud, g->bd, false);
	g->bd[g->columns - 1] = -1; /* y's place: makes K_y - .. one sum */
	for (size_t i = 0; i < g->term[0].levels; i++)
		solve_teacher(g, i);
	g->solved = true;
}

/* rhs: n columns of g->columns entries, y's ignored. */
void growth_forward(const struct an_growth *g, double *rhs, size_t n)
{
	for (size_t b = 0; b < g->blocks; b++) {
		const struct block *x = &g->block[b];
		size_t others = x->nc - 1;

		if (x->nb == 0)
			continue;
		cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit,
		    (int)x->nb, (int)n, 1, x->s, (int)x->nb, rhs + x->off, (int)g->columns);
		cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, (int)others, (int)n,
		    (int)x->nb, 1, x->sb, (int)x->nb, rhs + x->off, (int)g->columns, 0, g->square,
		    (int)others);
		for (size_t c = 0; c < n; c++)
			for (size_t j = 0; j < others; j++)
				rhs[c * g->columns + g->inner + x->list[j]] -=
				    g->square[c * others + j];
	}
	cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit,
	    (int)g->m0 - 1, (int)n, 1, g->s0, (int)g->ld, rhs + g->inner, (int)g->columns);
	for (size_t c = 0; c < n; c++)
		rhs[c * g->columns + g->columns - 1] = 0;
}
