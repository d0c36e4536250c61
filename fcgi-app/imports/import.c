/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See import.h. What an import says to people, and the run of its steps.
 */
#include "db.h"
#include "imports/source.h"
#include "json.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define READING 0.4 /* the part of the work that reading is, by guess */

enum { PROGRESS_MS = 1400 };  /* with the wait for a statement: at least each two seconds */
enum { VALUE_MAX = 200 };     /* bytes of a value that are worth showing */
enum { FINDINGS_MAX = 1000 }; /* bad rows that are worth showing on a screen; all are counted */

static const struct {
	const char *name, *ru, *en;
} faults[IMPORT_FAULTS] = {
#define IMPORT_FAULT(name, ru, en) [IMPORT_##name] = { #name, ru, en },
#include "imports/fault.def"
#undef IMPORT_FAULT
};

static const struct {
	const char *kind;
	import_run *run;
} kinds[] = {
#define IMPORT(kind, fn, ru, en) { #kind, fn },
#include "imports/imports.def"
#undef IMPORT
};

import_run *import_named(const char *kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].run;
	return NULL;
}

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

/* The fault's sentence with its gaps filled. */
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
}

static void push(struct json *list, const char *words, const struct complaint *c, const char *part)
{
	struct json *o = js_object();

	js_set(o, "part", part && *part ? js_text(part) : NULL);
	js_set(o, "line", c && c->line > 0 ? js_integer(c->line) : NULL);
	js_set(o, "column", c && c->column && *c->column ? js_text(c->column) : NULL);
	js_set(o, "words", js_text(words));
	js_push(list, o);
}

static void tell(struct import *in, const struct complaint *c, const char *words)
{
	if (in->bad <= FINDINGS_MAX)
		push(in->told->findings, words, c, in->part);
}

static void tell_fault(struct import *in, const struct complaint *c, const char *sentence)
{
	char *words = NULL;
	size_t len;
	FILE *out = open_memstream(&words, &len);

	if (!out)
		return;
	say_fault(out, sentence, c->value, c->expected);
	fclose(out);
	tell(in, c, words);
	free(words);
}

void import_refuse(struct import *in, const char *why)
{
	if (in->told)
		push(in->told->findings, why, NULL, in->part);
	else
		complain(in->c, BAD_INPUT, "%s: %s", in->name, why);
}

void import_note(struct import *in, const char *words)
{
	if (in->told)
		js_push(in->told->notes, js_text(words));
	else
		fprintf(stderr, "%s: %s\n", in->name, words);
}

void import_complain_of(struct import *in, const struct complaint *c)
{
	FILE *out = in->out ? in->out : stderr;
	const char *sentence = in->c->config->english ? faults[c->fault].en : faults[c->fault].ru;

	in->bad++;
	if (in->told) {
		tell_fault(in, c, sentence);
		return;
	}
	fputs(in->name, out);
	if (in->part && *in->part)
		fprintf(out, ", %s", in->part);
	if (c->line > 0)
		fprintf(out, words(in->c, ", строка %ld", ", line %ld"), c->line);
	if (c->column && *c->column)
		fprintf(out, words(in->c, ", столбец «%s»", ", column \"%s\""), c->column);
	fputs(": ", out);
	say_fault(out, sentence, c->value, c->expected);
	fputc('\n', out);
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
	if (in->told) {
		in->stopped |= !in->told->progress(
		    in->told->arg, words(in->c, ru, en), share < 0 ? share : share * READING);
		return;
	}
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

static void tell_part(struct import *in, long added, long changed)
{
	struct json *o = js_object();

	if (!added && !changed)
		return;
	js_set(o, "what", js_text(in->doing));
	js_set(o, "added", js_integer(added));
	js_set(o, "changed", js_integer(changed));
	js_push(in->told->parts, o);
}

static enum error write_rows(struct import *in, enum query q)
{
	struct rows *r;
	long added = 0, changed = 0;

	TRY(run(in, q, &r));
	if (rows_count(r) && rows_text(r, 0, 0)) {
		added = strtol(rows_text(r, 0, 0), NULL, 10);
		changed = strtol(rows_text(r, 0, 1), NULL, 10);
		if (rows_columns(r) > 2)
			in->kept += strtol(rows_text(r, 0, 2), NULL, 10);
	}
	in->added += added;
	in->changed += changed;
	if (in->told)
		tell_part(in, added, changed);
	return OK;
}

/* What is going on, told at once: the statement that follows may take minutes. */
static enum error begin_step(struct import *in, const char *doing, size_t i, size_t n)
{
	in->doing = doing;
	if (in->told)
		in->stopped |= !in->told->progress(
		    in->told->arg, doing, READING + (1 - READING) * (double)i / (double)n);
	return in->stopped ? fail(in->rq, ERR_UNAVAILABLE, "broken off") : OK;
}

enum error import_steps(struct import *in, const struct step steps[], size_t n)
{
	if (in->unread)
		return OK;
	TRY(db_script(in->rq, "analyze staged")); /* else its size is guessed, and wrongly */
	for (size_t i = 0; i < n; i++) {
		if (!steps[i].ru) {
			TRY(begin_step(in, words(in->c, "проверка", "checking"), i, n));
			TRY(import_check(in, steps[i].query));
			continue;
		}
		if (in->bad)
			return OK;
		TRY(begin_step(in, words(in->c, steps[i].ru, steps[i].en), i, n));
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
