/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The growth job in build/metodden-worker beside a real database: figures that can be worked out by
 * hand, the degenerate cases, and that a run that fails or is cancelled leaves the earlier standing.
 * Scores are written by the administrator with triggers off; they lie whole years (of 365 days)
 * before today, so that a line through them has round figures.
 */
#include "database.h"
#include "server.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#define DISTRICT "d1000000-0000-4000-8000-000000000000"
#define TODAY "(now() at time zone 'Europe/Moscow')::date" /* of the district */

static const double year = 365.25 / 365; /* slopes are per 365 days here, per year there */

static struct server start(void)
{
	struct server s = server_prepare();

	s.program = "metodden-worker";
	server_start(&s, (const char *const[]){ "METODDEN_LEASE", "5", NULL });
	return s;
}

/* A visitor's sheet `years` ago: so many points of 3 in a competence, that is a level of 1 + points. */
static void score(const char *who, const char *rater, int years, const char *code, int points)
{
	sql("set session_replication_role = replica");
	sql("insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id,"
	    " rater_id, held_on, points, max_points) select c.district_id, gen_random_uuid(), c.id,"
	    " 'visitor', t.id, a.organisation_id, r.id, " TODAY " - 365 * %d, %d, 3"
	    " from competence c join person t on t.idnumber = '%s' join person r on r.idnumber = '%s'"
	    " join appointment a on a.person_id = t.id"
	    " where c.district_id = '" DISTRICT "' and c.code = '%s'",
	    years, points, who, rater, code);
	sql("set session_replication_role = origin");
}

/* 1, 1, 2, 2 points in four years: slope 0.4, and 3.1 on the line today. */
static void four(const char *who, const char *rater, const char *other)
{
	score(who, rater, 3, "K1", 1);
	score(who, other, 2, "K1", 1);
	score(who, rater, 1, "K1", 2);
	score(who, other, 0, "K1", 2);
}

static const char *ask(void)
{
	return sql("insert into job (district_id, queue, kind, key) values ('" DISTRICT
		   "', 'compute', 'growth', gen_random_uuid()) returning id");
}

static void wait_for(const struct server *s, const char *wanted, const char *text)
{
	const char *got = "";

	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		got = sql("%s", text);
		if (strcmp(got, wanted) == 0)
			return;
		usleep(50000);
	}
	ck_abort_msg("%s is \"%s\", not \"%s\": %s", text, got, wanted, server_log(s));
}

static const char *state_of(const char *id)
{
	return format("select state from job where id = '%s'", id);
}

static const char *run(const struct server *s)
{
	const char *id = ask();

	wait_for(s, "done", state_of(id));
	return sql("select id from run where job_id = '%s'", id);
}

static const char *of(const char *run, const char *who, const char *measure, const char *what)
{
	return sql("select %s from estimate e join competence c on c.id = e.competence_id"
		   " left join person p on p.id = person_id left join organisation o on o.id ="
		   " e.organisation_id where run_id = '%s' and measure = '%s' and c.code = 'K1'"
		   " and coalesce(p.idnumber, o.idnumber, 'district') = '%s'",
	    what, run, measure, who);
}

#define ck_near(text, wanted)                                                                      \
	ck_assert_msg(fabs(strtod(text, NULL) - (wanted)) < 1e-9, "%s, not %.12g", text, wanted)

