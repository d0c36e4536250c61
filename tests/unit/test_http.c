/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions to other servers as far as they need none: forms, and what is told apart when no answer
 * comes. Answers are in tests/wire.
 */
#include "check_main.h"

#include "http.h"

#include <string.h>

static struct arena *mem;

static void before(void)
{
	mem = arena_create(1 << 20);
	setenv("NO_PROXY", "127.0.0.1", 1);
}

static void after(void)
{
	arena_destroy(mem);
}

START_TEST(a_form_is_percent_encoded)
{
	const char *form = http_field(mem, NULL, "a", "x-1._~");

	ck_assert_str_eq(form, "a=x-1._~");
	ck_assert_str_eq(http_field(mem, form, "b[0][c]", "Я & ты=+ %"),
	    "a=x-1._~&b[0][c]=%D0%AF%20%26%20%D1%82%D1%8B%3D%2B%20%25");
	ck_assert_str_eq(http_field(mem, NULL, "empty", ""), "empty=");
}
END_TEST

static enum http_fault ask(const char *url, bool (*go_on)(void *))
{
	struct http_answer a;
	const char *why =
	    http_ask(mem, &(struct http_question){ .url = url, .seconds = 5, .go_on = go_on }, &a);

	ck_assert(why != NULL && *why);
	ck_assert_int_eq((int)a.status, 0);
	ck_assert_str_eq(a.body, "");
	return a.fault;
}

START_TEST(why_no_answer_came_is_told_apart)
{
	ck_assert_int_eq(ask("ftp://127.0.0.1/", NULL), HTTP_BAD_ADDRESS);
	ck_assert_int_eq(ask("file:///etc/hostname", NULL), HTTP_BAD_ADDRESS);
	ck_assert_int_eq(ask("http://", NULL), HTTP_BAD_ADDRESS);
	ck_assert_int_eq(ask("http://127.0.0.1:1/", NULL), HTTP_NO_ANSWER);
	for (int f = HTTP_BAD_ADDRESS; f <= HTTP_STOPPED; f++) {
		ck_assert(*http_fault_words(f, false));
		ck_assert_str_ne(http_fault_words(f, false), http_fault_words(f, true));
	}
}
END_TEST

CHECK_MAIN_AROUND(
    "http", before, after, a_form_is_percent_encoded, why_no_answer_came_is_told_apart)
