/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Items of a plan. One item has the same id in every version, so a request may name the version;
 * without it the approved one is read, and the newest is changed. Only a draft can be changed.
 */
#include "app.h"

#include <string.h>

#define DIRECTIONS "analytic|informational|organisational|expert|consulting"

static const struct field version_query[] = { { "version", FIELD_UUID } };

static const struct field item_fields[] = {
	{ "title", FIELD_TEXT, NOT_NULL, .min = 1, .max = 500 },
	{ "form", FIELD_UUID, NOT_NULL },
	{ "starts_on", FIELD_DATE, NOT_NULL },
	{ "ends_on", FIELD_DATE, NOT_NULL },
	{ "organisation", FIELD_UUID },
	{ "responsible", FIELD_UUID },
	{ "direction", FIELD_ONE_OF, .words = DIRECTIONS },
	{ "section", FIELD_TEXT, .max = 200 },
	{ "addressee", FIELD_TEXT, .max = 500 },
	{ "result", FIELD_TEXT, .max = 500 },
};

enum error plan_items_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "plan", FIELD_UUID },
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
		{ "version", FIELD_UUID },
		{ "organisation", FIELD_UUID },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_PLAN_ITEMS_LIST, COUNT(v), v);
}

enum error plan_items_show(struct request *rq, struct response *rs)
{
	const char *id, *version;

	TRY(read_id(rq, 0, &id));
	TRY(read_query(rq, version_query, 1, &version));
	return db_show(rq, rs, Q_PLAN_ITEMS_SHOW, PARAMS(id, version));
}

enum error plan_items_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "version", FIELD_UUID, REQUIRED },
		{ "title", FIELD_TEXT, REQUIRED, .max = 500 },
		{ "form", FIELD_UUID, REQUIRED },
		{ "starts_on", FIELD_DATE, REQUIRED },
		{ "ends_on", FIELD_DATE, REQUIRED },
		{ "organisation", FIELD_UUID },
		{ "responsible", FIELD_UUID },
		{ "direction", FIELD_ONE_OF, .words = DIRECTIONS },
		{ "section", FIELD_TEXT, .max = 200 },
		{ "addressee", FIELD_TEXT, .max = 500 },
		{ "result", FIELD_TEXT, .max = 500 },
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(check_term(rq, v[4], v[5], "/ends_on"));
	TRY(db_query(rq, Q_PLAN_ITEMS_CREATE, COUNT(v), v, &r));
	bool fresh = rows_count(r) > 0;

	id = fresh ? rows_text(r, 0, 0) : v[0];
	TRY(db_show(rq, rs, Q_PLAN_ITEMS_SHOW, PARAMS(id, v[1])));
	if (!fresh)
		return OK;
	return send_created(rq, rs, "plan-items", id);
}

enum { VERSION_ID, REVISION, STARTS_ON, ENDS_ON }; /* columns of plan_items_version */

/* The version that a change is meant for. */
static enum error chosen(
    struct request *rq, const char **id, const char **version, struct rows **present)
{
	TRY(read_id(rq, 0, id));
	TRY(read_query(rq, version_query, 1, version));
	TRY(db_query(rq, Q_PLAN_ITEMS_VERSION, PARAMS(*id, *version), present));
	if (rows_count(*present) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	*version = rows_text(*present, 0, VERSION_ID);
	return OK;
}

/* A date that comes alone is held against the other one of the row that the sender has seen. */
static enum error check_new_term(struct request *rq, const struct rows *present,
    const char *revision, const char *starts_on, const char *ends_on)
{
	bool seen = strcmp(revision, rows_text(present, 0, REVISION)) == 0;
	const char *from = seen && !starts_on ? rows_text(present, 0, STARTS_ON) : starts_on;
	const char *to = seen && !ends_on ? rows_text(present, 0, ENDS_ON) : ends_on;

	return check_term(rq, from, to, ends_on ? "/ends_on" : "/starts_on");
}

enum error plan_items_update(struct request *rq, struct response *rs)
{
	const char *v[COUNT(item_fields)], *id, *version, *revision;
	struct rows *present, *r;

	TRY(chosen(rq, &id, &version, &present));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, item_fields, COUNT(v), v));
	TRY(check_new_term(rq, present, revision, v[2], v[3]));
	TRY(db_query(rq, Q_PLAN_ITEMS_UPDATE,
	    PARAMS(
		id, version, revision, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]),
	    &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_PLAN_ITEMS_SHOW, PARAMS(id, version));
	return db_show(rq, rs, Q_PLAN_ITEMS_SHOW, PARAMS(id, version));
}

enum error plan_items_delete(struct request *rq, struct response *rs)
{
	const char *id, *version;
	struct rows *present, *r;

	TRY(chosen(rq, &id, &version, &present));
	TRY(db_query(rq, Q_PLAN_ITEMS_DELETE, PARAMS(id, version), &r));
	return rows_count(r) ? send_nothing(rs) : fail(rq, ERR_NOT_FOUND, NULL);
}
