/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lesson visits: what the slot brings, the way from planned to closed, who answers, who sees
 * which visits, and what can still be changed (4.5).
 */
#include "visit.h"

static struct answer show(const char *visit)
{
	return get(API "/visits/%s", visit);
}

static const char *assessed_visit(void)
{
	const char *visit = new_visit("levels", false);

	submitted_sheet(visit, "visitor");
	ck_at(show(visit), "/state", "assessed");
	return visit;
}

START_TEST(a_visit_takes_everything_from_its_slot)
{
	const char *slot = new_slot("school_1",
	    format("%s,%s", person_as("methodist_2", "visits"), person_as("methodist", "visits")));
	const char *id = sql("select gen_random_uuid()");
	const char *body =
	    format("{\"id\":\"%s\",\"slot\":\"%s\",\"rubric\":\"%s\",\"aim\":\"опыт\"}", id, slot,
		rubric_of("levels"));
	struct answer a = post(API "/visits", "%s", body);

	ck_status(a, 201);
	ck_assert_str_eq(a.location, format(API "/visits/%s", id));
	ck_at(a, "/id", id);
	ck_at(a, "/state", "planned");
	ck_at(a, "/teacher/id", person("teacher"));
	ck_at(a, "/subject/name", "Физика");
	ck_at(a, "/class/name", "8\u00a0«Б»");
	ck_at(a, "/organisation/name", "Берёзовская СОШ");
	ck_at(a, "/held_on", sql("select lower(during)::date from slot where id = '%s'", slot));
	ck_at(a, "/rubric/code", "levels");
	ck_at(a, "/aim", "опыт");
	ck_at(a, "/visitors/0/id", person("methodist")); /* by name */
	ck_at(a, "/visitors/1/id", person("methodist_2"));
	ck_at(a, "/percent", "null");
	ck_assert_str_eq(at(a, "/can"), "[\"cancel\",\"hold\"]");
	ck_status(post(API "/visits", "%s", body), 200);
	ck_problem(
	    post(API "/visits", "{\"slot\":\"%s\",\"rubric\":\"%s\"}", slot, rubric_of("stages")),
	    409, "visit-of-slot", "4.5");
	ck_assert_str_eq(sql("select count(*) from visit where slot_id = '%s'", slot), "1");
}
END_TEST

/* The step of the lesson that is to be visited, in the sender's list; none: no JSON. */
static struct answer step_of_slot(const char *slot)
{
	struct answer all = get(API "/next-steps"), one = { 0 };
	const char *why;
	size_t n;

	for (long i = 0; i < count_at(all, "/items"); i++) {
		one.text = at(all, format("/items/%ld", i));
		one.json = js_parse(one.text, strlen(one.text), &why, &n);
		if (strcmp(at(one, "/id"), slot) == 0)
			return one;
	}
	return (struct answer){ 0 };
}

START_TEST(a_lesson_without_its_visit_is_a_step_of_its_visitor_even_when_the_day_is_over)
{
	const char *slot = new_slot("school_1", person_as("methodist", "visits"));
	const char *day = sql("select day_id from slot where id = '%s'", slot);
	struct answer a;

	ck_assert_ptr_null(step_of_slot(slot).json);
	sql("set session_replication_role = replica");
	sql("update day set state = 'held', held_on = current_date where id = '%s'", day);
	sql("set session_replication_role = origin");
	a = step_of_slot(slot);
	ck_assert_ptr_nonnull(a.json);
	ck_at(a, "/entity", "slot");
	ck_at(a, "/event", "visit");
	ck_at(a, "/day", day);
	ck_at(a, "/mine", "true");
	ck_status(
	    post(API "/visits", "{\"slot\":\"%s\",\"rubric\":\"%s\"}", slot, rubric_of("levels")),
	    201);
	ck_assert_ptr_null(step_of_slot(slot).json);
}
END_TEST

