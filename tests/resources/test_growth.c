/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Growth as people see it: whose figures, which run, words in place of too few visits and of too few
 * people. Estimates are written by hand here.
 */
#include "harness.h"

static const char *run;

/* An estimate of K1 of a person, a school or, with "", the district. */
struct written {
	const char *measure, *whose;
	double value;
	int n, people;
	const char *says;
};

static void estimate(const struct written *e)
{
	sql("set session_replication_role = replica");
	sql("insert into estimate (district_id, run_id, measure, competence_id, person_id,"
	    " organisation_id, value, se, low, high, n, raters, people, says, p_decline, more_visits,"
	    " more_raters, line, forecast, forecast_se, forecast_enough, observed) select r.district_id, r.id, '%s', c.id, p.id, o.id, %f, 0.1, %f - 0.2,"
	    " %f + 0.2, %d, 2, %d, '%s', 0.03, case '%s' when 'not_enough_data' then 2 end,"
	    " case '%s' when 'not_enough_data' then 1 end, '[{\"on\": \"2026-01-01\", \"value\": 2.5,"
	    " \"sd\": 0.1}, {\"on\": \"2027-01-01\", \"value\": 2.6, \"sd\": 0.2}]', 2.6, 0.2, true, '{\"years\":"
	    " [{\"year\": 2024, \"n\": 9, \"raters\": 2, \"people\": 3, \"value\": 2.375}, {\"year\": 2025, \"n\": 12,"
	    " \"raters\": 2, \"people\": 6, \"value\": 2.625}], \"recent\": {\"year\": 2024, \"n\": 21, \"raters\": 2,"
	    " \"people\": 3, \"value\": 2.5}}' from run r"
	    " join competence c on c.edition_id = r.framework_id and c.code = 'K1'"
	    " left join person p on p.idnumber = '%s' left join organisation o on o.idnumber = '%s'"
	    " where r.id = '%s'",
	    e->measure, e->value, e->value, e->value, e->n, e->people, e->says, e->says, e->says,
	    e->whose, e->whose, run);
	sql("set session_replication_role = origin");
}

static const char *new_run(const char *model)
{
	return sql(
	    "insert into run (district_id, framework_id, model, data_window, as_of, n, state)"
	    " select district_id, id, '%s', '[2026-01-01,2026-02-01)', '2026-01-31', 7, 'done'"
	    " from edition where kind = 'framework' order by district_id limit 1 returning id",
	    model);
}

static void begin(void)
{
	sql("delete from effect");
	sql("delete from agreement");
	sql("delete from estimate");
	sql("delete from run");
	run = new_run("simple 1");
	estimate(&(struct written){ "level", "", 2.5, 40, 12, "no_change" });
	estimate(&(struct written){ "growth", "", 0.1, 40, 12, "growth" });
	estimate(&(struct written){ "level", "school_1", 2.25, 30, 6, "no_change" });
	estimate(&(struct written){ "growth", "school_1", 0.1, 30, 6, "growth" });
	estimate(&(struct written){ "level", "school_2", 3.25, 9, 3, "no_change" });
	estimate(&(struct written){ "level", "teacher", 2.0, 5, 1, "no_change" });
	estimate(&(struct written){ "growth", "teacher", 0.1, 5, 1, "not_enough_data" });
	estimate(&(struct written){ "severity", "methodist", 0.2, 20, 9, "no_change" });
}

/* The cells of a school, or "" */
static const char *cell(const char *school, const char *what)
{
	struct answer a = get("/api/v1/growth/schools");

	ck_status(a, 200);
	for (long i = 0; i < count_at(a, "/items"); i++)
		if (strcmp(at(a, format("/items/%ld/school/id", i)),
			sql("select id from organisation where idnumber = '%s'", school)) == 0)
			return at(a, format("/items/%ld/cells/0%s", i, what));
	return "no such school";
}

