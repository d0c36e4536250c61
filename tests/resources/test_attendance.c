/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attendance: the organiser's list and the code. A code is of its activity, lives for minutes, works in
 * the activity's time and for the invited alone; a tick corrects it, and the audit keeps both.
 */
#include "way.h"

static const char *slot, *day;

/* An activity that began ten minutes ago, led by the methodist, with the teacher invited; the day in
 * `state`. What time it is can't be made, so its time is written past the rules. */
static void begin(const char *state)
{
	static int n = 0;

	day = new_day(n += 7);
	slot = created(talk(day, date_ahead(n), "10:00", "10:45",
	    format("\"people\":[{\"person\":\"%s\",\"involvement\":\"leads\"},{\"person\":\"%s\","
		   "\"involvement\":\"attends\"}]",
		person("methodist"), person("teacher"))));
	sql("set session_replication_role = replica");
	sql("update day set state = '%s', held_on = current_date where id = '%s'", state, day);
	sql("update slot set during = tstzrange(now() - interval '10 minutes', now() + interval '30 "
	    "minutes') where id = '%s'",
	    slot);
	sql("update booking set state = 'released' where slot_id <> '%s'", slot);
	sql("set session_replication_role = origin");
}

static void shift(const char *from, const char *to)
{
	sql("set session_replication_role = replica");
	sql("update slot set during = tstzrange(now() + interval '%s', now() + interval '%s') where "
	    "id = '%s'",
	    from, to, slot);
	sql("set session_replication_role = origin");
}

static struct answer tick(const char *who, const char *present)
{
	return put(format("/api/v1/slots/%s/attendance", slot),
	    "{\"people\":[{\"person\":\"%s\",\"present\":%s}]}", person(who), present);
}

static struct answer attend(const char *code)
{
	return post(format("/api/v1/slots/%s/attend", slot), "{\"code\":\"%s\"}", code);
}

static const char *code_on_screen(void)
{
	struct answer a = (sign_in("methodist"), get("/api/v1/slots/%s/attendance/code", slot));

	ck_status(a, 200);
	return at(a, "/code");
}

/* The code of five minutes that were n periods ago. */
static const char *code_ago(int n)
{
	return sql(
	    "select rule.attendance_code(k, rule.attendance_period() - %d) from attendance_key "
	    "k where slot_id = '%s'",
	    n, slot);
}

START_TEST(the_list_has_the_invited_and_ticks_say_who_came)
{
	struct answer a;

	begin("running");
	sign_in("methodist_2");
	a = get("/api/v1/slots/%s/attendance", slot);
	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/1/person/id", person("teacher"));
	ck_at(a, "/items/1/involvement", "attends");
	ck_at(a, "/items/1/organisation", "Берёзовская СОШ");
	ck_at(a, "/items/1/present", "null");
	a = tick("teacher", "true");
	ck_at(a, "/items/1/present", "true");
	ck_at(a, "/items/1/by_code", "false");
	ck_at(a, "/items/1/noted_by/id", person("methodist_2"));
	ck_at(tick("teacher", "false"), "/items/1/present", "false");
	ck_at(tick("teacher", "null"), "/items/1/present", "null");
	ck_assert_str_eq(sql("select string_agg(event, ' ' order by at) from audit where entity = "
			     "'attendance' and change::text like '%%%s%%'",
			     slot),
	    "insert update delete");
}
END_TEST

START_TEST(who_comes_without_an_invitation_is_added)
{
	struct answer a;

	begin("held");
	a = tick("teacher_2", "true");
	ck_assert_int_eq(count_at(a, "/items"), 3);
	ck_at(a, "/items/2/person/id", person("teacher_2"));
	ck_at(a, "/items/2/involvement", "null");
	ck_problem(tick("foreign_teacher", "true"), 422, "unknown-reference", "");
}
END_TEST

START_TEST(attendance_is_open_while_the_day_is_held_and_summed_up)
{
	begin("ordered");
	ck_problem(tick("teacher", "true"), 409, "attendance-is-closed", "4.2");
	begin("at_council");
	ck_problem(tick("teacher", "true"), 409, "attendance-is-closed", "4.2");
	begin("announced");
	shift("3 days", "4 days");
	ck_problem(tick("teacher", "true"), 409, "attendance-before-day", "4.2");
	shift("-4 days", "-3 days");
	ck_status(tick("teacher", "true"), 200);
}
END_TEST

