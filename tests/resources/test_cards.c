/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People and roles by hand: added, mended, given and ended roles, acting, leaving and coming back; and
 * what nobody may: a role to himself, the last administrator's end.
 */
#include "way.h"

static struct answer add(const char *family, const char *more)
{
	return post(
	    "/api/v1/cards", "{\"family_name\":\"%s\",\"given_name\":\"Вера\"%s}", family, more);
}

static struct answer give(const char *who, const char *role, const char *where, const char *more)
{
	return post("/api/v1/appointments",
	    "{\"person\":\"%s\",\"role\":\"%s\",\"organisation\":\"%s\"%s}", who, role,
	    organisation(where), more);
}

#define CARD "/api/v1/cards/%s"

START_TEST(a_person_is_added_by_hand_and_a_namesake_is_asked_about)
{
	sign_in("admin");
	const char *id = created(add("Новая", ",\"idnumber\":\"n-1\""));
	struct answer a = get(CARD, id);

	ck_at(a, "/name", "Новая Вера");
	ck_at(a, "/source", "hand");
	ck_at(a, "/by_hand/0", "name");
	ck_problem(add("новая", ""), 409, "namesake-exists", "");
	ck_status(add("Новая", ",\"namesake\":true"), 201);
	ck_problem(add("Другая", ",\"idnumber\":\"n-1\""), 409, "conflict", "");
	ck_problem(post("/api/v1/cards", "{\"given_name\":\"Вера\"}"), 422, "invalid", "");
}
END_TEST

START_TEST(a_name_is_mended_and_the_roster_let_in_again)
{
	sign_in("admin");
	const char *id = person("teacher_2");
	struct answer a = get(CARD, id);

	ck_at(a, "/source", "file");
	ck_at(a, "/by_hand", "[]");
	a = patch(
	    format(CARD, id), a.etag, "{\"family_name\":\"Ракитов\",\"email\":\"r@x.example\"}");
	ck_status(a, 200);
	ck_at(a, "/by_hand/0", "email");
	ck_at(a, "/by_hand/1", "name");
	ck_problem(patch(format(CARD, id), "1", "{\"family_name\":\"Х\"}"), 412, "changed", "");
	a = patch(format(CARD, id), a.etag, "{\"follow_roster\":true}");
	ck_at(a, "/by_hand", "[]");
}
END_TEST

START_TEST(somebody_acts_between_two_dates)
{
	sign_in("admin");
	const char *ends = sql("select current_date + 14");
	struct answer a = give(person("methodist"), "centre_head", "centre",
	    format(",\"acting\":true,\"ends_on\":\"%s\"", ends));
	const char *id = created(a);

	ck_at(a, "/acting", "true");
	ck_at(a, "/ends_on", ends);
	ck_at(a, "/when", "now");
	ck_at(a, "/source", "hand");
	ck_at(a, "/by/id", person("admin"));
	sign_in("methodist");
	ck_at(get("/api/v1/session"), "/roles/0", "centre_head");
	sign_in("admin");
	ck_problem(give(person("methodist"), "centre_head", "centre", ""), 409,
	    "role-is-held-already", "");
	a = patch(format("/api/v1/appointments/%s", id), "1", "{\"ends_on\":\"2001-01-01\"}");
	ck_problem(a, 422, "invalid", "");
	a = patch(format("/api/v1/appointments/%s", id), "1", "{\"withdrawn\":true}");
	ck_problem(a, 412, "changed", ""); /* it has begun */
	a = give(person("methodist_2"), "clerk", "department",
	    format(",\"starts_on\":\"%s\"", sql("select current_date + 5")));
	ck_at(a, "/when", "future");
	a = patch(format("/api/v1/appointments/%s", created(a)), a.etag, "{\"withdrawn\":true}");
	ck_at(a, "/when", "withdrawn");
	sql("update appointment set during = daterange(lower(during), current_date) where id = '%s'",
	    id);
}
END_TEST

START_TEST(what_hangs_on_a_person_is_said_in_numbers)
{
	struct answer a;

	new_day(3);
	sign_in("admin");
	a = get("/api/v1/cards/%s/ties", person("methodist"));
	ck_status(a, 200);
	ck_assert_ptr_nonnull(strstr(a.text, "\"days\""));
	ck_assert_ptr_nonnull(strstr(a.text, "\"plan_items\""));
	a = get("/api/v1/cards/%s/ties", person("department_head"));
	ck_assert_ptr_nonnull(strstr(a.text, "only_department_head"));
	ck_assert_ptr_null(strstr(a.text, "only_clerk"));
	sign_in("methodist");
	ck_assert_str_eq(
	    sql_as_sender("select count(*) from auth.ties('%s')", person("methodist")), "0");
}
END_TEST

