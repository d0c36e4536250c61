/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sums of products of dense columns over all rows: within blocks, between blocks and border,
 * within the border. X and y among themselves come from growth_fixed.c.
 */
#include "growth_row.h"

#include <stdlib.h>
#include <string.h>

static void add_border(struct an_growth *g, const struct row_entries *e, size_t from)
{
	for (size_t a = from; a < e->random; a++) {
		double *column = g->d0 + (e->column[a] - g->inner) * g->ld - g->inner,
		       v = e->value[a];

		for (size_t b = a; b < e->n; b++)
			column[e->column[b]] += v * e->value[b];
	}
}

static void add_block(
    struct block *b, const struct row_entries *e, size_t n, size_t inner, const uint32_t *place)
{
	for (size_t a = 0; a < n; a++) {
		size_t row = e->column[a] - b->off;

		for (size_t c = 0; c < n; c++)
			if (e->column[c] - b->off <= row)
				*at(b->d, b->nb, row, e->column[c] - b->off) +=
				    e->value[a] * e->value[c];
		for (size_t c = n; c < e->n; c++)
			*at(b->db, b->nb, row, place[e->column[c] - inner]) +=
			    e->value[a] * e->value[c];
	}
}

/* Entries in increasing order of columns: the few of blocks first, each part already in order. */
static size_t blocks_first(const struct an_growth *g, struct row_entries *e)
{
	struct row_entries moved;
	size_t n = 0, border = 0;

	for (size_t a = 0; a < e->random; a++) {
		bool inner = e->column[a] < g->inner;

		if (!inner) {
			moved.column[border] = e->column[a];
			moved.value[border++] = e->value[a];
			continue;
		}
		e->column[n] = e->column[a];
		e->value[n++] = e->value[a];
	}
	memcpy(e->column + n, moved.column, border * sizeof *e->column);
	memcpy(e->value + n, moved.value, border * sizeof *e->value);
	return n;
}

static void add_teacher(struct an_growth *g, const struct an_growth_data *d, const struct rows *r,
    size_t level, const uint32_t *place)
{
	uint32_t b = g->tblock[g->place[level]];
	struct row_entries e;

	for (size_t a = r->first[level]; a < r->first[level + 1]; a++) {
		size_t n = 0;

		row_take(g, d, row_at(r, a), &e);
		if (b != NO_BLOCK) {
			n = blocks_first(g, &e);
			add_block(&g->block[b], &e, n, g->inner, place);
		}
		add_border(g, &e, n);
	}
}

enum an_status growth_build(
    struct an_growth *g, const struct an_growth_data *d, const struct rows *r)
{
	size_t teachers = g->term[0].levels, i = 0;
	uint32_t *level_at = malloc(teachers * sizeof *level_at);
	uint32_t *place = malloc(g->m0 * sizeof *place);

	if (!level_at || !place) {
		free(level_at);
		free(place);
		return AN_NO_MEMORY;
	}
	for (uint32_t l = 0; l < teachers; l++)
		level_at[g->place[l]] = l;
	for (size_t b = 0; b <= g->blocks; b++) {
		const struct block *now = b < g->blocks ? &g->block[b] : NULL;

		for (size_t j = 0; now && j < now->nc; j++)
			place[now->list[j]] = (uint32_t)j;
		for (; i < teachers && (!now || g->tblock[i] == b); i++)
			add_teacher(g, d, r, level_at[i], place);
	}
	free(level_at);
	free(place);
	return AN_OK;
}
