/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan builder in build/metodden-worker beside a real database. Nobody was visited, so each person
 * is a guess around 2.5 with sd 0.866: a day that gives 0.1 cuts the shortfall below 2.5 by 0.047699 a
 * person, and half as much again after five years without support. school_1 has two teachers and
 * two days in the draft of next year, school_2 one and one; two methodists.
 */
#include "database.h"
#include "server.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DISTRICT "d1000000-0000-4000-8000-000000000000"

static struct server start(void)
{
	struct server s = server_prepare();

	s.program = "metodden-worker";
	server_start(&s, (const char *const[]){ "METODDEN_LEASE", "5", NULL });
	return s;
}

static void wait_done(const struct server *s, const char *job)
{
	const char *got = "";

	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		got = sql("select state from job where id = '%s'", job);
		if (strcmp(got, "done") == 0)
			return;
		usleep(50000);
	}
	ck_abort_msg("the job is \"%s\": %s", got, server_log(s));
}

static const char *growth(const struct server *s)
{
	const char *id = sql("insert into job (district_id, queue, kind, key) values ('" DISTRICT
			     "', 'compute', 'growth', gen_random_uuid()) returning id");

	wait_done(s, id);
	return sql("select id from run where job_id = '%s'", id);
}

static void set(const char *code, const char *value)
{
	sql("set session_replication_role = replica");
	sql("insert into setting (district_id, code, value) values ('" DISTRICT "', '%s', '%s')"
	    " on conflict (district_id, code) do update set value = excluded.value",
	    code, value);
	sql("set session_replication_role = origin");
}

/* What a run put forward: school competence gain loss, in its order. */
/* By gain; equal ones are ranked by their ids, which each database makes anew. */
static const char *chosen(const char *run, const char *is)
{
	return sql(
	    "select string_agg(concat_ws(' ', o.idnumber, c.code, round(r.gain::numeric, 5),"
	    " round(r.loss_if_dropped::numeric, 5), r.terms ->> 'left_for'), ', '"
	    " order by round(r.gain::numeric, 5) desc, o.idnumber, c.code)"
	    " from proposal r join organisation o on o.id = organisation_id join competence c on"
	    " c.id = competence_id where run_id = '%s' and chosen = %s",
	    run, is);
}

static void need(void)
{
	sql("set session_replication_role = replica");
	sql("insert into need (district_id, organisation_id, person_id, competence_id, source, body)"
	    " select c.district_id, a.organisation_id, p.id, c.id, 'request', 'x' from competence c"
	    " join person p on p.idnumber = 'teacher' join appointment a on a.person_id = p.id"
	    " where c.code = 'K2' and c.district_id = '" DISTRICT "'");
	sql("set session_replication_role = origin");
	set("plan_travel_cost", "0");
	set("plan_change_cost", "0");
	set("plan_coverage_years", "0");
}

/* school_1 may have one day more: what is dropped there, the other topic takes the place of. */
START_TEST(without_visits_there_are_proposals_from_people_and_needs)
{
	struct server s = start();

	need();
	const char *r = growth(&s);

	ck_assert_str_eq(sql("select count(*) from estimate where run_id = '%s'", r), "0");
	ck_assert_str_eq(chosen(r, "true"),
	    "school_1 K2 0.22155 0.07845, school_2 K1 0.07155 0.07155, school_2 K2 0.07155 0.07155");
	ck_assert_str_eq(chosen(r, "false"), "school_1 K1 0.14310 0.00000 school");
	ck_assert_str_eq(
	    sql("select concat_ws(' ', method, days, unused, left_out::text) from plan_build"),
	    "optimum 3 14 {}");
	ck_assert_msg(strstr(sql("select reason from proposal where rank = 1"),
			  "Открытых потребностей 1.") != NULL,
	    "%s", sql("select reason from proposal where rank = 1"));
	server_end(&s);
}
END_TEST

