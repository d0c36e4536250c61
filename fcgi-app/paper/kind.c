/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kinds of papers, from kinds.def.
 */
#include "paper/paper.h"

#include <string.h>

static const struct paper_kind kinds[] = {
#define KIND(code, caps, ru, en, size, sheet, heading, number)                                     \
	{ #code, caps, ru, en, size, PAPER_##sheet, PAPER_##heading, PAPER_##number },
#include "paper/kinds.def"
#undef KIND
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const struct paper_kind *paper_kind(const char *code)
{
	for (size_t i = 0; i < KINDS; i++)
		if (strcmp(kinds[i].code, code) == 0)
			return &kinds[i];
	return &kinds[KINDS - 1];
}
