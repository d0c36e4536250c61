/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a paper is made of, without drawing: blocks from JSON, dates and names of files, what a line
 * never parts, how columns share a width, and that a QR code is a QR code. And that what is drawn goes
 * away with the request.
 */
#include "check_main.h"

#include "json.h"
#include "paper/canvas.h"
#include "paper/columns.h"
#include "paper/glue.h"
#include "paper/paper.h"
#include "paper/qr.h"

#include <malloc.h>
#include <math.h>
#include <string.h>

static struct arena *mem;

static void before(void)
{
	mem = arena_create(8u << 20);
	js_use(mem);
}

static void after(void)
{
	arena_destroy(mem);
}

static const struct paper *read(const char *json)
{
	const struct paper *p = paper_read(mem, json, "https://metodden.example");

	ck_assert_ptr_nonnull(p);
	return p;
}

static const struct block *block(const struct paper *p, size_t i)
{
	ck_assert_uint_lt(i, p->body.count);
	return &p->body.first[i];
}

START_TEST(an_unknown_kind_is_a_plain_document)
{
	const struct paper *p = read("{\"kind\":\"letter\",\"title\":\"О встрече\"}");

	ck_assert_str_eq(p->kind->caps, "ДОКУМЕНТ");
	ck_assert_str_eq(p->number, "");
	ck_assert_str_eq(p->check, "");
	ck_assert(!p->draft);
	ck_assert_ptr_null(paper_read(mem, "[]", NULL));
	ck_assert_ptr_null(paper_read(mem, "{", NULL));
}
END_TEST

START_TEST(points_are_numbered_on_over_lists_and_anew_after_words)
{
	const struct paper *p = read(
	    "{\"body\":[{\"b\":\"point\",\"text\":\"а\"},{\"b\":\"list\",\"items\":[\"б\"]},"
	    "{\"b\":\"figure\",\"text\":\"в\",\"value\":\"1\"},{\"b\":\"point\",\"text\":\"г\"},"
	    "{\"b\":\"para\",\"text\":\"д\"},{\"b\":\"point\",\"text\":\"е\"},"
	    "{\"b\":\"heading\",\"text\":\"ё\"},{\"b\":\"point\",\"text\":\"ж\"}]}");

	ck_assert_int_eq(block(p, 0)->number, 1);
	ck_assert_int_eq(block(p, 3)->number, 2);
	ck_assert_int_eq(block(p, 5)->number, 1);
	ck_assert_int_eq(block(p, 7)->number, 1);
}
END_TEST

START_TEST(an_unknown_block_is_shown_as_its_text)
{
	const struct paper *p = read("{\"body\":[{\"b\":\"quote\",\"text\":\"Так\","
				     "\"lines\":[\"раз\",{\"c\":\"два\"},3,null]},\"просто\",17]}");

	ck_assert_int_eq(block(p, 0)->kind, BLOCK_PARA);
	ck_assert_str_eq(block(p, 0)->text, "Так раз; два; 3");
	ck_assert_str_eq(block(p, 1)->text, "просто");
	ck_assert_str_eq(block(p, 2)->text, "17");
}
END_TEST

START_TEST(a_figure_stands_in_its_words)
{
	const struct paper *p =
	    read("{\"body\":[{\"b\":\"figure\",\"name\":\"n\",\"text\":\"Посещено {value} уроков\","
		 "\"value\":\"12\",\"as_of\":\"2026-12-01\"},"
		 "{\"b\":\"figure\",\"text\":\"Всего уроков:\",\"value\":12},"
		 "{\"b\":\"figure\",\"value\":\"12\",\"as_of\":\"2026-12-02T10:00:00+03:00\"}]}");

	ck_assert_str_eq(block(p, 0)->text, "Посещено 12 уроков (по состоянию на 01.12.2026)");
	ck_assert_str_eq(block(p, 1)->text, "Всего уроков: 12");
	ck_assert_str_eq(block(p, 2)->text, "12 (по состоянию на 02.12.2026)");
}
END_TEST

START_TEST(figures_of_one_day_have_it_said_once)
{
	const struct paper *p =
	    read("{\"body\":[{\"b\":\"figure\",\"text\":\"Уроков: {value}.\",\"value\":\"4\","
		 "\"as_of\":\"2026-12-01\"},"
		 "{\"b\":\"figure\",\"text\":\"Педагогов: {value}.\",\"value\":\"3\","
		 "\"as_of\":\"2026-12-01\"},"
		 "{\"b\":\"sign\",\"post\":\"Методист\",\"name\":\"И. П. Ветлугина\"}]}");

	ck_assert_uint_eq(p->body.count, 4);
	ck_assert_str_eq(block(p, 0)->text, "Уроков: 4.");
	ck_assert_str_eq(block(p, 2)->text, "Показатели приведены по состоянию на 01.12.2026.");
	ck_assert_int_eq(block(p, 3)->kind, BLOCK_SIGN);
}
END_TEST

