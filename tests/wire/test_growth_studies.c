/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the growth job finds of methodological days and of methodists' agreement, against a district whose
 * truth is known (simulated.sql), and what it says where the data can't tell.
 */
#include "database.h"
#include "server.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DISTRICT "d1000000-0000-4000-8000-000000000000"

static struct server start(void)
{
	struct server s = server_prepare();
	static char text[16384];
	FILE *f = fopen("tests/wire/simulated.sql", "r");

	ck_assert_ptr_nonnull(f);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	ck_assert(feof(f));
	fclose(f);
	sql("%s", text);
	s.program = "metodden-worker";
	server_start(&s, (const char *const[]){ "METODDEN_LEASE", "20", NULL });
	return s;
}

/* A call of simulated.sql, past guards and keys. */
static void make(const char *call)
{
	sql("set session_replication_role = replica");
	sql("select %s", call);
	sql("set session_replication_role = origin");
}

static const char *run(const struct server *s)
{
	const char *id = sql("insert into job (district_id, queue, kind, key) values ('" DISTRICT
			     "', 'compute', 'growth', gen_random_uuid()) returning id"),
		   *state = "";

	for (int i = 0; i < WIRE_SECONDS * 20 && strcmp(state, "done") != 0; i++) {
		usleep(50000);
		state = sql("select state from job where id = '%s'", id);
	}
	ck_assert_msg(strcmp(state, "done") == 0, "%s: %s", state, server_log(s));
	return sql("select id from run where job_id = '%s'", id);
}

static const char *of(const char *table, const char *run, const char *code, const char *what)
{
	return sql("select %s from %s e join competence c on c.id = e.competence_id where run_id ="
		   " '%s' and c.code = '%s'",
	    what, table, run, code);
}

static double figure(const char *run, const char *code, const char *row, const char *what)
{
	return strtod(of("effect", run, code,
			  format("(jsonb_path_query_first(figures, '$[*] ? (@.row == \"%s\")')"
				 " ->> '%s')::float8",
			      row, what)),
	    NULL);
}

static void ck_inside(const char *run, const char *code, const char *row, double truth)
{
	double low = figure(run, code, row, "low"), high = figure(run, code, row, "high");

	ck_assert_msg(low < truth && truth < high && high - low < 0.5,
	    "%s %s: %g is not in %g ... %g", code, row, truth, low, high);
}

/* A term of the proposals on that competence, the same at all schools. */
static const char *effect_of(const char *run, const char *code, const char *term)
{
	return sql(
	    "select string_agg(distinct terms ->> '%s', ' ') from proposal p join competence c"
	    " on c.id = p.competence_id where run_id = '%s' and c.code = '%s'",
	    term, run, code);
}

#define VERDICT "verdict"
#define LACKS                                                                                      \
	"concat_ws(' ', verdict, more_visits, more_raters, more_visited, more_unvisited,"          \
	" more_history)"

START_TEST(the_effect_lies_inside_its_interval)
{
	struct server s = start();

	make("simulate(array[0.4, 0], 0.3, 0, 6, false)");
	make("simulate_days()");
	const char *r = run(&s);

	for (const char *const *row =
		 (const char *const[]){ "naive", "did", "early", "model", NULL };
	     *row; row++)
		ck_assert_msg(figure(r, "K1", *row, "low") > 0.2, "%s: %g", *row,
		    figure(r, "K1", *row, "low"));
	ck_inside(r, "K1", "did", 0.4);
	ck_inside(r, "K1", "model", 0.4);
	ck_inside(r, "K1", "placebo", 0);
	ck_inside(r, "K2", "did", 0);
	ck_inside(r, "K2", "model", 0);
	ck_assert_str_eq(of("effect", r, "K1",
			     "concat_ws(' ', verdict, n, raters, days, schools,"
			     " visited, unvisited, more_history)"),
	    "credible 1728 6 14 24 14 16 0");
	/* the naive row has the growth of all in it, a row against others has not */
	ck_assert(figure(r, "K1", "naive", "value") > figure(r, "K1", "did", "value") + 0.02);
	ck_assert_str_eq(of("effect", r, "K1", "events -> 2 ->> 'comparisons'"), "0");
	ck_assert_str_eq(of("effect", r, "K1", "(events -> 3 ->> 'value')::float8 > 0.2"), "t");
	ck_assert_str_eq(of("effect", r, "", "days"), "14");
	/* proposals count with its lower quartile; that of K2 is not above 0 */
	double value = figure(r, "K1", "model", "value"),
	       quartile = value - 0.67449 / 1.64485 * (value - figure(r, "K1", "model", "low"));
	ck_assert_double_eq_tol(strtod(effect_of(r, "K1", "effect"), NULL), quartile, 1e-5);
	ck_assert_str_eq(effect_of(r, "K1", "effect_measured"), "true");
	ck_assert_str_eq(effect_of(r, "K2", "effect"), "0.1");
	ck_assert_str_eq(effect_of(r, "K2", "effect_measured"), "false");
	/* who decides is told why the setting stands in */
	ck_assert_str_eq(effect_of(r, "K1", "effect_not_above"), "false");
	ck_assert_str_eq(effect_of(r, "K2", "effect_not_above"), "true");
	ck_assert_str_eq(sql("select count(*) from proposal where run_id = '%s' and (reason like"
			     " '%%измеренное влияние дней, взятое с осторожностью, не выше нуля%%')"
			     " <> (terms ->> 'effect_not_above')::boolean",
			     r),
	    "0");
	ck_assert_str_eq(sql("select components #>> '{variances,K1,day_effect_measured}' from run"
			     " where id = '%s'",
			     r),
	    "true");
	server_end(&s);
}
END_TEST

