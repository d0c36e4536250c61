/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests about personal data and the audit: terms, what is held, restriction, and an erasure that
 * leaves no copy of the name and yet keeps what signed papers prove.
 */
#include "way.h"

static struct answer ask(const char *who, const char *kind)
{
	sign_in("admin");
	return post("/api/v1/personal-requests",
	    "{\"person\":\"%s\",\"kind\":\"%s\",\"received_on\":\"2026-11-02\",\"body\":\"Прошу\"}",
	    person(who), kind);
}

static struct answer answer(const char *id, const char *body)
{
	struct answer a = get("/api/v1/personal-requests/%s", id);

	return patch(
	    format("/api/v1/personal-requests/%s/answer", id), at(a, "/revision"), "%s", body);
}

START_TEST(terms_run_from_the_day_of_the_request)
{
	struct answer a = ask("teacher", "erasure");
	const char *id = created(a);

	ck_at(a, "/due_on", "2026-12-02");
	ck_at(ask("teacher", "access"), "/due_on", "2026-11-16");
	ck_at(ask("teacher", "correction"), "/due_on", "2026-11-11");
	ck_problem(answer(id, "{\"state\":\"answered\",\"answer\":\"Готово\"}"), 409,
	    "nothing-was-erased", "");
	ck_problem(answer(id, "{\"state\":\"rejected\",\"answer\":\"\"}"), 422, "invalid", "");
	a = answer(id, "{\"state\":\"rejected\",\"answer\":\"Работает\"}");
	ck_at(a, "/state", "rejected");
	ck_at(a, "/by/id", person("admin"));
	ck_problem(answer(id, "{\"state\":\"answered\",\"answer\":\"Х\"}"), 409, "no-step", "");
	ck_status(get("/api/v1/personal-requests?state=open&person=%s", person("teacher")), 200);
	sign_in("methodist");
	ck_assert_str_eq(sql_as_sender("select count(*) from personal_request"), "0");
	ck_assert_str_eq(sql_as_sender("select auth.personal_data('%s')", id), "!not_your_step");
	ck_assert_str_eq(sql_as_sender("select auth.erase_person('%s')", id), "!not_your_step");
}
END_TEST

START_TEST(what_is_held_is_shown_and_noted)
{
	const char *id = created(ask("teacher", "access")),
		   *other = created(ask("teacher", "correction"));
	struct answer a;

	sql("insert into skill (district_id, person_id, framework, competence) select district_id, id,"
	    " 'deficits', 'K1' from person where idnumber = 'teacher'");
	ck_problem(verb("personal-requests", other, "data"), 409, "request-is-answered", "");
	a = verb("personal-requests", id, "data");
	ck_status(a, 200);
	ck_at(a, "/person/0/family_name", "Рябинина");
	ck_at(a, "/posts/0/role", "teacher");
	ck_assert_int_gt(count_at(a, "/lessons"), 3);
	ck_at(a, "/skills/0/competence",
	    sql("select name from competence where code = 'K1' and district_id ="
		" 'd1000000-0000-4000-8000-000000000000'"));
	ck_at(a, "/viewed/0/author",
	    sql("select person_short(family_name, given_name, patronymic) from person where idnumber = 'admin'"));
	ck_assert_str_eq(sql("select count(*) from audit where event = 'read' and entity_id = '%s'",
			     person("teacher")),
	    "1");
	ck_assert_str_ne(at(get("/api/v1/personal-requests/%s", id), "/exported_at"), "null");
}
END_TEST

/* 22:30 in UTC is half past one of the next day in the district. */
START_TEST(dates_are_those_of_the_district)
{
	const char *id = created(ask("teacher", "access"));
	struct answer a;

	sql("set session_replication_role = replica");
	sql("update person set created_at = '2026-11-02 22:30Z' where id = '%s'",
	    person("teacher"));
	sql("insert into need (district_id, organisation_id, person_id, competence_id, source, body, created_at) select"
	    " district_id, '%s', '%s', id, 'request', 'Ночью', '2026-08-31 22:30Z' from competence where code = 'K1'"
	    " and district_id = 'd1000000-0000-4000-8000-000000000000'",
	    organisation("school_1"), person("teacher"));
	sql("set session_replication_role = origin");
	a = verb("personal-requests", id, "data");
	ck_at(a, "/person/0/from", "2026-11-03");
	ck_at(a, "/needs/0/date", "2026-09-01");
	ck_assert_str_eq(
	    sql_as_sender(
		"select coalesce(sum(n), 0) from auth.year_left_over(2025) where what = 'needs'"),
	    "0");
	ck_assert_str_eq(
	    sql_as_sender("select n from auth.year_left_over(2026) where what = 'needs'"), "1");
	sql("delete from need where body = 'Ночью'");
}
END_TEST

