/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Materials (4.5): the text made from the visit or the day, the way from draft to the council, one
 * answer to each version, and who may take which step.
 */
#include "material.h"

static const char *signed_analysis(const char *visit)
{
	const char *id = new_analysis(visit);

	ck_status(verb("materials", id, "sign"), 200);
	return id;
}

static struct answer object(const char *kind, const char *id, const char *words)
{
	return post(format(API "/%s/%s/object", kind, id), "{\"body\":\"%s\"}", words);
}

START_TEST(an_analysis_is_made_from_the_visit)
{
	const char *visit = assessed_visit(), *id = new_analysis(visit);
	struct answer a = material(id);

	ck_at(a, "/kind", "lesson_analysis");
	ck_at(a, "/state", "draft");
	ck_at(a, "/teacher/id", person("teacher"));
	ck_at(a, "/visit", visit);
	ck_at(a, "/day", day_of_visit(visit));
	ck_at(a, "/authors/0/id", person("methodist"));
	ck_assert_ptr_nonnull(strstr(at(a, "/body"), "Рябинина Софья Кирилловна"));
	ck_assert_ptr_nonnull(strstr(at(a, "/body"), "Ищут ошибку вдвоём"));
	ck_assert_ptr_nonnull(strstr(at(a, "/body"), "2 из 6"));
	ck_assert_int_ge(block(a, "Точные вопросы"), block(a, "Сильные стороны"));
	ck_assert_int_ge(block(a, "Мало обратной связи"), 0);
	ck_at(a, format("/body/%ld/b", block(a, "Спросить каждого")), "point");
	long result = block(a, "Результат урока");

	ck_at(a, format("/body/%ld/name", result), "visit_percent");
	ck_at(a, format("/body/%ld/value", result), "60,0 %");
	ck_at(a, format("/body/%ld/value", block(a, "Уровень")), "средний");
	ck_problem(draft_material("lesson_analysis", "visit", visit), 409,
	    "analysis-of-visit-exists", "4.5");
}
END_TEST

START_TEST(nothing_is_written_about_what_has_not_been)
{
	const char *visit = new_visit("levels", false);

	ck_problem(
	    draft_material("lesson_analysis", "visit", visit), 409, "visit-is-not-assessed", "4.5");
	ck_problem(
	    draft_material("spravka", "day", day_of_visit(visit)), 409, "day-is-not-held", "4.5");
	ck_at(draft_material("spravka", "visit", visit), "/errors/0/pointer", "/day");
	ck_at(draft_material("lesson_analysis", "day", day_of_visit(visit)), "/errors/0/pointer",
	    "/visit");
	ck_status(draft_material("lesson_analysis", "visit", person("teacher")), 422);
}
END_TEST

START_TEST(a_spravka_is_made_from_the_day)
{
	const char *visit = assessed_visit(), *day = day_of_visit(visit);
	struct answer a;

	set_state("day", day, "held");
	a = draft_material("spravka", "day", day);
	ck_status(a, 201);
	ck_assert_int_ge(block(a, "Предмет: методический день «Обратная связь»"), 0);
	ck_at(a, format("/body/%ld/value", block(a, "Посещено уроков")), "1");
	ck_at(a, format("/body/%ld/value", block(a, "Средний результат")),
	    "60,0 % (уроков: 1, посетивших: 1)");
	ck_at(a, format("/body/%ld/value", block(a, "K1")), "44,4 % (уроков: 1, посетивших: 1)");
	ck_at(a, format("/body/%ld/rows/0/5", block(a, "Посещённые уроки") + 1), "60,0");
	ck_at(a, format("/body/%ld/rows/0/6", block(a, "Посещённые уроки") + 1), "средний");
	ck_assert_int_ge(block(a, "Рябинина\u00a0С.\u00a0К.: Спросить каждого"), 0);
	ck_at(a, "/due_on",
	    sql("select add from (select array_agg(d::date order by d) as a from generate_series("
		"(select held_on + 1 from day where id = '%s'), (select held_on + 40 from day where id = "
		"'%s'), interval '1 day') d where extract(isodow from d) < 6) x, lateral (select a[10] as "
		"add) y",
		day, day));
	ck_problem(draft_material("spravka", "day", day), 409, "spravka-of-day-exists", "4.5");
	ck_status(draft_material("recommendations", "day", day), 201);
	a = post(API "/materials", "{\"kind\":\"recommendations\",\"title\":\"О вопросах\"}");
	ck_status(a, 201);
	ck_at(a, "/title", "О вопросах");
	ck_at(a, "/organisation/name", "Муниципальный центр");
}
END_TEST

