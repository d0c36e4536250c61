/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Personal cards (личная карточка): whom the district knows, what was mended by hand, who has left.
 * Nobody is deleted. What hangs on a person is told before he is closed, as numbers alone: the
 * administrator reads no visits.
 */
#include "app.h"

#include <string.h>

enum error cards_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "state", FIELD_ONE_OF, .words = "working|none|left|all" },
		{ "role", FIELD_TEXT, .max = 40 },
		{ "organisation", FIELD_UUID },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_CARDS_LIST, PARAMS(NULL, v[0], v[1], v[2], v[3], v[4]));
}

/* By name: in the body, for addresses are kept by web servers, and names are personal data. */
enum error cards_search(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "q", FIELD_TEXT, REQUIRED, .min = 1, .max = 100 },
		{ "state", FIELD_ONE_OF, .words = "working|none|left|all" },
		{ "role", FIELD_TEXT, .max = 40 },
		{ "organisation", FIELD_UUID },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(fields)];

	TRY(read_fields(rq, fields, COUNT(v), v));
	return db_list(rq, rs, Q_CARDS_LIST, COUNT(v), v);
}

enum error cards_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_CARDS_SHOW, PARAMS(id));
}

enum error cards_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "family_name", FIELD_TEXT, REQUIRED, .min = 1, .max = 100 },
		{ "given_name", FIELD_TEXT, REQUIRED, .min = 1, .max = 100 },
		{ "patronymic", FIELD_TEXT, .max = 100 },
		{ "email", FIELD_TEXT, .max = 200 },
		{ "idnumber", FIELD_TEXT, .max = 100 },
		{ "namesake", FIELD_BOOLEAN, NOT_NULL },
	};
	const char *v[COUNT(fields)], *same;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_CARDS_NAMESAKES, PARAMS(v[1], v[2], v[3]), &r));
	same = rows_text(r, 0, 0);
	if (same && !(v[6] && strcmp(v[6], "true") == 0))
		return refuse(rq, ERR_NAMESAKE_EXISTS, "who", same, NULL);
	TRY(db_query(rq, Q_CARDS_CREATE, 6, v, &r));
	return db_created(rq, rs, r, v[0], "cards", Q_CARDS_SHOW);
}

enum error cards_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "family_name", FIELD_TEXT, NOT_NULL, .min = 1, .max = 100 },
		{ "given_name", FIELD_TEXT, NOT_NULL, .min = 1, .max = 100 },
		{ "patronymic", FIELD_TEXT, .max = 100 },
		{ "email", FIELD_TEXT, .max = 200 },
		{ "idnumber", FIELD_TEXT, .max = 100 },
		{ "follow_roster", FIELD_BOOLEAN, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(
	    rq, Q_CARDS_UPDATE, PARAMS(id, revision, v[0], v[1], v[2], v[3], v[4], v[5]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_CARDS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_CARDS_SHOW, PARAMS(id));
}

/* The last day of work ends every role and session; null takes the person back, without a role. */
enum error cards_leave(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "left_on", FIELD_DATE, REQUIRED } };
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	if (strcmp(v[0], rq->today) > 0)
		return invalid(rq, FAULT_DATE_AHEAD, "/left_on");
	TRY(db_query(rq, Q_CARDS_LEAVE, PARAMS(id, revision, v[0]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_CARDS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_CARDS_SHOW, PARAMS(id));
}

enum error cards_return(struct request *rq, struct response *rs)
{
	const char *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_CARDS_LEAVE, PARAMS(id, revision, ""), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_CARDS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_CARDS_SHOW, PARAMS(id));
}

enum error cards_ties(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_CARDS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_list(rq, rs, Q_CARDS_TIES, PARAMS(id));
}
