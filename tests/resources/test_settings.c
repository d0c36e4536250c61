/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings: a default says that it is ours and not the regulation's, a district sets its own
 * value, of the default's kind, and nobody overwrites what he hasn't seen.
 */
#include "harness.h"

#define PATH "/api/v1/settings/reply_days"

/* A field of the setting as the list shows it. */
static const char *listed(const char *code, const char *field)
{
	struct answer a = get("/api/v1/settings");
	long i = 0, n = count_at(a, "/items");

	ck_status(a, 200);
	while (i < n && strcmp(at(a, format("/items/%ld/code", i)), code) != 0)
		i++;
	ck_assert_msg(i < n, "no setting %s", code);
	return at(a, format("/items/%ld/%s", i, field));
}

START_TEST(a_default_says_that_it_is_no_rule_of_the_regulation)
{
	sign_in("teacher");
	ck_assert_str_eq(listed("reply_days", "value"), "3");
	ck_assert_str_eq(listed("reply_days", "own"), "false");
	ck_assert_str_eq(listed("reply_days", "source"), "по умолчанию, не из Положения");
	ck_assert_str_eq(listed("casting_vote", "value"), "true");
	with_language("en");
	ck_assert_str_eq(listed("quorum", "source"), "default, not from the regulation");
	with_language("en-GB");
	ck_assert_str_eq(listed("quorum", "title"), "Quorum of the council, share of members");
	sql("update setting_default set clause = '4.5' where code = 'sheet_days'");
	ck_assert_str_eq(listed("sheet_days", "source"), "п. 4.5");
}
END_TEST

START_TEST(a_district_sets_its_own_value)
{
	sign_in("centre_head");
	struct answer a = patch(PATH, listed("reply_days", "revision"), "{\"value\":5}");
	ck_status(a, 200);
	ck_at(a, "/value", "5");
	ck_at(a, "/own", "true");
	ck_assert_str_eq(listed("reply_days", "value"), "5");
	ck_assert_str_eq(listed("reply_days", "own"), "true");
	ck_assert_str_eq(listed("reply_days", "source"), "задано районом, не из Положения");
	sign_in("admin");
	ck_at(patch(PATH, a.etag, "{\"value\":4.5}"), "/value", "4.5");
	ck_at(patch("/api/v1/settings/casting_vote", "0", "{\"value\":false}"), "/value", "false");
	sign_in("foreign_methodist");
	ck_assert_str_eq(listed("reply_days", "value"), "3");
	ck_assert_str_eq(sql_as_sender("select count(*) from setting"), "0");
	sql("delete from setting");
}
END_TEST

START_TEST(a_value_is_of_the_default_s_kind)
{
	static const char *const bad[] = { "\"5\"", "true", "-1", "null", "[5]", "{\"a\":5}" };
	struct answer a;

	sign_in("centre_head");
	for (size_t i = 0; i < COUNT(bad); i++) {
		a = patch(PATH, "0", "{\"value\":%s}", bad[i]);
		ck_problem(a, 422, "invalid", "");
		ck_at(a, "/errors/0/pointer", "/value");
	}
	ck_problem(
	    patch("/api/v1/settings/casting_vote", "0", "{\"value\":1}"), 422, "invalid", "");
	ck_problem(patch(PATH, "0", "{}"), 422, "invalid", "");
	ck_status(patch("/api/v1/settings/reply_day", "0", "{\"value\":1}"), 404);
	ck_assert_str_eq(sql("select count(*) from setting"), "0");
}
END_TEST

START_TEST(nobody_overwrites_what_he_has_not_seen)
{
	sign_in("centre_head");
	ck_problem(patch(PATH, NULL, "{\"value\":5}"), 428, "revision-required", "");
	ck_problem(patch(PATH, "7", "{\"value\":5}"), 412, "changed", "");
	ck_status(patch(PATH, "0", "{\"value\":5}"), 200);
	struct answer a = patch(PATH, "0", "{\"value\":6}");
	ck_problem(a, 412, "changed", "");
	ck_at(a, "/current/value", "5");
	sql("delete from setting");
}
END_TEST

START_TEST(a_methodist_sets_nothing)
{
	static const char *const others[] = { "methodist", "teacher", "school_head",
		"department_head" };

	for (size_t i = 0; i < COUNT(others); i++) {
		sign_in(others[i]);
		ck_problem(patch(PATH, "0", "{\"value\":5}"), 403, "forbidden", "");
		ck_assert(
		    *sql_as_sender("insert into setting (district_id, code, value)"
				   " values (auth.district(), 'quorum', '1') returning 1") == '!');
	}
}
END_TEST

RESOURCE_MAIN("settings", a_default_says_that_it_is_no_rule_of_the_regulation,
    a_district_sets_its_own_value, a_value_is_of_the_default_s_kind,
    nobody_overwrites_what_he_has_not_seen, a_methodist_sets_nothing)
