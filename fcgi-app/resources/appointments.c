/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Appointments (назначение): a role in an organisation with its dates, also acting (и. о.). One is ended
 * with a date and never deleted; one that has not begun is withdrawn.
 */
#include "app.h"

#include <string.h>

#define HUMAN_ROLES                                                                                \
	"methodist|centre_head|council_member|council_secretary|council_chair|department_head|"    \
	"clerk|school_head|teacher|admin"

/* An empty date is none. */
static const char *given(const char *date)
{
	return date && *date ? date : NULL;
}

enum error appointments_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "person", FIELD_UUID, REQUIRED },
		{ "organisation", FIELD_UUID, REQUIRED },
		{ "role", FIELD_ONE_OF, REQUIRED, .words = HUMAN_ROLES },
		{ "post", FIELD_TEXT, .max = 200 },
		{ "acting", FIELD_BOOLEAN, NOT_NULL },
		{ "starts_on", FIELD_DATE },
		{ "ends_on", FIELD_DATE },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(check_term(rq, given(v[6]) ? v[6] : rq->today, given(v[7]), "/ends_on"));
	TRY(db_query(rq, Q_APPOINTMENTS_CREATE, COUNT(v), v, &r));
	return db_created(rq, rs, r, v[0], "appointments", Q_APPOINTMENTS_SHOW);
}

enum { STARTS_ON = 2, ENDS_ON = 3 }; /* columns of appointments_show */

enum error appointments_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "post", FIELD_TEXT, .max = 200 },
		{ "acting", FIELD_BOOLEAN, NOT_NULL },
		{ "starts_on", FIELD_DATE, NOT_NULL },
		{ "ends_on", FIELD_DATE },
		{ "withdrawn", FIELD_BOOLEAN, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_APPOINTMENTS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(check_term(rq, v[2] ? v[2] : rows_text(r, 0, STARTS_ON),
	    given(v[3] ? v[3] : rows_text(r, 0, ENDS_ON)), "/ends_on"));
	TRY(db_query(rq, Q_APPOINTMENTS_UPDATE,
	    PARAMS(id, revision, v[0], v[1], v[2], v[3], v[4] ? v[4] : "false"), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_APPOINTMENTS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_APPOINTMENTS_SHOW, PARAMS(id));
}
