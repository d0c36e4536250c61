/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days and their way from the plan to the day held. Clause 4.1 is the gate: without a registered
 * order on holding this very day nobody gets past it, whatever the request says.
 */
#include "way.h"

static struct answer day_at(const char *place)
{
	return post("/api/v1/days", "{\"theme\":\"Т\",\"organisation\":\"%s\",\"held_on\":\"%s\"}",
	    organisation(place), date_ahead(0));
}

START_TEST(a_day_of_an_approved_item_is_in_the_plan_at_once)
{
	struct answer a = day_of(new_day(0));

	ck_at(a, "/state", "in_plan");
	ck_at(a, "/theme", "Методический день: обратная связь");
	ck_at(a, "/organisation/id", organisation("school_1"));
	ck_at(a, "/lead/id", person("methodist"));
	ck_at(a, "/plan_item/number", "1");
	ck_at(a, "/steps/1/state", "now");
	ck_at(a, "/blocked/announce/slug", "no-registered-order");
}
END_TEST

START_TEST(a_day_outside_an_approved_plan_stays_a_draft)
{
	const char *draft =
	    sql("select item_id from plan_item i join plan_version v on v.id = i.version_id"
		" where i.number = 1 and v.state = 'draft' and i.organisation_id is not null");
	struct answer a;
	const char *id;

	sign_in("methodist");
	id = created(post(
	    "/api/v1/days", "{\"plan_item\":\"%s\",\"held_on\":\"%s\"}", draft, date_ahead(0)));
	ck_at(day_of(id), "/state", "draft");
	a = post(format("/api/v1/days/%s/plan", id), "{\"plan_item\":\"%s\"}", draft);
	ck_problem(a, 409, "item-not-in-approved-plan", "4.1");
	a = post(format("/api/v1/days/%s/plan", id), "{\"plan_item\":\"%s\"}", approved_item(3));
	ck_status(a, 200);
	ck_at(a, "/state", "in_plan");
	ck_at(a, "/plan_item/number", "3");
}
END_TEST

START_TEST(without_a_registered_order_a_day_is_neither_ordered_nor_announced)
{
	const char *day = new_day(0), *order = new_order(day);

	ck_problem(verb("days", day, "announce"), 409, "no-registered-order", "4.1");
	ck_problem(tie(day, order), 409, "no-registered-order", "4.1");
	sign_in("department_head");
	ck_status(verb("orders", order, "sign"), 200);
	sign_in("centre_head");
	ck_problem(verb("days", day, "announce"), 409, "no-registered-order", "4.1");
	ck_problem(tie(day, order), 409, "no-registered-order", "4.1");
	ck_at(day_of(day), "/state", "in_plan");
	sql("alter table day disable trigger a_step; alter table day disable trigger b_guard;"
	    "update day set state = 'ordered' where id = '%s';"
	    "alter table day enable trigger a_step; alter table day enable trigger b_guard",
	    day);
	ck_problem(verb("days", day, "announce"), 409, "no-registered-order", "4.1");
}
END_TEST

START_TEST(an_order_of_another_day_opens_nothing)
{
	const char *other = ordered_day(0, "d-1"), *day = new_day(7);
	const char *order = at(day_of(other), "/order/id");

	ck_problem(tie(day, order), 409, "no-registered-order", "4.1");
	ck_at(day_of(day), "/state", "in_plan");
}
END_TEST

START_TEST(the_whole_path)
{
	const char *day = new_day(0), *order = signed_order(day),
		   *today = sql("select current_date");

	ck_status(enter_in_registry(order, "d-2", today), 200);
	sign_in("methodist");
	ck_at(day_of(day), "/state", "in_plan");
	ck_at(day_of(day), "/blocked", "{}");
	ck_at(tie(day, order), "/state", "ordered");
	ck_at(day_of(day), "/order/number", "d-2");
	ck_at(day_of(day), "/regulation/title", "Положение о методических днях");
	ck_at(verb("days", day, "announce"), "/state", "announced");
	ck_at(verb("days", day, "start"), "/state", "running");
	ck_at(verb("days", day, "hold"), "/state", "held");
	ck_problem(verb("days", day, "hold"), 409, "no-step", "");
	day = ordered_day(7, "d-3");
	ck_at(day_of(day), "/state", "ordered");
}
END_TEST

