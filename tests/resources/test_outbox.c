/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The administrator's side of the portal: connecting it, deliveries and their retries, the roster.
 */
#include "told.h"

#define API "/api/v1"

static const char *connected(void)
{
	sign_in("admin");
	ck_status(
	    put(API "/portal/service", "{\"url\":\"https://portal.example\",\"token\":\"wort\"}"),
	    200);
	return "wort";
}

static const char *delivery(
    const char *who, const char *channel, const char *subject, const char *state)
{
	return sql(
	    "insert into outbox (district_id, channel, person_id, key, subject, input, state, attempts, error)"
	    " select district_id, '%s', id, gen_random_uuid(), '%s', '{\"name\": \"Урок\", \"uid\": \"%s\"}', '%s', 5, 'Портал отказал'"
	    " from person where idnumber = '%s' returning id",
	    channel, subject, subject, state, who);
}

START_TEST(a_portal_is_connected_by_address_and_key)
{
	struct answer a;

	sign_in("admin");
	ck_at(get(API "/portal/service"), "/state", "none");
	ck_problem(post(API "/portal/roster", "{}"), 409, "no-portal-service", "");
	a = put(API "/portal/service", "{\"url\":\"https://portal.example\"}");
	ck_at(a, "/errors/0/pointer", "/token");
	for (size_t i = 0; i < 6; i++) {
		static const char *const bad[] = { "portal.example", "https://portal.example/",
			"ftp://portal.example", "https://", "https://a b",
			"https://portal.example?x=1" };

		a = put(API "/portal/service", "{\"url\":\"%s\",\"token\":\"wort\"}", bad[i]);
		ck_status(a, 422);
		ck_at(a, "/errors/0/pointer", "/url");
	}
	a = put(API "/portal/service", "{\"url\":\"https://portal.example\",\"token\":\"wort\"}");
	ck_status(a, 200);
	ck_at(a, "/state", "untried");
	ck_at(a, "/channels/3", "rating");
	ck_assert_msg(!strstr(a.text, "wort"), "%s", a.text);
	a = put(API "/portal/service",
	    "{\"url\":\"https://portal.example\",\"notice\":true,\"enabled\":false,\"roster\":false}");
	ck_at(a, "/state", "off");
	ck_assert_int_eq((int)count_at(a, "/channels"), 1);
	ck_at(a, "/roster", "false");
	ck_problem(put(API "/portal/service", "{\"url\":\"https://elsewhere.example\"}"), 422,
	    "key-goes-with-address", "");
	ck_status(
	    put(API "/portal/service",
		"{\"url\":\"https://portal.example\",\"enabled\":true,\"notice\":true,\"calendar\":true,\"evidence\":true,\"rating\":true,\"roster\":true}"),
	    200);
	ck_assert_str_eq(sql("select token from portal_service"), "wort");
}
END_TEST

/* The key: readable by the worker's role, in a session of the system's alone. */
START_TEST(nobody_reads_the_key)
{
	connected();
	ck_assert_msg(*sql_as_sender("select token from portal_service") == '!',
	    "the administrator reads the key");
	ck_assert_str_eq(sql_as_sender("select url from portal_service"), "https://portal.example");
	ck_assert_msg(
	    !strstr(
		sql("select string_agg(change::text, '') from audit where entity = 'portal_service'"),
		"wort"),
	    "the key is in the audit");
	ck_assert_str_eq(
	    sql("select string_agg(r, ' ' order by r) from unnest('{metodden_app,metodden_login,metodden_worker}'::text[]) r"
		" where has_column_privilege(r, 'portal_service', 'token', 'select')"),
	    "metodden_worker");
	sign_in("methodist");
	ck_assert_str_eq(sql_as_sender("select count(*) from portal_service"), "0");
	ck_assert_str_eq(
	    sql_as_sender("select auth.portal_connect('https://x.example', 'x', null, null, null)"),
	    "f");
	ck_assert_str_eq(sql_as_sender("select auth.outbox_retry(null)"), "0");
	ck_assert_str_eq(sql_as_sender("select count(*) from outbox"), "0");
}
END_TEST

START_TEST(deliveries_are_seen_and_dead_ones_sent_again)
{
	connected();
	sql("delete from outbox");
	const char *dead = delivery("teacher", "notice", "a", "dead"),
		   *sent = delivery("teacher", "notice", "b", "sent");
	struct answer a = get(API "/outbox");

	ck_status(a, 200);
	ck_at(a, "/items/0/id", sent); /* newest first */
	ck_at(a, "/items/1/id", dead);
	ck_at(a, "/items/1/person/id", person("teacher"));
	ck_at(a, "/items/1/title", "Урок");
	ck_at(a, "/items/1/error", "Портал отказал");
	ck_at(a, "/items/1/attempts", "5");
	a = get(API "/outbox?state=dead");
	ck_assert_int_eq((int)count_at(a, "/items"), 1);
	a = get(API "/outbox?limit=1");
	ck_at(a, "/next", sent);
	ck_at(get(API "/outbox?limit=1&cursor=%s", at(a, "/next")), "/items/0/id", dead);
	ck_at(get(API "/portal/service"), "/dead", "1");
	ck_problem(
	    post(format(API "/outbox/%s/retry", sent), "{}"), 409, "delivery-is-not-dead", "");
	ck_status(post(format(API "/outbox/%s/retry", sql("select gen_random_uuid()")), "{}"), 404);
	a = post(format(API "/outbox/%s/retry", dead), "{}");
	ck_at(a, "/state", "ready");
	ck_at(a, "/attempts", "0");
	ck_problem(
	    post(format(API "/outbox/%s/retry", dead), "{}"), 409, "delivery-is-not-dead", "");
}
END_TEST

