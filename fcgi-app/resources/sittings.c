/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sittings (заседания) of the methodical council: planned, called, opened with a quorum of the members in
 * office that day, closed when every question is decided. Closing carries out the decisions (4.5): what
 * they do to the papers stands in the database, in the same transaction.
 */
#include "app.h"

#include <string.h>

#define KINDS "in_person|correspondence"

enum error sittings_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "from", FIELD_DATE },
		{ "to", FIELD_DATE },
		{ "year", FIELD_INTEGER, .min = 2000, .max = 2100 },
		{ "state", FIELD_ONE_OF, .words = "planned|called|open|closed|cancelled" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_SITTINGS_LIST, COUNT(v), v);
}

enum error sittings_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_SITTINGS_SHOW, PARAMS(id));
}

enum { ID, KIND, HELD_ON, PLACE, CHAIR, SECRETARY, GUESTS };

/* Who isn't named is whoever is in office that day; an office that nobody holds must be named. */
static enum error fill_offices(struct request *rq, const char *v[], const char **council)
{
	struct rows *r;
	enum error e = OK;

	TRY(db_query(rq, Q_SITTINGS_OFFICERS, PARAMS(v[HELD_ON]), &r));
	if (rows_count(r) == 0)
		return refuse(rq, ERR_SITTING_IS_OF_COUNCIL, NULL);
	*council = rows_text(r, 0, 0);
	if (!v[CHAIR] || !*v[CHAIR])
		v[CHAIR] = rows_text(r, 0, 1);
	if (!v[SECRETARY] || !*v[SECRETARY])
		v[SECRETARY] = rows_text(r, 0, 2);
	if (!v[CHAIR])
		e = invalid(rq, FAULT_REQUIRED, "/chair");
	if (!v[SECRETARY])
		e = invalid(rq, FAULT_REQUIRED, "/secretary");
	return e;
}

enum error sittings_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		[ID] = { "id", FIELD_UUID, NOT_NULL },
		[KIND] = { "kind", FIELD_ONE_OF, NOT_NULL, .words = KINDS },
		[HELD_ON] = { "held_on", FIELD_DATE, REQUIRED },
		[PLACE] = { "place", FIELD_TEXT, .max = 300 },
		[CHAIR] = { "chair", FIELD_UUID },
		[SECRETARY] = { "secretary", FIELD_UUID },
		[GUESTS] = { "guests", FIELD_TEXT, .max = 2000 },
	};
	const char *v[COUNT(fields)], *council = NULL;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(fill_offices(rq, v, &council));
	TRY(db_query(rq, Q_SITTINGS_CREATE,
	    PARAMS(
		v[ID], council, v[KIND], v[HELD_ON], v[PLACE], v[CHAIR], v[SECRETARY], v[GUESTS]),
	    &r));
	return db_created(rq, rs, r, v[ID], "sittings", Q_SITTINGS_SHOW);
}

enum error sittings_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "kind", FIELD_ONE_OF, NOT_NULL, .words = KINDS },
		{ "held_on", FIELD_DATE, NOT_NULL },
		{ "place", FIELD_TEXT, .max = 300 },
		{ "chair", FIELD_UUID, NOT_NULL },
		{ "secretary", FIELD_UUID, NOT_NULL },
		{ "guests", FIELD_TEXT, .max = 2000 },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(
	    rq, Q_SITTINGS_UPDATE, PARAMS(id, revision, v[0], v[1], v[2], v[3], v[4], v[5]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_SITTINGS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_SITTINGS_SHOW, PARAMS(id));
}

/* Presence is a list, written all at once over what the sender saw. */
enum error sittings_presence(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "people", FIELD_LIST, REQUIRED, .max = 100 } };
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SITTINGS_TOUCH, PARAMS(id, revision), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_SITTINGS_SHOW, PARAMS(id));
	TRY(db_query(rq, Q_SITTINGS_ABSENT, PARAMS(id, v[0]), &r));
	TRY(db_query(rq, Q_SITTINGS_PRESENT, PARAMS(id, v[0]), &r));
	return db_show(rq, rs, Q_SITTINGS_SHOW, PARAMS(id));
}

/* A step that another has taken meanwhile is no step any more. */
static enum error step(struct request *rq, struct response *rs, const char *event)
{
	const char *id, *from, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_SITTINGS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	from = rows_text(r, 0, 2);
	TRY(workflow_step(rq, "sitting", from, event, &to));
	TRY(db_query(rq, Q_SITTINGS_STEP, PARAMS(id, to, from), &r));
	if (rows_count(r) == 0)
		return workflow_step(rq, "sitting", to, event, &to);
	return db_show(rq, rs, Q_SITTINGS_SHOW, PARAMS(id));
}

enum error sittings_call(struct request *rq, struct response *rs)
{
	return step(rq, rs, "call");
}

enum error sittings_open(struct request *rq, struct response *rs)
{
	return step(rq, rs, "open");
}

enum error sittings_close(struct request *rq, struct response *rs)
{
	return step(rq, rs, "close");
}

enum error sittings_cancel(struct request *rq, struct response *rs)
{
	return step(rq, rs, "cancel");
}
