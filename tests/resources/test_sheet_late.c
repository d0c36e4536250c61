/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sheets that come from a device later than they were written: what changed meanwhile is said of
 * them, and none is refused for it (4.5).
 */
#include "visit.h"

static struct answer show(const char *visit)
{
	return get(API "/visits/%s", visit);
}

/* The sheet as a device sends it that knew the lesson to begin at `seen` and began at `begun`. */
static struct answer late_sheet(const char *visit, const char *seen, const char *begun)
{
	return post(API "/sheets",
	    "{\"visit\":\"%s\",\"part\":\"visitor\",\"starts_at\":\"%s\",\"begun_at\":\"%s\"}",
	    visit, seen, begun);
}

static void finish(struct answer sheet)
{
	ck_status(sheet, 201);
	ck_status(mark(at(sheet, "/id"), ALL_MARKS), 200);
	ck_status(verb("sheets", at(sheet, "/id"), "submit"), 200);
}

static struct answer move_slot(const char *visit, const char *by)
{
	const char *slot = at(show(visit), "/slot");
	struct answer a = get(API "/slots/%s", slot);

	return patch(format(API "/slots/%s", slot), a.etag,
	    "{\"starts_at\":\"%s\",\"ends_at\":\"%s\"}",
	    sql("select to_char('%s'::timestamptz + interval '%s', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
		at(a, "/starts_at"), by),
	    sql("select to_char('%s'::timestamptz + interval '%s', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
		at(a, "/ends_at"), by));
}

START_TEST(a_sheet_of_a_lesson_that_stayed_differs_in_nothing)
{
	const char *visit = new_visit("levels", false), *at_first = at(show(visit), "/starts_at");
	struct answer a = late_sheet(visit, at_first, at_first);

	ck_assert_str_eq(at(a, "/differs"), "[]");
	finish(a);
	ck_assert_str_eq(at(show(visit), "/sheets/0/differs"), "[]");
}
END_TEST

START_TEST(a_lesson_moved_to_another_hour_is_kept_with_a_mark)
{
	const char *visit = new_visit("levels", false), *at_first = at(show(visit), "/starts_at");
	const char *date = at(show(visit), "/held_on");

	ck_status(move_slot(visit, "4 hours"), 200);
	struct answer a = late_sheet(visit, at_first, at_first);

	ck_assert_str_eq(at(a, "/differs"), "[\"slot_moved\"]");
	finish(a);
	ck_at(show(visit), "/state", "assessed");
	ck_at(show(visit), "/held_on", date);
	ck_assert_str_eq(at(show(visit), "/sheets/0/differs"), "[\"slot_moved\"]");
}
END_TEST

static void move_day(const char *visit, const char *date)
{
	const char *day = at(show(visit), "/day");

	ck_status(patch(format(API "/days/%s", day), get(API "/days/%s", day).etag,
		      "{\"held_on\":\"%s\"}", date),
	    200);
	ck_at(show(visit), "/held_on", date); /* a planned visit goes along */
}

START_TEST(a_lesson_seen_before_its_day_was_moved_keeps_its_own_date)
{
	const char *visit = new_visit("levels", false), *seen = at(show(visit), "/starts_at");
	const char *first = at(show(visit), "/held_on"), *moved = sql("select fixture_date(200)");

	move_day(visit, moved);
	struct answer a = late_sheet(visit, seen, seen);

	ck_assert_str_eq(at(a, "/differs"), "[\"slot_moved\"]");
	finish(a);
	ck_at(show(visit), "/held_on", first);
	ck_assert_str_eq(
	    sql("select distinct held_on from score where sheet_id = '%s'", at(a, "/id")), first);
}
END_TEST

START_TEST(a_lesson_seen_on_the_day_it_was_moved_to_keeps_the_new_date)
{
	const char *visit = new_visit("levels", false), *seen = at(show(visit), "/starts_at");
	const char *moved = sql("select fixture_date(201)");

	move_day(visit, moved);
	struct answer a = late_sheet(visit, seen, format("%sT09:00:00+03:00", moved));

	ck_assert_str_eq(at(a, "/differs"), "[\"slot_moved\"]");
	ck_at(show(visit), "/held_on", moved);
}
END_TEST

START_TEST(a_cancelled_visit_comes_back_with_its_sheet)
{
	const char *visit = new_visit("levels", false), *seen = at(show(visit), "/starts_at");
	const char *id = sql("select gen_random_uuid()");
	const char *body = format("{\"id\":\"%s\",\"visit\":\"%s\",\"part\":\"visitor\","
				  "\"starts_at\":\"%s\",\"begun_at\":\"%s\"}",
	    id, visit, seen, seen);

	ck_at(verb("visits", visit, "cancel"), "/state", "cancelled");
	ck_assert_str_eq(at(show(visit), "/can"), "[]"); /* no button brings it back */
	struct answer a = post(API "/sheets", "%s", body);

	ck_assert_str_eq(at(a, "/differs"), "[\"visit_cancelled\"]");
	ck_status(post(API "/sheets", "%s", body), 200);
	ck_assert_str_eq(sql("select count(*) from sheet where visit_id = '%s'", visit), "1");
	ck_at(show(visit), "/state", "held");
	finish(a);
	ck_at(show(visit), "/state", "assessed");
}
END_TEST

