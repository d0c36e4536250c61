/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Orders (приказы) of the head of the department. "Signed" means recorded as signed on paper or in
 * another system; a registered order on holding a day opens the way to its announcement (4.1), one of
 * approval approves what its sitting accepted (4.5).
 */
#include "app.h"

#include <string.h>

#define KINDS "order_hold|order_plan|order_approve|order_amend"

enum error orders_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "day", FIELD_UUID },
		{ "kind", FIELD_ONE_OF, .words = KINDS "|order_other" },
		{ "state", FIELD_ONE_OF, .words = "draft|signed|registered" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
		{ "sitting", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_ORDERS_LIST,
	    PARAMS(v[0], v[1], v[2], v[3], v[4],
		rq->scope == SCOPE_DISTRICT ? "district" : "school", v[5]));
}

enum error orders_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_ORDERS_SHOW, PARAMS(id));
}

enum error orders_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "kind", FIELD_ONE_OF, REQUIRED, .words = KINDS },
		{ "day", FIELD_UUID },
		{ "plan_version", FIELD_UUID },
		{ "sitting", FIELD_UUID },
		{ "title", FIELD_TEXT, .max = 300 },
		{ "body", FIELD_JSON },
		{ "regulation", FIELD_UUID },
	};
	static const struct draft {
		const char *kind;
		size_t subject; /* the field that it is about */
		enum query query;
	} drafts[] = {
		{ "order_hold", 2, Q_ORDERS_DRAFT_HOLD },
		{ "order_plan", 3, Q_ORDERS_DRAFT_PLAN },
		{ "order_approve", 4, Q_ORDERS_DRAFT_APPROVE },
		{ "order_amend", 7, Q_ORDERS_DRAFT_AMEND },
	}, *d;
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	for (d = drafts; strcmp(d->kind, v[1]) != 0;)
		d++;
	const char *subject = v[d->subject];

	if (!subject || !*subject)
		return invalid(rq, FAULT_REQUIRED, "/%s", fields[d->subject].name);
	TRY(db_query(rq, d->query, PARAMS(v[0], subject, v[5], v[6]), &r));
	if (!rows_count(r) && !v[0])
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such subject");
	return db_created(rq, rs, r, v[0], "orders", Q_ORDERS_SHOW);
}

enum error orders_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "title", FIELD_TEXT, NOT_NULL, .min = 1, .max = 300 },
		{ "body", FIELD_JSON, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_ORDERS_UPDATE, PARAMS(id, revision, v[0], v[1]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_ORDERS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_ORDERS_SHOW, PARAMS(id));
}

/* The order, its next state and the day that it is for. */
static enum error begin(
    struct request *rq, const char *event, const char **id, const char **to, const char **day)
{
	struct rows *r;

	*to = *day = NULL;
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_ORDERS_SHOW, PARAMS(*id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	*day = rows_text(r, 0, 3);
	return workflow_step(rq, "order", rows_text(r, 0, 2), event, to);
}

enum error orders_sign(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "signed_on", FIELD_DATE } };
	const char *v[COUNT(fields)] = { NULL }, *id, *to, *day;
	struct rows *r;

	TRY(begin(rq, "sign", &id, &to, &day));
	if (rq->body_len)
		TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_ORDERS_SIGN, PARAMS(id, to), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (v[0] && *v[0])
		TRY(db_query(rq, Q_ORDERS_SIGNED_ON, PARAMS(id, v[0]), &r));
	return db_show(rq, rs, Q_ORDERS_SHOW, PARAMS(id));
}

enum error orders_register(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "number", FIELD_TEXT, REQUIRED, .max = 40 },
		{ "dated", FIELD_DATE, REQUIRED },
	};
	const char *v[COUNT(fields)], *id, *to, *day;
	struct rows *r;

	TRY(begin(rq, "register", &id, &to, &day));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_ORDERS_REGISTER, PARAMS(id, to, v[0], v[1]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (day)
		TRY(db_query(rq, Q_ORDERS_OPEN_DAY, PARAMS(id, day), &r));
	return db_show(rq, rs, Q_ORDERS_SHOW, PARAMS(id));
}
