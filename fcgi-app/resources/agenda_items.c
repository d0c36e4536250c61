/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions of a sitting (повестка): what is considered, what was heard and said, one vote for each member,
 * and the decision. The secretary records all votes, a member his own; totals are counted and never sent.
 * A decision is taken once, and carried out when the sitting closes (4.5).
 */
#include "app.h"

#include <string.h>

#define CHOICES "for|against|abstain"

static bool given(const char *text)
{
	return text && *text;
}

enum error agenda_items_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_AGENDA_ITEMS_SHOW, PARAMS(id));
}

enum error agenda_items_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "title", FIELD_TEXT, .max = 500 },
		{ "document", FIELD_UUID },
		{ "plan_version", FIELD_UUID },
		{ "reporter", FIELD_UUID },
	};
	const char *v[COUNT(fields)], *sitting;
	struct rows *r;

	TRY(read_id(rq, 0, &sitting));
	TRY(read_fields(rq, fields, COUNT(v), v));
	for (size_t i = 1; i < COUNT(v); i++)
		v[i] = given(v[i]) ? v[i] : NULL;
	if (!v[1] && !v[2] && !v[3])
		return invalid(rq, FAULT_REQUIRED, "/title");
	if (v[2] && v[3])
		return invalid(rq, FAULT_UNKNOWN, "/plan_version");
	TRY(db_query(rq, Q_AGENDA_ITEMS_CREATE, PARAMS(sitting, v[0], v[1], v[2], v[3], v[4]), &r));
	if (rows_count(r) == 0 && !v[0])
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_created(rq, rs, r, v[0], "agenda-items", Q_AGENDA_ITEMS_SHOW);
}

static enum error show_sitting(struct request *rq, struct response *rs, const char *sitting)
{
	return db_show(rq, rs, Q_SITTINGS_SHOW, PARAMS(sitting));
}

enum error agenda_items_fill(struct request *rq, struct response *rs)
{
	const char *sitting;
	struct rows *r;

	TRY(read_id(rq, 0, &sitting));
	TRY(db_query(rq, Q_AGENDA_ITEMS_FILL, PARAMS(sitting), &r));
	return show_sitting(rq, rs, sitting);
}

enum error agenda_items_reorder(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "items", FIELD_LIST, REQUIRED, .max = 200 } };
	const char *v[COUNT(fields)], *sitting, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &sitting));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SITTINGS_TOUCH, PARAMS(sitting, revision), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_SITTINGS_SHOW, PARAMS(sitting));
	TRY(db_query(rq, Q_AGENDA_ITEMS_MATCH, PARAMS(sitting, v[0]), &r));
	if (strcmp(rows_text(r, 0, 0), "t") != 0)
		return invalid(rq, FAULT_NOT_ONE_OF, "/items");
	TRY(db_query(rq, Q_AGENDA_ITEMS_REORDER, PARAMS(sitting, v[0]), &r));
	return show_sitting(rq, rs, sitting);
}

enum error agenda_items_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "title", FIELD_TEXT, NOT_NULL, .min = 1, .max = 500 },
		{ "heard", FIELD_TEXT },
		{ "spoke", FIELD_TEXT },
		{ "reporter", FIELD_UUID },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_AGENDA_ITEMS_UPDATE, PARAMS(id, revision, v[0], v[1], v[2], v[3]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_AGENDA_ITEMS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_AGENDA_ITEMS_SHOW, PARAMS(id));
}

enum error agenda_items_delete(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r, *moved;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_AGENDA_ITEMS_DELETE, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_AGENDA_ITEMS_CLOSE_GAP, PARAMS(rows_text(r, 0, 0)), &moved));
	return send_nothing(rs);
}

/* The question must be there and visible; its decision and the sitting's state are the guards' affair. */
static enum error find(struct request *rq, const char **id, struct rows **r)
{
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_AGENDA_ITEMS_SHOW, PARAMS(*id), r));
	return rows_count(*r) ? OK : fail(rq, ERR_NOT_FOUND, NULL);
}

static const struct field vote_fields[] = {
	{ "person", FIELD_UUID, REQUIRED },
	{ "choice", FIELD_ONE_OF, .words = CHOICES },
	{ "dissent", FIELD_TEXT, .max = 2000 },
};

enum error agenda_items_votes(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "votes", FIELD_LIST, REQUIRED, .max = 100, .fields = vote_fields,
		    .field_count = COUNT(vote_fields) },
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(find(rq, &id, &r));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_AGENDA_ITEMS_VOTES, PARAMS(id, v[0]), &r));
	TRY(db_query(rq, Q_AGENDA_ITEMS_VOTES_BACK, PARAMS(id, v[0]), &r));
	return db_show(rq, rs, Q_AGENDA_ITEMS_SHOW, PARAMS(id));
}

enum error agenda_items_vote(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "choice", FIELD_ONE_OF, REQUIRED, .words = CHOICES },
		{ "dissent", FIELD_TEXT, .max = 2000 },
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(find(rq, &id, &r));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_AGENDA_ITEMS_VOTE, PARAMS(id, rq->person, v[0], v[1]), &r));
	return db_show(rq, rs, Q_AGENDA_ITEMS_SHOW, PARAMS(id));
}

/* A null decision takes the present one back, while the sitting is open. A paper is accepted, amended,
 * returned or put off: taking note alone would leave it in the queue for ever. */
enum error agenda_items_decide(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "decision", FIELD_ONE_OF, .words = "accepted|amended|returned|noted|postponed" },
		{ "resolution", FIELD_TEXT },
		{ "remark", FIELD_TEXT },
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(find(rq, &id, &r));
	TRY(read_fields(rq, fields, COUNT(v), v));
	if (!v[0])
		return invalid(rq, FAULT_REQUIRED, "/decision");
	if (strcmp(rows_text(r, 0, 3), "open") != 0)
		return refuse(rq, ERR_SITTING_IS_NOT_OPEN, NULL);
	if (strcmp(v[0], "noted") == 0 && rows_text(r, 0, 4))
		return invalid(rq, FAULT_NOT_ONE_OF, "/decision");
	TRY(db_query(rq, Q_AGENDA_ITEMS_DECIDE, PARAMS(id, v[0], v[1], v[2]), &r));
	if (rows_count(r) == 0)
		return refuse(rq, ERR_ITEM_IS_DECIDED, NULL);
	return db_show(rq, rs, Q_AGENDA_ITEMS_SHOW, PARAMS(id));
}