START_TEST(two_people_have_the_lines_that_least_squares_gives)
{
	struct server s = start();

	four("teacher", "methodist", "methodist_2");
	four("teacher_2", "methodist", "methodist_2");
	const char *r = run(&s);

	ck_near(of(r, "teacher", "level", "value"), 3.1);
	ck_near(of(r, "teacher", "growth", "value"), 0.4 * year);
	ck_near(of(r, "teacher", "level", "forecast"), 3.1 + 0.4 * year);
	ck_near(of(r, "district", "growth", "value"), 0.4 * year);
	ck_near(of(r, "school_1", "level", "value"), 3.1);
	/* residuals 0.1, -0.3, 0.3, -0.1 twice: 0.4 about lines of one slope, 5 degrees of freedom */
	ck_near(of(r, "teacher", "growth", "se"), sqrt(0.08 / 5) * year);
	ck_assert_str_eq(of(r, "teacher", "level", "concat_ws(' ', n, raters, people, says)"),
	    "4 2 1 no_change");
	ck_assert_str_eq(of(r, "school_1", "level", "concat_ws(' ', n, raters, people)"), "8 2 2");
	ck_assert_str_eq(of(r, "teacher", "level", "json_array_length(line::json)"), "6");
	ck_near(of(r, "teacher", "level", "line -> 0 ->> 'value'"), 1.9);
	ck_assert_str_eq(
	    of(r, "teacher", "level", "abs((line -> 4 ->> 'sd')::float8 - se) < 1e-12"), "t");
	ck_assert_str_eq(of(r, "teacher", "growth", "says"), "growth");
	ck_assert_str_eq(sql("select concat_ws(' ', n, state, as_of = " TODAY ","
			     " lower(data_window) = " TODAY " - 1095) from run where id = '%s'",
			     r),
	    "8 done t t");
	server_end(&s);
}
END_TEST

/* A year of four visits by two methodists has its mean, one of three hasn't; what is recent takes both. The
 * school's own reliability is 0 here, as it is the only one: its years stay out. */
START_TEST(a_year_that_was_seen_often_enough_has_its_mean)
{
	struct server s = start();
	static const int before[] = { 1, 2, 2, 2 }, now[] = { 1, 2, 3 };

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		score(i < 2 ? "teacher" : "teacher_2", i % 2 ? "methodist" : "methodist_2", 1, "K1",
		    before[i]);
	for (size_t i = 0; i < sizeof now / sizeof *now; i++)
		score("teacher", i % 2 ? "methodist" : "methodist_2", 0, "K1", now[i]);
	const char *r = run(&s);

	ck_assert_str_eq(
	    of(r, "district", "level",
		"jsonb_array_length(observed -> 'years') || ' ' || (observed #>> '{years,0,year}' ="
		" (school_year(" TODAY ") - 1)::text)"),
	    "1 true");
	ck_near(of(r, "district", "level", "observed #>> '{years,0,value}'"), 2.75);
	ck_assert_str_eq(
	    of(r, "district", "level",
		"concat_ws(' ', observed #>> '{recent,n}', observed #>> '{recent,raters}',"
		" observed #>> '{recent,people}')"),
	    "7 2 2");
	ck_near(of(r, "district", "level", "observed #>> '{recent,value}'"), 20 / 7.0);
	/* squares about the mean of the one school: 20.0 / 7 from 2, 3, 3, 3, 2, 3, 4 */
	ck_near(
	    of(r, "district", "level", "observed #>> '{recent,sd}'"), sqrt((60 - 400 / 7.0) / 6));
	ck_near(of(r, "district", "level", "observed #>> '{recent,spread}'"), 0.0);
	ck_assert_str_eq(
	    of(r, "school_1", "level", "jsonb_array_length(observed -> 'years')"), "0");
	server_end(&s);
}
END_TEST

START_TEST(the_composite_is_the_mean_of_the_competences)
{
	struct server s = start();
	const char *sheet;

	score("teacher", "methodist", 1, "K1", 1);
	sheet = sql("select sheet_id from score");
	score("teacher", "methodist", 1, "K2", 2);
	sql("set session_replication_role = replica");
	sql("update score set sheet_id = '%s'", sheet);
	/* what the teacher thinks of himself isn't measured */
	score("teacher", "teacher", 0, "K1", 3);
	sql("update score set part = 'self' where rater_id = teacher_id");
	sql("set session_replication_role = origin");
	const char *r = run(&s);

	ck_assert_str_eq(
	    sql("select string_agg(n || ' ' || value, ', ' order by code) from estimate e"
		" join competence c on c.id = competence_id where run_id = '%s'"
		" and person_id is not null and measure = 'level'",
		r),
	    "1 2.5, 1 2, 1 3");
	server_end(&s);
}
END_TEST

