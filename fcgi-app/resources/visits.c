/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lesson visits (посещение урока) and the teacher's answer: acknowledged («ознакомлен(а)») is not
 * agreed, and an objection has words that travel with the visit (4.5).
 */
#include "app.h"

#include <string.h>

enum error visits_list(struct request *rq, struct response *rs)
{
	static const enum query by_scope[] = {
		[SCOPE_OWN] = Q_VISITS_LIST_OWN,
		[SCOPE_SCHOOL] = Q_VISITS_LIST_SCHOOL,
		[SCOPE_DISTRICT] = Q_VISITS_LIST_DISTRICT,
	};
	static const struct field query[] = {
		{ "day", FIELD_UUID },
		{ "organisation", FIELD_UUID },
		{ "teacher", FIELD_UUID },
		{ "state", FIELD_TEXT, .max = 20 },
		{ "from", FIELD_DATE },
		{ "to", FIELD_DATE },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
		{ "competence", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, by_scope[rq->scope], COUNT(v), v);
}

enum error visits_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_VISITS_SHOW, PARAMS(id));
}

enum error visits_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "slot", FIELD_UUID, REQUIRED },
		{ "rubric", FIELD_UUID, REQUIRED },
		{ "topic", FIELD_TEXT, .max = 300 },
		{ "aim", FIELD_TEXT, .max = 1000 },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_VISITS_CREATE, COUNT(v), v, &r));
	if (!rows_count(r) && !v[0])
		return fail(rq, ERR_SLOT_SHOWS_NOBODY, NULL);
	return db_created(rq, rs, r, v[0], "visits", Q_VISITS_SHOW);
}

enum error visits_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "topic", FIELD_TEXT, .max = 300 },
		{ "aim", FIELD_TEXT, .max = 1000 },
		{ "pupils_listed", FIELD_INTEGER, .min = 0, .max = 1000 },
		{ "pupils_present", FIELD_INTEGER, .min = 0, .max = 1000 },
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_VISITS_UPDATE, PARAMS(id, revision, v[0], v[1], v[2], v[3]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_VISITS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_VISITS_SHOW, PARAMS(id));
}

enum { STATE = 2, OF_SENDER = 3 }; /* columns of visits_show */

/* The visit, and the state that the event leads to; a school head sees his teachers' visits and
 * answers for none of them. */
static enum error begin(struct request *rq, const char *event, const char **id, const char **to)
{
	bool answer = strcmp(event, "acknowledge") == 0 || strcmp(event, "object") == 0;
	struct rows *r;

	*to = NULL;
	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_VISITS_SHOW, PARAMS(*id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (answer && strcmp(rows_text(r, 0, OF_SENDER), "t") != 0)
		return fail(rq, ERR_ONLY_TEACHER_ANSWERS, NULL);
	return workflow_step(rq, "visit", rows_text(r, 0, STATE), event, to);
}

static enum error finish(struct request *rq, struct response *rs, const char *id, const char *to)
{
	struct rows *r;

	TRY(db_query(rq, Q_VISITS_STEP, PARAMS(id, to), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_show(rq, rs, Q_VISITS_SHOW, PARAMS(id));
}

static enum error plain_step(struct request *rq, struct response *rs, const char *event)
{
	const char *id, *to;

	TRY(begin(rq, event, &id, &to));
	return finish(rq, rs, id, to);
}

enum error visits_hold(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "hold");
}

enum error visits_assess(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "assess");
}

enum error visits_close(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "close");
}

enum error visits_cancel(struct request *rq, struct response *rs)
{
	return plain_step(rq, rs, "cancel");
}

/* The answer is also that to the visit's signed analysis, so that nobody answers twice. */
static enum error answer(
    struct request *rq, struct response *rs, const char *id, const char *to, const char *words)
{
	struct rows *r;

	TRY(db_query(rq, Q_VISITS_ANSWER, PARAMS(id, to, words), &r));
	TRY(db_query(rq, Q_VISITS_STEP, PARAMS(id, to), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_MATERIALS_TAKE_ANSWER, PARAMS(NULL, id), &r));
	return db_show(rq, rs, Q_VISITS_SHOW, PARAMS(id));
}

enum error visits_acknowledge(struct request *rq, struct response *rs)
{
	const char *id, *to;

	TRY(begin(rq, "acknowledge", &id, &to));
	return answer(rq, rs, id, to, NULL);
}

enum error visits_object(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "body", FIELD_TEXT, REQUIRED, .max = 5000 } };
	const char *v[COUNT(fields)], *id, *to;

	TRY(begin(rq, "object", &id, &to));
	TRY(read_fields(rq, fields, COUNT(v), v));
	return answer(rq, rs, id, to, v[0]);
}
