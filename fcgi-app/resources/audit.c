/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The audit (журнал действий): who did what and when, by person, object, action and time; and whether its
 * chain is whole, which the worker checks.
 */
#include "app.h"

/* What a list is chosen by; the last two are of its pages, and a table has none. */
static const struct field filters[] = {
	{ "person", FIELD_UUID },
	{ "entity", FIELD_TEXT, .max = 40 },
	{ "object", FIELD_UUID },
	{ "event", FIELD_ONE_OF, .words = "insert|update|delete|read|refused" },
	{ "from", FIELD_DATE },
	{ "to", FIELD_DATE },
	{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
	{ "cursor", FIELD_UUID },
};
enum { OF_TABLE = 6 };

enum error audit_list(struct request *rq, struct response *rs)
{
	const char *v[COUNT(filters)];

	TRY(read_query(rq, filters, COUNT(v), v));
	return db_list(rq, rs, Q_AUDIT_LIST, COUNT(v), v);
}

enum error audit_csv(struct request *rq, struct response *rs)
{
	const char *v[OF_TABLE];
	struct rows *r;

	TRY(read_query(rq, filters, COUNT(v), v));
	TRY(db_query(rq, Q_AUDIT_CSV,
	    PARAMS(v[0], v[1], v[2], v[3], v[4], v[5], wants_english(rq) ? "en" : "ru"), &r));
	rs->disposition = "attachment; filename=\"audit.csv\"";
	return send_csv(rq, rs, rows_text(r, 0, 0));
}

enum error audit_state(struct request *rq, struct response *rs)
{
	return db_show(rq, rs, Q_AUDIT_STATE, NO_PARAMS);
}

enum error audit_verify(struct request *rq, struct response *rs)
{
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_AUDIT_ASK, NO_PARAMS, &r));
	return audit_state(rq, rs);
}