START_TEST(a_visit_needs_a_teacher_who_shows_and_a_published_rubric)
{
	const char *slot = new_slot("school_1", person_as("methodist", "visits"));

	sql("set session_replication_role = replica");
	const char *draft =
	    sql("insert into edition (district_id, kind, code, version, title, state, body)"
		" values ('d1000000-0000-4000-8000-000000000000', 'rubric', 'draft', 1, "
		"'Черновик',"
		" 'draft', '{\"for\": \"teacher\", \"bands\": []}') returning id");
	sql("set session_replication_role = origin");

	ck_problem(post(API "/visits", "{\"slot\":\"%s\",\"rubric\":\"%s\"}", slot, draft), 409,
	    "not-published", "1.2");
	sql("delete from booking where slot_id = '%s' and involvement = 'shows'", slot);
	ck_problem(
	    post(API "/visits", "{\"slot\":\"%s\",\"rubric\":\"%s\"}", slot, rubric_of("levels")),
	    409, "slot-shows-nobody", "4.5");
}
END_TEST

START_TEST(the_first_sheet_holds_and_the_last_assesses)
{
	const char *visit = new_visit("levels", true), *sheet;

	sheet = at(start_sheet(visit, "visitor"), "/id");
	ck_at(show(visit), "/state", "held");
	ck_status(mark(sheet, ALL_MARKS), 200);
	ck_status(verb("sheets", sheet, "submit"), 200);
	/* the second one booked to visit has no sheet yet */
	ck_at(show(visit), "/state", "held");
	ck_at(show(visit), "/percent", "null");
	ck_problem(verb("visits", visit, "close"), 409, "no-step", "");
	sign_in("methodist_2");
	sheet = at(start_sheet(visit, "visitor"), "/id");
	ck_problem(verb("visits", visit, "assess"), 409, "not-all-sheets-are-in", "4.5");
	ck_status(mark(sheet, "1.1=3 1.2=3 2.1=3 2.2=3"), 200); /* 15 of 15 */
	ck_status(verb("sheets", sheet, "submit"), 200);
	ck_at(show(visit), "/state", "assessed");
	ck_at(show(visit), "/percent", "80"); /* (9 + 15) of (15 + 15) */
	ck_at(show(visit), "/level", "средний");
}
END_TEST

START_TEST(only_the_teacher_answers)
{
	static const char *const outsiders[] = { "teacher_2", "school_head_2",
		"teacher_elsewhere" };
	const char *visit = assessed_visit();

	ck_problem(verb("visits", visit, "acknowledge"), 403, "forbidden", "");
	sign_in("school_head");
	ck_problem(verb("visits", visit, "acknowledge"), 403, "only-teacher-answers", "4.5");
	ck_problem(post(format(API "/visits/%s/object", visit), "{\"body\":\"нет\"}"), 403,
	    "only-teacher-answers", "4.5");
	for (size_t i = 0; i < COUNT(outsiders); i++) {
		sign_in(outsiders[i]);
		ck_status(verb("visits", visit, "acknowledge"), 404);
	}
	ck_assert_str_eq(sql("select count(*) from receipt where visit_id = '%s'", visit), "0");
	sign_in("methodist");
	ck_assert_str_eq(
	    sql_as_sender(
		"update visit set state = 'acknowledged' where id = '%s' returning 1", visit),
	    "!not_your_step");
	sign_in("teacher");
	ck_assert_str_eq(at(show(visit), "/can"), "[\"acknowledge\",\"object\"]");
	struct answer a = verb("visits", visit, "acknowledge");
	ck_at(a, "/state", "acknowledged");
	ck_at(a, "/receipts/0/kind", "acknowledged");
	ck_at(a, "/receipts/0/person/id", person("teacher"));
	ck_problem(verb("visits", visit, "acknowledge"), 409, "no-step", "");
	ck_problem(verb("visits", visit, "close"), 403, "forbidden", "");
	sign_in("methodist");
	ck_at(verb("visits", visit, "close"), "/state", "closed");
}
END_TEST

