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

enum { TITLE_MOST = 80 };

/* A file's name may stand on any system: no slashes, colons, quotes, line ends. */
static char *harmless(char *s)
{
	char *end = s;

	for (const char *c = s; *c; c++) {
		bool bad = (unsigned char)*c < ' ' || strchr("/\\:*?\"<>|", *c);
		char put = !bad ? *c : *c == '/' || *c == '\\' ? '-' : ' ';

		if (put != ' ' || (end > s && end[-1] != ' '))
			*end++ = put;
	}
	*end = '\0';
	return s;
}

/* The first letters of a text, whole ones. */
static int first_bytes(const char *s, size_t letters)
{
	int n = 0;

	for (size_t count = 0; s[n]; n++)
		if (((unsigned char)s[n] & 0xC0) != 0x80 && count++ == letters)
			break;
	return n;
}

const char *paper_file(struct arena *mem, const struct paper *p)
{
	const char *d = p->dated;

	if (!p->draft && *p->number && strlen(d) >= 10)
		return harmless(arena_printf(
		    mem, "%s № %s от %.2s.%.2s.%.4s.pdf", p->kind->ru, p->number, d + 8, d + 5, d));
	return harmless(
	    arena_printf(mem, "%s%s%s%.*s.pdf", p->kind->ru, p->draft ? " (проект)" : "",
		*p->title ? " " : "", first_bytes(p->title, TITLE_MOST), p->title));
}
