/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections: a baseline, the person's own agreement, a new measure, and a verdict by somebody else (4.6a).
 */
#include "way.h"

#include <string.h>

static const char *competence(const char *code)
{
	return sql(
	    "select c.id from competence c join person p using (district_id) where p.idnumber = 'methodist' and c.code = '%s' limit 1",
	    code);
}

/* Visits of a teacher that gave `points` of 3 in a competence, `days` from today. */
static void seen(const char *who, const char *code, const char *days, int points)
{
	sql("set session_replication_role = replica;"
	    "with v as (insert into visit (district_id, organisation_id, teacher_id, rubric_id, held_on, state)"
	    "  select district_id, '%s', '%s', (select e.id from edition e where e.kind = 'rubric' and e.district_id = p.district_id limit 1), (now() at time zone 'Europe/Moscow')::date + %s, 'closed' from person p where id = '%s' returning *),"
	    "h as (insert into sheet (district_id, visit_id, rubric_id, author_id, part, state) select district_id, id, rubric_id, '%s', 'visitor', 'submitted' from v returning *)"
	    "insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id, rater_id, held_on, points, max_points)"
	    " select h.district_id, h.id, '%s', 'visitor', v.teacher_id, v.organisation_id, h.author_id, v.held_on, %d, 3 from h, v",
	    organisation("school_1"), person(who), days, person(who), person("methodist"),
	    competence(code), points);
}

/* Who has which step of a correction before him; "" when nobody asks this person for anything. */
static void check_step(const char *who, const char *id, const char *event)
{
	struct answer a;
	const char *found = "";

	sign_in(who);
	a = get("/api/v1/next-steps");
	ck_status(a, 200);
	for (long i = 0; i < count_at(a, "/items"); i++)
		if (strcmp(at(a, format("/items/%ld/id", i)), id) == 0 &&
		    strcmp(at(a, format("/items/%ld/mine", i)), "true") == 0)
			found = at(a, format("/items/%ld/event", i));
	ck_assert_msg(strcmp(found, event) == 0, "%s: '%s', not '%s'", who, found, event);
}

static struct answer propose(const char *who, const char *code)
{
	return post("/api/v1/corrections",
	    "{\"person\":\"%s\",\"competence\":\"%s\",\"body\":\"Спрашивать не только поднявших руку\"}",
	    person(who), competence(code));
}

START_TEST(the_person_agrees_and_nobody_for_him)
{
	const char *id;
	struct answer a;

	seen("teacher", "K1", "-30", 1);
	seen("teacher", "K1", "-20", 1);
	sign_in("methodist");
	a = propose("teacher", "K1");
	id = created(a);
	ck_at(a, "/base/value", "2");
	ck_at(a, "/base/n", "2");
	ck_at(a, "/comparison/missing", "no_visits_since");
	ck_problem(propose("teacher", "K1"), 409, "correction-is-under-way", "4.6a");
	ck_problem(verb("corrections", id, "agree"), 403, "forbidden", "");
	sign_in("school_head");
	ck_problem(verb("corrections", id, "agree"), 403, "only-the-person-agrees", "4.6a");
	sign_in("teacher_2");
	ck_problem(verb("corrections", id, "agree"), 404, "not-found", "");
	check_step("teacher_2", id, "");
	check_step("methodist", id, "");
	check_step("teacher", id, "agree");
	ck_at(get("/api/v1/corrections"), "/items/0/own", "true");
	/* said to whoever can't do it, too */
	sign_in("school_head");
	a = get("/api/v1/corrections/%s", id);
	ck_at(a, "/next/event", "agree");
	ck_at(a, "/next/owner", "Рябинина\u00a0С.\u00a0К.");
	ck_at(a, "/next/clause", "4.6a");
	ck_assert_str_ne(at(a, "/next/due_on"), "null");
	sign_in("teacher");
	ck_at(verb("corrections", id, "agree"), "/state", "agreed");
	check_step("teacher", id, "start");
	ck_at(verb("corrections", id, "start"), "/state", "in_work");
	check_step("methodist", id, ""); /* nobody has visited him since */
	check_step("teacher", id, "");
	ck_problem(verb("corrections", id, "close"), 403, "forbidden", "");
}
END_TEST

