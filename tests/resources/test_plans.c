/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Year plans: items are edited in a draft only, a version is approved by a registered order of its
 * own, and what is approved is followed by another version, never changed (4.6b).
 */
#include "way.h"

static int next_year = 2060; /* each test has the plan of a year of its own */

static const char *version, *plan;

static void begin(void)
{
	struct answer a;

	sign_in("methodist");
	a = post("/api/v1/plans", "{\"school_year\":%d,\"title\":\"План\"}", next_year++);
	plan = created(a);
	version = at(a, "/versions/0/id");
}

static struct answer add(const char *to, const char *title)
{
	return post("/api/v1/plan-items",
	    "{\"version\":\"%s\",\"title\":\"%s\",\"form\":\"%s\",\"starts_on\":\"2060-10-01\","
	    "\"ends_on\":\"2060-10-31\",\"organisation\":\"%s\",\"responsible\":\"%s\"}",
	    to, title, sql("select form_id from plan_item limit 1"), organisation("school_1"),
	    person("methodist"));
}

static const char *path_of(const char *item, const char *in)
{
	return format("/api/v1/plan-items/%s?version=%s", item, in);
}

static struct answer change(const char *item, const char *in, const char *body)
{
	return patch(path_of(item, in), get("%s", path_of(item, in)).etag, "%s", body);
}

static const char *plan_order(const char *of, const char *number)
{
	const char *id;

	sign_in("methodist");
	id = created(
	    post("/api/v1/orders", "{\"kind\":\"order_plan\",\"plan_version\":\"%s\"}", of));
	sign_in("department_head");
	ck_status(verb("orders", id, "sign"), 200);
	if (number)
		ck_status(enter_in_registry(id, number, sql("select current_date")), 200);
	return id;
}

static struct answer approve(const char *order)
{
	const char *path = format("/api/v1/plan-versions/%s/approve", version);

	return post(path, "{\"order\":\"%s\"}", order);
}

static void submit(void)
{
	sign_in("centre_head");
	ck_at(verb("plan-versions", version, "submit"), "/state", "at_council");
}

static struct answer cite_as(const char *item, const char *reason)
{
	return put(format("/api/v1/plan-versions/%s/changes/%s", version, item),
	    "{\"reason\":\"%s\",\"evidence\":[{\"body\":\"Письмо школы\"}]}", reason);
}

static void cite(const char *item)
{
	ck_status(cite_as(item, "Черновик"), 200);
	ck_status(cite_as(item, "Школа закрыта на ремонт"), 200);
}

START_TEST(a_new_plan_has_one_empty_draft)
{
	struct answer a;

	begin();
	a = get("/api/v1/plan-versions/%s", version);
	ck_at(a, "/plan", plan);
	ck_at(a, "/version", "1");
	ck_at(a, "/state", "draft");
	ck_at(a, "/items", "0");
	a = post("/api/v1/plans", "{\"school_year\":%d,\"title\":\"Другой\"}", next_year - 1);
	ck_problem(a, 409, "plan-of-year-exists", "4.1");
}
END_TEST

START_TEST(items_of_a_draft_are_made_changed_and_removed)
{
	const char *item, *seen;
	struct answer a;

	begin();
	item = created(add(version, "Семинар"));
	ck_at(add(version, "Второй"), "/number", "2");
	a = get("%s", path_of(item, version));
	seen = a.etag;
	ck_at(a, "/number", "1");
	ck_at(a, "/ends_on", "2060-10-31");
	a = change(item, version,
	    "{\"title\":\"Мастер-класс\",\"ends_on\":\"2060-11-05\",\"organisation\":null}");
	ck_at(a, "/title", "Мастер-класс");
	ck_at(a, "/ends_on", "2060-11-05");
	ck_at(a, "/organisation", "null");
	a = patch(path_of(item, version), seen, "{\"title\":\"Поздно\"}");
	ck_problem(a, 412, "changed", "");
	ck_at(a, "/current/title", "Мастер-класс");
	a = patch(path_of(item, version), NULL, "{\"title\":\"Т\"}");
	ck_problem(a, 428, "revision-required", "");
	ck_status(erase("%s", path_of(item, version)), 204);
	ck_problem(get("%s", path_of(item, version)), 404, "not-found", "");
	ck_assert_int_eq(count_at(get("/api/v1/plan-items?version=%s", version), "/items"), 1);
}
END_TEST

