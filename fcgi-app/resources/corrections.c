/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections (коррекция деятельности) of a teacher's or leader's work (4.6a): proposed with a baseline,
 * agreed by the very person, checked by a new measure. The comparison says helped, worse, not seen yet
 * or not enough data; somebody else than the person decides, and may decide otherwise.
 */
#include "app.h"
#include "comparison.h"

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

static enum error compare(struct request *rq, const char *id, struct rows **r, const char **json)
{
	TRY(db_query(rq, Q_CORRECTIONS_COMPARED, PARAMS(id), r));
	if (rows_count(*r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return comparison_json(rq, *r, json);
}

static enum error show(struct request *rq, struct response *rs, const char *id)
{
	const char *json;
	struct rows *r;

	TRY(compare(rq, id, &r, &json));
	return db_show(rq, rs, Q_CORRECTIONS_SHOW, PARAMS(id, json));
}

enum error corrections_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return show(rq, rs, id);
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
	if (!rows_count(r))
		return show(rq, rs, v[0]);
	TRY(show(rq, rs, rows_text(r, 0, 0)));
	return send_created(rq, rs, "corrections", rows_text(r, 0, 0));
}

enum error corrections_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "body", FIELD_TEXT, NOT_NULL, .min = 1, .max = 4000 },
		{ "due_on", FIELD_DATE, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id, *revision, *json;
	struct rows *r, *m;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_CORRECTIONS_UPDATE, PARAMS(id, revision, v[0], v[1]), &r));
	if (rows_count(r) > 0)
		return show(rq, rs, id);
	TRY(compare(rq, id, &m, &json));
	return db_stale(rq, Q_CORRECTIONS_SHOW, PARAMS(id, json));
}

/* Columns of corrections_show, and of corrections_compared what a check writes down. */
enum { STATE = 2, OF_SENDER = 3 };
enum { VALUE = 5, N = 6, ON = 9, RUN = 15, SE = 19 };

static enum error begin(
    struct request *rq, const char *event, const char **id, const char **to, struct rows **present)
{
	*to = NULL;
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_CORRECTIONS_SHOW, PARAMS(*id, NULL), present));
	if (rows_count(*present) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return workflow_step(rq, "correction", rows_text(*present, 0, STATE), event, to);
}

static enum error finish(struct request *rq, struct response *rs, const char *id, const char *to)
{
	struct rows *r;

	TRY(db_query(
	    rq, Q_CORRECTIONS_STEP, PARAMS(id, to, NULL, NULL, NULL, NULL, NULL, NULL), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return show(rq, rs, id);
}

static enum error plain_step(struct request *rq, struct response *rs, const char *event)
{
	const char *id, *to;
	struct rows *r;

	TRY(begin(rq, event, &id, &to, &r));
	return finish(rq, rs, id, to);
}

enum error corrections_agree(struct request *rq, struct response *rs)
{
	const char *id, *to;
	struct rows *r;

	TRY(begin(rq, "agree", &id, &to, &r));
	if (strcmp(rows_text(r, 0, OF_SENDER), "t") != 0)
		return fail(rq, ERR_ONLY_THE_PERSON_AGREES, NULL);
	return finish(rq, rs, id, to);
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
	struct rows *r, *m;

	TRY(begin(rq, "check", &id, &to, &r));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_CORRECTIONS_COMPARED, PARAMS(id), &m));
	if (rows_count(m) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_CORRECTIONS_STEP,
	    PARAMS(id, to, v[0], rows_text(m, 0, VALUE), rows_text(m, 0, SE),
		rows_text(m, 0, VALUE) ? rows_text(m, 0, N) : NULL, rows_text(m, 0, ON),
		rows_text(m, 0, RUN)),
	    &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return show(rq, rs, id);
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
