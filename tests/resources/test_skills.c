/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Skills of methodists: marked all at once by who manages people, nothing marked by default, and nobody
 * else's hand on them.
 */
#include "way.h"

#define SKILLS "/api/v1/cards/%s/skills"

static struct answer mark_over(const char *seen, const char *who, const char *competences)
{
	with_revision(seen);
	return put(format(SKILLS, person(who)), "{\"competences\":[%s]}", competences);
}

/* Over what is marked now. */
static struct answer mark(const char *who, const char *competences)
{
	return mark_over(get(SKILLS, person(who)).etag, who, competences);
}

static const char *competence(const char *code)
{
	return sql("select id from competence where code = '%s' and district_id ="
		   " 'd1000000-0000-4000-8000-000000000000'",
	    code);
}

static const char *stored(const char *who)
{
	return sql("select coalesce(string_agg(framework || ' ' || competence, ', ' order by"
		   " competence), '') from skill where person_id = '%s'",
	    person(who));
}

START_TEST(topics_are_marked_all_at_once)
{
	struct answer a;

	sign_in("admin");
	a = get(SKILLS, person("methodist"));
	ck_status(a, 200);
	ck_at(a, "/items/0/code", "K1");
	ck_at(a, "/items/0/marked", "false");
	a = mark("methodist", format("\"%s\",\"%s\"", competence("K1"), competence("K2")));
	ck_status(a, 200);
	ck_at(a, "/items/0/marked", "true");
	ck_at(a, "/items/1/marked", "true");
	ck_assert_str_eq(stored("methodist"), "deficits K1, deficits K2");
	ck_status(mark("methodist", format("\"%s\"", competence("K2"))), 200);
	ck_assert_str_eq(stored("methodist"), "deficits K2");
	ck_at(get(SKILLS, person("methodist_2")), "/items/1/others", "true");
	ck_at(get(SKILLS, person("methodist_2")), "/items/1/marked", "false");
	ck_assert_str_eq(
	    sql("select string_agg(event, ' ' order by event) from audit where entity = 'skill'"),
	    "delete insert insert");
	ck_status(mark("methodist", ""), 200);
	ck_assert_str_eq(stored("methodist"), "");
}
END_TEST

/* Two cards are open at once: the second to save is told, with what is marked now, and nothing is lost. */
START_TEST(nothing_is_replaced_unseen)
{
	const char *seen, *k1 = format("\"%s\"", competence("K1"));
	struct answer a;

	sign_in("admin");
	ck_problem(put(format(SKILLS, person("methodist")), "{\"competences\":[]}"), 428,
	    "revision-required", "");
	seen = get(SKILLS, person("methodist")).etag;
	a = mark_over(seen, "methodist", k1);
	ck_status(a, 200);
	ck_assert_str_ne(a.etag, seen);
	ck_assert_str_eq(a.etag, at(a, "/revision"));
	a = mark_over(seen, "methodist", format("\"%s\"", competence("K2")));
	ck_problem(a, 412, "changed", "");
	ck_at(a, "/current/items/0/marked", "true");
	ck_assert_str_eq(stored("methodist"), "deficits K1");
	ck_status(mark_over(at(a, "/current/revision"), "methodist", ""), 200);
	ck_assert_str_eq(get(SKILLS, person("methodist")).etag, seen);
}
END_TEST

START_TEST(only_competences_in_force_of_people_who_exist)
{
	sign_in("admin");
	ck_status(mark("methodist", format("\"%s\"", competence("K1"))), 200);
	ck_problem(mark("methodist", format("\"%s\"", person("clerk"))), 422, "invalid", "");
	ck_problem(
	    mark("methodist",
		format("\"%s\"", sql("select id from competence where code = 'K1' and"
				     " district_id = 'd2000000-0000-4000-8000-000000000000'"))),
	    422, "invalid", "");
	ck_assert_str_eq(stored("methodist"), "deficits K1");
	with_revision("\"1\"");
	ck_problem(
	    put(format(SKILLS, competence("K1")), "{\"competences\":[]}"), 404, "not-found", "");
	ck_problem(mark_over("\"1\"", "foreign_methodist", ""), 404, "not-found", "");
	ck_status(mark("methodist", ""), 200);
}
END_TEST

/* The database refuses as the route does. */
START_TEST(nobody_else_marks_them)
{
	sign_in("admin");
	ck_status(mark("methodist_2", format("\"%s\"", competence("K1"))), 200);
	sign_in("methodist");
	ck_problem(mark_over("\"1\"", "methodist", ""), 403, "forbidden", "");
	ck_problem(get(SKILLS, person("methodist")), 403, "forbidden", "");
	ck_assert_str_eq(sql_as_sender("select count(*) from skill"), "0");
	ck_assert_str_eq(
	    sql_as_sender(
		"with gone as (delete from skill returning id) select count(*) from gone"),
	    "0");
	ck_assert_str_eq(stored("methodist_2"), "deficits K1");
	sign_in("centre_head");
	ck_assert_str_eq(sql_as_sender("select count(*) from skill"), "1");
}
END_TEST

RESOURCE_MAIN("skills", topics_are_marked_all_at_once, nothing_is_replaced_unseen,
    only_competences_in_force_of_people_who_exist, nobody_else_marks_them)
