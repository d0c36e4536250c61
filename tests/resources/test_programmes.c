/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Building a programme: the trial of an activity says what saving would say and keeps nothing; three
 * free places are free; templates, those that come with the program, and another day's programme are
 * taken over without whoever is taken. Each test has a date of its own.
 */
#include "way.h"

static const char *day, *date; /* of the test that runs */

static void begin(int n)
{
	day = new_day(n);
	date = date_ahead(n);
}

static const char *room(const char *name)
{
	return sql("select r.id from room r join organisation g on g.id = r.organisation_id"
		   " where g.idnumber = 'school_1' and r.name = '%s'",
	    name);
}

static const char *lesson_id(int number)
{
	return sql(
	    "select l.id from lesson l join organisation g on g.id = l.organisation_id"
	    " where number = %d and g.idnumber = 'school_1' and weekday = extract(isodow from "
	    "'%s'::date) and term @> '%s'::date",
	    number, date, date);
}

static struct answer check(const char *from, const char *to, const char *more)
{
	return post("/api/v1/slots/check",
	    "{\"day\":\"%s\",\"starts_at\":\"%sT%s:00+03:00\",\"ends_at\":\"%sT%s:00+03:00\",%s}",
	    day, date, from, date, to, more);
}

static const char *rows(void)
{
	return sql("select (select count(*) from slot) || ' ' || (select count(*) from booking) || "
		   "' ' || (select count(*) from audit)");
}

/* Two leave for another place at once: everything is told, in the words of a refusal. */
START_TEST(a_trial_names_every_clash_and_keeps_nothing)
{
	const char *with, *before;
	struct answer a, refused;

	begin(0);
	with = lists(person("methodist"), room("каб. 3"), "");
	created(talk(day, date, "10:00", "10:45", with));
	before = rows();
	a = check("10:30", "11:00", with);
	ck_status(a, 200);
	ck_assert_int_eq(count_at(a, "/clashes"), 2);
	ck_at(a, "/clashes/0/type", "/problems/person-in-two-places");
	ck_at(a, "/clashes/0/params/title", "10:00");
	ck_at(a, "/clashes/1/type", "/problems/room-in-two-places");
	ck_assert_str_eq(rows(), before);
	refused = talk(day, date, "10:30", "11:00", with);
	ck_at(a, "/clashes/1/title", at(refused, "/title")); /* rooms are taken before people */
	ck_at(a, "/clashes/1/clause", at(refused, "/clause"));
}
END_TEST

START_TEST(what_is_offered_as_free_can_be_saved)
{
	const char *with;
	struct answer a;

	begin(7);
	with = lists(person("methodist"), room("каб. 3"), "");
	created(talk(day, date, "10:20", "11:05", with));
	created(talk(day, date, "11:25", "12:10", lists("", room("каб. 3"), "")));
	a = check("10:20", "11:05", with);
	ck_assert_int_eq(count_at(a, "/free"), 3);
	ck_at(a, "/free/0/starts_at", format("%sT09:25:00+03:00", date));
	for (int i = 0; i < 3; i++) {
		const char *from = at(a, format("/free/%d/starts_at", i));

		ck_status(
		    post("/api/v1/slots",
			"{\"day\":\"%s\",\"form\":\"%s\",\"direction\":\"expert\",\"title\":\"x\","
			"\"starts_at\":\"%s\",\"ends_at\":\"%s\",%s}",
			day, sql("select id from form where name = 'Семинар' limit 1"), from,
			at(a, format("/free/%d/ends_at", i)), with),
		    201);
	}
	a = check("18:00", "18:30", with);
	ck_assert_int_eq(count_at(a, "/clashes"), 0);
	ck_assert_int_eq(count_at(a, "/free"), 0);
}
END_TEST

