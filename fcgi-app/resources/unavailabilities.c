/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a person is not available: a weekly lesson-free day (методический день педагога) or an
 * absence. The programme respects both (4.2).
 */
#include "app.h"

enum error unavailabilities_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "person", FIELD_UUID },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_UNAVAILABILITIES_LIST, COUNT(v), v);
}

enum error unavailabilities_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "person", FIELD_UUID, REQUIRED },
		{ "weekday", FIELD_INTEGER, .min = 1, .max = 7 },
		{ "starts_at", FIELD_TIMESTAMP },
		{ "ends_at", FIELD_TIMESTAMP },
		{ "reason", FIELD_TEXT, REQUIRED, .max = 200 },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	bool weekly = v[2] && *v[2], from = v[3] && *v[3], to = v[4] && *v[4];

	if (weekly == (from && to) || from != to)
		return fail(rq, ERR_WEEKDAY_OR_TIME, NULL);
	TRY(db_query(rq, Q_UNAVAILABILITIES_CREATE, COUNT(v), v, &r));
	return db_created(rq, rs, r, v[0], "unavailabilities", Q_UNAVAILABILITIES_SHOW);
}

enum error unavailabilities_delete(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_UNAVAILABILITIES_DELETE, PARAMS(id), &r));
	return rows_count(r) ? send_nothing(rs) : fail(rq, ERR_NOT_FOUND, NULL);
}
