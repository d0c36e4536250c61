/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The exact mixed model in the growth job of build/metodden-worker, against a small district whose
 * truth is known: who it is chosen for, that severity is told from skill and a new version of a rubric
 * from growth, that two runs write the same rows, and that a cancelled run leaves the earlier standing.
 * Teachers stand around a level of 2.4 and grow by 0.1 a year; "methodist" marks 0.3 lower than
 * "methodist_2" does, "centre_head" 0.3 higher; noise is made of hashes, the same everywhere.
 */
#include "database.h"
#include "server.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#define DISTRICT "d1000000-0000-4000-8000-000000000000"
#define TODAY "(now() at time zone 'Europe/Moscow')::date" /* of the district */

static struct server start(void)
{
	struct server s = server_prepare();

	sql("create function noise(key text) returns float8 language sql immutable as"
	    " 'select (hashtextextended(key, 7) & 1048575) / 1048576.0 - 0.5'");
	sql("set session_replication_role = replica");
	sql("insert into person (district_id, family_name, given_name, idnumber) select '" DISTRICT
	    "', 'Учитель', 'У', 'seen_' || i from generate_series(1, 16) i");
	sql("set session_replication_role = origin");
	s.program = "metodden-worker";
	server_start(&s, (const char *const[]){ "METODDEN_LEASE", "20", NULL });
	return s;
}

/* How teachers 1 to `teachers` were seen in a competence: three times a year in four years, by the
 * raters in turn. */
struct seen {
	const char *code;
	int teachers;
	bool apart;  /* the third rater sees the last six alone, and nobody else sees them */
	double jump; /* of the marks by the second version of the rubric */
	const char
	    *newer; /* who is marked by it, by i, y, k; NULL: everybody, in the last two years */
};

