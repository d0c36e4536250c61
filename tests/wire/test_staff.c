/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The portal's roster as a job of build/metodden-worker: who is joined with whom, what is ended and
 * what isn't, what is reported instead of guessed.
 */
#include "database.h"
#include "portal.h"
#include "server.h"

#include <string.h>
#include <unistd.h>

#define DISTRICT "d1000000-0000-4000-8000-000000000000"

static struct server worker;

static void start(void)
{
	worker = server_prepare();
	worker.program = "metodden-worker";
	sql("insert into portal_service (district_id, url, token) values ('" DISTRICT
	    "', '%s', 'wort')",
	    portal_start());
	server_start(
	    &worker, (const char *const[]){ "METODDEN_LEASE", "5", "METODDEN_QUEUE", "net", NULL });
}

/* A member of a page; `more` are further fields that stand before those of everybody. */
static const char *someone(const char *idnumber, const char *school, const char *post)
{
	return format(
	    "{\"userid\":1,\"idnumber\":\"%s\",\"lastname\":\"Новикова\",\"firstname\":\"Анна\","
	    "\"middlename\":\"Олеговна\",\"email\":\"a@example.org\",\"suspended\":false,"
	    "\"gone\":false,\"timechanged\":1,\"school\":\"%s\",\"post\":\"%s\",\"cohorts\":[]}",
	    idnumber, school, post);
}

/* Whoever the fixture knows, under his own name. */
static const char *known(
    const char *idnumber, const char *school, const char *post, const char *cohort)
{
	return format(
	    "{\"userid\":1,\"idnumber\":\"%s\",\"lastname\":\"%s\",\"firstname\":\"%s\",\"middlename\":"
	    "\"\",\"email\":\"\",\"suspended\":false,\"gone\":false,\"timechanged\":1,\"school\":\"%s\","
	    "\"post\":\"%s\",\"cohorts\":[%s]}",
	    idnumber, sql("select family_name from person where idnumber = '%s'", idnumber),
	    sql("select given_name from person where idnumber = '%s'", idnumber), school, post,
	    *cohort ? format("{\"id\":1,\"idnumber\":\"%s\",\"name\":\"x\"}", cohort) : "");
}

static const char *gone(const char *idnumber)
{
	return format(
	    "{\"userid\":1,\"idnumber\":\"%s\",\"gone\":true,\"timechanged\":1,\"lastname\":\"\","
	    "\"firstname\":\"\",\"middlename\":\"\",\"email\":\"\",\"suspended\":false,"
	    "\"school\":\"\",\"post\":\"\",\"cohorts\":[]}",
	    idnumber);
}

static const char *ask(const char *input)
{
	return sql("insert into job (district_id, queue, kind, key, input) values ('" DISTRICT
		   "', 'net', 'staff', gen_random_uuid(), '{%s}') returning id",
	    input);
}

static void wait_state(const char *id, const char *state)
{
	const char *got = "";

	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		got = sql("select state from job where id = '%s'", id);
		if (strcmp(got, state) == 0)
			return;
		usleep(50000);
	}
	ck_abort_msg("job is %s, not %s: %s", got, state, server_log(&worker));
}

/* Takes the roster; what changed, as "kind name: what" joined by " | ". */
static const char *take_as(const char *input, const char *page)
{
	static const char *pages[2];

	pages[0] = format("[%s]", page);
	portal_roster(pages);
	const char *id = ask(input);

	wait_state(id, "done");
	return sql(
	    "select coalesce(output ->> 'stopped', (select string_agg(concat_ws(' ', c ->> 'kind',"
	    " c ->> 'name') || coalesce(': ' || (c ->> 'what'), ''), ' | ') from jsonb_array_elements(output -> 'changes') c))"
	    " from job where id = '%s'",
	    id);
}

static const char *take(const char *page)
{
	return take_as("", page);
}

static const char *problems(void)
{
	return sql(
	    "select string_agg(concat_ws(' ', p ->> 'problem', p ->> 'value'), ' | ') from (select output"
	    " from job where kind = 'staff' order by created_at desc limit 1) j,"
	    " jsonb_array_elements(output -> 'problems') p");
}

/* "school role post" of a person today. */
static const char *posts(const char *idnumber)
{
	return sql(
	    "select string_agg(concat_ws(' ', o.idnumber, a.role, a.post), ', ' order by o.idnumber, a.role)"
	    " from appointment a join person p on (p.district_id, p.id) = (a.district_id, a.person_id)"
	    " join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)"
	    " where p.idnumber = '%s' and a.during @> (now() at time zone 'Europe/Moscow')::date",
	    idnumber);
}

