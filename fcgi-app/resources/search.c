/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One search: people, schools, days, orders, materials, practices. What is sought stands in the body and
 * not in the address, for addresses are kept by web servers, and names of people are personal data.
 */
#include "app.h"

/* How far the sender reaches by a capability, as the query knows it. */
static const char *reach(const struct request *rq, enum capability c)
{
	static const char *const words[] = {
		[SCOPE_NONE] = "",
		[SCOPE_OWN] = "own",
		[SCOPE_SCHOOL] = "school",
		[SCOPE_DISTRICT] = "district",
	};

	return words[access_scope(rq->roles, c)];
}

enum error search_list(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "q", FIELD_TEXT, REQUIRED, .min = 1,
	    .max = 100 } };
	const char *v[COUNT(fields)];

	TRY(read_fields(rq, fields, COUNT(v), v));
	return db_list(rq, rs, Q_SEARCH_LIST,
	    PARAMS(v[0], reach(rq, ORDER_READ), reach(rq, MATERIAL_READ), reach(rq, PRACTICE_READ),
		reach(rq, GROWTH_READ), reach(rq, GROWTH_PERSON_READ)));
}
