/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deliveries by build/metodden-worker to a portal of the test's own: each takes effect once, in the
 * order of the deeds, whatever the portal does meanwhile. Pauses are cut short by the administrator
 * of the database, for no test waits a quarter of an hour.
 */
#include "database.h"
#include "portal.h"
#include "server.h"

#include <string.h>
#include <unistd.h>

#define DISTRICT "d1000000-0000-4000-8000-000000000000"

static struct server worker;

static void connect_portal(const char *url)
{
	sql("insert into portal_service (district_id, url, token) values ('" DISTRICT
	    "', '%s', 'wort')",
	    url);
}

static void start(void)
{
	worker = server_prepare();
	worker.program = "metodden-worker";
	connect_portal(portal_start());
	server_start(
	    &worker, (const char *const[]){ "METODDEN_LEASE", "5", "METODDEN_QUEUE", "net", NULL });
}

static void tell(const char *who, const char *key)
{
	sql("select rule.tell('" DISTRICT
	    "', (select id from person where idnumber = '%s'), 'notice',"
	    " '%s', 'test', '{\"subject\": \"Пора\", \"text\": \"Ждёт вас & других\","
	    " \"target\": \"/visits/1\"}')",
	    who, key);
}

static void wait_for(const char *wanted, const char *text)
{
	const char *got = "";

	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		got = sql("%s", text);
		if (strcmp(got, wanted) == 0)
			return;
		usleep(50000);
	}
	ck_abort_msg("%s is \"%s\", not \"%s\": %s", text, got, wanted, server_log(&worker));
}

static const char *of(const char *key, const char *what)
{
	return sql("select %s from outbox where key = '%s'", what, key);
}

static void wait_state(const char *key, const char *state)
{
	wait_for(state, format("select state from outbox where key = '%s'", key));
}

static void end_pause(void)
{
	sql("update portal_line set paused_until = null");
	sql("notify job");
}

/* No pause is left, of the portal or of a row. */
static void hurry(void)
{
	sql("update outbox set run_after = now() where state = 'ready'");
	end_pause();
}

/* One more try, whose end is seen by the count of tries. */
static void try_again(const char *key)
{
	const char *before = of(key, "tries + 1");

	hurry();
	wait_for(before, format("select tries from outbox where key = '%s'", key));
	wait_for("", format("select leased_until from outbox where key = '%s'", key));
}

START_TEST(a_delivery_reaches_the_portal)
{
	start();
	tell("teacher", "n1");
	wait_state("n1", "sent");
	ck_assert_int_eq(portal_effects(), 1);
	const char *got = portal_effect(0);

	ck_assert_msg(strstr(got, "local_metodden_send_notifications n1 "), "%s", got);
	ck_assert_msg(strstr(got, "wstoken=wort"), "%s", got);
	ck_assert_msg(strstr(got, "moodlewsrestformat=json"), "%s", got);
	ck_assert_msg(strstr(got, "deliveries[0][idnumber]=teacher"), "%s", got);
	ck_assert_msg(strstr(got, "deliveries[0][text]=Ждёт вас & других"), "%s", got);
	ck_assert_str_eq(of("n1", "concat_ws(' ', tries, attempts, error is null)"), "1 0 t");
	ck_assert_msg(!strstr(server_log(&worker), "wort"), "the key is in the log");
	server_end(&worker);
}
END_TEST