START_TEST(who_leaves_loses_roles_and_sessions)
{
	const char *id = person("teacher_elsewhere"), *today;
	struct answer a;

	sign_in("teacher_elsewhere");
	ck_status(get("/api/v1/session"), 200);
	sign_in("admin");
	today = at(get("/api/v1/session"), "/today");
	a = get(CARD, id);
	ck_problem(
	    patch(format("/api/v1/cards/%s/leave", id), a.etag, "{\"left_on\":\"2199-01-01\"}"),
	    422, "invalid", "");
	a = patch(format("/api/v1/cards/%s/leave", id), a.etag, "{\"left_on\":\"%s\"}", today);
	ck_status(a, 200);
	ck_at(a, "/posts/0/ends_on", today);
	ck_assert_str_eq(sql("select count(*) from session where person_id = '%s'", id), "0");
	ck_problem(give(id, "teacher", "school_1", ""), 409, "person-has-left", "");
	a = patch(format("/api/v1/cards/%s/return", id), a.etag, "{}");
	ck_at(a, "/left_on", "null");
	ck_status(give(id, "teacher", "school_1", ""), 201);
}
END_TEST

START_TEST(nobody_gives_himself_a_role_and_an_administrator_stays)
{
	const char *own, *second;
	struct answer a;

	sign_in("admin");
	ck_problem(give(person("admin"), "methodist", "centre", ""), 403, "role-to-oneself", "");
	own = sql("select id from appointment where role = 'admin' and person_id = '%s'",
	    person("admin"));
	a = patch(format("/api/v1/appointments/%s", own), "1", "{\"ends_on\":\"%s\"}",
	    sql("select current_date"));
	ck_problem(a, 409, "last-admin", "");
	a = get(CARD, person("admin"));
	a = patch(format("/api/v1/cards/%s/leave", person("admin")), a.etag, "{\"left_on\":\"%s\"}",
	    sql("select current_date"));
	ck_problem(a, 409, "last-admin", "");
	second = created(give(person("centre_head"), "admin", "centre", ""));
	a = patch(format("/api/v1/appointments/%s", own), "1", "{\"ends_on\":\"%s\"}",
	    sql("select current_date"));
	ck_status(a, 200);
	ck_problem(patch(format("/api/v1/appointments/%s", own), a.etag, "{\"ends_on\":null}"), 403,
	    "role-to-oneself", "");
	ck_problem(patch(format("/api/v1/appointments/%s", second), "1", "{\"ends_on\":\"%s\"}",
		       sql("select current_date")),
	    409, "last-admin", "");
	sql("update appointment set during = '[2020-09-01,)' where id = '%s'", own);
}
END_TEST

START_TEST(the_matrix_says_what_the_server_does)
{
	struct answer a;

	sign_in("admin");
	a = get("/api/v1/access");
	ck_status(a, 200);
	ck_at(a, "/roles/0/role", "methodist");
	ck_at(a, "/roles/0/name", "методист");
	ck_assert_ptr_nonnull(
	    strstr(a.text, "{\"code\":\"PEOPLE_MANAGE\",\"scopes\":{\"admin\":\"district\"}}"));
	a = get("/api/v1/admin");
	ck_status(a, 200);
	ck_at(a, "/vacant", "[]");
	a = post("/api/v1/cards/search", "{\"q\":\"Рябин\",\"state\":\"all\",\"limit\":30}");
	ck_at(a, "/items/0/id", person("teacher"));
	ck_assert_int_eq(count_at(a, "/items"), 1);
	a = post("/api/v1/cards/search", "{\"q\":\"Рябин\",\"role\":\"methodist\"}");
	ck_assert_int_eq(count_at(a, "/items"), 0);
	ck_at(post("/api/v1/cards/search", "{}"), "/errors/0/pointer", "/q");
	ck_assert_int_ge(count_at(get("/api/v1/cards?state=all"), "/items"), 2);
	/* a name stands in no address */
	ck_status(get("/api/v1/cards?q=x"), 422);
}
END_TEST

RESOURCE_MAIN("cards", a_person_is_added_by_hand_and_a_namesake_is_asked_about,
    a_name_is_mended_and_the_roster_let_in_again, somebody_acts_between_two_dates,
    what_hangs_on_a_person_is_said_in_numbers, who_leaves_loses_roles_and_sessions,
    nobody_gives_himself_a_role_and_an_administrator_stays, the_matrix_says_what_the_server_does)
