/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long work: what there is, how far it is and what came out; to stop it, to try it again.
 */
#include "app.h"

enum error jobs_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "kind", FIELD_TEXT, .max = 40 },
		{ "state", FIELD_ONE_OF, .words = "active|failed|done" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_JOBS_LIST, COUNT(v), v);
}

enum error jobs_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id));
}

static enum error steer(struct request *rq, struct response *rs, enum query q, enum error otherwise)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, q, PARAMS(id), &r));
	const char *said = rows_text(r, 0, 0);
	bool done = said && *said == 't';

	TRY(db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id)));
	return done ? OK : fail(rq, otherwise, NULL);
}

enum error jobs_cancel(struct request *rq, struct response *rs)
{
	return steer(rq, rs, Q_JOBS_CANCEL, ERR_JOB_HAS_ENDED);
}

enum error jobs_retry(struct request *rq, struct response *rs)
{
	return steer(rq, rs, Q_JOBS_RETRY, ERR_JOB_IS_NOT_RETRIED);
}