/* Three days stand in the draft, so of four one is left, and the best takes it. */
START_TEST(what_capacity_does_not_reach_stays_in_sight)
{
	struct server s = start();

	need();
	set("plan_days", "4");
	const char *r = growth(&s);

	ck_assert_str_eq(chosen(r, "true"), "school_1 K2 0.22155 0.07845");
	ck_assert_str_eq(sql("select count(*) from proposal where run_id = '%s' and not chosen"
			     " and terms ->> 'left_for' = 'capacity' and rank > 1",
			     r),
	    "3");
	set("plan_days", "3");
	r = growth(&s);
	ck_assert_str_eq(chosen(r, "true"), "");
	ck_assert_str_eq(
	    sql("select count(*) from proposal where run_id = '%s' and not chosen", r), "4");
	ck_assert_str_eq(sql("select days || ' ' || unused from plan_build"), "0 0");
	server_end(&s);
}
END_TEST

/* school_2's day leaves the draft: it is due, and worth less than school_1's. */
START_TEST(a_school_without_a_day_for_years_is_due)
{
	struct server s = start();

	need();
	sql("set session_replication_role = replica");
	sql("delete from plan_item i using plan_version v, plan p, organisation o where v.id ="
	    " i.version_id and p.id = v.plan_id and p.school_year = school_year(current_date) + 1"
	    " and o.id = i.organisation_id and o.idnumber = 'school_2'");
	sql("set session_replication_role = origin");
	set("plan_days", "3");
	ck_assert_ptr_nonnull(strstr(chosen(growth(&s), "true"), "school_1 K2"));
	set("plan_coverage_years", "3");
	const char *r = growth(&s);

	ck_assert_ptr_nonnull(strstr(chosen(r, "true"), "school_2 K"));
	ck_assert_str_eq(
	    sql("select terms ->> 'because' from proposal where run_id = '%s' and chosen", r),
	    "[\"coverage\"]");
	ck_assert_ptr_nonnull(
	    strstr(sql("select reason from proposal where run_id = '%s' and chosen", r), "охват"));
	/* no methodist can go, so no plan covers it: said, not failed */
	set("plan_team", "3");
	r = growth(&s);
	ck_assert_str_eq(chosen(r, "true"), "");
	server_end(&s);
}
END_TEST

static const char *why(const char *run, const char *school)
{
	return sql(
	    "select string_agg(distinct concat_ws(' ', terms ->> 'because', n.idnumber), ', ')"
	    " from proposal r join organisation o on o.id = organisation_id left join person n"
	    " on n.id = (terms ->> 'only')::uuid where run_id = '%s' and chosen and"
	    " o.idnumber = '%s'",
	    run, school);
}

static bool says(const char *run, const char *school, const char *words)
{
	return strstr(
		   sql("select string_agg(reason, ' ') from proposal r join organisation o on o.id ="
		       " organisation_id where run_id = '%s' and chosen and o.idnumber = '%s'",
		       run, school),
		   words) != NULL;
}

/* Of five days two are left; by their worth both are school_1's. */
static void two_days_left(void)
{
	set("plan_travel_cost", "0");
	set("plan_change_cost", "0");
	set("plan_coverage_years", "0");
	set("plan_days", "5");
	set("plan_days_per_school", "4");
	set("plan_team", "1");
}

START_TEST(a_school_that_the_share_of_rural_ones_brought_says_so)
{
	struct server s = start();
	const char *r;

	two_days_left();
	sql("set session_replication_role = replica");
	sql("update organisation set rural = (idnumber = 'school_2') where kind = 'school'");
	sql("set session_replication_role = origin");
	r = growth(&s);
	ck_assert_str_eq(why(r, "school_2"), "");
	ck_assert_str_eq(why(r, "school_1"), "[]");
	set("plan_rural_share", "0.5");
	r = growth(&s);
	ck_assert_str_eq(why(r, "school_2"), "[\"shares\"]");
	ck_assert_str_eq(why(r, "school_1"), "[]");
	ck_assert(says(r, "school_2", "долю сельских школ"));
	ck_assert(!says(r, "school_1", "сельских"));
	server_end(&s);
}
END_TEST

