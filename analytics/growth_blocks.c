/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts the dense columns into blocks and a border. One factor (schools) gives the blocks: sets of
 * its levels that share no teacher, or the caller's districts. Where a teacher meets two blocks,
 * levels move to the border until he meets one. A level of another factor (a rater) joins a block
 * when all who met it are of that block. The parting changes the time of a fit, never its result.
 */
#include "growth_model.h"

#include <stdlib.h>
#include <string.h>

enum { SMALL = 400 }; /* dense columns below which blocks don't pay */

static uint32_t root(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

static void *all_ones(size_t n)
{
	void *p = malloc(n * sizeof(uint32_t) + 1);

	if (p)
		memset(p, 0xff, n * sizeof(uint32_t));
	return p;
}

/* Sets of levels of a factor that are linked by teachers, as labels from 0; NULL: no memory. */
static uint32_t *components(const struct an_factor *f, size_t teachers, const struct rows *r)
{
	uint32_t *up = calloc(f->levels, sizeof *up);

	if (!up)
		return NULL;
	for (uint32_t l = 0; l < f->levels; l++)
		up[l] = l;
	for (size_t i = 0; i < teachers; i++)
		for (size_t a = r->first[i] + 1; a < r->first[i + 1]; a++) {
			uint32_t x = root(up, f->level[row_at(r, a - 1)]);
			uint32_t y = root(up, f->level[row_at(r, a)]);

			if (x < y)
				up[y] = x;
			else
				up[x] = y;
		}
	for (uint32_t l = 0; l < f->levels; l++)
		up[l] = root(up, l);
	return up;
}

/* The caller's districts as labels of a factor's levels; of several the first seen. */
static uint32_t *given(const struct an_factor *f, const struct an_growth_data *d)
{
	uint32_t *label = all_ones(f->levels);

	for (size_t i = 0; label && i < d->n; i++)
		if (label[f->level[i]] == NO_BLOCK)
			label[f->level[i]] = d->block[i];
	return label;
}

static size_t largest(const uint32_t *label, size_t n)
{
	size_t *size = calloc(n, sizeof *size), most = 0;

	if (!size)
		return n;
	for (size_t l = 0; l < n; l++)
		if (label[l] < n && ++size[label[l]] > most)
			most = size[label[l]];
	free(size);
	return most;
}

/* Which factor gives the blocks, 0 for none; *label becomes its levels' labels. */
static size_t choose(const struct an_growth *g, const struct an_growth_data *d,
    const struct rows *r, uint32_t **label)
{
	size_t best = 0, gain = 0;

	*label = NULL;
	for (size_t f = 1; f < g->terms && d->block; f++)
		if (!best ||
		    g->term[f].levels * g->term[f].k > g->term[best].levels * g->term[best].k)
			best = f;
	if (best) {
		*label = given(&d->factor[best - 1], d);
		return best;
	}
	for (size_t f = 1; f < g->terms; f++) {
		const struct term *t = &g->term[f];
		uint32_t *l = components(&d->factor[f - 1], g->term[0].levels, r);
		size_t apart = l ? (t->levels - largest(l, t->levels)) * t->k : 0;

		if (apart > gain) {
			free(*label);
			*label = l;
			gain = apart;
			best = f;
		} else {
			free(l);
		}
	}
	return best;
}

/* Labels become numbers of blocks from 0, in the order of levels. */
static bool number_blocks(struct partition *part, size_t f, const uint32_t *label, size_t levels)
{
	uint32_t most = 0, *number;

	for (size_t l = 0; l < levels; l++)
		if (label[l] != NO_BLOCK && label[l] > most)
			most = label[l];
	number = all_ones((size_t)most + 1);
	if (!number)
		return false;
	for (size_t l = 0; l < levels; l++) {
		if (label[l] == NO_BLOCK)
			continue;
		if (number[label[l]] == NO_BLOCK)
			number[label[l]] = (uint32_t)part->blocks++;
		part->of[f][l] = number[label[l]];
	}
	free(number);
	return true;
}

/* The teacher keeps the block of most of his rows; his levels elsewhere go to the border. */
static void settle(
    struct partition *part, size_t f, const struct an_factor *from, const struct rows *r, size_t i)
{
	uint32_t keep = NO_BLOCK;
	size_t votes = 0;

	for (size_t a = r->first[i]; a < r->first[i + 1]; a++) {
		uint32_t b = part->of[f][from->level[row_at(r, a)]];

		if (b == NO_BLOCK)
			continue;
		if (votes == 0)
			keep = b;
		votes = b == keep ? votes + 1 : votes - 1;
	}
	for (size_t a = r->first[i]; a < r->first[i + 1]; a++) {
		uint32_t *b = &part->of[f][from->level[row_at(r, a)]];

		if (*b != keep)
			*b = NO_BLOCK;
	}
}

static void place_teachers(
    const struct an_growth_data *d, struct partition *part, size_t f, const struct rows *r)
{
	const struct an_factor *from = &d->factor[f - 1];
	size_t teachers = d->eliminated.levels;

	for (size_t i = 0; i < teachers; i++)
		settle(part, f, from, r, i);
	for (size_t i = 0; i < teachers; i++)
		for (size_t a = r->first[i]; a < r->first[i + 1]; a++) {
			uint32_t b = part->of[f][from->level[row_at(r, a)]];

			if (b != NO_BLOCK)
				part->teacher[i] = b;
		}
}

/* Levels of another factor: the block of all their teachers, or the border. */
static bool place_others(const struct an_growth_data *d, struct partition *part, size_t f)
{
	const struct an_factor *from = &d->factor[f - 1];
	unsigned char *border = calloc(from->levels, 1);

	if (!border)
		return false;
	for (size_t i = 0; i < d->n; i++) {
		uint32_t l = from->level[i], b = part->teacher[d->eliminated.level[i]];

		if (part->of[f][l] == NO_BLOCK)
			part->of[f][l] = b;
		border[l] |= b == NO_BLOCK || part->of[f][l] != b;
	}
	for (size_t l = 0; l < from->levels; l++)
		if (border[l])
			part->of[f][l] = NO_BLOCK;
	free(border);
	return true;
}

/* Whether the arithmetic with blocks is well below that of one dense matrix. */
static bool pays(const struct an_growth *g, const struct partition *part)
{
	double border = 0, all = 0, inner = 0;

	for (size_t f = 1; f < g->terms; f++)
		for (size_t l = 0; l < g->term[f].levels; l++) {
			unsigned width = level_width(&g->term[f], (uint32_t)l);

			all += width;
			border += part->of[f][l] == NO_BLOCK ? width : 0;
		}
	inner = all - border;
	return border * border * border + inner * border * border < 0.6 * all * all * all;
}

static void one_block(const struct an_growth *g, struct partition *part)
{
	part->blocks = 0;
	for (size_t f = 1; f < g->terms; f++)
		memset(part->of[f], 0xff, g->term[f].levels * sizeof(uint32_t));
	memset(part->teacher, 0xff, g->term[0].levels * sizeof(uint32_t));
}

static bool with_blocks(const struct an_growth *g, const struct an_growth_data *d,
    const struct rows *r, struct partition *part)
{
	uint32_t *label;
	size_t f = choose(g, d, r, &label);
	bool fine = true;

	if (f && label) {
		fine = number_blocks(part, f, label, g->term[f].levels);
		if (fine)
			place_teachers(d, part, f, r);
		for (size_t e = 1; fine && e < g->terms; e++)
			fine = e == f || place_others(d, part, e);
	}
	free(label);
	if (fine && (part->blocks < 2 || !pays(g, part)))
		one_block(g, part);
	return fine;
}

enum an_status growth_blocks(const struct an_growth *g, const struct an_growth_data *d,
    const struct rows *r, struct partition *out)
{
	size_t columns = 0;
	bool fine;

	*out = (struct partition){ 0 };
	out->teacher = all_ones(g->term[0].levels);
	fine = out->teacher != NULL;
	for (size_t f = 1; f < g->terms; f++) {
		columns += (size_t)g->term[f].levels * g->term[f].k;
		out->of[f] = all_ones(g->term[f].levels);
		fine = fine && out->of[f];
	}
	if (fine && columns > SMALL)
		fine = with_blocks(g, d, r, out);
	if (!fine)
		partition_free(out);
	return fine ? AN_OK : AN_NO_MEMORY;
}

void partition_free(struct partition *p)
{
	for (size_t f = 0; f < MAX_TERMS; f++)
		free(p->of[f]);
	free(p->teacher);
	*p = (struct partition){ 0 };
}
