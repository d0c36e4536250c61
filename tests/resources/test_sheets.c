/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sheets of a visit: the result worked out by hand, what may be marked, whose a sheet is and until
 * when, and how a submitted one is corrected (4.5).
 */
#include "visit.h"

static struct answer show(const char *sheet)
{
	return get(API "/sheets/%s", sheet);
}

static const char *new_sheet(const char *rubric)
{
	struct answer a = start_sheet(new_visit(rubric, false), "visitor");

	ck_status(a, 201);
	return at(a, "/id");
}

static struct answer result(const char *rubric, const char *marks)
{
	const char *sheet = new_sheet(rubric);

	ck_status(mark(sheet, marks), 200);
	return verb("sheets", sheet, "submit");
}

#define ck_result(got, points, max, percent, level)                                                \
	do {                                                                                       \
		struct answer ck_r_ = (got);                                                       \
		ck_status(ck_r_, 200);                                                             \
		ck_at(ck_r_, "/points", points);                                                   \
		ck_at(ck_r_, "/max_points", max);                                                  \
		ck_at(ck_r_, "/percent", percent);                                                 \
		ck_at(ck_r_, "/level", level);                                                     \
	} while (0)

/* "levels", both sections summed. Points at most: 1.1 3; 1.2 3, counted twice = 6; 2.1 3; 2.2 3.
 * 2 + 2*1 + 3 + 2 = 9 of 3 + 6 + 3 + 3 = 15: 60 %, from 50 "средний".
 * Without 2.1: 2 + 2*1 + 3 = 7 of 15 - 3 = 12: 58.33.. %.
 * Without stage 2: 2 + 2*1 = 4 of 3 + 6 = 9: 44.44.. %, "низкий".
 * Best everywhere: 15 of 15, from 85 "высокий". */
START_TEST(a_sum_is_weighed_and_an_absent_stage_leaves_the_maximum)
{
	ck_result(result("levels", ALL_MARKS), "9", "15", "60", "средний");
	ck_result(result("levels", "1.1=2 1.2=1 2.1=- 2.2=3"), "7", "12", "58.3", "средний");
	ck_result(result("levels", "1.1=2 1.2=1 2.1=- 2.2=-"), "4", "9", "44.4", "низкий");
	ck_result(result("levels", "1.1=3 1.2=3 2.1=3 2.2=3"), "15", "15", "100", "высокий");
}
END_TEST

/* "stages": stage 1 takes the best of 1.1 (at most 1) and 1.2 (at most 2), stage 2 is summed.
 * max(1, 0) + 2 = 3 of max(1, 2) + 2 = 4: 75 %. max(0, 2) + 0 = 2 of 4: 50 %. max(1, 2) of 2. */
START_TEST(the_best_of_a_stage_counts_once)
{
	ck_result(result("stages", "1.1=1 1.2=0 2.1=2"), "3", "4", "75", "хорошо");
	ck_result(result("stages", "1.1=0 1.2=2 2.1=0"), "2", "4", "50", "есть над чем работать");
	ck_result(result("stages", "1.1=1 1.2=2 2.1=-"), "2", "2", "100", "хорошо");
}
END_TEST

/* Scores of ALL_MARKS by competence: K1 is stage 1, 4 of 9; K2 is stage 2, 5 of 6. */
START_TEST(scores_are_kept_by_competence)
{
	struct answer a = result("levels", ALL_MARKS);

	ck_assert_str_eq(sql("select string_agg(c.code || ' ' || s.points || '/' || "
			     "s.max_points, ', ' order by c.code)"
			     " from score s join competence c on c.id = s.competence_id "
			     "where s.sheet_id = '%s'",
			     at(a, "/id")),
	    "K1 4/9, K2 5/6");
}
END_TEST

START_TEST(points_of_the_rubric_only)
{
	const char *sheet = new_sheet("levels");
	struct answer a = mark(sheet, "1.1=2 2.2=0");

	ck_problem(a, 422, "points-not-in-rubric", "4.5");
	ck_at(a, "/params/item", "2.2");
	ck_problem(mark(sheet, "1.2=2.5"), 422, "points-not-in-rubric", "4.5");
	a = mark(sheet, "1.2=-");
	ck_problem(a, 422, "stage-cannot-be-absent", "4.5");
	ck_at(a, "/params/item", "1.2");
	a = put(format(API "/sheets/%s/marks", sheet),
	    "{\"marks\":[{\"item\":\"%s\",\"points\":1}]}", item_of(new_sheet("stages"), "1.1"));
	ck_problem(a, 422, "points-not-in-rubric", "4.5");
	ck_assert_int_eq(count_at(show(sheet), "/marks"), 0);
	ck_status(mark(sheet, "1.2=3"), 200);
	ck_problem(
	    mark(sheet, "1.2=4"), 422, "points-not-in-rubric", "4.5"); /* an update is judged too */
}
END_TEST

