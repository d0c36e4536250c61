/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The working calendar: only what differs from Monday to Friday. Vacations come as a span of days.
 */
#include "app.h"

#include <stdlib.h>
#include <string.h>

enum error calendar_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "from", FIELD_DATE }, { "to", FIELD_DATE } };
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_CALENDAR_LIST, COUNT(v), v);
}

/* Within one school year, so that a slip in a year's number doesn't close schools for a century. */
static enum error check_span(struct request *rq, const char *from, const char *to)
{
	TRY(check_term(rq, from, to, "/to"));
	long years = strtol(to, NULL, 10) - strtol(from, NULL, 10);

	return years > 1 ? invalid(rq, FAULT_TOO_BIG, "/to") : OK;
}

enum error calendar_put(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "from", FIELD_DATE, REQUIRED },
		{ "to", FIELD_DATE, NOT_NULL },
		{ "working", FIELD_BOOLEAN, REQUIRED },
		{ "title", FIELD_TEXT, REQUIRED, .min = 1, .max = 100 },
	};
	const char *v[COUNT(fields)];

	TRY(read_fields(rq, fields, COUNT(v), v));
	if (!v[1])
		v[1] = v[0];
	TRY(check_span(rq, v[0], v[1]));
	return db_show(rq, rs, Q_CALENDAR_PUT, COUNT(v), v);
}

enum error calendar_delete(struct request *rq, struct response *rs)
{
	const char *d = rq->param[0];
	struct rows *r;

	if (strlen(d) != 10 || strspn(d, "0123456789-") != 10)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_CALENDAR_DELETE, PARAMS(d), &r));
	return rows_count(r) ? send_nothing(rs) : fail(rq, ERR_NOT_FOUND, NULL);
}
