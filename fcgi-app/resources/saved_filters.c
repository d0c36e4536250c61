/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filters that a person keeps under a name, for one screen each: the query of its address. The database
 * takes only words, numbers and ids there, so that no name of anybody gets into an address.
 */
#include "app.h"

enum error saved_filters_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "screen", FIELD_TEXT, .max = 40 } };
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_SAVED_FILTERS_LIST, COUNT(v), v);
}

enum error saved_filters_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "screen", FIELD_ONE_OF, REQUIRED, .words = "plan|days|visits" },
		{ "name", FIELD_TEXT, REQUIRED, .min = 1, .max = 80 },
		{ "query", FIELD_TEXT, REQUIRED, .max = 1000 },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SAVED_FILTERS_CREATE, COUNT(v), v, &r));
	return db_created(rq, rs, r, NULL, "saved-filters", Q_SAVED_FILTERS_SHOW);
}

enum error saved_filters_delete(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_SAVED_FILTERS_DELETE, PARAMS(id), &r));
	return rows_count(r) ? send_nothing(rs) : fail(rq, ERR_NOT_FOUND, NULL);
}
