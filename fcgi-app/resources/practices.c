/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pedagogical practice (педагогический опыт): noticed at a visit or told of by its author, described,
 * considered by the council, published with each author's consent (4.6c).
 */
#include "app.h"

#include <string.h>

#define STATES "noticed|described|council|published|adopted|archived"

enum error practices_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "state", FIELD_ONE_OF, .words = STATES },
		{ "competence", FIELD_UUID },
		{ "subject", FIELD_UUID },
		{ "school", FIELD_UUID },
		{ "q", FIELD_TEXT, .max = 100 },
		{ "mine", FIELD_ONE_OF, .words = "1" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_PRACTICES_LIST, COUNT(v), v);
}

enum error practices_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_PRACTICES_SHOW, PARAMS(id));
}

enum { ORGANISATION, PERSON, VISIT, SUBJECT, BODY }; /* columns of practices_draft_... */

/* Methodists notice the practice of whom they visited; anybody else tells of his own. */
static enum error draft(struct request *rq, const char *visit, struct rows **r)
{
	bool notices = rq->scope == SCOPE_DISTRICT;

	*r = NULL;
	if (visit && *visit)
		TRY(db_query(rq, Q_PRACTICES_DRAFT_VISIT, PARAMS(visit), r));
	else if (notices)
		return invalid(rq, FAULT_REQUIRED, "/visit");
	else
		TRY(db_query(rq, Q_PRACTICES_DRAFT_OWN, NO_PARAMS, r));
	if (rows_count(*r) == 0)
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such visit, or no post");
	if (!notices && strcmp(rows_text(*r, 0, PERSON), rq->person) != 0)
		return fail(rq, ERR_FORBIDDEN, "another person's practice");
	return OK;
}

enum error practices_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "visit", FIELD_UUID },
		{ "title", FIELD_TEXT, REQUIRED, .min = 1, .max = 300 },
		{ "subject", FIELD_UUID, NOT_NULL },
		{ "competence", FIELD_UUID, NOT_NULL },
	};
	const char *v[COUNT(fields)];
	struct rows *d, *r, *author;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(draft(rq, v[1], &d));
	TRY(db_query(rq, Q_PRACTICES_INSERT,
	    PARAMS(v[0], rows_text(d, 0, ORGANISATION), rows_text(d, 0, PERSON),
		rows_text(d, 0, VISIT), v[3] ? v[3] : rows_text(d, 0, SUBJECT), v[4], v[2],
		rows_text(d, 0, BODY)),
	    &r));
	if (rows_count(r))
		TRY(db_query(rq, Q_PRACTICES_AUTHOR,
		    PARAMS(rows_text(r, 0, 0), rows_text(d, 0, PERSON)), &author));
	return db_created(rq, rs, r, v[0], "practices", Q_PRACTICES_SHOW);
}

enum { STATE = 2, TEXT }; /* columns of practices_show */

static enum error find(struct request *rq, const char **id, struct rows **r)
{
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_PRACTICES_SHOW, PARAMS(*id), r));
	return rows_count(*r) ? OK : fail(rq, ERR_NOT_FOUND, NULL);
}

enum error practices_update(struct request *rq, struct response *rs)
{
	static const struct field person[] = { { "person", FIELD_UUID, REQUIRED } };
	static const struct field fields[] = {
		{ "title", FIELD_TEXT, NOT_NULL, .min = 1, .max = 300 },
		{ "body", FIELD_JSON, NOT_NULL },
		{ "subject", FIELD_UUID },
		{ "competence", FIELD_UUID },
		{ "authors", FIELD_LIST, NOT_NULL, .min = 1, .max = 20, .fields = person,
		    .field_count = COUNT(person) },
	};
	const char *v[COUNT(fields)], *id, *revision, *body = NULL;
	struct rows *r, *now;

	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(find(rq, &id, &now));
	if (v[1]) {
		TRY(check_blocks(rq, v[1], "/body"));
		TRY(db_query(rq, Q_FIGURES_FILL, PARAMS(v[1], rows_text(now, 0, TEXT)), &r));
		body = rows_text(r, 0, 0);
	}
	if (v[4] && strcmp(v[4], "[]") == 0)
		return invalid(rq, FAULT_TOO_SHORT, "/authors");
	TRY(db_query(rq, Q_PRACTICES_UPDATE, PARAMS(id, revision, v[0], body, v[2], v[3]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_PRACTICES_SHOW, PARAMS(id));
	if (v[4]) {
		TRY(db_query(rq, Q_MATERIALS_ADD_PARTIES, PARAMS(id, "author", v[4]), &r));
		TRY(db_query(rq, Q_MATERIALS_FORGET_PARTIES, PARAMS(id, "author", v[4]), &r));
	}
	return db_show(rq, rs, Q_PRACTICES_SHOW, PARAMS(id));
}

static enum error step(struct request *rq, struct response *rs, const char *event)
{
	const char *id, *to;
	struct rows *r, *moved;

	TRY(find(rq, &id, &r));
	TRY(workflow_step(rq, "practice", rows_text(r, 0, STATE), event, &to));
	TRY(db_query(rq, Q_PRACTICES_STEP, PARAMS(id, to, rows_text(r, 0, STATE)), &moved));
	if (rows_count(moved) == 0)
		return fail(rq, ERR_CONFLICT, "moved meanwhile, or another person's card");
	return db_show(rq, rs, Q_PRACTICES_SHOW, PARAMS(id));
}

enum error practices_describe(struct request *rq, struct response *rs)
{
	return step(rq, rs, "describe");
}

enum error practices_rework(struct request *rq, struct response *rs)
{
	return step(rq, rs, "rework");
}

enum error practices_submit(struct request *rq, struct response *rs)
{
	return step(rq, rs, "submit");
}

enum error practices_publish(struct request *rq, struct response *rs)
{
	return step(rq, rs, "publish");
}

enum error practices_adopt(struct request *rq, struct response *rs)
{
	return step(rq, rs, "adopt");
}

enum error practices_archive(struct request *rq, struct response *rs)
{
	return step(rq, rs, "archive");
}

enum error practices_consent(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(find(rq, &id, &r));
	TRY(db_query(rq, Q_PRACTICES_CONSENT, PARAMS(id), &r));
	return db_show(rq, rs, Q_PRACTICES_SHOW, PARAMS(id));
}

/* A withdrawn consent stops the publication, and hides what is published from other schools. */
enum error practices_withdraw(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(find(rq, &id, &r));
	TRY(db_query(rq, Q_PRACTICES_WITHDRAW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_CONSENT_IS_WITHDRAWN_ALREADY, NULL);
	return db_show(rq, rs, Q_PRACTICES_SHOW, PARAMS(id));
}
