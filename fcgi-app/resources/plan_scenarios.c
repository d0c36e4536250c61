/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What-if (что, если) of next year's plan: other days, weights or coverage, for this once. It is a job
 * of the worker; its answer is shown and changes nothing: proposals are accepted one by one as ever.
 */
#include "app.h"

#include <stdlib.h>

enum error plan_scenarios_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_PLAN_SCENARIOS_SHOW, PARAMS(id));
}

/* Names are those of the settings without plan_. */
static const struct field fields[] = {
	{ "days", FIELD_INTEGER, .min = 0, .max = 10000 },
	{ "days_per_school", FIELD_INTEGER, .min = 1, .max = 20 },
	{ "days_per_methodist", FIELD_INTEGER, .min = 0, .max = 300 },
	{ "team", FIELD_INTEGER, .min = 1, .max = 20 },
	{ "coverage_years", FIELD_INTEGER, .min = 0, .max = 20 },
	{ "rural_share", FIELD_NUMBER, .max = 1 },
	{ "change_cost", FIELD_NUMBER, .max = 100 },
	{ "travel_cost", FIELD_NUMBER, .max = 100 },
	{ "weight_gap", FIELD_NUMBER, .max = 100 },
	{ "weight_needs", FIELD_NUMBER, .max = 100 },
	{ "weight_support", FIELD_NUMBER, .max = 100 },
};

static enum error check_numbers(struct request *rq, const char *const v[])
{
	enum error e = OK;

	for (size_t i = 0; i < COUNT(fields); i++) {
		double x = v[i] && *v[i] ? strtod(v[i], NULL) : 0;

		if (fields[i].type != FIELD_NUMBER || (x >= 0 && x <= (double)fields[i].max))
			continue;
		e = invalid(rq, x < 0 ? FAULT_TOO_SMALL : FAULT_TOO_BIG, "/%s", fields[i].name);
	}
	return e;
}

enum error plan_scenarios_create(struct request *rq, struct response *rs)
{
	const char *v[1 + COUNT(fields)], *id;
	size_t n = 0;
	struct rows *r, *plan;

	TRY(read_fields(rq, fields, COUNT(fields), v + 1));
	TRY(check_numbers(rq, v + 1));
	for (size_t i = 1; i < COUNT(v); i++) {
		v[i] = v[i] && *v[i] ? v[i] : NULL;
		n += v[i] != NULL;
	}
	if (!n)
		return fail(rq, ERR_NOTHING_ASKED, NULL);
	TRY(db_query(rq, Q_PLAN_SCENARIOS_PLAN, NO_PARAMS, &plan));
	if (rows_count(plan) == 0)
		return fail(rq, ERR_NOTHING_TO_PLAN_FROM, NULL);
	v[0] = rows_text(plan, 0, 0);
	TRY(db_query(rq, Q_PLAN_SCENARIOS_CREATE, COUNT(v), v, &r));
	id = rows_text(r, 0, 0);
	TRY(db_show(rq, rs, Q_PLAN_SCENARIOS_SHOW, PARAMS(id)));
	rs->status = 202;
	rs->location = arena_printf(rq->mem, "/api/v1/growth/plan-scenarios/%s", id);
	return OK;
}

enum error plan_scenarios_cancel(struct request *rq, struct response *rs)
{
	enum { JOB = 2 };
	const char *id;
	struct rows *r, *done;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_PLAN_SCENARIOS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_JOBS_CANCEL, PARAMS(rows_text(r, 0, JOB)), &done));
	if (!rows_text(done, 0, 0))
		return fail(rq, ERR_JOB_HAS_ENDED, NULL);
	return db_show(rq, rs, Q_PLAN_SCENARIOS_SHOW, PARAMS(id));
}
