/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * History of a plan: who changed which version and when, out of the audit, newest first; at most 200
 * lines. It is told to those who plan, decide and check; others get an empty list.
 */
#include "app.h"

enum error plan_history_list(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_PLAN_HISTORY_PLAN, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_list(rq, rs, Q_PLAN_HISTORY, PARAMS(id));
}
