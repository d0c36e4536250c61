/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file of an import as text: whole in memory, UTF-8. A file in windows-1251 is converted and
 * that is said; what can't be a table (a workbook, UTF-16, a picture) is refused by name.
 */
#ifndef SOURCE_H
#define SOURCE_H
#include "imports/import.h"

#define SOURCE_MAX ((size_t)512 << 20) /* bytes of a file, and of a file inside an archive */

/* Bytes as they are (for archives), or NULL after a complaint. */
const char *source_bytes(struct import *in, const char *path, size_t *len);

/* The same bytes as UTF-8 text without NULs, or NULL after a complaint. */
const char *source_text(struct import *in, const char *bytes, size_t *len);

#endif