START_TEST(a_day_counts_for_the_competences_that_its_plan_item_rests_on)
{
	struct server s = start();

	make("simulate(array[0.4, 0], 0.3, 0, 6, false)");
	make("simulate_days()");
	make("simulate_topics()");
	const char *r = run(&s);

	ck_inside(r, "K1", "did", 0.4);
	ck_assert_str_eq(
	    of("effect", r, "K2", "days || ' ' || " LACKS), "0 not_enough_data 0 0 3 3 3");
	ck_assert_str_eq(of("effect", r, "", "days"), "14");
	server_end(&s);
}
END_TEST

START_TEST(schools_that_rose_before_their_day_prove_nothing)
{
	struct server s = start();

	make("simulate(array[0.4, 0], 0.3, 0.4, 6, false)");
	make("simulate_days()");
	const char *r = run(&s);

	ck_assert_str_eq(of("effect", r, "K1", VERDICT), "placebo_fails");
	ck_assert_str_eq(effect_of(r, "K1", "effect"), "0.1");
	ck_assert_str_eq(effect_of(r, "K1", "effect_measured"), "false");
	ck_assert_str_eq(effect_of(r, "K1", "effect_not_above"), "false");
	server_end(&s);
}
END_TEST

START_TEST(without_days_it_is_said_how_many_schools_are_lacking)
{
	struct server s = start();
	const char *r;

	make("simulate(array[0, 0], 0.3, 0, 6, false)");
	r = run(&s);
	ck_assert_str_eq(of("effect", r, "K1", LACKS), "not_enough_data 0 0 3 3 3");
	ck_assert_str_eq(
	    sql("select count(*) from effect, jsonb_array_elements(figures) f where run_id = '%s'"
		" and f ->> 'value' is not null",
		r),
	    "0");
	make("simulate_days()");
	sql("delete from day where id not in (named_id('day1'), named_id('day2'))");
	ck_assert_str_eq(of("effect", run(&s), "K1", LACKS), "not_enough_data 0 0 1 0 1");
	server_end(&s);
}
END_TEST

START_TEST(days_in_the_second_year_cannot_be_checked)
{
	struct server s = start();

	make("simulate(array[0.4, 0], 0.3, 0, 6, false)");
	make("simulate_days()");
	sql("delete from score where held_on < make_date(school_year(current_date) - 3, 9, 1)");
	sql("delete from day where held_on > make_date(school_year(current_date) - 2, 9, 30)"
	    " or id = named_id('day1')");
	ck_assert_str_eq(of("effect", run(&s), "K1", LACKS), "no_placebo 0 0 0 0 3");
	server_end(&s);
}
END_TEST

