/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An id's place in a list of rows: jobs read lists in the order of their ids and number what they
 * name by it.
 */
#include "app.h"

#include <stdint.h>
#include <string.h>

size_t rows_find(const struct rows *r, const char *id)
{
	size_t low = 0, high = id ? rows_count(r) : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(rows_text(r, middle, 0), id);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}
