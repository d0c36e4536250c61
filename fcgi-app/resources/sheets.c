/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sheets (карта, лист посещения) of a visit: the visitors' and the teacher's own. A sheet is its
 * author's alone until it is submitted; then it is locked and corrected by a new version. Sheets
 * and notes carry ids made by the client, so what is sent again makes no duplicate.
 */
#include "app.h"

#include <string.h>

enum { STATE = 2, VISIT = 3, PART = 4, MINE = 5, VISIT_STATE = 6 }; /* columns of sheets_show */

enum error sheets_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_SHEETS_SHOW, PARAMS(id));
}

enum { ID, OF_VISIT, OF_PART, STARTS_AT, BEGUN_AT, NEW_FIELDS };

/* starts_at is the lesson's beginning as the sender's device knew it, begun_at when the sheet was begun
 * there: only what was written on a device has them. */
static const struct field new_fields[NEW_FIELDS] = {
	[ID] = { "id", FIELD_UUID, NOT_NULL },
	[OF_VISIT] = { "visit", FIELD_UUID, REQUIRED },
	[OF_PART] = { "part", FIELD_ONE_OF, REQUIRED, .words = "visitor|self" },
	[STARTS_AT] = { "starts_at", FIELD_TIMESTAMP },
	[BEGUN_AT] = { "begun_at", FIELD_TIMESTAMP },
};

/* The first visitor's sheet says that the visit takes place; one that was begun on a device says so even
 * of a visit that was cancelled meanwhile. */
static enum error hold_visit(struct request *rq, const char *v[], bool visitor)
{
	const char *to, *state;
	struct rows *r;

	TRY(db_query(rq, Q_VISITS_SHOW, PARAMS(v[OF_VISIT]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, "no such visit");
	state = rows_text(r, 0, STATE);
	bool cancelled = v[BEGUN_AT] && strcmp(state, "cancelled") == 0;

	if (!visitor || (!cancelled && strcmp(state, "planned") != 0))
		return OK;
	TRY(workflow_step(rq, "visit", state, cancelled ? "restore" : "hold", &to));
	return db_query(
	    rq, Q_SHEETS_HOLD_VISIT, PARAMS(v[OF_VISIT], to, v[STARTS_AT], v[BEGUN_AT]), &r);
}

enum error sheets_create(struct request *rq, struct response *rs)
{
	const char *v[NEW_FIELDS];
	struct rows *r, *differs;

	TRY(read_fields(rq, new_fields, NEW_FIELDS, v));
	bool visitor = strcmp(v[OF_PART], "visitor") == 0;

	if (visitor && !access_scope(rq->roles, VISIT_WRITE))
		return fail(rq, ERR_FORBIDDEN, "a visitor's sheet is a methodist's");
	TRY(db_query(rq, Q_SHEETS_DIFFERS, PARAMS(v[OF_VISIT], v[STARTS_AT]), &differs));
	TRY(hold_visit(rq, v, visitor));
	TRY(db_query(rq, Q_SHEETS_OWN, PARAMS(v[OF_VISIT]), &r));
	if (rows_count(r) && (!v[ID] || strcmp(rows_text(r, 0, 0), v[ID]) != 0))
		return refuse(rq, ERR_SHEET_EXISTS, "sheet", rows_text(r, 0, 0), NULL);
	TRY(db_query(rq, Q_SHEETS_CREATE,
	    PARAMS(v[ID], v[OF_VISIT], v[OF_PART], visitor ? rows_text(differs, 0, 0) : NULL), &r));
	return db_created(rq, rs, r, v[ID], "sheets", Q_SHEETS_SHOW);
}

/* A sheet of the sender that he may still change. */
static enum error own_draft(struct request *rq, const char **id)
{
	struct rows *r;

	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_SHEETS_SHOW, PARAMS(*id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(r, 0, MINE), "t") != 0)
		return fail(rq, ERR_NOT_YOUR_SHEET, NULL);
	if (strcmp(rows_text(r, 0, STATE), "draft") != 0) {
		rq->clause = "4.5";
		return refuse(rq, ERR_FROZEN, "state", rows_text(r, 0, STATE), NULL);
	}
	return OK;
}

enum error sheets_marks(struct request *rq, struct response *rs)
{
	static const struct field mark_fields[] = {
		{ "item", FIELD_UUID, REQUIRED },
		{ "points", FIELD_NUMBER },
		{ "evidence", FIELD_TEXT, .max = 4000 },
		{ "clear", FIELD_BOOLEAN, NOT_NULL },
	};
	static const struct field fields[] = {
		{ "marks", FIELD_LIST, REQUIRED, .max = 200, .fields = mark_fields,
		    .field_count = COUNT(mark_fields) },
	};
	static const enum query queries_in_order[] = { Q_SHEETS_CLEAR_MARKS, Q_SHEETS_SET_MARKS,
		Q_SHEETS_SET_EVIDENCE };
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(own_draft(rq, &id));
	TRY(read_fields(rq, fields, COUNT(v), v));
	for (size_t i = 0; i < COUNT(queries_in_order); i++)
		TRY(db_query(rq, queries_in_order[i], PARAMS(id, v[0]), &r));
	return db_show(rq, rs, Q_SHEETS_SHOW, PARAMS(id));
}

enum error sheets_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "strengths", FIELD_TEXT, .max = 5000 },
		{ "difficulties", FIELD_TEXT, .max = 5000 },
		{ "action_step", FIELD_TEXT, .max = 1000 },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(own_draft(rq, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SHEETS_UPDATE, PARAMS(id, revision, v[0], v[1], v[2]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_SHEETS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_SHEETS_SHOW, PARAMS(id));
}

enum error sheets_notes(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "item", FIELD_UUID },
		{ "at", FIELD_TIMESTAMP },
		{ "body", FIELD_TEXT, REQUIRED, .max = 4000 },
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(own_draft(rq, &id));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SHEETS_NOTE, PARAMS(id, v[0], v[1], v[2], v[3]), &r));
	return db_created(rq, rs, r, v[0], "notes", Q_SHEETS_NOTE_SHOW);
}