START_TEST(variances_and_the_number_of_visits_follow_from_the_truth)
{
	struct server s = start();

	make("simulate(array[0, 0], 0.3, 0, 6, false)");
	const char *r = run(&s);

	/* truth: people 0.16 and schools 0.04; six raters at 0.1 apart; lessons 0.09 */
	ck_assert_str_eq(
	    of("agreement", r, "K1",
		"concat_ws(' ', method, note, n, people, raters, sets, abs(person - 0.2) < 0.06,"
		" abs(rater - 0.035) < 0.03, abs(visit - 0.09) < 0.01)"),
	    "model 1728 144 6 1 t t t");
	ck_assert_str_eq(
	    of("agreement", r, "K1",
		"abs((design -> 3 ->> 'reliability')::float8 - person / (person + rater / 2 + visit / 4)) < 1e-12"),
	    "t");
	ck_assert_str_eq(
	    of("agreement", r, "K1",
		"(select bool_and(case when visits is null then person / (person + rater / raters + visit / 24) < target"
		" else person / (person + rater / raters + visit / visits) >= target and (visits = raters"
		" or person / (person + rater / raters + visit / (visits - 1)) < target) end)"
		" from jsonb_to_recordset(least) l(target float8, raters integer, visits integer))"),
	    "t");
	ck_assert_str_eq(
	    of("agreement", r, "K1", "jsonb_array_length(least) || ' ' || compressed"), "12 false");
	ck_assert_str_eq(
	    of("agreement", r, "K1",
		"(select sum(x::integer) = e.n from jsonb_array_elements_text(levels) x)"),
	    "t");
	/* the strictest of the six is told, and how well he is linked */
	ck_assert_str_eq(
	    sql("select concat_ws(' ', low < 0.25, 0.25 < high, low > 0, linkage > 0.9, flagged) from estimate"
		" e join competence c on c.id = e.competence_id where run_id = '%s' and c.code = 'K1'"
		" and measure = 'severity' and person_id = named_id('rater5')",
		r),
	    "t t t t f");
	server_end(&s);
}
END_TEST

START_TEST(one_rater_has_no_variance_and_lacks_another)
{
	struct server s = start();

	make("simulate(array[0, 0], 0.3, 0, 1, false)");
	const char *r = run(&s);

	ck_assert_str_eq(of("agreement", r, "K1",
			     "concat_ws(' ', method, note, more_raters, raters, person is null,"
			     " jsonb_array_length(design), more_doubles)"),
	    "one_rater 1 1 t 0 4");
	ck_assert_str_eq(of("effect", r, "K1", LACKS), "not_enough_data 0 1 3 3 3");
	server_end(&s);
}
END_TEST

START_TEST(sets_that_share_nobody_get_the_visit_that_would_join_them)
{
	struct server s = start();

	make("simulate(array[0, 0], 0.3, 0, 3, true)");
	const char *r = run(&s);

	ck_assert_str_eq(of("agreement", r, "K1", "concat_ws(' ', sets, method)"), "2 moments");
	ck_assert_str_eq(
	    of("agreement", r, "K1",
		"(select count(*) from score where rater_id::text = links -> 0 ->> 'rater' and"
		" teacher_id::text = links -> 0 ->> 'person') || ' ' || jsonb_array_length(links)"),
	    "0 1");
	server_end(&s);
}
END_TEST

START_TEST(kappa_of_lessons_that_two_saw)
{
	struct server s = start();

	make("simulate(array[0, 0], 0.3, 0, 6, false)");
	make("simulate_doubles(array[1,2,3], array[1,2,3])");
	ck_assert_str_eq(of("agreement", run(&s), "K1",
			     "concat_ws(' ', doubles, blind, more_doubles, kappa is null)"),
	    "3 1 1 t");
	sql("set session_replication_role = replica");
	sql("delete from score where sheet_id in (select id from sheet)");
	sql("delete from sheet");
	sql("delete from visit");
	sql("set session_replication_role = origin");
	/* squares of differences: 0.5 seen, 1.25 + 0.9375 + 0.25^2 = 2.25 by chance; 1 - 0.5 / 2.25 */
	make("simulate_doubles(array[1,2,3,4,1,2,3,4], array[1,2,3,4,2,3,4,3])");
	const char *r = run(&s);

	ck_assert_str_eq(
	    of("agreement", r, "K1",
		"concat_ws(' ', doubles, blind, more_doubles, round(kappa::numeric, 6),"
		" kappa_low < kappa, kappa < kappa_high, kappa_low > 0)"),
	    "8 4 0.777778 t t t");
	server_end(&s);
}
END_TEST

/* People of the lowest third of the year before the last are `low`, of the highest `high`, by the truth
 * of their marks: who of them wasn't visited in the last. */
static const char *covered(const struct server *s, const char *unvisited)
{
	sql("set session_replication_role = replica");
	sql("with t as (select teacher_id, ntile(3) over (order by avg(points), teacher_id) as third, row_number() over (order by avg(points), teacher_id) as i"
	    " from score where school_year(held_on) = school_year(current_date) - 2 group by 1)"
	    " delete from score using t where t.teacher_id = score.teacher_id and (%s)"
	    " and school_year(held_on) >= school_year(current_date) - 1",
	    unvisited);
	sql("set session_replication_role = origin");
	return run(s);
}

