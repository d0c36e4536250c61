/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs of the growth job: which there were, and how to ask for one. A run is a job of the worker;
 * who asks while one is under way gets that one.
 */
#include "app.h"

enum error runs_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_RUNS_LIST, COUNT(v), v);
}

enum error runs_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_RUNS_SHOW, PARAMS(id));
}

enum error runs_create(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_RUNS_ASK, NO_PARAMS, &r));
	TRY(db_query(rq, Q_RUNS_ASKED, NO_PARAMS, &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_UNAVAILABLE, "the job isn't there");
	id = rows_text(r, 0, 0);
	TRY(db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id)));
	return send_accepted(rq, rs, id);
}
