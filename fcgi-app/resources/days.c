/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Methodological days (методический день в ОО) and their way: in the plan, on an order, announced,
 * running, held, summed up, considered, approved, closed. Each event is a verb of its own; workflow.def
 * says from where and for whom. After `held` a day follows its papers by itself (day_follows); the verbs
 * are for what they leave open.
 */
#include "app.h"

#include <string.h>

enum error days_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "from", FIELD_DATE },
		{ "to", FIELD_DATE },
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
		{ "organisation", FIELD_UUID },
		{ "state", FIELD_TEXT, .max = 20 },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_DAYS_LIST, COUNT(v), v);
}

enum error days_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_DAYS_SHOW, PARAMS(id));
}

enum error days_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "plan_item", FIELD_UUID },
		{ "organisation", FIELD_UUID },
		{ "held_on", FIELD_DATE, REQUIRED },
		{ "theme", FIELD_TEXT, .max = 300 },
		{ "aim", FIELD_TEXT, .max = 2000 },
		{ "lead", FIELD_UUID },
	};
	const char *v[COUNT(fields)];
	struct rows *r, *entered;

	TRY(read_fields(rq, fields, COUNT(v), v));
	if (!(v[1] && *v[1]) && !(v[2] && *v[2]))
		return invalid(rq, FAULT_REQUIRED, "/organisation");
	if (!(v[1] && *v[1]) && !(v[4] && *v[4]))
		return invalid(rq, FAULT_REQUIRED, "/theme");
	TRY(db_query(rq, Q_DAYS_CREATE, COUNT(v), v, &r));
	if (!rows_count(r) && !v[0])
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such plan item");
	if (rows_count(r))
		TRY(db_query(rq, Q_DAYS_ENTER_PLAN, PARAMS(rows_text(r, 0, 0)), &entered));
	return db_created(rq, rs, r, v[0], "days", Q_DAYS_SHOW);
}

enum error days_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "theme", FIELD_TEXT, NOT_NULL, .min = 1, .max = 300 },
		{ "aim", FIELD_TEXT, .max = 2000 },
		{ "lead", FIELD_UUID },
		{ "held_on", FIELD_DATE, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_DAYS_UPDATE, PARAMS(id, revision, v[0], v[1], v[2], v[3]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_DAYS_SHOW, PARAMS(id));
	if (v[3])
		TRY(db_query(rq, Q_DAYS_MOVE_SLOTS, PARAMS(id), &r));
	return db_show(rq, rs, Q_DAYS_SHOW, PARAMS(id));
}

/* The day, and the state that the event leads to. Announcing what has no order is refused by the
 * rule (4.1), in the words of the day's `blocked`, rather than as a step out of turn. */
static enum error begin(struct request *rq, const char *event, const char **id, const char **to)
{
	struct rows *r;

	*to = NULL;
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_DAYS_SHOW, PARAMS(*id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(event, "announce") == 0 && strcmp(rows_text(r, 0, 4), "t") == 0)
		return refuse(rq, ERR_NO_REGISTERED_ORDER, NULL);
	return workflow_step(rq, rows_text(r, 0, 3), rows_text(r, 0, 2), event, to);
}

/* What a step brings with it; NULL: nothing. */
struct brought {
	const char *order, *reason, *held_on;
};

static enum error step(
    struct request *rq, struct response *rs, const char *id, const char *to, struct brought with)
{
	struct rows *r;

	TRY(db_query(rq, Q_DAYS_STEP, PARAMS(id, to, with.order, with.reason, with.held_on), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (with.held_on && *with.held_on)
		TRY(db_query(rq, Q_DAYS_MOVE_SLOTS, PARAMS(id), &r));
	return db_show(rq, rs, Q_DAYS_SHOW, PARAMS(id));
}

static enum error plain_step(struct request *rq, struct response *rs, const char *event)
{
	const char *id, *to;

	TRY(begin(rq, event, &id, &to));
	return step(rq, rs, id, to, (struct brought){ 0 });
}

enum error days_announce(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "announce");
}

enum error days_start(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "start");
}

enum error days_hold(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "hold");
}

enum error days_analyse(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "analyse");
}

enum error days_submit(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "submit");
}

enum error days_consider(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "consider");
}

enum error days_return(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "return");
}

enum error days_approve(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "approve");
}

enum error days_close(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "close");
}

enum error days_plan(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "plan_item", FIELD_UUID, REQUIRED } };
	const char *v[COUNT(fields)], *id, *to;
	struct rows *r;

	TRY(begin(rq, "plan", &id, &to));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_DAYS_INTO_PLAN, PARAMS(id, to, v[0]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such plan item");
	return db_show(rq, rs, Q_DAYS_SHOW, PARAMS(id));
}

enum error days_order(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "order", FIELD_UUID, REQUIRED } };
	const char *v[COUNT(fields)], *id, *to;

	TRY(begin(rq, "order", &id, &to));
	TRY(read_fields(rq, fields, COUNT(v), v));
	return step(rq, rs, id, to, (struct brought){ .order = v[0] });
}

enum error days_postpone(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "reason", FIELD_TEXT, REQUIRED, .max = 500 },
		{ "held_on", FIELD_DATE },
	};
	const char *v[COUNT(fields)], *id, *to;

	TRY(begin(rq, "postpone", &id, &to));
	TRY(read_fields(rq, fields, COUNT(v), v));
	return step(rq, rs, id, to, (struct brought){ .reason = v[0], .held_on = v[1] });
}

enum error days_cancel(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "reason", FIELD_TEXT, REQUIRED, .max = 500 } };
	const char *v[COUNT(fields)], *id, *to;
	struct rows *r;

	TRY(begin(rq, "cancel", &id, &to));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SLOTS_CANCEL_ALL, PARAMS(id), &r));
	return step(rq, rs, id, to, (struct brought){ .reason = v[0] });
}
