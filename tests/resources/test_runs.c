/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs of the growth job: asking for one gives a job, once; whoever may ask may stop it; what was
 * run is shown. What the job computes is tested beside the worker itself.
 */
#include "harness.h"

static const char *ask(void)
{
	struct answer a = post("/api/v1/runs", "{}");

	ck_status(a, 202);
	ck_assert_str_eq(a.location, format("/api/v1/jobs/%s", at(a, "/id")));
	return at(a, "/id");
}

static void end_all(const char *state)
{
	sql("update job set state = '%s'", state);
}

START_TEST(who_asks_gets_a_job_and_who_asks_again_the_same)
{
	const char *id;

	sign_in("methodist");
	id = ask();
	ck_at(get("/api/v1/jobs/%s", id), "/state", "ready");
	ck_at(get("/api/v1/jobs/%s", id), "/ended", "false");
	sign_in("centre_head");
	ck_assert_str_eq(ask(), id);
	end_all("done");
	ck_assert_str_ne(ask(), id);
	ck_assert_str_eq(sql("select string_agg(distinct kind || ' ' || queue, ',') from job"),
	    "growth compute");
	end_all("done");
}
END_TEST

START_TEST(who_asks_by_night_gets_the_nightly_job)
{
	const char *id =
	    sql("insert into job (district_id, queue, kind, key) values ("
		"'d1000000-0000-4000-8000-000000000000', 'compute', 'growth', 'night x')"
		" returning id");

	sign_in("centre_head");
	ck_assert_str_eq(ask(), id);
	ck_assert_str_eq(sql("select count(*) from job where state = 'ready'"), "1");
	end_all("done");
}
END_TEST

START_TEST(a_body_with_anything_in_it_is_refused)
{
	sign_in("methodist");
	ck_problem(post("/api/v1/runs", "{\"framework\":1}"), 422, "invalid", "");
	ck_assert_str_eq(sql("select count(*) from job where state = 'ready'"), "0");
}
END_TEST

static int ask_in_child(void *arg)
{
	(void)arg;
	return post("/api/v1/runs", "{}").status == 202;
}

START_TEST(two_who_ask_at_once_get_one_job)
{
	int a, b;

	end_all("done");
	sign_in("methodist");
	a = in_child(ask_in_child, NULL);
	b = in_child(ask_in_child, NULL);
	ck_assert_int_eq(child_result(a), 1);
	ck_assert_int_eq(child_result(b), 1);
	ck_assert_str_eq(sql("select count(*) from job where state = 'ready'"), "1");
	end_all("done");
}
END_TEST

START_TEST(a_job_is_cancelled_once)
{
	const char *id;

	sign_in("methodist");
	id = ask();
	ck_at(post(format("/api/v1/jobs/%s/cancel", id), "{}"), "/state", "cancelled");
	ck_problem(post(format("/api/v1/jobs/%s/cancel", id), "{}"), 409, "job-has-ended", "");
	id = ask();
	sql("update job set state = 'leased', leased_until = now() + interval '1 hour' where id = '%s'",
	    id);
	sign_in("centre_head");
	ck_at(post(format("/api/v1/jobs/%s/cancel", id), "{}"), "/state", "cancelled");
	/* whoever holds the lease is refused at the end */
	ck_assert_str_eq(sql("select auth.job_done(district_id, id, attempts, '{}') from job"
			     " where id = '%s'",
			     id),
	    "");
}
END_TEST

START_TEST(a_methodist_neither_sees_nor_stops_other_jobs)
{
	const char *id =
	    sql("insert into job (district_id, queue, kind, key) values ("
		"'d1000000-0000-4000-8000-000000000000', 'compute', 'audit_verify', 'x')"
		" returning id");

	sign_in("methodist");
	ck_problem(get("/api/v1/jobs/%s", id), 404, "not-found", "");
	ck_problem(post(format("/api/v1/jobs/%s/cancel", id), "{}"), 404, "not-found", "");
	ck_assert_str_eq(sql("select state from job where id = '%s'", id), "ready");
	sign_in("admin");
	ck_at(post(format("/api/v1/jobs/%s/cancel", id), "{}"), "/state", "cancelled");
}
END_TEST

START_TEST(runs_are_listed_with_the_job_under_way)
{
	const char *run, *id;
	struct answer a;

	run = sql(
	    "insert into run (district_id, framework_id, model, data_window, as_of, n, state)"
	    " select district_id, id, 'simple 1', '[2026-01-01,2026-02-01)', '2026-01-31', 7, 'done'"
	    " from edition where kind = 'framework' order by district_id limit 1 returning id");
	sign_in("methodist");
	id = ask();
	a = get("/api/v1/runs");
	ck_at(a, "/items/0/id", run);
	ck_at(a, "/items/0/as_of", "2026-01-31");
	ck_at(a, "/items/0/framework/code", "deficits");
	ck_at(a, "/job/id", id);
	ck_at(get("/api/v1/runs/%s", run), "/n", "7");
	ck_at(a, "/next", "null");
	sql("set session_replication_role = replica;"
	    " insert into run (district_id, framework_id, model, data_window, as_of, n, state, created_at)"
	    " select district_id, framework_id, model, data_window, as_of, 6, state,"
	    " created_at - interval '1 day' from run where id = '%s'",
	    run);
	a = get("/api/v1/runs?limit=1");
	ck_at(a, "/next", run);
	a = get("/api/v1/runs?limit=1&cursor=%s", run);
	ck_at(a, "/items/0/n", "6");
	ck_at(a, "/job/id", id);
	ck_at(a, "/next", "null");
	sql("delete from run where n = 6");
	sign_in("teacher");
	a = get("/api/v1/runs");
	ck_assert_int_eq(count_at(a, "/items"), 1);
	ck_at(a, "/job", "null");
	sign_in("foreign_methodist");
	ck_assert_int_eq(count_at(get("/api/v1/runs"), "/items"), 0);
	ck_problem(get("/api/v1/runs/%s", run), 404, "not-found", "");
	end_all("done");
}
END_TEST

RESOURCE_MAIN("runs", who_asks_gets_a_job_and_who_asks_again_the_same,
    who_asks_by_night_gets_the_nightly_job, a_body_with_anything_in_it_is_refused,
    two_who_ask_at_once_get_one_job, a_job_is_cancelled_once,
    a_methodist_neither_sees_nor_stops_other_jobs, runs_are_listed_with_the_job_under_way)