START_TEST(a_draft_is_edited_block_by_block)
{
	const char *id = new_analysis(assessed_visit());
	struct answer a;

	a = change("materials", id,
	    "{\"body\":[{\"b\":\"para\",\"text\":\"Один\"},{\"b\":\"table\",\"head\":[\"А\"],\"rows\":[[\"Б\"]]}],"
	    "\"due_on\":\"2031-02-03\"}");
	ck_status(a, 200);
	ck_at(a, "/body/1/rows/0/0", "Б");
	ck_at(a, "/due_on", "2031-02-03");
	a = change("materials", id, "{\"body\":[{\"b\":\"para\"}]}");
	ck_problem(a, 422, "invalid", "");
	ck_at(a, "/errors/0/pointer", "/body/0/text");
	a = change("materials", id, "{\"body\":[{\"b\":\"poem\",\"text\":\"\"}]}");
	ck_at(a, "/errors/0/pointer", "/body/0/b");
	a = change("materials", id, "{\"body\":[{\"b\":\"table\",\"head\":[],\"rows\":[[1]]}]}");
	ck_at(a, "/errors/0/pointer", "/body/0/rows/0/0");
	a = change("materials", id, "{\"body\":{}}");
	ck_at(a, "/errors/0/pointer", "/body");
	a = change("materials", id,
	    "{\"body\":[{\"b\":\"figure\",\"name\":\"visit_percent\",\"text\":\"\",\"args\":{\"visit\":\"1\"}}]}");
	ck_at(a, "/errors/0/pointer", "/body/0/args/visit");
	a = change("materials", id,
	    "{\"body\":[{\"b\":\"figure\",\"name\":\"guess\",\"text\":\"\",\"args\":{}}]}");
	ck_at(a, "/errors/0/pointer", "/body/0/name");
	ck_at(material(id), "/body/0/text", "Один");
}
END_TEST

START_TEST(whoever_saves_second_is_shown_the_first)
{
	const char *id = new_analysis(assessed_visit()), *path = format(API "/materials/%s", id);
	const char *seen = material(id).etag;
	struct answer a;

	ck_status(patch(path, seen, "{\"title\":\"Первый\"}"), 200);
	a = patch(path, seen, "{\"title\":\"Второй\",\"authors\":[{\"person\":\"%s\"}]}",
	    person("methodist_2"));
	ck_problem(a, 412, "changed", "");
	ck_at(a, "/current/title", "Первый");
	ck_at(material(id), "/authors/0/id", person("methodist"));
	ck_problem(patch(path, NULL, "{\"title\":\"Третий\"}"), 428, "revision-required", "");
}
END_TEST

START_TEST(a_figure_is_counted_and_never_typed)
{
	const char *visit = assessed_visit(), *id = new_analysis(visit);
	const char *body =
	    format("{\"b\":\"figure\",\"name\":\"visit_percent\",\"text\":\"Итог: {value}\","
		   "\"args\":{\"visit\":\"%s\"},\"value\":\"99,0 %%\",\"as_of\":\"2020-01-01\"}",
		visit);
	struct answer a = change("materials", id, format("{\"body\":[%s]}", body));

	ck_at(a, "/body/0/value", "60,0 %");
	ck_assert_str_ne(at(a, "/body/0/as_of"), "2020-01-01");

	sql("set session_replication_role = replica");
	sql("update sheet set points = 12 where visit_id = '%s'", visit);
	sql("set session_replication_role = origin");
	a = get(API "/materials/%s/figures", id);
	ck_at(a, "/items/0/then", "60,0 %");
	ck_at(a, "/items/0/now", "80,0 %");
	ck_at(a, "/items/0/changed", "true");
	/* Other words around it keep the figure; without its value it is counted anew. */
	a = material(id);
	const char *kept =
	    format("{\"b\":\"figure\",\"name\":\"visit_percent\",\"text\":\"Всего: {value}\","
		   "\"args\":%s,\"value\":\"60,0 %%\",\"as_of\":\"%s\"}",
		at(a, "/body/0/args"), at(a, "/body/0/as_of"));

	a = change("materials", id, format("{\"body\":[%s]}", kept));
	ck_at(a, "/body/0/text", "Всего: {value}");
	ck_at(a, "/body/0/value", "60,0 %");
	a = change("materials", id,
	    format(
		"{\"body\":[{\"b\":\"figure\",\"name\":\"visit_percent\",\"text\":\"\",\"args\":%s}]}",
		at(a, "/body/0/args")));
	ck_at(a, "/body/0/value", "80,0 %");
	ck_at(get(API "/materials/%s/figures", id), "/items/0/changed", "false");
}
END_TEST

