/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose a sheet is, who sees it when, what a re-sent one does, and how its author corrects one
 * that is in (4.5).
 */
#include "visit.h"

static const char *const visitors[] = { "methodist", "methodist_2" };

static struct answer show(const char *sheet)
{
	return get(API "/sheets/%s", sheet);
}

static const char *state_of(const char *visit)
{
	return sql("select state from visit where id = '%s'", visit);
}

/* A visit with the one visitor's sheet in; he stays signed in. */
static const char *assessed_visit(const char **sheet)
{
	const char *visit = new_visit("levels", false);

	*sheet = submitted_sheet(visit, "visitor");
	ck_assert_str_eq(state_of(visit), "assessed");
	return visit;
}

static void answer_as_teacher(const char *visit)
{
	sign_in("teacher");
	ck_status(verb("visits", visit, "acknowledge"), 200);
	ck_assert_str_eq(state_of(visit), "acknowledged");
	sign_in("methodist");
}

START_TEST(a_correction_is_a_second_version_with_the_marks_copied)
{
	const char *first, *visit = assessed_visit(&first);

	answer_as_teacher(visit);
	struct answer a = verb("sheets", first, "correct");
	const char *second = at(a, "/id");

	ck_status(a, 201);
	ck_at(a, "/version", "2");
	ck_at(a, "/supersedes", first);
	ck_at(a, "/state", "draft");
	ck_assert_int_eq(count_at(a, "/marks"), 4);
	ck_problem(verb("sheets", first, "correct"), 409, "sheet-exists", "4.5");
	/* until it is submitted, the first is in force: 9 of 15 */
	ck_at(show(first), "/state", "submitted");
	ck_at(get(API "/visits/%s", visit), "/percent", "60");
	ck_assert_str_eq(state_of(visit), "acknowledged");
	ck_status(mark(second, "1.1=3 1.2=3"), 200); /* 3 + 6 + 3 + 2 = 14 of 15 */
	ck_status(verb("sheets", second, "submit"), 200);
	ck_at(show(first), "/state", "superseded");
	a = get(API "/visits/%s", visit);
	ck_at(a, "/percent", "93.3");
	ck_at(a, "/state", "assessed"); /* the teacher answers again */
	ck_assert_str_eq(sql("select string_agg(distinct sheet_id::text, ',') from score "
			     "where sheet_id in ('%s', '%s')",
			     first, second),
	    second);
	ck_problem(verb("sheets", first, "correct"), 409, "nothing-to-correct", "4.5");
}
END_TEST

START_TEST(two_visitors_may_correct_at_the_same_time)
{
	const char *visit = new_visit("levels", true), *sheet[2], *fresh[2];

	for (int i = 0; i < 2; i++) {
		sign_in(visitors[i]);
		sheet[i] = submitted_sheet(visit, "visitor");
	}
	answer_as_teacher(visit);
	for (int i = 0; i < 2; i++) {
		sign_in(visitors[i]);
		fresh[i] = at(verb("sheets", sheet[i], "correct"), "/id");
	}
	for (int i = 0; i < 2; i++) {
		sign_in(visitors[i]);
		ck_status(verb("sheets", fresh[i], "submit"), 200);
		ck_assert_str_eq(state_of(visit), "assessed");
	}
}
END_TEST

START_TEST(a_closed_visit_is_corrected_no_more)
{
	const char *sheet, *visit = assessed_visit(&sheet);

	answer_as_teacher(visit);
	const char *draft = at(verb("sheets", sheet, "correct"), "/id");

	ck_status(verb("visits", visit, "close"), 200);
	ck_problem(verb("sheets", draft, "submit"), 409, "visit-is-locked", "4.5");
	ck_at(show(sheet), "/state", "submitted");
	visit = assessed_visit(&sheet);
	answer_as_teacher(visit);
	ck_status(verb("visits", visit, "close"), 200);
	ck_problem(verb("sheets", sheet, "correct"), 409, "visit-is-locked", "4.5");
	ck_problem(start_sheet(visit, "visitor"), 409, "sheet-exists", "4.5");
	sign_in("methodist_2");
	ck_problem(start_sheet(visit, "visitor"), 409, "visit-is-locked", "4.5");
}
END_TEST

