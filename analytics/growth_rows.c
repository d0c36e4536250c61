/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows by teacher: a counting sort, skipped when they already stand so.
 */
#include "growth_model.h"

#include <stdlib.h>

enum an_status rows_by_teacher(const struct an_growth_data *d, struct rows *out)
{
	const uint32_t *level = d->eliminated.level;
	size_t levels = d->eliminated.levels;
	bool sorted = true;

	out->order = NULL;
	out->first = calloc(levels + 2, sizeof *out->first);
	if (!out->first)
		return AN_NO_MEMORY;
	for (size_t i = 0; i < d->n; i++) {
		out->first[level[i] + 2]++;
		sorted = sorted && (i == 0 || level[i - 1] <= level[i]);
	}
	for (size_t l = 1; l <= levels + 1; l++)
		out->first[l] += out->first[l - 1];
	if (!sorted)
		out->order = malloc(d->n * sizeof *out->order);
	if (!sorted && !out->order) {
		rows_free(out);
		return AN_NO_MEMORY;
	}
	for (size_t i = 0; i < d->n; i++) {
		size_t to = out->first[level[i] + 1]++;

		if (out->order)
			out->order[to] = (uint32_t)i;
	}
	return AN_OK;
}

void rows_free(struct rows *r)
{
	free(r->first);
	free(r->order);
	r->first = NULL;
	r->order = NULL;
}