START_TEST(the_whole_way_to_the_council)
{
	const char *id = new_analysis(assessed_visit());
	struct answer a;

	sign_in("teacher");
	ck_status(material(id), 404);
	sign_in("methodist");
	ck_at(material(id), "/next/event", "sign");
	a = verb("materials", id, "sign");
	ck_status(a, 200);
	ck_at(a, "/state", "signed");
	ck_at(a, "/next/event", "acknowledge"); /* said to the author, who can't do it */
	ck_at(a, "/next/owner", "Рябинина\u00a0С.\u00a0К.");
	ck_at(a, "/next/due_on", at(a, "/due_on"));
	ck_at(a, "/next/clause", "4.5");
	ck_at(a, "/signatures/0/capacity", "methodist");
	ck_problem(change("materials", id, "{\"title\":\"Другое\"}"), 409, "frozen", "4.5");
	ck_problem(change("materials", id,
		       format("{\"addressees\":[{\"person\":\"%s\"}]}", person("teacher"))),
	    409, "frozen", "4.5");
	ck_problem(verb("materials", id, "queue"), 409, "teacher-has-time-left", "4.5");
	sign_in("teacher");
	a = material(id);
	ck_assert_str_eq(at(a, "/can"), "[\"acknowledge\",\"object\"]");
	ck_problem(post(format(API "/materials/%s/object", id), "{}"), 422, "invalid", "");
	ck_status(verb("materials", id, "acknowledge"), 200);
	ck_problem(verb("materials", id, "acknowledge"), 409, "no-step", "");
	ck_problem(object("materials", id, "Нет"), 409, "no-step", "");
	sign_in("methodist");
	a = verb("materials", id, "queue");
	ck_at(a, "/state", "queued");
	ck_at(a, "/receipts/0/kind", "acknowledged");
	ck_at(a, "/receipts/0/person/id", person("teacher"));
	ck_at(a, "/next/event", "consider");
	ck_at(a, "/next/role", "council_secretary");
	ck_at(a, "/next/clause", "4.5");
}
END_TEST

START_TEST(an_objection_lies_beside_the_document)
{
	const char *visit = assessed_visit(), *id = signed_analysis(visit);
	struct answer a;

	sign_in("teacher");
	a = object("materials", id, "Урок был контрольным");
	ck_status(a, 200);
	ck_at(a, "/state", "objected");
	ck_at(a, "/receipts/0/body", "Урок был контрольным");
	ck_at(get(API "/visits/%s", visit), "/state", "objected");
	ck_at(get(API "/visits/%s", visit), "/receipts/0/body", "Урок был контрольным");
	sign_in("council_member");
	ck_at(material(id), "/receipts/0/body", "Урок был контрольным");
	sign_in("methodist");
	ck_at(verb("materials", id, "queue"), "/state", "queued");
}
END_TEST

START_TEST(nobody_answers_twice)
{
	const char *answered = assessed_visit(), *open, *id;
	struct answer a;

	sign_in("teacher");
	ck_status(verb("visits", answered, "acknowledge"), 200);
	id = new_analysis(answered);
	a = verb("materials", id, "sign");
	ck_at(a, "/state", "acknowledged");
	ck_at(a, "/receipts/0/of", "visit");

	const char *closed = assessed_visit();

	sign_in("teacher");
	ck_status(object("visits", closed, "Не согласна"), 200);
	sign_in("methodist");
	ck_status(verb("visits", closed, "close"), 200);
	id = new_analysis(closed);
	ck_at(verb("materials", id, "sign"), "/state", "objected");

	open = assessed_visit();
	id = signed_analysis(open);
	sign_in("teacher");
	ck_status(object("visits", open, "Не так"), 200);
	ck_at(material(id), "/state", "objected");
	ck_at(material(id), "/receipts/0/body", "Не так");
}
END_TEST

