/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The working calendar: only what differs from Monday to Friday.
 */
#include "app.h"

enum error calendar_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "from", FIELD_DATE }, { "to", FIELD_DATE } };
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_CALENDAR_LIST, COUNT(v), v);
}
