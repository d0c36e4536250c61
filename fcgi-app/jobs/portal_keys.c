/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Job portal_keys: fetch the keys of a platform again - by night, and when somebody comes with a
 * message that is signed with a key we don't know. Input {portal}; output {"changed": true or false}.
 */
#include "jobs/portal.h"

enum error job_portal_keys(struct job *j, const char **output)
{
	const char *portal = portal_text(portal_input(j), "portal"), *jwks;
	struct rows *r;

	TRY(db_query(j->rq, Q_PORTALS_OF_JOB, PARAMS(portal), &r));
	if (rows_count(r) == 0)
		return fail(j->rq, ERR_NOT_FOUND, "no portal %s", portal);
	TRY(portal_fetch_keys(j, rows_text(r, 0, 3), &jwks));
	TRY(db_query(j->rq, Q_PORTALS_KEYS, PARAMS(portal, jwks), &r));
	*output = rows_count(r) ? "{\"changed\": true}" : "{\"changed\": false}";
	return OK;
}
