/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The council's board of control (1.5): each day of a school year in its phase - organisation, holding,
 * summing up - with its next term, for whom it waits and the remarks on it; how far the year has come.
 */
#include "app.h"

static const struct field query[] = {
	{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
};

enum error control_board_show(struct request *rq, struct response *rs)
{
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_CONTROL_BOARD, COUNT(v), v);
}

enum error control_board_csv(struct request *rq, struct response *rs)
{
	const char *v[COUNT(query)];
	struct rows *r;

	TRY(read_query(rq, query, COUNT(v), v));
	TRY(db_query(
	    rq, Q_CONTROL_BOARD_CSV, PARAMS(v[0], wants_english(rq) ? "true" : "false"), &r));
	return send_csv(rq, rs, rows_text(r, 0, 0));
}
