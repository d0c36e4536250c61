/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who sees which visits: a teacher his own, a school head those of his school, a methodist the
 * district's, another district none; the filters, and the pages of a list.
 */
#include "visit.h"

static const char *first, *second, *elsewhere; /* school 1 twice, school 2 once */

static void make_visits(void)
{
	if (first)
		return;
	first = new_visit("levels", false);
	second = new_visit("levels", false);
	elsewhere = new_visit_at("school_2", "levels", false);
	submitted_sheet(second, "visitor");
}

static long listed(const char *query)
{
	struct answer a = get(API "/visits%s", query);

	ck_status(a, 200);
	return count_at(a, "/items");
}

static void sees(const char *who, bool at_school_1, bool at_school_2)
{
	sign_in(who);
	struct answer a = get(API "/visits");
	const char *all = at(a, "/items");

	ck_assert_msg(count_at(a, "/items") == 2 * at_school_1 + at_school_2, "%s: %s", who, all);
	ck_assert_msg(!strstr(all, first) == !at_school_1, "%s: %s", who, all);
	ck_assert_msg(!strstr(all, elsewhere) == !at_school_2, "%s: %s", who, all);
	ck_status(get(API "/visits/%s", first), at_school_1 ? 200 : 404);
	ck_status(get(API "/visits/%s", elsewhere), at_school_2 ? 200 : 404);
	/* the database's own answer, without the list's named scope */
	ck_assert_str_eq(sql_as_sender("select count(*) from visit"),
	    format("%d", 2 * at_school_1 + at_school_2));
}

START_TEST(everybody_sees_what_is_his)
{
	make_visits();
	sees("methodist_2", true, true);
	sees("department_head", true, true);
	sees("council_member", true, true);
	sees("school_head", true, false);
	sees("school_head_2", false, true);
	sees("teacher", true, false);
	sees("teacher_2", false, false);
	sees("teacher_elsewhere", false, true);
	sees("foreign_methodist", false, false);
	sees("foreign_teacher", false, false);
}
END_TEST

START_TEST(filters)
{
	make_visits();
	sign_in("methodist");
	ck_assert_int_eq(listed(""), 3);
	ck_assert_int_eq(listed(format("?teacher=%s", person("teacher"))), 2);
	ck_assert_int_eq(listed(format("?organisation=%s",
			     sql("select id from organisation where idnumber = 'school_2'"))),
	    1);
	ck_assert_int_eq(listed("?state=assessed"), 1);
	ck_at(get(API "/visits?state=assessed"), "/items/0/id", second);
	ck_assert_int_eq(listed("?state=closed"), 0);
	ck_assert_int_eq(listed(format("?day=%s", at(get(API "/visits/%s", first), "/day"))), 1);
	const char *date = at(get(API "/visits/%s", second), "/held_on");

	ck_assert_int_eq(listed(format("?from=%s", date)), 2);
	ck_assert_int_eq(listed(format("?to=%s", date)), 2);
	ck_assert_int_eq(listed(format("?from=%s&to=%s", date, date)), 1);
	/* the one with a visitor's sheet, by each competence that its rubric marks and no other */
	const char *marked = sql("select competence_id from score limit 1");

	ck_assert_int_eq(listed(format("?competence=%s", marked)), 1);
	ck_at(get(API "/visits?competence=%s", marked), "/items/0/id", second);
	ck_assert_int_eq(listed(format("?competence=%s",
			     sql("select id from competence where id not in "
				 "(select competence_id from score) and code <> '' limit 1"))),
	    0);
	ck_status(get(API "/visits?from=tomorrow"), 422);
	ck_status(get(API "/visits?limit=201"), 422);
	ck_status(get(API "/visits?colour=red"), 422);
}
END_TEST

START_TEST(pages_lose_nothing_and_repeat_nothing)
{
	make_visits();
	sign_in("methodist");
	struct answer a = get(API "/visits?limit=2"), b;

	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/0/id", elsewhere); /* the latest first */
	ck_at(a, "/items/1/id", second);
	b = get(API "/visits?limit=2&cursor=%s", at(a, "/next"));
	ck_assert_int_eq(count_at(b, "/items"), 1);
	ck_at(b, "/items/0/id", first);
	ck_at(b, "/next", "null");
	ck_at(get(API "/visits?limit=3"), "/next", "null");
}
END_TEST

RESOURCE_MAIN(
    "visit_lists", everybody_sees_what_is_his, filters, pages_lose_nothing_and_repeat_nothing)
