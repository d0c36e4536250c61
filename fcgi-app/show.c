/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The three shapes of an answer that comes straight from a query. An update that row security
 * hides touches no row and says nothing: db_stale() tells "not there" from "changed meanwhile".
 */
#include "app.h"

enum error db_show(
    struct request *rq, struct response *rs, enum query q, size_t n, const char *const v[])
{
	struct rows *r;

	TRY(db_query(rq, q, n, v, &r));
	if (rows_count(r) == 0 || !rows_text(r, 0, 0))
		return fail(rq, ERR_NOT_FOUND, NULL);
	return send_json(rs, 200, rows_text(r, 0, 0), rows_text(r, 0, 1));
}

enum error db_list(
    struct request *rq, struct response *rs, enum query q, size_t n, const char *const v[])
{
	struct rows *r;

	TRY(db_query(rq, q, n, v, &r));
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}

/* NOLINTNEXTLINE(readability-function-size): what came and what it is shown by */
enum error db_created(struct request *rq, struct response *rs, const struct rows *inserted,
    const char *sent, const char *collection, enum query show)
{
	bool fresh = rows_count(inserted) > 0;
	const char *id = fresh ? rows_text(inserted, 0, 0) : sent;

	if (!id)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_show(rq, rs, show, PARAMS(id)));
	return fresh ? send_created(rq, rs, collection, id) : OK;
}

enum error db_stale(struct request *rq, enum query show, size_t n, const char *const v[])
{
	struct rows *r;

	TRY(db_query(rq, show, n, v, &r));
	if (rows_count(r) == 0 || !rows_text(r, 0, 0))
		return fail(rq, ERR_NOT_FOUND, NULL);
	rq->current = rows_text(r, 0, 0);
	return fail(rq, ERR_CHANGED, NULL);
}
