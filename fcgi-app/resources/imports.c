/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that people load on the screen. First what it is (POST), then the file itself (PUT .../file),
 * a check and a load, which are jobs of the worker. A repeated step meets the one that is under way.
 * Who may load what is decided by row security too; here it gets its sentence.
 */
#include "app.h"

#include <string.h>

enum { PIECE = 512 << 10, HEX_DIGEST = 64 };

enum error imports_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID } };
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_IMPORTS_LIST, COUNT(v), v);
}

enum error imports_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_IMPORTS_SHOW, PARAMS(id));
}

enum { ID, KIND, NAME, YEAR, ORDER, DATED, RUBRIC, FIELDS };

/* What a kind needs beside its file. */
static enum error check_options(struct request *rq, const char *const v[])
{
	enum error e = OK;

	if (strcmp(v[KIND], "plan") == 0 && !v[YEAR])
		e = invalid(rq, FAULT_REQUIRED, "/year");
	if (strcmp(v[KIND], "visits") == 0 && !v[RUBRIC])
		e = invalid(rq, FAULT_REQUIRED, "/rubric");
	if (v[ORDER] && !v[DATED])
		e = invalid(rq, FAULT_REQUIRED, "/dated");
	if (v[DATED] && !v[ORDER])
		e = invalid(rq, FAULT_REQUIRED, "/order");
	return e;
}

enum error imports_create(struct request *rq, struct response *rs)
{
	static const struct field fields[FIELDS] = {
		[ID] = { "id", FIELD_UUID, NOT_NULL },
		[KIND] = { "kind", FIELD_ONE_OF, REQUIRED,
		    .words = "roster|school|timetable|plan|visits|framework|rubric" },
		[NAME] = { "name", FIELD_TEXT, REQUIRED, .min = 1, .max = 255 },
		[YEAR] = { "year", FIELD_INTEGER, NOT_NULL, .min = 2000, .max = 2100 },
		[ORDER] = { "order", FIELD_TEXT, NOT_NULL, .min = 1, .max = 100 },
		[DATED] = { "dated", FIELD_DATE, NOT_NULL },
		[RUBRIC] = { "rubric", FIELD_TEXT, NOT_NULL, .min = 1, .max = 100 },
	};
	const char *v[FIELDS];
	struct rows *r;

	TRY(read_fields(rq, fields, FIELDS, v));
	TRY(check_options(rq, v));
	TRY(db_query(rq, Q_IMPORTS_MAY, PARAMS(v[KIND]), &r));
	if (strcmp(rows_text(r, 0, 0), "t") != 0)
		return fail(rq, ERR_IMPORT_KIND_IS_ANOTHERS, NULL);
	TRY(db_query(rq, Q_IMPORTS_CREATE, FIELDS, v, &r));
	return db_created(rq, rs, r, v[ID], "imports", Q_IMPORTS_SHOW);
}

static void to_hex(char *hex, const unsigned char *bytes, size_t n)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digit[bytes[i] >> 4];
		hex[2 * i + 1] = digit[bytes[i] & 15];
	}
	hex[2 * n] = '\0';
}

/* Piece by piece, so that memory doesn't grow with the file. `digests`: one for each piece, joined. */
static enum error keep_pieces(struct request *rq, const char *id, const char **digests)
{
	unsigned char *bytes = arena_alloc(rq->mem, PIECE);
	char *hex = arena_alloc(rq->mem, 2 * PIECE + 1);
	char *all = arena_alloc(rq->mem, (rq->body_len / PIECE + 2) * HEX_DIGEST + 1);
	struct rows *r;
	size_t n;

	*digests = all;
	rewind(rq->file);
	for (int i = 0; (n = fread(bytes, 1, PIECE, rq->file)) > 0; i++) {
		to_hex(hex, bytes, n);
		TRY(db_query(
		    rq, Q_IMPORTS_PIECE, PARAMS(id, arena_printf(rq->mem, "%d", i), hex), &r));
		all = stpcpy(all, rows_text(r, 0, 0));
	}
	return ferror(rq->file) ? fail(rq, ERR_UNAVAILABLE, "the file can't be read back") : OK;
}

enum error imports_file(struct request *rq, struct response *rs)
{
	const char *id, *digests;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_IMPORTS_SHOW, PARAMS(id), &r));
	if (!rows_count(r))
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (!rq->file || !rq->body_len)
		return fail(rq, ERR_BAD_REQUEST, "the file is empty");
	TRY(db_query(rq, Q_IMPORTS_FORGET, PARAMS(id), &r));
	TRY(keep_pieces(rq, id, &digests));
	TRY(db_query(rq, Q_IMPORTS_FILE,
	    PARAMS(id, arena_printf(rq->mem, "%zu", rq->body_len), digests), &r));
	return db_show(rq, rs, Q_IMPORTS_SHOW, PARAMS(id));
}

static enum error ask(struct request *rq, struct response *rs, const char *dry_run)
{
	const char *id, *language = wants_english(rq) ? "en" : "ru";
	struct rows *r, *job;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_IMPORTS_SHOW, PARAMS(id), &r));
	if (!rows_count(r))
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_IMPORTS_ASK, PARAMS(id, dry_run, language), &job));
	if (!rows_count(job))
		return fail(rq, ERR_IMPORT_FILE_GONE, NULL);
	TRY(db_query(rq, Q_IMPORTS_ASKED, PARAMS(id, rows_text(job, 0, 0), dry_run), &r));
	TRY(db_show(rq, rs, Q_IMPORTS_SHOW, PARAMS(id)));
	return send_accepted(rq, rs, rows_text(job, 0, 0));
}

enum error imports_check(struct request *rq, struct response *rs)
{
	return ask(rq, rs, "true");
}

enum error imports_load(struct request *rq, struct response *rs)
{
	return ask(rq, rs, "false");
}

enum error imports_report(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_IMPORTS_SHOW, PARAMS(id), &r));
	if (!rows_count(r))
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_IMPORTS_REPORT, PARAMS(id, wants_english(rq) ? "true" : "false"), &r));
	rs->disposition = "attachment; filename=\"report.csv\"";
	return send_csv(rq, rs, rows_text(r, 0, 0));
}
