/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning a year: several items moved at once with a dry run and a way back, the capacity that months
 * are held against, the history of a plan, filters that a person keeps.
 */
#include "way.h"

#include <string.h>

static int of_year = 2070; /* each test has the plan of a year of its own */

static const char *plan, *version;

static void begin(void)
{
	struct answer a;

	sign_in("centre_head");
	a = post("/api/v1/plans", "{\"school_year\":%d,\"title\":\"План\"}", ++of_year);
	plan = created(a);
	version = at(a, "/versions/0/id");
}

static const char *item_on(const char *title, const char *month)
{
	return created(post("/api/v1/plan-items",
	    "{\"version\":\"%s\",\"title\":\"%s\",\"form\":\"%s\",\"starts_on\":\"%d-%s-04\","
	    "\"ends_on\":\"%d-%s-06\",\"organisation\":\"%s\"}",
	    version, title,
	    sql("select id from form where is_day and name = 'Методический день' limit 1"), of_year,
	    month, of_year, month, organisation("school_1")));
}

static struct answer move(const char *rows, const char *dry)
{
	return post(format("/api/v1/plan-versions/%s/moves", version),
	    "{\"items\":[%s],\"dry_run\":%s}", rows, dry);
}

static const char *row(const char *item, const char *revision, const char *more)
{
	return format("{\"item\":\"%s\",\"revision\":%s%s}", item, revision, more);
}

static struct answer item(const char *id)
{
	return get("/api/v1/plan-items/%s?version=%s", id, version);
}

START_TEST(a_dry_run_tells_and_writes_nothing)
{
	const char *one, *two, *rows;
	struct answer a;

	begin();
	one = item_on("Первый", "10");
	two = item_on("Второй", "11");
	rows = format("%s,%s",
	    row(one, "1",
		format(
		    ",\"starts_on\":\"%d-12-04\",\"ends_on\":\"%d-12-06\",\"responsible\":\"%s\"",
		    of_year, of_year, person("methodist"))),
	    row(two, "1", ""));
	a = move(rows, "true");
	ck_at(a, "/dry_run", "true");
	ck_at(a, "/affected", "1");
	ck_at(a, "/items/0/outcome", "moved");
	ck_at(a, "/items/0/title", "Первый");
	ck_at(a, "/items/0/was/starts_on", format("%d-10-04", of_year));
	ck_at(a, "/items/0/now/starts_on", format("%d-12-04", of_year));
	ck_at(a, "/items/0/now/responsible/id", person("methodist"));
	ck_at(a, "/items/1/outcome", "same");
	ck_at(item(one), "/starts_on", format("%d-10-04", of_year));
	a = move(rows, "false");
	ck_at(a, "/affected", "1");
	ck_at(a, "/items/0/revision", "2");
	ck_at(item(one), "/starts_on", format("%d-12-04", of_year));
	/* the other way round is the way back; a member that is null is emptied */
	a = move(
	    row(one, "2",
		format(",\"starts_on\":\"%d-10-04\",\"ends_on\":\"%d-10-06\",\"responsible\":null",
		    of_year, of_year)),
	    "false");
	ck_at(a, "/affected", "1");
	ck_at(item(one), "/responsible", "null");
	ck_at(item(one), "/ends_on", format("%d-10-06", of_year));
}
END_TEST

START_TEST(each_row_is_judged_by_itself)
{
	const char *one, *two, *three, *rows;
	struct answer a;

	begin();
	one = item_on("Первый", "10");
	two = item_on("Второй", "11");
	three = item_on("Третий", "12");
	rows = format("%s,%s,%s,%s", row(one, "7", ",\"direction\":\"expert\""),
	    row(two, "1", format(",\"ends_on\":\"%d-11-01\"", of_year)),
	    row(three, "1", format(",\"starts_on\":\"%d-08-04\"", of_year)),
	    row(person("methodist"), "1", ""));
	a = move(rows, "false");
	ck_at(a, "/affected", "0");
	ck_at(a, "/items/0/outcome", "changed_meanwhile");
	ck_at(a, "/items/1/outcome", "ends_before");
	ck_at(a, "/items/2/outcome", "other_year");
	ck_at(a, "/items/3/outcome", "gone");
	ck_at(a, "/items/3/was", "null");
	/* a school that isn't there refuses all of them: nothing is half done */
	rows = format("%s,%s", row(one, "1", ",\"direction\":\"expert\""),
	    row(two, "1", format(",\"organisation\":\"%s\"", person("methodist"))));
	ck_problem(move(rows, "false"), 422, "unknown-reference", "");
	ck_at(item(one), "/direction", "null");
	ck_problem(move("", "true"), 422, "invalid", "");
	ck_problem(move("{\"item\":\"x\",\"revision\":1}", "true"), 422, "invalid", "");
}
END_TEST