START_TEST(people_join_by_idnumber_and_schools_by_number_or_name)
{
	start();
	ck_assert_str_eq(take(format("%s,%s", someone("n-1", "берёзовская  СОШ", "Учитель химии"),
			     known("teacher", "school_1", "учитель физики и астрономии", ""))),
	    "added Новикова Анна Олеговна: Берёзовская СОШ, Учитель химии"
	    " | post Рябинина Софья Кирилловна: учитель физики → учитель физики и астрономии");
	ck_assert_str_eq(posts("n-1"), "school_1 teacher Учитель химии");
	ck_assert_str_eq(
	    sql("select lower(during) = make_date(school_year(current_date), 9, 1) and portal from appointment"
		" where person_id = (select id from person where idnumber = 'n-1')"),
	    "t");
	ck_assert_str_eq(posts("teacher"), "school_1 teacher учитель физики и астрономии");
	/* nothing else of him is lost, and the same roster again changes nothing */
	ck_assert_str_eq(
	    sql("select patronymic from person where idnumber = 'teacher'"), "Кирилловна");
	ck_assert_str_eq(take(format("%s,%s", someone("n-1", "берёзовская  СОШ", "Учитель химии"),
			     known("teacher", "school_1", "учитель физики и астрономии", ""))),
	    "");
	server_end(&worker);
}
END_TEST

START_TEST(roles_come_from_posts_and_the_powerful_ones_from_cohorts)
{
	start();
	take(format("%s,%s,%s,%s", someone("r-1", "school_2", "и.о. директора"),
	    known("methodist", "centre", "старший методист", ""),
	    known("teacher_2", "school_1", "учитель математики", "metodden-council_member"),
	    known("teacher_elsewhere", "school_2", "начальник управления", "metodden-system")));
	ck_assert_str_eq(posts("r-1"), "school_2 school_head и.о. директора");
	ck_assert_str_eq(sql("select acting from appointment where post = 'и.о. директора'"), "t");
	ck_assert_str_eq(posts("methodist"), "centre methodist старший методист");
	ck_assert_str_eq(
	    posts("teacher_2"), "council council_member, school_1 teacher учитель математики");
	ck_assert_str_eq(posts("teacher_elsewhere"), "school_2 teacher учитель истории");
	ck_assert_str_eq(problems(), "no_role начальник управления");
	server_end(&worker);
}
END_TEST

/* Of what the file or a hand gave, the portal ends nothing while the person works. */
START_TEST(who_moves_keeps_his_past_and_his_other_posts)
{
	start();
	sql("insert into appointment (district_id, person_id, organisation_id, role, during) select p.district_id, p.id, o.id, 'council_member',"
	    " '[2024-09-01,)' from person p, organisation o where p.idnumber = 'teacher' and o.idnumber = 'council'");
	take(known("teacher", "school_1", "учитель физики", ""));
	sql("set session_replication_role = replica; update appointment set during = '[2020-09-01,)' where portal; set session_replication_role = origin");
	ck_assert_str_eq(take(known("teacher", "school_2", "учитель физики", "")),
	    "appointed Рябинина Софья Кирилловна: Ключевская СОШ, учитель физики"
	    " | ended Рябинина Софья Кирилловна: Берёзовская СОШ, учитель физики");
	ck_assert_str_eq(
	    posts("teacher"), "council council_member, school_2 teacher учитель физики");
	ck_assert_str_eq(
	    sql("select string_agg(during::text, ' ' order by during) = format('[2020-09-01,%%1$s) [%%1$s,)', (now() at time zone 'Europe/Moscow')::date)"
		" from appointment a join person p on p.id = a.person_id where p.idnumber = 'teacher' and role = 'teacher'"),
	    "t");
	server_end(&worker);
}
END_TEST

START_TEST(who_has_gone_is_closed_with_a_date_and_stays)
{
	start();
	take(known("teacher", "school_1", "учитель физики", ""));
	ck_assert_str_eq(take(format("%s,%s", gone("teacher"),
			     known("teacher_2", "school_1", "учитель математики", ""))),
	    "left Рябинина Софья Кирилловна");
	ck_assert_str_eq(
	    sql("select left_on = (now() at time zone 'Europe/Moscow')::date and family_name = 'Рябинина' from person where idnumber = 'teacher'"),
	    "t");
	ck_assert_str_eq(posts("teacher"), "");
	ck_assert_str_eq(
	    sql("select count(*) from appointment a join person p on p.id = a.person_id where p.idnumber = 'teacher'"),
	    "1");
	ck_assert_str_eq(take(format("%s,%s", gone("teacher"),
			     known("teacher_2", "school_1", "учитель математики", ""))),
	    "");
	/* and comes back */
	ck_assert_str_eq(take(known("teacher", "school_1", "учитель физики", "")),
	    "returned Рябинина Софья Кирилловна | appointed Рябинина Софья Кирилловна: Берёзовская СОШ, учитель физики");
	server_end(&worker);
}
END_TEST