START_TEST(a_new_measure_says_what_came_of_it)
{
	const char *id;
	struct answer a;

	seen("teacher_2", "K2", "-30", 0);
	seen("teacher_2", "K2", "-20", 0);
	sign_in("methodist");
	id = created(propose("teacher_2", "K2"));
	sign_in("teacher_2");
	ck_status(verb("corrections", id, "agree"), 200);
	ck_status(verb("corrections", id, "start"), 200);
	sign_in("methodist");
	a = post(format("/api/v1/corrections/%s/check", id), "{\"verdict\":\"helped\"}");
	ck_problem(a, 409, "check-needs-measures", "4.6a");
	seen("teacher_2", "K2", "1", 1);
	check_step("methodist_2", id, "");
	check_step("methodist", id, "check");
	ck_at(get("/api/v1/corrections/%s", id), "/comparison/missing", "no_run");
	seen("teacher_2", "K2", "2", 3);
	seen("teacher_2", "K2", "3", 3);
	a = get("/api/v1/corrections/%s", id);
	ck_at(a, "/comparison/since/n", "3");
	a = post(format("/api/v1/corrections/%s/check", id), "{\"verdict\":\"better\"}");
	ck_problem(a, 422, "invalid", "");
	a = post(format("/api/v1/corrections/%s/check", id), "{\"verdict\":\"helped\"}");
	ck_at(a, "/state", "checked");
	ck_at(a, "/again/n", "3");
	ck_at(a, "/again/se", "null");
	ck_at(a, "/decided_by/id", person("methodist"));
	ck_at(post(format("/api/v1/corrections/%s/go-on", id), "{}"), "/state", "in_work");
	ck_at(post(format("/api/v1/corrections/%s/check", id), "{\"verdict\":\"not_seen_yet\"}"),
	    "/verdict", "not_seen_yet");
	ck_at(verb("corrections", id, "close"), "/state", "closed");
	ck_status(propose("teacher_2", "K2"), 201);
}
END_TEST

/* Leaders are judged by a framework of their own. The database says it, past the program too. */
START_TEST(the_competence_is_of_the_persons_framework)
{
	const char *leaders =
	    "with f as (insert into edition (district_id, kind, code, version, title, state, in_force)"
	    " select district_id, 'framework', 'leaders', 1, 'Управление школой', 'draft',"
	    " daterange(current_date - 400, null) from person where idnumber = 'methodist' returning *),"
	    "r as (insert into edition (district_id, kind, code, version, title, state, in_force, body)"
	    " select district_id, 'rubric', 'leaders', 1, 'Карта руководителя', 'published',"
	    " in_force, '{\"for\":\"leader\"}' from f returning *),"
	    "c as (insert into competence (district_id, edition_id, code, name)"
	    " select district_id, id, 'L1', 'Управление' from f returning *),"
	    "s as (insert into rubric_section (district_id, edition_id, position, title)"
	    " select district_id, id, 1, 'Раздел' from r returning *)"
	    "insert into rubric_item (district_id, edition_id, section_id, position, body, looks,"
	    " points, labels, weight, competence_id) select s.district_id, s.edition_id, s.id, 1,"
	    " 'x', i.looks, i.points, i.labels, i.weight, c.id from s, c,"
	    " (select * from rubric_item limit 1) i returning 1";
	const struct {
		const char *who, *code, *slug;
	} rows[] = { { "teacher", "L1", "/problems/competence-is-of-leaders" },
		{ "school_head", "K1", "/problems/competence-is-of-teachers" },
		{ "school_head", "L1", "" }, { "teacher_elsewhere", "K2", "" } };

	sql("set session_replication_role = replica");
	sql("%s", leaders);
	sql("set session_replication_role = origin");
	for (size_t i = 0; i < COUNT(rows); i++) {
		sign_in("methodist");
		struct answer a = propose(rows[i].who, rows[i].code);

		ck_status(a, *rows[i].slug ? 409 : 201);
		ck_at(a, "/type", rows[i].slug);
	}
	/* the form asks a framework for whom it is, to offer only what fits */
	ck_at(get("/api/v1/frameworks/%s",
		  sql("select edition_id from competence where code = 'L1' limit 1")),
	    "/for", "leader");
	ck_at(get("/api/v1/frameworks/%s",
		  sql("select edition_id from competence where id = '%s'", competence("K1"))),
	    "/for", "teacher");
}
END_TEST

