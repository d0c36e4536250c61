/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a model: the data are checked, centred, parted into blocks and reduced to sums. All memory
 * that a fit needs is taken here, so that a fit can't run out of it.
 */
#include "growth_model.h"

#include <stdlib.h>
#include <string.h>

static double *doubles(size_t n)
{
	return malloc((n + 1) * sizeof(double));
}

/* On the cache's lines. */
static double *matrix(size_t n)
{
	return aligned_alloc(64, (n * sizeof(double) / 64 + 1) * 64);
}

static bool block_memory(struct block *b)
{
	size_t own = b->nb * b->nb, border = b->nb * b->nc;

	b->d = calloc(own + 1, sizeof *b->d);
	b->db = calloc(border + 1, sizeof *b->db);
	b->s = doubles(own);
	b->v = doubles(own);
	b->sb = doubles(border);
	b->ib = doubles(border);
	return b->d && b->db && b->s && b->v && b->sb && b->ib;
}

static bool vectors(struct an_growth *g, size_t teachers)
{
	bool fine = true;

	g->m = doubles(3 * teachers);
	g->h = doubles(3 * teachers);
	g->ue = doubles(g->term[0].k * teachers);
	g->ae = doubles(3 * teachers * g->term[0].k);
	g->sum_e = calloc(2 * teachers, sizeof *g->sum_e);
	g->ud = doubles(g->columns);
	g->bd = doubles(g->columns);
	g->rhs = doubles(g->columns * (g->about.parameters ? g->about.parameters : 1));
	g->diagonal = calloc(g->columns, sizeof *g->diagonal);
	g->below = calloc(g->columns, sizeof *g->below);
	g->mark = calloc(g->columns, 1);
	g->touched = malloc((g->columns + teachers) * sizeof *g->touched);
	for (int i = 0; i < 3; i++) {
		g->wide[i] = calloc(g->columns, sizeof(double));
		fine = fine && g->wide[i];
	}
	return fine && g->m && g->h && g->ue && g->ae && g->sum_e && g->ud && g->bd && g->rhs &&
	       g->mark && g->touched && g->diagonal && g->below;
}

enum an_status growth_memory(struct an_growth *g)
{
	size_t square = 0, rect = 0, half = g->m0 * g->m0 / 2, border = g->ld * g->m0;
	bool fine = true;

	for (size_t b = 0; b < g->blocks && fine; b++) {
		struct block *x = &g->block[b];

		fine = block_memory(x);
		if (x->nc * x->nc > square)
			square = x->nc * x->nc;
		if (x->nb * x->nc > rect)
			rect = x->nb * x->nc;
		if (x->nb * x->nb / 2 > half)
			half = x->nb * x->nb / 2;
	}
	/* growth_forward() keeps a block's border rows of every parameter in `square` */
	square += g->m0 * MAX_PARAMS;
	g->square = doubles(g->blocks ? square : 1);
	g->rect = doubles(rect);
	g->half = doubles(half);
	g->d0 = matrix(border);
	if (g->d0)
		memset(g->d0, 0, border * sizeof *g->d0);
	g->s0 = matrix(border);
	g->i0 = matrix(border);
	fine = fine && g->square && g->rect && g->half && g->d0 && g->s0 && g->i0;
	return fine && vectors(g, g->term[0].levels) ? AN_OK : AN_NO_MEMORY;
}

static void describe(struct an_growth *g, const struct an_growth_data *d)
{
	struct an_growth_about *a = &g->about;

	a->n = d->n;
	a->p = d->p;
	a->estimated = g->p;
	a->factors = g->terms;
	a->fixed = g->fixed_note;
	a->factor = g->factor_note;
	a->used = g->used;
	a->parameters = 0;
	for (size_t f = 0; f < g->terms; f++)
		a->parameters += g->term[f].k == 1 ? 1 : g->term[f].uncorrelated ? 2 : 3;
}

static enum an_status reduce(struct an_growth *g, const struct an_growth_data *d, double *corner)
{
	struct partition part = { 0 };
	struct rows rows = { 0 };
	enum an_status s = rows_by_teacher(d, &rows);

	if (!s)
		s = growth_blocks(g, d, &rows, &part);
	if (!s)
		s = growth_layout(g, &part);
	partition_free(&part);
	if (!s)
		s = growth_lists(g, d, &rows);
	if (!s)
		s = growth_memory(g);
	for (size_t j = 0; !s && j <= g->p; j++)
		memcpy(at(g->d0, g->ld, g->q0 + j, g->q0 + j), corner + j * (g->p + 1) + j,
		    (g->p + 1 - j) * sizeof *corner);
	if (!s)
		s = growth_build(g, d, &rows);
	rows_free(&rows);
	g->about.dense = g->inner + g->q0;
	g->about.blocks = g->blocks;
	g->about.border = g->q0;
	return s;
}

enum an_status an_growth_open(
    const struct an_growth_data *d, struct an_growth **out, struct an_growth_fault *fault)
{
	enum an_status s = growth_check(d, fault);
	struct an_growth *g = s ? NULL : calloc(1, sizeof *g);
	double *corner = s ? NULL : calloc((d->p + 1) * (d->p + 1), sizeof *corner);

	if (s)
		return s;
	if (!g || !corner) {
		free(g);
		free(corner);
		return AN_NO_MEMORY;
	}
	g->n = d->n;
	s = growth_fixed(g, d, corner);
	if (!s)
		s = growth_terms(g, d);
	describe(g, d);
	if (!s)
		s = reduce(g, d, corner);
	free(corner);
	if (s)
		an_growth_close(g);
	else
		*out = g;
	return s;
}

static void close_blocks(struct an_growth *g)
{
	for (size_t b = 0; g->block && b < g->blocks; b++) {
		struct block *x = &g->block[b];
		void *all[] = { x->list, x->d, x->s, x->v, x->db, x->sb, x->ib };

		for (size_t i = 0; i < sizeof all / sizeof *all; i++)
			free(all[i]);
	}
	free(g->block);
}

void an_growth_close(struct an_growth *g)
{
	if (!g)
		return;

	void *all[] = { g->d0, g->s0, g->i0, g->kind, g->owner, g->place, g->tblock, g->first,
		g->middle, g->where, g->local, g->k, g->c, g->m, g->ue, g->h, g->ud, g->bd,
		g->wide[0], g->wide[1], g->wide[2], g->rhs, g->ae, g->square, g->rect, g->half,
		g->sum_e, g->mark, g->touched, g->shared, g->diagonal, g->below };

	close_blocks(g);
	for (size_t f = 0; f < MAX_TERMS; f++) {
		free(g->term[f].column);
		free(g->term[f].shared);
	}
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
	free(g);
}

const struct an_growth_about *an_growth_about(const struct an_growth *g)
{
	return &g->about;
}