/* Down, then half an answer, then each answer twice. */
START_TEST(a_portal_away_loses_nothing_and_repeats_nothing)
{
	start();
	portal_feel(PORTAL_DOWN);
	tell("teacher", "a1");
	tell("teacher", "a2");
	tell("teacher_2", "b1");
	tell("teacher", "a3");
	for (int i = 0; i < 8; i++) {
		hurry();
		wait_for("t", format("select failures > %d from portal_line", i));
	}
	ck_assert_str_eq(
	    sql("select count(*) from outbox where state = 'ready' and attempts = 0"), "4");
	ck_assert_str_eq(
	    sql("select away_since is not null and paused_until > now() and error = 'Портал: сервер не отвечает'"
		" from portal_line"),
	    "t");
	portal_feel(PORTAL_HALF);
	for (int i = 8; i < 12; i++) {
		hurry();
		wait_for("t", format("select failures > %d from portal_line", i));
	}
	ck_assert_str_eq(
	    sql("select count(*) from outbox where state = 'ready' and attempts = 0"), "4");
	ck_assert_int_gt(portal_effects(), 0);
	portal_feel(PORTAL_TWICE);
	hurry();
	wait_for("4", "select count(*) from outbox where state = 'sent'");
	ck_assert_int_eq(portal_effects(), 4);
	ck_assert_str_eq(
	    sql("select concat_ws(' ', failures, away_since, error) from portal_line"), "0");
	const char *order = "";

	for (int i = 0; i < 4; i++)
		if (strstr(portal_effect(i), "idnumber]=teacher&"))
			order = format("%s %.2s", order, strstr(portal_effect(i), " a") + 1);
	ck_assert_str_eq(order, " a1 a2 a3");
	server_end(&worker);
}
END_TEST

/* The pause of a portal that is away doubles up to a quarter of an hour. */
START_TEST(pauses_grow_to_a_quarter_of_an_hour)
{
	start();
	portal_feel(PORTAL_DOWN);
	sql("insert into portal_line (district_id, failures) values ('" DISTRICT "', 3)");
	tell("teacher", "p1");
	wait_for("4", "select failures from portal_line");
	ck_assert_str_eq(
	    sql("select paused_until - o.tried_at from portal_line, outbox o"), "00:00:32");
	tell("teacher_2", "p2"); /* who has nothing to do with it waits as well */
	ck_assert_str_eq(sql("select count(*) from auth.outbox_claim('1 minute')"), "0");
	sql("update portal_line set failures = 1000");
	try_again("p1");
	ck_assert_str_eq(
	    sql("select paused_until - o.tried_at from portal_line, outbox o where key = 'p1'"),
	    "00:15:00");
	server_end(&worker);
}
END_TEST

START_TEST(who_fails_holds_up_himself_and_dies_at_the_fifth)
{
	start();
	portal_fail("[key]=f1");
	tell("teacher", "f1");
	tell("teacher", "f2");
	tell("teacher_2", "g1");
	wait_state("g1", "sent");
	wait_for("1", "select attempts from outbox where key = 'f1'");
	ck_assert_str_eq(of("f1", "run_after - tried_at"), "00:00:20");
	for (int i = 0; i < 3; i++)
		try_again("f1");
	ck_assert_str_eq(of("f1", "concat_ws(' ', state, attempts)"), "ready 4");
	ck_assert_str_eq(of("f2", "concat_ws(' ', state, tries)"), "ready 0");
	hurry();
	wait_state("f1", "dead");
	ck_assert_str_eq(
	    of("f1", "concat_ws(' ', attempts, error)"), "5 На портале нет такого сотрудника");
	wait_state("f2", "sent");
	ck_assert_int_eq(portal_effects(), 2);
	server_end(&worker);
}
END_TEST

START_TEST(a_refusal_is_dead_at_once)
{
	start();
	portal_refuse("[key]=r1");
	tell("teacher", "r1");
	tell("teacher", "r2");
	wait_state("r1", "dead");
	ck_assert_str_eq(
	    of("r1", "concat_ws(' ', attempts, error)"), "1 На портале нет такого сотрудника");
	wait_state("r2", "sent");
	portal_feel(PORTAL_BAD_PARAMETER);
	tell("teacher", "r3");
	wait_state("r3", "dead");
	ck_assert_str_eq(of("r3", "error"),
	    "Портал ответил отказом: Обнаружено недопустимое значение параметра");
	sql("update person set idnumber = null where idnumber = 'teacher_2'");
	int calls = portal_calls();

	sql("select rule.tell('" DISTRICT
	    "', id, 'notice', 'r4', 'test', '{}') from person where family_name = 'Ракитин'");
	wait_state("r4", "dead");
	ck_assert_int_eq(portal_calls(), calls);
	server_end(&worker);
}
END_TEST