START_TEST(a_draft_is_its_author_s_alone)
{
	static const char *const others[] = { "methodist_2", "teacher", "school_head",
		"centre_head", "department_head", "foreign_methodist" };
	const char *visit = new_visit("levels", true),
		   *sheet = at(start_sheet(visit, "visitor"), "/id");

	ck_status(mark(sheet, ALL_MARKS), 200);
	ck_status(post(format(API "/sheets/%s/notes", sheet), "{\"body\":\"тихо\"}"), 201);
	for (size_t i = 0; i < COUNT(others); i++) {
		sign_in(others[i]);
		ck_status(show(sheet), 404);
		ck_assert_str_eq(
		    sql_as_sender("select count(*) from mark where sheet_id = '%s'", sheet), "0");
		ck_assert_str_eq(
		    sql_as_sender("select count(*) from note where sheet_id = '%s'", sheet), "0");
	}
	sign_in("teacher");
	ck_assert_int_eq(count_at(get(API "/visits/%s", visit), "/sheets"), 0);
	sign_in("methodist_2");
	ck_status(mark(sheet, "1.1=0"), 404);
	ck_status(verb("sheets", sheet, "submit"), 404);
}
END_TEST

/* The second visitor judges before he sees the first one's marks. */
START_TEST(a_submitted_sheet_opens_when_the_last_one_is_in)
{
	const char *visit = new_visit("levels", true), *sheet = submitted_sheet(visit, "visitor");

	ck_assert_str_eq(state_of(visit), "held");
	sign_in("methodist_2");
	ck_status(show(sheet), 404);
	const char *second = submitted_sheet(visit, "visitor");

	ck_status(show(sheet), 200);
	ck_problem(mark(sheet, "1.1=0"), 403, "not-your-sheet", "4.5");
	ck_problem(verb("sheets", sheet, "correct"), 403, "not-your-sheet", "4.5");
	sign_in("teacher");
	ck_status(show(sheet), 200);
	ck_assert_int_eq(count_at(get(API "/visits/%s", visit), "/sheets"), 2);
	ck_at(show(second), "/author/id", person("methodist_2"));
	ck_assert_str_eq(
	    sql_as_sender("update sheet set strengths = 'x' where id = '%s' returning 1", sheet),
	    "");
}
END_TEST

START_TEST(what_is_sent_again_makes_no_duplicate)
{
	const char *visit = new_visit("levels", false), *id = sql("select gen_random_uuid()");
	const char *body =
	    format("{\"id\":\"%s\",\"visit\":\"%s\",\"part\":\"visitor\"}", id, visit);
	const char *notes = format(API "/sheets/%s/notes", id),
		   *note = sql("select gen_random_uuid()");

	ck_status(post(API "/sheets", "%s", body), 201);
	ck_status(post(API "/sheets", "%s", body), 200);
	ck_at(post(API "/sheets", "%s", body), "/id", id);
	struct answer a = start_sheet(visit, "visitor");
	ck_problem(a, 409, "sheet-exists", "4.5");
	ck_at(a, "/params/sheet", id);
	ck_status(post(notes, "{\"id\":\"%s\",\"body\":\"раз\"}", note), 201);
	a = post(notes, "{\"id\":\"%s\",\"body\":\"раз\"}", note);
	ck_status(a, 200);
	ck_at(a, "/id", note);
	ck_assert_int_eq(count_at(show(id), "/notes"), 1);
	ck_assert_str_eq(sql("select count(*) from sheet where visit_id = '%s'", visit), "1");
}
END_TEST

START_TEST(only_the_teacher_assesses_himself)
{
	const char *visit = new_visit("levels", false);

	ck_problem(start_sheet(visit, "self"), 403, "only-teacher-assesses-himself", "4.5");
	sign_in("school_head");
	ck_problem(start_sheet(visit, "self"), 403, "only-teacher-assesses-himself", "4.5");
	sign_in("teacher_2");
	ck_status(start_sheet(visit, "self"), 404);
	sign_in("teacher");
	ck_problem(start_sheet(visit, "visitor"), 403, "forbidden", "");
	const char *self = submitted_sheet(visit, "self");

	ck_assert_str_eq(state_of(visit), "planned"); /* that isn't a visit */
	sign_in("methodist");
	ck_status(show(self), 404);
	submitted_sheet(visit, "visitor");
	ck_status(show(self), 200);
	ck_assert_str_eq(state_of(visit), "assessed");
}
END_TEST

RESOURCE_MAIN("sheet_authors", a_correction_is_a_second_version_with_the_marks_copied,
    two_visitors_may_correct_at_the_same_time, a_closed_visit_is_corrected_no_more,
    a_draft_is_its_author_s_alone, a_submitted_sheet_opens_when_the_last_one_is_in,
    what_is_sent_again_makes_no_duplicate, only_the_teacher_assesses_himself)
