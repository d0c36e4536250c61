/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See import.h. What an import says to people, and the run of its steps.
 */
#include "db.h"
#include "imports/source.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PROGRESS_MS = 1800 }; /* people are told at least each two seconds */

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

void import_complain(
    struct import *in, long line, const char *column, enum import_fault f, const char *value)
{
	const char *text = in->c->config->english ? faults[f].en : faults[f].ru;
	const char *gap = strstr(text, "{value}");

	in->bad++;
	fprintf(stderr, "%s", in->name);
	if (in->part && *in->part)
		fprintf(stderr, ", %s", in->part);
	if (line > 0)
		fprintf(stderr, words(in->c, ", строка %ld", ", line %ld"), line);
	if (column && *column)
		fprintf(stderr, words(in->c, ", столбец «%s»", ", column \"%s\""), column);
	if (gap)
		fprintf(stderr, ": %.*s%.200s%s\n", (int)(gap - text), text, value ? value : "",
		    gap + strlen("{value}"));
	else
		fprintf(stderr, ": %s\n", text);
}

void import_progress(struct import *in, const char *ru, const char *en, double share)
{
	long long now = now_ms();

	if (!in->started_ms)
		in->started_ms = in->said_ms = now;
	if (now - in->said_ms < PROGRESS_MS)
		return;
	in->said_ms = now;
	fprintf(stderr, "  %s", in->c->config->english ? en : ru);
	if (share >= 0)
		fprintf(stderr, " %.0f %%", share * 100);
	fprintf(stderr, words(in->c, ", %lld с\n", ", %lld s\n"), (now - in->started_ms) / 1000);
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

enum error import_check(struct import *in, enum query q)
{
	struct rows *r;
	const char *line;

	TRY(run(in, q, &r));
	for (size_t i = 0; i < rows_count(r); i++) {
		line = rows_text(r, i, 0);
		import_complain(in, line ? strtol(line, NULL, 10) : 0, rows_text(r, i, 1),
		    fault_named(rows_text(r, i, 2)), rows_text(r, i, 3));
	}
	return OK;
}

static enum error write_rows(struct import *in, enum query q)
{
	struct rows *r;

	TRY(run(in, q, &r));
	if (rows_count(r) && rows_text(r, 0, 0)) {
		in->added += strtol(rows_text(r, 0, 0), NULL, 10);
		in->changed += strtol(rows_text(r, 0, 1), NULL, 10);
	}
	return OK;
}

enum error import_steps(struct import *in, const struct step steps[], size_t n)
{
	TRY(db_script(in->rq, "analyze staged")); /* else its size is guessed, and wrongly */
	for (size_t i = 0; i < n; i++) {
		if (!steps[i].ru) {
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
	const char *text = source_text(in, bytes, &len);

	if (!text) {
		in->bad++;
		return OK;
	}
	TRY(import_stage(in, text, len, columns, n));
	return import_steps(in, steps, m);
}
