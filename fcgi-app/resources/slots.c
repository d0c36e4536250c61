/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The programme of a day (программа): slots of any form. A visit slot is a lesson picked from the
 * timetable, which brings form, times, room, class and teacher. Where a person, a room or a class
 * would be in two places, the database refuses and names the other place (4.2).
 */
#include "app.h"

#include <string.h>

#define DIRECTIONS "analytic|informational|organisational|expert|consulting"
#define INVOLVEMENTS "leads|visits|shows|co_organises|jury|attends"

static const struct field person_fields[] = {
	{ "person", FIELD_UUID, REQUIRED },
	{ "involvement", FIELD_ONE_OF, REQUIRED, .words = INVOLVEMENTS },
};

#define PEOPLE_LIST                                                                                \
	{                                                                                          \
		.name = "people", .type = FIELD_LIST, .need = NOT_NULL, .max = 200,                \
		.fields = person_fields, .field_count = COUNT(person_fields)                       \
	}

enum error slots_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "day", FIELD_UUID, REQUIRED } };
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_SLOTS_LIST, COUNT(v), v);
}

enum error slots_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_SLOTS_SHOW, PARAMS(id));
}

/* Put people, rooms and classes into the slot; lists are JSON text, NULL for none. */
static enum error book(
    struct request *rq, const char *id, const char *people, const char *rooms, const char *classes)
{
	struct rows *r;

	if (rooms)
		TRY(db_query(rq, Q_SLOTS_BOOK_ROOMS, PARAMS(id, rooms), &r));
	if (classes)
		TRY(db_query(rq, Q_SLOTS_BOOK_CLASSES, PARAMS(id, classes), &r));
	if (people)
		TRY(db_query(rq, Q_SLOTS_BOOK_PEOPLE, PARAMS(id, people), &r));
	return OK;
}

enum {
	ID,
	DAY,
	FORM,
	DIRECTION,
	TITLE,
	STARTS,
	ENDS,
	LESSON,
	PLACE,
	RESULT,
	CAPACITY,
	ROOMS,
	CLASSES,
	PEOPLE,
	SLOT_FIELDS
};

static const struct field create_fields[SLOT_FIELDS] = {
	[ID] = { "id", FIELD_UUID, NOT_NULL },
	[DAY] = { "day", FIELD_UUID, REQUIRED },
	[FORM] = { "form", FIELD_UUID },
	[DIRECTION] = { "direction", FIELD_ONE_OF, REQUIRED, .words = DIRECTIONS },
	[TITLE] = { "title", FIELD_TEXT, .max = 300 },
	[STARTS] = { "starts_at", FIELD_TIMESTAMP },
	[ENDS] = { "ends_at", FIELD_TIMESTAMP },
	[LESSON] = { "lesson", FIELD_UUID },
	[PLACE] = { "organisation", FIELD_UUID },
	[RESULT] = { "expected_result", FIELD_TEXT, .max = 1000 },
	[CAPACITY] = { "capacity", FIELD_INTEGER, .min = 0, .max = 10000 },
	[ROOMS] = { "rooms", FIELD_LIST, NOT_NULL, .max = 50 },
	[CLASSES] = { "classes", FIELD_LIST, NOT_NULL, .max = 50 },
	[PEOPLE] = PEOPLE_LIST,
};

static bool given(const char *v)
{
	return v && *v;
}

/* Without a lesson a slot needs what the lesson would have brought. */
static enum error check_new(struct request *rq, const char *v[])
{
	static const int own[] = { FORM, TITLE, STARTS, ENDS };
	enum error e = OK;
	struct rows *r;

