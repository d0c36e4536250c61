/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When people are not available: who says so about whom, in which words, and that the programme
 * of a day respects it (4.2).
 */
#include "visit.h"

#define PATH API "/unavailabilities"

static struct answer weekly(const char *who, int weekday)
{
	return post(PATH, "{\"person\":\"%s\",\"weekday\":%d,\"reason\":\"методический день\"}",
	    person(who), weekday);
}

static long known(const char *who)
{
	struct answer a = get(PATH "?person=%s", person(who));

	ck_status(a, 200);
	return count_at(a, "/items");
}

static struct answer take_back(const char *id)
{
	return erase("/api/v1/unavailabilities/%s", id);
}

static void forget(void)
{
	sql("delete from unavailability");
}

START_TEST(a_weekday_or_a_time_of_one_s_own)
{
	const char *who = person("teacher");

	forget();
	sign_in("teacher");
	struct answer a = weekly("teacher", 7);
	ck_status(a, 201);
	ck_at(a, "/person", who);
	ck_at(a, "/weekday", "7");
	ck_at(a, "/starts_at", "null");
	ck_at(a, "/reason", "методический день");
	a = post(PATH,
	    "{\"person\":\"%s\",\"starts_at\":\"2026-11-25T06:00:00Z\","
	    "\"ends_at\":\"2026-11-25T12:30:00+03:00\",\"reason\":\"курсы\"}",
	    who);
	ck_status(a, 201);
	ck_at(a, "/starts_at", "2026-11-25T09:00:00+03:00"); /* in the district's zone */
	ck_at(a, "/ends_at", "2026-11-25T12:30:00+03:00");
	ck_at(a, "/weekday", "null");
	a = get(PATH);
	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/1/starts_at", "2026-11-25T09:00:00+03:00");
}
END_TEST

START_TEST(one_of_the_two_and_in_order)
{
	static const char *const bad[] = {
		"",
		"\"starts_at\":\"2026-11-25T09:00:00+03:00\",",
		"\"weekday\":1,\"starts_at\":\"2026-11-25T09:00:00+03:00\",",
		("\"weekday\":1,\"starts_at\":\"2026-11-25T09:00:00+03:00\","
		 "\"ends_at\":\"2026-11-25T10:00:00+03:00\","),
	};
	const char *who = person("teacher");

	forget();
	sign_in("teacher");
	for (size_t i = 0; i < COUNT(bad); i++)
		ck_problem(post(PATH, "{%s\"person\":\"%s\",\"reason\":\"x\"}", bad[i], who), 422,
		    "weekday-or-time", "");
	struct answer a = post(PATH,
	    "{\"person\":\"%s\",\"starts_at\":\"2026-11-25T10:00:00+03:00\","
	    "\"ends_at\":\"2026-11-25T09:00:00+03:00\",\"reason\":\"x\"}",
	    who);
	ck_problem(a, 422, "invalid", "");
	ck_problem(weekly("teacher", 8), 422, "invalid", "");
	ck_problem(post(PATH, "{\"person\":\"%s\",\"weekday\":1}", who), 422, "invalid", "");
	ck_assert_int_eq(known("teacher"), 0);
}
END_TEST

START_TEST(a_school_head_speaks_for_his_school_and_a_teacher_for_himself)
{
	forget();
	sign_in("teacher_2");
	ck_problem(weekly("teacher", 7), 403, "forbidden", "");
	sign_in("methodist");
	ck_problem(weekly("teacher", 7), 403, "forbidden", "");
	ck_status(weekly("methodist", 7), 201);
	sign_in("clerk");
	ck_problem(weekly("clerk", 7), 403, "forbidden", "");
	sign_in("school_head_2");
	ck_problem(weekly("teacher", 7), 403, "forbidden", "");
	sign_in("school_head");
	struct answer a = weekly("teacher", 7);
	ck_status(a, 201);
	ck_assert_int_eq(known("teacher"), 1);
	sign_in("methodist_2"); /* he makes the programme */
	ck_assert_int_eq(known("teacher"), 1);
	ck_status(take_back(at(a, "/id")), 404);
	sign_in("teacher_2");
	ck_assert_int_eq(known("teacher"), 0);
	ck_status(take_back(at(a, "/id")), 404);
	sign_in("foreign_methodist");
	ck_assert_int_eq(known("teacher"), 0);
	ck_assert_str_eq(sql_as_sender("select count(*) from unavailability"), "0");
	ck_status(take_back(at(a, "/id")), 404);
	sign_in("teacher");
	ck_status(take_back(at(a, "/id")), 204);
	ck_status(take_back(at(a, "/id")), 404);
	ck_assert_int_eq(known("teacher"), 0);
}
END_TEST

START_TEST(what_is_sent_again_makes_no_duplicate)
{
	const char *id = sql("select gen_random_uuid()");
	const char *body =
	    format("{\"id\":\"%s\",\"person\":\"%s\",\"weekday\":7,\"reason\":\"x\"}", id,
		person("teacher"));

	forget();
	sign_in("teacher");
	ck_status(post(PATH, "%s", body), 201);
	ck_status(post(PATH, "%s", body), 200);
	ck_assert_int_eq(known("teacher"), 1);
}
END_TEST

START_TEST(a_long_list_comes_page_by_page)
{
	struct answer a;
	int n = 0;

	forget();
	sign_in("teacher");
	for (int day = 1; day < 6; day++)
		ck_status(weekly("teacher", day), 201);
	a = get(PATH "?limit=2");
	for (;;) {
		ck_assert_int_le(count_at(a, "/items"), 2);
		for (long i = 0; i < count_at(a, "/items"); i++)
			ck_assert_str_eq(at(a, format("/items/%ld/weekday", i)), format("%d", ++n));
		const char *next = at(a, "/next");

		if (strcmp(next, "null") == 0)
			break;
		a = get(PATH "?limit=2&cursor=%s", next);
	}
	ck_assert_int_eq(n, 5);
}
END_TEST

START_TEST(the_programme_respects_both)
{
	const char *visitor = person_as("methodist", "visits");

	forget();
	for (int day = 1; day < 6; day++)
		sql("insert into unavailability (district_id, person_id, weekday, reason) "
		    "select district_id, id, %d,"
		    " 'методический день' from person where idnumber = 'teacher'",
		    day);
	struct answer a = try_slot("school_1", visitor);
	ck_problem(a, 409, "person-unavailable", "4.2");
	ck_at(a, "/params/reason", "методический день");
	ck_at(a, "/params/who", "Рябинина\u00a0С.\u00a0К.");
	forget();
	sql("insert into unavailability (district_id, person_id, during, reason) select "
	    "district_id, id,"
	    " tstzrange(now(), now() + interval '2 years'), 'отпуск' from person where "
	    "idnumber = 'methodist'");
	a = try_slot("school_1", visitor);
	ck_problem(a, 409, "person-unavailable", "4.2");
	ck_at(a, "/params/reason", "отпуск");
	forget();
	ck_status(try_slot("school_1", visitor), 201);
}
END_TEST

RESOURCE_MAIN("unavailabilities", a_weekday_or_a_time_of_one_s_own, one_of_the_two_and_in_order,
    a_school_head_speaks_for_his_school_and_a_teacher_for_himself,
    what_is_sent_again_makes_no_duplicate, a_long_list_comes_page_by_page,
    the_programme_respects_both)
