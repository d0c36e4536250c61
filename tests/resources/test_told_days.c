/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the portal is told of days, orders, programmes, sittings, remarks and corrections: who gets a
 * notice, what stands in whose calendar, which level is a rating.
 */
#include "told.h"

#include "council.h"

static const char *event =
    "concat_ws(' ', o.input ->> 'name', (o.input ->> 'cancelled')::boolean,"
    " to_char(to_timestamp((o.input ->> 'timestart')::bigint) at time zone 'Europe/Moscow', 'HH24:MI'),"
    " (o.input ->> 'duration')::integer / 60, o.input ->> 'location')";

static void forget_all(void)
{
	sql("update outbox set state = 'sent'");
}

static const char *announced_day(int n, const char *number)
{
	const char *day = ordered_day(n, number);

	sign_in("methodist");
	ck_status(verb("days", day, "announce"), 200);
	return day;
}

START_TEST(nobody_is_told_when_no_portal_is_connected)
{
	announced_day(0, "700");
	ck_assert_str_eq(sql("select count(*) from outbox"), "0");
	listen_to_deeds();
	sql("update portal_service set channels = '{calendar}'");
	announced_day(2, "702");
	ck_assert_str_eq(sql("select string_agg(distinct channel, ' ') from outbox"), "calendar");
	sql("update portal_service set channels = default");
	forget_all();
}
END_TEST

/* A line that is off for a day loses no deed: the rows wait, and nobody takes them before it is on. */
START_TEST(a_line_that_is_off_keeps_what_happens_for_later)
{
	listen_to_deeds();
	sql("update portal_service set enabled = false");
	announced_day(5, "703");
	ck_assert_str_eq(
	    sql("select string_agg(distinct channel, ' ' order by channel) from outbox where state = 'ready'"),
	    "calendar notice");
	ck_assert_str_eq(sql("select count(*) from auth.outbox_claim('1 minute')"), "0");
	sql("update portal_service set enabled = true");
	ck_assert_str_eq(sql("select count(*) from auth.outbox_claim('1 minute')"), "1");
	sql("update outbox set leased_until = null");
	forget_all();
}
END_TEST

START_TEST(an_order_finds_whoever_it_waits_for)
{
	listen_to_deeds();
	const char *day = new_day(3), *order = new_order(day);

	ck_told("department_head", "Приказ ждёт подписи");
	sign_in("department_head");
	ck_status(verb("orders", order, "sign"), 200);
	ck_told("department_head", "");
	ck_told("clerk", "Приказ ждёт регистрации");
	sign_in("clerk");
	ck_status(enter_in_registry(order, "710", sql("select current_date")), 200);
	const char *wanted = sql(
	    "select 'Приказ № 710 от ' || to_char(current_date, 'DD.MM.YYYY') || ' зарегистрирован'");

	ck_told("methodist", wanted);
	ck_told("clerk", "");
}
END_TEST

/* A refused step tells nobody: row and deed are one transaction. */
START_TEST(what_did_not_happen_is_not_told)
{
	listen_to_deeds();
	const char *day = new_day(4);

	forget_all();
	const char *before = sql("select count(*) from outbox");

	ck_status(verb("days", day, "announce"), 409);
	sign_in("department_head");
	sql_as_sender("insert into document (district_id, kind, organisation_id, title)"
		      " select district_id, 'order_hold', id, 'x' from organisation limit 1");
	ck_assert_str_eq(sql("select count(*) from outbox"), before);
}
END_TEST

