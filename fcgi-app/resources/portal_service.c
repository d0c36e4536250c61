/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection to the portal's web services: where they are, what is told there, how the line is.
 * The key goes in and never out. The roster of staff is a job of the worker.
 */
#include "app.h"

#include <string.h>

enum error portal_service_show(struct request *rq, struct response *rs)
{
	return db_show(rq, rs, Q_PORTAL_SERVICE_SHOW, NO_PARAMS);
}

/* https://moodle.example/path: the portal's root, no slash behind. */
static enum error check_address(struct request *rq, const char *url)
{
	const char *rest = strncmp(url, "https://", 8) == 0  ? url + 8
			   : strncmp(url, "http://", 7) == 0 ? url + 7
							     : "";
	size_t n = strlen(rest);

	return n < 2 || rest[n - 1] == '/' || strcspn(rest, " ?#\r\n\t") != n || *rest == '/'
		   ? invalid(rq, FAULT_NOT_ADDRESS, "/url")
		   : OK;
}

static enum error read_channels(struct request *rq, const char *const on[4], const char **list)
{
	static const char *const names[] = { "notice", "calendar", "evidence", "rating" };
	const char *all = "";

	*list = NULL;
	if (!on[0] && !on[1] && !on[2] && !on[3])
		return OK;
	for (int i = 0; i < 4; i++)
		if (on[i] && strcmp(on[i], "true") == 0)
			all = arena_printf(rq->mem, "%s%s%s", all, *all ? "," : "", names[i]);
	*list = arena_printf(rq->mem, "{%s}", all);
	return OK;
}

enum error portal_service_put(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "url", FIELD_TEXT, REQUIRED, .max = 300 },
		{ "token", FIELD_TEXT, NOT_NULL, .min = 1, .max = 200 },
		{ "notice", FIELD_BOOLEAN, NOT_NULL },
		{ "calendar", FIELD_BOOLEAN, NOT_NULL },
		{ "evidence", FIELD_BOOLEAN, NOT_NULL },
		{ "rating", FIELD_BOOLEAN, NOT_NULL },
		{ "roster", FIELD_BOOLEAN, NOT_NULL },
		{ "enabled", FIELD_BOOLEAN, NOT_NULL },
	};
	const char *v[COUNT(fields)], *channels;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(check_address(rq, v[0]));
	TRY(read_channels(rq, v + 2, &channels));
	TRY(db_query(rq, Q_PORTAL_SERVICE_SHOW, NO_PARAMS, &r));
	if (!v[1] && strcmp(rows_text(r, 0, 1), "0") == 0)
		return invalid(rq, FAULT_REQUIRED, "/token");
	TRY(db_query(rq, Q_PORTAL_SERVICE_CONNECT, PARAMS(v[0], v[1], channels, v[6], v[7]), &r));
	return portal_service_show(rq, rs);
}

enum error portal_roster_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_STAFF_LIST, NO_PARAMS);
}

enum error portal_roster_ask(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "dry_run", FIELD_BOOLEAN, NOT_NULL },
		{ "new_schools", FIELD_BOOLEAN, NOT_NULL },
		{ "leavers", FIELD_BOOLEAN, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_PORTAL_SERVICE_SHOW, NO_PARAMS, &r));
	if (strcmp(rows_text(r, 0, 1), "0") == 0)
		return fail(rq, ERR_NO_PORTAL_SERVICE, NULL);
	TRY(db_query(rq, Q_STAFF_ASK, PARAMS(v[0], v[1], v[2]), &r));
	TRY(db_query(rq, Q_STAFF_ASKED, NO_PARAMS, &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_UNAVAILABLE, "the job isn't there");
	id = rows_text(r, 0, 0);
	TRY(db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id)));
	return send_accepted(rq, rs, id);
}