static void see(const struct seen *w)
{
	sql("set session_replication_role = replica");
	sql("with v as (select i, y, k, case when %d = 0 then (i + y + k) %% 3 when i > 6 then 2 else (i + y + k) %% 2 end"
	    "   as r, md5(concat_ws('-', '%s', i, y, k))::uuid as id, %g <> 0 and (%s) as newer"
	    "   from generate_series(1, %d) i, generate_series(0, 3) y, generate_series(0, 2) k),"
	    " h as (insert into sheet (district_id, id, visit_id, rubric_id, author_id, part, state) select '" DISTRICT
	    "', id, id, md5('rubric' || newer)::uuid, id, 'visitor', 'submitted' from v)"
	    " insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id,"
	    " rater_id, held_on, points, max_points) select c.district_id, v.id, c.id, 'visitor', t.id, o.id, p.id, " TODAY
	    " - 365 * y - 90 * k, round(100 * (1.4 - 0.1 * (y + k / 4.0) + 0.8 * noise('who' || i) + 0.3 * (r - 1)"
	    " + case when newer then %g else 0 end + 0.2 * noise(v.id::text))), 300 from v"
	    " join competence c on c.district_id = '" DISTRICT "' and c.code = '%s'"
	    " join person t on t.idnumber = 'seen_' || i"
	    " join organisation o on o.idnumber = case when i %% 2 = 0 then 'school_1' else 'school_2' end"
	    " join person p on p.idnumber = (array['methodist', 'methodist_2', 'centre_head'])[r + 1]",
	    w->apart, w->code, w->jump, w->newer ? w->newer : "y < 2", w->teachers, w->jump,
	    w->code);
	sql("set session_replication_role = origin");
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

static const char *run(const struct server *s)
{
	const char *id = ask();

	wait_for(s, "done", format("select state from job where id = '%s'", id));
	return sql("select id from run where job_id = '%s'", id);
}

static double of(const char *run, const char *who, const char *measure, const char *what)
{
	const char *text =
	    sql("select %s from estimate e join competence c on c.id = e.competence_id"
		" left join person p on p.id = person_id left join organisation o on o.id ="
		" e.organisation_id where run_id = '%s' and measure = '%s' and c.code = 'K1'"
		" and coalesce(p.idnumber, o.idnumber, 'district') = '%s'",
		what, run, measure, who);

	ck_assert_msg(*text != '\0', "no %s of %s", measure, who);
	return strtod(text, NULL);
}

static void ck_within(double got, double truth, double by)
{
	ck_assert_msg(fabs(got - truth) < by, "%g is not within %g of %g", got, by, truth);
}

static void ck_corrected(const char *run, const char *path, const char *wanted)
{
	ck_assert_str_eq(
	    sql("select components #>> '{%s}' from run where id = '%s'", path, run), wanted);
}

START_TEST(severity_is_told_from_skill)
{
	struct server s = start();

	see(&(struct seen){ "K1", 12, false, 0 });
	const char *r = run(&s);

	ck_corrected(r, "variances,K1,corrected", "true");
	ck_corrected(r, "variances,K1,note", "");
	ck_within(of(r, "methodist", "severity", "value"), 0.3, 0.05);
	ck_within(of(r, "methodist_2", "severity", "value"), 0, 0.05);
	ck_within(of(r, "centre_head", "severity", "value"), -0.3, 0.05);
	ck_within(of(r, "district", "growth", "value"), 0.1, 0.02);
	for (int i = 1; i <= 12; i++) {
		const char *who = format("seen_%d", i);
		double truth = strtod(sql("select 2.4 + 0.8 * noise('who%d')", i), NULL);

		ck_within(of(r, who, "level", "value"), truth, 0.1);
		ck_assert(of(r, who, "level", "se") > 0);
	}
	server_end(&s);
}
END_TEST

/* The second version gives 0.6 more to all: without its own effect that would be growth. */
START_TEST(a_new_version_of_the_rubric_is_no_growth)
{
	struct server s = start();

	see(&(struct seen){ "K1", 12, false, 0.6 });
	const char *r = run(&s);

	ck_corrected(r, "variances,K1,corrected", "true");
	ck_within(of(r, "district", "growth", "value"), 0.1, 0.03);
	ck_within(of(r, "school_1", "growth", "value"), 0.1, 0.05);
	/* means of school years lie on the line: freed of the version, as the line is */
	ck_within(
	    of(r, "district", "level",
		"(select max(abs((y ->> 'value')::float8 - (e.value + (select g.value from estimate g where"
		" (g.run_id, g.unit_id, g.competence_id, g.measure) = (e.run_id, e.unit_id, e.competence_id,"
		" 'growth')) * (make_date((y ->> 'year')::integer + 1, 2, 1) - " TODAY
		") / 365.0))) from jsonb_array_elements(observed -> 'years') y)"),
	    0, 0.15);
	server_end(&s);
}
END_TEST

static const char *sheets(const struct server *s, const char *newer)
{
	see(&(struct seen){ "K1", 12, false, 0.6, newer });
	const char *r = run(s);

	ck_within(of(r, "district", "growth", "value"), 0.1, 0.03);
	r = sql("select components #>> '{variances,K1,sheets}' from run where id = '%s'", r);
	sql("set session_replication_role = replica");
	sql("delete from score");
	sql("delete from sheet");
	sql("set session_replication_role = origin");
	return r;
}

/* Whole lessons of the later side begin 545 days ago, one and a half years. */
START_TEST(versions_that_never_stood_side_by_side_break_the_line)
{
	struct server s = start();
	const char *broken = sql("select jsonb_build_object('sets', 1, 'used', 2, 'breaks',"
				 " array[(" TODAY " - 545)::text])");

	ck_assert_str_eq(sheets(&s, NULL), broken);
	/* three lessons are no bridge, by the rule of not enough data; four are */
	ck_assert_str_eq(sheets(&s, "y < 2 or (y = 3 and i = 1)"), broken);
	ck_assert_str_eq(sheets(&s, "y < 2 or (y = 3 and i = 1) or (y = 2 and k = 2 and i = 2)"),
	    "{\"sets\": 1, \"used\": 2, \"breaks\": []}");
	/* a year of both, one half of people by each */
	ck_assert_str_eq(sheets(&s, "y < 1 or (y < 3 and i % 2 = 0)"),
	    "{\"sets\": 1, \"used\": 2, \"breaks\": []}");
	/* another rubric for other people isn't the change of a rubric */
	ck_assert_str_eq(sheets(&s, "i > 6"), "{\"sets\": 2, \"used\": 2, \"breaks\": []}");
	server_end(&s);
}
END_TEST

START_TEST(what_does_not_bear_it_falls_back_and_says_so)
{
	struct server s = start();

	see(&(struct seen){ "K1", 9, false, 0 });
	see(&(struct seen){ "K2", 12, false, 0 });
	const char *r = run(&s);

	ck_corrected(r, "variances,K1,corrected", "false");
	ck_corrected(r, "variances,K2,corrected", "true");
	ck_corrected(r, "corrected_for_severity", "false");
	ck_assert(of(r, "seen_1", "growth", "n") == 12);
	server_end(&s);
}
END_TEST

START_TEST(raters_who_share_nobody_are_not_compared)
{
	struct server s = start();

	see(&(struct seen){ "K1", 12, true, 0 });
	const char *r = run(&s);

	ck_corrected(r, "variances,K1,corrected", "false");
	ck_assert(of(r, "seen_12", "level", "n") == 12);
	server_end(&s);
}
END_TEST

static const char *digest(const char *run)
{
	return sql(
	    "select md5(string_agg((to_jsonb(e) - 'run_id')::text, '' order by unit_id, measure,"
	    " competence_id)) || (select components from run where id = '%s') from estimate e"
	    " where run_id = '%s'",
	    run, run);
}

START_TEST(two_runs_write_the_same_rows)
{
	struct server s = start();

	see(&(struct seen){ "K1", 12, false, 0.6 });
	const char *first = run(&s), *again = run(&s);

	ck_assert_str_ne(first, again);
	ck_corrected(first, "variances,K1,corrected", "true");
	ck_assert_str_eq(digest(first), digest(again));
	server_end(&s);
}
END_TEST

START_TEST(a_cancelled_run_leaves_the_earlier_one)
{
	struct server s = start();

	see(&(struct seen){ "K1", 12, false, 0 });
	const char *r = run(&s), *before = digest(r);

	/* every job stands still before its proposals, when its estimates are written */
	sql("create function public.wait() returns trigger language plpgsql as"
	    " 'begin perform pg_advisory_xact_lock_shared(7); return null; end'");
	sql("create trigger waits before insert on proposal for each statement execute function wait()");
	sql("select pg_advisory_lock(7)");
	const char *id = ask();
	const char *held =
	    "select count(*) from pg_stat_activity where datname = current_database()"
	    " and application_name = 'metodden-job' and wait_event = 'advisory'";

	wait_for(&s, "1", held);
	sql("update job set state = 'cancelled', leased_until = null where id = '%s'", id);
	wait_for(&s, "0", held);
	sql("select pg_advisory_unlock(7)");
	for (int i = 0; i < WIRE_SECONDS * 20 && !server_log_count(&s, "job lost"); i++)
		usleep(50000);
	ck_assert_int_eq(server_log_count(&s, "job lost"), 1);
	ck_assert_str_eq(sql("select string_agg(id::text, ' ') from run"), r);
	ck_assert_str_eq(sql("select count(distinct run_id) from estimate"), "1");
	ck_assert_str_eq(digest(r), before);
	server_end(&s);
}
END_TEST

CHECK_MAIN("wire: growth, mixed model", severity_is_told_from_skill,
    a_new_version_of_the_rubric_is_no_growth, versions_that_never_stood_side_by_side_break_the_line,
    what_does_not_bear_it_falls_back_and_says_so, raters_who_share_nobody_are_not_compared,
    two_runs_write_the_same_rows, a_cancelled_run_leaves_the_earlier_one)
