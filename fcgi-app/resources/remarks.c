/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Remarks (замечания) of the council on a day, a paper or a version of the plan (1.5): made by a member,
 * answered by those who organise, closed or opened again by the chair.
 */
#include "app.h"

#include <string.h>

enum error remarks_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "day", FIELD_UUID },
		{ "document", FIELD_UUID },
		{ "state", FIELD_ONE_OF, .words = "open|answered|closed" },
		{ "overdue", FIELD_ONE_OF, .words = "true|false" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_REMARKS_LIST,
	    PARAMS(v[0], v[1], v[2], v[3], v[4], v[5],
		rq->scope == SCOPE_DISTRICT ? "district" : "school"));
}

enum error remarks_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_REMARKS_SHOW, PARAMS(id));
}

enum error remarks_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "day", FIELD_UUID },
		{ "document", FIELD_UUID },
		{ "plan_version", FIELD_UUID },
		{ "phase", FIELD_ONE_OF, .words = "organisation|holding|summing_up" },
		{ "body", FIELD_TEXT, REQUIRED, .min = 1 },
		{ "due_on", FIELD_DATE },
	};
	const char *v[COUNT(fields)];
	size_t about = 0;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	for (size_t i = 1; i <= 3; i++)
		about += v[i] && *v[i];
	if (about != 1)
		return invalid(rq, about ? FAULT_UNKNOWN : FAULT_REQUIRED, "/day");
	TRY(db_query(rq, Q_REMARKS_CREATE, COUNT(v), v, &r));
	return db_created(rq, rs, r, v[0], "remarks", Q_REMARKS_SHOW);
}

/* columns of remarks_show */
enum { STATE = 2, CONCERNS_SENDER = 3 };

static enum error step(struct request *rq, struct response *rs, const char *event,
    const char *answer, const char *due_on)
{
	const char *id, *from, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_REMARKS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (rq->scope == SCOPE_SCHOOL && strcmp(rows_text(r, 0, CONCERNS_SENDER), "t") != 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	from = rows_text(r, 0, STATE);
	TRY(workflow_step(rq, "remark", from, event, &to));
	TRY(db_query(rq, Q_REMARKS_STEP, PARAMS(id, to, from, answer, due_on), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_CONFLICT, "another has taken this step");
	return db_show(rq, rs, Q_REMARKS_SHOW, PARAMS(id));
}

enum error remarks_answer(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "answer", FIELD_TEXT, REQUIRED, .min = 1 } };
	const char *v[COUNT(fields)];

	TRY(read_fields(rq, fields, COUNT(v), v));
	return step(rq, rs, "answer", v[0], NULL);
}

enum error remarks_close(struct request *rq, struct response *rs)
{
	return step(rq, rs, "close", NULL, NULL);
}

/* Opened again it may have a new term; the answer stays until there is another. */
enum error remarks_reopen(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "due_on", FIELD_DATE } };
	const char *v[COUNT(fields)] = { NULL };

	if (rq->body_len)
		TRY(read_fields(rq, fields, COUNT(v), v));
	return step(rq, rs, "reopen", NULL, v[0]);
}
