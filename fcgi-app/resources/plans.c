/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Year plans (план методической работы) of the centre: one a school year, in versions.
 */
#include "app.h"

enum error plans_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_PLANS_LIST, NO_PARAMS);
}

enum error plans_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "school_year", FIELD_INTEGER, REQUIRED, .min = 2000, .max = 2100 },
		{ "title", FIELD_TEXT, REQUIRED, .max = 200 },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_PLANS_CREATE, COUNT(v), v, &r));
	return db_created(rq, rs, r, v[0], "plans", Q_PLANS_SHOW);
}
