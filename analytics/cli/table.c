/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See table.h.
 */
#include "cli/table.h"
#include "cli/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 20 }; /* bad rows that are told one by one */

struct reading {
	const struct cli *c;
	const char *path;
	struct source *source;
	struct column *column;
	size_t n, fields, room;
	long bad;
	struct table *table;
};

static const char *fault_words(const struct cli *c, enum csv_fault f)
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

	return c->english ? said[f].en : said[f].ru;
}

static void bad_row(struct reading *r, const char *column, const char *ru, const char *en)
{
	if (r->bad++ >= NAMED)
		return;
	fprintf(stderr, cli_words(r->c, "%s, строка %ld%s%s: %s\n", "%s, line %ld%s%s: %s\n"),
	    r->path, source_line(r->source),
	    column ? cli_words(r->c, ", столбец ", ", column ") : "", column ? column : "",
	    cli_words(r->c, ru, en));
}

static bool named(const struct field *f, const char *name)
{
	size_t len = strlen(name);

	return (size_t)(f->end - f->at) == len && memcmp(f->at, name, len) == 0;
}

static enum exit_status find_columns(struct reading *r, const struct field *field)
{
	for (size_t j = 0; j < r->n; j++) {
		size_t found = 0;

		for (size_t i = 0; i < r->fields; i++)
			if (named(&field[i], r->column[j].name)) {
				r->column[j].field = i;
				found++;
			}
		if (found != 1)
			return cli_complain(r->c, EXIT_BAD_DATA,
			    found ? cli_words(r->c, "%s: столбец «%s» встречается дважды",
					"%s: column \"%s\" comes twice")
				  : cli_words(r->c, "%s: столбца «%s» нет", "%s: no column \"%s\""),
			    r->path, r->column[j].name);
	}
	return EXIT_DONE;
}

static bool missing(const struct field *f)
{
	size_t len = (size_t)(f->end - f->at);

	return len == 0 || (len == 2 && memcmp(f->at, "NA", 2) == 0);
}

static bool more_room(struct reading *r)
{
	size_t room = r->room ? r->room + r->room / 2 : 4096;

	for (size_t j = 0; j < r->n; j++) {
		struct column *x = &r->column[j];
		void *p;

		if (x->kind != COLUMN_LEVEL) {
			p = realloc(x->number, room * sizeof *x->number);
			x->number = p ? p : x->number;
		} else {
			p = realloc(x->level, room * sizeof *x->level);
			x->level = p ? p : x->level;
		}
		if (!p)
			return false;
	}
	r->room = room;
	return true;
}

/* A column of either kind becomes text when its first value isn't a number. */
static bool settle(struct column *x, const struct field *f, size_t room)
{
	double ignored;

	x->kind = COLUMN_NUMBER;
	if (number_read(f->at, f->end, &ignored))
		return true;
	x->kind = COLUMN_LEVEL;
	free(x->number);
	x->number = NULL;
	x->level = malloc((room + 1) * sizeof *x->level);
	return x->level != NULL;
}

static enum exit_status no_memory(const struct cli *c)
{
	return cli_complain_of(c, AN_NO_MEMORY);
}

static enum exit_status take_value(struct reading *r, struct column *x, const struct field *f)
{
	size_t row = r->table->rows;

	if (x->kind == COLUMN_EITHER && !settle(x, f, r->room))
		return no_memory(r->c);
	if (x->kind == COLUMN_LEVEL) {
		x->level[row] = levels_take(&x->levels, f->at, (size_t)(f->end - f->at));
		return x->level[row] == UINT32_MAX ? no_memory(r->c) : EXIT_DONE;
	}
	if (!number_read(f->at, f->end, &x->number[row]))
		bad_row(r, x->name, "не число", "not a number");
	return EXIT_DONE;
}

static enum exit_status take_row(struct reading *r, const struct field *field, size_t n)
{
	bool whole = true;
	enum exit_status s = EXIT_DONE;

