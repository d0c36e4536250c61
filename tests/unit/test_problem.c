/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an error word to problem+json: words by language, parameters, nothing internal in a 5xx.
 */
#include "check_main.h"
#include "json.h"
#include "problem.h"

#include <string.h>

static struct request any_request(void)
{
	struct request rq = { .mem = arena_create(1 << 20), .path = "/api/v1/days", .id = "abc" };

	js_use(rq.mem);
	return rq;
}

START_TEST(every_error_has_words_in_both_languages)
{
	for (int e = OK + 1; e < ERRORS; e++) {
		const struct error_info *i = error_info(e);

		ck_assert_msg(strlen(i->ru) > 3 && strlen(i->en) > 3, "%s", i->name);
		ck_assert_msg(i->status >= 400 && i->status < 600, "%s", i->name);
		ck_assert_int_eq(error_named(i->slug), e);
		ck_assert_int_eq(error_named(i->name), e);
	}
	ck_assert_int_eq(error_named("no_such_word"), OK);
}
END_TEST

START_TEST(parameters_stand_in_the_sentence_and_beside_it)
{
	struct request rq = any_request();
	struct response rs = { 0 };

	enum error e = refuse(&rq, ERR_NO_STEP, "from", "draft", "event", "announce", NULL);

	rq.clause = "4.1";
	problem_send(&rq, &rs, e);
	ck_assert_int_eq(rs.status, 409);
	ck_assert_str_eq(rs.type, "application/problem+json");
	ck_assert_ptr_nonnull(strstr(rs.body, "«draft»"));
	ck_assert_ptr_nonnull(strstr(rs.body, "\"type\":\"/problems/no-step\""));
	ck_assert_ptr_nonnull(strstr(rs.body, "\"clause\":\"4.1\""));
	ck_assert_ptr_nonnull(strstr(rs.body, "\"event\":\"announce\""));
}
END_TEST

START_TEST(english_when_the_reader_asks)
{
	struct request rq = any_request();
	struct response rs = { 0 };

	rq.language = "en-GB,en;q=0.9";
	problem_send(&rq, &rs, fail(&rq, ERR_UNAUTHENTICATED, NULL));
	ck_assert_ptr_nonnull(strstr(rs.body, "Sign in"));
}
END_TEST

START_TEST(server_errors_tell_nothing_internal)
{
	struct request rq = any_request();
	struct response rs = { 0 };

	problem_send(&rq, &rs, fail(&rq, ERR_INTERNAL, "relation \"secret\" does not exist"));
	ck_assert_ptr_null(strstr(rs.body, "secret"));
	ck_assert_ptr_nonnull(strstr(rs.body, "\"request_id\":\"abc\""));
}
END_TEST

START_TEST(bad_fields_are_listed_by_pointer)
{
	struct request rq = any_request();
	struct response rs = { 0 };

	(void)invalid(&rq, FAULT_REQUIRED, "/title");
	problem_send(&rq, &rs, invalid(&rq, FAULT_NOT_UUID, "/people/%d/person", 3));
	ck_assert_int_eq(rs.status, 422);
	ck_assert_ptr_nonnull(
	    strstr(rs.body, "{\"pointer\":\"/title\",\"detail\":\"обязательное поле\"}"));
	ck_assert_ptr_nonnull(strstr(rs.body, "/people/3/person"));
}
END_TEST

CHECK_MAIN("problem", every_error_has_words_in_both_languages,
    parameters_stand_in_the_sentence_and_beside_it, english_when_the_reader_asks,
    server_errors_tell_nothing_internal, bad_fields_are_listed_by_pointer)
