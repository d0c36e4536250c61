/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Per teacher the dense columns that his rows touch, with the sums that closed-form elimination
 * needs; per block the border columns that its teachers touch.
 */
#include "growth_row.h"

#include <stdlib.h>
#include <string.h>

struct gather {
	uint32_t *slot;	  /* [columns] place of a column in the list below, or UINT32_MAX */
	uint32_t *column; /* touched by the teacher at hand, unsorted */
	double (*sum)[2];
	size_t n, room;
	size_t used, capacity; /* of g->where and g->k */
};

static bool begin(struct an_growth *g, struct gather *s)
{
	*s = (struct gather){ .room = 256, .capacity = 16 * (size_t)g->term[0].levels + 256 };
	s->slot = malloc(g->columns * sizeof *s->slot);
	s->column = malloc(s->room * sizeof *s->column);
	s->sum = malloc(s->room * sizeof *s->sum);
	g->where = calloc(s->capacity, sizeof *g->where);
	g->k = malloc(s->capacity * g->term[0].k * sizeof *g->k);
	if (!s->slot || !s->column || !s->sum || !g->where || !g->k)
		return false;
	memset(s->slot, 0xff, g->columns * sizeof *s->slot);
	return true;
}

static void end(struct gather *s)
{
	free(s->slot);
	free(s->column);
	free(s->sum);
}

static bool grow(struct gather *s)
{
	size_t room = s->room * 2;
	uint32_t *column = realloc(s->column, room * sizeof *column);
	double(*sum)[2];

	if (column)
		s->column = column;
	sum = realloc(s->sum, room * sizeof *sum);
	if (sum)
		s->sum = sum;
	s->room = room;
	return column && sum;
}

static bool add_row(struct gather *s, const struct row_entries *e)
{
	for (size_t j = 0; j < e->n; j++) {
		uint32_t *at_slot = &s->slot[e->column[j]];

		if (*at_slot == UINT32_MAX) {
			if (s->n == s->room && !grow(s))
				return false;
			*at_slot = (uint32_t)s->n;
			s->column[s->n] = e->column[j];
			s->sum[s->n][0] = s->sum[s->n][1] = 0;
			s->n++;
		}
		s->sum[*at_slot][0] += e->value[j];
		s->sum[*at_slot][1] += e->z * e->value[j];
	}
	return true;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void sort(uint32_t *v, size_t n)
{
	if (n > 64) {
		qsort(v, n, sizeof *v, by_number);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		uint32_t x = v[i];
		size_t j = i;

		for (; j > 0 && v[j - 1] > x; j--)
			v[j] = v[j - 1];
		v[j] = x;
	}
}

static bool make_room(struct an_growth *g, struct gather *s)
{
	size_t need = s->used + s->n;
	uint32_t *where;
	double *k;

	if (need <= s->capacity)
		return true;
	s->capacity = need + need / 3;
	where = realloc(g->where, s->capacity * sizeof *where);
	if (where)
		g->where = where;
	k = realloc(g->k, s->capacity * g->term[0].k * sizeof *k);
	if (k)
		g->k = k;
	return where && k;
}

/* The teacher's list, sorted: block columns stand before border columns. */
static bool store(struct an_growth *g, struct gather *s, size_t i)
{
	unsigned ke = g->term[0].k;

	if (!make_room(g, s))
		return false;
	sort(s->column, s->n);
	g->first[i] = g->middle[i] = s->used;
	for (size_t j = 0; j < s->n; j++) {
		uint32_t c = s->column[j], slot = s->slot[c];

		s->slot[c] = UINT32_MAX;
		g->middle[i] += c < g->inner;
		g->where[s->used] = c;
		memcpy(g->k + s->used * ke, s->sum[slot], ke * sizeof(double));
		s->used++;
	}
	return true;
}

static bool gather(
    struct an_growth *g, const struct an_growth_data *d, const struct rows *r, struct gather *s)
{
	uint32_t *level_at = malloc(g->term[0].levels * sizeof *level_at);
	struct row_entries e;
	bool fine = level_at != NULL;

	for (uint32_t l = 0; fine && l < g->term[0].levels; l++)
		level_at[g->place[l]] = l;
	for (size_t i = 0; fine && i < g->term[0].levels; i++) {
		size_t l = level_at[i];
		double *c = g->c + 3 * i;

		s->n = 0;
		for (size_t a = r->first[l]; fine && a < r->first[l + 1]; a++) {
			row_take(g, d, row_at(r, a), &e);
			fine = add_row(s, &e);
			c[0] += 1;
			c[1] += e.z;
			c[2] += e.z * e.z;
		}
		fine = fine && store(g, s, i);
	}
	g->first[g->term[0].levels] = s->used;
	free(level_at);
	return fine;
}

/* Mark the border columns that teachers of block b touch; a pair and X, y come whole. */
static void mark(const struct an_growth *g, size_t from, size_t to, unsigned char *seen)
{
	memset(seen, 0, g->m0);
	memset(seen + g->q0, 1, g->p + 1);
	for (size_t i = from; i < to; i++)
		for (size_t a = g->middle[i]; a < g->first[i + 1]; a++)
			seen[g->where[a] - g->inner] = 1;
}

static bool list_block(
    struct an_growth *g, struct block *b, const unsigned char *seen, uint32_t *place)
{
	for (size_t j = 0; j < g->m0; j++)
		b->nc += seen[j];
	b->list = malloc(b->nc * sizeof *b->list);
	if (!b->list)
		return false;
	for (size_t j = 0, n = 0; j < g->m0; j++)
		if (seen[j]) {
			place[j] = (uint32_t)n;
			b->list[n++] = (uint32_t)j;
		}
	return true;
}

/* From columns over all to columns of the block and of the border. */
static void localise(struct an_growth *g, size_t i, const struct block *b, const uint32_t *place)
{
	for (size_t a = g->first[i]; b && a < g->middle[i]; a++) {
		g->where[a] -= (uint32_t)b->off;
		g->local[a] = 0;
	}
	for (size_t a = g->middle[i]; a < g->first[i + 1]; a++) {
		g->where[a] -= (uint32_t)g->inner;
		g->local[a] = b ? place[g->where[a]] : 0;
	}
}

static bool list_blocks(struct an_growth *g)
{
	size_t teachers = g->term[0].levels, i = 0;
	unsigned char *seen = malloc(g->m0);
	uint32_t *place = calloc(g->m0, sizeof *place);
	bool fine = seen && place;

	for (size_t b = 0; fine && b < g->blocks; b++) {
		size_t to = i;

		while (to < teachers && g->tblock[to] == b)
			to++;
		mark(g, i, to, seen);
		fine = list_block(g, &g->block[b], seen, place);
		for (; fine && i < to; i++)
			localise(g, i, &g->block[b], place);
	}
	for (; fine && i < teachers; i++)
		localise(g, i, NULL, NULL);
	free(seen);
	free(place);
	return fine;
}

enum an_status growth_lists(
    struct an_growth *g, const struct an_growth_data *d, const struct rows *r)
{
	size_t teachers = g->term[0].levels;
	struct gather s;
	bool fine;

	g->first = malloc((teachers + 1) * sizeof *g->first);
	g->middle = calloc(teachers, sizeof *g->middle);
	g->c = calloc(3 * teachers, sizeof *g->c);
	fine = begin(g, &s) && g->first && g->middle && g->c && gather(g, d, r, &s);
	end(&s);
	if (fine)
		g->local = malloc((s.used + 1) * sizeof *g->local);
	fine = fine && g->local && list_blocks(g);
	return fine ? AN_OK : AN_NO_MEMORY;
}