START_TEST(words_change_before_the_person_has_agreed)
{
	const char *id, *path;
	struct answer a;

	sign_in("centre_head");
	a = propose("teacher_elsewhere", "K1");
	id = created(a);
	ck_at(a, "/base", "null");
	ck_at(verb("corrections", id, "withdraw"), "/state", "withdrawn");
	a = propose("teacher_elsewhere", "K1");
	id = created(a);
	path = format("/api/v1/corrections/%s", id);
	ck_problem(patch(path, "99", "{\"body\":\"Иначе\"}"), 412, "changed", "");
	ck_at(patch(path, get("%s", path).etag, "{\"body\":\"Иначе\"}"), "/body", "Иначе");
	sign_in("school_head_2");
	ck_status(get("%s", path), 200);
	sign_in("school_head");
	ck_problem(get("%s", path), 404, "not-found", "");
	sign_in("teacher_elsewhere");
	ck_status(verb("corrections", id, "agree"), 200);
	sign_in("centre_head");
	ck_problem(
	    patch(path, get("%s", path).etag, "{\"body\":\"Ещё иначе\"}"), 409, "frozen", "4.6a");
	ck_problem(verb("corrections", id, "withdraw"), 409, "no-step", "");
	ck_problem(post("/api/v1/corrections",
		       "{\"person\":\"%s\",\"competence\":\"%s\",\"body\":\"Кому\"}",
		       person("clerk"), competence("K1")),
	    409, "nobody-to-correct", "4.6a");
}
END_TEST

/* A framework goes on by code: a visit judged by its next version measures the same competence. */
START_TEST(a_measure_by_the_next_version_counts)
{
	const char *id, *next, *old = competence("K1");

	sign_in("methodist");
	id = created(propose("teacher_2", "K1"));
	sign_in("teacher_2");
	ck_status(verb("corrections", id, "agree"), 200);
	ck_status(verb("corrections", id, "start"), 200);
	sql("update correction set due_on = current_date + 90 where id = '%s'", id);
	check_step("methodist", id, "");
	seen("teacher_2", "K1", "1", 2);
	next = sql(
	    "with f as (insert into edition (district_id, kind, code, version, title, state, in_force)"
	    " select e.district_id, e.kind, e.code, e.version + 1, e.title, 'draft', e.in_force from edition e join competence c on c.edition_id = e.id"
	    " where c.id = '%s' returning *)"
	    " insert into competence (district_id, edition_id, code, name) select district_id, id, 'K1', 'Та же' from f returning id",
	    old);
	sql("update score set competence_id = '%s' where competence_id = '%s' and teacher_id = '%s' and held_on > current_date",
	    next, old, person("teacher_2"));
	ck_assert_str_eq(sql("select count(*) from score where competence_id = '%s'", next), "1");
	check_step("methodist", id, "check");
}
END_TEST

RESOURCE_MAIN("corrections", the_competence_is_of_the_persons_framework,
    the_person_agrees_and_nobody_for_him, a_new_measure_says_what_came_of_it,
    words_change_before_the_person_has_agreed, a_measure_by_the_next_version_counts)