/* What breaks the portal of itself is told from a portal that is away: others get through. */
START_TEST(a_delivery_that_breaks_the_portal_dies_alone)
{
	start();
	portal_break_at("[key]=k1");
	tell("teacher", "k1");
	for (int i = 0; i < 5; i++) {
		wait_for("t", format("select tries > %d from outbox where key = 'k1'", i));
		wait_for("", "select leased_until from outbox where key = 'k1'");
		tell("teacher_2", format("ok%d", i));
		end_pause();
		wait_state(format("ok%d", i), "sent");
		hurry();
	}
	wait_state("k1", "dead");
	ck_assert_str_eq(of("k1", "error"), "Портал ответил ошибкой HTTP 500");
	server_end(&worker);
}
END_TEST

START_TEST(what_the_portal_says_is_put_into_words)
{
	static const struct {
		enum portal_mood mood;
		const char *words;
	} moods[] = {
		{ PORTAL_MUTE, "Портал не сказал, что стало с доставкой" },
		{ PORTAL_ERROR, "Портал ответил ошибкой HTTP 500" },
		{ PORTAL_PAGE, "Портал ответил непонятно: проверьте его адрес" },
		{ PORTAL_MAINTENANCE, "Портал на обслуживании" },
		{ PORTAL_BAD_TOKEN,
		    "Портал не принял ключ доступа: выпустите новый и укажите его" },
	};

	start();
	portal_feel(PORTAL_DOWN);
	tell("teacher", "w1");
	wait_for("1", "select failures from portal_line");
	for (size_t i = 0; i < sizeof moods / sizeof *moods; i++) {
		portal_feel(moods[i].mood);
		try_again("w1");
		ck_assert_str_eq(sql("select error from portal_line"), moods[i].words);
		ck_assert_str_eq(of("w1", "concat_ws(' ', state, attempts)"), "ready 0");
	}
	portal_feel(PORTAL_WORKS);
	hurry();
	wait_state("w1", "sent");
	ck_assert_int_eq(portal_effects(), 1);
	server_end(&worker);
}
END_TEST

/* Evidence waits for the competences that it is of; a notice needn't. */
START_TEST(evidence_waits_for_its_framework)
{
	start();
	portal_fail("deliveries[0][levels][1]=Уверенный");
	sql("select rule.tell('" DISTRICT
	    "', null, 'framework', 'fw', 'fw', '{\"framework\": \"deficits\","
	    " \"levels\": [\"Базовый\", \"Уверенный\"], \"competencies\": [{\"code\": \"K1\"}]}')");
	sql("select rule.tell('" DISTRICT
	    "', id, 'evidence', 'ev', 'ev', '{\"competency\": \"K1\"}')"
	    " from person where idnumber = 'teacher'");
	tell("teacher_2", "no");
	wait_state("no", "sent");
	wait_for("1", "select attempts from outbox where key = 'fw'");
	ck_assert_str_eq(of("ev", "concat_ws(' ', state, tries)"), "ready 0");
	portal_fail("");
	hurry();
	wait_state("ev", "sent");
	ck_assert_msg(strstr(portal_effect(1), "deliveries[0][competencies][0][code]=K1"), "%s",
	    portal_effect(1));
	server_end(&worker);
}
END_TEST

/* A worker that was killed within a call: another takes the delivery over when its lease has passed. */
START_TEST(a_broken_try_is_taken_over_and_counted)
{
	start();
	portal_feel(PORTAL_DOWN);
	tell("teacher", "t1");
	wait_for("1", "select failures from portal_line");
	portal_feel(PORTAL_WORKS);
	sql("update outbox set leased_until = now() - interval '1 second', tries = 7");
	hurry();
	wait_state("t1", "sent");
	ck_assert_str_eq(of("t1", "concat_ws(' ', tries, attempts)"), "8 1");
	server_end(&worker);
}
END_TEST

CHECK_MAIN("outbox", a_delivery_reaches_the_portal, a_portal_away_loses_nothing_and_repeats_nothing,
    pauses_grow_to_a_quarter_of_an_hour, who_fails_holds_up_himself_and_dies_at_the_fifth,
    a_refusal_is_dead_at_once, a_delivery_that_breaks_the_portal_dies_alone,
    what_the_portal_says_is_put_into_words, evidence_waits_for_its_framework,
    a_broken_try_is_taken_over_and_counted)
