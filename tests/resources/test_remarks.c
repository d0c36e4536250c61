/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Remarks of the council (1.5): on a day, a paper or a version of the plan; answered by those who
 * organise, closed or opened again by the chair; and the board that shows every day in its phase.
 */
#include "council.h"

static struct answer remark_on(const char *day, const char *body)
{
	return post("/api/v1/remarks", "{\"day\":\"%s\",\"body\":\"%s\"}", day, body);
}

static const char *new_remark(const char *day)
{
	sign_in("council_member");
	return created(remark_on(day, "Нет программы"));
}

static struct answer reply(const char *id, const char *words)
{
	return post(format("/api/v1/remarks/%s/answer", id), "{\"answer\":\"%s\"}", words);
}

START_TEST(a_member_remarks_in_the_phase_of_the_day)
{
	const char *day = new_day(0), *held = day_in("held");
	struct answer a;

	sign_in("council_member");
	a = remark_on(day, "Нет программы");
	ck_status(a, 201);
	ck_at(a, "/state", "open");
	ck_at(a, "/phase", "organisation");
	ck_at(a, "/author/id", person("council_member"));
	ck_at(a, "/day/id", day);
	ck_at(a, "/school/name", "Берёзовская СОШ");
	ck_assert_str_ne(at(a, "/due_on"), "");
	ck_at(remark_on(held, "Поздно"), "/phase", "summing_up");
	ck_problem(post("/api/v1/remarks", "{\"body\":\"x\"}"), 422, "invalid", "");
	ck_problem(remark_on(day, ""), 422, "invalid", "");
	ck_problem(post("/api/v1/remarks", "{\"day\":\"%s\",\"document\":\"%s\",\"body\":\"x\"}",
		       day, day),
	    422, "invalid", "");
	sign_in("methodist");
	ck_problem(remark_on(day, "x"), 403, "forbidden", "");
}
END_TEST

START_TEST(it_is_answered_then_closed_by_the_chair)
{
	const char *id = new_remark(new_day(0));

	ck_problem(reply(id, "x"), 403, "forbidden", "");
	sign_in("council_chair");
	ck_problem(verb("remarks", id, "close"), 409, "no-step", "");
	sign_in("methodist");
	ck_problem(reply(id, ""), 422, "invalid", "");
	ck_at(reply(id, "Программа готова"), "/answered_by/id", person("methodist"));
	ck_problem(verb("remarks", id, "close"), 403, "forbidden", "");
	sign_in("council_member");
	ck_problem(verb("remarks", id, "close"), 403, "forbidden", "");
	sign_in("council_chair");
	ck_at(verb("remarks", id, "reopen"), "/state", "open");
	sign_in("methodist");
	ck_status(reply(id, "Теперь готова"), 200);
	sign_in("council_chair");
	ck_at(verb("remarks", id, "close"), "/state", "closed");
	ck_at(get("/api/v1/remarks/%s", id), "/answer", "Теперь готова");
}
END_TEST

START_TEST(a_school_head_answers_for_his_own_school)
{
	const char *id = new_remark(new_day(0));

	sign_in("school_head_2");
	ck_problem(reply(id, "x"), 404, "not-found", "");
	ck_assert_str_eq(
	    sql_as_sender(
		"with u as (update remark set state = 'answered', answer = 'x' where id = '%s' returning 1) select count(*) from u",
		id),
	    "0");
	ck_assert_int_eq(count_at(get("/api/v1/remarks"), "/items"), 0);
	sign_in("school_head");
	ck_assert_str_eq(
	    sql_as_sender("update remark set body = 'x' where id = '%s'", id), "!not_your_columns");
	ck_at(reply(id, "Исправлено"), "/state", "answered");
	sign_in("teacher");
	ck_problem(get("/api/v1/remarks/%s", id), 403, "forbidden", "");
}
END_TEST

START_TEST(lists_are_filtered)
{
	const char *day = new_day(0), *id = new_remark(day), *late = new_remark(day);

	sql("set session_replication_role = replica");
	sql("update remark set due_on = current_date - 1 where id = '%s'", late);
	sql("set session_replication_role = origin");
	ck_assert_int_eq(count_at(get("/api/v1/remarks?day=%s", day), "/items"), 2);
	ck_at(get("/api/v1/remarks?day=%s&overdue=true", day), "/items/0/id", late);
	ck_assert_int_eq(count_at(get("/api/v1/remarks?day=%s&overdue=true", day), "/items"), 1);
	ck_at(get("/api/v1/remarks/%s", late), "/overdue", "true");
	sign_in("methodist");
	ck_status(reply(id, "Да"), 200);
	ck_at(get("/api/v1/remarks?day=%s&state=answered", day), "/items/0/id", id);
}
END_TEST

static struct answer row(
    struct answer board, const char *day, const char *pointer, const char *wanted)
{
	for (long i = 0; i < count_at(board, "/items"); i++)
		if (strcmp(at(board, format("/items/%ld/id", i)), day) == 0) {
			ck_at(board, format("/items/%ld%s", i, pointer), wanted);
			return board;
		}
	ck_abort_msg("the board lacks %s: %s", day, board.text);
	return board;
}

