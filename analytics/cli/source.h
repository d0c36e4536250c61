/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a CSV file, plain or .gz, split into fields, from a buffer that slides over the file.
 */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H
#include "cli/csv.h"

#include <stdbool.h>
#include <stddef.h>

struct field {
	const char *at, *end;
};

enum source_result { SOURCE_END, SOURCE_ROW, SOURCE_BAD, SOURCE_BROKEN };

struct source;

/* NULL: see errno. */
struct source *source_open(const char *path);
void source_close(struct source *s);

/* The next row that isn't blank; fields live until the next call. SOURCE_BROKEN: the file can't be
 * read on, or is not whole. */
enum source_result source_next(struct source *s, const struct field **fields, size_t *n);
long source_line(const struct source *s);
enum csv_fault source_fault(const struct source *s);

#endif
