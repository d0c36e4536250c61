/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a figure says in words. Growth or decline is said from a probability of 0.9 on. Teachers and
 * schools are many, so declines are flagged by the Bayesian false discovery rate: the largest set
 * whose mean probability of being no decline is at most q.
 */
#include "jobs/growth.h"

#include <math.h>
#include <stdlib.h>

static const double sure = 0.90, q = 0.10;

const char *growth_says(const struct growth_unit *u, bool flagged)
{
	if (!u->growth.enough)
		return "not_enough_data";
	if (flagged || u->p_decline >= sure)
		return "decline";
	return 1 - u->p_decline >= sure ? "growth" : "no_change";
}

struct candidate {
	double wrong; /* probability that it doesn't decline */
	size_t unit;
};

static int by_wrong(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->wrong < y->wrong || x->wrong > y->wrong)
		return x->wrong < y->wrong ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

void growth_flag(struct arena *mem, const struct growth_unit *units, size_t n, bool *flagged)
{
	struct candidate *c = arena_array(mem, struct candidate, n + 1);
	size_t k = 0, last = 0;
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		flagged[i] = false;
		if (units[i].growth.enough && !isnan(units[i].p_decline))
			c[k++] = (struct candidate){ 1 - units[i].p_decline, i };
	}
	qsort(c, k, sizeof *c, by_wrong);
	for (size_t i = 0; i < k; i++) {
		sum += c[i].wrong;
		if (sum / (double)(i + 1) <= q)
			last = i + 1;
	}
	for (size_t i = 0; i < last; i++)
		flagged[c[i].unit] = true;
}