/* The other methodist works at the school. */
START_TEST(the_only_methodist_who_can_lead_a_day_is_named)
{
	struct server s = start();
	const char *r;

	two_days_left();
	sql("set session_replication_role = replica");
	sql("insert into appointment (district_id, person_id, organisation_id, role, during) select"
	    " p.district_id, p.id, o.id, 'teacher', '[2020-09-01,)' from person p, organisation o"
	    " where p.idnumber = 'methodist_2' and o.idnumber = 'school_1'");
	sql("set session_replication_role = origin");
	r = growth(&s);
	ck_assert_str_eq(why(r, "school_1"), "[] methodist");
	ck_assert(says(r, "school_1", "только один методист"));
	server_end(&s);
}
END_TEST

/* One methodist for two days: he saw school_1, another saw school_2, so one day is at each. */
START_TEST(a_methodist_links_schools_whose_raters_have_none_in_common)
{
	struct server s = start();
	const char *r;

	two_days_left();
	sql("set session_replication_role = replica");
	sql("delete from appointment a using person p where p.id = a.person_id and p.idnumber ="
	    " 'methodist_2'");
	sql("insert into score (district_id, sheet_id, competence_id, part, teacher_id,"
	    " organisation_id, rater_id, held_on, points, max_points) select c.district_id,"
	    " gen_random_uuid(), c.id, 'visitor', t.id, o.id, r.id, current_date - 1, 50, 100"
	    " from competence c, (values ('teacher', 'school_1', 'methodist'),"
	    " ('teacher_elsewhere', 'school_2', 'methodist_2')) x(t, o, r) join person t on"
	    " t.idnumber = x.t join organisation o on o.idnumber = x.o join person r on"
	    " r.idnumber = x.r where c.code = 'K1' and c.district_id = '" DISTRICT "'");
	sql("set session_replication_role = origin");
	r = growth(&s);
	ck_assert_str_eq(why(r, "school_2"), "[\"linking\"] methodist");
	ck_assert_str_eq(why(r, "school_1"), "[] methodist");
	ck_assert(says(r, "school_2", "в разных группах школ"));
	/* a common rater links them, so both days are where they bring most */
	sql("set session_replication_role = replica");
	sql("update score set rater_id = (select id from person where idnumber = 'methodist')");
	sql("set session_replication_role = origin");
	r = growth(&s);
	ck_assert_str_eq(why(r, "school_2"), "");
	server_end(&s);
}
END_TEST

/* Days that a run would take away: school, what the district wins, where the day goes instead. */
static const char *dropped(const char *run)
{
	return sql(
	    "select string_agg(concat_ws(' ', o.idnumber, round(r.gain::numeric, 5), i.idnumber, r.terms"
	    " #>> '{instead,competence}'), ', ' order by o.idnumber) from proposal r join organisation o on"
	    " o.id = r.organisation_id left join organisation i on i.id = (r.terms #>>"
	    " '{instead,organisation}')::uuid where run_id = '%s' and r.kind = 'drop'",
	    run);
}

/* Each school has one day in this year's plan, which the job begins next year's from; there are two days. */
static void one_day_each(void)
{
	need();
	set("plan_days", "2");
	sql("set session_replication_role = replica");
	sql("delete from plan_item where title = 'Методический день: молодые педагоги'");
	sql("delete from plan_item i using plan_version v where v.id = i.version_id and v.state = 'draft'");
	sql("delete from plan_version where state = 'draft'");
	sql("delete from plan where school_year = school_year(current_date) + 1");
	sql("set session_replication_role = origin");
}

