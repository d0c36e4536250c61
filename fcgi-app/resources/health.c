/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For supervisors and load balancers: 200 with the schema's number, 503 while the database is
 * away or has another schema than this program was built for.
 */
#include "app.h"

#include <stdlib.h>

extern const int schema_number;

enum error health_show(struct request *rq, struct response *rs)
{
	struct rows *r;
	long n;

	if (db_query(rq, Q_HEALTH_SHOW, NO_PARAMS, &r))
		return ERR_UNAVAILABLE;
	n = strtol(rows_text(r, 0, 0), NULL, 10);
	if (n != schema_number)
		return fail(rq, ERR_UNAVAILABLE,
		    "the schema is %ld, the program needs %d: run metodden migrate", n,
		    schema_number);
	return send_json(
	    rs, 200, arena_printf(rq->mem, "{\"status\":\"ok\",\"schema\":%ld}", n), NULL);
}