START_TEST(only_the_right_person_answers)
{
	const char *visit = assessed_visit(), *id = signed_analysis(visit),
		   *day = day_of_visit(visit), *report;

	sign_in("school_head");
	ck_problem(verb("materials", id, "acknowledge"), 403, "only-teacher-answers", "4.5");
	sign_in("teacher_2");
	ck_status(verb("materials", id, "acknowledge"), 404);
	sign_in("methodist");
	ck_problem(verb("materials", id, "acknowledge"), 403, "forbidden", "");
	ck_assert_ptr_nonnull(strstr(
	    sql_as_sender(
		"with r as (insert into receipt (district_id, document_id, person_id, kind)"
		" values (auth.district(), '%s', auth.person(), 'acknowledged') returning id)"
		" update document set state = 'acknowledged' where id = '%s' and exists (select from r) returning state",
		id, id),
	    "answer_needs_receipt"));

	set_state("day", day, "held");
	report = at(draft_material("spravka", "day", day), "/id");
	ck_status(verb("materials", report, "sign"), 200);
	sign_in("school_head_2");
	ck_status(verb("materials", report, "acknowledge"), 404);
	sign_in("school_head");
	ck_at(verb("materials", report, "acknowledge"), "/state", "acknowledged");
}
END_TEST

START_TEST(a_school_that_is_addressed_answers_recommendations)
{
	const char *school = sql("select id from organisation where idnumber = 'school_2'"), *id;

	sign_in("methodist");
	id = at(post(API "/materials", "{\"kind\":\"recommendations\"}"), "/id");
	ck_status(
	    change("materials", id, format("{\"addressees\":[{\"organisation\":\"%s\"}]}", school)),
	    200);
	ck_at(material(id), "/addressees/0/organisation/id", school);
	ck_status(verb("materials", id, "sign"), 200);
	sign_in("school_head");
	ck_problem(verb("materials", id, "acknowledge"), 403, "only-addressee-answers", "4.5");
	sign_in("school_head_2");
	ck_at(verb("materials", id, "acknowledge"), "/state", "acknowledged");
}
END_TEST

START_TEST(a_returned_one_is_taken_up_as_the_next_version)
{
	const char *id = signed_analysis(assessed_visit());
	struct answer a;

	sign_in("teacher");
	ck_status(verb("materials", id, "acknowledge"), 200);
	sql("set session_replication_role = replica");
	sql("update document set state = 'returned' where id = '%s'", id);
	sql("insert into remark (district_id, document_id, phase, author_id, body) select district_id, id, 'summing_up', '%s', 'Добавьте вывод' from document where id = '%s'",
	    person("council_secretary"), id);
	sql("set session_replication_role = origin");
	ck_status(material(id), 404);
	sign_in("methodist");
	ck_at(material(id), "/remarks/0/body", "Добавьте вывод");
	a = verb("materials", id, "take-up");
	ck_at(a, "/state", "draft");
	ck_at(a, "/version", "2");
	ck_assert_int_eq(count_at(a, "/receipts"), 0);
	ck_status(change("materials", id, "{\"body\":[{\"b\":\"para\",\"text\":\"Вывод\"}]}"), 200);
	ck_at(verb("materials", id, "sign"), "/state", "signed");
	a = get(API "/materials/%s/versions", id);
	ck_assert_int_eq(count_at(a, "/items"), 2);
	ck_at(a, "/items/0/version", "2");
	ck_at(a, "/items/0/body/0/text", "Вывод");
	ck_at(a, "/items/1/signatures/0/person/id", person("methodist"));
	ck_at(a, "/items/1/receipts/0/kind", "acknowledged");
	ck_assert_int_eq(count_at(a, "/items/0/receipts"), 0);
	ck_assert_str_eq(at(a, "/items/1/digest"),
	    sql("select encode(digest, 'hex') from document_version where document_id = '%s' and version = 1",
		id));
	sign_in("teacher");
	ck_status(verb("materials", id, "acknowledge"), 200);
}
END_TEST

static bool listed(const char *id, const char *filter)
{
	return strstr(get(API "/materials?limit=200%s", filter).text, id) != NULL;
}

