/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * build/metodden-worker as a process beside a real database: jobs from claim to end, leases, stops,
 * the audit's seal. A job is held up by a lock inside the function that it calls, so the product
 * needs no kind of job for tests.
 */
#include "database.h"
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DISTRICT "d1000000-0000-4000-8000-000000000000"

static const char *const quick[] = { "METODDEN_LEASE", "5", "METODDEN_SEAL", "1", NULL };

static struct server worker_prepare(void)
{
	struct server s = server_prepare();

	s.program = "metodden-worker";
	return s;
}

static struct server worker_run(void)
{
	struct server s = worker_prepare();

	server_start(&s, quick);
	return s;
}

/* One more on the same database and log. */
static struct server worker_beside(const struct server *s)
{
	struct server other = *s;

	server_start(&other, quick);
	return other;
}

static const char *enqueue(const char *kind)
{
	return sql("insert into job (district_id, queue, kind, key) values ('" DISTRICT
		   "', 'compute',"
		   " '%s', gen_random_uuid()) returning id",
	    kind);
}

static const char *of_job(const char *id, const char *what)
{
	return sql("select %s from job where id = '%s'", what, id);
}

static void wait_sql(const struct server *s, const char *wanted, const char *text)
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

static void wait_state(const struct server *s, const char *id, const char *state)
{
	wait_sql(s, state, format("select state from job where id = '%s'", id));
}

/* From now on every audit_verify stands still until let_go(). */
static void hold_jobs(void)
{
	sql("create or replace function rule.audit_broken(district uuid) returns bigint language plpgsql"
	    " security definer as 'begin perform pg_advisory_xact_lock_shared(7); return null; end'");
	sql("select pg_advisory_lock(7)");
}

static void let_go(void)
{
	sql("select pg_advisory_unlock(7)");
}

static void wait_held(const struct server *s, const char *n)
{
	wait_sql(s, n,
	    "select count(*) from pg_stat_activity where datname = current_database()"
	    " and application_name = 'metodden-job' and wait_event = 'advisory'");
}

START_TEST(a_job_is_done_and_its_output_shown)
{
	struct server app = server_run(), w = app;

	w.program = "metodden-worker";
	server_start(&w, quick);
	const char *id = enqueue("audit_verify");

	wait_state(&w, id, "done");
	ck_assert_str_eq(of_job(id, "output"), "{\"broken\": null}");
	ck_assert_str_eq(of_job(id, "concat_ws(' ', attempts, progress, leased_until)"), "1 1");
	struct answer a = wire_ask(app.socket, "POST", "/api/v1/demo/session",
	    (const char *[]){ "CONTENT_TYPE", "application/json", NULL },
	    format("{\"person\":\"%s\"}", sql("select id from person where idnumber = 'admin'")),
	    49);

	ck_status(a, 204);
	const char *cookie = wire_header(a, "Set-Cookie");

	a = wire_ask(app.socket, "GET", format("/api/v1/jobs/%s", id),
	    (const char *[]){ "HTTP_COOKIE", cookie, NULL }, NULL, 0);
	ck_status(a, 200);
	ck_assert_str_eq(wire_member(a, "state"), "done");
	ck_assert_msg(strstr(wire_member(a, "output"), "broken") != NULL, "%s", a.body);
	wait_sql(&w, "0", "select count(*) from session where kind = 'job'");
	kill(w.pid, SIGTERM);
	ck_assert_int_eq(server_wait(&w), 0);
	server_end(&app);
}
END_TEST

START_TEST(a_broken_chain_is_an_answer)
{
	struct server w = worker_run();

	sql("insert into audit (district_id, entity, event, change) values ('" DISTRICT "', 'day',"
	    " 'read', '{}')");
	wait_sql(&w, "1", "select max(seq) from audit where district_id = '" DISTRICT "'");
	sql("update audit set event = 'delete' where district_id = '" DISTRICT "' and seq = 1");
	const char *id = enqueue("audit_verify");

	wait_state(&w, id, "done");
	ck_assert_str_eq(of_job(id, "output ->> 'broken'"), "1");
	server_end(&w);
}
END_TEST