	if (n != r->fields) {
		bad_row(r, NULL, "полей не столько, сколько в заголовке",
		    "another number of fields than in the header");
		return EXIT_DONE;
	}
	for (size_t j = 0; j < r->n; j++)
		if (missing(&field[r->column[j].field])) {
			r->column[j].missing += whole;
			whole = false;
		}
	if (!whole) {
		r->table->passed_over++;
		return EXIT_DONE;
	}
	if (r->table->rows == r->room && !more_room(r))
		return no_memory(r->c);
	for (size_t j = 0; j < r->n && s == EXIT_DONE; j++)
		s = take_value(r, &r->column[j], &field[r->column[j].field]);
	r->table->rows++;
	return s;
}

static enum exit_status finish(struct reading *r, enum source_result last)
{
	if (last == SOURCE_BROKEN)
		return cli_complain(r->c, EXIT_BAD_DATA,
		    cli_words(r->c, "%s: файл не читается до конца (строка %ld)",
			"%s: the file can't be read to its end (line %ld)"),
		    r->path, source_line(r->source));
	if (last == SOURCE_BAD)
		return cli_complain(r->c, EXIT_BAD_DATA,
		    cli_words(r->c, "%s, строка %ld: %s", "%s, line %ld: %s"), r->path,
		    source_line(r->source), fault_words(r->c, source_fault(r->source)));
	if (r->bad)
		return cli_complain(r->c, EXIT_BAD_DATA,
		    cli_words(r->c, "%s: строк с ошибками: %ld; исправьте их и повторите",
			"%s: rows with errors: %ld; correct them and try again"),
		    r->path, r->bad);
	if (r->table->rows == 0)
		return cli_complain(r->c, EXIT_BAD_DATA,
		    cli_words(r->c, "%s: ни одной полной строки с данными",
			"%s: not one complete row of data"),
		    r->path);
	return EXIT_DONE;
}

static enum exit_status read_all(struct reading *r)
{
	const struct field *field;
	enum source_result last = source_next(r->source, &field, &r->fields);
	enum exit_status s = EXIT_DONE;
	size_t n;

	if (last == SOURCE_END)
		return cli_complain(r->c, EXIT_BAD_DATA,
		    cli_words(r->c, "%s: файл пуст", "%s: the file is empty"), r->path);
	if (last == SOURCE_ROW)
		s = find_columns(r, field);
	while (s == EXIT_DONE && last == SOURCE_ROW) {
		last = source_next(r->source, &field, &n);
		if (last == SOURCE_ROW)
			s = take_row(r, field, n);
	}
	return s ? s : finish(r, last);
}

static void say_missing(const struct reading *r)
{
	for (size_t j = 0; j < r->n; j++)
		if (r->column[j].missing)
			fprintf(stderr,
			    cli_words(r->c,
				"%s: пропущено строк без значения в столбце «%s»: %ld\n",
				"%s: rows passed over without a value in column \"%s\": %ld\n"),
			    r->path, r->column[j].name, r->column[j].missing);
}

enum exit_status table_read(
    const struct cli *c, const char *path, struct column columns[], size_t n, struct table *out)
{
	struct reading r = { .c = c, .path = path, .column = columns, .n = n, .table = out };
	enum exit_status s;

	*out = (struct table){ 0 };
	r.source = source_open(path);
	if (!r.source)
		return cli_complain(c, EXIT_BAD_DATA,
		    cli_words(c, "%s: файл не открывается: %s", "%s: can't open: %s"), path,
		    strerror(errno));
	s = read_all(&r);
	if (s == EXIT_DONE)
		say_missing(&r);
	source_close(r.source);
	return s;
}

void table_free(struct column columns[], size_t n)
{
	for (size_t j = 0; j < n; j++) {
		free(columns[j].number);
		free(columns[j].level);
		levels_free(&columns[j].levels);
		columns[j].number = NULL;
		columns[j].level = NULL;
	}
}