START_TEST(a_term_that_ends_before_it_begins_is_refused)
{
	const char *item, *both = "{\"starts_on\":\"2060-12-02\",\"ends_on\":\"2060-12-01\"}";

	begin();
	item = created(add(version, "Семинар"));
	ck_at(change(item, version, both), "/errors/0/pointer", "/ends_on");
	ck_at(
	    change(item, version, "{\"ends_on\":\"2060-09-01\"}"), "/errors/0/pointer", "/ends_on");
	ck_at(change(item, version, "{\"starts_on\":\"2060-12-02\"}"), "/errors/0/pointer",
	    "/starts_on");
	/* what is held against a term that the sender hasn't seen is stale first of all */
	ck_problem(patch(path_of(item, version), "99", "{\"ends_on\":\"2060-09-01\"}"), 412,
	    "changed", "");
}
END_TEST

START_TEST(approval_needs_the_registered_order_of_this_version)
{
	const char *signed_only, *other;

	begin();
	other = plan_order(version, "п-0");
	begin();
	signed_only = plan_order(version, NULL);
	ck_problem(approve(signed_only), 409, "no-step", "");
	submit();
	ck_problem(approve(signed_only), 403, "forbidden", "");
	sign_in("department_head");
	ck_problem(approve(signed_only), 409, "no-registered-order-of-plan", "4.6b");
	ck_problem(approve(other), 409, "no-registered-order-of-plan", "4.6b");
	ck_status(enter_in_registry(signed_only, "п-1", sql("select current_date")), 200);
	ck_at(approve(signed_only), "/state", "approved");
	ck_at(get("/api/v1/plan-versions/%s", version), "/order/number", "п-1");
}
END_TEST

START_TEST(an_approved_version_is_not_edited)
{
	const char *item, *order;

	begin();
	item = created(add(version, "Семинар"));
	order = plan_order(version, "п-2");
	submit();
	ck_problem(add(version, "Ещё"), 409, "frozen", "4.6b");
	sign_in("clerk");
	ck_at(approve(order), "/state", "approved");
	sign_in("centre_head");
	ck_problem(add(version, "Ещё"), 409, "frozen", "4.6b");
	ck_problem(change(item, version, "{\"title\":\"Другой\"}"), 409, "frozen", "4.6b");
	ck_problem(erase("%s", path_of(item, version)), 409, "frozen", "4.6b");
	ck_at(get("%s", path_of(item, version)), "/title", "Семинар");
}
END_TEST

START_TEST(a_version_differs_from_its_base_by_what_was_changed)
{
	const char *changed, *gone, *added, *base, *order;
	struct answer a;

	begin();
	created(add(version, "Остаётся"));
	changed = created(add(version, "Меняется"));
	gone = created(add(version, "Уходит"));
	base = version;
	version =
	    created(post("/api/v1/plan-versions", "{\"plan\":\"%s\",\"base\":\"%s\"}", plan, base));
	ck_at(get("/api/v1/plan-versions/%s", version), "/version", "2");
	ck_assert_int_eq(count_at(get("/api/v1/plan-versions/%s/diff", version), "/items"), 0);
	ck_status(change(changed, version, "{\"title\":\"Изменился\"}"), 200);
	ck_status(erase("%s", path_of(gone, version)), 204);
	added = created(add(version, "Новый"));
	ck_at(get("%s", path_of(changed, base)), "/title", "Меняется");
	a = get("/api/v1/plan-versions/%s/diff", version);
	ck_assert_int_eq(count_at(a, "/items"), 3);
	ck_at(a, "/items/0/change", "added");
	ck_at(a, "/items/0/item", added);
	ck_at(a, "/items/1/change", "changed");
	ck_at(a, "/items/1/item", changed);
	ck_at(a, "/items/1/title", "Изменился");
	ck_at(a, "/items/1/was/title", "Меняется");
	ck_at(a, "/items/1/fields", "[\"title\"]");
	ck_at(a, "/items/0/fields", "[]");
	ck_at(a, "/items/2/now", "null");
	ck_at(a, "/items/2/change", "removed");
	ck_at(a, "/items/2/item", gone);
	order = plan_order(version, "п-3");
	sign_in("centre_head");
	a = verb("plan-versions", version, "submit");
	ck_problem(a, 409, "change-without-evidence", "4.6b");
	ck_at(a, "/params/items", "Изменился; Новый; Уходит");
	for (size_t i = 0; i < 3; i++)
		cite((const char *const[]){ added, changed, gone }[i]);
	a = get("/api/v1/plan-versions/%s/diff", version);
	ck_at(a, "/items/2/reason", "Школа закрыта на ремонт");
	ck_at(a, "/items/2/evidence/0/kind", "words");
	ck_at(a, "/items/2/evidence/0/title", "Письмо школы");
	submit();
	ck_problem(cite_as(added, "Поздно"), 409, "frozen", "4.6b");
	sign_in("department_head");
	ck_problem(approve(order), 409, "council-has-not-considered", "4.6b");
}
END_TEST

