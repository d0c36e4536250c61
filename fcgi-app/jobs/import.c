/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Job import: a file that was sent on the screen goes through the importer that the command line has.
 * Input {import, dry_run, language}; output {"rows", "bad", "added", "changed", "dry_run", "parts",
 * "notes", "findings"}: where anything was bad nothing of the file stays. What was loaded needs its file
 * no longer, so that goes with the same transaction.
 */
#include "imports/import.h"
#include "jobs/job.h"
#include "json.h"

#include <stdlib.h>
#include <string.h>

enum { MEMBER_MOST = 64 << 20 }; /* of an archive: no bomb blows up in the worker's memory */

struct file {
	const char *kind, *name;
	char *bytes;
	size_t len;
	const struct rows *row;
};

static unsigned nibble(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static bool take_piece(struct file *f, size_t room, const char *hex)
{
	size_t n = strlen(hex) / 2;

	if (n > room - f->len)
		return false;
	for (size_t i = 0; i < n; i++)
		f->bytes[f->len + i] = (char)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
	f->len += n;
	return true;
}

/* The whole file, as it was sent; ERR_IMPORT_FILE_GONE when not all of it is there. */
static enum error read_file(struct job *j, const char *id, struct file *f)
{
	struct request *rq = j->rq;
	struct rows *r;

	TRY(db_query(rq, Q_IMPORTS_OF_JOB, PARAMS(id), &r));
	if (!rows_count(r) || !rows_text(r, 0, 6))
		return fail(rq, ERR_IMPORT_FILE_GONE, NULL);
	size_t size = strtoul(rows_text(r, 0, 6), NULL, 10);
	long pieces = strtol(rows_text(r, 0, 7), NULL, 10);

	f->row = r;
	f->kind = rows_text(r, 0, 0);
	f->name = rows_text(r, 0, 1);
	f->bytes = arena_alloc(rq->mem, size + 1);
	for (long i = 0; i < pieces; i++) {
		TRY(db_query(rq, Q_IMPORTS_READ, PARAMS(id, arena_printf(rq->mem, "%ld", i)), &r));
		if (!rows_count(r) || !take_piece(f, size, rows_text(r, 0, 0)))
			return fail(rq, ERR_IMPORT_FILE_GONE, NULL);
		TRY(job_progress(j, 0));
	}
	return f->len == size ? OK : fail(rq, ERR_IMPORT_FILE_GONE, NULL);
}

static bool progress(void *arg, const char *words, double share)
{
	return job_says(arg, words, share) == OK;
}

static const char *report(const struct import *in)
{
	struct json *o = js_object();

	js_set(o, "rows", js_integer(in->rows));
	js_set(o, "bad", js_integer(in->bad));
	js_set(o, "added", js_integer(in->bad ? 0 : in->added));
	js_set(o, "changed", js_integer(in->bad ? 0 : in->changed));
	js_set(o, "dry_run", js_truth(in->dry_run));
	js_set(o, "parts", in->bad ? js_array() : in->told->parts);
	js_set(o, "notes", in->told->notes);
	js_set(o, "findings", in->told->findings);
	return js_print(o);
}

/* A file that is gone, or was never whole: said once, and not tried again. */
static enum error gone(struct job *j, const char **output)
{
	struct problem_words w;
	struct json *finding = js_object();
	struct import_told told = { js_array(), js_array(), js_array(), NULL, NULL };

	error_words(j->rq, ERR_IMPORT_FILE_GONE, &w);
	js_set(finding, "words", js_text(wants_english(j->rq) ? w.en : w.ru));
	js_push(told.findings, finding);
	*output = report(&(struct import){ .bad = 1, .told = &told });
	return OK;
}

static enum error bring_in(
    struct job *j, const struct file *f, bool dry_run, const char **output, bool *clean)
{
	struct config config = { .english = wants_english(j->rq) };
	struct command c = { .config = &config, .rq = j->rq };
	struct import_told told = { js_array(), js_array(), js_array(), progress, j };
	struct import in = { .c = &c,
		.rq = j->rq,
		.name = f->name,
		.dry_run = dry_run,
		.most = MEMBER_MOST,
		.told = &told,
		.option = { rows_text(f->row, 0, 2), rows_text(f->row, 0, 3),
		    rows_text(f->row, 0, 4), rows_text(f->row, 0, 5) } };
	import_run *run = import_named(f->kind);

	if (!run)
		return refuse(j->rq, ERR_JOB_KIND_UNKNOWN, "kind", f->kind, NULL);
	TRY(import_inside(&in, run, f->bytes, f->len));
	*output = report(&in);
	*clean = !in.bad;
	return OK;
}

enum error job_import(struct job *j, const char **output)
{
	const char *why, *id;
	size_t at;
	const struct json *input = js_parse(j->input, strlen(j->input), &why, &at), *m;
	struct file f = { 0 };
	struct rows *r;
	bool dry_run, clean = false;
	enum error e;

	m = input ? js_member(input, "import") : NULL;
	id = m && js_kind(m) == JSON_STRING ? js_string(m) : "";
	m = input ? js_member(input, "language") : NULL;
	j->rq->language = m && js_kind(m) == JSON_STRING ? js_string(m) : NULL;
	m = input ? js_member(input, "dry_run") : NULL;
	dry_run = m && js_kind(m) == JSON_TRUE;
	e = read_file(j, id, &f);
	if (e)
		return e == ERR_IMPORT_FILE_GONE ? gone(j, output) : e;
	TRY(db_query(j->rq, Q_IMPORTS_AS_SENDER, PARAMS(id), &r));
	TRY(bring_in(j, &f, dry_run, output, &clean));
	if (!dry_run && clean)
		TRY(db_query(j->rq, Q_IMPORTS_FORGET, PARAMS(id), &r));
	return OK;
}
