/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Papers as their readers get them: an order, a programme, a plan and any other document as PDF, read
 * back as text by pdftotext. How they are laid out is in tests/documents.
 */
#include "way.h"
#include "pdf_words.h"

#include <stdio.h>
#include <unistd.h>

enum { TEXT_MOST = 200000 };

/* The words of a PDF with single spaces, as one line. */
static const char *words_of(struct answer a)
{
	static char text[TEXT_MOST], raw[TEXT_MOST];
	char name[] = "/tmp/mdpdf.XXXXXX";
	size_t n = 0, raw_n;
	int fd = mkstemp(name), c, last = ' ';

	ck_status(a, 200);
	ck_assert_str_eq(a.type, "application/pdf");
	ck_assert(strncmp(a.text, "%PDF-", 5) == 0);
	ck_assert_int_eq(write(fd, a.text, a.len), (ssize_t)a.len);
	close(fd);
	raw_n = pdf_words(name, raw, sizeof raw);
	for (size_t i = 0; i < raw_n && n + 1 < sizeof text; i++) {
		c = (unsigned char)raw[i];
		if (c == 0xA0 && n && (unsigned char)text[n - 1] == 0xC2) { /* no-break space */
			n--;
			last = n ? text[n - 1] : ' ';
			c = ' ';
		}
		if (c == '\n' || c == '\f')
			c = ' ';
		if (c != ' ' || last != ' ')
			text[n++] = (char)c;
		last = c;
	}
	text[n] = '\0';
	unlink(name);
	return text;
}

#define ck_says(text, part)                                                                        \
	ck_assert_msg(strstr(text, part) != NULL, "no \"%s\" in: %s", part, text)
#define ck_hides(text, part) ck_assert_msg(strstr(text, part) == NULL, "\"%s\" in: %s", part, text)

static struct answer order_pdf(const char *id)
{
	return get("/api/v1/orders/%s/pdf", id);
}

/* A day with one talk, so that its order has an appendix. */
static const char *day_with_a_talk(int n)
{
	const char
	    *day = new_day(n),
	    *room = sql(
		"select r.id from room r join organisation g on"
		" g.id = r.organisation_id where r.name = 'каб. 21' and g.idnumber = 'school_1'");

	ck_status(
	    talk(day, date_ahead(n), "14:00", "14:45", lists(person("methodist"), room, "")), 201);
	return day;
}

START_TEST(a_draft_says_that_it_is_one)
{
	const char *id = new_order(new_day(0));
	struct answer a = order_pdf(id);
	const char *text = words_of(a);

	ck_says(text, "Управление образования ПРИКАЗ");
	ck_says(text, "ПРОЕКТ");
	ck_says(text, "О проведении методического дня: Берёзовская СОШ");
	ck_says(text, "ПРИКАЗЫВАЮ: 1. Провести методический день");
	ck_says(text, "5. Контроль за исполнением приказа оставляю за собой.");
	ck_says(text, "Начальник управления А. В. Кремнёв");
	ck_says(text, "Исполнитель: Ветлугина Ирина Петровна");
	ck_hides(text, "/check/");
	ck_hides(text, "Приложение");
	ck_says(a.disposition, "filename=\"order_hold.pdf\"");
	ck_says(a.disposition, "filename*=UTF-8''%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%28%D0%BF");
}
END_TEST

START_TEST(a_signed_one_has_places_for_number_and_date)
{
	const char *id = signed_order(new_day(1));
	const char *code = sql("select code from document_version where document_id = '%s'", id);
	const char *text = words_of(order_pdf(id));

	ck_hides(text, "ПРОЕКТ");
	ck_says(text, "№ ______");
	ck_says(text, "20___ г.");
	ck_says(text, format("https://metodden.example/check/%s", code));
}
END_TEST

START_TEST(a_registered_one_has_number_date_and_programme)
{
	const char *day = day_with_a_talk(2), *order = signed_order(day);
	struct answer a;

	sign_in("clerk");
	ck_status(enter_in_registry(order, "п-159", sql("select current_date")), 200);
	a = order_pdf(order);
	const char *text = words_of(a);

	ck_says(text, "№ п-159");
	ck_says(text, sql("select replace(date_words(current_date), U&'\\00A0', ' ')"));
	ck_says(text, "Приложение к приказу от");
	ck_says(text, "14:00–14:45 14:00 (семинар) экспертное каб. 21");
	ck_says(text, "Ветлугина И. П.");
	ck_says(text, "относится к тексту приказа");
	ck_says(a.disposition, "%20%E2%84%96%20%D0%BF-159%20");

	text = words_of(get("/api/v1/days/%s/programme/pdf", day));
	ck_says(text, "УТВЕРЖДЕНА приказом от");
	ck_says(text, "№ п-159");
	ck_says(text, "ПРОГРАММА методического дня «Обратная связь»");
	ck_says(text, "14:00–14:45");
	ck_says(text, "Методист И. П. Ветлугина");
}
END_TEST

START_TEST(a_programme_without_an_order_is_a_draft)
{
	const char *text = words_of(get("/api/v1/days/%s/programme/pdf", day_with_a_talk(3)));

	ck_says(text, "ПРОЕКТ");
	ck_hides(text, "УТВЕРЖДЕНА");
	ck_says(text, "14:00–14:45");
}
END_TEST

