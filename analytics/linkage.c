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

static void hand_out(
    const uint32_t *up, size_t from, size_t n, const uint32_t *number_of, uint32_t *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = number_of[up[from + i]];
}

enum an_status an_linkage_sets(size_t n, const struct an_factor *a, const struct an_factor *b,
    uint32_t *set_a, uint32_t *set_b, size_t *sets)
{
	size_t nodes = (size_t)a->levels + b->levels, count;
	uint32_t *up, *number_of;
	size_t *rows;
	struct set *set;

	if (!in_range(n, a) || !in_range(n, b))
		return AN_BAD_INPUT;
	up = malloc((nodes + 1) * sizeof *up);
	number_of = malloc((nodes + 1) * sizeof *number_of);
	rows = calloc(nodes + 1, sizeof *rows);
	set = malloc((nodes + 1) * sizeof *set);
	if (up && number_of && rows && set) {
		memset(number_of, 0xff, nodes * sizeof *number_of);
		for (size_t i = 0; i < nodes; i++)
			up[i] = (uint32_t)i;
		for (size_t i = 0; i < n; i++)
			up[root(up, a->levels + b->level[i])] = root(up, a->level[i]);
		for (size_t i = 0; i < n; i++)
			rows[root(up, a->level[i])]++;
		count = number(up, nodes, set, rows);
		for (size_t s = 0; s < count; s++)
			number_of[set[s].root] = (uint32_t)s;
		hand_out(up, 0, a->levels, number_of, set_a);
		hand_out(up, a->levels, b->levels, number_of, set_b);
		*sets = count;
	}
	bool fine = up && number_of && rows && set;

	free(up);
	free(number_of);
	free(rows);
	free(set);
	return fine ? AN_OK : AN_NO_MEMORY;
}

/* The level with most rows among those where in[i] says so. */
static uint32_t most_rows(size_t n, const struct an_factor *f, const struct an_factor *a,
    const uint32_t *set_a, uint32_t set, size_t *count)
{
	uint32_t best = UINT32_MAX;

	memset(count, 0, f->levels * sizeof *count);
	for (size_t i = 0; i < n; i++)
		count[f->level[i]] += set_a[a->level[i]] == set;
	for (uint32_t l = 0; l < f->levels; l++)
		if (count[l] && (best == UINT32_MAX || count[l] > count[best]))
			best = l;
	return best;
}

enum an_status an_linkage_join(size_t n, const struct an_factor *a, const struct an_factor *b,
    const uint32_t *set_a, uint32_t set, struct an_link *out)
{
	size_t levels = a->levels > b->levels ? a->levels : b->levels;
	size_t *count = malloc((levels + 1) * sizeof *count);
	struct an_link link;

	if (!count)
		return AN_NO_MEMORY;
	link.a = most_rows(n, a, a, set_a, set, count);
	link.b = most_rows(n, b, a, set_a, 0, count);
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
