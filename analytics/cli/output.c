/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See output.h.
 */
#include "cli/output.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool output_open(const struct cli *c, const char *path, struct output *o)
{
	*o = (struct output){ .path = path };
	if (strcmp(path, "-") == 0) {
		o->file = stdout;
		return true;
	}
	if (asprintf(&o->beside, "%s.new", path) < 0) {
		o->beside = NULL;
		cli_complain_of(c, AN_NO_MEMORY);
		return false;
	}
	o->file = fopen(o->beside, "w");
	if (o->file)
		return true;
	cli_complain(c, EXIT_BROKEN,
	    cli_words(c, "%s: файл не создаётся: %s", "%s: can't create the file: %s"), path,
	    strerror(errno));
	free(o->beside);
	return false;
}

void output_drop(struct output *o)
{
	if (o->beside) {
		fclose(o->file);
		unlink(o->beside);
		free(o->beside);
	}
	o->beside = NULL;
}

enum exit_status output_close(const struct cli *c, struct output *o)
{
	bool fine = !ferror(o->file) && fflush(o->file) == 0;

	if (o->beside) {
		fine = fclose(o->file) == 0 && fine;
		fine = fine && rename(o->beside, o->path) == 0;
	}
	if (!fine)
		cli_complain(c, EXIT_BROKEN,
		    cli_words(
			c, "%s: файл не записан: %s", "%s: the file could not be written: %s"),
		    o->path, strerror(errno));
	if (!fine && o->beside)
		unlink(o->beside);
	free(o->beside);
	o->beside = NULL;
	return fine ? EXIT_DONE : EXIT_BROKEN;
}

void output_text(FILE *f, const char *text)
{
	if (!strpbrk(text, ",;\t\"\n\r")) {
		fputs(text, f);
		return;
	}
	putc('"', f);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', f);
		putc(*text, f);
	}
	putc('"', f);
}

void output_number(FILE *f, double v)
{
	char text[40], *at = text + sizeof text;
	double size = fabs(v);
	uint64_t whole;

	if (v != 0 && !(size >= 1e-3 && size < 1e5)) {
		fprintf(f, "%.15g", v);
		return;
	}
	whole = (uint64_t)(size * 1e12 + 0.5);
	for (int i = 0; i < 12 || whole > 0 || at == text + sizeof text - 12; i++) {
		if (i == 12)
			*--at = '.';
		*--at = (char)('0' + whole % 10);
		whole /= 10;
	}
	if (v < 0)
		*--at = '-';
	fprintf(f, "%.*s", (int)(text + sizeof text - at), at);
}
