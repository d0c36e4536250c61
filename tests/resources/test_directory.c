/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a district consists of, as screens choose from it: shapes, filters, the timetable of a
 * date, and pages that lose no row and repeat none.
 */
#include "visit.h"

static const char *school(const char *key)
{
	return sql("select id from organisation where idnumber = '%s'", key);
}

static long listed(const char *path)
{
	struct answer a = get("%s", path);

	ck_status(a, 200);
	return count_at(a, "/items");
}

/* Walks through all pages; answers how many different rows they had. */
static long walk(const char *path, int limit, long *pages)
{
	const char *seen = "", *cursor = "";
	long rows = 0;

	for (*pages = 0;; cursor = format("&cursor=%s", cursor)) {
		struct answer a = get(API "%slimit=%d%s", path, limit, cursor);
		long n = count_at(a, "/items");

		ck_status(a, 200);
		ck_assert_int_le(n, limit);
		for (long i = 0; i < n; i++) {
			const char *id = at(a, format("/items/%ld/id", i));

			ck_assert_msg(!strstr(seen, id), "%s comes twice", id);
			seen = format("%s %s", seen, id);
		}
		rows += n;
		++*pages;
		cursor = at(a, "/next");
		if (strcmp(cursor, "null") == 0)
			return rows;
		ck_assert_int_eq(n, limit);
	}
}

START_TEST(pages_lose_nothing_and_repeat_nothing)
{
	long pages;

	/* people of one name, so that the name alone doesn't order them */
	sql("insert into person (district_id, family_name, given_name) select district_id, "
	    "'Лугинина', 'Елена'"
	    " from person, generate_series(1, 4) where idnumber = 'teacher'");
	sql("insert into appointment (district_id, person_id, organisation_id, role, "
	    "during)"
	    " select p.district_id, p.id, g.id, 'teacher', '[2020-09-01,)' from person p, "
	    "organisation g"
	    " where p.family_name = 'Лугинина' and p.idnumber is null and g.idnumber = "
	    "'school_2'");
	sign_in("methodist");
	for (int limit = 1; limit < 8; limit++) {
		ck_assert_int_eq(walk("/organisations?", limit, &pages), 6);
		ck_assert_int_eq(pages, (6 + limit - 1) / limit);
		ck_assert_int_eq(walk("/people?", limit, &pages), 18);
		ck_assert_int_eq(pages, (18 + limit - 1) / limit);
		ck_assert_int_eq(walk("/people?role=teacher&", limit, &pages), 7);
	}
	sql("delete from appointment where person_id in (select id from person where "
	    "idnumber is null)");
}
END_TEST

/* Names of a list, page after page, joined by " | ". */
static const char *names(const char *path, int limit)
{
	const char *all = "", *cursor = "";

	for (;; cursor = format("&cursor=%s", cursor)) {
		struct answer a = get(API "%slimit=%d%s", path, limit, cursor);

		ck_status(a, 200);
		for (long i = 0; i < count_at(a, "/items"); i++)
			all = format(
			    "%s%s%s", all, *all ? " | " : "", at(a, format("/items/%ld/name", i)));
		cursor = at(a, "/next");
		if (strcmp(cursor, "null") == 0)
			return all;
	}
}