/* The last visitor's sheet finishes the assessment; a correction asks for a new answer. */
static enum error move_visit(struct request *rq, const char *visit, const char *state)
{
	bool held = strcmp(state, "held") == 0;
	const char *to;
	struct rows *r;

	if (!held && strcmp(state, "acknowledged") != 0 && strcmp(state, "objected") != 0)
		return OK;
	TRY(db_query(rq, Q_VISITS_READY, PARAMS(visit), &r));
	if (held && strcmp(rows_text(r, 0, 0), "t") != 0)
		return OK;
	TRY(workflow_step(rq, "visit", state, held ? "assess" : "correct", &to));
	return db_query(rq, Q_VISITS_STEP, PARAMS(visit, to), &r);
}

enum error sheets_submit(struct request *rq, struct response *rs)
{
	const char *id, *to;
	struct rows *sheet, *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_SHEETS_SHOW, PARAMS(id), &sheet));
	if (rows_count(sheet) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(sheet, 0, MINE), "t") != 0)
		return fail(rq, ERR_NOT_YOUR_SHEET, NULL);
	TRY(workflow_step(rq, "sheet", rows_text(sheet, 0, STATE), "submit", &to));
	TRY(db_query(rq, Q_SHEETS_SUBMIT, PARAMS(id, to), &r));
	if (strcmp(rows_text(sheet, 0, PART), "visitor") == 0)
		TRY(move_visit(rq, rows_text(sheet, 0, VISIT), rows_text(sheet, 0, VISIT_STATE)));
	return db_show(rq, rs, Q_SHEETS_SHOW, PARAMS(id));
}

enum error sheets_correct(struct request *rq, struct response *rs)
{
	const char *id, *fresh;
	struct rows *r, *copied;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_SHEETS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(r, 0, MINE), "t") != 0)
		return fail(rq, ERR_NOT_YOUR_SHEET, NULL);
	TRY(db_query(rq, Q_SHEETS_CORRECT, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOTHING_TO_CORRECT, NULL);
	fresh = rows_text(r, 0, 0);
	TRY(db_query(rq, Q_SHEETS_COPY_MARKS, PARAMS(id, fresh), &copied));
	return db_created(rq, rs, r, NULL, "sheets", Q_SHEETS_SHOW);
}
