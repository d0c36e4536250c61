/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Needs: who files which, who sees them, who takes them back (section 2).
 */
#include "way.h"

static const char *competence(const char *code)
{
	return sql("select id from competence where code = '%s' and district_id ="
		   " (select district_id from person where idnumber = 'methodist') limit 1",
	    code);
}

static struct answer file_need(const char *source, const char *more)
{
	return post("/api/v1/needs",
	    "{\"competence\":\"%s\",\"source\":\"%s\",\"body\":\"Нужна помощь с обратной связью\"%s}",
	    competence("K2"), source, more);
}

START_TEST(a_teacher_files_a_request_of_his_own)
{
	const char *id;
	struct answer a;

	sign_in("teacher");
	a = file_need("request", "");
	id = created(a);
	ck_at(a, "/person/id", person("teacher"));
	ck_at(a, "/organisation/id", organisation("school_1"));
	ck_at(a, "/state", "open");
	ck_at(a, "/own", "true");
	ck_problem(file_need("diagnosis", ""), 403, "only-centre-diagnoses", "2");
	/* not for somebody else: the person is always himself */
	a = file_need("request", format(",\"person\":\"%s\"", person("teacher_2")));
	ck_at(a, "/person/id", person("teacher"));
	sign_in("teacher_2");
	ck_problem(get("/api/v1/needs/%s", id), 404, "not-found", "");
	ck_problem(verb("needs", id, "withdraw"), 404, "not-found", "");
	sign_in("school_head");
	ck_at(get("/api/v1/needs/%s", id), "/own", "false");
	ck_problem(verb("needs", id, "withdraw"), 403, "only-filer-withdraws", "2");
	sign_in("school_head_2");
	ck_problem(get("/api/v1/needs/%s", id), 404, "not-found", "");
	sign_in("teacher");
	ck_at(verb("needs", id, "withdraw"), "/state", "withdrawn");
	ck_problem(verb("needs", id, "withdraw"), 409, "no-step", "");
	ck_at(verb("needs", id, "reopen"), "/state", "open");
}
END_TEST

START_TEST(a_school_files_for_itself_and_the_centre_serves_it)
{
	const char *id;

	sign_in("school_head");
	id = created(
	    file_need("request", format(",\"organisation\":\"%s\"", organisation("school_1"))));
	ck_at(get("/api/v1/needs/%s", id), "/person", "null");
	ck_problem(verb("needs", id, "plan"), 403, "forbidden", "");
	ck_problem(
	    file_need("request", format(",\"organisation\":\"%s\"", organisation("school_2"))), 403,
	    "forbidden", "");
	sign_in("methodist");
	ck_at(verb("needs", id, "plan"), "/state", "planned");
	ck_at(verb("needs", id, "meet"), "/state", "met");
	ck_problem(verb("needs", id, "withdraw"), 409, "no-step", "");
	ck_at(verb("needs", id, "reopen"), "/state", "open");
}
END_TEST

START_TEST(lists_name_their_scope)
{
	const char *id, *theirs = format("?organisation=%s", organisation("school_2"));

	sign_in("methodist");
	id = created(
	    file_need("diagnosis", format(",\"organisation\":\"%s\"", organisation("school_2"))));
	ck_at(get("/api/v1/needs%s", theirs), "/items/0/id", id);
	ck_assert_int_eq(count_at(get("/api/v1/needs%s&state=met", theirs), "/items"), 0);
	sign_in("school_head_2");
	ck_at(get("/api/v1/needs"), "/items/0/id", id);
	sign_in("school_head");
	ck_assert_int_eq(count_at(get("/api/v1/needs%s", theirs), "/items"), 0);
	sign_in("council_member");
	ck_at(get("/api/v1/needs%s", theirs), "/items/0/id", id);
	sign_in("clerk");
	ck_problem(get("/api/v1/needs"), 403, "forbidden", "");
	sign_in("foreign_methodist");
	ck_assert_int_eq(count_at(get("/api/v1/needs"), "/items"), 0);
}
END_TEST

START_TEST(a_need_is_sent_twice_and_filed_once)
{
	const char *body = ",\"id\":\"aaaaaaaa-0000-4000-8000-000000000001\"";

	sign_in("teacher");
	ck_status(file_need("request", body), 201);
	ck_status(file_need("request", body), 200);
}
END_TEST

RESOURCE_MAIN("needs", a_teacher_files_a_request_of_his_own,
    a_school_files_for_itself_and_the_centre_serves_it, lists_name_their_scope,
    a_need_is_sent_twice_and_filed_once)
