/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a version of the plan differs from its base: each change has a reason and cites what it rests on
 * (4.6b): a visit, a paper, a need, a proposal, or words. A version without them isn't submitted.
 */
#include "app.h"

enum error plan_changes_put(struct request *rq, struct response *rs)
{
	static const struct field evidence[] = {
		{ "visit", FIELD_UUID },
		{ "document", FIELD_UUID },
		{ "need", FIELD_UUID },
		{ "proposal", FIELD_UUID },
		{ "body", FIELD_TEXT, .max = 2000 },
	};
	static const struct field fields[] = {
		{ "reason", FIELD_TEXT, REQUIRED, .min = 1, .max = 2000 },
		{ "evidence", FIELD_LIST, REQUIRED, .min = 1, .max = 20, .fields = evidence,
		    .field_count = COUNT(evidence) },
	};
	const char *v[COUNT(fields)], *version, *item;
	struct rows *r;

	TRY(read_id(rq, 0, &version));
	TRY(read_id(rq, 1, &item));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_PLAN_CHANGES_WRITE, PARAMS(version, item, v[0]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, "no such version, or the item does not differ");
	TRY(db_query(rq, Q_PLAN_CHANGES_CITE, PARAMS(rows_text(r, 0, 0), v[1]), &r));
	return db_list(rq, rs, Q_PLAN_VERSIONS_DIFF, PARAMS(version));
}
