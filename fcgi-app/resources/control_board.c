/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The council's board of control (1.5): each day of a school year in its phase - organisation, holding,
 * summing up - with its next term and the remarks on it.
 */
#include "app.h"

enum error control_board_show(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_CONTROL_BOARD, COUNT(v), v);
}
