/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Versions of a plan: edited as a draft, approved by a registered order, then only followed by
 * another (4.6b). A new version takes over the items of its base, under the same ids.
 */
#include "app.h"

#include <strings.h>

enum error plan_versions_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_PLAN_VERSIONS_SHOW, PARAMS(id));
}

enum { STATE = 2, PLAN = 3 }; /* columns of plan_versions_show */

static enum error check_base(struct request *rq, const char *plan, const char *base)
{
	struct rows *r;

	TRY(db_query(rq, Q_PLAN_VERSIONS_SHOW, PARAMS(base), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such base");
	return strcasecmp(rows_text(r, 0, PLAN), plan) == 0
		   ? OK
		   : invalid(rq, FAULT_OF_ANOTHER_PLAN, "/base");
}

enum error plan_versions_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "plan", FIELD_UUID, REQUIRED },
		{ "base", FIELD_UUID },
	};
	const char *v[COUNT(fields)];
	struct rows *r, *filled;

	TRY(read_fields(rq, fields, COUNT(v), v));
	v[2] = v[2] && *v[2] ? v[2] : NULL;
	if (v[2])
		TRY(check_base(rq, v[1], v[2]));
	TRY(db_query(rq, Q_PLAN_VERSIONS_CREATE, COUNT(v), v, &r));
	if (rows_count(r) && v[2])
		TRY(db_query(rq, Q_PLAN_VERSIONS_FILL, PARAMS(rows_text(r, 0, 0), v[2]), &filled));
	if (!rows_count(r) && !v[0])
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such plan");
	return db_created(rq, rs, r, v[0], "plan-versions", Q_PLAN_VERSIONS_SHOW);
}

enum error plan_versions_diff(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_PLAN_VERSIONS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_list(rq, rs, Q_PLAN_VERSIONS_DIFF, PARAMS(id));
}

static enum error step(
    struct request *rq, struct response *rs, const char *event, const char *order)
{
	const char *id, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_PLAN_VERSIONS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(workflow_step(rq, "plan", rows_text(r, 0, STATE), event, &to));
	TRY(db_query(rq, Q_PLAN_VERSIONS_STEP, PARAMS(id, to, order), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_show(rq, rs, Q_PLAN_VERSIONS_SHOW, PARAMS(id));
}

enum error plan_versions_submit(struct request *rq, struct response *rs)
{
	return step(rq, rs, "submit", NULL);
}

enum error plan_versions_approve(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "order", FIELD_UUID, REQUIRED } };
	const char *v[COUNT(fields)];

	TRY(read_fields(rq, fields, COUNT(v), v));
	return step(rq, rs, "approve", v[0]);
}
