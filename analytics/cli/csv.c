/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See csv.h. One pass: fields are copied, unquoted, into one buffer of the row.
 */
#include "cli/csv.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct csv {
	const char *at, *end, *start;
	char delimiter;
	long line, row_line;
	enum csv_fault fault;
	char *buffer; /* of the row; as long as the longest row so far */
	size_t room;
	const char *fields[CSV_MAX_FIELDS];
};

char csv_delimiter(const char *at, const char *end)
{
	static const char delimiters[] = ",;\t";
	long counts[sizeof delimiters - 1] = { 0 };
	bool quoted = false;
	size_t best = 0;

	for (; at < end && (quoted || *at != '\n'); at++) {
		const char *d = *at ? strchr(delimiters, *at) : NULL;

		if (*at == '"')
			quoted = !quoted;
		else if (d && !quoted)
			counts[d - delimiters]++;
	}
	for (size_t i = 1; i < sizeof delimiters - 1; i++)
		if (counts[i] > counts[best])
			best = i;
	return delimiters[best];
}

struct csv *csv_open(const char *text, size_t len)
{
	return csv_open_with(text, len, '\0');
}

struct csv *csv_open_with(const char *text, size_t len, char delimiter)
{
	struct csv *c = calloc(1, sizeof *c);

	if (!c)
		abort();
	c->start = c->at = text;
	c->end = text + len;
	c->line = 1;
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		c->at += 3;
	c->delimiter = delimiter ? delimiter : csv_delimiter(c->at, c->end);
	return c;
}

void csv_close(struct csv *c)
{
	if (c)
		free(c->buffer);
	free(c);
}

static enum csv_fault quoted_field(struct csv *c, char **out)
{
	for (c->at++; c->at < c->end; c->at++) {
		if (*c->at == '\0')
			return CSV_NUL;
		if (*c->at == '\n')
			c->line++;
		if (*c->at == '"') {
			if (c->at + 1 == c->end || c->at[1] != '"') {
				c->at++;
				return CSV_FINE;
			}
			c->at++;
		}
		*(*out)++ = *c->at;
	}
	return CSV_NOT_CLOSED;
}

static bool is_blank(char ch)
{
	return ch == ' ' || (ch == '\t');
}

static enum csv_fault plain_field(struct csv *c, char **out)
{
	char *start = *out;

	while (c->at < c->end && is_blank(*c->at) && *c->at != c->delimiter)
		c->at++;
	for (; c->at < c->end && *c->at != c->delimiter && *c->at != '\n' && *c->at != '\r';
	     c->at++) {
		if (*c->at == '\0')
			return CSV_NUL;
		if (*c->at == '"')
			return CSV_QUOTE_INSIDE;
		*(*out)++ = *c->at;
	}
	while (*out > start && is_blank((*out)[-1]))
		(*out)--;
	return CSV_FINE;
}

/* After a field: the delimiter, the end of the row or of the text. */
static enum csv_fault field_end(struct csv *c, bool *row_ends)
{
	*row_ends = true;
	if (c->at == c->end)
		return CSV_FINE;
	if (*c->at == c->delimiter) {
		*row_ends = false;
		c->at++;
		return CSV_FINE;
	}
	if (*c->at == '\r') {
		if (c->at + 1 == c->end || c->at[1] != '\n')
			return CSV_BARE_CR;
		c->at++;
	}
	if (*c->at != '\n')
		return CSV_AFTER_QUOTE;
	c->at++;
	c->line++;
	return CSV_FINE;
}

/* Room for the unquoted row: not more than what lies before the end of the quoted row. */
static void make_room(struct csv *c)
{
	bool quoted = false;
	const char *p = c->at;
	size_t need;

	for (; p < c->end && (quoted || *p != '\n'); p++)
		quoted ^= *p == '"';
	need = (size_t)(p - c->at) + CSV_MAX_FIELDS + 1;
	if (need <= c->room)
		return;
	free(c->buffer);
	c->room = need * 2;
	c->buffer = malloc(c->room);
	if (!c->buffer)
		abort();
}

static enum csv_fault read_row(struct csv *c, size_t *n)
{
	char *out;
	bool row_ends = false;

	make_room(c);
	out = c->buffer;
	c->row_line = c->line;
	for (*n = 0; !row_ends; ++*n) {
		enum csv_fault f;

		if (*n == CSV_MAX_FIELDS)
			return CSV_TOO_MANY_FIELDS;
		c->fields[*n] = out;
		f = c->at < c->end && *c->at == '"' ? quoted_field(c, &out) : plain_field(c, &out);
		if (!f)
			f = field_end(c, &row_ends);
		if (f)
			return f;
		*out++ = '\0';
	}
	return CSV_FINE;
}

static bool empty(const struct csv *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*c->fields[i])
			return false;
	return true;
}

enum csv_result csv_next(struct csv *c, const char *const **fields, size_t *n)
{
	*fields = c->fields;
	*n = 0;
	while (!c->fault && c->at < c->end) {
		c->fault = read_row(c, n);
		if (!c->fault && !empty(c, *n))
			return CSV_ROW;
	}
	return c->fault ? CSV_BAD : CSV_END;
}

long csv_line(const struct csv *c)
{
	return c->row_line;
}

size_t csv_offset(const struct csv *c)
{
	return (size_t)(c->at - c->start);
}

enum csv_fault csv_fault(const struct csv *c)
{
	return c->fault;
}
