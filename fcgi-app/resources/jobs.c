/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long work: how far it is and what came out.
 */
#include "app.h"

enum error jobs_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id));
}

enum error jobs_cancel(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_JOBS_CANCEL, PARAMS(id), &r));
	bool cancelled = rows_text(r, 0, 0) != NULL;

	TRY(db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id)));
	return cancelled ? OK : fail(rq, ERR_JOB_HAS_ENDED, NULL);
}
