/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that is written whole or not at all: beside its place first, then renamed. "-" is stdout.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H
#include "cli/command.h"

struct output {
	FILE *file;
	const char *path;
	char *beside; /* NULL for stdout */
};

/* False after a complaint. */
bool output_open(const struct cli *c, const char *path, struct output *o);
/* Puts the file in its place; a complaint when it couldn't be written. */
enum exit_status output_close(const struct cli *c, struct output *o);
void output_drop(struct output *o);

/* A CSV field, quoted where it has to be. */
void output_text(FILE *f, const char *text);
/* A number with at least 12 significant digits, quicker than printf. */
void output_number(FILE *f, double v);

#endif
