/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * render SITE: the JSON of a paper from standard input, its PDF to standard output.
 */
#include "json.h"
#include "paper/paper.h"

#include <stdio.h>

enum { MOST = 4 << 20 };

int main(int argc, char **argv)
{
	struct arena *mem = arena_create(64u << 20);
	char *text = arena_alloc(mem, MOST);
	size_t len = 0;

	js_use(mem);
	if (fread(text, 1, MOST - 1, stdin) == 0)
		return 1;
	const struct paper *p = paper_read(mem, text, argc > 1 ? argv[1] : NULL);
	const char *pdf = p ? paper_render(mem, p, &len) : NULL;

	if (!pdf) {
		fprintf(stderr, "render: %s\n", p ? "no PDF" : "not a paper");
		return 1;
	}
	bool written = fwrite(pdf, 1, len, stdout) == len;

	arena_destroy(mem);
	return written ? 0 : 1;
}