START_TEST(one_visit_says_how_many_are_lacking)
{
	struct server s = start();

	score("teacher", "methodist", 1, "K1", 2);
	const char *r = run(&s);

	ck_assert_str_eq(of(r, "teacher", "level",
			     "concat_ws(' ', value, low, high, n, says, more_visits, more_raters)"),
	    "3 1 4 1 not_enough_data 3 1");
	ck_assert_str_eq(of(r, "teacher", "growth", "count(*)"), "0");
	ck_assert_str_eq(
	    sql("select components #>> '{variances,K1,note}' from run"), "too few observations");
	server_end(&s);
}
END_TEST

START_TEST(one_rater_is_not_enough)
{
	struct server s = start();

	four("teacher", "methodist", "methodist");
	const char *r = run(&s);

	ck_assert_str_eq(
	    of(r, "teacher", "level", "concat_ws(' ', says, more_visits, more_raters)"),
	    "not_enough_data 1 1");
	ck_assert_str_eq(of(r, "teacher", "growth", "says || flagged"), "not_enough_datafalse");
	server_end(&s);
}
END_TEST

START_TEST(constant_scores_give_counts_and_no_conclusion)
{
	struct server s = start();

	for (int i = 0; i < 5; i++)
		score("teacher", i % 2 ? "methodist" : "methodist_2", i % 4, "K1", 2);
	const char *r = run(&s);

	ck_assert_str_eq(
	    of(r, "teacher", "level", "concat_ws(' ', value, n, raters, says, more_visits)"),
	    "3 5 2 not_enough_data");
	ck_assert_str_eq(of(r, "teacher", "growth", "count(*)"), "0");
	server_end(&s);
}
END_TEST

static const char *digest(const char *run)
{
	return sql(
	    "select md5(string_agg((to_jsonb(e) - 'run_id')::text, '' order by unit_id, measure,"
	    " competence_id)) from estimate e where run_id = '%s'",
	    run);
}

START_TEST(the_same_data_give_the_same_rows)
{
	struct server s = start();

	for (int i = 0; i < 24; i++)
		score(i % 3 ? i % 3 == 1 ? "teacher" : "teacher_2" : "teacher_elsewhere",
		    i % 2 ? "methodist" : "methodist_2", i % 4, "K1", i * i % 4);
	const char *first = run(&s), *again = run(&s);

	ck_assert_str_ne(first, again);
	ck_assert_str_eq(digest(first), digest(again));
	server_end(&s);
}
END_TEST

START_TEST(a_run_that_fails_leaves_the_earlier_standing)
{
	struct server s = start();

	four("teacher", "methodist", "methodist_2");
	const char *r = run(&s);

	sql("alter table proposal add constraint broken check (rank < 0) not valid");
	const char *id = ask();

	wait_for(
	    &s, "1 ready", format("select attempts || ' ' || state from job where id = '%s'", id));
	ck_assert_str_eq(sql("select string_agg(id::text, ' ') from run"), r);
	ck_assert_str_eq(sql("select count(distinct run_id) from estimate"), "1");
	server_end(&s);
}
END_TEST

/* From now on every growth job stands still before its proposals until let_go(). */
static void hold_jobs(void)
{
	sql("create function public.wait() returns trigger language plpgsql as"
	    " 'begin perform pg_advisory_xact_lock_shared(7); return null; end'");
	sql("create trigger waits before insert on proposal for each statement execute function wait()");
	sql("select pg_advisory_lock(7)");
}

static void wait_held(const struct server *s, const char *n)
{
	wait_for(s, n,
	    "select count(*) from pg_stat_activity where datname = current_database()"
	    " and application_name = 'metodden-job' and wait_event = 'advisory'");
}