START_TEST(schools_by_competence_with_their_figures)
{
	struct answer a;

	begin();
	sign_in("council_member");
	a = get("/api/v1/growth/schools");
	ck_at(a, "/run/id", run);
	ck_at(a, "/minimum/visits", "4");
	ck_at(a, "/competences/0/code", "K1");
	ck_assert_int_eq(count_at(a, "/items"), 3); /* with the kindergarten, where nobody was */
	ck_assert_str_eq(cell("school_1", "/cell/level/value"), "2.25");
	ck_assert_str_eq(cell("school_1", "/cell/growth/says"), "growth");
	ck_assert_str_eq(cell("school_1", "/cell/n"), "30");
	ck_assert_str_eq(cell("school_1", "/hidden"), "false");
	ck_assert_str_eq(cell("kindergarten", ""), "");
}
END_TEST

START_TEST(a_small_group_is_hidden_from_all_but_its_own_head)
{
	static const char *const others[] = { "centre_head", "methodist", "department_head",
		"council_chair", "council_secretary", "council_member" };

	begin();
	for (size_t i = 0; i < COUNT(others); i++) {
		sign_in(others[i]);
		ck_assert_str_eq(cell("school_2", "/hidden"), "true");
		ck_assert_str_eq(cell("school_2", "/cell/level"), "");
		ck_assert_str_eq(cell("school_2", "/cell/people"), "3");
		ck_assert_msg(
		    strstr(get("/api/v1/growth/schools.csv").text, "3,25") == NULL, "shown in CSV");
	}
	sign_in("school_head_2");
	ck_assert_str_eq(cell("school_2", "/hidden"), "false");
	ck_assert_str_eq(cell("school_2", "/cell/level/value"), "3.25");
	ck_assert_str_eq(cell("school_1", ""), "no such school");
}
END_TEST

/* Six people stand for the school, but three for one of its years and for what is recent. */
START_TEST(a_mean_of_few_people_is_hidden_from_all_but_their_own_head)
{
	begin();
	for (const char *const *who =
		 (const char *const[]){ "methodist", "centre_head", "council_chair", NULL };
	     *who; who++) {
		sign_in(*who);
		ck_assert_str_eq(cell("school_1", "/cell/observed/years/0/year"), "2025");
		ck_assert_str_eq(cell("school_1", "/cell/observed/years/1"), "");
		ck_assert_str_eq(cell("school_1", "/cell/observed/recent"), "null");
		ck_assert_str_eq(cell("school_2", "/cell/observed"), "");
		ck_assert_ptr_null(strstr(get("/api/v1/growth/schools").text, "2.375"));
	}
	sign_in("school_head");
	ck_assert_str_eq(cell("school_1", "/cell/observed/years/0/value"), "2.375");
	ck_assert_str_eq(cell("school_1", "/cell/observed/recent/n"), "21");
	ck_at(get("/api/v1/growth/district"), "/items/0/cell/observed/recent/n", "21");
}
END_TEST

START_TEST(a_forecast_that_is_not_enough_stays_in_the_database)
{
	struct answer a;

	begin();
	sign_in("clerk");
	ck_at(get("/api/v1/growth/district"), "/items/0/cell/level/forecast", "2.6");
	ck_assert_int_eq(count_at(get("/api/v1/growth/district"), "/items/0/cell/line"), 2);
	sql("set session_replication_role = replica");
	sql("update estimate set forecast_enough = false");
	sql("set session_replication_role = origin");
	a = get("/api/v1/growth/district");
	ck_at(a, "/items/0/cell/level/forecast", "null");
	ck_at(a, "/items/0/cell/level/forecast_se", "null");
	ck_assert_int_eq(count_at(a, "/items/0/cell/line"), 1);
	ck_at(a, "/items/0/cell/line/0/on", "2026-01-01");
}
END_TEST

