/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections (коррекция деятельности) of a teacher's or leader's work (4.6a): proposed with a baseline,
 * agreed by the very person, checked by a new measure. The measure says helped, worse or not seen yet;
 * somebody else than the person decides, and may decide otherwise.
 */
#include "app.h"

#include <string.h>

#define STATES "proposed|agreed|in_work|checked|closed|withdrawn"
#define VERDICTS "helped|not_seen_yet|worse"

enum error corrections_list(struct request *rq, struct response *rs)
{
	static const char *const scopes[] = { "own", "own", "school", "district" };
	static const struct field query[] = {
		{ "person", FIELD_UUID },
		{ "organisation", FIELD_UUID },
		{ "state", FIELD_ONE_OF, .words = STATES },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(
	    rq, rs, Q_CORRECTIONS_LIST, PARAMS(v[0], v[1], v[2], v[3], v[4], scopes[rq->scope]));
}

enum error corrections_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_CORRECTIONS_SHOW, PARAMS(id));
}

enum error corrections_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "person", FIELD_UUID, REQUIRED },
		{ "competence", FIELD_UUID, REQUIRED },
		{ "body", FIELD_TEXT, REQUIRED, .min = 1, .max = 4000 },
		{ "due_on", FIELD_DATE },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	v[4] = v[4] && *v[4] ? v[4] : NULL;
	TRY(db_query(rq, Q_CORRECTIONS_CREATE, COUNT(v), v, &r));
	if (!rows_count(r) && !v[0])
		return fail(rq, ERR_NOBODY_TO_CORRECT, NULL);
	return db_created(rq, rs, r, v[0], "corrections", Q_CORRECTIONS_SHOW);
}

enum error corrections_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "body", FIELD_TEXT, NOT_NULL, .min = 1, .max = 4000 },
		{ "due_on", FIELD_DATE, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_CORRECTIONS_UPDATE, PARAMS(id, revision, v[0], v[1]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_CORRECTIONS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_CORRECTIONS_SHOW, PARAMS(id));
}

/* Columns of corrections_show. */
enum { STATE = 2, OF_SENDER = 3, VALUE = 4, SE = 5, N = 6, ON = 7 };

static enum error begin(
    struct request *rq, const char *event, const char **id, const char **to, struct rows **present)
{
	*to = NULL;
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_CORRECTIONS_SHOW, PARAMS(*id), present));
	if (rows_count(*present) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return workflow_step(rq, "correction", rows_text(*present, 0, STATE), event, to);
}

static enum error finish(
    struct request *rq, struct response *rs, const char *id, const char *to, const char *verdict)
{
	struct rows *r, *m;

	TRY(db_query(rq, Q_CORRECTIONS_SHOW, PARAMS(id), &m));
	TRY(db_query(rq, Q_CORRECTIONS_STEP,
	    PARAMS(id, to, verdict, verdict ? rows_text(m, 0, VALUE) : NULL,
		verdict ? rows_text(m, 0, SE) : NULL, verdict ? rows_text(m, 0, N) : NULL,
		verdict ? rows_text(m, 0, ON) : NULL),
	    &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_show(rq, rs, Q_CORRECTIONS_SHOW, PARAMS(id));
}

static enum error plain_step(struct request *rq, struct response *rs, const char *event)
{
	const char *id, *to;
	struct rows *r;

	TRY(begin(rq, event, &id, &to, &r));
	return finish(rq, rs, id, to, NULL);
}

enum error corrections_agree(struct request *rq, struct response *rs)
{
	const char *id, *to;
	struct rows *r;

	TRY(begin(rq, "agree", &id, &to, &r));
	if (strcmp(rows_text(r, 0, OF_SENDER), "t") != 0)
		return fail(rq, ERR_ONLY_THE_PERSON_AGREES, NULL);
	return finish(rq, rs, id, to, NULL);
}

enum error corrections_start(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "start");
}

enum error corrections_check(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "verdict", FIELD_ONE_OF, REQUIRED, .words = VERDICTS },
	};
	const char *v[COUNT(fields)], *id, *to;
	struct rows *r;

	TRY(begin(rq, "check", &id, &to, &r));
	TRY(read_fields(rq, fields, COUNT(v), v));
	return finish(rq, rs, id, to, v[0]);
}

enum error corrections_go_on(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "go_on");
}

enum error corrections_close(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "close");
}

enum error corrections_withdraw(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "withdraw");
}