START_TEST(only_a_draft_is_moved)
{
	const char *one;
	struct answer a;

	begin();
	one = item_on("Первый", "10");
	ck_at(verb("plan-versions", version, "submit"), "/state", "at_council");
	a = move(row(one, "1", ",\"direction\":\"expert\""), "true");
	ck_problem(a, 409, "frozen", "4.6b");
	ck_problem(
	    move(row(one, "1", ",\"direction\":\"expert\""), "false"), 409, "frozen", "4.6b");
	sign_in("teacher");
	ck_problem(move(row(one, "1", ""), "true"), 403, "forbidden", "");
}
END_TEST

START_TEST(an_item_with_a_day_keeps_its_date_and_school)
{
	const char *with_day = approved_item(1), *seen;
	struct answer a;

	new_day(0);
	sign_in("centre_head");
	version = created(post("/api/v1/plan-versions", "{\"plan\":\"%s\",\"base\":\"%s\"}",
	    sql("select plan_id from plan_version where state = 'approved' limit 1"),
	    sql("select id from plan_version where state = 'approved' limit 1")));
	seen = at(item(with_day), "/revision");
	a = move(row(with_day, seen, format(",\"organisation\":\"%s\"", organisation("school_2"))),
	    "false");
	ck_at(a, "/items/0/outcome", "has_day");
	ck_at(a, "/affected", "0");
	a = move(
	    row(with_day, seen, format(",\"responsible\":\"%s\"", person("methodist_2"))), "false");
	ck_at(a, "/items/0/outcome", "moved");
}
END_TEST

START_TEST(history_tells_who_changed_what)
{
	const char *one, *path;
	struct answer a;

	begin();
	one = item_on("Первый", "10");
	move(row(one, "1", ",\"direction\":\"expert\""), "false");
	path = format("/api/v1/plans/%s/history", plan);
	a = get("%s", path);
	ck_assert_int_eq(count_at(a, "/items"), 3);
	ck_at(a, "/items/0/entity", "plan_item");
	ck_at(a, "/items/0/event", "update");
	ck_at(a, "/items/0/person/id", person("centre_head"));
	ck_at(a, "/items/0/items/0/title", "Первый");
	ck_at(a, "/items/0/items/0/change/direction/1", "expert");
	ck_at(a, "/items/2/entity", "plan_version");
	ck_at(a, "/items/2/version", "1");
	for (int i = 0; i < 7; i++)
		item_on("Ещё", "11");
	a = get("%s", path);
	ck_assert_int_eq(count_at(a, "/items"), 3);
	ck_at(a, "/items/0/count", "8");
	ck_assert_int_eq(count_at(a, "/items/0/items"), 5);
	sign_in("teacher");
	ck_assert_int_eq(count_at(get("%s", path), "/items"), 0);
	ck_problem(get("/api/v1/plans/%s/history", version), 404, "not-found", "");
}
END_TEST

START_TEST(items_taken_over_are_nobodys_change)
{
	struct answer a;

	sign_in("centre_head");
	version = created(post("/api/v1/plan-versions", "{\"plan\":\"%s\",\"base\":\"%s\"}",
	    sql("select plan_id from plan_version where state = 'approved' limit 1"),
	    sql("select id from plan_version where state = 'approved' limit 1")));
	a = get("/api/v1/plans/%s/history",
	    sql("select plan_id from plan_version where id = '%s'", version));
	ck_at(a, "/items/0/entity", "plan_version");
	ck_at(a, "/items/0/event", "insert");
}
END_TEST

/* Next year's plan begins with this year's items under their ids: this year's day isn't next year's. */
START_TEST(a_day_of_this_year_is_no_day_of_the_next_plan)
{
	const char *one = approved_item(1);
	struct answer a;

	new_day(14);
	ck_assert_str_ne(at(get("/api/v1/plan-items/%s", one), "/day/id"), "");
	version = sql(
	    "select v.id from plan_version v join plan p on p.id = v.plan_id"
	    " where p.school_year = school_year(current_date) + 1 and v.state = 'draft' and p.district_id in"
	    " (select district_id from person where idnumber = 'methodist')");
	sql("insert into plan_item (district_id, version_id, item_id, form_id, title, term) select district_id, '%s', item_id, form_id, title, term"
	    " from plan_item where item_id = '%s' limit 1",
	    version, one);
	sign_in("centre_head");
	ck_at(item(one), "/day", "null");
	a = move(row(one, at(item(one), "/revision"),
		     format(",\"organisation\":\"%s\"", organisation("school_2"))),
	    "true");
	ck_at(a, "/items/0/outcome", "moved");
}
END_TEST