START_TEST(the_board_has_three_phases)
{
	const char *planned = new_day(0), *running = day_in("running"), *held = day_in("held");
	const char *closed = day_in("closed"), *year;
	struct answer a;

	new_remark(planned);
	sql("set session_replication_role = replica");
	sql("update day set held_on = current_date where id in ('%s', '%s', '%s', '%s')", planned,
	    running, held, closed);
	sql("set session_replication_role = origin");
	year = sql("select school_year(current_date)");
	sign_in("council_member");
	a = get("/api/v1/control-board?year=%s", year);
	ck_status(a, 200);
	row(a, planned, "/phase", "organisation");
	row(a, planned, "/remarks/open", "1");
	row(a, running, "/phase", "holding");
	row(a, held, "/phase", "summing_up");
	ck_assert_ptr_null(strstr(at(a, "/items"), closed));
	ck_assert_int_ge(strtol(at(a, "/closed"), NULL, 10), 1);
	ck_at(a, "/as_of", sql("select current_date"));
	row(a, running, "/owner", at(get("/api/v1/people/%s", person("methodist")), "/short"));
	row(a, running, "/waits", "0");
	ck_assert_int_eq(count_at(a, "/burn_up"), 12);
	a = get("/api/v1/control-board.csv?year=%s", year);
	ck_assert_str_eq(a.type, "text/csv; charset=utf-8");
	ck_assert_ptr_nonnull(strstr(a.text, "\"идёт\""));
	ck_assert_ptr_null(strstr(a.text, "\"закрыт\""));
	with_language("en");
	ck_assert_ptr_nonnull(strstr(get("/api/v1/control-board.csv").text, "Days late"));
	sign_in("teacher");
	ck_problem(get("/api/v1/control-board.csv"), 403, "forbidden", "");
	ck_problem(get("/api/v1/control-board"), 403, "forbidden", "");
}
END_TEST

/* Where the district's date isn't the server's, which is so for some hours of every night. */
START_TEST(a_day_waits_since_the_districts_date)
{
	struct answer a;
	const char *held = day_in("held");

	sql("update district set timezone = 'Etc/GMT' ||"
	    " case when extract(hour from now() at time zone 'UTC') < 12 then '+12' else '-12' end");
	sql("set session_replication_role = replica");
	sql("update day set held_on = current_date + 2, state_since = now() where id = '%s'", held);
	sql("set session_replication_role = origin");
	sign_in("council_member");
	a = get("/api/v1/control-board?year=%s",
	    sql("select school_year(held_on) from day where id = '%s'", held));
	row(a, held, "/since", at(a, "/as_of"));
	row(a, held, "/waits", "0");
	sql("update district set timezone = 'Europe/Moscow'");
}
END_TEST

/* An order recorded today, dated four days ago: the day has waited since then. */
START_TEST(a_day_waits_since_the_date_on_paper)
{
	struct answer a;
	const char *ordered = day_in("ordered"), *held = day_in("held");
	const char *order = paper("order_hold", "registered", "Приказ", ", number, dated, day_id",
	    format(", '17-п', current_date - 4, '%s'", ordered));

	sql("set session_replication_role = replica");
	sql("update day set order_id = '%s' where id = '%s'", order, ordered);
	sql("update day set held_on = current_date, state_since = now() where id = '%s'", ordered);
	sql("update day set held_on = current_date - 3, state_since = now() where id = '%s'", held);
	sql("set session_replication_role = origin");
	sign_in("council_member");
	a = get("/api/v1/control-board?year=%s", sql("select school_year(current_date)"));
	row(a, ordered, "/waits", "4");
	ck_assert_ptr_nonnull(strstr(
	    get("/api/v1/control-board.csv?year=%s", sql("select school_year(current_date)")).text,
	    sql("select to_char(current_date - 4, 'YYYY-MM-DD')")));
	a = get("/api/v1/control-board?year=%s", sql("select school_year(current_date - 3)"));
	row(a, held, "/waits", "3");
}
END_TEST

static const char *burn_up(struct answer a, const char *member)
{
	const char *month = sql("select to_char(current_date, 'YYYY-MM')");

	for (long i = 0; i < count_at(a, "/burn_up"); i++)
		if (strcmp(at(a, format("/burn_up/%ld/month", i)), month) == 0)
			return at(a, format("/burn_up/%ld/%s", i, member));
	return "";
}

static long stage(struct answer a, const char *state, const char *member)
{
	for (long i = 0; i < count_at(a, "/stages"); i++)
		if (strcmp(at(a, format("/stages/%ld/state", i)), state) == 0)
			return strtol(at(a, format("/stages/%ld/%s", i, member)), NULL, 10);
	return 0;
}

/* What is held counts in the month of its date; an item of the plan without a day is a stage too. */
START_TEST(the_year_burns_up)
{
	struct answer before, after;
	const char *year = sql("select school_year(current_date)"), *held;

	sign_in("council_member");
	before = get("/api/v1/control-board?year=%s", year);
	held = day_in("held");
	sql("set session_replication_role = replica");
	sql("update day set held_on = current_date, state_since = now() - interval '40 days' where id = '%s'",
	    held);
	sql("set session_replication_role = origin");
	sign_in("council_member");
	after = get("/api/v1/control-board?year=%s", year);
	ck_assert_int_eq(stage(after, "held", "count"), stage(before, "held", "count") + 1);
	ck_assert_int_eq(strtol(burn_up(after, "held"), NULL, 10),
	    strtol(burn_up(before, "held"), NULL, 10) + 1);
	ck_assert_str_eq(burn_up(after, "approved"), burn_up(before, "approved"));
	ck_at(after, "/burn_up/11/held",
	    strcmp(sql("select extract(month from current_date) = 8"), "t") == 0
		? burn_up(after, "held")
		: "null");
	row(after, held, "/waits", "40");
	ck_assert_int_ge(stage(after, "planned", "count"), 1);
}
END_TEST

RESOURCE_MAIN("remarks", a_member_remarks_in_the_phase_of_the_day,
    it_is_answered_then_closed_by_the_chair, a_school_head_answers_for_his_own_school,
    lists_are_filtered, the_board_has_three_phases, a_day_waits_since_the_districts_date,
    a_day_waits_since_the_date_on_paper, the_year_burns_up)
