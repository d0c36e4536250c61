/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What versions of the rubric (редакции листа) let the line tell. Each has an effect of its own, which
 * is known from lessons seen by both while both are in use. Versions that share no person can't be
 * compared in level; where all of a set give way to others at once, the step between them and growth
 * over that day are one: a break, which people read beside the line.
 */
#include "jobs/growth_fit.h"

#include <stdlib.h>

/* A row of the set at hand, for the order of time. */
struct mark {
	double t;
	size_t sheet;
};

static int by_time(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->t < y->t || x->t > y->t)
		return x->t < y->t ? -1 : 1;
	return (x->sheet > y->sheet) - (x->sheet < y->sheet);
}

static size_t less(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* A cut in time has `bound` lessons on the scarcer side of each version, in all: fewer than a figure
 * asks for don't measure the step. Of neighbouring cuts the one with fewest is the break. */
static void breaks(const struct growth_ask *ask, const struct mark *m, size_t n, size_t *after,
    struct growth_sheets *out)
{
	size_t *before = arena_array(ask->mem, size_t, out->used + 1), bound = 0, least = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		size_t *b = &before[m[i].sheet], *a = &after[m[i].sheet];

		if (i && m[i].t > m[i - 1].t) {
			bool is = bound < ask->min_visits && i >= ask->min_visits &&
				  n - i >= ask->min_visits;

			if (is && least == SIZE_MAX)
				out->breaks++;
			if (is && bound < least)
				out->at[out->breaks - 1] = m[i].t;
			least = is ? less(least, bound) : SIZE_MAX;
		}
		bound -= less(*b, *a);
		++*b;
		--*a;
		bound += less(*b, *a);
	}
}

void growth_sheets(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_sheets *out)
{
	struct arena *mem = ask->mem;
	struct an_factor sheets = { growth_narrow(mem, rows->sheet, rows->n),
		(uint32_t)rows->sheets, NULL, false },
			 people = { growth_narrow(mem, rows->person, rows->n),
				 (uint32_t)ask->people, NULL, false };
	struct an_pairs pairs = { rows->n, &sheets, &people };
	struct an_sets sets = { arena_array(mem, uint32_t, rows->sheets + 1),
		arena_array(mem, uint32_t, ask->people + 1), 0 };
	struct mark *m = arena_array(mem, struct mark, rows->n + 1);

	*out = (struct growth_sheets){ .used = rows->sheets,
		.at = arena_array(mem, double, rows->n + 1) };
	if (rows->n == 0 || an_linkage_sets(&pairs, &sets))
		return;
	out->sets = sets.n;
	for (size_t s = 0; s < sets.n; s++) {
		size_t n = 0, *after = arena_array(mem, size_t, rows->sheets + 1);

		for (size_t i = 0; i < rows->n; i++)
			if (sets.a[rows->sheet[i]] == s) {
				m[n++] = (struct mark){ rows->t[i], rows->sheet[i] };
				after[rows->sheet[i]]++;
			}
		qsort(m, n, sizeof *m, by_time);
		breaks(ask, m, n, after, out);
	}
}