/* It starts itself anew with one thread of OpenBLAS; whoever stops it looks for its name. */
START_TEST(a_worker_is_found_by_its_name)
{
	struct server w = worker_prepare();
	char name[20] = "";

	server_start(&w, (const char *const[]){ "OPENBLAS_NUM_THREADS", NULL, NULL });
	wait_state(&w, enqueue("audit_verify"), "done");
	FILE *f = fopen(format("/proc/%d/comm", (int)w.pid), "r");

	ck_assert(f && fgets(name, sizeof name, f));
	fclose(f);
	ck_assert_str_eq(name, "metodden-worker\n");
	server_end(&w);
}
END_TEST

/* The looks come every five seconds: only the notice makes it in two. */
START_TEST(a_notice_wakes_the_worker)
{
	struct server w = worker_prepare();

	server_start(&w, NULL);
	wait_state(&w, enqueue("audit_verify"), "done");
	for (int i = 0; i < 3; i++) {
		usleep(300000);
		const char *id = enqueue("audit_verify");

		wait_state(&w, id, "done");
		ck_assert_str_eq(of_job(id, "clock_timestamp() - created_at < '2 s'"), "t");
	}
	server_end(&w);
}
END_TEST

START_TEST(a_failed_job_is_tried_again_later_and_is_dead_after_five)
{
	struct server w = worker_prepare();

	sql("revoke execute on function rule.audit_broken(uuid) from metodden_worker");
	server_start(&w, quick);
	const char *id = enqueue("audit_verify"), *other = enqueue("no_such_kind");

	for (int try = 1; try <= 5; try++) {
		wait_sql(&w, format("%d %s", try, try < 5 ? "ready" : "dead"),
		    format("select attempts || ' ' || state from job where id = '%s'", id));
		ck_assert_str_eq(
		    of_job(id, format("run_after > now() + interval '4 s' * 4 ^ %d", try)), "t");
		ck_assert_msg(*of_job(id, "output ->> 'error'"), "no words");
		sql("update job set run_after = now() where id = '%s'", id);
		sql("notify job");
	}
	usleep(6000000);
	ck_assert_str_eq(of_job(id, "attempts || ' ' || state"), "5 dead");
	ck_assert_msg(strstr(of_job(other, "output ->> 'error'"), "no_such_kind") != NULL, "%s",
	    of_job(other, "output"));
	ck_assert_str_eq(sql("select count(*) from session where kind = 'job'"), "0");
	server_end(&w);
}
END_TEST

START_TEST(five_tries_that_broke_off_are_dead_with_words)
{
	struct server w = worker_prepare();
	const char *id = enqueue("audit_verify");

	sql("update job set state = 'leased', attempts = 5, leased_until = now() - interval '1 s'");
	server_start(&w, quick);
	wait_state(&w, id, "dead");
	ck_assert_msg(*of_job(id, "output ->> 'error'"), "no words");
	server_end(&w);
}
END_TEST

START_TEST(the_lease_of_a_killed_worker_runs_out_and_another_takes_the_job)
{
	struct server a = worker_prepare();
	const char *id = enqueue("audit_verify");

	hold_jobs();
	server_start(&a, quick);
	wait_held(&a, "1");
	struct server b = worker_beside(&a);

	/* while it lives, a long statement keeps its lease */
	usleep(7000000);
	ck_assert_str_eq(of_job(id, "attempts || ' ' || state"), "1 leased");
	kill(a.pid, SIGKILL);
	ck_assert_int_eq(server_wait(&a), 128 + SIGKILL);
	wait_sql(&b, "2 leased", "select attempts || ' ' || state from job");
	let_go();
	wait_state(&b, id, "done");
	ck_assert_str_eq(of_job(id, "attempts"), "2");
	server_end(&b);
}
END_TEST

START_TEST(sigterm_in_a_job_gives_it_back)
{
	struct server a = worker_prepare();
	const char *id = enqueue("audit_verify");

	hold_jobs();
	server_start(&a, quick);
	wait_held(&a, "1");
	kill(a.pid, SIGTERM);
	ck_assert_int_eq(server_wait(&a), 0);
	ck_assert_str_eq(
	    of_job(id, "concat_ws(' ', attempts, state, progress, leased_until)"), "0 ready 0");
	wait_held(&a, "0");
	let_go();
	struct server b = worker_beside(&a);

	wait_state(&b, id, "done");
	server_end(&b);
}
END_TEST

