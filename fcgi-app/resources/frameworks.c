/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Competence frameworks (рамки компетенций).
 */
#include "app.h"

enum error frameworks_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_FRAMEWORKS_LIST, NO_PARAMS);
}

enum error frameworks_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_FRAMEWORKS_SHOW, PARAMS(id));
}

enum error frameworks_items(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_FRAMEWORKS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_list(rq, rs, Q_FRAMEWORKS_ITEMS, PARAMS(id));
}