/* says, years ago, people by thirds */
static const char *coverage(const char *run)
{
	return sql(
	    "select concat_ws(' ', c ->> 'says', (c ->> 'year')::integer - school_year(current_date),"
	    " (select string_agg(x ->> 'people', ' ' order by i)"
	    " from jsonb_array_elements(c -> 'thirds') with ordinality t(x, i)))"
	    " from run, lateral (select components -> 'coverage' as c) v where id = '%s'",
	    run);
}

/* Of a third, or of all. */
static long visited(const char *run, const char *third)
{
	return strtol(
	    sql("select sum((x ->> 'visited')::integer) from run, jsonb_array_elements(components #>"
		" '{coverage,thirds}') with ordinality t(x, i) where id = '%s' and (%s)",
		run, third),
	    NULL, 10);
}

START_TEST(who_was_low_and_was_not_visited_again_is_seen)
{
	struct server s = start();
	const char *r;

	/* nobody works here today: nobody could have been visited */
	make("simulate(array[0, 0], 0.3, 0, 6, false)");
	ck_assert_str_eq(coverage(run(&s)), "few -2");
	make("simulate_work()");
	r = run(&s);
	ck_assert_str_eq(coverage(r), "even -2 48 48 48");
	ck_assert_int_eq(visited(r, "true"), 144);
	/* every second person, whatever he was */
	r = covered(&s, "i % 2 = 0");
	ck_assert_str_eq(coverage(r), "even -2 48 48 48");
	ck_assert_int_eq(visited(r, "true"), 72);
	/* then none of the lowest: marks are freed of severity, so a few stand in other thirds */
	r = covered(&s, "third = 1");
	ck_assert_str_eq(coverage(r), "less -2 48 48 48");
	ck_assert_int_lt(visited(r, "i = 1"), 5);
	ck_assert_int_gt(visited(r, "i = 3"), 19);
	ck_assert_str_eq(
	    sql("select bool_and((x ->> 'share')::float8 = (x ->> 'visited')::float8 / 48) from run,"
		" jsonb_array_elements(components #> '{coverage,thirds}') x"),
	    "t");
	server_end(&s);
}
END_TEST

START_TEST(who_was_high_and_was_not_visited_again_is_seen)
{
	struct server s = start();

	make("simulate(array[0, 0], 0.3, 0, 6, false)");
	make("simulate_work()");
	ck_assert_str_eq(coverage(covered(&s, "third = 3")), "more -2 48 48 48");
	server_end(&s);
}
END_TEST

static const char *digest(const char *table, const char *run)
{
	return sql("select md5(string_agg((to_jsonb(e) - 'run_id')::text, '' order by"
		   " competence_id)) from %s e where run_id = '%s'",
	    table, run);
}

START_TEST(the_same_data_give_the_same_findings)
{
	struct server s = start();

	make("simulate(array[0.4, 0], 0.3, 0, 6, false)");
	make("simulate_days()");
	make("simulate_doubles(array[1,2,3,4,1,2,3,4], array[1,2,3,4,2,3,4,3])");
	const char *first = run(&s), *again = run(&s);

	ck_assert_str_ne(first, again);
	ck_assert_str_eq(digest("effect", first), digest("effect", again));
	ck_assert_str_eq(digest("agreement", first), digest("agreement", again));
	ck_assert_str_eq(sql("select seed from run where id = '%s'", first), "1");
	ck_assert_str_eq(
	    sql("select components #>> '{variances,K1,compressed}' from run where id = '%s'",
		first),
	    "false");
	server_end(&s);
}
END_TEST

CHECK_MAIN("wire: growth studies", the_effect_lies_inside_its_interval,
    a_day_counts_for_the_competences_that_its_plan_item_rests_on,
    schools_that_rose_before_their_day_prove_nothing,
    without_days_it_is_said_how_many_schools_are_lacking, days_in_the_second_year_cannot_be_checked,
    variances_and_the_number_of_visits_follow_from_the_truth,
    one_rater_has_no_variance_and_lacks_another,
    sets_that_share_nobody_get_the_visit_that_would_join_them, kappa_of_lessons_that_two_saw,
    who_was_low_and_was_not_visited_again_is_seen, who_was_high_and_was_not_visited_again_is_seen,
    the_same_data_give_the_same_findings)