START_TEST(the_list_shows_each_his_own)
{
	const char *visit = assessed_visit(), *id = signed_analysis(visit),
		   *draft = new_analysis(assessed_visit());
	static const struct {
		const char *who;
		bool sees_signed, sees_draft;
	} readers[] = { { "methodist_2", true, true }, { "centre_head", true, true },
		{ "council_secretary", true, true }, { "council_member", true, false },
		{ "department_head", true, true }, { "school_head", true, false },
		{ "school_head_2", false, false }, { "teacher", true, false },
		{ "teacher_2", false, false }, { "teacher_elsewhere", false, false },
		{ "foreign_methodist", false, false } };

	for (size_t i = 0; i < COUNT(readers); i++) {
		sign_in(readers[i].who);
		ck_assert_msg(
		    listed(id, "") == readers[i].sees_signed, "signed as %s", readers[i].who);
		ck_assert_msg(
		    listed(draft, "") == readers[i].sees_draft, "draft as %s", readers[i].who);
		ck_assert_int_eq(material(id).status == 200, readers[i].sees_signed);
	}
	sign_in("methodist");
	ck_assert(listed(id, "&kind=lesson_analysis&state=signed&mine=1"));
	ck_assert(listed(id, format("&day=%s", day_of_visit(visit))));
	ck_assert(!listed(id, "&state=queued"));
	ck_assert(listed(id, format("&visit=%s", visit)));
	ck_assert(!listed(draft, format("&visit=%s", visit)));
	ck_assert(!listed(id, "&kind=spravka"));
	ck_assert(!listed(id,
	    format("&school=%s", sql("select id from organisation where idnumber = 'school_2'"))));
	ck_assert_int_eq(count_at(get(API "/materials?limit=1"), "/items"), 1);
	ck_assert_str_ne(at(get(API "/materials?limit=1"), "/items/0/id"),
	    at(get(API "/materials?limit=1&cursor=%s", at(get(API "/materials?limit=1"), "/next")),
		"/items/0/id"));
	sign_in("methodist_2");
	ck_assert(!listed(id, "&mine=1"));
}
END_TEST

START_TEST(what_is_next_goes_from_hand_to_hand)
{
	const char *visit = assessed_visit(), *day = day_of_visit(visit), *id;

	set_state("day", day, "held");
	ck_next("methodist", day, "draft_spravka m");
	ck_next("centre_head", day, "draft_spravka m");
	ck_next("methodist", visit, "draft_analysis m");
	ck_next("centre_head", visit, "draft_analysis w");
	ck_next("methodist_2", visit, "");
	id = new_analysis(visit);
	ck_next("methodist", id, "sign m");
	ck_next("methodist_2", id, "");
	ck_next("centre_head", id, "sign w");
	ck_next("teacher", id, "");
	sign_in("methodist");
	ck_status(verb("materials", id, "sign"), 200);
	ck_next("methodist", id, "acknowledge w");
	ck_next("teacher", id, "acknowledge m");
	ck_status(verb("materials", id, "acknowledge"), 200);
	ck_next("teacher", id, "");
	ck_next("methodist", visit, "");
	ck_next("methodist", id, "queue m");
	ck_status(verb("materials", id, "queue"), 200);
	ck_next("methodist", id, "");
	set_state("document", id, "returned");
	ck_next("methodist", id, "take_up m");
	ck_next("centre_head", id, "take_up w");
}
END_TEST

struct answer_of {
	const char *id, *event;
};

static int answer_in_child(void *arg)
{
	const struct answer_of *a = arg;

	return object("materials", a->id, a->event).status == 200;
}

START_TEST(two_answers_at_once_leave_one)
{
	struct answer_of a = { signed_analysis(assessed_visit()), "Раз" };
	int child[2];

	sign_in("teacher");
	for (int i = 0; i < 2; i++)
		child[i] = in_child(answer_in_child, &a);
	int won = child_result(child[0]) + child_result(child[1]);

	ck_assert_int_eq(won, 1);
	ck_assert_str_eq(sql("select count(*) from receipt where document_id = '%s'", a.id), "1");
}
END_TEST

RESOURCE_MAIN("materials", an_analysis_is_made_from_the_visit,
    nothing_is_written_about_what_has_not_been, a_spravka_is_made_from_the_day,
    a_draft_is_edited_block_by_block, whoever_saves_second_is_shown_the_first,
    a_figure_is_counted_and_never_typed, the_whole_way_to_the_council,
    an_objection_lies_beside_the_document, nobody_answers_twice, only_the_right_person_answers,
    a_school_that_is_addressed_answers_recommendations,
    a_returned_one_is_taken_up_as_the_next_version, the_list_shows_each_his_own,
    two_answers_at_once_leave_one, what_is_next_goes_from_hand_to_hand)