START_TEST(a_plan_has_its_sections_and_items)
{
	const char *approved = sql(
	    "select id from plan_version where state = 'approved' and district_id::text like 'd1%%'");
	const char *draft = sql(
	    "select id from plan_version where state = 'draft' and district_id::text like 'd1%%' limit 1");

	sign_in("teacher");
	const char *text = words_of(get("/api/v1/plan-versions/%s/pdf", approved));

	ck_says(text, "УТВЕРЖДЁН приказом от 31 августа");
	ck_says(text, "№ 171");
	ck_says(text, "ПЛАН методической работы на");
	ck_says(text, "Методические дни");
	ck_says(text, "Методический день: обратная");
	ck_says(text, "аналитическое");
	ck_says(text, "Ветлугина И. П.");
	ck_says(text, "Руководитель центра О. Н. Заречная");
	ck_hides(text, "ПРОЕКТ");
	ck_says(words_of(get("/api/v1/plan-versions/%s/pdf", draft)), "ПРОЕКТ");
}
END_TEST

START_TEST(row_security_decides_who_reads_a_document)
{
	const char *draft = new_order(new_day(4));

	ck_status(get("/api/v1/documents/%s/pdf", draft), 200);
	sign_in("clerk");
	ck_status(get("/api/v1/documents/%s/pdf", draft), 200);
	sign_in("school_head");
	ck_problem(get("/api/v1/documents/%s/pdf", draft), 404, "not-found", "");
	ck_problem(order_pdf(draft), 404, "not-found", "");
	sign_in("teacher");
	ck_problem(get("/api/v1/documents/%s/pdf", draft), 404, "not-found", "");
	ck_problem(order_pdf(draft), 403, "forbidden", "");
	sign_in("foreign_methodist");
	ck_problem(get("/api/v1/documents/%s/pdf", draft), 404, "not-found", "");
	ck_problem(get("/api/v1/documents/%s/pdf", "x"), 404, "not-found", "");
	ck_problem(get("/api/v1/days/%s/programme/pdf", sql("select id from day limit 1")), 404,
	    "not-found", "");
}
END_TEST

START_TEST(an_address_of_orders_shows_orders_only)
{
	const char *act;

	sql("set session_replication_role = replica");
	act = sql(
	    "insert into document (district_id, kind, organisation_id, title, state) select district_id,"
	    " 'act', id, 'О районе', 'registered' from organisation where idnumber = 'department' returning id");
	sql("set session_replication_role = origin");
	sign_in("methodist");
	ck_problem(order_pdf(act), 404, "not-found", "");
	ck_says(words_of(get("/api/v1/documents/%s/pdf", act)), "НОРМАТИВНЫЙ АКТ");
}
END_TEST

/* A paper about a person: his acknowledgement or objection stands below, else a place for it. */
START_TEST(who_acknowledged_or_objected_stands_below)
{
	const char *id = sql("select gen_random_uuid()"), *text;

	sql("set session_replication_role = replica");
	sql("insert into document (district_id, id, kind, organisation_id, person_id, title, state, "
	    "created_by) select p.district_id, '%s', 'act', o.id, p.id, 'Об уроке', 'registered', null "
	    "from person p, organisation o where p.idnumber = 'teacher' and o.idnumber = 'school_1'",
	    id);
	sql("set session_replication_role = origin");
	sign_in("methodist");
	ck_says(words_of(get("/api/v1/documents/%s/pdf", id)),
	    "С документом ознакомлен(а) С. К. Рябинина");
	sql("insert into receipt (district_id, document_id, person_id, kind, body) select district_id, "
	    "'%s', id, 'objected', 'Урок шёл иначе' from person where idnumber = 'teacher'",
	    id);
	text = words_of(get("/api/v1/documents/%s/pdf", id));
	ck_says(text, "Возражение: Рябинина С. К., ");
	ck_says(text, "Урок шёл иначе");
	ck_hides(text, "ознакомлен(а)");
	sign_in("teacher");
	ck_status(get("/api/v1/documents/%s/pdf", id), 200);
	sign_in("teacher_2");
	ck_problem(get("/api/v1/documents/%s/pdf", id), 404, "not-found", "");
}
END_TEST

START_TEST(the_same_document_gives_the_same_bytes)
{
	const char *id = signed_order(day_with_a_talk(5));
	struct answer a = order_pdf(id), b = order_pdf(id);

	ck_assert_uint_eq(a.len, b.len);
	ck_assert(memcmp(a.text, b.text, a.len) == 0);
}
END_TEST

RESOURCE_MAIN("pdf", a_draft_says_that_it_is_one, a_signed_one_has_places_for_number_and_date,
    a_registered_one_has_number_date_and_programme, a_programme_without_an_order_is_a_draft,
    a_plan_has_its_sections_and_items, row_security_decides_who_reads_a_document,
    an_address_of_orders_shows_orders_only, who_acknowledged_or_objected_stands_below,
    the_same_document_gives_the_same_bytes)
