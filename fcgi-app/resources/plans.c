/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Year plans (план методической работы) of the centre: one a school year, in versions. The next
 * year's begins as a copy of this year's approved one, a year on.
 */
#include "app.h"

#include <string.h>

enum error plans_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_PLANS_LIST, NO_PARAMS);
}

enum error plans_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "school_year", FIELD_INTEGER, REQUIRED, .min = 2000, .max = 2100 },
		{ "title", FIELD_TEXT, .max = 200 },
		{ "roll_over", FIELD_BOOLEAN },
	};
	const char *v[COUNT(fields)];
	struct rows *r, *filled;

	TRY(read_fields(rq, fields, COUNT(v), v));
	if (v[3] && strcmp(v[3], "true") == 0) {
		TRY(db_query(rq, Q_PLANS_ROLL_OVER, PARAMS(v[1], v[0], v[2]), &r));
		if (rows_count(r) == 0)
			return fail(rq, ERR_NOTHING_TO_ROLL_OVER, NULL);
		TRY(db_query(rq, Q_PLAN_VERSIONS_FILL_YEAR,
		    PARAMS(rows_text(r, 0, 1), rows_text(r, 0, 2)), &filled));
	} else if (!v[2] || !*v[2]) {
		return invalid(rq, FAULT_REQUIRED, "/title");
	} else {
		TRY(db_query(rq, Q_PLANS_CREATE, PARAMS(v[0], v[1], v[2]), &r));
	}
	return db_created(rq, rs, r, v[0], "plans", Q_PLANS_SHOW);
}