START_TEST(a_cancelled_job_leaves_nothing_and_stays_cancelled)
{
	struct server s = start();

	four("teacher", "methodist", "methodist_2");
	hold_jobs();
	const char *id = ask();

	wait_held(&s, "1");
	sql("update job set state = 'cancelled', leased_until = null where id = '%s'", id);
	wait_held(&s, "0");
	sql("select pg_advisory_unlock(7)");
	for (int i = 0; i < 100 && !server_log_count(&s, "job lost"); i++)
		usleep(50000);
	ck_assert_int_eq(server_log_count(&s, "job lost"), 1);
	ck_assert_str_eq(sql("%s", state_of(id)), "cancelled");
	ck_assert_str_eq(sql("select count(*) from run"), "0");
	server_end(&s);
}
END_TEST

START_TEST(old_estimates_go_but_what_a_decision_rests_on_stays)
{
	struct server s = start();

	four("teacher", "methodist", "methodist_2");
	const char *first = run(&s), *second = run(&s);

	sql("set session_replication_role = replica");
	sql("update proposal set state = 'accepted', decided_by = created_by, decision_reason = 'x'"
	    " where run_id = '%s'",
	    first);
	sql("insert into run (district_id, id, framework_id, model, data_window, as_of, state, created_at)"
	    " select district_id, gen_random_uuid(), framework_id, 'x', data_window, as_of, 'done',"
	    " now() + interval '1 hour' from run cross join generate_series(1, 9) where id = '%s'",
	    first);
	sql("set session_replication_role = origin");
	run(&s);
	ck_assert_str_eq(sql("select count(*) > 0 from estimate where run_id = '%s'", first), "t");
	ck_assert_str_eq(sql("select count(*) from estimate where run_id = '%s'", second), "0");
	ck_assert_str_eq(sql("select count(*) from run where id = '%s'", second), "1");
	server_end(&s);
}
END_TEST

/* The district's clock shows that hour. */
static void set_hour(int hour)
{
	sql("update district set timezone = 'Etc/GMT' || case when h - %d between 0 and 12 then '+' || h - %d"
	    " else '-' || (24 + %d - h) %% 24 end from (select extract(hour from now() at time zone"
	    " 'UTC')::integer as h) x",
	    hour, hour, hour);
}

START_TEST(a_night_makes_one_job_where_sheets_came_in)
{
	struct server s = server_prepare();

	set_hour(12);
	ck_assert_str_eq(sql("select auth.nightly()"), "0");
	sql("set session_replication_role = replica");
	sql("insert into sheet (district_id, visit_id, rubric_id, author_id, part, state) select"
	    " district_id, gen_random_uuid(), gen_random_uuid(), id, 'visitor', 'submitted' from person"
	    " where idnumber = 'methodist'");
	sql("set session_replication_role = origin");
	set_hour(1);
	ck_assert_str_eq(sql("select auth.nightly()"), "0");
	set_hour(12);
	ck_assert_str_eq(sql("select auth.nightly()"), "1");
	ck_assert_str_eq(sql("select auth.nightly()"), "0");
	sql("update job set state = 'done'");
	ck_assert_str_eq(sql("select auth.nightly()"), "0");
	server_forget(&s);
}
END_TEST

CHECK_MAIN("wire: growth", two_people_have_the_lines_that_least_squares_gives,
    a_year_that_was_seen_often_enough_has_its_mean, the_composite_is_the_mean_of_the_competences,
    one_visit_says_how_many_are_lacking, one_rater_is_not_enough,
    constant_scores_give_counts_and_no_conclusion, the_same_data_give_the_same_rows,
    a_run_that_fails_leaves_the_earlier_standing,
    a_cancelled_job_leaves_nothing_and_stays_cancelled,
    old_estimates_go_but_what_a_decision_rests_on_stays, a_night_makes_one_job_where_sheets_came_in)
