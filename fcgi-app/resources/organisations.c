/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Organisations of the district.
 */
#include "app.h"

enum error organisations_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "kind", FIELD_ONE_OF,
		    .words = "department|centre|council|school|kindergarten|extra" },
		{ "hosts", FIELD_ONE_OF, .words = "1" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_ORGANISATIONS_LIST, COUNT(v), v);
}

enum error organisations_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_ORGANISATIONS_SHOW, PARAMS(id));
}