START_TEST(a_table_takes_rows_of_any_length)
{
	const struct paper *p = read("{\"body\":[{\"b\":\"table\",\"head\":[\"а\",\"б\"],"
				     "\"rows\":[[\"1\",2,\"3\"],[],[\"весь\"],\"сор\"]}]}");
	const struct block *b = block(p, 0);

	ck_assert_uint_eq(b->head.count, 2);
	ck_assert_uint_eq(b->columns, 3);
	ck_assert_uint_eq(b->row_count, 4);
	ck_assert_str_eq(b->rows[0].cells[1], "2");
	ck_assert_uint_eq(b->rows[1].count, 0);
	ck_assert_uint_eq(b->rows[2].count, 1);
}
END_TEST

START_TEST(dates_are_written_out)
{
	ck_assert_str_eq(paper_date(mem, "2026-11-25"), "25 ноября 2026 г.");
	ck_assert_str_eq(paper_date(mem, "2027-03-01"), "1 марта 2027 г.");
	ck_assert_str_eq(paper_date(mem, ""), "");
	ck_assert_str_eq(paper_date(mem, "2026-13-01"), "");
}
END_TEST

START_TEST(a_file_is_named_as_people_name_the_paper)
{
	ck_assert_str_eq(
	    paper_file(
		mem, read("{\"kind\":\"order_hold\",\"number\":\"15/9-а\",\"dated\":\"2026-11-"
			  "25\",\"title\":\"О дне\"}")),
	    "Приказ № 15-9-а от 25.11.2026.pdf");
	ck_assert_str_eq(paper_file(mem, read("{\"kind\":\"spravka\",\"draft\":true,\"title\":\"по "
					      "итогам: «Урок»\\n\\\"да\\\"\"}")),
	    "Справка (проект) по итогам «Урок» да .pdf");
	const char *name =
	    paper_file(mem, read(arena_printf(mem, "{\"kind\":\"plan\",\"title\":\"%0500d\"}", 0)));

	ck_assert_uint_eq(strlen(name), strlen("План ") + 80 + strlen(".pdf"));
}
END_TEST

/* The text with ~ for the spaces that hold. */
static const char *glued(const char *text)
{
	struct span spans[64];
	char *out = arena_strndup(mem, text, strlen(text));
	size_t n = glue(text, spans, 64);

	for (size_t i = 0; i < n; i++)
		for (size_t at = spans[i].from; at < spans[i].to; at++)
			if (out[at] == ' ')
				out[at] = '~';
	return out;
}

START_TEST(what_belongs_together_is_not_parted)
{
	ck_assert_str_eq(glued("приказ № 159-а от 25 ноября 2026 г. отменён"),
	    "приказ №~159-а от~25~ноября~2026~г. отменён");
	ck_assert_str_eq(glued("Руководитель: Ветлугина И. П., методист"),
	    "Руководитель: Ветлугина~И.~П., методист");
	ck_assert_str_eq(glued("просит И. П. Ветлугина школу"), "просит И.~П.~Ветлугина школу");
	ck_assert_str_eq(glued("в школе (на уроке) и после п. 4.1 плана"),
	    "в~школе (на~уроке) и~после п.~4.1 плана");
	ck_assert_str_eq(glued("урок – это 45 мин работы"), "урок~– это 45~мин работы");
	ck_assert_str_eq(glued("посещён 8 «Б» класс"), "посещён 8~«Б» класс");
	ck_assert_str_eq(glued("конец\nв строке"), "конец\nв~строке");
	ck_assert_str_eq(glued(""), "");
	ck_assert_str_eq(glued("  два  пробела "), "  два  пробела ");
}
END_TEST

START_TEST(no_span_is_longer_than_a_line_could_hold)
{
	const char *text =
	    "а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а а";
	struct span spans[64];
	size_t n = glue(text, spans, 64);

	ck_assert_uint_gt(n, 1);
	for (size_t i = 0; i < n; i++)
		ck_assert_uint_le(spans[i].to - spans[i].from, 72u);
}
END_TEST

static void ck_shared(struct column *c, size_t n, double total)
{
	double sum = 0;

	columns_share(c, n, total);
	for (size_t i = 0; i < n; i++)
		sum += c[i].width;
	ck_assert_double_eq_tol(sum, total, 0.01);
}

