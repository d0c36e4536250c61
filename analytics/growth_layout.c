/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gives every level its column and every teacher a place: blocks one after another, then the border.
 */
#include "growth_model.h"

#include <stdlib.h>
#include <string.h>

enum { DENSE_MAX = 40000 }; /* columns of one dense matrix: 13 GB, and LAPACK's counts are ints */

static void place_levels(struct an_growth *g, const struct partition *part)
{
	for (size_t b = 0; b < g->blocks; b++) {
		g->block[b].off = g->inner;
		g->inner += g->block[b].nb;
		g->block[b].nb = 0;
	}
	g->q0 = 0;
	for (size_t f = 1; f < g->terms; f++)
		for (size_t l = 0; l < g->term[f].levels; l++) {
			uint32_t b = part->of[f][l];
			size_t *count = b == NO_BLOCK ? &g->q0 : &g->block[b].nb;

			g->term[f].column[l] =
			    (uint32_t)((b == NO_BLOCK ? g->inner : g->block[b].off) + *count);
			*count += level_width(&g->term[f], (uint32_t)l);
		}
	g->m0 = g->q0 + g->p + 1;
	g->ld =
	    (g->m0 + 7) / 8 * 8 + 8; /* columns that begin alike in the cache cost a third more */
	g->columns = g->inner + g->m0;
}

static void count_levels(struct an_growth *g, const struct partition *part)
{
	for (size_t f = 1; f < g->terms; f++)
		for (size_t l = 0; l < g->term[f].levels; l++)
			if (part->of[f][l] != NO_BLOCK)
				g->block[part->of[f][l]].nb +=
				    level_width(&g->term[f], (uint32_t)l);
}

static void place_teachers(struct an_growth *g, const struct partition *part, size_t *count)
{
	size_t teachers = g->term[0].levels;

	for (size_t i = 0; i < teachers; i++)
		count[part->teacher[i] == NO_BLOCK ? g->blocks : part->teacher[i]]++;
	for (size_t b = 0, sum = 0; b <= g->blocks; b++) {
		size_t n = count[b];

		count[b] = sum;
		sum += n;
	}
	for (size_t i = 0; i < teachers; i++) {
		uint32_t b = part->teacher[i];

		g->place[i] = (uint32_t)count[b == NO_BLOCK ? g->blocks : b]++;
		g->tblock[g->place[i]] = b;
	}
}

static void mark_columns(struct an_growth *g)
{
	for (size_t f = 1; f < g->terms; f++)
		for (uint32_t l = 0; l < g->term[f].levels; l++) {
			const struct term *t = &g->term[f];
			size_t c = t->column[l];

			g->owner[c] = (unsigned char)f;
			if (level_width(t, l) == 2) {
				g->owner[c + 1] = (unsigned char)f;
				g->kind[c] = COLUMN_FIRST;
				g->kind[c + 1] = COLUMN_SECOND;
			} else if (t->k == 2) {
				g->kind[c] = COLUMN_MERGED;
				g->shared[c] = t->shared[l];
			}
		}
}

enum an_status growth_layout(struct an_growth *g, const struct partition *part)
{
	size_t teachers = g->term[0].levels, *count;
	bool fine = true;

	g->blocks = part->blocks;
	g->block = calloc(g->blocks + 1, sizeof *g->block);
	g->place = malloc(teachers * sizeof *g->place);
	g->tblock = malloc(teachers * sizeof *g->tblock);
	count = calloc(g->blocks + 1, sizeof *count);
	for (size_t f = 1; f < g->terms; f++) {
		g->term[f].column = malloc(g->term[f].levels * sizeof(uint32_t));
		fine = fine && g->term[f].column;
	}
	if (!fine || !g->block || !g->place || !g->tblock || !count) {
		free(count);
		return AN_NO_MEMORY;
	}
	count_levels(g, part);
	place_levels(g, part);
	place_teachers(g, part, count);
	free(count);
	if (g->m0 > DENSE_MAX)
		return AN_TOO_LARGE;
	g->kind = calloc(g->columns, 1);
	g->owner = calloc(g->columns, 1);
	g->shared = calloc(g->columns, sizeof *g->shared);
	if (!g->kind || !g->owner || !g->shared)
		return AN_NO_MEMORY;
	mark_columns(g);
	return AN_OK;
}