/* From the school on to its teachers goes who may open a teacher's page. */
START_TEST(teachers_of_a_school_are_named_to_methodists_and_the_centre_head)
{
	const char *school = sql("select id from organisation where idnumber = 'school_1'");

	begin();
	sql("set session_replication_role = replica");
	sql("insert into visit (district_id, id, organisation_id, teacher_id, rubric_id, held_on, state)"
	    " select district_id, 'd1000000-0000-4000-8000-0000000000aa', '%s', id, gen_random_uuid(), '2025-10-01',"
	    " 'acknowledged' from person where idnumber = 'teacher'",
	    school);
	sql("set session_replication_role = origin");
	for (const char *const *who = (const char *const[]){ "methodist", "centre_head", NULL };
	     *who; who++) {
		sign_in(*who);
		struct answer a = get("/api/v1/growth/schools/%s", school);

		ck_at(a, "/teachers/0/person/id", person("teacher"));
		ck_at(a, "/teachers/0/visits", "1");
		ck_at(a, "/teachers/0/last_visit", "2025-10-01");
	}
	for (const char *const *who =
		 (const char *const[]){ "school_head", "council_member", "department_head", NULL };
	     *who; who++) {
		sign_in(*who);
		ck_assert_int_eq(
		    count_at(get("/api/v1/growth/schools/%s", school), "/teachers"), 0);
	}
	sql("set session_replication_role = replica");
	sql("delete from visit where id = 'd1000000-0000-4000-8000-0000000000aa'");
	sql("set session_replication_role = origin");
}
END_TEST

START_TEST(too_few_visits_are_words_and_no_number)
{
	struct answer a;

	begin();
	sign_in("teacher");
	a = get("/api/v1/growth/people/%s", person("teacher"));
	ck_at(a, "/own", "true");
	ck_at(a, "/cells/0/cell/level/value", "2");
	ck_at(a, "/cells/0/cell/growth/enough", "false");
	ck_at(a, "/cells/0/cell/growth/more_visits", "2");
	ck_at(a, "/cells/0/cell/growth/more_raters", "1");
	ck_at(a, "/cells/0/cell/growth/value", "");
	ck_at(a, "/cells/0/cell/line", "null");
	/* the whole interval lies below the target of 2.5 */
	ck_at(a, "/advice/0/why", "below_target");
}
END_TEST

START_TEST(a_person_is_shown_to_himself_methodists_and_the_centre_head)
{
	begin();
	for (const char *const *who =
		 (const char *const[]){ "teacher", "methodist", "centre_head", NULL };
	     *who; who++) {
		sign_in(*who);
		ck_at(get("/api/v1/growth/people/%s", person("teacher")), "/cells/0/cell/n", "5");
	}
	for (const char *const *who =
		 (const char *const[]){ "teacher_2", "school_head", "foreign_teacher", NULL };
	     *who; who++) {
		sign_in(*who);
		ck_problem(
		    get("/api/v1/growth/people/%s", person("teacher")), 404, "not-found", "");
	}
	sign_in("council_chair");
	ck_problem(get("/api/v1/growth/people/%s", person("teacher")), 403, "forbidden", "");
	sign_in("teacher_2"); /* nobody was with him: words from the settings */
	ck_assert_int_eq(
	    count_at(get("/api/v1/growth/people/%s", person("teacher_2")), "/cells"), 0);
	ck_at(get("/api/v1/growth/people/%s", person("teacher_2")), "/minimum/raters", "2");
}
END_TEST

START_TEST(severity_is_for_the_centre_head)
{
	struct answer a;

	begin();
	sign_in("centre_head");
	a = get("/api/v1/growth/methodists");
	ck_at(a, "/items/0/person/id", person("methodist"));
	ck_at(a, "/items/0/severity/value", "0.2");
	sign_in("methodist_2");
	ck_problem(get("/api/v1/growth/methodists"), 403, "forbidden", "");
	ck_assert_str_eq(
	    sql_as_sender("select count(*) from estimate where measure = 'severity'"), "0");
	sign_in("methodist");
	ck_assert_str_eq(
	    sql_as_sender("select count(*) from estimate where measure = 'severity'"), "1");
}
END_TEST