/* Of K1 and K2 school_1 gets 0.22155 and 0.14310, school_2 0.07155 for its day: 0.07155 is won. */
START_TEST(a_day_that_would_do_more_elsewhere_is_put_forward_to_go)
{
	struct server s = start();
	const char *r;

	one_day_each();
	r = growth(&s);
	ck_assert_str_eq(dropped(r), "school_2 0.07155 school_1 Предметные");
	ck_assert_ptr_nonnull(
	    strstr(sql("select reason from proposal where run_id = '%s' and kind = 'drop'", r),
		"там 0,14, здесь 0,07 балла"));
	/* what a change costs is paid twice: here and there */
	set("plan_change_cost", "0.03");
	ck_assert_str_eq(dropped(growth(&s)), "school_2 0.01155 school_1 Предметные");
	set("plan_change_cost", "0.04");
	ck_assert_str_eq(dropped(growth(&s)), "");
	/* a school that is due keeps its day */
	set("plan_change_cost", "0");
	set("plan_coverage_years", "3");
	ck_assert_str_eq(dropped(growth(&s)), "");
	/* and there is room for all */
	set("plan_coverage_years", "0");
	set("plan_days", "40");
	ck_assert_str_eq(dropped(growth(&s)), "");
	server_end(&s);
}
END_TEST

START_TEST(a_day_that_was_decided_on_or_planned_anew_is_not_put_forward_to_go)
{
	struct server s = start();

	one_day_each();
	ck_assert_str_ne(dropped(growth(&s)), "");
	sql("set session_replication_role = replica");
	sql("update proposal set state = 'rejected', decided_by = (select id from person where idnumber ="
	    " 'centre_head'), decision_reason = 'x' where kind = 'drop'");
	ck_assert_str_eq(dropped(growth(&s)), "");
	sql("delete from proposal where kind = 'drop'");
	sql("update plan_item i set item_id = gen_random_uuid() from plan_version v join plan p on p.id ="
	    " v.plan_id where v.id = i.version_id and p.school_year = school_year(current_date) + 1");
	sql("set session_replication_role = origin");
	ck_assert_str_eq(dropped(growth(&s)), "");
	server_end(&s);
}
END_TEST

static void skilled(const char *who, const char *code)
{
	sql("insert into skill (district_id, person_id, framework, competence) select p.district_id,"
	    " p.id, 'deficits', '%s' from person p where p.idnumber = '%s'",
	    code, who);
}

/* What of a run's proposals, chosen or left, stands in them. */
static const char *topics(const char *run, const char *is, const char *what)
{
	return sql(
	    "select string_agg(distinct concat_ws(' ', c.code, %s), ', ') from proposal p join"
	    " competence c on c.id = p.competence_id left join person n on n.id ="
	    " (terms ->> 'only')::uuid where run_id = '%s' and chosen = %s",
	    what, run, is);
}

/* methodist leads K1, methodist_2 K2: each is the only one for it; where one can't come, his topic has
 * nobody. */
START_TEST(nobody_is_sent_on_a_topic_that_he_is_not_marked_for)
{
	struct server s = start();

	two_days_left();
	set("plan_days", "40");
	ck_assert_str_eq(topics(growth(&s), "true", "n.idnumber"), "K1, K2");
	skilled("methodist", "K1"); /* K2 is nobody's, so everybody's */
	ck_assert_str_eq(topics(growth(&s), "true", "n.idnumber"), "K1, K2");
	skilled("methodist_2", "K2");
	ck_assert_str_eq(topics(growth(&s), "true", "n.idnumber"), "K1 methodist, K2 methodist_2");
	sql("set session_replication_role = replica");
	sql("insert into appointment (district_id, person_id, organisation_id, role, during) select"
	    " p.district_id, p.id, o.id, 'teacher', '[2020-09-01,)' from person p, organisation o"
	    " where p.idnumber = 'methodist_2' and o.kind = 'school'");
	sql("set session_replication_role = origin");
	const char *r = growth(&s);

	ck_assert_str_eq(topics(r, "true", "n.idnumber"), "K1 methodist");
	ck_assert_str_eq(topics(r, "false", "terms ->> 'left_for'"), "K2 skill");
	server_end(&s);
}
END_TEST

START_TEST(the_same_input_gives_the_same_plan)
{
	struct server s = start();

	need();
	set("plan_days", "5");
	const char *first = growth(&s), *again = growth(&s);

	ck_assert_str_ne(first, again);
	ck_assert_str_ne(chosen(first, "true"), "");
	ck_assert_str_eq(chosen(first, "true"), chosen(again, "true"));
	ck_assert_str_eq(chosen(first, "false"), chosen(again, "false"));
	server_end(&s);
}
END_TEST

