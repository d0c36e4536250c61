/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several items of a draft of the plan at once: moved to another term or school, handed to another
 * person, given another direction. A dry run says row by row what would become of each. What can be
 * done is done and the rest is told; the answer has both sides, so that it can be undone the same way.
 */
#include "app.h"

#include <string.h>

enum { STATE = 2 }; /* column of plan_versions_show */

enum error plan_moves_create(struct request *rq, struct response *rs)
{
	static const struct field move[] = {
		{ "item", FIELD_UUID, REQUIRED },
		{ "revision", FIELD_INTEGER, REQUIRED },
		{ "starts_on", FIELD_DATE, NOT_NULL },
		{ "ends_on", FIELD_DATE, NOT_NULL },
		{ "organisation", FIELD_UUID },
		{ "responsible", FIELD_UUID },
		{ "direction", FIELD_ONE_OF,
		    .words = "analytic|informational|organisational|expert|consulting" },
	};
	static const struct field fields[] = {
		{ "items", FIELD_LIST, REQUIRED, .min = 1, .max = 1000, .fields = move,
		    .field_count = COUNT(move) },
		{ "dry_run", FIELD_BOOLEAN },
	};
	const char *v[COUNT(fields)], *version;
	struct rows *r;

	TRY(read_id(rq, 0, &version));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_PLAN_VERSIONS_SHOW, PARAMS(version), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(r, 0, STATE), "draft") != 0) {
		rq->clause = "4.6b";
		return refuse(rq, ERR_FROZEN, "state", rows_text(r, 0, STATE), NULL);
	}
	const char *dry = v[1] && strcmp(v[1], "true") == 0 ? "true" : "false";

	TRY(db_query(rq, Q_PLAN_MOVES, PARAMS(version, v[0], dry), &r));
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}