START_TEST(submit_names_the_items_without_a_mark)
{
	const char *sheet = new_sheet("levels");

	ck_status(mark(sheet, "1.2=1 2.1=-"), 200);
	struct answer a = verb("sheets", sheet, "submit");

	ck_problem(a, 409, "items-without-mark", "4.5");
	ck_at(a, "/params/items/0", "1.1");
	ck_at(a, "/params/items/1", "2.2");
	ck_assert_int_eq(count_at(a, "/params/items"), 2);
	ck_at(show(sheet), "/state", "draft");
}
END_TEST

START_TEST(a_cleared_mark_is_missing_again)
{
	const char *sheet = new_sheet("levels"), *item = item_of(sheet, "2.2");

	ck_assert_int_eq(count_at(mark(sheet, ALL_MARKS), "/marks"), 4);
	struct answer a = put(format(API "/sheets/%s/marks", sheet),
	    "{\"marks\":[{\"item\":\"%s\",\"clear\":true}]}", item);
	ck_assert_int_eq(count_at(a, "/marks"), 3);
	ck_assert_ptr_null(strstr(at(a, "/marks"), item));
	a = verb("sheets", sheet, "submit");
	ck_problem(a, 409, "items-without-mark", "4.5");
	ck_assert_str_eq(at(a, "/params/items"), "[\"2.2\"]");
}
END_TEST

START_TEST(a_submitted_sheet_is_frozen)
{
	const char *sheet = submitted_sheet(new_visit("levels", false), "visitor");
	const char *path = format(API "/sheets/%s", sheet),
		   *revision = at(show(sheet), "/revision");

	ck_problem(mark(sheet, "1.1=0"), 409, "frozen", "4.5");
	ck_problem(patch(path, revision, "{\"strengths\":\"x\"}"), 409, "frozen", "4.5");
	ck_problem(post(format("%s/notes", path), "{\"body\":\"x\"}"), 409, "frozen", "4.5");
	ck_problem(verb("sheets", sheet, "submit"), 409, "no-step", "");
	/* and the database itself says so */
	ck_assert_str_eq(
	    sql_as_sender("update mark set points = 0 where sheet_id = '%s' returning 1", sheet),
	    "!frozen");
	ck_assert_str_eq(
	    sql_as_sender("delete from mark where sheet_id = '%s' returning 1", sheet), "!frozen");
	ck_assert_str_eq(
	    sql_as_sender("update sheet set strengths = 'x' where id = '%s' returning 1", sheet),
	    "!frozen");
	ck_assert_str_eq(sql_as_sender("insert into note (district_id, sheet_id, body)"
				       " values (auth.district(), '%s', 'x') returning 1",
			     sheet),
	    "!frozen");
}
END_TEST

START_TEST(evidence_stays_when_points_are_sent_again)
{
	const char *sheet = new_sheet("levels"), *item = item_of(sheet, "1.1");
	const char *path = format(API "/sheets/%s/marks", sheet);

	struct answer a =
	    put(path, "{\"marks\":[{\"item\":\"%s\",\"points\":1,\"evidence\":\"9:31\"}]}", item);
	ck_at(a, "/marks/0/evidence", "9:31");
	a = put(path, "{\"marks\":[{\"item\":\"%s\",\"points\":2}]}", item);
	ck_at(a, "/marks/0/points", "2");
	ck_at(a, "/marks/0/evidence", "9:31");
	a = put(path, "{\"marks\":[{\"item\":\"%s\",\"evidence\":\"9:40\"}]}", item);
	ck_at(a, "/marks/0/points", "2");
	ck_at(a, "/marks/0/evidence", "9:40");
	a = put(path, "{\"marks\":[{\"item\":\"%s\",\"evidence\":null}]}", item);
	ck_at(a, "/marks/0/evidence", "null");
	ck_at(a, "/marks/0/points", "2");
}
END_TEST

RESOURCE_MAIN("sheets", a_sum_is_weighed_and_an_absent_stage_leaves_the_maximum,
    the_best_of_a_stage_counts_once, scores_are_kept_by_competence, points_of_the_rubric_only,
    submit_names_the_items_without_a_mark, a_cleared_mark_is_missing_again,
    a_submitted_sheet_is_frozen, evidence_stays_when_points_are_sent_again)