START_TEST(an_objection_has_words_and_they_travel_along)
{
	const char *visit = assessed_visit(), *path = format(API "/visits/%s/object", visit);

	sign_in("teacher");
	struct answer a = post(path, "{}");
	ck_problem(a, 422, "invalid", "");
	ck_at(a, "/errors/0/pointer", "/body");
	ck_status(post(path, "{\"body\":\"\"}"), 422);
	ck_assert_str_eq(sql("select count(*) from receipt where visit_id = '%s'", visit), "0");
	ck_at(show(visit), "/state", "assessed");
	a = post(path, "{\"body\":\"Обратная связь была на втором этапе\"}");
	ck_at(a, "/state", "objected");
	ck_at(a, "/receipts/0/kind", "objected");
	sign_in("school_head");
	ck_at(show(visit), "/receipts/0/body", "Обратная связь была на втором этапе");
	sign_in("methodist");
	ck_at(verb("visits", visit, "close"), "/state", "closed");
}
END_TEST

START_TEST(a_change_needs_the_revision_that_was_seen)
{
	const char *visit = new_visit("levels", false), *path = format(API "/visits/%s", visit);
	struct answer a = show(visit);
	const char *seen = a.etag;

	ck_problem(patch(path, NULL, "{\"topic\":\"Линзы\"}"), 428, "revision-required", "");
	a = patch(path, seen, "{\"topic\":\"Линзы\",\"pupils_listed\":22,\"pupils_present\":22}");
	ck_at(a, "/topic", "Линзы");
	ck_at(a, "/pupils_present", "22");
	ck_assert_str_ne(a.etag, seen);
	struct answer stale = patch(path, seen, "{\"topic\":\"Зеркала\"}");
	ck_problem(stale, 412, "changed", "");
	ck_at(stale, "/current/topic", "Линзы");
	ck_problem(
	    patch(path, a.etag, "{\"pupils_present\":23}"), 422, "more-present-than-listed", "");
	ck_problem(patch(path, a.etag, "{\"state\":\"closed\"}"), 422, "invalid", "");
	a = patch(path, a.etag, "{\"topic\":null}");
	ck_at(a, "/topic", "null");
	ck_at(a, "/pupils_listed", "22"); /* absent stays */
}
END_TEST

START_TEST(an_assessed_visit_is_locked)
{
	const char *visit = assessed_visit();

	ck_problem(
	    patch(format(API "/visits/%s", visit), show(visit).etag, "{\"topic\":\"Линзы\"}"), 409,
	    "visit-is-locked", "4.5");
	ck_problem(verb("visits", visit, "cancel"), 409, "no-step", "");
	sign_in("teacher");
	ck_assert_str_eq(
	    sql_as_sender("update visit set topic = 'x' where id = '%s' returning 1", visit),
	    "!not_your_columns");
	visit = new_visit("levels", false);
	ck_at(verb("visits", visit, "cancel"), "/state", "cancelled");
	ck_problem(start_sheet(visit, "visitor"), 409, "visit-is-locked", "4.5");
}
END_TEST

START_TEST(a_visit_of_two_is_assessed_by_the_sheet_of_one)
{
	const char *visit = new_visit("levels", true);

	ck_at(verb("visits", visit, "hold"), "/state", "held");
	struct answer a = start_sheet(visit, "visitor");

	ck_status(a, 201);
	a = patch(format(API "/sheets/%s", at(a, "/id")), format("\"%s\"", a.etag),
	    "{\"strengths\":\"Примеры\"}");
	ck_status(a, 200);
	ck_at(a, "/strengths", "Примеры");
	ck_status(mark(at(a, "/id"), ALL_MARKS), 200);
	ck_status(verb("sheets", at(a, "/id"), "submit"), 200);
	ck_at(verb("visits", visit, "assess"), "/state", "assessed");
}
END_TEST

RESOURCE_MAIN("visits", a_visit_of_two_is_assessed_by_the_sheet_of_one,
    a_visit_takes_everything_from_its_slot,
    a_lesson_without_its_visit_is_a_step_of_its_visitor_even_when_the_day_is_over,
    a_visit_needs_a_teacher_who_shows_and_a_published_rubric,
    the_first_sheet_holds_and_the_last_assesses, only_the_teacher_answers,
    an_objection_has_words_and_they_travel_along, a_change_needs_the_revision_that_was_seen,
    an_assessed_visit_is_locked)