START_TEST(who_lost_the_lease_stops_and_changes_nothing)
{
	struct server w = worker_prepare();
	const char *id = enqueue("audit_verify");

	hold_jobs();
	server_start(&w, quick);
	wait_held(&w, "1");
	sql("update job set attempts = 2, leased_until = now() + interval '1 hour'"); /* another's */
	wait_held(&w, "0");
	let_go();
	for (int i = 0; i < 100 && !server_log_count(&w, "job lost"); i++)
		usleep(50000);
	ck_assert_int_eq(server_log_count(&w, "job lost"), 1);
	ck_assert_str_eq(of_job(id, "concat_ws(' ', attempts, state, output)"), "2 leased");
	server_end(&w);
}
END_TEST

/* The lease is lost at the very end, where no renewal would show it. */
START_TEST(a_late_end_is_refused)
{
	struct server w = worker_prepare();
	const char *id = enqueue("audit_verify");

	hold_jobs();
	sql("create or replace function rule.audit_broken(district uuid) returns bigint language plpgsql"
	    " security definer as 'begin update job set attempts = attempts + 1; return null; end'");
	sql("grant update, select on job to metodden_owner");
	server_start(&w, quick);
	for (int i = 0; i < 100 && !server_log_count(&w, "job lost"); i++)
		usleep(50000);
	ck_assert_int_ge(server_log_count(&w, "job lost"), 1);
	ck_assert_str_eq(of_job(id, "state"), "leased");
	kill(w.pid, SIGTERM);
	ck_assert_int_eq(server_wait(&w), 0);
	server_forget(&w);
}
END_TEST

START_TEST(the_audit_gets_sealed_in_batches_and_again)
{
	struct server w = worker_prepare();
	const char *open = "select count(*) from audit where seq is null";

	sql("insert into audit (district_id, entity, event, change) select d, 'day', 'read', '{}'"
	    " from generate_series(1, 5500), unnest(array['" DISTRICT "', "
	    "'d2000000-0000-4000-8000-000000000000']::uuid[]) d");
	server_start(&w, (const char *[]){ "METODDEN_SEAL", "3600", NULL });
	wait_sql(&w, "0", open);
	kill(w.pid, SIGTERM);
	ck_assert_int_eq(server_wait(&w), 0);
	hold_jobs(); /* a long job doesn't stop the sealing */
	enqueue("audit_verify");
	server_start(&w, quick);
	wait_held(&w, "1");
	sql("insert into audit (district_id, entity, event, change) values ('" DISTRICT "', 'day',"
	    " 'read', '{}')");
	wait_sql(&w, "0", open);
	server_end(&w);
}
END_TEST

START_TEST(a_database_that_is_away_is_waited_for)
{
	struct server w = worker_prepare();

	sql_beside("alter database %s allow_connections false", database_name());
	server_start(&w, quick);
	usleep(1500000);
	ck_assert_msg(server_log_count(&w, "the database is away") == 1 &&
			  server_log_count(&w, "is not currently accepting connections") == 1,
	    "not told once, with the cause: %s", server_log(&w));
	sql_beside("alter database %s allow_connections true", database_name());
	wait_state(&w, enqueue("audit_verify"), "done");
	sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
	    " where application_name in ('metodden-worker', 'metodden-job')");
	wait_state(&w, enqueue("audit_verify"), "done");
	server_end(&w);
}
END_TEST

START_TEST(a_job_of_another_schema_is_left_alone)
{
	struct server w = worker_prepare();
	const char *id = enqueue("audit_verify");

	sql("insert into schema_migration (number, name, digest) values (9999, 'newer', '')");
	server_start(&w, quick);
	for (int i = 0; i < 100 && !server_log_count(&w, "metodden migrate"); i++)
		usleep(50000);
	ck_assert_int_ge(server_log_count(&w, "metodden migrate"), 1);
	ck_assert_str_eq(of_job(id, "state"), "ready");
	sql("delete from schema_migration where number = 9999");
	wait_state(&w, id, "done");
	server_end(&w);
}
END_TEST

CHECK_MAIN("wire: worker", a_job_is_done_and_its_output_shown, a_broken_chain_is_an_answer,
    a_worker_is_found_by_its_name, a_notice_wakes_the_worker,
    a_failed_job_is_tried_again_later_and_is_dead_after_five,
    five_tries_that_broke_off_are_dead_with_words,
    the_lease_of_a_killed_worker_runs_out_and_another_takes_the_job, sigterm_in_a_job_gives_it_back,
    who_lost_the_lease_stops_and_changes_nothing, a_late_end_is_refused,
    the_audit_gets_sealed_in_batches_and_again, a_database_that_is_away_is_waited_for,
    a_job_of_another_schema_is_left_alone)
