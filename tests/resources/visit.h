/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lesson visit to test with: a day, a slot from the timetable and the visit of it, all through
 * the interface. Each call takes another date, so that visits of one file don't clash.
 */
#ifndef VISIT_H
#define VISIT_H
#include "harness.h"

#include <stdio.h>

#define API "/api/v1"

static inline const char *rubric_of(const char *code)
{
	return sql("select id from edition where kind = 'rubric' and code = '%s'"
		   " and district_id = 'd1000000-0000-4000-8000-000000000000'",
	    code);
}

static inline const char *person_as(const char *who, const char *involvement)
{
	return format("{\"person\":\"%s\",\"involvement\":\"%s\"}", person(who), involvement);
}

/* A slot of the school's lesson 2 on a date of its own; the visitors are person_as() objects. */
static inline struct answer try_slot(const char *school, const char *visitors)
{
	static int dates;
	const char *date = sql("select fixture_date(%d)", dates++);
	const char *lesson =
	    sql("select l.id from lesson l join organisation g on g.id = l.organisation_id"
		" where g.idnumber = '%s' and l.number = 2 and l.term @> '%s'::date"
		" and l.weekday = extract(isodow from '%s'::date)",
		school, date, date);

	sign_in("methodist");
	struct answer day = post(API "/days",
	    "{\"organisation\":\"%s\",\"held_on\":\"%s\",\"theme\":\"Обратная связь\"}",
	    sql("select id from organisation where idnumber = '%s'", school), date);
	ck_status(day, 201);
	return post(API "/slots",
	    "{\"day\":\"%s\",\"direction\":\"expert\",\"lesson\":\"%s\",\"people\":[%s]}",
	    at(day, "/id"), lesson, visitors);
}

static inline const char *new_slot(const char *school, const char *visitors)
{
	struct answer slot = try_slot(school, visitors);

	ck_status(slot, 201);
	return at(slot, "/id");
}

/* A planned visit by the methodist and, when `both`, the second one; leaves the first signed in. */
static inline const char *new_visit_at(const char *school, const char *rubric, bool both)
{
	const char *one = person_as("methodist", "visits"),
		   *two = person_as("methodist_2", "visits");
	const char *slot = new_slot(school, both ? format("%s,%s", one, two) : one);
	struct answer a =
	    post(API "/visits", "{\"slot\":\"%s\",\"rubric\":\"%s\"}", slot, rubric_of(rubric));

	ck_status(a, 201);
	return at(a, "/id");
}

static inline const char *new_visit(const char *rubric, bool both)
{
	return new_visit_at("school_1", rubric, both);
}

static inline struct answer start_sheet(const char *visit, const char *part)
{
	return post(API "/sheets", "{\"visit\":\"%s\",\"part\":\"%s\"}", visit, part);
}

static inline const char *item_of(const char *sheet, const char *code)
{
	return sql("select i.id from rubric_item i join rubric_section s on s.id = i.section_id"
		   " join sheet h on h.rubric_id = i.edition_id"
		   " where h.id = '%s' and s.position || '.' || i.position = '%s'",
	    sheet, code);
}

/* Marks by words like "1.1=2 2.1=-", where - is an absent stage. */
static inline struct answer mark(const char *sheet, const char *words)
{
	const char *list = "";
	char code[8], points[8];
	int n = 0;

	for (; sscanf(words, " %7[0-9.]=%7s%n", code, points, &n) == 2; words += n)
		list = format("%s%s{\"item\":\"%s\",\"points\":%s}", list, *list ? "," : "",
		    item_of(sheet, code), *points == '-' ? "null" : points);
	return put(format(API "/sheets/%s/marks", sheet), "{\"marks\":[%s]}", list);
}

#define ALL_MARKS "1.1=2 1.2=1 2.1=3 2.2=2" /* of the rubric "levels": 9 of 15 */

static inline struct answer verb(const char *kind, const char *id, const char *event)
{
	return post(format(API "/%s/%s/%s", kind, id, event), "{}");
}

/* The signed-in person's sheet of the visit by "levels", submitted. */
static inline const char *submitted_sheet(const char *visit, const char *part)
{
	struct answer a = start_sheet(visit, part);

	ck_status(a, 201);
	ck_status(mark(at(a, "/id"), ALL_MARKS), 200);
	ck_status(verb("sheets", at(a, "/id"), "submit"), 200);
	return at(a, "/id");
}

#endif
