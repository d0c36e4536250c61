/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a person can't take part in a day (4.2): absent, on a lesson-free weekday, or still on the
 * way from another school. Two bookings at once are in test_races.c.
 */
#include "way.h"

static const char *day, *date; /* of the test that runs */

static void begin(int n)
{
	day = new_day(n);
	date = date_ahead(n);
}

static void away(const char *column, const char *value)
{
	sql("insert into unavailability (district_id, person_id, reason, %s) select district_id, "
	    "id,"
	    " 'методический', %s from person where idnumber = 'methodist_2'",
	    column, value);
}

START_TEST(an_absence_and_a_lesson_free_weekday_are_kept)
{
	const char *with = lists(person("methodist_2"), "", "");
	struct answer a;

	begin(0);
	away("weekday", format("extract(isodow from '%s'::date)", date));
	a = talk(day, date, "10:00", "10:45", with);
	ck_problem(a, 409, "person-unavailable", "4.2");
	ck_at(a, "/params/reason", "методический");
	sql("delete from unavailability");
	away("during", format("tstzrange('%s 12:00+03', '%s 13:00+03')", date, date));
	created(talk(day, date, "10:00", "10:45", with));
	ck_problem(talk(day, date, "12:30", "13:30", with), 409, "person-unavailable", "4.2");
	ck_problem(change_slot(created(talk(day, date, "12:30", "13:30", lists("", "", ""))), with),
	    409, "person-unavailable", "4.2");
	sql("delete from unavailability");
}
END_TEST

START_TEST(there_is_time_to_travel_between_schools)
{
	struct answer a;

	begin(7);
	created(talk(day, date, "10:00", "10:45", lists(person("methodist"), "", "")));
	a = talk(day, date, "11:00", "11:30",
	    format("\"organisation\":\"%s\",%s", organisation("school_2"),
		lists(person("methodist"), "", "")));
	ck_problem(a, 409, "no-time-to-travel", "4.2");
	ck_at(a, "/params/minutes", "40");
	created(talk(day, date, "11:25", "11:55",
	    format("\"organisation\":\"%s\",%s", organisation("school_2"),
		lists(person("methodist"), "", ""))));
}
END_TEST

RESOURCE_MAIN("availability", an_absence_and_a_lesson_free_weekday_are_kept,
    there_is_time_to_travel_between_schools)
