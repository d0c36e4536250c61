/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What-if of next year's plan: asking makes a job, once under one key; what is asked is checked; who
 * may ask may stop it. What the job answers is tested beside the worker itself.
 */
#include "way.h"

#define PATH "/api/v1/growth/plan-scenarios"

static void gains(void)
{
	sql("set session_replication_role = replica; insert into plan_gain (district_id, plan_id, organisation_id, competence_id, gap, needs, years)"
	    " select c.district_id, p.id, '%s', c.id, 1, 0, 2 from competence c join plan p using (district_id)"
	    " join person q using (district_id) where q.idnumber = 'methodist' and c.code = 'K1' and p.school_year = school_year(current_date) + 1"
	    " on conflict do nothing",
	    organisation("school_1"));
}

static const char *jobs(void)
{
	return sql("select count(*) from job where kind = 'plan_scenario'");
}

START_TEST(without_a_run_there_is_nothing_to_plan_from)
{
	sign_in("centre_head");
	sql("delete from plan_gain");
	ck_problem(post(PATH, "{\"days\":10}"), 409, "nothing-to-plan-from", "4.6b");
	ck_assert_str_eq(jobs(), "0");
}
END_TEST

START_TEST(asking_makes_a_job_that_is_shown)
{
	struct answer a;

	sign_in("centre_head");
	gains();
	a = post(PATH, "{\"days\":10,\"weight_needs\":1.5}");
	ck_status(a, 202);
	ck_assert_str_eq(a.location, format(PATH "/%s", at(a, "/id")));
	ck_at(a, "/state", "ready");
	ck_at(a, "/ended", "false");
	ck_at(a, "/result", "null");
	ck_at(a, "/asked/days", "10");
	ck_at(a, "/asked/weight_needs", "1.5");
	ck_at(a, "/by/id", person("centre_head"));
	ck_assert_str_eq(
	    sql("select concat_ws(' ', kind, queue, state, input ->> 'scenario') from job where id = '%s'",
		at(a, "/job")),
	    format("plan_scenario compute ready %s", at(a, "/id")));
	sign_in("admin");
	ck_at(get(PATH "/%s", at(a, "/id")), "/asked/days", "10");
	sign_in("methodist");
	ck_problem(get(PATH "/%s", at(a, "/id")), 403, "forbidden", "");
	ck_problem(post(PATH, "{\"days\":10}"), 403, "forbidden", "");
	sign_in("centre_head");
	ck_problem(get(PATH "/%s", person("methodist")), 404, "not-found", "");
}
END_TEST

START_TEST(a_repeated_request_makes_one_job)
{
	struct answer a, b;

	sign_in("admin");
	gains();
	sql("delete from plan_scenario; delete from job");
	with_idempotency_key("once");
	a = post(PATH, "{\"team\":1}");
	with_idempotency_key("once");
	b = post(PATH, "{\"team\":1}");
	ck_status(b, 202);
	ck_assert_str_eq(b.text, a.text);
	ck_assert_str_eq(jobs(), "1");
}
END_TEST

START_TEST(what_is_asked_is_checked)
{
	struct answer a;

	sign_in("centre_head");
	gains();
	sql("delete from plan_scenario; delete from job");
	ck_problem(post(PATH, "{}"), 422, "nothing-asked", "4.6b");
	ck_problem(post(PATH, "{\"days\":null}"), 422, "nothing-asked", "4.6b");
	a = post(PATH, "{\"days\":-1,\"team\":0,\"weight_gap\":-0.5,\"speed\":1}");
	ck_problem(a, 422, "invalid", "");
	a = post(PATH, "{\"weight_gap\":-0.5,\"rural_share\":1.2}");
	ck_problem(a, 422, "invalid", "");
	ck_at(a, "/errors/0/pointer", "/rural_share");
	ck_at(a, "/errors/1/pointer", "/weight_gap");
	ck_assert_str_eq(jobs(), "0");
	with_language("en");
	a = post(PATH, "{}");
	ck_at(a, "/title", "Change at least one condition: days, weights or coverage");
}
END_TEST

START_TEST(it_is_cancelled_once)
{
	const char *id;

	sign_in("centre_head");
	gains();
	id = at(post(PATH, "{\"coverage_years\":0}"), "/id");
	sign_in("admin");
	ck_at(post(format(PATH "/%s/cancel", id), "{}"), "/state", "cancelled");
	ck_at(get(PATH "/%s", id), "/ended", "true");
	ck_problem(post(format(PATH "/%s/cancel", id), "{}"), 409, "job-has-ended", "");
	ck_problem(
	    post(format(PATH "/%s/cancel", person("methodist")), "{}"), 404, "not-found", "");
}
END_TEST

RESOURCE_MAIN("plan_scenarios", without_a_run_there_is_nothing_to_plan_from,
    asking_makes_a_job_that_is_shown, a_repeated_request_makes_one_job, what_is_asked_is_checked,
    it_is_cancelled_once)