/* What the job found of days and of agreement, and what the row says in the database. */
static void studies(const char *verdict)
{
	sql("delete from effect");
	sql("delete from agreement");
	sql("set session_replication_role = replica");
	sql("insert into effect (district_id, run_id, competence_id, n, raters, days, schools, visited,"
	    " unvisited, verdict, more_visited, figures) select r.district_id, r.id, c.id, 90, 5, 7, 9, 4,"
	    " 3, '%s', 2, '[{\"row\": \"did\", \"value\": 0.15, \"low\": 0.05, \"high\": 0.25,"
	    " \"comparisons\": 20, \"controls\": 11}]' from run r join competence c on"
	    " c.edition_id = r.framework_id and c.code = 'K1' where r.id = '%s'",
	    verdict, run);
	sql("insert into agreement (district_id, run_id, competence_id, n, people, raters, sets, method,"
	    " person, rater, visit, doubles, blind, links) select r.district_id, r.id, c.id, 90, 30, 5, 2,"
	    " 'model', 0.2, 0.05, 0.1, 3, 1, json_build_array(json_build_object('rater', '%s', 'person',"
	    " '%s')) from run r join competence c on c.edition_id = r.framework_id and c.code = 'K1'"
	    " where r.id = '%s'",
	    person("methodist"), person("teacher"), run);
	sql("set session_replication_role = origin");
}

START_TEST(effects_of_days_have_figures_or_say_what_is_lacking)
{
	struct answer a;

	begin();
	studies("credible");
	sign_in("council_member");
	a = get("/api/v1/growth/effects");
	ck_at(a, "/items/0/verdict", "credible");
	ck_at(a, "/items/0/figures/0/value", "0.15");
	ck_at(a, "/items/0/days", "7");
	ck_at(a, "/run/id", run);
	studies("not_enough_data");
	a = get("/api/v1/growth/effects");
	ck_assert_int_eq(count_at(a, "/items/0/figures"), 0);
	ck_at(a, "/items/0/more_visited", "2");
	sign_in("foreign_methodist");
	ck_assert_int_eq(count_at(get("/api/v1/growth/effects"), "/items"), 0);
	sign_in("teacher");
	ck_problem(get("/api/v1/growth/effects"), 403, "forbidden", "");
	ck_assert_str_eq(sql_as_sender("select count(*) from effect"), "0");
}
END_TEST

START_TEST(agreement_is_of_all_together_and_severity_ones_own)
{
	struct answer a;

	begin();
	studies("credible");
	sign_in("centre_head");
	a = get("/api/v1/growth/agreement");
	ck_at(a, "/items/0/rater", "0.05");
	ck_at(a, "/items/0/links/0/rater/id", person("methodist"));
	ck_assert_int_eq(count_at(a, "/own"), 0);
	sign_in("council_chair");
	a = get("/api/v1/growth/agreement");
	ck_at(a, "/items/0/doubles", "3");
	ck_assert_int_eq(count_at(a, "/items/0/links"), 0);
	ck_assert_int_eq(count_at(a, "/own"), 0);
	sign_in("methodist");
	ck_at(get("/api/v1/growth/agreement"), "/own/0/severity/value", "0.2");
	sign_in("methodist_2");
	ck_assert_int_eq(count_at(get("/api/v1/growth/agreement"), "/own"), 0);
	sign_in("school_head");
	ck_problem(get("/api/v1/growth/agreement"), 403, "forbidden", "");
	ck_assert_str_eq(sql_as_sender("select count(*) from agreement"), "0");
	sign_in("foreign_methodist");
	ck_assert_int_eq(count_at(get("/api/v1/growth/agreement"), "/items"), 0);
}
END_TEST

START_TEST(everybody_sees_the_district)
{
	begin();
	sign_in("clerk");
	ck_at(get("/api/v1/growth/district"), "/items/0/cell/level/value", "2.5");
	ck_at(get("/api/v1/growth/district"), "/items/0/cell/line/0/on", "2026-01-01");
}
END_TEST