/* An activity that stands doesn't clash with itself, and is tried with what it would have. */
START_TEST(a_standing_activity_is_tried_as_changed)
{
	const char *with, *held, *other;
	struct answer a;

	begin(14);
	with = lists(person("methodist"), room("каб. 3"), "");
	held = created(talk(day, date, "10:00", "10:45", with));
	other = created(talk(day, date, "12:00", "12:45", lists("", room("каб. 14"), "")));
	a = check("10:15", "11:00", format("\"slot\":\"%s\",%s", held, with));
	ck_assert_int_eq(count_at(a, "/clashes"), 0);
	a = check(
	    "12:15", "13:00", format("\"slot\":\"%s\",%s", held, lists("", room("каб. 14"), "")));
	ck_at(a, "/clashes/0/type", "/problems/room-in-two-places");
	ck_at(a, "/clashes/0/params/slot", other);
	ck_at(get("/api/v1/slots/%s", held), "/starts_at", format("%sT10:00:00+03:00", date));
	ck_at(get("/api/v1/slots/%s", held), "/people/0/id", person("methodist"));
}
END_TEST

/* The visitor is busy during the lesson: its teacher's other lessons come first, else anybody's. */
START_TEST(in_place_of_a_lesson_others_are_offered)
{
	struct answer a;

	begin(21);
	created(talk(day, date, "09:25", "10:10", lists(person("methodist"), "", "")));
	a = post("/api/v1/slots/check", "{\"day\":\"%s\",\"lesson\":\"%s\",%s}", day, lesson_id(2),
	    lists(person("methodist"), "", ""));
	ck_status(a, 200);
	ck_at(a, "/clashes/0/type", "/problems/person-in-two-places");
	ck_at(a, "/free/0/lesson/id", lesson_id(3));
	ck_at(a, "/free/0/starts_at", format("%sT10:20:00+03:00", date));
}
END_TEST

START_TEST(a_trial_is_for_who_may_write)
{
	struct answer a;

	begin(28);
	a = post("/api/v1/slots/check", "{\"day\":\"%s\"}", day);
	ck_problem(a, 422, "invalid", "");
	ck_at(a, "/errors/0/pointer", "/starts_at");
	sign_in("teacher");
	ck_problem(check("10:00", "10:45", lists("", "", "")), 403, "forbidden", "");
	ck_assert_str_eq(
	    sql_as_sender("select slot_trial(jsonb_build_object('day', '%s', 'starts_at', "
			  "'%sT10:00+03', 'ends_at', '%sT11:00+03'))",
		day, date, date),
	    "!new row violates row-level security policy for table \"slot\"");
	sign_in("foreign_methodist");
	ck_problem(check("10:00", "10:45", lists("", "", "")), 422, "unknown-reference", "");
}
END_TEST

static const char *shipped(struct answer list, const char *title)
{
	for (long i = 0; i < count_at(list, "/items"); i++)
		if (strcmp(at(list, format("/items/%ld/title", i)), title) == 0)
			return at(list, format("/items/%ld/id", i));
	ck_abort_msg("no template %s in %s", title, list.text);
}

static struct answer take(const char *to, const char *what, const char *id)
{
	return post(format("/api/v1/days/%s/programme", to), "{\"%s\":\"%s\"}", what, id);
}

START_TEST(a_programme_begins_from_a_shipped_template)
{
	const char *template;
	struct answer a, list;

	begin(35);
	list = get("/api/v1/programme-templates");
	template = shipped(list, "Посещения уроков и итоги");
	sign_in("centre_head");
	a = take(day, "template", template);
	ck_status(a, 200);
	/* the other forms of that template aren't in this district's dictionary */
	ck_assert_int_eq(count_at(a, "/slots"), 1);
	ck_assert_int_eq(count_at(a, "/left_out"), 0);
	a = get("/api/v1/slots/%s", at(a, "/slots/0"));
	ck_at(a, "/form/name", "Консультация");
	ck_at(a, "/starts_at", format("%sT13:15:00+03:00", date));
	ck_at(a, "/people/0/id", person("methodist"));
	ck_at(a, "/people/0/involvement", "leads");
	a = take(day, "template", template);
	ck_at(a, "/left_out/0/type", "/problems/person-in-two-places");
	ck_problem(
	    erase("/api/v1/programme-templates/%s", template), 409, "template-is-shipped", "");
}
END_TEST

