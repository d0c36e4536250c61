/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proposals: the head of the centre decides on each with a reason; what is accepted stands in the draft
 * of the next plan and cites its proposal; a decision is taken back while the draft is open (4.6b).
 */
#include "way.h"

static const char *run, *plan;

static const char *competence(const char *code)
{
	return sql(
	    "select c.id from competence c join person p using (district_id) where p.idnumber = 'methodist' and c.code = '%s' limit 1",
	    code);
}

static void begin(void)
{
	plan = sql(
	    "select p.id from plan p join person q using (district_id) where q.idnumber = 'methodist'"
	    " and p.school_year = school_year(current_date) + 1");
	run = sql(
	    "insert into run (district_id, framework_id, model, data_window, as_of, n, state)"
	    " select c.district_id, c.edition_id, 'test', '[2025-01-01,2026-01-01)', current_date, 10, 'done' from competence c where c.id = '%s' returning id",
	    competence("K1"));
}

static const char *propose(const char *school, const char *code, int rank)
{
	return sql(
	    "set session_replication_role = replica; insert into proposal (district_id, run_id, plan_id, organisation_id, competence_id, rank, gain, loss_if_dropped, reason)"
	    " select district_id, '%s', '%s', '%s', id, %d, 0.4, 0.3, 'Уровень 2,1 у 8 педагогов' from competence where id = '%s' returning id",
	    run, plan, organisation(school), rank, competence(code));
}

static struct answer decide(const char *id, const char *event, const char *body)
{
	return post(format("/api/v1/proposals/%s/%s", id, event), "%s", body);
}

START_TEST(an_accepted_proposal_is_an_item_that_cites_it)
{
	const char *id, *version, *item;
	struct answer a;

	begin();
	id = propose("school_1", "K1", 1);
	sign_in("methodist");
	ck_problem(decide(id, "accept", "{\"reason\":\"Да\"}"), 403, "forbidden", "");
	sign_in("centre_head");
	ck_problem(decide(id, "accept", "{}"), 422, "invalid", "");
	a = decide(id, "accept", "{\"reason\":\"Согласна\"}");
	ck_at(a, "/state", "accepted");
	ck_at(a, "/decision/reason", "Согласна");
	ck_at(a, "/decision/by/id", person("centre_head"));
	version = at(a, "/version");
	item = at(a, "/item");
	a = get("/api/v1/plan-items/%s?version=%s", item, version);
	ck_at(a, "/organisation/id", organisation("school_1"));
	ck_at(a, "/title", "Методический день: предметные");
	ck_at(a, "/form/is_day", "true");
	ck_assert_str_eq(
	    sql("select c.reason from plan_change c where item_id = '%s'", item), "Согласна");
	ck_assert_str_eq(
	    sql("select e.proposal_id from evidence e join plan_change c on c.id = e.plan_change_id where item_id = '%s'",
		item),
	    id);
	ck_problem(decide(id, "accept", "{\"reason\":\"Ещё\"}"), 409, "no-step", "");
	ck_at(decide(id, "reconsider", "{}"), "/state", "proposed");
	ck_problem(get("/api/v1/plan-items/%s?version=%s", item, version), 404, "not-found", "");
	ck_at(get("/api/v1/proposals/%s", id), "/decision", "null");
}
END_TEST

START_TEST(a_rejected_one_keeps_its_reason)
{
	const char *id;
	struct answer a;

	begin();
	id = propose("school_2", "K1", 1);
	sign_in("centre_head");
	ck_problem(decide(id, "reject", "{\"reason\":\"\"}"), 422, "invalid", "");
	a = decide(id, "reject", "{\"reason\":\"Школа на ремонте\"}");
	ck_at(a, "/state", "rejected");
	ck_at(a, "/item", "null");
	sign_in("council_member");
	ck_at(get("/api/v1/proposals?state=rejected"), "/items/0/decision/reason",
	    "Школа на ремонте");
	sign_in("teacher");
	ck_problem(get("/api/v1/proposals"), 403, "forbidden", "");
}
END_TEST

/* The draft takes over an item of this year's plan, and a proposal would take it away again. */
static const char *propose_to_drop(const char **item)
{
	sql("set session_replication_role = replica");
	sql("update plan_version v set base_id = w.id from plan_version w join plan q on q.id = w.plan_id where v.plan_id = '%s'"
	    " and w.state = 'approved' and w.district_id = v.district_id and q.school_year = school_year(current_date)",
	    plan);
	*item = sql(
	    "insert into plan_item (district_id, version_id, item_id, number, form_id, title, term, organisation_id) select i.district_id, v.id, i.item_id,"
	    " 9, i.form_id, i.title, daterange((lower(i.term) + interval '1 year')::date, (upper(i.term) + interval '1 year')::date), i.organisation_id"
	    " from plan_version v join plan_item i on i.version_id = v.base_id where v.plan_id = '%s' and i.number = 2 returning item_id",
	    plan);
	return sql(
	    "insert into proposal (district_id, run_id, plan_id, kind, drops_item_id, organisation_id, rank, gain, loss_if_dropped, reason, terms)"
	    " select district_id, '%s', '%s', 'drop', '%s', id, 5, 0.2, 0.2, 'Там даст больше', '{\"title\": \"День\", \"starts_on\": \"2027-11-01\","
	    " \"ends_on\": \"2027-11-30\"}' from organisation where id = '%s' returning id",
	    run, plan, *item, organisation("school_2"));
}

