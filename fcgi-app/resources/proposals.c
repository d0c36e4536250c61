/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proposals for the next plan (4.6): statistics propose, the head of the centre decides with a reason.
 * An accepted one becomes an item of the plan's draft, or takes a day of last year's out of it, citing
 * the proposal as its evidence; until the draft is submitted a decision can be taken back.
 */
#include "app.h"

#include <string.h>

enum error proposals_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
		{ "state", FIELD_ONE_OF, .words = "proposed|accepted|rejected" },
		{ "organisation", FIELD_UUID },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_PROPOSALS_LIST, COUNT(v), v);
}

enum error proposals_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_PROPOSALS_SHOW, PARAMS(id));
}

enum { STATE = 2, OF_VERSION = 3, OF_ITEM = 4, KIND = 5 }; /* columns of proposals_show */

static enum error begin(
    struct request *rq, const char *event, const char **id, const char **to, struct rows **present)
{
	*to = NULL;
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_PROPOSALS_SHOW, PARAMS(*id), present));
	if (rows_count(*present) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return workflow_step(rq, "proposal", rows_text(*present, 0, STATE), event, to);
}

static enum error decide(struct request *rq, struct response *rs, const char *const v[5])
{
	struct rows *r;

	TRY(db_query(rq, Q_PROPOSALS_DECIDE, 5, v, &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_show(rq, rs, Q_PROPOSALS_SHOW, PARAMS(v[0]));
}

/* The plan's draft; where its newest version is approved, the next one, which takes over its items. */
static enum error draft_of(struct request *rq, const char *proposal, const char **version)
{
	struct rows *r, *made, *filled;

	TRY(db_query(rq, Q_PROPOSALS_DRAFT, PARAMS(proposal), &r));
	*version = rows_text(r, 0, 0);
	if (*version)
		return OK;
	const char *plan = rows_text(r, 0, 1), *base = rows_text(r, 0, 2);

	if (!base)
		return fail(rq, ERR_PLAN_IS_AT_COUNCIL, NULL);
	TRY(db_query(rq, Q_PLAN_VERSIONS_CREATE, PARAMS(NULL, plan, base), &made));
	*version = rows_text(made, 0, 0);
	return db_query(rq, Q_PLAN_VERSIONS_FILL, PARAMS(*version, base), &filled);
}

static bool drops(const struct rows *present)
{
	return strcmp(rows_text(present, 0, KIND), "drop") == 0;
}

/* The draft without the day; nothing of the item is asked, for there is none after it. */
static enum error drop(
    struct request *rq, struct response *rs, const char *id, const char *to, const char *reason)
{
	const char *version;
	struct rows *r;

	TRY(draft_of(rq, id, &version));
	TRY(db_query(rq, Q_PROPOSALS_DROP, PARAMS(id, version, reason), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_DAY_IS_GONE, NULL);
	const char *const decision[] = { id, to, reason, version, rows_text(r, 0, 0) };

	return decide(rq, rs, decision);
}

enum error proposals_accept(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "reason", FIELD_TEXT, REQUIRED, .min = 1, .max = 2000 },
		{ "title", FIELD_TEXT, .max = 500 },
		{ "starts_on", FIELD_DATE },
		{ "ends_on", FIELD_DATE },
		{ "responsible", FIELD_UUID },
	};
	const char *v[COUNT(fields)], *id, *to, *version;
	struct rows *r;

	TRY(begin(rq, "accept", &id, &to, &r));
	TRY(read_fields(rq, fields, COUNT(v), v));
	for (size_t i = 2; i < 4; i++)
		v[i] = v[i] && *v[i] ? v[i] : NULL;
	TRY(check_term(rq, v[2], v[3], "/ends_on"));
	if (drops(r))
		return drop(rq, rs, id, to, v[0]);
	TRY(draft_of(rq, id, &version));
	TRY(db_query(
	    rq, Q_PROPOSALS_ACCEPT, PARAMS(id, version, v[0], v[1], v[2], v[3], v[4]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NO_FORM_OF_DAY, NULL);
	const char *const decision[] = { id, to, v[0], version, rows_text(r, 0, 0) };

	return decide(rq, rs, decision);
}

enum error proposals_reject(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "reason", FIELD_TEXT, REQUIRED, .min = 1, .max = 2000 },
	};
	const char *v[COUNT(fields)], *id, *to;
	struct rows *r;

	TRY(begin(rq, "reject", &id, &to, &r));
	TRY(read_fields(rq, fields, COUNT(v), v));
	const char *const decision[] = { id, to, v[0], NULL, NULL };

	return decide(rq, rs, decision);
}

enum error proposals_reconsider(struct request *rq, struct response *rs)
{
	const char *id, *to;
	struct rows *r, *gone;

	TRY(begin(rq, "reconsider", &id, &to, &r));
	if (rows_text(r, 0, OF_ITEM))
		TRY(db_query(rq, drops(r) ? Q_PROPOSALS_PUT_BACK : Q_PROPOSALS_TAKE_BACK,
		    PARAMS(rows_text(r, 0, OF_VERSION), rows_text(r, 0, OF_ITEM)), &gone));
	const char *const decision[] = { id, to, NULL, NULL, NULL };

	return decide(rq, rs, decision);
}