START_TEST(a_programme_is_kept_as_a_template)
{
	const char *id;
	struct answer a;

	begin(42);
	created(post("/api/v1/slots",
	    "{\"day\":\"%s\",\"lesson\":\"%s\",\"direction\":\"analytic\"}", day, lesson_id(2)));
	ck_problem(post("/api/v1/programme-templates", "{\"day\":\"%s\",\"title\":\"Пусто\"}", day),
	    409, "programme-has-nothing-to-keep", "4.2");
	created(
	    talk(day, date, "14:00", "14:45", lists(person("methodist_2"), room("каб. 3"), "")));
	a = post("/api/v1/programme-templates", "{\"day\":\"%s\",\"title\":\"Наш семинар\"}", day);
	id = created(a);
	ck_assert_int_eq(count_at(a, "/slots"), 1);
	ck_at(a, "/slots/0/from", "14:00");
	ck_at(a, "/slots/0/form/name", "Семинар");
	ck_problem(
	    post("/api/v1/programme-templates", "{\"day\":\"%s\",\"title\":\"Наш семинар\"}", day),
	    409, "template-title-taken", "");
	sign_in("foreign_methodist");
	ck_problem(erase("/api/v1/programme-templates/%s", id), 404, "not-found", "");
	day = (sign_in("methodist"), new_day(49));
	ck_assert_int_eq(count_at(take(day, "template", id), "/slots"), 1);
	ck_status(erase("/api/v1/programme-templates/%s", id), 204);
	ck_problem(take(day, "template", id), 404, "not-found", "");
}
END_TEST

START_TEST(another_days_programme_is_taken_over)
{
	const char *source, *target;
	struct answer a;

	begin(56);
	source = day;
	created(post("/api/v1/slots",
	    "{\"day\":\"%s\",\"lesson\":\"%s\",\"direction\":\"analytic\"}", source, lesson_id(2)));
	created(
	    talk(source, date, "14:00", "14:45", lists(person("methodist_2"), room("каб. 3"), "")));
	created(talk(source, date, "15:00", "15:45", lists(person("teacher"), "", "")));
	target = new_day(63);
	date = date_ahead(63);
	created(talk(target, date, "14:30", "15:00", lists("", room("каб. 3"), "")));
	a = take(target, "day", source);
	ck_status(a, 200);
	ck_assert_int_eq(count_at(a, "/slots"), 2);
	ck_at(a, "/lessons", "1");
	ck_assert_int_eq(count_at(a, "/left_out"), 1);
	ck_at(a, "/left_out/0/type", "/problems/room-in-two-places");
	a = get("/api/v1/slots/%s", at(a, "/slots/0"));
	ck_at(a, "/starts_at", format("%sT14:00:00+03:00", date));
	ck_at(a, "/people/0/id", person("methodist_2"));
	ck_assert_int_eq(count_at(a, "/rooms"), 0);
}
END_TEST

/* At another school the teachers stay where they are. */
START_TEST(to_another_school_only_the_centre_comes_along)
{
	const char *source, *target;
	struct answer a;

	begin(70);
	source = day;
	created(
	    talk(source, date, "14:00", "14:45", lists(person("methodist_2"), room("каб. 3"), "")));
	created(talk(source, date, "15:00", "15:45", lists(person("teacher"), "", "")));
	target = created(post("/api/v1/days", "{\"plan_item\":\"%s\",\"held_on\":\"%s\"}",
	    approved_item(2), date_ahead(77)));
	a = take(target, "day", source);
	ck_assert_int_eq(count_at(a, "/slots"), 2);
	ck_assert_int_eq(count_at(a, "/left_out"), 0);
	ck_at(get("/api/v1/slots/%s", at(a, "/slots/0")), "/people/0/id", person("methodist_2"));
	ck_at(get("/api/v1/slots/%s", at(a, "/slots/0")), "/rooms", "[]");
	ck_at(get("/api/v1/slots/%s", at(a, "/slots/1")), "/people", "[]");
	ck_problem(post(format("/api/v1/days/%s/programme", target), "{}"), 422, "invalid", "");
}
END_TEST

RESOURCE_MAIN("programmes", a_trial_names_every_clash_and_keeps_nothing,
    what_is_offered_as_free_can_be_saved, a_standing_activity_is_tried_as_changed,
    in_place_of_a_lesson_others_are_offered, a_trial_is_for_who_may_write,
    a_programme_begins_from_a_shipped_template, a_programme_is_kept_as_a_template,
    another_days_programme_is_taken_over, to_another_school_only_the_centre_comes_along)