START_TEST(a_visit_whose_slot_was_given_away_comes_back_without_it)
{
	const char *visit = new_visit("levels", false), *seen = at(show(visit), "/starts_at");
	const char *slot = at(show(visit), "/slot");

	ck_status(verb("visits", visit, "cancel"), 200);
	struct answer other =
	    post(API "/visits", "{\"slot\":\"%s\",\"rubric\":\"%s\"}", slot, rubric_of("stages"));
	ck_status(other, 201);
	finish(late_sheet(visit, seen, seen));
	ck_at(show(visit), "/state", "assessed");
	ck_at(show(visit), "/slot", "null");
	ck_at(show(at(other, "/id")), "/slot", slot);
	ck_at(show(at(other, "/id")), "/state", "planned");
}
END_TEST

START_TEST(a_cancelled_slot_is_said_of_open_sheets_and_of_new_ones)
{
	const char *visit = new_visit("levels", true), *seen = at(show(visit), "/starts_at");
	const char *sheet = at(start_sheet(visit, "visitor"), "/id");

	sql("update slot set cancelled = true where id = '%s'", at(show(visit), "/slot"));
	ck_assert_str_eq(at(get(API "/sheets/%s", sheet), "/differs"), "[\"slot_cancelled\"]");
	sign_in("methodist_2");
	struct answer a = late_sheet(visit, seen, seen);

	ck_assert_str_eq(at(a, "/differs"), "[\"slot_cancelled\"]");
	finish(a);
}
END_TEST

START_TEST(an_open_sheet_says_that_its_lesson_was_moved)
{
	const char *visit = new_visit("levels", false);
	const char *sheet = at(start_sheet(visit, "visitor"), "/id");

	ck_status(move_slot(visit, "4 hours"), 200);
	ck_status(move_slot(visit, "-1 hours"), 200);
	ck_assert_str_eq(at(get(API "/sheets/%s", sheet), "/differs"), "[\"slot_moved\"]");
}
END_TEST

START_TEST(a_replaced_rubric_is_said_at_submission)
{
	const char *visit = new_visit("levels", false);
	struct answer a = start_sheet(visit, "visitor");

	ck_assert_str_eq(at(a, "/differs"), "[]");
	sql("set session_replication_role = replica");
	sql("update edition set in_force = daterange(lower(in_force), current_date) where id = '%s'",
	    rubric_of("levels"));
	sql("insert into edition (district_id, kind, code, version, title, state, body, in_force)"
	    " select district_id, kind, code, 2, title, state, body, daterange(current_date, null)"
	    " from edition where id = '%s'",
	    rubric_of("levels"));
	sql("set session_replication_role = origin");
	finish(a);
	ck_assert_str_eq(
	    at(get(API "/sheets/%s", at(a, "/id")), "/differs"), "[\"rubric_replaced\"]");
	sql("set session_replication_role = replica");
	sql("delete from edition where code = 'levels' and version = 2");
	sql("update edition set in_force = daterange(lower(in_force), null) where id = '%s'",
	    rubric_of("levels"));
	sql("set session_replication_role = origin");
}
END_TEST

START_TEST(a_second_visitor_is_late_for_nothing_but_a_closed_visit)
{
	const char *visit = new_visit("levels", true), *seen = at(show(visit), "/starts_at");

	submitted_sheet(visit, "visitor");
	ck_at(verb("visits", visit, "assess"), "/state", "assessed");
	sign_in("centre_head");
	ck_problem(late_sheet(visit, seen, seen), 409, "visit-is-locked", "4.5");
	sql("insert into booking (district_id, slot_id, person_id, involvement, during)"
	    " select district_id, id, '%s', 'leads', during from slot where id = '%s'",
	    person("centre_head"), at(show(visit), "/slot"));
	ck_problem(late_sheet(visit, seen, seen), 409, "visit-is-locked", "4.5");
	sign_in("teacher");
	ck_status(verb("visits", visit, "acknowledge"), 200);
	sign_in("methodist_2");
	finish(late_sheet(visit, seen, seen));
	ck_at(show(visit), "/state", "assessed"); /* the teacher is asked again */
	ck_assert_int_eq(count_at(show(visit), "/sheets"), 2);

	visit = new_visit("levels", true);
	submitted_sheet(visit, "visitor");
	ck_status(verb("visits", visit, "assess"), 200);
	sign_in("teacher");
	ck_status(verb("visits", visit, "acknowledge"), 200);
	sign_in("methodist");
	ck_status(verb("visits", visit, "close"), 200);
	sign_in("methodist_2");
	ck_problem(late_sheet(visit, seen, seen), 409, "visit-is-locked", "4.5");
}
END_TEST

RESOURCE_MAIN("sheet_late", a_sheet_of_a_lesson_that_stayed_differs_in_nothing,
    a_lesson_moved_to_another_hour_is_kept_with_a_mark,
    a_lesson_seen_before_its_day_was_moved_keeps_its_own_date,
    a_lesson_seen_on_the_day_it_was_moved_to_keeps_the_new_date,
    a_cancelled_visit_comes_back_with_its_sheet,
    a_visit_whose_slot_was_given_away_comes_back_without_it,
    a_cancelled_slot_is_said_of_open_sheets_and_of_new_ones,
    an_open_sheet_says_that_its_lesson_was_moved, a_replaced_rubric_is_said_at_submission,
    a_second_visitor_is_late_for_nothing_but_a_closed_visit)
