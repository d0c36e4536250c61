/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The programme of a day. A lesson brings its own times, room, class and teacher; a person, a room
 * and a class are in one place at a time (4.2), on a new slot as on a changed one, and a refusal
 * names the other place. Each test has a date of its own: its bookings would meet another's.
 */
#include "way.h"

static const char *day, *date; /* of the test that runs */

static void begin(int n)
{
	day = new_day(n);
	date = date_ahead(n);
}

static const char *lesson_id(int number)
{
	return sql("select l.id from lesson l join organisation g on g.id = l.organisation_id "
		   "where number = %d"
		   " and g.idnumber = 'school_1' and weekday = extract(isodow from '%s'::date) and "
		   "term @> '%s'::date",
	    number, date, date);
}

static const char *room(const char *name)
{
	return sql("select r.id from room r join organisation g on g.id = r.organisation_id"
		   " where g.idnumber = 'school_1' and r.name = '%s'",
	    name);
}

static const char *class_6a(void)
{
	return sql(
	    "select c.id from school_class c join organisation g on g.id = c.organisation_id"
	    " where g.idnumber = 'school_1' and grade = 6 and school_year = school_year('%s')",
	    date);
}

static struct answer move(const char *id, const char *from, const char *to)
{
	return change_slot(
	    id, format("\"starts_at\":\"%sT%s:00+03:00\",\"ends_at\":\"%sT%s:00+03:00\"", date,
		    from, date, to));
}

START_TEST(a_lesson_brings_its_times_room_class_and_teacher)
{
	const char *lesson;
	struct answer a;

	begin(0);
	lesson = lesson_id(2);
	a = post("/api/v1/slots", "{\"day\":\"%s\",\"lesson\":\"%s\",\"direction\":\"analytic\"}",
	    day, lesson);
	ck_status(a, 201);
	ck_at(a, "/form/name", "Посещение урока");
	ck_at(a, "/starts_at", format("%sT09:25:00+03:00", date));
	ck_at(a, "/ends_at", format("%sT10:10:00+03:00", date));
	ck_at(a, "/lesson/id", lesson);
	ck_at(a, "/rooms/0/name", "каб. 21");
	ck_at(a, "/classes/0/name", sql("select class_name(8, 'Б')"));
	ck_at(a, "/people/0/id", person("teacher"));
	ck_at(a, "/people/0/involvement", "shows");
	ck_at(a, "/organisation/id", organisation("school_1"));
}
END_TEST

START_TEST(a_lesson_of_another_weekday_is_refused)
{
	begin(7);
	date = sql("select '%s'::date + 1", date);
	ck_problem(
	    post("/api/v1/slots", "{\"day\":\"%s\",\"lesson\":\"%s\",\"direction\":\"analytic\"}",
		day, lesson_id(2)),
	    409, "no-such-lesson-that-day", "4.2");
}
END_TEST

/* One slot holds `with` at 10:00; a new one and a moved one meet it, and adjoining ones don't. */
static void check_clash(const char *with, const char *slug)
{
	const char *type = format("/problems/%s", slug), *held, *before;
	struct answer made, moved;

	held = created(talk(day, date, "10:00", "10:45", with));
	made = talk(day, date, "10:30", "11:00", with);
	before = created(talk(day, date, "09:15", "10:00", with));
	created(talk(day, date, "10:45", "11:30", with));
	moved = move(before, "09:30", "10:01");
	for (int i = 0; i < 2; i++) {
		struct answer a = i ? moved : made;

		ck_status(a, 409);
		ck_at(a, "/type", type);
		ck_at(a, "/clause", "4.2");
		ck_at(a, "/params/slot", held);
		ck_at(a, "/params/title", "10:00");
		ck_at(a, "/params/from", "10:00");
		ck_at(a, "/params/to", "10:45");
		ck_assert_str_ne(at(a, "/params/who"), "");
	}
	ck_at(get("/api/v1/slots/%s", before), "/ends_at", format("%sT10:00:00+03:00", date));
	ck_assert_str_eq(sql("select count(*) from slot where day_id = '%s'", day), "3");
	before = created(talk(day, date, "10:15", "10:40", lists("", "", "")));
	made = change_slot(before, with);
	ck_at(made, "/type", type);
	ck_at(made, "/params/slot", held);
}

START_TEST(a_person_is_in_one_place)
{
	begin(14);
	check_clash(lists(person("methodist"), "", ""), "person-in-two-places");
}
END_TEST

START_TEST(a_room_holds_one_activity)
{
	begin(21);
	check_clash(lists("", room("каб. 3"), ""), "room-in-two-places");
}
END_TEST

START_TEST(a_class_is_in_one_place)
{
	begin(28);
	check_clash(lists("", "", class_6a()), "class-in-two-places");
}
END_TEST

START_TEST(who_is_left_out_of_a_change_is_free)
{
	const char *with, *first;

	begin(35);
	with = lists(person("methodist"), room("каб. 3"), class_6a());
	first = created(talk(day, date, "10:00", "10:45", with));
	ck_status(change_slot(first, lists("", "", "")), 200);
	created(talk(day, date, "10:00", "10:45", with));
	ck_problem(
	    change_slot(first, lists("", room("каб. 3"), "")), 409, "room-in-two-places", "4.2");
	ck_status(erase("/api/v1/slots/%s", first), 204);
	ck_problem(get("/api/v1/slots/%s", first), 404, "not-found", "");
}
END_TEST

START_TEST(a_slot_is_at_its_days_date)
{
	const char *id, *today;

	begin(49);
	id = created(talk(day, date, "10:00", "10:45", lists("", "", "")));
	today = date;
	date = sql("select '%s'::date + 1", date);
	ck_problem(
	    talk(day, date, "10:00", "10:45", lists("", "", "")), 409, "slot-outside-day", "4.2");
	ck_problem(move(id, "10:00", "10:45"), 409, "slot-outside-day", "4.2");
	date = today;
	ck_status(move(id, "12:00", "12:45"), 200);
}
END_TEST

RESOURCE_MAIN("slots", a_lesson_brings_its_times_room_class_and_teacher,
    a_lesson_of_another_weekday_is_refused, a_person_is_in_one_place, a_room_holds_one_activity,
    a_class_is_in_one_place, who_is_left_out_of_a_change_is_free, a_slot_is_at_its_days_date)
