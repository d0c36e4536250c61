/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is next: of each step of a day's path, whose it is, who waits for it, and who doesn't see
 * it. The one whose step it is has it first; heads of the centre and the day's leader see the
 * others.
 */
#include "way.h"

static const char *const people[] = { "methodist", "methodist_2", "centre_head", "department_head",
	"clerk", "school_head", "teacher", "council_chair", "admin" };

/* The one step of a day (or of a plan item that has none), in the sender's list; none: no JSON. */
static struct answer step_of(const char *id)
{
	struct answer all = get("/api/v1/next-steps"), found = { 0 };
	const char *why;
	size_t n;

	ck_status(all, 200);
	for (long i = 0; i < count_at(all, "/items"); i++) {
		struct answer one = { .text = at(all, format("/items/%ld", i)) };

		one.json = js_parse(one.text, strlen(one.text), &why, &n);
		if (strcmp(at(one, "/day"), id) != 0 && strcmp(at(one, "/id"), id) != 0)
			continue;
		ck_assert_msg(!found.json, "two steps at once: %s and %s", found.text, one.text);
		found = one;
	}
	return found;
}

/* One mark for each of `people`: m mine, w waiting, - unseen. */
static void check_step(const char *id, const char *event, const char *marks)
{
	for (size_t i = 0; i < COUNT(people); i++) {
		struct answer a;
		char mark;

		sign_in(people[i]);
		a = step_of(id);
		mark = !a.json ? '-' : strcmp(at(a, "/mine"), "true") == 0 ? 'm' : 'w';
		ck_assert_msg(mark == marks[i], "%s as %s: '%c', not '%c': %s", event, people[i],
		    mark, marks[i], a.json ? a.text : "");
		if (a.json)
			ck_at(a, "/event", event);
	}
}

static const char *today(void)
{
	return sql("select current_date");
}

/* Led by the methodist, who is responsible for the item. */
static const char *day_by(const char *item, const char *date)
{
	sign_in("methodist");
	return created(
	    post("/api/v1/days", "{\"plan_item\":\"%s\",\"held_on\":\"%s\"}", item, date));
}

START_TEST(a_plan_item_waits_for_its_day)
{
	const char *item = approved_item(2), *path;

	check_step(item, "create_day", "m-w------");
	path = format("/api/v1/days/%s/cancel", day_by(item, date_ahead(0)));
	check_step(item, "create_day", "---------");
	sign_in("centre_head");
	ck_status(post(path, "{\"reason\":\"карантин\"}"), 200);
	check_step(item, "create_day", "m-w------");
}
END_TEST

START_TEST(a_draft_that_nobody_leads_is_of_all_methodists)
{
	const char *day;

	sign_in("methodist");
	day = created(
	    post("/api/v1/days", "{\"theme\":\"Т\",\"organisation\":\"%s\",\"held_on\":\"%s\"}",
		organisation("school_1"), date_ahead(0)));
	check_step(day, "plan", "mmm------");
}
END_TEST

START_TEST(the_order_goes_from_hand_to_hand)
{
	const char *day = new_day(0), *order;
	struct answer a;

	check_step(day, "draft_order", "m-w------");
	order = new_order(day);
	check_step(day, "sign", "w-wm-----");
	sign_in("methodist");
	a = step_of(day);
	ck_at(a, "/entity", "order");
	ck_at(a, "/id", order);
	ck_at(a, "/owner", at(get("/api/v1/people/%s", person("department_head")), "/short"));
	sign_in("department_head");
	ck_status(verb("orders", order, "sign"), 200);
	check_step(day, "register", "w-w-m----");
	sign_in("department_head");
	ck_status(enter_in_registry(order, "n-1", today()), 200);
	check_step(day, "order", "m-w------");
	sign_in("methodist");
	ck_status(tie(day, order), 200);
	check_step(day, "announce", "m-w------");
}
END_TEST

START_TEST(an_announced_day_waits_for_its_programme_and_its_date)
{
	const char *ahead = ordered_day(0, "n-2");

	sign_in("methodist");
	ck_status(verb("days", ahead, "announce"), 200);
	check_step(ahead, "programme", "m-w------");
	sign_in("methodist");
	created(talk(ahead, date_ahead(0), "10:00", "10:45", lists("", "", "")));
	check_step(ahead, "start", "---------");
}
END_TEST

START_TEST(a_day_is_begun_and_held_on_its_date)
{
	const char *day = day_by(approved_item(3), today()), *order = signed_order(day);

	sign_in("clerk");
	ck_status(enter_in_registry(order, "n-3", today()), 200);
	sign_in("methodist");
	ck_status(verb("days", day, "announce"), 200);
	created(talk(day, today(), "10:00", "10:45", lists("", "", "")));
	check_step(day, "start", "m-w------");
	sign_in("methodist");
	ck_status(verb("days", day, "start"), 200);
	check_step(day, "hold", "m-w------");
	sign_in("methodist");
	ck_status(verb("days", day, "hold"), 200);
	check_step(day, "draft_spravka", "m-w------");
}
END_TEST

START_TEST(a_postponed_day_waits_for_its_order_again)
{
	const char *day = ordered_day(7, "n-4");

	sign_in("centre_head");
	ck_status(post(format("/api/v1/days/%s/postpone", day),
		      "{\"reason\":\"карантин\",\"held_on\":\"%s\"}", date_ahead(14)),
	    200);
	check_step(day, "order", "m-w------");
}
END_TEST

START_TEST(terms_are_working_days_before_the_date)
{
	const char *day = day_by(approved_item(3), today()),
		   *notice = sql("select value from setting_default where code = 'notice_days'");
	struct answer a;

	a = step_of(day);
	ck_at(a, "/due_on",
	    sql("select d::date from generate_series(current_date - 1, current_date - 90, interval "
		"'-1 day') d"
		" where extract(isodow from d) < 6 order by d desc offset %s limit 1",
		notice));
	ck_at(a, "/late_days",
	    sql("select (now() at time zone 'Europe/Moscow')::date - '%s'::date",
		at(a, "/due_on")));
	ck_at(a, "/school/id", organisation("school_1"));
}
END_TEST

START_TEST(ones_own_steps_come_first)
{
	bool others = false;
	struct answer a;

	new_order(new_day(0));
	a = get("/api/v1/next-steps");
	ck_at(a, "/items/0/mine", "true");
	for (long i = 0; i < count_at(a, "/items"); i++) {
		bool mine = strcmp(at(a, format("/items/%ld/mine", i)), "true") == 0;

		ck_assert(!(mine && others));
		others |= !mine;
	}
	ck_assert(others);
	sign_in("foreign_methodist");
	ck_assert_int_eq(count_at(get("/api/v1/next-steps"), "/items"), 0);
}
END_TEST

RESOURCE_MAIN("next_steps", a_plan_item_waits_for_its_day,
    a_draft_that_nobody_leads_is_of_all_methodists, the_order_goes_from_hand_to_hand,
    an_announced_day_waits_for_its_programme_and_its_date, a_day_is_begun_and_held_on_its_date,
    a_postponed_day_waits_for_its_order_again, terms_are_working_days_before_the_date,
    ones_own_steps_come_first)