START_TEST(a_restriction_stops_new_use)
{
	const char *id = created(ask("teacher_2", "restriction"));
	struct answer a =
	    post(format("/api/v1/personal-requests/%s/restrict", id), "{\"on\":true}");

	ck_status(a, 200);
	ck_assert_str_ne(at(a, "/restricted_on"), "null");
	sql("insert into outbox (district_id, channel, person_id, key, subject, input) values"
	    " ('d1000000-0000-4000-8000-000000000000', 'notice', '%s', 'k1', 's', '{}')",
	    person("teacher_2"));
	ck_assert_str_eq(sql("select count(*) from outbox where key = 'k1'"), "0");
	ck_assert_ptr_null(strstr(get("/api/v1/people").text, "Ракитин"));
	a = post(format("/api/v1/personal-requests/%s/restrict", id), "{\"on\":false}");
	ck_at(a, "/restricted_on", "null");
	ck_assert_ptr_nonnull(strstr(get("/api/v1/people").text, "Ракитин"));
}
END_TEST

/* Files for an import: one that waits, a rubric that waits, one that is called after her and was loaded. */
static void leave_files(void)
{
	static const char d[] = "d1000000-0000-4000-8000-000000000000";

	sql("insert into job (district_id, id, queue, kind, key, state, output) values"
	    " ('%s', 'f0000000-0000-4000-8000-000000000000', 'compute', 'import', 'f', 'done',"
	    " '{\"bad\": 0, \"added\": 3, \"notes\": [\"Осокина ведёт физику\"]}')",
	    d);
	sql("insert into import (district_id, id, kind, name, size, digest, check_id, load_id) values"
	    " ('%s', 'f1000000-0000-4000-8000-000000000000', 'visits', 'посещения.csv', 3, 'x', null, null),"
	    " ('%s', 'f2000000-0000-4000-8000-000000000000', 'rubric', 'карта.json', 3, 'x', null, null),"
	    " ('%s', 'f3000000-0000-4000-8000-000000000000', 'visits', 'Осокина_2025.csv', 3, 'x',"
	    " 'f0000000-0000-4000-8000-000000000000', 'f0000000-0000-4000-8000-000000000000')",
	    d, d, d);
	sql("insert into import_piece (district_id, import_id, position, bytes) select district_id, id, 0, 'abc'"
	    " from import where kind = 'rubric' or name = 'посещения.csv'");
}

/* Everywhere that a copy of the name may lie. */
static void leave_traces(const char *id)
{
	static const char d[] = "d1000000-0000-4000-8000-000000000000";

	sql("set session_replication_role = replica");
	sql("insert into outbox (district_id, channel, person_id, key, subject, input, state, ended_at) values"
	    " ('%s', 'notice', '%s', 'own', 's', '{\"text\": \"Осокина\"}', 'dead', now()),"
	    " ('%s', 'notice', '%s', 'others', 's', '{\"text\": \"Урок дала Осокина Л. В.\"}', 'dead', now()),"
	    " ('%s', 'notice', '%s', 'nobody', 's', '{\"text\": \"Осокинами не зовут\"}', 'sent', now())",
	    d, id, d, person("methodist"), d, person("methodist"));
	sql("insert into job (district_id, queue, kind, key, state, output) values ('%s', 'net', 'staff', 'j', 'done', '{\"name\": \"Осокина Лидия\"}')",
	    d);
	sql("insert into unavailability (district_id, person_id, weekday, reason) values ('%s', '%s', 3, 'болезнь')",
	    d, id);
	sql("insert into document (district_id, kind, state, organisation_id, person_id, title, body, created_by, visit_id) values"
	    " ('%s', 'lesson_analysis', 'draft', '%s', '%s', 'Анализ', '[{\"b\": \"para\", \"text\": \"Осокина\"}]', '%s', gen_random_uuid()),"
	    " ('%s', 'lesson_analysis', 'approved', '%s', '%s', 'Анализ урока Осокиной', '[{\"b\": \"para\", \"text\": \"Осокина\"}]', '%s', gen_random_uuid())",
	    d, organisation("school_2"), id, person("methodist"), d, organisation("school_2"), id,
	    person("methodist"));
	sql("insert into estimate (district_id, run_id, measure, competence_id, person_id, value, se, low, high, n, raters, says)"
	    " values ('%s', gen_random_uuid(), 'level', gen_random_uuid(), '%s', 1, 1, 0, 2, 5, 2, 'growth')",
	    d, id);
	sql("insert into visit (district_id, organisation_id, teacher_id, rubric_id, held_on, state) values ('%s', '%s', '%s', gen_random_uuid(), '2026-01-15', 'closed')",
	    d, organisation("school_2"), id);
	sql("set session_replication_role = origin");
}