/* An old state of an event isn't put over a newer one. */
START_TEST(what_is_superseded_is_not_sent_again)
{
	connected();
	sql("delete from outbox");
	const char *old = delivery("teacher", "calendar", "slot-1", "dead");

	delivery("teacher", "calendar", "slot-1", "sent");
	const char *last = delivery("teacher", "calendar", "slot-2", "dead");

	ck_at(get(API "/outbox?state=dead"), "/items/1/superseded", "true");
	ck_problem(
	    post(format(API "/outbox/%s/retry", old), "{}"), 409, "delivery-is-not-dead", "");
	ck_at(post(API "/outbox/retry", "{}"), "/retried", "1");
	ck_assert_str_eq(sql("select state from outbox where id = '%s'", last), "ready");
	ck_assert_str_eq(sql("select state from outbox where id = '%s'", old), "dead");
}
END_TEST

START_TEST(a_key_is_taken_once)
{
	connected();
	sql("delete from outbox");
	for (int i = 0; i < 2; i++)
		sql("select rule.tell(district_id, id, 'notice', 'k', 's', '{}') from person where idnumber = 'teacher'");
	ck_assert_str_eq(sql("select count(*) from outbox"), "1");
}
END_TEST

/* What was told last of an event ahead stays: its cancellation is told by it. */
START_TEST(old_deliveries_go_events_ahead_stay)
{
	connected();
	sql("delete from outbox");
	for (int ahead = -200; ahead <= 200; ahead += 400)
		sql("insert into outbox (district_id, channel, person_id, key, subject, input, state, ended_at)"
		    " select district_id, 'calendar', id, gen_random_uuid(), 'slot-%d', jsonb_build_object('timestart',"
		    " extract(epoch from now() + interval '%d days')::bigint), 'sent', now() - interval '91 days' from person where idnumber = 'teacher'",
		    ahead, ahead);
	delivery("teacher", "notice", "fresh", "sent");
	sql("update outbox set ended_at = now() where subject = 'fresh'");
	delivery("teacher", "notice", "old", "sent");
	delivery("teacher", "notice", "dead", "dead");
	sql("update outbox set ended_at = now() - interval '91 days' where subject in ('old', 'dead')");
	ck_assert_str_eq(sql("select auth.outbox_clean()"), "2");
	ck_assert_str_eq(
	    sql("select string_agg(subject, ' ' order by seq) from outbox"), "slot-200 fresh dead");
}
END_TEST

START_TEST(the_roster_is_a_job_of_the_worker)
{
	connected();
	struct answer a = post(API "/portal/roster", "{\"dry_run\":true}"), b;

	ck_status(a, 202);
	ck_at(a, "/kind", "staff");
	b = post(API "/portal/roster", "{}"); /* under way: that one */
	ck_at(b, "/id", at(a, "/id"));
	ck_assert_str_eq(
	    sql("select concat_ws(' ', queue, input ->> 'dry_run', input ->> 'leavers') from job where kind = 'staff'"),
	    "net true false");
	sql("update job set state = 'done', output = '{\"dry_run\": true, \"people\": 3, \"counts\": {\"added\": 1}, \"changes\": [], \"problems\": [], \"problem_count\": 0}' where kind = 'staff'");
	b = get(API "/portal/roster");
	ck_at(b, "/items/0/report/counts/added", "1");
	ck_at(b, "/items/0/report/changes", "");
	ck_at(b, "/items/0/nightly", "false");
	ck_status(post(API "/portal/roster", "{\"new_schools\":true}"), 202);
	ck_assert_str_eq(sql("select count(*) from job where kind = 'staff'"), "2");
}
END_TEST

START_TEST(the_night_takes_the_roster_once)
{
	connected();
	sql("delete from job where kind = 'staff'");
	sql("update district set timezone = 'Etc/GMT' || case when extract(hour from now() at time zone 'UTC') < 12 then '-11' else '+0' end");
	sql("select auth.nightly_staff()");
	sql("select auth.nightly_staff()");
	ck_assert_str_eq(
	    sql("select count(*) from job where kind = 'staff' and key like 'night %%'"), "1");
	sql("delete from job where kind = 'staff'");
	sql("update portal_service set roster = false");
	sql("select auth.nightly_staff()");
	ck_assert_str_eq(sql("select count(*) from job where kind = 'staff'"), "0");
}
END_TEST

RESOURCE_MAIN("outbox", a_portal_is_connected_by_address_and_key, nobody_reads_the_key,
    deliveries_are_seen_and_dead_ones_sent_again, what_is_superseded_is_not_sent_again,
    a_key_is_taken_once, old_deliveries_go_events_ahead_stay, the_roster_is_a_job_of_the_worker,
    the_night_takes_the_roster_once)
