/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The change of the school year: classes move up once and only where they are lacking, the calendar is
 * taken over and corrected, marks are a person's, what is left of the old year is counted for those
 * who may not read it.
 */
#include "way.h"

#define D1 "d1000000-0000-4000-8000-000000000000"

static long year; /* the one after the fixture's two */

static const char *path(const char *more)
{
	if (!year)
		year = strtol(sql("select school_year(current_date) + 2"), NULL, 10);
	return format("/api/v1/school-years/%ld%s", year, more);
}

static const char *step(const char *name, const char *field)
{
	struct answer a = get("%s", path(""));
	long i = 0;

	ck_status(a, 200);
	while (i < count_at(a, "/steps") && strcmp(at(a, format("/steps/%ld/step", i)), name) != 0)
		i++;
	return at(a, format("/steps/%ld/%s", i, field));
}

static const char *classes(const char *school)
{
	return sql(
	    "select string_agg(grade || letter || coalesce(' ' || pupils, ''), ', ' order by grade, letter)"
	    " from school_class c join organisation o on (o.district_id, o.id) = (c.district_id,"
	    " c.organisation_id) where o.idnumber = '%s' and school_year = %ld",
	    school, year);
}

START_TEST(classes_move_up_once)
{
	struct answer a;

	sign_in("centre_head");
	ck_assert_str_eq(step("classes", "state"), "open");
	sql("insert into school_class (district_id, organisation_id, school_year, grade, letter, pupils)"
	    " select district_id, id, %ld, g, 'А', 20 from organisation, unnest('{0,1,9,10,11}'::integer[]) g"
	    " where idnumber = 'school_1'",
	    year - 1);
	a = post(path("/classes"), "{\"dry_run\":true}");
	ck_at(a, "/items/0/organisation/name", "Берёзовская СОШ");
	ck_at(a, "/items/0/had", "7");
	ck_at(a, "/items/0/added", "7");
	ck_assert_str_eq(classes("school_1"), "");
	sql("insert into school_class (district_id, organisation_id, school_year, grade, letter, pupils)"
	    " select district_id, id, %ld, 7, 'А', 31 from organisation where idnumber = 'school_1'",
	    year);
	ck_at(post(path("/classes"), "{}"), "/items/0/added", "6");
	ck_assert_str_eq(
	    classes("school_1"), "0А, 1А, 2А 20, 7А 31, 9Б 22, 10А, 11А 20"); /* 31 stayed */
	ck_assert_str_eq(classes("school_2"), "7А 22, 9Б 22");
	ck_at(post(path("/classes"), "{}"), "/items/0/added", "0");
	ck_assert_str_eq(step("classes", "state"), "done");
	ck_assert_str_eq(step("classes", "counted"), "true");
	ck_assert_str_eq(sql("select count(*) from school_class where district_id <> '" D1
			     "' and school_year = %ld",
			     year),
	    "0");
}
END_TEST

START_TEST(the_calendar_is_taken_over_and_corrected)
{
	sign_in("admin");
	sql("insert into calendar_day (district_id, on_date, working, title) values"
	    " ('" D1 "', '%ld-11-04', false, 'День народного единства'),"
	    " ('" D1 "', '%ld-11-06', false, 'Выходной, перенос с 4 ноября'),"
	    " ('" D1 "', '%ld-12-27', true, 'Рабочая суббота')",
	    year - 1, year - 1, year - 1);
	ck_at(post(path("/calendar"), "{}"), "/added", "1");
	ck_at(post(path("/calendar"), "{}"), "/added", "0");
	ck_at(
	    put("/api/v1/calendar",
		"{\"from\":\"%ld-10-26\",\"to\":\"%ld-11-04\",\"working\":false,\"title\":\"Осенние каникулы\"}",
		year, year),
	    "/changed", "10");
	ck_assert_str_eq(step("calendar", "there"), "10");
	ck_assert_str_eq(step("calendar", "state"), "partly");
	ck_status(erase("/api/v1/calendar/%ld-10-26", year), 204);
	ck_problem(erase("/api/v1/calendar/%ld-10-26", year), 404, "not-found", "");
	ck_problem(
	    put("/api/v1/calendar",
		"{\"from\":\"%ld-10-26\",\"to\":\"%ld-10-25\",\"working\":false,\"title\":\"x\"}",
		year, year),
	    422, "invalid", "");
	ck_problem(
	    put("/api/v1/calendar",
		"{\"from\":\"2026-10-26\",\"to\":\"2062-10-27\",\"working\":false,\"title\":\"x\"}"),
	    422, "invalid", "");
	sign_in("methodist");
	ck_assert_str_eq(
	    sql_as_sender(
		"with d as (delete from calendar_day returning 1) select count(*) from d"),
	    "0");
}
END_TEST

START_TEST(a_mark_is_of_a_person_and_can_be_taken_back)
{
	sign_in("centre_head");
	ck_assert_str_eq(step("people", "facts/loaded_at"), "null");
	/* loaded by the command line: no job, but roles of the district's system person */
	sql("set session_replication_role = replica;"
	    "update appointment a set created_by = s.person_id from appointment s where s.role = 'system'"
	    " and s.district_id = a.district_id and a.district_id = '" D1
	    "' and a.role = 'teacher';"
	    "set session_replication_role = origin");
	ck_assert_str_ne(step("people", "facts/loaded_at"), "null");
	ck_assert_str_eq(step("bells", "state"), "partly");
	ck_status(put(path("/steps/bells"), "{\"done\":true,\"note\":\"как были\"}"), 200);
	ck_assert_str_eq(step("bells", "state"), "done");
	ck_assert_str_eq(step("bells", "mark/by/short"), "Заречная\u00a0О.\u00a0Н.");
	sign_in("admin");
	ck_status(put(path("/steps/bells"), "{\"done\":false}"), 200);
	ck_assert_str_eq(step("bells", "state"), "partly");
	ck_assert_str_eq(step("bells", "mark/by/short"), "Портнов\u00a0И.\u00a0Л.");
	ck_problem(put(path("/steps/party"), "{\"done\":true}"), 404, "not-found", "");
	ck_problem(get("/api/v1/school-years/1812"), 404, "not-found", "");
	sign_in("methodist");
	ck_problem(get("%s", path("")), 403, "forbidden", "");
	ck_assert(*sql_as_sender("insert into year_step (district_id, school_year, step)"
				 " values (auth.district(), 2030, 'plan') returning 1") == '!');
	ck_assert_str_eq(
	    sql_as_sender("select count(*) from auth.move_classes_up(%ld, true)", year - 1), "0");
	ck_assert_str_eq(sql_as_sender("select count(*) from auth.year_left_over(2026)"), "0");
}
END_TEST

START_TEST(what_is_left_is_counted_for_who_may_not_read_it)
{
	long n;

	year = 0;
	sign_in("admin");
	path("");
	year--; /* left over of the fixture's own year */
	n = strtol(step("left_over", "facts/days"), NULL, 10);
	new_day(5);
	sign_in("admin");
	ck_assert_int_eq(strtol(step("left_over", "facts/days"), NULL, 10), n + 1);
	ck_assert_str_eq(step("left_over", "state"), "open");
	year++;
}
END_TEST

RESOURCE_MAIN("school_years", classes_move_up_once, the_calendar_is_taken_over_and_corrected,
    a_mark_is_of_a_person_and_can_be_taken_back, what_is_left_is_counted_for_who_may_not_read_it)
