/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One search: every word is found wherever it stands, and nobody finds what he may not see - by role,
 * by school, by district.
 */
#include "way.h"

/* What the sender finds of a kind: titles joined by " | ", "" for none. */
static const char *found(const char *kind, const char *q)
{
	struct answer a = post("/api/v1/search", "{\"q\":\"%s\"}", q);
	const char *all = "";

	ck_status(a, 200);
	for (long i = 0; i < count_at(a, "/items"); i++)
		if (strcmp(at(a, format("/items/%ld/kind", i)), kind) == 0)
			all = format(
			    "%s%s%s", all, *all ? " | " : "", at(a, format("/items/%ld/title", i)));
	return all;
}

START_TEST(words_are_found_in_any_order_and_spelling)
{
	sign_in("methodist");
	ck_assert_str_eq(found("person", "ряби"), "Рябинина Софья Кирилловна");
	ck_assert_str_eq(found("person", "СОФЬЯ ряб"), "Рябинина Софья Кирилловна");
	ck_assert_str_eq(found("school", "березовская"), "Берёзовская СОШ"); /* ё */
	ck_assert_str_eq(found("school", "сош"), "Берёзовская СОШ | Ключевская СОШ");
	ck_assert_str_eq(found("person", "100%"), "");
	ck_assert_str_eq(found("person", "__"), "");
	ck_assert_str_eq(found("person", "софья дубравин"), "");
	/* as short as the number of a school */
	ck_assert_ptr_nonnull(strstr(found("school", "к"), "Ключевская СОШ"));
	ck_problem(post("/api/v1/search", "{\"q\":\"\"}"), 422, "invalid", "");
}
END_TEST

START_TEST(the_best_beginning_stands_first)
{
	sign_in("methodist");
	sql("insert into person (district_id, family_name, given_name, idnumber) values"
	    " ('d1000000-0000-4000-8000-000000000000', 'Софьина', 'Анна', 'sofina')");
	sql("insert into appointment (district_id, person_id, organisation_id, role) select p.district_id,"
	    " p.id, o.id, 'teacher' from person p join organisation o on o.idnumber = 'school_1'"
	    " where p.idnumber = 'sofina'");
	ck_assert_str_eq(found("person", "софь"), "Софьина Анна | Рябинина Софья Кирилловна");
	sql("update person set left_on = current_date where idnumber = 'sofina'");
	ck_assert_str_eq(found("person", "софь"), "Рябинина Софья Кирилловна");
}
END_TEST

/* An order of a day at school_1, and a teacher's analysis there, both signed. */
static void papers(void)
{
	const char *school = sql("select id from organisation where idnumber = 'school_1'");

	sql("set session_replication_role = replica;"
	    "insert into document (district_id, kind, state, organisation_id, title, number, dated, version)"
	    " values ('d1000000-0000-4000-8000-000000000000', 'order_hold', 'registered', '%s',"
	    " 'О проведении дня', '171-о', '2026-10-01', 1);"
	    "insert into document (district_id, kind, state, organisation_id, person_id, title, version)"
	    " select district_id, 'lesson_analysis', 'signed', '%s', id, 'Анализ урока физики', 1"
	    " from person where idnumber = 'teacher'",
	    school, school);
}

START_TEST(nobody_finds_what_he_may_not_see)
{
	static const struct {
		const char *who;
		bool order, analysis;
	} may[] = { { "methodist", true, true }, { "centre_head", true, true },
		{ "department_head", true, true }, { "clerk", true, false },
		{ "school_head", true, true }, { "school_head_2", false, false },
		{ "teacher", false, true }, { "teacher_2", false, false },
		{ "admin", false, false }, { "foreign_methodist", false, false } };

	papers();
	for (size_t i = 0; i < COUNT(may); i++) {
		sign_in(may[i].who);
		ck_assert_msg(!*found("order", "171-о") == !may[i].order, "order as %s: %s",
		    may[i].who, found("order", "171-о"));
		ck_assert_msg(!*found("material", "анализ физики") == !may[i].analysis,
		    "analysis as %s: %s", may[i].who, found("material", "анализ физики"));
	}
	sign_in("foreign_methodist");
	ck_assert_str_eq(found("person", "рябинина"), "");
	ck_assert_str_eq(found("school", "берёзовская"), "Берёзовская СОШ (чужая)");
	ck_assert_str_ne(found("person", "чужак"), "");
}
END_TEST

START_TEST(a_day_is_found_by_its_date_school_and_theme)
{
	const char *day = new_day(4), *date;

	sign_in("teacher");
	date = sql("select to_char(held_on, 'DD.MM.YYYY') from day where id = '%s'", day);
	ck_assert_str_ne(found("day", date), "");
	ck_assert_str_ne(found("day", format("берёзовская %s", date)), "");
	ck_assert_str_eq(found("day", "31.02.2026"), "");
}
END_TEST

START_TEST(a_person_leads_to_what_is_open_to_the_reader)
{
	struct answer a;

	sign_in("methodist");
	a = post("/api/v1/search", "{\"q\":\"рябинина\"}");
	ck_at(a, "/items/0/growth", "true");
	ck_at(a, "/items/0/detail", "учитель физики, Берёзовская СОШ");
	sign_in("teacher_2");
	ck_at(post("/api/v1/search", "{\"q\":\"рябинина\"}"), "/items/0/growth", "false");
	sign_in("teacher");
	ck_at(post("/api/v1/search", "{\"q\":\"рябинина\"}"), "/items/0/growth", "true");
	sign_in("school_head");
	ck_at(post("/api/v1/search", "{\"q\":\"ключевская\"}"), "/items/0/growth", "false");
	ck_at(post("/api/v1/search", "{\"q\":\"берёзовская\"}"), "/items/0/growth", "true");
}
END_TEST

RESOURCE_MAIN("search", words_are_found_in_any_order_and_spelling, the_best_beginning_stands_first,
    nobody_finds_what_he_may_not_see, a_day_is_found_by_its_date_school_and_theme,
    a_person_leads_to_what_is_open_to_the_reader)