START_TEST(a_slot_is_in_its_peoples_calendars)
{
	listen_to_deeds();
	const char *day = ordered_day(5, "715"), *date = date_ahead(5);

	sign_in("methodist");
	struct answer a = talk(day, date, "09:00", "10:30", lists(person("methodist_2"), "", ""));
	const char *slot = created(a);

	ck_assert_str_eq(told("methodist_2", "calendar", event), ""); /* not announced yet */
	ck_status(verb("days", day, "announce"), 200);
	ck_assert_str_eq(
	    told("methodist_2", "calendar", event), "09:00 f 09:00 90 Берёзовская СОШ");
	ck_assert_str_eq(told("school_head", "calendar", event),
	    "Методический день: обратная связь f 00:00 1439 Берёзовская СОШ");
	ck_assert_msg(strncmp(told("methodist_2", "notice", SUBJECT),
			  "Вы в программе: методический день ", 50) == 0,
	    "no notice");
	ck_status(
	    change_slot(slot,
		format("\"starts_at\":\"%sT11:00:00+03:00\",\"ends_at\":\"%sT12:00:00+03:00\"",
		    date, date)),
	    200);
	ck_assert_str_eq(
	    told("methodist_2", "calendar", event), "09:00 f 11:00 60 Берёзовская СОШ");
	ck_told("methodist_2", "Изменились время или место: 09:00");
	ck_status(change_slot(slot, "\"expected_result\":\"x\""), 200);
	ck_assert_str_eq(
	    told("methodist_2", "calendar", event), ""); /* nothing that a calendar shows */
	ck_status(
	    change_slot(slot,
		format("\"rooms\":[\"%s\"]",
		    sql("select r.id from room r join organisation g on g.id = r.organisation_id"
			" where g.idnumber = 'school_1' and r.name = 'каб. 3'"))),
	    200);
	ck_assert_str_eq(
	    told("methodist_2", "calendar", event), "09:00 f 11:00 60 Берёзовская СОШ, каб. 3");
	sign_in("centre_head");
	ck_status(post(format("/api/v1/days/%s/cancel", day), "{\"reason\":\"Карантин\"}"), 200);
	ck_assert_str_eq(
	    told("methodist_2", "calendar", "(o.input ->> 'cancelled')::boolean::text"), "true");
	ck_assert_str_eq(
	    told("school_head", "calendar", "(o.input ->> 'cancelled')::boolean::text"), "true");
	ck_assert_msg(
	    strstr(told("school_head", "notice", "o.input::text"), "Карантин"), "no reason");
	ck_told("centre_head", "");
}
END_TEST

START_TEST(a_booking_comes_and_goes_in_the_calendar)
{
	listen_to_deeds();
	const char *day = announced_day(6, "716"), *date = date_ahead(6);
	struct answer a = talk(day, date, "13:00", "14:00", lists("", "", ""));
	const char *slot = created(a),
		   *one = "(o.input ->> 'cancelled')::boolean::text || ' ' || (o.input ->> 'uid')";

	forget_all();
	for (int i = 0; i < 2;
	     i++) { /* taken off and put back: told each time, under keys of its own */
		ck_status(change_slot(slot,
			      format("\"people\":[{\"person\":\"%s\",\"involvement\":\"attends\"}]",
				  person("teacher"))),
		    200);
		ck_assert_str_eq(told("teacher", "calendar", one), format("false slot-%s", slot));
		ck_told("teacher", "Вы в программе: 13:00");
		ck_status(change_slot(slot, "\"people\":[]"), 200);
		ck_assert_str_eq(told("teacher", "calendar", one), format("true slot-%s", slot));
	}
	sign_in("centre_head");
	ck_assert_str_eq(sql("select count(*) - count(distinct key) from outbox"), "0");
}
END_TEST

/* A portal that is connected late learns of what lies ahead; what looks like a tag is told as text. */
START_TEST(a_new_portal_learns_of_what_lies_ahead)
{
	sql("delete from outbox");
	sql("delete from portal_service");
	const char *day = announced_day(8, "718"), *date = date_ahead(8);

	created(talk(day, date, "15:00", "16:00", lists(person("methodist_2"), "", "")));
	sql("update slot set title = 'A <b> & \"B\"' where day_id = '%s'", day);
	ck_assert_str_eq(sql("select count(*) from outbox"), "0");
	sign_in("admin");
	ck_status(put("/api/v1/portal/service",
		      "{\"url\":\"https://portal.example\",\"token\":\"wort\"}"),
	    200);
	ck_assert_msg(
	    strstr(told("methodist_2", "calendar", "o.input ->> 'name'"), "A ‹b› & \"B\""),
	    "not told");
	sql("update portal_service set channels = '{notice}'");
	ck_status(put("/api/v1/portal/service",
		      "{\"url\":\"https://portal.example\",\"notice\":true,\"calendar\":true}"),
	    200);
	ck_assert_str_eq(
	    told("methodist_2", "calendar", "o.input ->> 'name'"), ""); /* told already */
	sql("update portal_service set channels = default");
	forget_all();
}
END_TEST