START_TEST(columns_share_exactly_the_width)
{
	struct column loose[] = { { 10, 50, 0 }, { 10, 100, 0 } };
	struct column full[] = { { 20, 30, 0 }, { 40, 1500, 0 }, { 60, 300, 0 } };
	struct column tight[] = { { 300, 300, 0 }, { 300, 900, 0 } };

	ck_shared(loose, 2, 300);
	ck_assert_double_eq_tol(loose[1].width, 200, 0.01);
	ck_shared(full, 3, 500);
	ck_assert(full[0].width >= 20 && full[2].width >= 60);
	/* as many lines in the one as in the other: neither makes the row higher alone */
	ck_assert_double_eq_tol(1500 / full[1].width, 300 / full[2].width, 0.05);
	ck_shared(tight, 2, 400);
	ck_assert_double_eq_tol(tight[0].width, 200, 0.01);
}
END_TEST

START_TEST(a_code_has_its_three_corners)
{
	struct qr q;

	ck_assert(qr_make(mem, "https://metodden.example/check/0123456789abcdef0123", &q));
	int far = q.side - 1;

	ck_assert(qr_is_black(&q, 0, 0) && qr_is_black(&q, far, 0) && qr_is_black(&q, 0, far));
	ck_assert(!qr_is_black(&q, 1, 1) && qr_is_black(&q, 3, 3) && !qr_is_black(&q, 7, 7));
	char *long_text = arena_alloc(mem, 5000);

	memset(long_text, 'a', 4999);
	ck_assert(!qr_make(mem, long_text, &q));
}
END_TEST

START_TEST(a_paper_is_a_pdf_with_the_same_bytes_each_time)
{
	const struct paper *p =
	    read("{\"kind\":\"order_hold\",\"issuer\":[\"Управление\"],"
		 "\"title\":\"О дне\",\"body\":[{\"b\":\"para\",\"text\":\"Текст\"}]}");
	size_t first, second;
	const char *a = paper_render(mem, p, &first), *b = paper_render(mem, p, &second);

	ck_assert_ptr_nonnull(a);
	ck_assert(first > 1000 && memcmp(a, "%PDF-", 5) == 0);
	ck_assert_uint_eq(first, second);
	ck_assert(memcmp(a, b, first) == 0);
}
END_TEST

START_TEST(an_empty_paper_is_one_too)
{
	size_t len;

	ck_assert_ptr_nonnull(paper_render(mem, read("{}"), &len));
	ck_assert_ptr_nonnull(paper_render(mem,
	    read("{\"body\":[{\"b\":\"table\"},{\"b\":\"table\",\"rows\":[[]]},{\"b\":\"list\"},"
		 "{\"b\":\"sign\"},{}]}"),
	    &len));
}
END_TEST

/* Fonts stay, whatever the number of papers; what was drawn goes, also when it was never finished. */
START_TEST(what_is_drawn_goes_away_with_the_request)
{
	static const struct style s = { .size = 12 };
	struct arena *request = arena_create(8u << 20);
	size_t before_all = 0, now = 0, len;

	for (int i = 0; i < 120; i++) {
		js_use(request);
		ck_assert_ptr_nonnull(paper_render(request,
		    paper_read(request, "{\"title\":\"О дне\",\"issuer\":[\"Управление\"]}", NULL),
		    &len));
		struct canvas *c = canvas_open(request, 500, 500);

		canvas_draw(c, canvas_set(c, &s, 300, "Недописанная страница"), 10, 10);
		arena_reset(request);
		now = mallinfo2().uordblks;
		if (i == 20)
			before_all = now;
	}
	arena_destroy(request);
	js_use(mem);
	ck_assert_msg(now < before_all + 100000, "%zu, then %zu bytes", before_all, now);
}
END_TEST

CHECK_MAIN_AROUND("paper", before, after, an_unknown_kind_is_a_plain_document,
    points_are_numbered_on_over_lists_and_anew_after_words, an_unknown_block_is_shown_as_its_text,
    a_figure_stands_in_its_words, figures_of_one_day_have_it_said_once,
    a_table_takes_rows_of_any_length, dates_are_written_out,
    a_file_is_named_as_people_name_the_paper, what_belongs_together_is_not_parted,
    no_span_is_longer_than_a_line_could_hold, columns_share_exactly_the_width,
    a_code_has_its_three_corners, a_paper_is_a_pdf_with_the_same_bytes_each_time,
    an_empty_paper_is_one_too, what_is_drawn_goes_away_with_the_request)
