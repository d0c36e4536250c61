/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a CSV text to rows of `staged`: headers in any order and in either language, each value
 * checked and respelled by its column (dates to ISO, words to codes), sent in COPY's text format.
 */
#include "cli/csv.h"
#include "db.h"
#include "imports/value.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 40, COPY_PIECE = 1 << 16, ROW_MEMORY = 1 << 24 };

struct stage {
	struct import *in;
	struct csv *csv;
	struct arena *row; /* of one row's values */
	size_t len;
	const struct column *columns;
	size_t n;
	size_t place[MAX_COLUMNS];   /* which field holds a column; SIZE_MAX: none */
	size_t rest[CSV_MAX_FIELDS]; /* which fields hold the rest */
	size_t fields;
	char *copy; /* rows for the server, sent in pieces */
	size_t used, room;
};

static const char *csv_words(const struct import *in, enum csv_fault f)
{
	static const struct {
		const char *ru, *en;
	} said[] = {
		[CSV_FINE] = { "", "" },
		[CSV_NUL] = { "нулевой байт", "a NUL byte" },
		[CSV_QUOTE_INSIDE] = { "кавычка внутри поля без кавычек",
		    "a quote inside an unquoted field" },
		[CSV_AFTER_QUOTE] = { "текст после закрывающей кавычки",
		    "text after a closing quote" },
		[CSV_NOT_CLOSED] = { "кавычка не закрыта", "a quote isn't closed" },
		[CSV_BARE_CR] = { "возврат каретки без перевода строки",
		    "a carriage return without a line feed" },
		[CSV_TOO_MANY_FIELDS] = { "слишком много полей в строке",
		    "too many fields in a row" },
	};

	return in->c->config->english ? said[f].en : said[f].ru;
}

static void complain_of_csv(struct stage *s)
{
	import_complain(
	    s->in, csv_line(s->csv), NULL, IMPORT_BAD_CSV, csv_words(s->in, csv_fault(s->csv)));
}

static size_t column_named(const struct stage *s, const char *header)
{
	for (size_t i = 0; i < s->n; i++)
		if (value_same(s->row, header, s->columns[i].name) ||
		    (s->columns[i].ru && value_same(s->row, header, s->columns[i].ru)))
			return i;
	return SIZE_MAX;
}

static const char *title(const struct stage *s, size_t i)
{
	return s->in->said[i] ? s->in->said[i] : import_title(s->in, &s->columns[i]);
}

static void take_header(struct stage *s, size_t i, const char *header)
{
	struct import *in = s->in;
	size_t k = column_named(s, header);

	if (k == SIZE_MAX && in->rest_is == REST_PASSED_OVER)
		return;
	if (k == SIZE_MAX && in->rest_is == REST_TAKEN && *header) {
		for (size_t r = 0; r < in->rest_count; r++)
			if (strcmp(in->rest[r], header) == 0)
				import_complain(in, 1, NULL, IMPORT_COLUMN_TWICE, header);
		s->rest[in->rest_count] = i;
		in->rest[in->rest_count++] = arena_strndup(in->rq->mem, header, strlen(header));
	} else if (k == SIZE_MAX) {
		import_complain(in, 1, NULL, IMPORT_UNKNOWN_COLUMN, header);
	} else if (s->place[k] != SIZE_MAX) {
		import_complain(in, 1, NULL, IMPORT_COLUMN_TWICE, header);
	} else {
		s->place[k] = i;
		in->said[k] = arena_strndup(in->rq->mem, header, strlen(header));
	}
}

static void by_position(struct stage *s)
{
	char count[24], wanted[24];

	for (size_t i = 0; i < s->n; i++)
		s->place[i] = i;
	if (s->fields == s->n)
		return;
	snprintf(count, sizeof count, "%zu", s->fields);
	snprintf(wanted, sizeof wanted, "%zu", s->n);
	import_complain_of(
	    s->in, &(struct complaint){ 1, NULL, IMPORT_FIELD_COUNT, count, wanted });
	s->fields = 0;
}

static void read_header(struct stage *s)
{
	const char *const *field;
	long bad = s->in->bad;

	if (csv_next(s->csv, &field, &s->fields) != CSV_ROW) {
		s->fields = 0;
		return;
	}
	if (s->in->by_position) {
		by_position(s);
		return;
	}
	s->in->rest = arena_array(s->in->rq->mem, const char *, CSV_MAX_FIELDS);
	for (size_t i = 0; i < s->n; i++)
		s->place[i] = SIZE_MAX;
	for (size_t i = 0; i < s->fields; i++)
		take_header(s, i, field[i]);
	for (size_t i = 0; i < s->n; i++)
		if (s->columns[i].need && s->place[i] == SIZE_MAX)
			import_complain(s->in, 1, NULL, IMPORT_NO_COLUMN, title(s, i));
	if (s->in->bad > bad)
		s->fields = 0; /* nothing of the rows can be told */
}

static void put(struct stage *s, const char *text, size_t len)
{
	if (s->used + len > s->room) {
		s->room = (s->used + len) * 2;
		s->copy = realloc(s->copy, s->room);
		if (!s->copy)
			abort();
	}
	memcpy(s->copy + s->used, text, len);
	s->used += len;
}

