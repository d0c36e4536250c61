/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Classes of a school, groups of a kindergarten, in a school year (the present one).
 */
#include "app.h"

enum error classes_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "organisation", FIELD_UUID, REQUIRED },
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_CLASSES_LIST, COUNT(v), v);
}
