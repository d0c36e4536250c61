/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some columns of a CSV file, plain or .gz, as numbers or levels. The file is read piece by piece, so
 * only these columns take memory. A row that can't be understood refuses the file, with its line and
 * column; a row without a value (empty, NA) in one of the columns is passed over and counted.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H
#include "cli/command.h"
#include "cli/levels.h"

enum column_kind {
	COLUMN_NUMBER,
	COLUMN_LEVEL,
	COLUMN_EITHER /* becomes one of the two by its first value */
};

struct column {
	const char *name; /* the header's */
	enum column_kind kind;
	double *number;	 /* [rows] of a number column */
	uint32_t *level; /* [rows] of a level column */
	struct levels levels;
	size_t field; /* place in the file */
	long missing; /* rows passed over because of it */
};

struct table {
	size_t rows;
	long passed_over; /* rows without a value */
};

enum { TABLE_COLUMNS_MAX = 64 };

/* Reads columns[0..n); complains in words. table_free() frees what they hold in any case. */
enum exit_status table_read(
    const struct cli *c, const char *path, struct column columns[], size_t n, struct table *out);
void table_free(struct column columns[], size_t n);

/* A decimal number, all of [s, end). */
bool number_read(const char *s, const char *end, double *out);

#endif