	for (size_t i = 0; !given(v[LESSON]) && i < COUNT(own); i++)
		if (!given(v[own[i]]))
			e = invalid(rq, FAULT_REQUIRED, "/%s", create_fields[own[i]].name);
	if (!given(v[LESSON]))
		return e;
	TRY(db_query(rq, Q_SLOTS_LESSON_FITS, PARAMS(v[DAY], v[LESSON]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such lesson or day");
	if (strcmp(rows_text(r, 0, 0), "t") != 0)
		return refuse(rq, ERR_NO_SUCH_LESSON_THAT_DAY, "date", rows_text(r, 0, 1), NULL);
	return OK;
}

enum error slots_create(struct request *rq, struct response *rs)
{
	const char *v[SLOT_FIELDS], *id;
	struct rows *r, *booked;

	TRY(read_fields(rq, create_fields, SLOT_FIELDS, v));
	TRY(check_new(rq, v));
	TRY(db_query(rq, Q_SLOTS_CREATE,
	    PARAMS(v[ID], v[DAY], v[FORM], v[DIRECTION], v[TITLE], v[STARTS], v[ENDS], v[LESSON],
		v[PLACE], v[RESULT], v[CAPACITY]),
	    &r));
	if (!rows_count(r) && !v[ID])
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such day");
	if (rows_count(r)) {
		id = rows_text(r, 0, 0);
		if (given(v[LESSON]))
			TRY(db_query(rq, Q_SLOTS_BOOK_LESSON, PARAMS(id), &booked));
		TRY(book(rq, id, v[PEOPLE], v[ROOMS], v[CLASSES]));
	}
	return db_created(rq, rs, r, v[ID], "slots", Q_SLOTS_SHOW);
}

enum error slots_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "form", FIELD_UUID, NOT_NULL },
		{ "direction", FIELD_ONE_OF, NOT_NULL, .words = DIRECTIONS },
		{ "title", FIELD_TEXT, NOT_NULL, .min = 1, .max = 300 },
		{ "starts_at", FIELD_TIMESTAMP, NOT_NULL },
		{ "ends_at", FIELD_TIMESTAMP, NOT_NULL },
		{ "organisation", FIELD_UUID },
		{ "expected_result", FIELD_TEXT, .max = 1000 },
		{ "capacity", FIELD_INTEGER, .min = 0, .max = 10000 },
		{ "rooms", FIELD_LIST, NOT_NULL, .max = 50 },
		{ "classes", FIELD_LIST, NOT_NULL, .max = 50 },
		PEOPLE_LIST,
	};
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r, *released;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SLOTS_RELEASE, PARAMS(id, v[10], v[8], v[9]), &released));
	TRY(db_query(rq, Q_SLOTS_UPDATE,
	    PARAMS(id, revision, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_SLOTS_SHOW, PARAMS(id));
	TRY(book(rq, id, v[10], v[8], v[9]));
	return db_show(rq, rs, Q_SLOTS_SHOW, PARAMS(id));
}

enum error slots_delete(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_SLOTS_DELETE, PARAMS(id), &r));
	TRY(db_query(rq, Q_SLOTS_DELETE_ROW, PARAMS(id), &r));
	return rows_count(r) ? send_nothing(rs) : fail(rq, ERR_NOT_FOUND, NULL);
}

/* Clashes of a slot as wished, and up to three free places; nothing is kept. */
enum error slots_check(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "day", FIELD_UUID, REQUIRED },
		{ "slot", FIELD_UUID, NOT_NULL },
		{ "lesson", FIELD_UUID, NOT_NULL },
		{ "starts_at", FIELD_TIMESTAMP, NOT_NULL },
		{ "ends_at", FIELD_TIMESTAMP, NOT_NULL },
		{ "organisation", FIELD_UUID, NOT_NULL },
		{ "rooms", FIELD_LIST, NOT_NULL, .max = 50 },
		{ "classes", FIELD_LIST, NOT_NULL, .max = 50 },
		PEOPLE_LIST,
	};
	const char *v[COUNT(fields)], *list = "";
	enum error e = OK;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	for (int i = 3; !v[2] && i < 5; i++)
		if (!v[i])
			e = invalid(rq, FAULT_REQUIRED, "/%s", fields[i].name);
	TRY(e);
	TRY(db_query(rq, Q_SLOTS_CHECK, COUNT(v), v, &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such day");
	for (size_t i = 0; i + 1 < rows_count(r); i++)
		list = arena_printf(rq->mem, "%s%s%s", list, *list ? "," : "",
		    refusal_json(rq, rows_text(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2)));
	return send_json(rs, 200,
	    arena_printf(rq->mem, "{\"clashes\":[%s],\"free\":%s}", list,
		rows_text(r, rows_count(r) - 1, 3)),
	    NULL);
}
