/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deliveries to the portal, newest first, as the administrator sees them: what for whom, its state
 * and why it isn't there yet. A dead one is sent again on demand, unless a later delivery of the
 * calendar says the present already.
 */
#include "app.h"

#include <string.h>

enum error outbox_list(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "state", FIELD_ONE_OF, .words = "ready|sent|dead" },
		{ "channel", FIELD_ONE_OF, .words = "framework|notice|calendar|evidence|rating" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(fields)];

	TRY(read_query(rq, fields, COUNT(v), v));
	return db_list(rq, rs, Q_OUTBOX_LIST, PARAMS(v[0], v[1], v[2], v[3]));
}

enum error outbox_retry(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_OUTBOX_RETRY, PARAMS(id), &r));
	bool again = strcmp(rows_text(r, 0, 0), "1") == 0;

	TRY(db_show(rq, rs, Q_OUTBOX_SHOW, PARAMS(id)));
	return again ? OK : fail(rq, ERR_DELIVERY_IS_NOT_DEAD, NULL);
}

enum error outbox_retry_all(struct request *rq, struct response *rs)
{
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_OUTBOX_RETRY, PARAMS(NULL), &r));
	return send_json(
	    rs, 200, arena_printf(rq->mem, "{\"retried\": %s}", rows_text(r, 0, 0)), NULL);
}
