/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bells of an organisation, by shift.
 */
#include "app.h"

enum error bells_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "organisation", FIELD_UUID, REQUIRED },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_BELLS_LIST, COUNT(v), v);
}
