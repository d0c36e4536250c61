/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The signed-in person's own session. The cookie holds "<district>.<token>"; the database keeps
 * only the token's digest, so nobody who reads it can sign in as another.
 */
#include "app.h"

enum error session_show(struct request *rq, struct response *rs)
{
	return db_show(rq, rs, Q_SESSION_SHOW, PARAMS(rq->csrf, rq->demo ? "true" : "false"));
}

enum error session_delete(struct request *rq, struct response *rs)
{
	struct rows *r;

	TRY(db_query(rq, Q_SESSION_DELETE, NO_PARAMS, &r));
	set_session(rq, rs, NULL);
	return send_nothing(rs);
}