START_TEST(what_cant_be_told_is_a_problem_and_stays_as_it_is)
{
	start();
	ck_assert_str_eq(
	    take(format("%s,%s,%s,%s,%s,%s", someone("", "school_1", "учитель"),
		someone("p-1", "СОШ на Луне", "учитель"), someone("p-2", "school_1", "повар"),
		someone("p-3", "school_1", "учитель"), someone("p-3", "school_2", "учитель"),
		someone("p-4", "", "учитель"))),
	    "added Новикова Анна Олеговна | added Новикова Анна Олеговна | added Новикова Анна Олеговна");
	ck_assert_str_eq(problems(),
	    "idnumber_twice p-3 | idnumber_twice p-3 | no_idnumber | no_role повар | no_school учитель | school_unknown СОШ на Луне");
	ck_assert_str_eq(sql("select count(*) from person where idnumber = 'p-3'"), "0");
	ck_assert_str_eq(posts("p-1"), "");
	take_as("\"new_schools\": true", someone("p-1", "Детский сад на Луне", "воспитатель"));
	ck_assert_str_eq(posts("p-1"), "Детский сад на Луне teacher воспитатель");
	ck_assert_str_eq(sql("select kind from organisation where name = 'Детский сад на Луне'"),
	    "kindergarten");
	server_end(&worker);
}
END_TEST

START_TEST(a_dry_run_tells_and_keeps_nothing)
{
	start();
	const char *before = sql(
	    "select md5(string_agg(a::text, '' order by id)) || (select count(*) from person) from appointment a");

	ck_assert_str_eq(take_as("\"dry_run\": true", someone("d-1", "school_1", "учитель")),
	    "added Новикова Анна Олеговна: Берёзовская СОШ, учитель");
	ck_assert_str_eq(
	    sql("select md5(string_agg(a::text, '' order by id)) || (select count(*) from person) from appointment a"),
	    before);
	server_end(&worker);
}
END_TEST

/* A setting of the plugin that was changed by mistake would close a whole district. */
START_TEST(a_fifth_that_leaves_at_once_is_not_believed)
{
	start();
	const char *all =
	    sql("select string_agg(idnumber, ' ') from person where district_id = '" DISTRICT
		"' and idnumber not in ('system', 'teacher')");
	const char *page = known("teacher", "school_1", "учитель физики", "");
	char word[40];
	int n = 0;

	for (const char *p = all; sscanf(p, " %39s%n", word, &n) == 1; p += n)
		page = format("%s,%s", page, gone(word));
	ck_assert_str_eq(take(page), "leavers");
	ck_assert_str_eq(sql("select count(*) from person where left_on is not null"), "0");
	ck_assert_str_eq(take(""), "nobody");
	take_as("\"leavers\": true", page);
	ck_assert_str_eq(sql("select count(*) from person where left_on is not null"), "13");
	ck_assert_str_eq(
	    sql("select count(*) from appointment a join person p on p.id = a.person_id where p.left_on is not null"
		" and a.during @> (now() at time zone 'Europe/Moscow')::date"),
	    "0");
	server_end(&worker);
}
END_TEST

START_TEST(a_portal_that_breaks_off_changes_nothing_and_is_asked_again)
{
	static const char *pages[3];

	start();
	pages[0] = format("[%s]", someone("b-1", "school_1", "учитель"));
	pages[1] = format("[%s]", someone("b-2", "school_1", "учитель"));
	portal_roster(pages);
	portal_break_at("after=1");
	const char *id = ask("");

	for (int i = 0;
	     i < 400 &&
	     strcmp(sql("select attempts || state from job where id = '%s'", id), "1ready") != 0;
	     i++)
		usleep(50000);
	ck_assert_str_eq(sql("select output ->> 'error' from job where id = '%s'", id),
	    "Список с портала не получен: Портал ответил ошибкой HTTP 500");
	ck_assert_str_eq(sql("select count(*) from person where idnumber like 'b-_'"), "0");
	portal_break_at("");
	sql("update job set run_after = now() where id = '%s'", id);
	sql("notify job");
	wait_state(id, "done");
	ck_assert_str_eq(sql("select count(*) from person where idnumber like 'b-_'"), "2");
	server_end(&worker);
}
END_TEST

CHECK_MAIN("staff", people_join_by_idnumber_and_schools_by_number_or_name,
    roles_come_from_posts_and_the_powerful_ones_from_cohorts,
    who_moves_keeps_his_past_and_his_other_posts, who_has_gone_is_closed_with_a_date_and_stays,
    what_cant_be_told_is_a_problem_and_stays_as_it_is, a_dry_run_tells_and_keeps_nothing,
    a_fifth_that_leaves_at_once_is_not_believed,
    a_portal_that_breaks_off_changes_nothing_and_is_asked_again)
