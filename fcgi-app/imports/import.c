/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See import.h. What an import says to people, and the run of its steps.
 */
#include "db.h"
#include "imports/source.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PROGRESS_MS = 1400 }; /* with the wait for a statement: at least each two seconds */
enum { VALUE_MAX = 200 };    /* bytes of a value that are worth showing */

static const struct {
	const char *name, *ru, *en;
} faults[IMPORT_FAULTS] = {
#define IMPORT_FAULT(name, ru, en) [IMPORT_##name] = { #name, ru, en },
#include "imports/fault.def"
#undef IMPORT_FAULT
};

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* A piece of somebody's file: one line, not too long, cut between characters. */
static void say_value(FILE *out, const char *v)
{
	size_t len = strlen(v), cut = len > VALUE_MAX ? VALUE_MAX : len;

	while (cut < len && cut && (v[cut] & 0xC0) == 0x80)
		cut--;
	for (size_t i = 0; i < cut; i++)
		fputc((unsigned char)v[i] < ' ' || v[i] == 0x7F ? ' ' : v[i], out);
	if (cut < len)
		fputs("...", out);
}

static void say_fault(FILE *out, const char *text, const char *value, const char *expected)
{
	static const char value_gap[] = "{value}", expected_gap[] = "{expected}";

	while (*text) {
		if (strncmp(text, value_gap, sizeof value_gap - 1) == 0) {
			say_value(out, value ? value : "");
			text += sizeof value_gap - 1;
		} else if (strncmp(text, expected_gap, sizeof expected_gap - 1) == 0) {
			fputs(expected ? expected : "", out);
			text += sizeof expected_gap - 1;
		} else {
			fputc(*text++, out);
		}
	}
	fputc('\n', out);
}

void import_complain_of(struct import *in, const struct complaint *c)
{
	FILE *out = in->out ? in->out : stderr;

	in->bad++;
	fputs(in->name, out);
	if (in->part && *in->part)
		fprintf(out, ", %s", in->part);
	if (c->line > 0)
		fprintf(out, words(in->c, ", строка %ld", ", line %ld"), c->line);
	if (c->column && *c->column)
		fprintf(out, words(in->c, ", столбец «%s»", ", column \"%s\""), c->column);
	fputs(": ", out);
	say_fault(out, in->c->config->english ? faults[c->fault].en : faults[c->fault].ru, c->value,
	    c->expected);
}

void import_complain(
    struct import *in, long line, const char *column, enum import_fault f, const char *value)
{
	import_complain_of(in, &(struct complaint){ line, column, f, value, NULL });
}

void import_progress(struct import *in, const char *ru, const char *en, double share)
{
	FILE *out = in->out ? in->out : stderr;
	long long now = now_ms();

	if (!in->started_ms)
		in->started_ms = in->said_ms = now;
	if (now - in->said_ms < PROGRESS_MS)
		return;
	in->said_ms = now;
	fprintf(out, "  %s", words(in->c, ru, en));
	if (share >= 0)
		fprintf(out, " %.0f %%", share * 100);
	fprintf(out, words(in->c, ", %lld с\n", ", %lld s\n"), (now - in->started_ms) / 1000);
}

static enum import_fault fault_named(const char *name)
{
	for (int f = 0; f < IMPORT_FAULTS; f++)
		if (strcasecmp(faults[f].name, name) == 0)
			return f;
	return IMPORT_BAD_CSV;
}

static enum error run(struct import *in, enum query q, struct rows **r)
{
	return db_query(in->rq, q, queries[q].params, in->param, r);
}

/* A column as this file calls it; others as they are. */
static const char *called(const struct import *in, const char *column)
{
	for (size_t i = 0; column && i < in->column_count; i++)
		if (strcmp(in->columns[i].name, column) == 0)
			return in->said[i] ? in->said[i] : import_title(in, &in->columns[i]);
	return column;
}

static int compare_lines(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

static bool is_spoilt(const struct import *in, long line)
{
	return in->spoilt_count &&
	       bsearch(&line, in->spoilt, in->spoilt_count, sizeof line, compare_lines);
}

static void complain_of_row(struct import *in, const struct rows *r, size_t i)
{
	const char *line = rows_text(r, i, 0), *column = rows_text(r, i, 1);
	const char *colon = column ? strstr(column, ": ") : NULL, *value = rows_text(r, i, 3);
	enum import_fault f = fault_named(rows_text(r, i, 2));
	long number = line ? strtol(line, NULL, 10) : 0;

	if (f == IMPORT_NEEDS_FIELD && is_spoilt(in, number))
		return;
	if (colon) {
		in->part = arena_strndup(in->rq->mem, column, (size_t)(colon - column));
		column = colon + 2;
	}
	import_complain_of(in, &(struct complaint){ number, called(in, column), f,
				   f == IMPORT_NEEDS_FIELD ? called(in, value) : value,
				   rows_columns(r) > 4 ? rows_text(r, i, 4) : NULL });
	in->part = NULL;
}

enum error import_check(struct import *in, enum query q)
{
	struct rows *r;

	TRY(run(in, q, &r));
	for (size_t i = 0; i < rows_count(r); i++)
		complain_of_row(in, r, i);
	return OK;
}

static enum error write_rows(struct import *in, enum query q)
{
	struct rows *r;

	TRY(run(in, q, &r));
	if (rows_count(r) && rows_text(r, 0, 0)) {
		in->added += strtol(rows_text(r, 0, 0), NULL, 10);
		in->changed += strtol(rows_text(r, 0, 1), NULL, 10);
		if (rows_columns(r) > 2)
			in->kept += strtol(rows_text(r, 0, 2), NULL, 10);
	}
	return OK;
}

enum error import_steps(struct import *in, const struct step steps[], size_t n)
{
	if (in->unread)
		return OK;
	TRY(db_script(in->rq, "analyze staged")); /* else its size is guessed, and wrongly */
	for (size_t i = 0; i < n; i++) {
		if (!steps[i].ru) {
			in->doing = words(in->c, "проверка", "checking");
			TRY(import_check(in, steps[i].query));
			continue;
		}
		if (in->bad)
			return OK;
		in->doing = words(in->c, steps[i].ru, steps[i].en);
		TRY(write_rows(in, steps[i].query));
	}
	return OK;
}

/* NOLINTNEXTLINE(readability-function-size): three arrays, each with its length */
enum error import_table(struct import *in, const char *bytes, size_t len,
    const struct column columns[], size_t n, const struct step steps[], size_t m)
{
	const char *text;

	if (in->describing)
		return import_describe(in, columns, n);
	text = source_text(in, bytes, &len);
	if (!text) {
		in->bad++;
		return OK;
	}
	TRY(import_stage(in, text, len, columns, n));
	return import_steps(in, steps, m);
}
