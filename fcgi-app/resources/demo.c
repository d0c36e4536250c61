/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in as a person of the demo district, without a password. The routes exist in demo mode
 * only (dispatch.c answers 404 otherwise): a real district signs in from its portal.
 */
#include "app.h"

enum error demo_persons(struct request *rq, struct response *rs)
{
	struct rows *r;

	TRY(db_login_query(rq, Q_LOGIN_DEMO_PERSONS, NO_PARAMS, &r));
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}

enum error demo_session(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "person", FIELD_UUID, REQUIRED } };
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_login_query(rq, Q_LOGIN_DEMO_SESSION, PARAMS(v[0]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, "no such demo person");
	set_session(rq, rs, rows_text(r, 0, 0));
	return send_nothing(rs);
}