static long months(struct answer a, const char *member)
{
	long sum = 0;

	for (long i = 0; i < count_at(a, "/months"); i++)
		sum += strtol(at(a, format("/months/%ld/%s", i, member)), NULL, 10);
	return sum;
}

START_TEST(months_of_a_year_add_up_to_what_the_methodists_can_do)
{
	struct answer a, b;

	sign_in("council_member");
	a = get("/api/v1/plan-capacity?year=2081");
	ck_status(a, 200);
	ck_at(a, "/methodists", "2");
	ck_at(a, "/most", "20"); /* two methodists, twenty days each, two of them at one day */
	ck_assert_int_eq(count_at(a, "/months"), 9);
	ck_assert_int_eq(months(a, "most"), 20);
	ck_assert_int_eq(months(a, "each"), 20);
	/* who is away for all of December leaves half of its working days, and the year is the same */
	sql("insert into unavailability (district_id, person_id, during, reason) select district_id, id,"
	    " '[2081-11-30 21:00+00,2081-12-31 21:00+00)', 'отпуск' from person where idnumber = 'methodist'");
	b = get("/api/v1/plan-capacity?year=2081");
	ck_assert_int_eq(strtol(at(b, "/months/3/working"), NULL, 10) * 2,
	    strtol(at(a, "/months/3/working"), NULL, 10));
	ck_assert_int_eq(months(b, "most"), 20);
	ck_assert_int_eq(count_at(b, "/away"), 0);
	sign_in("centre_head");
	b = get("/api/v1/plan-capacity?year=2081");
	ck_at(b, "/away/0/person/id", person("methodist"));
	ck_at(b, "/away/0/from", "2081-12-01");
	ck_at(b, "/away/0/to", "2081-12-31");
	ck_assert_ptr_null(strstr(b.text, "отпуск"));
}
END_TEST

static struct answer keep(const char *name, const char *query)
{
	return post("/api/v1/saved-filters",
	    "{\"screen\":\"plan\",\"name\":\"%s\",\"query\":\"%s\"}", name, query);
}

START_TEST(a_filter_is_kept_for_oneself)
{
	const char *id;
	struct answer a;

	sign_in("methodist");
	id = created(keep("Мои школы", "view=list&lead=2f4d"));
	ck_assert_str_eq(created(keep("Мои школы", "view=calendar")), id);
	a = get("/api/v1/saved-filters?screen=plan");
	ck_assert_int_eq(count_at(a, "/items"), 1);
	ck_at(a, "/items/0/query", "view=calendar");
	ck_status(
	    post("/api/v1/saved-filters",
		"{\"screen\":\"visits\",\"name\":\"Осень\",\"query\":\"from=2026-09-01&to=2026-11-30\"}"),
	    201);
	ck_assert_int_eq(count_at(get("/api/v1/saved-filters?screen=plan"), "/items"), 1);
	ck_problem(keep("Её", "lead=Ветлугина"), 422, "filter-names-nobody", "");
	ck_problem(keep("Её", "lead=a b"), 422, "filter-names-nobody", "");
	sign_in("methodist_2");
	ck_assert_int_eq(count_at(get("/api/v1/saved-filters"), "/items"), 0);
	ck_assert_str_eq(sql_as_sender("select count(*) from saved_filter"), "0");
	ck_problem(erase("/api/v1/saved-filters/%s", id), 404, "not-found", "");
	sign_in("methodist");
	ck_status(erase("/api/v1/saved-filters/%s", id), 204);
}
END_TEST

RESOURCE_MAIN("planning", a_dry_run_tells_and_writes_nothing, each_row_is_judged_by_itself,
    only_a_draft_is_moved, an_item_with_a_day_keeps_its_date_and_school,
    history_tells_who_changed_what, a_day_of_this_year_is_no_day_of_the_next_plan,
    items_taken_over_are_nobodys_change, months_of_a_year_add_up_to_what_the_methodists_can_do,
    a_filter_is_kept_for_oneself)
