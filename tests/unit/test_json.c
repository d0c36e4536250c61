/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gaps of cJSON that json.c must close, one by one, and what a body may hold.
 */
#include "check_main.h"
#include "json.h"

#include <string.h>

static const char *refused(const char *text)
{
	const char *why;
	size_t at;
	struct arena *a = arena_create(1 << 20);

	js_use(a);
	return js_parse(text, strlen(text), &why, &at) ? NULL : why;
}

START_TEST(accepts_what_the_rfc_allows)
{
	static const char *const good[] = { "{}", "[]", "null",
		" [1, -0.5e+3 ,\"\\u00e9\\ud83d\\ude00\"] ", "{\"а\":{\"b\":[true,false,null]}}",
		"\"\"", "123456789012345", "0", "-0" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ck_assert_msg(refused(good[i]) == NULL, "%s: %s", good[i], refused(good[i]));
}
END_TEST

START_TEST(refuses_what_cjson_lets_pass)
{
	static const char *const bad[] = { "", " ", "[01]", "[1,]", "{\"a\":1,}", "[1] x",
		"{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "\"\\u0000\"", "\"\xff\"",
		"\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\\ud800\"", "\"\\udc00x\"",
		"9007199254740993", "[.5]", "[1.]", "[+1]", "nul", "\"a\nb\"", "\"\\x\"", "{a:1}",
		"'a'", "[1 2]", "\"abc", "{\"a\"}", "[1e]", "-", "\xef\xbb\xbf{}" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(refused(bad[i]) != NULL, "passed: %s", bad[i]);
}
END_TEST

START_TEST(depth_is_bounded)
{
	char deep[100];

	memset(deep, '[', 33);
	memset(deep + 33, ']', 33);
	deep[66] = '\0';
	ck_assert_str_eq(refused(deep), "nested too deep");
	memmove(deep, deep + 1, 65);
	deep[64] = '\0';
	ck_assert_ptr_null(refused(deep));
}
END_TEST

START_TEST(member_names_keep_their_case)
{
	struct arena *a = arena_create(1 << 20);
	const char *why, *text = "{\"Person\":1,\"person\":2}";
	size_t at;

	js_use(a);
	const struct json *j = js_parse(text, strlen(text), &why, &at);

	ck_assert_double_eq(js_number(js_member(j, "person")), 2);
	ck_assert_ptr_null(js_member(j, "PERSON"));
}
END_TEST

CHECK_MAIN("json", accepts_what_the_rfc_allows, refuses_what_cjson_lets_pass, depth_is_bounded,
    member_names_keep_their_case)
