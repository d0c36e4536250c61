/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal of registration (журнал регистрации) of a calendar year, in order of dates.
 */
#include "app.h"

enum error registry_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_REGISTRY_LIST,
	    PARAMS(v[0], v[1], v[2], rq->scope == SCOPE_DISTRICT ? "district" : "school"));
}