START_TEST(the_newest_run_that_is_done_is_shown)
{
	const char *old;

	begin();
	old = run;
	sql("update run set created_at = now() - interval '1 day' where id = '%s'", run);
	run = new_run("simple 2");
	estimate(&(struct written){ "level", "", 2.75, 41, 12, "no_change" });
	sign_in("methodist");
	ck_at(get("/api/v1/growth/district"), "/items/0/cell/level/value", "2.75");
	ck_at(get("/api/v1/growth/district"), "/run/model", "simple 2");
	sql("update run set state = 'failed' where id = '%s'", run);
	ck_at(get("/api/v1/growth/district"), "/run/id", old);
	ck_problem(get("/api/v1/growth/district?framework=x"), 422, "invalid", "");
	ck_at(get("/api/v1/growth/district?framework=%s", old), "/run", "null");
}
END_TEST

START_TEST(a_school_is_shown_whole)
{
	struct answer a;
	const char *id = sql("select id from organisation where idnumber = 'school_1'");

	begin();
	sign_in("school_head");
	a = get("/api/v1/growth/schools/%s", id);
	ck_at(a, "/school/id", id);
	ck_at(a, "/cells/0/cell/line/0/on", "2026-01-01");
	sign_in("school_head_2");
	ck_problem(get("/api/v1/growth/schools/%s", id), 404, "not-found", "");
}
END_TEST

START_TEST(the_table_as_csv)
{
	struct answer a;

	begin();
	sql("update organisation set name = '=cmd()' where idnumber = 'kindergarten'");
	sign_in("methodist");
	a = get("/api/v1/growth/schools.csv");
	ck_status(a, 200);
	ck_assert_msg(strncmp(a.text, "\xEF\xBB\xBFШкола;Компетенция;", 20) == 0, "%s", a.text);
	ck_assert_msg(strstr(a.text, "\"Предметные\";\"2,25\";\"2,05\";\"2,45\";\"0,10\"") != NULL,
	    "%s", a.text);
	ck_assert_msg(strstr(a.text, "\"'=cmd()\"") != NULL, "%s", a.text);
	with_language("en");
	a = get("/api/v1/growth/schools.csv");
	ck_assert_msg(strstr(a.text, "\"2.25\"") && strstr(a.text, "few people"), "%s", a.text);
	sql("update organisation set name = 'Детский сад «Ромашка»' where idnumber = 'kindergarten'");
}
END_TEST

START_TEST(before_the_first_run_there_is_nothing_and_no_error)
{
	sql("delete from effect");
	sql("delete from agreement");
	sql("delete from estimate");
	sql("delete from run");
	sign_in("centre_head");
	ck_at(get("/api/v1/growth/schools"), "/run", "null");
	ck_assert_int_eq(count_at(get("/api/v1/growth/schools"), "/items"), 3);
	ck_at(get("/api/v1/growth/district"), "/run", "null");
	ck_at(get("/api/v1/growth/methodists"), "/run", "null");
	ck_at(get("/api/v1/growth/effects"), "/run", "null");
	ck_at(get("/api/v1/growth/agreement"), "/run", "null");
	ck_at(get("/api/v1/growth/people/%s", person("teacher")), "/run", "null");
	ck_status(get("/api/v1/growth/schools.csv"), 200);
}
END_TEST

RESOURCE_MAIN("growth", schools_by_competence_with_their_figures,
    a_small_group_is_hidden_from_all_but_its_own_head,
    a_mean_of_few_people_is_hidden_from_all_but_their_own_head,
    a_forecast_that_is_not_enough_stays_in_the_database,
    teachers_of_a_school_are_named_to_methodists_and_the_centre_head,
    too_few_visits_are_words_and_no_number,
    a_person_is_shown_to_himself_methodists_and_the_centre_head, severity_is_for_the_centre_head,
    effects_of_days_have_figures_or_say_what_is_lacking,
    agreement_is_of_all_together_and_severity_ones_own, everybody_sees_the_district,
    the_newest_run_that_is_done_is_shown, a_school_is_shown_whole, the_table_as_csv,
    before_the_first_run_there_is_nothing_and_no_error)
