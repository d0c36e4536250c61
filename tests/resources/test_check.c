/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The check page behind a QR code: open to all, by the code alone, and silent about people.
 */
#include "way.h"

#include <openssl/evp.h>

static const char *code_of(const char *document)
{
	return sql("select code from document_version where document_id = '%s'", document);
}

static struct answer check(const char *code)
{
	sign_out();
	return get("/check/%s", code);
}

#define ck_says(a, part)                                                                           \
	ck_assert_msg(strstr((a).text, part) != NULL, "no \"%s\" in: %s", part, (a).text)
#define ck_hides(a, part)                                                                          \
	ck_assert_msg(strstr((a).text, part) == NULL, "\"%s\" in: %s", part, (a).text)

START_TEST(anybody_learns_number_date_state_and_digest)
{
	const char *id = signed_order(new_day(0)), *code = code_of(id);
	struct answer a = check(code);

	ck_status(a, 200);
	ck_assert_str_eq(a.type, "text/html; charset=utf-8");
	ck_says(a, "<dd>Приказ</dd>");
	ck_says(a, "ещё не зарегистрирован");
	ck_says(a, "<dd>подписан</dd>");
	sign_in("clerk");
	ck_status(enter_in_registry(id, "к-<7>", sql("select current_date")), 200);
	a = check(code);
	ck_says(a, "№ к-&lt;7&gt;, ");
	ck_says(a, sql("select extract(year from current_date) || ' г.'"));
	ck_says(a, "<dd>Управление образования</dd>");
	ck_says(a, "<dd>зарегистрирован</dd>");
	ck_says(a,
	    sql("select encode(sha256(convert_to(title || body::text, 'UTF8')), 'hex') from document where id = '%s'",
		id));
}
END_TEST

START_TEST(nothing_of_people_and_no_title_is_told)
{
	const char *id = signed_order(new_day(1));
	struct answer a;

	sql("set session_replication_role = replica; update document set title = 'О поощрении Рябининой' where id = '%s'; set session_replication_role = origin",
	    id);
	a = check(code_of(id));
	ck_status(a, 200);
	ck_hides(a, "Рябинин");
	ck_hides(a, "Кремнёв");
	ck_hides(a, "Ветлугин");
	ck_hides(a, "Берёзовская");
	ck_hides(a, id);
}
END_TEST

START_TEST(an_unknown_code_is_a_page_with_404)
{
	static const char *const codes[] = { "00000000000000000000", "x", "0000000000000000000'",
		"0000000000000000000000000000000000000000" };
	struct answer a;

	for (size_t i = 0; i < COUNT(codes); i++) {
		a = check(codes[i]);
		ck_status(a, 404);
		ck_assert_str_eq(a.type, "text/html; charset=utf-8");
		ck_says(a, "Документа с таким кодом нет");
	}
	with_language("en");
	a = check(codes[0]);
	ck_says(a, "There is no document with this code");
	ck_says(a, "<html lang=\"en\">");
}
END_TEST

START_TEST(a_text_that_was_replaced_says_so)
{
	const char *id = signed_order(new_day(2)), *code = code_of(id);

	ck_hides(check(code), "Эта редакция заменена");
	sql("set session_replication_role = replica; update document set version = version + 1 where id = '%s'; set session_replication_role = origin",
	    id);
	ck_says(check(code), "Эта редакция заменена");
	with_language("en");
	ck_says(check(code), "A newer version replaces this one");
}
END_TEST

START_TEST(each_version_has_a_code_of_its_own_that_nobody_guesses)
{
	const char *one = code_of(signed_order(new_day(3)));
	const char *two = code_of(signed_order(new_day(4)));

	ck_assert_uint_eq(strlen(one), 20);
	ck_assert_uint_eq(strspn(one, "0123456789abcdef"), 20);
	ck_assert(strncmp(one, two, 8) != 0);
}
END_TEST

START_TEST(the_page_s_style_is_the_one_that_its_policy_names)
{
	struct answer a = check("0");
	const char *from = strstr(a.text, "<style>") + 7, *to = strstr(from, "</style>");
	unsigned char digest[EVP_MAX_MD_SIZE], text[100];
	unsigned n;

	EVP_Digest(from, (size_t)(to - from), digest, &n, EVP_sha256(), NULL);
	EVP_EncodeBlock(text, digest, (int)n);
	ck_assert_msg(
	    strstr(a.policy, format("'sha256-%s'", text)) != NULL, "%s, not %s", a.policy, text);
}
END_TEST

RESOURCE_MAIN("check", anybody_learns_number_date_state_and_digest,
    nothing_of_people_and_no_title_is_told, an_unknown_code_is_a_page_with_404,
    a_text_that_was_replaced_says_so, each_version_has_a_code_of_its_own_that_nobody_guesses,
    the_page_s_style_is_the_one_that_its_policy_names)
