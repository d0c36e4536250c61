/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strict CSV (RFC 4180) from memory, row by row: quotes only around whole fields, rows end in LF or
 * CRLF, no NUL. What a spreadsheet would guess at is refused with its line, because a guess in the
 * middle of a district's data is found too late. Blank rows, which spreadsheets leave at the end,
 * are skipped. The text isn't changed; a row lives until the next call.
 */
#ifndef CSV_H
#define CSV_H
#include <stddef.h>

struct csv;

enum csv_result { CSV_END, CSV_ROW, CSV_BAD };

enum csv_fault {
	CSV_FINE,
	CSV_NUL,	    /* a byte 0 */
	CSV_QUOTE_INSIDE,   /* a quote in the middle of an unquoted field */
	CSV_AFTER_QUOTE,    /* something between a closing quote and the delimiter */
	CSV_NOT_CLOSED,	    /* the text ends in a quoted field */
	CSV_BARE_CR,	    /* CR without LF */
	CSV_TOO_MANY_FIELDS /* more than CSV_MAX_FIELDS in a row */
};

enum { CSV_MAX_FIELDS = 512 };

/* The delimiter is , or ; or a tab: the one that the first row has most of outside of quotes. A
 * byte order mark is skipped. The text must stay until csv_close(). */
struct csv *csv_open(const char *text, size_t len);
/* The same with a known delimiter, for a part of a longer text. */
struct csv *csv_open_with(const char *text, size_t len, char delimiter);
void csv_close(struct csv *c);

/* The delimiter which the first row of a text has most of. */
char csv_delimiter(const char *at, const char *end);

/* CSV_ROW: fields[0..n) are NUL-terminated, surrounding blanks of unquoted fields removed. */
enum csv_result csv_next(struct csv *c, const char *const **fields, size_t *n);

long csv_line(const struct csv *c);	/* line, from 1, on which the row begins */
size_t csv_offset(const struct csv *c); /* bytes read, for progress */
enum csv_fault csv_fault(const struct csv *c);

#endif
