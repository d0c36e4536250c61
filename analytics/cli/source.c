/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See source.h. Rows without quotes, nearly all, are split where they stand; the others go through
 * csv.c, which knows the strict rules.
 */
#include "cli/source.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { PIECE = 1 << 18, LONGEST = 1 << 24 };

struct source {
	gzFile file;
	char *buffer;
	size_t room, from, to; /* unread bytes are buffer[from..to) */
	bool ended, broken, too_long, header;
	char delimiter;
	long line, row_line;
	enum csv_fault fault;
	struct field field[CSV_MAX_FIELDS];
	struct csv *quoted; /* of the row at hand */
};

struct source *source_open(const char *path)
{
	struct source *s = calloc(1, sizeof *s);

	if (!s)
		return NULL;
	s->file = gzopen(path, "rb");
	s->room = PIECE;
	s->buffer = malloc(s->room);
	if (!s->file || !s->buffer) {
		source_close(s);
		return NULL;
	}
	gzbuffer(s->file, PIECE);
	s->line = s->row_line = 1;
	s->header = true;
	return s;
}

void source_close(struct source *s)
{
	if (s->file)
		gzclose(s->file);
	csv_close(s->quoted);
	free(s->buffer);
	free(s);
}

/* More of the file behind what is unread; false when there is no more. */
static bool fill(struct source *s)
{
	int got;

	if (s->ended)
		return false;
	memmove(s->buffer, s->buffer + s->from, s->to - s->from);
	s->to -= s->from;
	s->from = 0;
	if (s->to == s->room) {
		char *more = s->room < LONGEST ? realloc(s->buffer, s->room * 2) : NULL;

		if (!more) {
			s->too_long = s->ended = true;
			return false;
		}
		s->buffer = more;
		s->room *= 2;
	}
	got = gzread(s->file, s->buffer + s->to, (unsigned)(s->room - s->to));
	if (got <= 0) {
		int why;

		gzerror(s->file, &why);
		s->broken = got < 0 || (why != Z_OK && why != Z_STREAM_END);
		s->ended = true;
		return false;
	}
	s->to += (size_t)got;
	return true;
}

/* Length of the next row with its line feed, if it has one; 0 at the end. */
static size_t row_length(struct source *s, bool *quotes)
{
	size_t seen = 0;
	bool open = false;

	*quotes = false;
	for (;;) {
		const char *at = s->buffer + s->from + seen, *end = s->buffer + s->to, *feed;
		const char *stop;

		feed = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
		stop = feed ? feed : end;
		for (const char *q = at; (q = memchr(q, '"', (size_t)(stop - q))); q++) {
			*quotes = true;
			open = !open;
		}
		seen += (size_t)(stop - at) + (feed != NULL);
		if (feed && !open)
			return seen;
		if (!feed && !fill(s))
			return seen;
	}
}

static enum source_result bad(struct source *s, enum csv_fault f)
{
	s->fault = f;
	return SOURCE_BAD;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct field trimmed(const char *at, const char *end, char delimiter)
{
	if (at < end && (is_blank(*at) || is_blank(end[-1]))) {
		while (at < end && is_blank(*at) && *at != delimiter)
			at++;
		while (end > at && is_blank(end[-1]))
			end--;
	}
	return (struct field){ at, end };
}

static enum source_result split_plain(struct source *s, const char *at, const char *end, size_t *n)
{
	if (end > at && end[-1] == '\n')
		end--;
	if (end > at && end[-1] == '\r')
		end--;
	*n = 0;
	for (const char *start = at;; at++) {
		if (at < end && *at == '\0')
			return bad(s, CSV_NUL);
		if (at < end && *at == '\r')
			return bad(s, CSV_BARE_CR);
		if (at < end && *at != s->delimiter)
			continue;
		if (*n == CSV_MAX_FIELDS)
			return bad(s, CSV_TOO_MANY_FIELDS);
		s->field[(*n)++] = trimmed(start, at, s->delimiter);
		if (at >= end)
			return SOURCE_ROW;
		start = at + 1;
	}
}

static enum source_result split_quoted(struct source *s, const char *at, const char *end, size_t *n)
{
	const char *const *fields;
	enum csv_result r;

	csv_close(s->quoted);
	s->quoted = csv_open_with(at, (size_t)(end - at), s->delimiter);
	r = csv_next(s->quoted, &fields, n);
	if (r == CSV_BAD)
		return bad(s, csv_fault(s->quoted));
	if (r == CSV_END)
		*n = 0;
	for (size_t i = 0; i < *n; i++)
		s->field[i] = (struct field){ fields[i], fields[i] + strlen(fields[i]) };
	return SOURCE_ROW;
}

static bool blank_row(const struct source *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s->field[i].at < s->field[i].end)
			return false;
	return true;
}

static long count_lines(const char *at, const char *end)
{
	long n = 0;

	for (; (at = memchr(at, '\n', (size_t)(end - at))); at++)
		n++;
	return n;
}

/* The header decides about the delimiter; a byte order mark before it is skipped. */
static const char *begin(struct source *s, const char *at, const char *end)
{
	s->header = false;
	if (end - at >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	s->delimiter = csv_delimiter(at, end);
	return at;
}

enum source_result source_next(struct source *s, const struct field **fields, size_t *n)
{
	bool quotes;
	size_t length;
	enum source_result r = SOURCE_ROW;

	*fields = s->field;
	while ((length = row_length(s, &quotes)) > 0 && !s->broken) {
		const char *at = s->buffer + s->from, *end = at + length;

		s->from += length;
		s->row_line = s->line;
		s->line += quotes ? count_lines(at, end) : 1;
		if (s->too_long)
			return bad(s, quotes ? CSV_NOT_CLOSED : CSV_TOO_MANY_FIELDS);
		if (s->header)
			at = begin(s, at, end);
		r = quotes ? split_quoted(s, at, end, n) : split_plain(s, at, end, n);
		if (r != SOURCE_ROW || !blank_row(s, *n))
			return r;
	}
	return s->broken ? SOURCE_BROKEN : SOURCE_END;
}

long source_line(const struct source *s)
{
	return s->row_line;
}

enum csv_fault source_fault(const struct source *s)
{
	return s->fault;
}
