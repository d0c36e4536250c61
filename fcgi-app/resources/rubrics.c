/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rubrics (карты посещения): the sheets' forms, as data. A version is written as a draft - from a file,
 * as a copy or in the form, always as the importer's JSON and under the same checks - and frozen when it is
 * published: what somebody was judged by never changes.
 */
#include "app.h"

#include <string.h>

enum error rubrics_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_RUBRICS_LIST, NO_PARAMS);
}

enum error rubrics_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_RUBRICS_SHOW, PARAMS(id));
}

enum error rubrics_source(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_RUBRICS_SOURCE, PARAMS(id));
}

enum { FAULT_WORD = 2, FAULT_VALUE = 3 }; /* columns of the check */

/* What is wrong, place by place; NULL when nothing is. */
static enum error faults_of(struct request *rq, const char *source, const char **faults)
{
	struct rows *r;

	*faults = NULL;
	if (*source != '{')
		return invalid(rq, FAULT_NOT_OBJECT, "/source");
	TRY(db_query(rq, Q_IMPORT_RUBRIC_CHECK, PARAMS(source), &r));
	for (size_t i = 0; i < rows_count(r); i++) {
		const char *value = rows_text(r, i, FAULT_VALUE);
		bool framework = strcmp(rows_text(r, i, FAULT_WORD), "unknown_framework") == 0;

		*faults = arena_printf(rq->mem, "%s%s%s%s", *faults ? *faults : "",
		    *faults ? "; " : "", framework ? "framework: " : "", value ? value : "");
	}
	return OK;
}

static enum error fill(struct request *rq, const char *id, const char *source)
{
	struct rows *r;

	TRY(db_query(rq, Q_RUBRICS_CLEAR_ITEMS, PARAMS(id), &r));
	TRY(db_query(rq, Q_RUBRICS_CLEAR_SECTIONS, PARAMS(id), &r));
	TRY(db_query(rq, Q_RUBRICS_SECTIONS, PARAMS(id, source), &r));
	return db_query(rq, Q_RUBRICS_ITEMS, PARAMS(id, source), &r);
}

/* A new draft of what the source says; of a code that is there, its next version. */
static enum error draft(
    struct request *rq, struct response *rs, const char *sent, const char *source)
{
	const char *id;
	struct rows *r, *head;

	TRY(db_query(rq, Q_RUBRICS_CREATE, PARAMS(sent, source), &r));
	if (rows_count(r)) {
		id = rows_text(r, 0, 0);
		TRY(db_query(rq, Q_RUBRICS_HEAD, PARAMS(id, NULL, source), &head));
		TRY(fill(rq, id, source));
	}
	return db_created(rq, rs, r, sent, "rubrics", Q_RUBRICS_SHOW);
}

enum error rubrics_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "source", FIELD_JSON, REQUIRED },
	};
	const char *v[COUNT(fields)], *faults;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(faults_of(rq, v[1], &faults));
	if (faults)
		return refuse(rq, ERR_RUBRIC_HAS_FAULTS, "faults", faults, NULL);
	return draft(rq, rs, v[0], v[1]);
}

enum error rubrics_check(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "source", FIELD_JSON, REQUIRED } };
	const char *v[COUNT(fields)], *faults;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(faults_of(rq, v[0], &faults));
	if (faults)
		return refuse(rq, ERR_RUBRIC_HAS_FAULTS, "faults", faults, NULL);
	return send_nothing(rs);
}

enum error rubrics_copy(struct request *rq, struct response *rs)
{
	const char *id, *source;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_RUBRICS_SOURCE, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	source = rows_text(r, 0, 0);
	return draft(rq, rs, NULL, source);
}

enum error rubrics_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "source", FIELD_JSON, REQUIRED } };
	const char *v[COUNT(fields)], *id, *revision, *faults;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(faults_of(rq, v[0], &faults));
	if (faults)
		return refuse(rq, ERR_RUBRIC_HAS_FAULTS, "faults", faults, NULL);
	TRY(db_query(rq, Q_RUBRICS_HEAD, PARAMS(id, revision, v[0]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_RUBRICS_SHOW, PARAMS(id));
	TRY(fill(rq, id, v[0]));
	return db_show(rq, rs, Q_RUBRICS_SHOW, PARAMS(id));
}

enum error rubrics_publish(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "from", FIELD_DATE, REQUIRED } };
	const char *v[COUNT(fields)], *id, *revision, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	if (strcmp(v[0], rq->today) < 0)
		return invalid(rq, FAULT_DATE_PASSED, "/from");
	TRY(db_query(rq, Q_RUBRICS_SOURCE, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(workflow_step(rq, "edition", rows_text(r, 0, 2), "publish", &to));
	TRY(db_query(rq, Q_RUBRICS_CLOSE, PARAMS(id, v[0]), &r));
	TRY(db_query(rq, Q_RUBRICS_PUBLISH, PARAMS(id, revision, to, v[0]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_RUBRICS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_RUBRICS_SHOW, PARAMS(id));
}

enum error rubrics_delete(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_RUBRICS_SOURCE, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(db_query(rq, Q_RUBRICS_CLEAR_ITEMS, PARAMS(id), &r));
	TRY(db_query(rq, Q_RUBRICS_CLEAR_SECTIONS, PARAMS(id), &r));
	TRY(db_query(rq, Q_RUBRICS_DELETE, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return send_nothing(rs);
}
