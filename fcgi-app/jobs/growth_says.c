/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a figure says in words. Growth or decline is said from a probability of 0.9 on. Teachers and
 * schools are many, so declines are flagged by the Bayesian false discovery rate, an_flags_bayes():
 * whoever is as sure to decline as another is flagged with him or not at all.
 */
#include "jobs/growth_fit.h"

#include <math.h>

static const double sure = 0.90, q = 0.10;

const char *growth_says(const struct growth_unit *u, bool flagged)
{
	if (!u->growth.enough)
		return "not_enough_data";
	if (flagged || u->p_decline >= sure)
		return "decline";
	return 1 - u->p_decline >= sure ? "growth" : "no_change";
}

void growth_flag(struct arena *mem, const struct growth_unit *units, size_t n, bool *flagged)
{
	double *wrong = arena_array(mem, double, n + 1);
	size_t *unit = arena_array(mem, size_t, n + 1), k = 0;
	bool *flag = arena_array(mem, bool, n + 1);
	struct an_flags of;

	for (size_t i = 0; i < n; i++) {
		flagged[i] = false;
		if (!units[i].growth.enough || isnan(units[i].p_decline))
			continue;
		wrong[k] = 1 - units[i].p_decline;
		unit[k++] = i;
	}
	if (an_flags_bayes(k, wrong, q, flag, &of))
		return;
	for (size_t i = 0; i < k; i++)
		flagged[unit[i]] = flag[i];
}
