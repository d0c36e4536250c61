/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Minutes (протокол) of a closed sitting: drafted from what the sitting knows, edited, then recorded as
 * signed on paper. An excerpt (выписка) has the questions of one school, once the minutes are signed.
 */
#include "app.h"

#include <string.h>

enum error minutes_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "id", FIELD_UUID, NOT_NULL } };
	const char *v[COUNT(fields)] = { NULL }, *sitting, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &sitting));
	if (rq->body_len)
		TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SITTINGS_SHOW, PARAMS(sitting), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(r, 0, 2), "closed") != 0)
		return refuse(rq, ERR_SITTING_IS_NOT_CLOSED, NULL);
	TRY(workflow_step(rq, "minutes", "none", "draft", &to));
	TRY(db_query(rq, Q_MINUTES_CREATE, PARAMS(sitting, v[0]), &r));
	return db_created(rq, rs, r, v[0], "minutes", Q_MINUTES_SHOW);
}

/* While the sitting goes on everybody may follow how its minutes grow; nothing of it is kept. */
enum error minutes_preview(struct request *rq, struct response *rs)
{
	const char *sitting;
	struct rows *r;

	TRY(read_id(rq, 0, &sitting));
	TRY(db_query(rq, Q_MINUTES_PREVIEW, PARAMS(sitting), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(r, 0, 2), "open") != 0 && strcmp(rows_text(r, 0, 2), "closed") != 0)
		return refuse(rq, ERR_SITTING_IS_NOT_OPEN, NULL);
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}

enum error minutes_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_MINUTES_SHOW, PARAMS(id));
}

enum error minutes_update(struct request *rq, struct response *rs)
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
	TRY(db_query(rq, Q_MINUTES_UPDATE, PARAMS(id, revision, v[0], v[1]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_MINUTES_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_MINUTES_SHOW, PARAMS(id));
}

enum error minutes_sign(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "signed_on", FIELD_DATE } };
	const char *v[COUNT(fields)] = { NULL }, *id, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_MINUTES_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(workflow_step(rq, "minutes", rows_text(r, 0, 2), "sign", &to));
	if (rq->body_len)
		TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_MINUTES_SIGN, PARAMS(id, to), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (v[0] && *v[0])
		TRY(db_query(rq, Q_ORDERS_SIGNED_ON, PARAMS(id, v[0]), &r));
	return db_show(rq, rs, Q_MINUTES_SHOW, PARAMS(id));
}

enum error minutes_excerpt(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "organisation", FIELD_UUID, REQUIRED } };
	const char *v[COUNT(query)], *sitting;
	struct rows *r;

	TRY(read_id(rq, 0, &sitting));
	TRY(read_query(rq, query, COUNT(v), v));
	TRY(db_query(rq, Q_MINUTES_EXCERPT, PARAMS(sitting, v[0]), &r));
	if (rows_count(r) == 0 || strcmp(rows_text(r, 0, 2), "t") != 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(r, 0, 3), "t") != 0)
		return refuse(rq, ERR_MINUTES_ARE_NOT_SIGNED, NULL);
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}