START_TEST(members_learn_of_a_sitting)
{
	listen_to_deeds();
	const char *day = day_in("at_council"), *paper_id = spravka(day, "queued");

	forget_all();
	const char *id = called_sitting(paper_id);
	const char *wanted =
	    sql("select 'Заседание методического совета: ' || to_char(current_date, 'DD.MM.YYYY')");

	ck_told("council_member", wanted);
	ck_told("council_chair", wanted);
	ck_told("council_secretary", ""); /* called it */
	ck_assert_str_eq(told("council_secretary", "calendar", "o.input ->> 'name'"),
	    "Заседание методического совета");
	ck_status(verb("sittings", id, "cancel"), 200);
	ck_told("council_member",
	    sql("select 'Заседание методического совета отменено: ' || to_char(current_date, 'DD.MM.YYYY')"));
	ck_assert_str_eq(
	    told("council_member", "calendar", "o.input ->> 'cancelled'"), "false | true");
}
END_TEST

START_TEST(a_remark_reaches_whoever_leads_the_day_and_its_answer_the_author)
{
	listen_to_deeds();
	const char *day = new_day(7);

	sign_in("council_member");
	struct answer a = post("/api/v1/remarks",
	    "{\"day\":\"%s\",\"phase\":\"organisation\",\"body\":\"Нет программы\"}", day);
	const char *id = created(a);

	ck_told("methodist", "Замечание методического совета");
	sign_in("methodist");
	ck_status(
	    post(format("/api/v1/remarks/%s/answer", id), "{\"answer\":\"Составлена\"}"), 200);
	ck_told("council_member", "На ваше замечание ответили");
}
END_TEST

START_TEST(a_correction_brings_a_term_and_agreed_levels)
{
	const char *level =
	    "concat_ws(' ', o.input ->> 'framework', o.input ->> 'competency', o.input ->> 'grade', o.input ->> 'note')";

	listen_to_deeds();
	sign_in("methodist");
	struct answer a = post("/api/v1/corrections",
	    "{\"person\":\"%s\",\"competence\":\"%s\",\"body\":\"Спрашивать каждого\",\"due_on\":\"%s\"}",
	    person("teacher"),
	    sql("select c.id from competence c join person p using (district_id) where p.idnumber = 'methodist' and c.code = 'K1'"),
	    date_ahead(30));
	const char *id = created(a);

	ck_told("teacher", "Предложена коррекция: согласуйте её");
	ck_assert_str_eq(told("teacher", "rating", level), "");
	sql("set session_replication_role = replica; update correction set base_value = 2.4, base_se = 0.1, base_n = 3, base_on = current_date - 9 where id = '%s'; set session_replication_role = origin",
	    id);
	sign_in("teacher");
	ck_status(verb("corrections", id, "agree"), 200);
	ck_told("methodist", "Коррекция согласована");
	ck_assert_str_eq(told("teacher", "rating", level), "deficits K1 2 Уровень 2,4 из 4");
	ck_assert_str_eq(told("teacher", "calendar", "o.input ->> 'name'"), "Срок коррекции");
	ck_assert_str_eq(
	    sql("select input ->> 'framework' || ' ' || (select string_agg(c ->> 'code', ' ') from jsonb_array_elements(input -> 'competencies') c)"
		" || ' ' || jsonb_array_length(input -> 'levels') from outbox where channel = 'framework'"),
	    "deficits K1 K2 4");
	ck_status(verb("corrections", id, "start"), 200);
	sql("set session_replication_role = replica; update correction set state = 'checked', verdict = 'helped', again_value = 3.7, again_se = 0.1, again_n = 3, again_on = current_date where id = '%s'; set session_replication_role = origin",
	    id);
	sign_in("methodist");
	ck_status(verb("corrections", id, "close"), 200);
	ck_assert_str_eq(told("teacher", "rating", level), "deficits K1 4 Уровень 3,7 из 4");
	ck_assert_str_eq(told("teacher", "calendar", "o.input ->> 'cancelled'"), "true");
	ck_assert_str_eq(sql("select count(*) from outbox where channel = 'framework'"), "1");
}
END_TEST

RESOURCE_MAIN("told_days", nobody_is_told_when_no_portal_is_connected,
    a_line_that_is_off_keeps_what_happens_for_later, an_order_finds_whoever_it_waits_for,
    what_did_not_happen_is_not_told, a_slot_is_in_its_peoples_calendars,
    a_booking_comes_and_goes_in_the_calendar, a_new_portal_learns_of_what_lies_ahead,
    members_learn_of_a_sitting, a_remark_reaches_whoever_leads_the_day_and_its_answer_the_author,
    a_correction_brings_a_term_and_agreed_levels)
