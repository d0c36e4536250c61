/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Capacity of a school year: how many methodological days the methodists can hold, in all and month by
 * month. The limits are settings of the district, not of the regulation; the plan is held against them
 * by whoever plans, and nothing is refused for them.
 */
#include "app.h"

enum error plan_capacity_show(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_PLAN_CAPACITY, COUNT(v), v);
}