START_TEST(a_version_is_based_on_its_own_plan)
{
	const char *elsewhere;
	struct answer a;

	begin();
	elsewhere = version;
	begin();
	a = post("/api/v1/plan-versions", "{\"plan\":\"%s\",\"base\":\"%s\"}", plan, elsewhere);
	ck_problem(a, 422, "invalid", "");
	ck_at(a, "/errors/0/pointer", "/base");
	a = post("/api/v1/plan-versions", "{\"plan\":\"%s\",\"base\":\"%s\"}", plan, plan);
	ck_problem(a, 422, "unknown-reference", "");
}
END_TEST

START_TEST(the_next_year_begins_with_this_years_items_a_year_on)
{
	const char *next;
	struct answer a;

	sign_in("centre_head");
	a = post("/api/v1/plans", "{\"school_year\":%s,\"roll_over\":true}",
	    sql("select school_year(current_date) + 1"));
	ck_problem(a, 409, "nothing-to-roll-over", "4.6b");
	sql("delete from plan_item where version_id in (select v.id from plan_version v join plan p on p.id = v.plan_id"
	    " where p.school_year = school_year(current_date) + 1)");
	sql("delete from plan_version where plan_id in (select id from plan where school_year = school_year(current_date) + 1)");
	sql("delete from plan where school_year = school_year(current_date) + 1");
	a = post("/api/v1/plans", "{\"school_year\":%s,\"roll_over\":true}",
	    sql("select school_year(current_date) + 1"));
	next = at(a, "/versions/0/id");
	ck_status(a, 201);
	a = get("/api/v1/plan-items?version=%s", next);
	ck_assert_int_eq(count_at(a, "/items"), 3);
	ck_at(a, "/items/0/starts_on", sql("select (current_date + 7 + interval '1 year')::date"));
	ck_assert_int_eq(count_at(get("/api/v1/plan-versions/%s/diff", next), "/items"), 0);
	ck_status(change(at(a, "/items/0/id"), next, "{\"title\":\"Иначе\"}"), 200);
	ck_assert_int_eq(count_at(get("/api/v1/plan-versions/%s/diff", next), "/items"), 1);
	ck_problem(verb("plan-versions", next, "submit"), 409, "change-without-evidence", "4.6b");
}
END_TEST

START_TEST(evidence_says_something_about_a_real_change)
{
	const char *item, *base;
	struct answer a;

	begin();
	item = created(add(version, "Семинар"));
	base = version;
	version =
	    created(post("/api/v1/plan-versions", "{\"plan\":\"%s\",\"base\":\"%s\"}", plan, base));
	ck_problem(cite_as(item, "Ничего не изменилось"), 404, "not-found", "");
	ck_status(change(item, version, "{\"title\":\"Иной\"}"), 200);
	a = put(format("/api/v1/plan-versions/%s/changes/%s", version, item),
	    "{\"reason\":\"Так\",\"evidence\":[]}");
	ck_problem(a, 422, "invalid", "");
	a = put(format("/api/v1/plan-versions/%s/changes/%s", version, item),
	    "{\"reason\":\"Так\",\"evidence\":[{}]}");
	ck_problem(a, 422, "evidence-rests-on-something", "4.6b");
	a = put(format("/api/v1/plan-versions/%s/changes/%s", version, item),
	    "{\"reason\":\"Так\",\"evidence\":[{\"visit\":\"%s\"}]}", plan);
	ck_problem(a, 422, "unknown-reference", "");
}
END_TEST

RESOURCE_MAIN("plans", a_new_plan_has_one_empty_draft,
    items_of_a_draft_are_made_changed_and_removed, a_term_that_ends_before_it_begins_is_refused,
    approval_needs_the_registered_order_of_this_version, an_approved_version_is_not_edited,
    a_version_differs_from_its_base_by_what_was_changed, a_version_is_based_on_its_own_plan,
    the_next_year_begins_with_this_years_items_a_year_on,
    evidence_says_something_about_a_real_change)
