/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Editions of the regulation (Положение): a draft is the present text to be changed clause by clause; the
 * head of the centre submits it and the head of the department enacts it by a registered order (5). The
 * one in force is never touched.
 */
#include "app.h"

#include <string.h>

enum { STATE = 2 }; /* column of regulations_show */

enum error regulations_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_REGULATIONS_LIST, NO_PARAMS);
}

enum error regulations_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_REGULATIONS_SHOW, PARAMS(id));
}

enum error regulations_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "base", FIELD_UUID, REQUIRED },
	};
	const char *v[COUNT(fields)];
	struct rows *r, *copied;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_REGULATIONS_CREATE, COUNT(v), v, &r));
	if (!rows_count(r) && !v[0])
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such edition");
	if (rows_count(r))
		TRY(db_query(rq, Q_REGULATIONS_COPY, PARAMS(rows_text(r, 0, 0), v[1]), &copied));
	return db_created(rq, rs, r, v[0], "regulations", Q_REGULATIONS_SHOW);
}

enum error regulations_update(struct request *rq, struct response *rs)
{
	static const struct field clause[] = {
		{ "number", FIELD_TEXT, REQUIRED, .min = 1, .max = 20 },
		{ "label", FIELD_TEXT, REQUIRED, .min = 1, .max = 60 },
		{ "body", FIELD_TEXT, REQUIRED, .min = 1, .max = 20000 },
	};
	static const struct field fields[] = {
		{ "title", FIELD_TEXT, REQUIRED, .min = 1, .max = 300 },
		{ "clauses", FIELD_LIST, REQUIRED, .min = 1, .max = 500, .fields = clause,
		    .field_count = COUNT(clause) },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_REGULATIONS_HEAD, PARAMS(id, revision, v[0]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_REGULATIONS_SHOW, PARAMS(id));
	TRY(db_query(rq, Q_REGULATIONS_CLEAR, PARAMS(id), &r));
	TRY(db_query(rq, Q_REGULATIONS_CLAUSES, PARAMS(id, v[1]), &r));
	return db_show(rq, rs, Q_REGULATIONS_SHOW, PARAMS(id));
}

static enum error next_state(
    struct request *rq, const char *event, const char **id, const char **to)
{
	struct rows *r;

	*to = NULL;
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_REGULATIONS_SHOW, PARAMS(*id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return workflow_step(rq, "regulation", rows_text(r, 0, STATE), event, to);
}

enum error regulations_submit(struct request *rq, struct response *rs)
{
	const char *id, *to, *revision;
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(next_state(rq, "submit", &id, &to));
	TRY(read_revision(rq, &revision));
	TRY(db_query(rq, Q_REGULATIONS_SUBMIT, PARAMS(id, revision, to), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_REGULATIONS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_REGULATIONS_SHOW, PARAMS(id));
}

enum error regulations_enact(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "from", FIELD_DATE, REQUIRED } };
	const char *v[COUNT(fields)], *id, *to, *revision;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(next_state(rq, "enact", &id, &to));
	TRY(read_revision(rq, &revision));
	if (strcmp(v[0], rq->today) < 0)
		return invalid(rq, FAULT_DATE_PASSED, "/from");
	TRY(db_query(rq, Q_REGULATIONS_CLOSE, PARAMS(id, v[0]), &r));
	TRY(db_query(rq, Q_REGULATIONS_ENACT, PARAMS(id, revision, to, v[0]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_REGULATIONS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_REGULATIONS_SHOW, PARAMS(id));
}

enum error regulations_delete(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_REGULATIONS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_REGULATIONS_CLEAR, PARAMS(id), &r));
	TRY(db_query(rq, Q_REGULATIONS_DELETE, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return send_nothing(rs);
}
