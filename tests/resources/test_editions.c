/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dictionaries, rubrics and the regulation as they are kept: what is used isn't deleted, what was
 * published never changes, and the regulation is amended by two people and a registered order.
 */
#include "way.h"

#define DICTIONARY "/api/v1/dictionaries/%s"

static const char *entry(const char *dictionary, const char *body)
{
	return created(post(format(DICTIONARY, dictionary), "%s", body));
}

START_TEST(an_entry_is_kept_while_it_is_used)
{
	const char *id,
	    *used = sql(
		"select id from subject where name = 'Физика' and district_id::text like 'd1%%'");
	struct answer a;

	sign_in("admin");
	id = entry("subjects", "{\"name\":\"Астрономия\"}");
	ck_problem(post(format(DICTIONARY, "subjects"), "{\"name\":\"Физика\"}"), 409,
	    "subject-is-there-already", "");
	ck_problem(post(format(DICTIONARY, "subjects"), "{}"), 422, "invalid", "");
	ck_problem(erase(DICTIONARY "/%s", "subjects", used), 409, "row-in-use", "");
	a = patch(format(DICTIONARY "/%s", "subjects", id), "1", "{\"name\":\"Космос\"}");
	ck_at(a, "/name", "Космос");
	ck_problem(patch(format(DICTIONARY "/%s", "subjects", id), "1", "{\"name\":\"Х\"}"), 412,
	    "changed", "");
	a = patch(format(DICTIONARY "/%s", "subjects", id), a.etag, "{\"retired\":true}");
	ck_assert_str_ne(at(a, "/retired_on"), "null");
	ck_assert_ptr_null(strstr(get("/api/v1/subjects").text, "Космос"));
	ck_assert_ptr_nonnull(
	    strstr(get(DICTIONARY, "subjects").text, "Астрономия")); /* formerly */
	ck_status(erase(DICTIONARY "/%s", "subjects", id), 204);
	ck_status(get(DICTIONARY, "planets"), 404);
	ck_status(erase(DICTIONARY "/%s", "subjects",
		      sql("select id from subject where district_id::text like 'd2%%'")),
	    404);
}
END_TEST

START_TEST(order_and_the_form_of_the_day)
{
	const char *day = sql("select id from form where is_day and district_id::text like 'd1%%'");
	const char *last = sql("select id from form where name = 'Семинар'");
	struct answer a;

	sign_in("centre_head");
	ck_problem(patch(format(DICTIONARY "/%s", "forms", day), "1", "{\"retired\":true}"), 409,
	    "day-form-stays", "1.3");
	ck_status(
	    put(format(DICTIONARY "/order", "forms"), "{\"ids\":[\"%s\",\"%s\"]}", last, day), 204);
	a = get(DICTIONARY, "forms");
	ck_assert_int_eq(count_at(a, "/items"), 5);
	ck_problem(put(format(DICTIONARY "/order", "classes"), "{\"ids\":[\"%s\"]}", last), 404,
	    "not-found", "");
	sign_in("methodist");
	ck_problem(post(format(DICTIONARY, "forms"), "{\"name\":\"Х\"}"), 403, "forbidden", "");
}
END_TEST

START_TEST(rooms_and_classes_are_of_a_school)
{
	const char *school = organisation("school_1"), *id;

	sign_in("admin");
	ck_problem(get(DICTIONARY, "rooms"), 422, "invalid", "");
	id = entry("rooms",
	    format("{\"name\":\"каб. 77\",\"organisation\":\"%s\",\"number\":12}", school));
	ck_problem(post(format(DICTIONARY, "rooms"),
		       "{\"name\":\"каб. 77\",\"organisation\":\"%s\"}", school),
	    409, "room-of-school-is-there-already", "");
	ck_status(patch(format(DICTIONARY "/%s", "rooms", id), "1", "{\"retired\":true}"), 200);
	ck_assert_ptr_null(strstr(get("/api/v1/rooms?organisation=%s", school).text, "каб. 77"));
	entry("classes", format("{\"organisation\":\"%s\",\"grade\":11,\"letter\":\"Я\"}", school));
	ck_problem(post(format(DICTIONARY, "classes"), "{\"organisation\":\"%s\",\"letter\":\"Я\"}",
		       school),
	    422, "invalid", "");
	ck_assert_ptr_nonnull(
	    strstr(get(DICTIONARY "?organisation=%s", "classes", school).text, "«Я»"));
}
END_TEST

static const char *rubric(void)
{
	return sql(
	    "select id from edition where code = 'levels' and version = 1 and district_id::text like 'd1%%'");
}

