/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adoption of a practice (внедрение): claimed by a teacher or a school head in words of what was done
 * and what it gave, verified or refused by somebody else (3.4).
 */
#include "app.h"

#include <string.h>

enum error adoptions_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "body", FIELD_TEXT, REQUIRED, .min = 1, .max = 5000 },
	};
	const char *v[COUNT(fields)], *practice;
	struct rows *r;

	TRY(read_id(rq, 0, &practice));
	TRY(db_query(rq, Q_PRACTICES_SHOW, PARAMS(practice), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_ADOPTIONS_CREATE, PARAMS(v[0], practice, v[1]), &r));
	if (!rows_count(r) && !v[0])
		return fail(rq, ERR_FORBIDDEN, "no post at a school");
	return db_created(rq, rs, r, v[0], "adoptions", Q_ADOPTIONS_SHOW);
}

enum { STATE = 2, OF_SENDER }; /* columns of adoptions_show */

static enum error decide(struct request *rq, struct response *rs, const char *event)
{
	static const struct field fields[] = { { "visit", FIELD_UUID, NOT_NULL } };
	const char *v[COUNT(fields)] = { NULL }, *id, *to;
	struct rows *r, *moved;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_ADOPTIONS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(workflow_step(rq, "adoption", rows_text(r, 0, STATE), event, &to));
	if (strcmp(rows_text(r, 0, OF_SENDER), "t") == 0)
		return fail(rq, ERR_ANOTHER_VERIFIES_ADOPTION, NULL);
	if (rq->body_len)
		TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_ADOPTIONS_STEP, PARAMS(id, to, rows_text(r, 0, STATE), v[0]), &moved));
	if (rows_count(moved) == 0)
		return fail(rq, ERR_CONFLICT, "decided meanwhile");
	return db_show(rq, rs, Q_ADOPTIONS_SHOW, PARAMS(id));
}

enum error adoptions_verify(struct request *rq, struct response *rs)
{
	return decide(rq, rs, "verify");
}

enum error adoptions_refuse(struct request *rq, struct response *rs)
{
	return decide(rq, rs, "refuse");
}