START_TEST(a_person_marks_himself_by_the_code_on_the_screen)
{
	const char *code;
	struct answer a;

	begin("running");
	code = code_on_screen();
	sign_in("teacher");
	a = attend(code);
	ck_status(a, 200);
	ck_at(a, "/present", "true");
	ck_at(a, "/title", "10:00");
	ck_status(attend(code), 200);
	a = get("/api/v1/slots/%s/attendance", slot);
	ck_assert_int_eq(
	    count_at(a, "/items"), 1); /* another's attendance isn't a teacher's to read */
	ck_at(a, "/items/0/by_code", "true");
	sign_in("methodist");
	a = tick("teacher", "false");
	ck_at(a, "/items/1/by_code", "false");
	ck_at(a, "/items/1/present", "false");
}
END_TEST

START_TEST(a_code_is_of_its_activity_and_lives_for_minutes)
{
	const char *other, *first;

	begin("running");
	other = code_on_screen();
	first = slot;
	begin("running");
	sign_in("teacher");
	ck_problem(attend(other), 403, "attendance-code-unknown", "");
	ck_problem(attend("0000000000000000"), 403, "attendance-code-unknown", "");
	ck_status(attend(code_ago(1)), 200);
	ck_problem(attend(code_ago(2)), 403, "attendance-code-expired", "");
	ck_problem(attend(code_ago(40)), 403, "attendance-code-expired", "");
	ck_problem(attend(code_ago(-1)), 403, "attendance-code-unknown", "");
	sign_in("foreign_teacher");
	ck_problem(attend(code_ago(0)), 403, "attendance-code-unknown", "");
	slot = first;
}
END_TEST

START_TEST(a_code_works_in_the_activitys_time_and_for_the_invited)
{
	const char *paper;

	begin("running");
	paper = sql(
	    "select rule.attendance_code(k, 0) from attendance_key k where slot_id = '%s'", slot);
	sign_in("teacher_2");
	ck_problem(attend(paper), 403, "not-invited-to-slot", "4.2");
	sign_in("teacher");
	shift("16 minutes", "60 minutes");
	ck_problem(attend(paper), 409, "attendance-out-of-time", "4.2");
	shift("-60 minutes", "-1 minutes");
	ck_problem(attend(paper), 409, "attendance-out-of-time", "4.2");
	shift("14 minutes", "60 minutes");
	ck_status(attend(paper), 200);
}
END_TEST

START_TEST(nobody_marks_himself_past_the_code)
{
	const char *row;

	begin("running");
	row = format("insert into attendance (district_id, slot_id, person_id, present) select "
		     "district_id, id, auth.person(), true from slot where id = '%s'",
	    slot);
	sign_in("teacher");
	ck_assert_str_eq(sql_as_sender("%s", row),
	    "!new row violates row-level security policy for table \"attendance\"");
	ck_assert_str_eq(sql_as_sender("select secret from attendance_key"),
	    "!permission denied for table attendance_key");
	ck_assert_str_eq(sql_as_sender("select auth.attendance_code('%s', true)", slot), "");
	sign_in("methodist");
	ck_assert_str_eq(sql_as_sender("update attendance set by_code = true"),
	    "!permission denied for table attendance");
	ck_problem((sign_in("school_head_2"), get("/api/v1/slots/%s/attendance/pdf", slot)), 404,
	    "not-found", "");
}
END_TEST

START_TEST(the_day_tells_how_many_came)
{
	struct answer a;

	begin("running");
	ck_at(get("/api/v1/days/%s", day), "/attendance/invited", "2");
	ck_at(get("/api/v1/days/%s", day), "/attendance/came", "0");
	tick("teacher", "true");
	tick("teacher_2", "true");
	tick("methodist", "false");
	a = get("/api/v1/days/%s", day);
	ck_at(a, "/attendance/came", "2");
	ck_at(a, "/attendance/noted", "3");
	sign_in("teacher");
	ck_at(get("/api/v1/days/%s", day), "/attendance", "null");
	sign_in("school_head");
	ck_at(get("/api/v1/days/%s", day), "/attendance/came", "2");
}
END_TEST

START_TEST(the_sign_in_sheet_names_the_invited)
{
	struct answer a;

	begin("running");
	sign_in("school_head");
	a = get("/api/v1/slots/%s/attendance/pdf", slot);
	ck_status(a, 200);
	ck_assert_str_eq(a.type, "application/pdf");
	a = get("/api/v1/days/%s/attendance/pdf", day);
	ck_status(a, 200);
}
END_TEST

RESOURCE_MAIN("attendance", the_list_has_the_invited_and_ticks_say_who_came,
    who_comes_without_an_invitation_is_added,
    attendance_is_open_while_the_day_is_held_and_summed_up,
    a_person_marks_himself_by_the_code_on_the_screen,
    a_code_is_of_its_activity_and_lives_for_minutes,
    a_code_works_in_the_activitys_time_and_for_the_invited, nobody_marks_himself_past_the_code,
    the_day_tells_how_many_came, the_sign_in_sheet_names_the_invited)
