/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests of people about their own data (152-ФЗ): a journal with terms, what is held as a file, and
 * restriction and erasure. What erasing takes away and what stays is told before, and kept after.
 */
#include "app.h"

#include <string.h>

enum error personal_requests_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "state", FIELD_ONE_OF, .words = "open|answered|rejected" },
		{ "person", FIELD_UUID },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_PERSONAL_REQUESTS_LIST, COUNT(v), v);
}

enum error personal_requests_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_PERSONAL_REQUESTS_SHOW, PARAMS(id));
}

enum error personal_requests_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "person", FIELD_UUID, REQUIRED },
		{ "kind", FIELD_ONE_OF, REQUIRED,
		    .words = "access|correction|restriction|erasure" },
		{ "received_on", FIELD_DATE, NOT_NULL },
		{ "body", FIELD_TEXT, REQUIRED, .min = 1, .max = 4000 },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	if (v[3] && strcmp(v[3], rq->today) > 0)
		return invalid(rq, FAULT_DATE_AHEAD, "/received_on");
	TRY(db_query(rq, Q_PERSONAL_REQUESTS_CREATE, COUNT(v), v, &r));
	return db_created(rq, rs, r, v[0], "personal-requests", Q_PERSONAL_REQUESTS_SHOW);
}

enum error personal_requests_answer(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "state", FIELD_ONE_OF, REQUIRED, .words = "answered|rejected" },
		{ "answer", FIELD_TEXT, REQUIRED, .min = 1, .max = 4000 },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_PERSONAL_REQUESTS_ANSWER, PARAMS(id, revision, v[0], v[1]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_PERSONAL_REQUESTS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_PERSONAL_REQUESTS_SHOW, PARAMS(id));
}

/* Runs what a request asks for; it must be there, open and of that kind. */
static enum error perform(struct request *rq, struct rows **r, enum query q, const char *arg)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, q, arg ? 2 : 1, (const char *const[]){ id, arg }, r));
	return rows_text(*r, 0, 0) ? OK : fail(rq, ERR_NOT_FOUND, NULL);
}

/* A POST because it is noted that somebody looked. */
enum error personal_requests_data(struct request *rq, struct response *rs)
{
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(perform(rq, &r, Q_PERSONAL_REQUESTS_DATA, NULL));
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}

enum error personal_requests_erase(struct request *rq, struct response *rs)
{
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(perform(rq, &r, Q_PERSONAL_REQUESTS_ERASE, NULL));
	return personal_requests_show(rq, rs);
}

enum error personal_requests_restrict(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "on", FIELD_BOOLEAN, REQUIRED } };
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(perform(rq, &r, Q_PERSONAL_REQUESTS_RESTRICT, v[0]));
	return personal_requests_show(rq, rs);
}
