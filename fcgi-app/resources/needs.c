/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Needs (дефицит, потребность, запрос) of a teacher, a leader or a school: every activity names whom
 * it helps and with what (section 2). A school or a teacher files requests; what was diagnosed or seen
 * at a visit is filed by the centre. Who filed a need takes it back.
 */
#include "app.h"

#include <string.h>

enum error needs_list(struct request *rq, struct response *rs)
{
	static const char *const scopes[] = { "own", "own", "school", "district" };
	static const struct field query[] = {
		{ "organisation", FIELD_UUID },
		{ "person", FIELD_UUID },
		{ "competence", FIELD_UUID },
		{ "state", FIELD_ONE_OF, .words = "open|planned|met|withdrawn" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(
	    rq, rs, Q_NEEDS_LIST, PARAMS(v[0], v[1], v[2], v[3], v[4], v[5], scopes[rq->scope]));
}

enum error needs_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_NEEDS_SHOW, PARAMS(id));
}

enum error needs_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "organisation", FIELD_UUID },
		{ "person", FIELD_UUID },
		{ "competence", FIELD_UUID, REQUIRED },
		{ "subject", FIELD_UUID },
		{ "source", FIELD_ONE_OF, REQUIRED, .words = "diagnosis|visit|request|results" },
		{ "body", FIELD_TEXT, REQUIRED, .min = 1, .max = 2000 },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	if (rq->scope != SCOPE_DISTRICT && strcmp(v[5], "request") != 0)
		return fail(rq, ERR_ONLY_CENTRE_DIAGNOSES, NULL);
	if (rq->scope == SCOPE_OWN)
		v[2] = rq->person;
	TRY(db_query(rq, Q_NEEDS_CREATE, COUNT(v), v, &r));
	return db_created(rq, rs, r, v[0], "needs", Q_NEEDS_SHOW);
}

enum { STATE = 2, OF_SENDER = 3 }; /* columns of needs_show */

static enum error step(struct request *rq, struct response *rs, const char *event, bool filer_only)
{
	const char *id, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_NEEDS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (filer_only && rq->scope != SCOPE_DISTRICT &&
	    strcmp(rows_text(r, 0, OF_SENDER), "t") != 0)
		return fail(rq, ERR_ONLY_FILER_WITHDRAWS, NULL);
	TRY(workflow_step(rq, "need", rows_text(r, 0, STATE), event, &to));
	TRY(db_query(rq, Q_NEEDS_STEP, PARAMS(id, to), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_show(rq, rs, Q_NEEDS_SHOW, PARAMS(id));
}

enum error needs_plan(struct request *rq, struct response *rs)
{
	return step(rq, rs, "plan", false);
}

enum error needs_meet(struct request *rq, struct response *rs)
{
	return step(rq, rs, "meet", false);
}

enum error needs_withdraw(struct request *rq, struct response *rs)
{
	return step(rq, rs, "withdraw", true);
}

enum error needs_reopen(struct request *rq, struct response *rs)
{
	return step(rq, rs, "reopen", true);
}