/* Numbers by their value, Ё beside Е, capitals with small letters; a page begins where the last one ended. */
START_TEST(names_stand_in_the_order_of_a_reader)
{
	sql("insert into organisation (district_id, kind, name) select district_id, 'extra', n.name from district,"
	    " unnest('{СОШ № 10,СОШ № 2,СОШ № 1,ёлочка,Ель,Жаворонок}'::text[]) as n(name)"
	    " where district.district_id = 'd1000000-0000-4000-8000-000000000000'");
	sql("insert into person (district_id, family_name, given_name) select"
	    " 'd1000000-0000-4000-8000-000000000000', family, 'Анна'"
	    " from unnest('{Жукова,Ёлкина,Елисеева,Яковлева,елина}'::text[]) as n(family)");
	sql("insert into appointment (district_id, person_id, organisation_id, role, during)"
	    " select p.district_id, p.id, o.id, 'teacher', '[2020-09-01,)' from person p join organisation o"
	    " on o.name = 'Ель' where p.given_name = 'Анна' and p.idnumber is null");
	sign_in("methodist");
	for (int limit = 1; limit < 7; limit++) {
		ck_assert_str_eq(names("/organisations?kind=extra&", limit),
		    "ёлочка | Ель | Жаворонок | СОШ № 1 | СОШ № 2 | СОШ № 10");
		ck_assert_str_eq(names(format("/people?organisation=%s&",
					   sql("select id from organisation where name = 'Ель'")),
				     limit),
		    "елина Анна | Елисеева Анна | Ёлкина Анна | Жукова Анна | Яковлева Анна");
	}
	sql("delete from appointment where person_id in (select id from person where idnumber is null);"
	    "delete from organisation where kind = 'extra'");
}
END_TEST

START_TEST(organisations)
{
	struct answer a;

	sign_in("teacher");
	ck_assert_int_eq(listed(API "/organisations"), 6);
	ck_assert_int_eq(listed(API "/organisations?kind=school"), 2);
	ck_assert_int_eq(listed(API "/organisations?hosts=1"), 3);
	ck_assert_int_eq(listed(API "/organisations?hosts=1&kind=centre"), 0);
	ck_status(get(API "/organisations?kind=shop"), 422);
	a = get(API "/organisations/%s", school("school_1"));
	ck_at(a, "/name", "Берёзовская СОШ");
	ck_at(a, "/kind", "school");
	ck_at(a, "/idnumber", "school_1");
	ck_at(a, "/last_day_on", "null");
	ck_status(get(API "/organisations/%s", school("foreign_school_1")), 404);
	ck_status(get(API "/organisations/7"), 404);
	sql("set session_replication_role = replica");
	sql("insert into day (district_id, kind, organisation_id, held_on, theme, state) "
	    "select district_id, 'day',"
	    " id, current_date - d.n, 'x', d.state from organisation, (values (40, "
	    "'held'), (30, 'closed'),"
	    " (20, 'cancelled'), (-5, 'announced')) d(n, state) where idnumber = "
	    "'school_1'");
	sql("set session_replication_role = origin");
	ck_at(get(API "/organisations/%s", school("school_1")), "/last_day_on",
	    sql("select current_date - 30"));
}
END_TEST

START_TEST(people)
{
	struct answer a;

	sign_in("teacher");
	ck_assert_int_eq(listed(API "/people"), 14); /* nobody foreign, not the system */
	ck_assert_int_eq(listed(API "/people?role=teacher"), 3);
	ck_assert_int_eq(listed(format(API "/people?organisation=%s", school("school_1"))), 3);
	ck_assert_int_eq(
	    listed(format(API "/people?organisation=%s&role=teacher", school("school_1"))), 2);
	a = post(API "/people/search", "{\"q\":\"ряб\",\"limit\":8}");
	ck_at(a, "/items/0/id", person("teacher"));
	ck_assert_int_eq(count_at(a, "/items"), 1);
	ck_assert_int_eq(count_at(post(API "/people/search", "{\"q\":\"%%%%\"}"), "/items"), 0);
	ck_assert_int_eq(count_at(post(API "/people/search", "{\"q\":\"__\"}"), "/items"), 0);
	ck_at(post(API "/people/search", "{\"q\":\"р\"}"), "/errors/0/pointer", "/q");
	ck_status(get(API "/people?q=x"), 422); /* a name stands in no address */
	a = get(API "/people/%s", person("teacher"));
	ck_at(a, "/name", "Рябинина Софья Кирилловна");
	ck_at(a, "/short", "Рябинина\u00a0С.\u00a0К.");
	ck_at(a, "/post", "учитель физики");
	ck_at(a, "/roles/0", "teacher");
	ck_at(a, "/organisation/id", school("school_1"));
	ck_status(get(API "/people/%s", person("foreign_teacher")), 404);
	/* a role counts while it is held */
	sql("update appointment set during = '[2020-09-01,2021-09-01)' where person_id = "
	    "'%s'",
	    person("teacher_2"));
	ck_assert_int_eq(listed(API "/people?role=teacher"), 2);
	ck_at(get(API "/people/%s", person("teacher_2")), "/roles", "[]");
	sql("update appointment set during = '[2020-09-01,)' where person_id = '%s'",
	    person("teacher_2"));
}
END_TEST