START_TEST(a_rubric_is_copied_changed_published_and_then_frozen)
{
	const char *id, *source, *today = sql("select current_date");
	struct answer a;

	sql("set session_replication_role = replica");
	sql("update edition set body = body || '{\"framework\": \"deficits\"}' where code = 'levels' and district_id::text like 'd1%%'");
	sql("set session_replication_role = origin");
	sign_in("admin");
	a = verb("rubrics", rubric(), "copy");
	id = created(a);
	ck_at(a, "/version", "2");
	ck_at(a, "/state", "draft");
	ck_at(a, "/sections/0/items/0/competence/code", "K1");
	source = get("/api/v1/rubrics/%s/source", id).text;
	ck_problem(
	    patch(format("/api/v1/rubrics/%s", id), a.etag, "{\"source\":{\"code\":\"levels\"}}"),
	    422, "rubric-has-faults", "");
	a = patch(format("/api/v1/rubrics/%s", id), a.etag, "{\"source\":%s}",
	    sql("select jsonb_set($q$%s$q$::jsonb, '{sections,0,items,0,body}', '\"Иначе\"')",
		source));
	ck_status(a, 200);
	ck_at(a, "/sections/0/items/0/body", "Иначе");
	ck_assert_int_eq(count_at(a, "/sections/1/items"), 2);
	ck_problem(
	    patch(format("/api/v1/rubrics/%s/publish", id), a.etag, "{\"from\":\"2020-01-01\"}"),
	    422, "invalid", "");
	a = patch(format("/api/v1/rubrics/%s/publish", id), a.etag, "{\"from\":\"%s\"}", today);
	ck_status(a, 200);
	ck_at(a, "/in_force_from", today);
	ck_assert_str_eq(
	    sql("select upper(in_force) from edition where id = '%s'", rubric()), today);
	ck_problem(patch(format("/api/v1/rubrics/%s", id), a.etag, "{\"source\":%s}", source), 409,
	    "frozen", "1.2");
	ck_problem(erase("/api/v1/rubrics/%s", id), 409, "frozen", "1.2");
	a = verb("rubrics", id, "copy");
	ck_status(erase("/api/v1/rubrics/%s", created(a)), 204);
	ck_status(post("/api/v1/rubrics/check", "{\"source\":%s}", source), 204);
	ck_status(post("/api/v1/rubrics", "{\"source\":%s}", source), 201);
	ck_problem(post("/api/v1/rubrics", "{\"source\":[]}"), 422, "invalid", "");
	a = get("/api/v1/frameworks/%s/items",
	    sql("select id from edition where kind = 'framework' and district_id::text like 'd1%%'"));
	ck_assert_int_gt(count_at(a, "/items"), 6);
	sign_in("methodist");
	ck_problem(verb("rubrics", id, "copy"), 403, "forbidden", "");
}
END_TEST

static struct answer step(const char *id, const char *event, const char *body)
{
	return patch(format("/api/v1/regulations/%s/%s", id, event),
	    sql("select revision from edition where id = '%s'", id), "%s", body);
}

START_TEST(the_regulation_is_amended_by_two_people_and_an_order)
{
	const char *base, *id, *order, *today = sql("select current_date");
	struct answer a;

	sign_in("admin");
	base = at(get("/api/v1/regulations"), "/items/0/id");
	a = post("/api/v1/regulations", "{\"base\":\"%s\"}", base);
	id = created(a);
	ck_at(a, "/version", "2");
	ck_assert_int_gt(count_at(a, "/clauses"), 0);
	a = patch(format("/api/v1/regulations/%s", id), a.etag,
	    "{\"title\":\"Положение\",\"clauses\":[{\"number\":\"1.1\",\"label\":\"п. 1.1\",\"body\":\"Новый текст.\"}]}");
	ck_at(a, "/clauses/0/body", "Новый текст.");
	ck_problem(
	    patch(format("/api/v1/regulations/%s", base),
		at(get("/api/v1/regulations/%s", base), "/revision"),
		"{\"title\":\"Х\",\"clauses\":[{\"number\":\"1\",\"label\":\"1\",\"body\":\"1\"}]}"),
	    412, "changed", "");
	ck_problem(step(id, "submit", "{}"), 403, "forbidden", "");
	ck_status(erase("/api/v1/regulations/%s",
		      created(post("/api/v1/regulations", "{\"base\":\"%s\"}", base))),
	    204);
	sign_in("centre_head");
	ck_problem(post("/api/v1/orders", "{\"kind\":\"order_amend\",\"regulation\":\"%s\"}", id),
	    422, "unknown-reference", "");
	ck_at(step(id, "submit", "{}"), "/state", "submitted");
	order =
	    created(post("/api/v1/orders", "{\"kind\":\"order_amend\",\"regulation\":\"%s\"}", id));
	ck_problem(erase("/api/v1/regulations/%s", id), 409, "frozen", "1.2");
	sign_in("department_head");
	ck_problem(step(id, "enact", format("{\"from\":\"%s\"}", today)), 409,
	    "no-registered-order-of-amendment", "5");
	ck_status(verb("orders", order, "sign"), 200);
	sign_in("clerk");
	ck_status(post(format("/api/v1/orders/%s/register", order),
		      "{\"number\":\"900\",\"dated\":\"%s\"}", today),
	    200);
	sign_in("department_head");
	a = step(id, "enact", format("{\"from\":\"%s\"}", today));
	ck_status(a, 200);
	ck_at(a, "/order/number", "900");
	ck_at(a, "/enacted_by/id", person("department_head"));
	ck_at(get("/api/v1/regulation"), "/version", "2");
}
END_TEST

RESOURCE_MAIN("editions", an_entry_is_kept_while_it_is_used, order_and_the_form_of_the_day,
    rooms_and_classes_are_of_a_school, a_rubric_is_copied_changed_published_and_then_frozen,
    the_regulation_is_amended_by_two_people_and_an_order)