/* Plans of other tests take over nothing. */
static void forget_drops(const char *item)
{
	sql("set session_replication_role = replica");
	sql("delete from proposal where kind = 'drop'");
	sql("delete from plan_item i using plan_version v where v.id = i.version_id and v.plan_id = '%s' and i.item_id = '%s'",
	    plan, item);
	sql("update plan_version set base_id = null where plan_id = '%s'", plan);
	sql("set session_replication_role = origin");
}

static const char *in_draft(const char *item, const char *what)
{
	return sql(
	    "select coalesce(max(%s), 'gone') from plan_item i join plan_version v on v.id = i.version_id"
	    " where v.plan_id = '%s' and i.item_id = '%s'",
	    what, plan, item);
}

START_TEST(a_day_that_goes_leaves_the_draft_with_its_reason_and_comes_back)
{
	const char *id, *item, *term;
	struct answer a;

	begin();
	id = propose_to_drop(&item);
	term = in_draft(item, "i.term::text");
	sign_in("methodist");
	ck_problem(decide(id, "accept", "{\"reason\":\"Да\"}"), 403, "forbidden", "");
	sign_in("centre_head");
	a = get("/api/v1/proposals/%s", id);
	ck_at(a, "/kind", "drop");
	ck_at(a, "/competence", "null");
	ck_at(a, "/drops/item", item);
	ck_at(a, "/drops/starts_on", "2027-11-01");
	a = decide(id, "accept", "{\"reason\":\"Согласна\"}");
	ck_at(a, "/state", "accepted");
	ck_at(a, "/item", item);
	ck_assert_str_eq(in_draft(item, "i.title"), "gone");
	a = get("/api/v1/plan-versions/%s/diff", at(a, "/version"));
	ck_assert_ptr_nonnull(strstr(at(a, "/items"), "\"removed\""));
	ck_assert_str_eq(
	    sql("select concat_ws(' ', c.reason, e.proposal_id) from plan_change c join evidence e on e.plan_change_id = c.id where item_id = '%s'",
		item),
	    format("Согласна %s", id));
	ck_at(decide(id, "reconsider", "{}"), "/state", "proposed");
	ck_assert_str_eq(in_draft(item, "i.term::text"), term);
	ck_assert_str_eq(sql("select count(*) from plan_change where item_id = '%s'", item), "0");
	forget_drops(item);
}
END_TEST

START_TEST(a_day_that_is_gone_already_cannot_go)
{
	const char *id, *item;

	begin();
	id = propose_to_drop(&item);
	sql("set session_replication_role = replica");
	sql("delete from plan_item i using plan_version v where v.id = i.version_id and v.plan_id = '%s' and i.item_id = '%s'",
	    plan, item);
	sql("set session_replication_role = origin");
	sign_in("centre_head");
	ck_problem(decide(id, "accept", "{\"reason\":\"Да\"}"), 409, "day-is-gone", "4.6b");
	ck_at(get("/api/v1/proposals/%s", id), "/state", "proposed");
	ck_at(decide(id, "reject", "{\"reason\":\"Уже убран\"}"), "/state", "rejected");
	forget_drops(item);
}
END_TEST

/* Whoever writes it: one that adds has a topic, one that takes away names its day and no other. */
START_TEST(the_database_knows_two_kinds)
{
	static const char *const broken[] = { "kind = 'move'", "kind = 'add'",
		"drops_item_id = null", "plan_item_id = gen_random_uuid()" };
	const char *item, *id;

	begin();
	id = propose_to_drop(&item);
	sql("create function pg_temp.tried(words text) returns text language plpgsql as $$ begin execute words; return 'passed';"
	    " exception when check_violation then return 'refused'; end $$");
	for (size_t i = 0; i < COUNT(broken); i++)
		ck_assert_str_eq(
		    sql("select pg_temp.tried($w$update proposal set %s where id = '%s'$w$)",
			broken[i], id),
		    "refused");
	ck_assert_str_eq(
	    sql("select pg_temp.tried($w$update proposal set plan_item_id = '%s' where id = '%s'$w$)",
		item, id),
	    "passed");
	forget_drops(item);
}
END_TEST