START_TEST(rooms_classes_and_bells_of_an_organisation)
{
	static const char *const kinds[] = { "rooms", "classes", "bells" };
	const char *of = format("organisation=%s", school("school_1"));

	sign_in("teacher");
	struct answer a = get(API "/rooms?%s", of);
	ck_assert_int_eq(count_at(a, "/items"), 3);
	ck_at(a, "/items/0/name", "каб. 3");
	ck_at(a, "/items/0/seats", "30");
	a = get(API "/classes?%s", of);
	ck_assert_int_eq(count_at(a, "/items"), 2); /* of this school year */
	ck_at(a, "/items/0/name", "6\u00a0«А»");
	ck_at(a, "/items/1/grade", "8");
	ck_at(a, "/items/1/letter", "Б");
	ck_at(a, "/items/1/pupils", "22");
	struct answer b =
	    get(API "/classes?%s&year=%s", of, sql("select school_year(current_date) + 1"));
	ck_assert_int_eq(count_at(b, "/items"), 2);
	ck_assert_str_ne(at(b, "/items/0/id"), at(a, "/items/0/id"));
	ck_assert_int_eq(listed(format(API "/classes?%s&year=2001", of)), 0);
	a = get(API "/bells?%s", of);
	ck_assert_int_eq(count_at(a, "/items"), 5);
	ck_at(a, "/items/1/lesson", "2");
	ck_at(a, "/items/1/starts", "09:25");
	ck_at(a, "/items/1/ends", "10:10");
	for (size_t i = 0; i < COUNT(kinds); i++) {
		ck_status(get(API "/%s", kinds[i]), 422);
		ck_assert_int_eq(
		    listed(format(API "/%s?organisation=%s", kinds[i], school("foreign_school_1"))),
		    0);
	}
}
END_TEST

START_TEST(forms_subjects_and_regulation)
{
	sign_in("teacher");
	struct answer a = get(API "/forms");
	ck_assert_int_eq(count_at(a, "/items"), 5);
	ck_at(a, "/items/0/name", "Методический день");
	ck_at(a, "/items/0/is_day", "true");
	ck_at(a, "/items/1/is_day", "false");
	a = get(API "/subjects");
	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/0/name", "Математика");
	a = get(API "/regulation");
	ck_at(a, "/title", "Положение о методических днях");
	ck_at(a, "/in_force_from", "2020-09-01");
	ck_assert_int_eq(count_at(a, "/clauses"), 3);
	ck_at(a, "/clauses/1/number", "4.1");
	ck_at(a, "/clauses/1/label", "п. 4.1");
	ck_assert(strncmp(at(a, "/clauses/1/body"), "Проведение", strlen("Проведение")) == 0);
	sign_in("foreign_methodist");
	ck_assert_int_eq(listed(API "/forms"), 1);
	ck_assert_int_eq(listed(API "/subjects"), 1);
	ck_assert_str_ne(at(get(API "/regulation"), "/id"), at(a, "/id"));
}
END_TEST

RESOURCE_MAIN("directory", pages_lose_nothing_and_repeat_nothing,
    names_stand_in_the_order_of_a_reader, organisations, people,
    rooms_classes_and_bells_of_an_organisation, forms_subjects_and_regulation)
