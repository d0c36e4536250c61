/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See idempotency.h. The row is inserted before the work and filled after it, in one transaction:
 * a twin waits on the unique key, then finds either the answer or, after a rollback, nothing.
 */
#include "idempotency.h"

#include <stdlib.h>
#include <string.h>

enum error idempotency_take(struct request *rq, struct response *rs, bool *replayed)
{
	const char *what = arena_printf(rq->mem, "%s\n%s", rq->path, rq->body ? rq->body : "");
	struct rows *r;

	*replayed = false;
	if (strlen(rq->idempotency_key) > 200)
		return fail(rq, ERR_BAD_REQUEST, "Idempotency-Key is longer than 200 bytes");
	TRY(db_query(rq, Q_IDEMPOTENCY_CLAIM, PARAMS(rq->idempotency_key, what), &r));
	if (rows_count(r) > 0)
		return OK;
	TRY(db_query(rq, Q_IDEMPOTENCY_FIND, PARAMS(rq->idempotency_key, what), &r));
	if (rows_count(r) == 0 || strcmp(rows_text(r, 0, 0), "t") != 0)
		return fail(rq, ERR_KEY_REUSED, NULL);
	*replayed = true;
	rs->status = (int)strtol(rows_text(r, 0, 1), NULL, 10);
	rs->location = rows_text(r, 0, 2);
	rs->body = rows_text(r, 0, 3) ? rows_text(r, 0, 3) : "";
	rs->len = strlen(rs->body);
	rs->type = rs->len ? "application/json" : NULL;
	return OK;
}

enum error idempotency_keep(struct request *rq, const struct response *rs)
{
	struct rows *r;

	return db_query(rq, Q_IDEMPOTENCY_KEEP,
	    PARAMS(rq->idempotency_key, arena_printf(rq->mem, "%d", rs->status), rs->location,
		rs->len ? rs->body : NULL),
	    &r);
}