/* Two of one rank: the cursor keeps them apart by their ids. */
START_TEST(a_long_list_comes_page_by_page)
{
	struct answer a;
	int n = 0;

	begin();
	const char *last = propose("school_2", "K2", 3);

	propose("school_1", "K1", 1);
	propose("school_1", "K2", 2);
	propose("school_2", "K1", 2);
	sign_in("centre_head");
	a = get("/api/v1/proposals?state=proposed&limit=1");
	ck_at(a, "/plan/id", plan);
	for (;;) {
		ck_assert_int_eq(count_at(a, "/items"), 1);
		ck_at(a, "/items/0/rank", n < 1 ? "1" : n < 3 ? "2" : "3");
		n++;
		const char *next = at(a, "/next");

		if (strcmp(next, "null") == 0)
			break;
		ck_assert_str_eq(next, at(a, "/items/0/id"));
		a = get("/api/v1/proposals?state=proposed&limit=1&cursor=%s", next);
		ck_at(a, "/capacity/days_this_year", "3");
	}
	ck_assert_int_eq(n, 4);
	ck_at(a, "/items/0/id", last);
}
END_TEST

START_TEST(days_go_to_the_months_that_have_fewest)
{
	const char *first, *second;
	struct answer a, b;

	begin();
	first = propose("school_1", "K1", 1);
	second = propose("school_1", "K2", 2);
	sign_in("centre_head");
	a = decide(first, "accept", "{\"reason\":\"Да\"}");
	b = decide(second, "accept", "{\"reason\":\"Да\"}");
	ck_assert_str_ne(
	    sql("select lower(term) from plan_item where item_id = '%s'", at(a, "/item")),
	    sql("select lower(term) from plan_item where item_id = '%s'", at(b, "/item")));
	a = get("/api/v1/proposals");
	ck_at(a, "/capacity/days", "5");
	ck_at(a, "/capacity/days_this_year", "3");
	ck_at(a, "/plan/version/state", "draft");
	ck_at(a, "/plan/version/base", "null");
}
END_TEST

START_TEST(a_date_of_ones_own_is_taken)
{
	const char *id;
	struct answer a;

	begin();
	id = propose("school_1", "K1", 1);
	sign_in("centre_head");
	a = decide(id, "accept",
	    "{\"reason\":\"Да\",\"starts_on\":\"2061-02-03\",\"ends_on\":\"2061-02-01\"}");
	ck_at(a, "/errors/0/pointer", "/ends_on");
	a = decide(id, "accept",
	    "{\"reason\":\"Да\",\"title\":\"День наставника\",\"starts_on\":\"2061-02-03\"}");
	a = get("/api/v1/plan-items/%s?version=%s", at(a, "/item"), at(a, "/version"));
	ck_at(a, "/title", "День наставника");
	ck_at(a, "/starts_on", "2061-02-03");
	ck_at(a, "/ends_on", "2061-02-03");
}
END_TEST

START_TEST(nothing_goes_into_a_plan_that_the_council_has)
{
	const char *id, *taken;

	begin();
	id = propose("school_1", "K1", 1);
	taken = propose("school_2", "K2", 2);
	sign_in("centre_head");
	ck_status(decide(taken, "accept", "{\"reason\":\"Да\"}"), 200);
	ck_at(get("/api/v1/proposals?year=%s",
		  sql("select school_year from plan where id = '%s'", plan)),
	    "/plan/version/base", "null"); /* the first version repeats none */
	sql("set session_replication_role = replica; update plan_version set state = 'at_council' where plan_id = '%s'",
	    plan);
	ck_problem(decide(id, "accept", "{\"reason\":\"Да\"}"), 409, "plan-is-at-council", "4.6b");
	ck_problem(decide(taken, "reconsider", "{}"), 409, "frozen", "4.6b");
	ck_at(get("/api/v1/proposals/%s", taken), "/state", "accepted");
	sql("set session_replication_role = replica; update plan_version set state = 'approved' where plan_id = '%s'",
	    plan);
	/* the next version takes over what is approved */
	ck_at(decide(id, "accept", "{\"reason\":\"Да\"}"), "/state", "accepted");
	ck_assert_str_eq(sql("select count(*) from plan_version where plan_id = '%s'", plan), "2");
}
END_TEST

RESOURCE_MAIN("proposals", an_accepted_proposal_is_an_item_that_cites_it,
    a_rejected_one_keeps_its_reason,
    a_day_that_goes_leaves_the_draft_with_its_reason_and_comes_back,
    a_day_that_is_gone_already_cannot_go, the_database_knows_two_kinds,
    a_long_list_comes_page_by_page, days_go_to_the_months_that_have_fewest,
    a_date_of_ones_own_is_taken, nothing_goes_into_a_plan_that_the_council_has)
