/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The timetable of a school on a date and the calendar behind it: a day off has no lessons, a
 * lesson taken by an activity says so.
 */
#include "visit.h"

static struct answer lessons(const char *school, const char *date)
{
	struct answer a = get(API "/lessons?organisation=%s&date=%s",
	    sql("select id from organisation where idnumber = '%s'", school), date);

	ck_status(a, 200);
	return a;
}

static void mark_date(const char *date, bool working, const char *title)
{
	sql("insert into calendar_day (district_id, on_date, working, title) values"
	    " ('d1000000-0000-4000-8000-000000000000', '%s', %s, '%s')",
	    date, working ? "true" : "false", title);
}

START_TEST(the_lessons_of_a_weekday)
{
	const char *date = sql("select fixture_date(20)");

	sign_in("teacher");
	struct answer a = lessons("school_1", date);
	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/0/number", "2");
	ck_at(a, "/items/0/starts_at", format("%sT09:25:00+03:00", date)); /* the district's zone */
	ck_at(a, "/items/0/ends_at", format("%sT10:10:00+03:00", date));
	ck_at(a, "/items/0/class/name", "8\u00a0«Б»");
	ck_at(a, "/items/0/subject/name", "Физика");
	ck_at(a, "/items/0/teacher/short", "Рябинина\u00a0С.\u00a0К.");
	ck_at(a, "/items/0/room/name", "каб. 21");
	ck_at(a, "/items/0/busy", "null");
	ck_at(a, "/items/1/number", "3");
	ck_assert_int_eq(count_at(lessons("school_2", date), "/items"), 1);
	ck_assert_int_eq(count_at(lessons("kindergarten", date), "/items"), 0);
	ck_assert_int_eq(count_at(lessons("foreign_school_1", date), "/items"), 0);
	/* outside the term */
	date = sql("select make_date(school_year(current_date), 7, 1)");
	ck_assert_int_eq(count_at(lessons("school_1", date), "/items"), 0);
	ck_status(get(API "/lessons?date=%s", date), 422);
}
END_TEST

START_TEST(a_day_off_has_no_lessons)
{
	const char *weekday = sql("select fixture_date(21)");
	const char *saturday =
	    sql("select fixture_date(21) + 6 - extract(isodow from fixture_date(21))::integer");

	sign_in("teacher");
	ck_assert_int_eq(count_at(lessons("school_1", weekday), "/items"), 2);
	ck_assert_int_eq(count_at(lessons("school_1", saturday), "/items"), 0);
	mark_date(weekday, false, "Каникулы");
	mark_date(saturday, true, "Рабочая суббота");
	ck_assert_int_eq(count_at(lessons("school_1", weekday), "/items"), 0);
	ck_assert_int_eq(count_at(lessons("school_1", saturday), "/items"), 2);
	sign_in("foreign_methodist"); /* another district has its own calendar */
	ck_assert_str_eq(sql_as_sender("select auth.is_working('%s')", weekday), "t");
}
END_TEST

START_TEST(a_lesson_that_an_activity_takes_is_busy)
{
	const char *slot = new_slot("school_1", person_as("methodist", "visits"));
	const char *date = sql("select lower(during)::date from slot where id = '%s'", slot);
	struct answer a = lessons("school_1", date);

	ck_at(a, "/items/0/busy/slot", slot);
	ck_at(a, "/items/0/busy/title", "Посещение урока: Физика, 8\u00a0«Б»");
	ck_at(a, "/items/1/busy", "null");
	sql("update slot set cancelled = true where id = '%s'", slot);
	ck_at(lessons("school_1", date), "/items/0/busy", "null");
}
END_TEST

START_TEST(the_calendar_says_what_differs)
{
	const char *year = sql("select school_year(current_date)");
	struct answer a;

	sql("delete from calendar_day");
	mark_date(format("%s-11-04", year), false, "День народного единства");
	mark_date(format("%s-09-01", year), true, "День знаний");
	mark_date(format("%s-08-31", year), true, "Педсовет"); /* the year before */
	sign_in("teacher");
	a = get(API "/calendar");
	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/0/date", format("%s-09-01", year));
	ck_at(a, "/items/1/title", "День народного единства");
	ck_at(a, "/items/1/working", "false");
	a = get(API "/calendar?from=%s-08-31&to=%s-08-31", year, year);
	ck_assert_int_eq(count_at(a, "/items"), 1);
	ck_at(a, "/items/0/title", "Педсовет");
	ck_status(get(API "/calendar?from=2026-02-30"), 422);
	sign_in("foreign_methodist");
	ck_assert_int_eq(count_at(get(API "/calendar"), "/items"), 0);
}
END_TEST

RESOURCE_MAIN("lessons", the_lessons_of_a_weekday, a_day_off_has_no_lessons,
    a_lesson_that_an_activity_takes_is_busy, the_calendar_says_what_differs)