/* The row first, then its job, as the interface writes both in one statement. */
static const char *what_if(const struct server *s, const char *asked)
{
	const char *id = sql(
	    "with ids as materialized (select gen_random_uuid() as scenario, gen_random_uuid() as job),"
	    " work as (insert into job (district_id, id, queue, kind, key, input) select '" DISTRICT
	    "', job, 'compute', 'plan_scenario', scenario, jsonb_build_object('scenario', scenario)"
	    " from ids returning id) insert into plan_scenario (district_id, id, plan_id, job_id, asked)"
	    " select '" DISTRICT "', scenario, (select plan_id from plan_build), job, '%s' from ids"
	    " returning id",
	    asked);

	wait_done(s, sql("select job_id from plan_scenario where id = '%s'", id));
	return id;
}

static const char *result(const char *id, const char *what)
{
	return sql("select result #>> '{%s}' from plan_scenario where id = '%s'", what, id);
}

START_TEST(what_if_says_the_difference_and_changes_nothing)
{
	struct server s = start();

	need();
	const char *r = growth(&s), *before = chosen(r, "true");
	const char *id = what_if(&s, "{\"days\": 4}");

	ck_assert_str_eq(result(id, "days"), "1");
	ck_assert_str_eq(result(id, "unused"), "0");
	ck_assert_str_eq(result(id, "current,days"), "3");
	ck_assert_str_eq(result(id, "chosen,0,organisation,name"), "Берёзовская СОШ");
	ck_assert_str_eq(result(id, "dropped,0,organisation,name"), "Ключевская СОШ");
	ck_assert_str_eq(result(id, "added"), "[]");
	ck_assert_str_eq(result(id, "method"), "optimum");
	id = what_if(&s, "{\"days_per_school\": 4, \"weight_needs\": 0}");
	ck_assert_str_eq(result(id, "days"), "4");
	ck_assert_str_eq(result(id, "added,0,competence,name"), "Предметные");
	ck_assert_str_eq(result(id, "dropped"), "[]");
	/* four topics: by its weights 2 x 0.1431 + 2 x 0.07155, by the district's the need counts */
	ck_assert_str_eq(
	    sql("select concat_ws(' ', round((result ->> 'objective')::numeric, 4),"
		" round((result ->> 'benefit')::numeric, 4)) from plan_scenario where id = '%s'",
		id),
	    "0.4293 0.5077");
	ck_assert_str_eq(chosen(r, "true"), before);
	ck_assert_str_eq(sql("select count(distinct run_id) from proposal"), "1");
	ck_assert_str_eq(sql("select value from setting_default where code = 'plan_days'"), "40");
	server_end(&s);
}
END_TEST

START_TEST(a_scenario_is_in_the_audit)
{
	struct server s = start();

	growth(&s);
	const char *id = what_if(&s, "{\"team\": 1}");

	ck_assert_str_eq(sql("select string_agg(event, ' ' order by at) from audit where entity ="
			     " 'plan_scenario' and entity_id = '%s'",
			     id),
	    "insert update");
	server_end(&s);
}
END_TEST

CHECK_MAIN("wire: plan builder", without_visits_there_are_proposals_from_people_and_needs,
    what_capacity_does_not_reach_stays_in_sight, a_school_without_a_day_for_years_is_due,
    a_school_that_the_share_of_rural_ones_brought_says_so,
    the_only_methodist_who_can_lead_a_day_is_named,
    a_day_that_would_do_more_elsewhere_is_put_forward_to_go,
    a_day_that_was_decided_on_or_planned_anew_is_not_put_forward_to_go,
    a_methodist_links_schools_whose_raters_have_none_in_common,
    nobody_is_sent_on_a_topic_that_he_is_not_marked_for, the_same_input_gives_the_same_plan,
    what_if_says_the_difference_and_changes_nothing, a_scenario_is_in_the_audit)
