/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See linkage.h: union-find over the two kinds of levels.
 */
#include "linkage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t root(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

static bool in_range(size_t n, const struct an_factor *f)
{
	for (size_t i = 0; i < n; i++)
		if (f->level[i] >= f->levels)
			return false;
	return true;
}

struct set {
	uint32_t root;
	size_t rows;
};

static int by_rows(const void *a, const void *b)
{
	const struct set *x = a, *y = b;

	if (x->rows != y->rows)
		return x->rows < y->rows ? 1 : -1;
	return (x->root > y->root) - (x->root < y->root);
}

/* Roots become numbers; levels without rows stay outside. */
static size_t number(uint32_t *up, size_t nodes, struct set *set, const size_t *rows)
{
	size_t sets = 0;

	for (size_t i = 0; i < nodes; i++)
		up[i] = root(up, (uint32_t)i);
	for (size_t i = 0; i < nodes; i++)
		if (up[i] == i && rows[i])
			set[sets++] = (struct set){ (uint32_t)i, rows[i] };
	qsort(set, sets, sizeof *set, by_rows);
	return sets;
}

struct work {
	uint32_t *up, *number_of;
	size_t *rows;
	struct set *set;
};

static bool begin(struct work *w, size_t nodes)
{
	w->up = calloc(nodes + 1, sizeof *w->up);
	w->number_of = malloc((nodes + 1) * sizeof *w->number_of);
	w->rows = calloc(nodes + 1, sizeof *w->rows);
	w->set = malloc((nodes + 1) * sizeof *w->set);
	if (!w->up || !w->number_of || !w->rows || !w->set)
		return false;
	memset(w->number_of, 0xff, nodes * sizeof *w->number_of);
	for (size_t i = 0; i < nodes; i++)
		w->up[i] = (uint32_t)i;
	return true;
}

static void end(struct work *w)
{
	free(w->up);
	free(w->number_of);
	free(w->rows);
	free(w->set);
}

enum an_status an_linkage_sets(const struct an_pairs *pairs, struct an_sets *out)
{
	const struct an_factor *a = pairs->a, *b = pairs->b;
	size_t nodes = (size_t)a->levels + b->levels;
	struct work w;
	bool fine;

	if (!in_range(pairs->n, a) || !in_range(pairs->n, b))
		return AN_BAD_INPUT;
	fine = begin(&w, nodes);
	if (fine) {
		for (size_t i = 0; i < pairs->n; i++)
			w.up[root(w.up, a->levels + b->level[i])] = root(w.up, a->level[i]);
		for (size_t i = 0; i < pairs->n; i++)
			w.rows[root(w.up, a->level[i])]++;
		out->n = number(w.up, nodes, w.set, w.rows);
		for (size_t s = 0; s < out->n; s++)
			w.number_of[w.set[s].root] = (uint32_t)s;
		for (size_t i = 0; i < a->levels; i++)
			out->a[i] = w.number_of[w.up[i]];
		for (size_t i = 0; i < b->levels; i++)
			out->b[i] = w.number_of[w.up[a->levels + i]];
	}
	end(&w);
	return fine ? AN_OK : AN_NO_MEMORY;
}

/* The level of f, one of the two factors, with most rows in a set. */
static uint32_t most_rows(const struct an_pairs *pairs, const struct an_factor *f,
    const struct an_sets *sets, uint32_t set, size_t *count)
{
	uint32_t best = UINT32_MAX;

	memset(count, 0, f->levels * sizeof *count);
	for (size_t i = 0; i < pairs->n; i++)
		count[f->level[i]] += sets->a[pairs->a->level[i]] == set;
	for (uint32_t l = 0; l < f->levels; l++)
		if (count[l] && (best == UINT32_MAX || count[l] > count[best]))
			best = l;
	return best;
}

enum an_status an_linkage_join(
    const struct an_pairs *pairs, const struct an_sets *sets, uint32_t set, struct an_link *out)
{
	size_t a = pairs->a->levels, b = pairs->b->levels;
	size_t *count = malloc(((a > b ? a : b) + 1) * sizeof *count);
	struct an_link link;

	if (!count)
		return AN_NO_MEMORY;
	link.a = most_rows(pairs, pairs->a, sets, set, count);
	link.b = most_rows(pairs, pairs->b, sets, 0, count);
	free(count);
	if (set == 0 || link.a == UINT32_MAX || link.b == UINT32_MAX)
		return AN_BAD_INPUT;
	*out = link;
	return AN_OK;
}

enum an_status an_linkage_strength(
    struct an_growth *g, size_t factor, uint32_t k, uint32_t l, double *out)
{
	struct an_growth_part part[2] = { { factor, k, 1, 0 }, { factor, l, -1, 0 } };
	struct an_growth_quantity q = { .parts = 2, .part = part };
	struct an_growth_estimate e;
	enum an_status s = k == l ? AN_BAD_INPUT : an_growth_estimates(g, 1, &q, &e);

	if (!s)
		*out = e.reliability;
	return s;
}
