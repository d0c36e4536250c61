/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns of a table as the library wants them, and things that several commands print.
 */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H
#include "cli/table.h"

#include <cjson/cJSON.h>

/* A level column as size_t; NULL without memory. free() it. */
size_t *columns_index(const struct column *x, size_t rows);

/* A number column whose values must be whole, as int; a complaint names the column. */
enum exit_status columns_whole(
    const struct cli *c, const char *path, const struct column *x, size_t rows, int **out);

/* A confidence or share given as an option, inside (0, 1); `text` NULL keeps *out. */
bool columns_share(const struct cli *c, const char *option, const char *text, double *out);

/* An option that must be there; false after a complaint. */
bool columns_needed(const struct cli *c, const char *option, const char *text);

/* Write a JSON tree and delete it; NULL is a lack of memory. */
enum exit_status columns_json(const struct cli *c, const char *path, cJSON *tree);

/* A CSV field of a number, empty for NaN; `before` is put in front. */
void columns_number(FILE *f, const char *before, double v);

#endif
