/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attendance (явка) of an activity: the list that its organiser ticks, and the code by which a person
 * marks himself. When it is open and whose code holds is the database's to say.
 */
#include "app.h"
#include "paper/paper.h"

enum error attendance_list(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_SLOTS_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return db_list(rq, rs, Q_ATTENDANCE_LIST, PARAMS(id));
}

/* Only who is named is changed, so that two with the list in hand don't undo each other. */
enum error attendance_put(struct request *rq, struct response *rs)
{
	static const struct field person[] = {
		{ "person", FIELD_UUID, REQUIRED },
		{ "present", FIELD_BOOLEAN },
	};
	static const struct field fields[] = {
		{ .name = "people",
		    .type = FIELD_LIST,
		    .need = REQUIRED,
		    .max = 500,
		    .fields = person,
		    .field_count = COUNT(person) },
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_ATTENDANCE_PUT, PARAMS(id, v[0]), &r));
	return attendance_list(rq, rs);
}

/* The code to show on a screen: {code, url, squares, shown_until, opens_at, closes_at}. squares: a row of
 * 0 and 1 for each row of the QR code. */
enum error attendance_code(struct request *rq, struct response *rs)
{
	const char *id, *url;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_ATTENDANCE_CODE, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (!rq->site)
		return fail(rq, ERR_UNAVAILABLE, "the service doesn't know its own address");
	url = arena_printf(
	    rq->mem, "%s/attend/%s/%s", rq->site, rows_text(r, 0, 4), rows_text(r, 0, 0));
	return send_json(rs, 200,
	    arena_printf(rq->mem,
		"{\"code\":\"%s\",\"url\":\"%s\",\"squares\":\"%s\",\"shown_until\":\"%s\","
		"\"opens_at\":\"%s\",\"closes_at\":\"%s\"}",
		rows_text(r, 0, 0), url, paper_squares(rq->mem, url), rows_text(r, 0, 1),
		rows_text(r, 0, 2), rows_text(r, 0, 3)),
	    NULL);
}

enum error attendance_attend(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "code", FIELD_TEXT, REQUIRED, .max = 40 } };
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_ATTENDANCE_ATTEND, PARAMS(id, v[0]), &r));
	return db_show(rq, rs, Q_ATTENDANCE_MINE, PARAMS(id));
}