#define PUT(s, text) put((s), (text), sizeof(text) - 1)

/* An element of an array inside COPY's text: two layers of escapes. */
static void put_element(struct stage *s, const char *v)
{
	if (!*v) {
		PUT(s, "NULL");
		return;
	}
	PUT(s, "\"");
	for (; *v; v++) {
		if (*v == '"')
			PUT(s, "\\\\\"");
		else if (*v == '\\')
			PUT(s, "\\\\\\\\");
		else if (*v == '\n')
			PUT(s, "\\n");
		else if (*v == '\r')
			PUT(s, "\\r");
		else if (*v == '\t')
			PUT(s, "\\t");
		else
			put(s, v, 1);
	}
	PUT(s, "\"");
}

/* The line is remembered: that it lacks this value needn't be said again. */
static void complain_of_value(
    struct stage *s, size_t column, long line, enum import_fault f, const char *v)
{
	struct import *in = s->in;

	import_complain_of(in, &(struct complaint){ line, title(s, column), f, v,
				   import_expected(in, &s->columns[column]) });
	if (in->spoilt_count == in->spoilt_room) {
		size_t room = in->spoilt_room ? in->spoilt_room * 2 : 64;
		long *more = arena_array(in->rq->mem, long, room);

		if (in->spoilt_count)
			memcpy(more, in->spoilt, in->spoilt_count * sizeof *more);
		in->spoilt = more;
		in->spoilt_room = room;
	}
	in->spoilt[in->spoilt_count++] = line;
}

static const char *value(struct stage *s, size_t column, const char *const *field, long line)
{
	const struct column *c = &s->columns[column];
	const char *v = s->place[column] == SIZE_MAX ? "" : field[s->place[column]], *out;
	enum import_fault f = IMPORT_REQUIRED;

	if (!*v && c->need != REQUIRED)
		return "";
	out = *v ? value_respelled(s->row, c, v, &f) : NULL;
	if (!out)
		complain_of_value(s, column, line, f, v);
	return out ? out : "";
}

static void stage_row(struct stage *s, const char *const *field, size_t n)
{
	struct import *in = s->in;
	long line = csv_line(s->csv);
	char head[80], wanted[24];

	if (n != s->fields) {
		snprintf(head, sizeof head, "%zu", n);
		snprintf(wanted, sizeof wanted, "%zu", s->fields);
		import_complain_of(
		    in, &(struct complaint){ line, NULL, IMPORT_FIELD_COUNT, head, wanted });
		return;
	}
	put(s, head,
	    (size_t)snprintf(head, sizeof head, "%s\t%ld\t{", in->part ? in->part : "", line));
	for (size_t i = 0; i < s->n; i++) {
		if (i)
			PUT(s, ",");
		put_element(s, value(s, i, field, line));
	}
	for (size_t i = 0; i < in->rest_count; i++) {
		PUT(s, ",");
		put_element(s, field[s->rest[i]]);
	}
	PUT(s, "}\n");
	arena_reset(s->row);
	in->rows++;
}

static enum error stage_rows(struct stage *s)
{
	struct import *in = s->in;
	const char *const *field;
	enum csv_result r = CSV_END;
	long before = in->rows, bad = in->bad;
	size_t n;

	TRY(db_copy_begin(in->rq, "copy staged (part, line, v) from stdin"));
	while (!in->stopped && (r = csv_next(s->csv, &field, &n)) == CSV_ROW) {
		stage_row(s, field, n);
		if (s->used >= COPY_PIECE) {
			TRY(db_copy(in->rq, s->copy, s->used));
			s->used = 0;
		}
		import_progress(
		    in, "чтение", "reading", (double)csv_offset(s->csv) / (double)s->len);
	}
	if (in->stopped)
		return fail(in->rq, ERR_UNAVAILABLE, "broken off");
	if (r == CSV_BAD)
		complain_of_csv(s);
	else if (in->rows == before && in->bad == bad)
		import_complain(in, 0, NULL, IMPORT_EMPTY, NULL);
	if (s->used)
		TRY(db_copy(in->rq, s->copy, s->used));
	return db_copy_end(in->rq);
}

enum error import_stage(
    struct import *in, const char *text, size_t len, const struct column columns[], size_t n)
{
	struct stage s = { .in = in,
		.csv = csv_open(text, len),
		.len = len ? len : 1,
		.row = arena_create(ROW_MEMORY),
		.columns = columns,
		.n = n };
	long bad = in->bad;
	enum error e = OK;

	in->rest_count = 0;
	in->spoilt_count = 0;
	in->columns = columns;
	in->column_count = n;
	in->said = arena_array(in->rq->mem, const char *, n);
	read_header(&s);
	if (csv_fault(s.csv))
		complain_of_csv(&s);
	else if (!s.fields && in->bad == bad)
		import_complain(in, 0, NULL, IMPORT_EMPTY, NULL);
	if (s.fields)
		e = stage_rows(&s);
	in->unread |= !s.fields || csv_fault(s.csv);
	csv_close(s.csv);
	arena_destroy(s.row);
	free(s.copy);
	return e;
}