START_TEST(a_wrong_role_is_refused)
{
	static const char *const nobody[] = { "teacher", "school_head", "clerk", "department_head",
		"council_chair", "admin" };
	const char *day = ordered_day(0, "d-4");

	for (size_t i = 0; i < COUNT(nobody); i++) {
		sign_in(nobody[i]);
		ck_problem(day_at("school_1"), 403, "forbidden", "");
		ck_problem(verb("days", day, "announce"), 403, "forbidden", "");
	}
	sign_in("methodist");
	ck_problem(post(format("/api/v1/days/%s/postpone", day), "{\"reason\":\"карантин\"}"), 403,
	    "not-your-step", "4.1");
	sign_in("foreign_methodist");
	ck_problem(day_of(day), 404, "not-found", "");
	ck_problem(verb("days", day, "announce"), 404, "not-found", "");
}
END_TEST

START_TEST(postponing_takes_the_programme_along)
{
	const char *day = ordered_day(28, "d-5"), *to = date_ahead(35),
		   *path = format("/api/v1/days/%s/postpone", day);
	const char *slot;

	sign_in("centre_head");
	slot = created(
	    talk(day, date_ahead(28), "10:00", "10:45", lists(person("methodist"), "", "")));
	ck_problem(patch(format("/api/v1/days/%s", day), at(day_of(day), "/revision"),
		       "{\"held_on\":\"%s\"}", to),
	    409, "ordered-day-is-postponed", "4.1");
	ck_status(post(path, "{\"held_on\":\"%s\"}", to), 422);
	ck_at(
	    post(path, "{\"reason\":\"карантин\",\"held_on\":\"%s\"}", to), "/state", "postponed");
	ck_at(day_of(day), "/held_on", to);
	ck_at(day_of(day), "/reason", "карантин");
	ck_at(get("/api/v1/slots/%s", slot), "/starts_at", format("%sT10:00:00+03:00", to));
	ck_at(get("/api/v1/slots/%s", slot), "/ends_at", format("%sT10:45:00+03:00", to));
	ck_assert_str_eq(sql("select during = (select during from slot where id = '%s') "
			     "from booking where slot_id = '%s'",
			     slot, slot),
	    "t");
	ck_at(tie(day, at(day_of(day), "/order/id")), "/state", "ordered");
}
END_TEST

START_TEST(a_change_names_the_revision_that_it_saw)
{
	const char *id = new_day(0), *path = format("/api/v1/days/%s", id), *seen = day_of(id).etag;
	struct answer a;

	ck_problem(patch(path, NULL, "{\"aim\":\"Увидеть\"}"), 428, "revision-required", "");
	a = patch(path, seen, "{\"aim\":\"Увидеть\"}");
	ck_status(a, 200);
	ck_at(a, "/aim", "Увидеть");
	ck_assert_str_ne(a.etag, seen);
	a = patch(path, seen, "{\"aim\":\"Услышать\"}");
	ck_problem(a, 412, "changed", "");
	ck_at(a, "/current/aim", "Увидеть");
}
END_TEST

START_TEST(the_same_id_again_is_the_same_day)
{
	const char *id = sql("select gen_random_uuid()"), *body;

	sign_in("methodist");
	body = format("{\"id\":\"%s\",\"plan_item\":\"%s\",\"held_on\":\"%s\"}", id,
	    approved_item(1), date_ahead(0));
	ck_assert_str_eq(created(post("/api/v1/days", "%s", body)), id);
	ck_status(post("/api/v1/days", "%s", body), 200);
	ck_assert_str_eq(sql("select count(*) from day where id = '%s'", id), "1");
}
END_TEST

START_TEST(a_day_is_at_a_school)
{
	static const struct {
		const char *place;
		int status;
	} places[] = { { "centre", 409 }, { "department", 409 }, { "council", 409 },
		{ "foreign_school_1", 409 }, { "school_1", 201 }, { "kindergarten", 201 } };
	struct answer a;

	sign_in("methodist");
	for (size_t i = 0; i < COUNT(places); i++) {
		a = day_at(places[i].place);
		ck_status(a, places[i].status);
		if (a.status == 409)
			ck_problem(a, 409, "day-is-at-a-school", "4.2");
	}
}
END_TEST

RESOURCE_MAIN("days", a_day_of_an_approved_item_is_in_the_plan_at_once,
    a_day_outside_an_approved_plan_stays_a_draft,
    without_a_registered_order_a_day_is_neither_ordered_nor_announced,
    an_order_of_another_day_opens_nothing, the_whole_path, a_wrong_role_is_refused,
    postponing_takes_the_programme_along, a_change_names_the_revision_that_it_saw,
    the_same_id_again_is_the_same_day, a_day_is_at_a_school)
