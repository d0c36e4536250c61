/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Were those who were marked low or high a year before visited as often as the others (пропуски)? What
 * wasn't seen is harmless while it depends on what was seen, not where weak lessons are avoided. By
 * thirds of people, of the last two whole school years, among those who still work here. Marks are of
 * the earlier year alone: a level that knows the later one would know who was visited.
 */
#include "jobs/growth_fit.h"

#include <math.h>
#include <stdlib.h>

struct look {
	double sum, mean;
	size_t n;
	bool after;
	size_t third;
};

static int by_mean(const void *a, const void *b)
{
	const struct look *x = a, *y = b;

	return (x->mean > y->mean) - (x->mean < y->mean);
}

/* People who are alike are in one third: that of the middle of their ranks. */
static void part(struct look *of, size_t n)
{
	qsort(of, n, sizeof *of, by_mean);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && by_mean(&of[i], &of[end]) == 0; end++)
			;
		for (size_t k = i; k < end; k++)
			of[k].third = 3 * (i + end) / 2 / n;
	}
}

/* Two shares differ beyond chance in 9 cases of 10. */
static const char *says(const struct growth_coverage *c, size_t fewest)
{
	const struct growth_third *low = &c->third[0], *high = &c->third[GROWTH_THIRDS - 1];
	double n = (double)low->people, m = (double)high->people;

	for (size_t i = 0; i < GROWTH_THIRDS; i++)
		if (c->third[i].people < fewest)
			return "few";
	double share = (double)(low->visited + high->visited) / (n + m),
	       by = (double)low->visited / n - (double)high->visited / m,
	       error = sqrt(share * (1 - share) * (1 / n + 1 / m));

	return fabs(by) <= GROWTH_QUANTILE * error ? "even" : by < 0 ? "less" : "more";
}

void growth_cover(const struct growth *g, const struct growth_rows *rows,
    const struct growth_fit *fit, struct growth_coverage *out)
{
	struct look *look = arena_array(g->ask.mem, struct look, g->ask.people + 1),
		    *of = arena_array(g->ask.mem, struct look, g->ask.people + 1);
	const double *y = growth_freed(&g->ask, rows, fit);
	size_t n = 0;

	*out = (struct growth_coverage){ .year = g->year - 2 };
	for (size_t i = 0; i < rows->n; i++) {
		struct look *l = &look[rows->person[i]];

		l->after = l->after || rows->year[i] == out->year + 1;
		if (rows->year[i] == out->year) {
			l->sum += y[i];
			l->n++;
		}
	}
	for (size_t p = 0; p < g->ask.people; p++)
		if (look[p].n && g->units.school_of[p] != SIZE_MAX) {
			of[n] = look[p];
			of[n++].mean = look[p].sum / (double)look[p].n;
		}
	part(of, n);
	for (size_t i = 0; i < n; i++) {
		out->third[of[i].third].people++;
		out->third[of[i].third].visited += of[i].after;
	}
	out->says = says(out, g->min_group);
}