START_TEST(an_erasure_leaves_no_copy_and_keeps_the_archive)
{
	const char *id = person("teacher_elsewhere"),
		   *request = created(ask("teacher_elsewhere", "erasure"));
	struct answer a;

	leave_traces(id);
	leave_files();
	ck_problem(verb("personal-requests", request, "erase"), 409, "person-still-works", "");
	a = get("/api/v1/cards/%s", id);
	ck_status(patch(format("/api/v1/cards/%s/leave", id), a.etag, "{\"left_on\":\"%s\"}",
		      sql("select current_date")),
	    200);
	a = get("/api/v1/personal-requests/%s", request);
	ck_assert_int_gt(count_at(a, "/effects"), 8);
	a = verb("personal-requests", request, "erase");
	ck_status(a, 200);
	ck_at(a, "/erased", "true");
	ck_assert_ptr_nonnull(strstr(a.text, "signed_papers"));
	ck_assert_str_eq(sql("select count(*) from outbox where key = 'own'"), "0");
	ck_assert_str_eq(
	    sql("select input from outbox where key = 'others'"), "{\"erased\": true}");
	ck_assert_str_eq(
	    sql("select input ->> 'text' from outbox where key = 'nobody'"), "Осокинами не зовут");
	ck_assert_str_eq(sql("select output from job where key = 'j'"), "{\"erased\": true}");
	ck_assert_str_eq(
	    sql("select e ->> 'n' from personal_request, jsonb_array_elements(outcome) e"
		" where id = '%s' and e ->> 'what' = 'files'",
		request),
	    "2");
	ck_assert_str_eq(
	    sql("select string_agg(concat_ws(' ', i.kind, i.name, i.size, p.bytes), ', ' order by i.id)"
		" from import i left join import_piece p on p.import_id = i.id"),
	    "visits посещения.csv, rubric карта.json 3 \\x616263, visits Стёрто 3");
	ck_assert_str_eq(sql("select output from job where key = 'f'"),
	    "{\"bad\": 0, \"added\": 3, \"erased\": true}");
	ck_assert_str_eq(
	    sql("select count(*) from unavailability where person_id = '%s'", id), "0");
	ck_assert_str_eq(sql("select count(*) from estimate where person_id = '%s'", id), "0");
	ck_assert_str_eq(
	    sql("select body from document where person_id = '%s' and state = 'draft'", id), "[]");
	ck_assert_str_eq(
	    sql("select title from document where person_id = '%s' and state = 'approved'", id),
	    "Анализ урока Осокиной");
	ck_assert_str_eq(sql("select count(*) from visit where teacher_id = '%s'", id), "1");
	ck_assert_str_eq(sql("select count(*) from person where family_name = 'Осокина'"), "0");
	ck_assert_str_eq(
	    sql("select coalesce(rule.audit_broken('d1000000-0000-4000-8000-000000000000')::text, 'whole')"),
	    "whole");
	ck_problem(verb("personal-requests", request, "erase"), 409, "request-is-answered", "");
	ck_status(
	    answer(request, "{\"state\":\"answered\",\"answer\":\"Стёрто; акты хранятся\"}"), 200);
}
END_TEST

START_TEST(the_audit_is_searched_and_its_chain_asked_about)
{
	struct answer a;

	sign_in("admin");
	a = get("/api/v1/audit?entity=personal_request&event=insert&limit=2");
	ck_status(a, 200);
	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/0/person/id", person("admin"));
	ck_at(a, "/items/0/change/body", "*");
	a = get(
	    "/api/v1/audit?entity=personal_request&event=insert&limit=2&cursor=%s", at(a, "/next"));
	ck_assert_int_gt(count_at(a, "/items"), 0);
	ck_assert_int_eq(count_at(get("/api/v1/audit?person=%s", person("clerk")), "/items"), 0);
	ck_assert_int_eq(count_at(get("/api/v1/audit?to=2000-01-01"), "/items"), 0);
	ck_problem(get("/api/v1/audit?from=2026-02-01&to=2026-01-01"), 422, "invalid", "");
	a = get("/api/v1/audit.csv?entity=personal_request");
	ck_assert_str_eq(a.disposition, "attachment; filename=\"audit.csv\"");
	ck_assert_ptr_nonnull(strstr(a.text, "номер,время,кто"));
	ck_assert_ptr_nonnull(strstr(a.text, "Портнов"));
	a = post("/api/v1/audit/verify", "{}");
	ck_at(a, "/running", "true");
	ck_status(post("/api/v1/audit/verify", "{}"), 200);
	ck_assert_str_eq(sql("select count(*) from job where kind = 'audit_verify'"), "1");
	sql("update job set state = 'done', output = '{\"broken\": 7}' where kind = 'audit_verify'");
	ck_at(get("/api/v1/audit/state"), "/broken", "7");
	ck_at(get("/api/v1/admin"), "/audit_broken", "7");
}
END_TEST

RESOURCE_MAIN("personal_requests", terms_run_from_the_day_of_the_request,
    what_is_held_is_shown_and_noted, dates_are_those_of_the_district, a_restriction_stops_new_use,
    an_erasure_leaves_no_copy_and_keeps_the_archive,
    the_audit_is_searched_and_its_chain_asked_about)
