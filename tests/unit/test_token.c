/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens of a portal: what passes and, one by one, what must not.
 */
#include "check_main.h"
#include "token.h"

#include <cjose/cjose.h>
#include <stdio.h>
#include <string.h>

static struct arena *mem;
static cjose_jwk_t *key;
static const char *jwks;

static const char *public_set(cjose_jwk_t *k)
{
	char *json = cjose_jwk_to_json(k, false, &(cjose_err){ 0 });
	const char *set = arena_printf(mem, "{\"keys\":[%s]}", json);

	free(json);
	return set;
}

static cjose_jwk_t *new_key(size_t bits, const char *kid)
{
	cjose_jwk_t *k = cjose_jwk_create_RSA_random(bits, (const uint8_t *)"\1\0\1", 3, NULL);

	cjose_jwk_set_kid(k, kid, strlen(kid), NULL);
	return k;
}

static const char *sign(cjose_jwk_t *k, const char *alg, const char *kid, const char *claims)
{
	cjose_header_t *h = cjose_header_new(NULL);
	const char *text;

	cjose_header_set(h, CJOSE_HDR_ALG, alg, NULL);
	cjose_header_set(h, CJOSE_HDR_KID, kid, NULL);
	cjose_jws_t *jws = cjose_jws_sign(k, h, (const uint8_t *)claims, strlen(claims), NULL);
	ck_assert_ptr_nonnull(jws);
	cjose_jws_export(jws, &text, NULL);
	text = arena_strndup(mem, text, strlen(text));
	cjose_jws_release(jws);
	cjose_header_release(h);
	return text;
}

static void fresh(void)
{
	if (!mem) {
		mem = arena_create(8 << 20);
		js_use(mem);
		key = new_key(2048, "k1");
	}
	jwks = public_set(key); /* without a process for each test another has left its own */
}

static const char *verdict(const char *text)
{
	const char *why;
	struct token *t = token_read(mem, text, &why);

	return t ? token_verify(t, jwks) : why;
}

START_TEST(good_token_passes_and_tells_its_claims)
{
	const char *why;

	fresh();
	struct token *t = token_read(mem,
	    sign(key, "RS256", "k1",
		"{\"sub\":\"7\",\"aud\":[\"x\",\"metodden\"],\"iat\":100,\"exp\":160}"),
	    &why);

	ck_assert_ptr_nonnull(t);
	ck_assert_ptr_null(token_verify(t, jwks));
	ck_assert_str_eq(token_text(t, "sub"), "7");
	ck_assert_str_eq(token_text(t, "none"), "");
	ck_assert(token_is_for(t, "metodden") && !token_is_for(t, "other"));
	ck_assert_ptr_null(token_in_time(t, 130, 60, 60));
	ck_assert_ptr_null(token_in_time(t, 219, 60, 60));
	ck_assert_str_eq(token_in_time(t, 221, 60, 60), "it has expired");
	ck_assert_ptr_nonnull(token_in_time(t, 39, 60, 60));
	ck_assert_str_eq(token_in_time(t, 130, 60, 59), "it lives too long");
}
END_TEST

START_TEST(another_key_under_the_same_kid_is_refused)
{
	fresh();
	ck_assert_str_eq(
	    verdict(sign(new_key(2048, "k1"), "RS256", "k1", "{}")), "the signature doesn't fit");
}
END_TEST

START_TEST(unknown_kid_and_other_algorithms_are_refused)
{
	fresh();
	ck_assert_str_eq(
	    verdict(sign(key, "RS256", "k2", "{}")), "the portal has no key with this kid");
	ck_assert_str_eq(verdict(sign(key, "RS512", "k1", "{}")), "the algorithm isn't RS256");
	/* {"alg":"none","kid":"k1"} . {} . */
	ck_assert_ptr_nonnull(verdict("eyJhbGciOiJub25lIiwia2lkIjoiazEifQ.e30."));
}
END_TEST

START_TEST(public_key_as_hmac_secret_is_refused)
{
	fresh();
	cjose_jwk_t *secret = cjose_jwk_create_oct_spec((const uint8_t *)jwks, strlen(jwks), NULL);

	ck_assert_str_eq(verdict(sign(secret, "HS256", "k1", "{}")), "the algorithm isn't RS256");
}
END_TEST

START_TEST(short_keys_are_refused)
{
	fresh();
	cjose_jwk_t *small = new_key(1024, "k1");

	jwks = public_set(small);
	ck_assert_str_eq(
	    verdict(sign(small, "RS256", "k1", "{}")), "the key is shorter than 2048 bits");
}
END_TEST

START_TEST(a_changed_payload_is_refused)
{
	char text[4096], *dot;

	fresh();
	snprintf(text, sizeof text, "%s", sign(key, "RS256", "k1", "{\"sub\":\"7\"}"));
	dot = strchr(text, '.');
	/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): the signature follows */
	memcpy(dot + 1, "eyJzdWIiOiI4In0", 15); /* {"sub":"8"} */
	ck_assert_str_eq(verdict(text), "the signature doesn't fit");
}
END_TEST

START_TEST(nonsense_is_refused_with_words)
{
	static char longest[16384];

	fresh();
	memset(longest, 'a', sizeof longest - 1);
	ck_assert_str_eq(verdict(longest), "too long");
	ck_assert_str_eq(verdict(""), "not a signed token");
	ck_assert_str_eq(verdict("a.b.c"), "not a signed token");
	ck_assert_str_eq(verdict(sign(key, "RS256", "k1", "[]")), "not an object of claims");
}
END_TEST

CHECK_MAIN("token", good_token_passes_and_tells_its_claims,
    another_key_under_the_same_kid_is_refused, unknown_kid_and_other_algorithms_are_refused,
    public_key_as_hmac_secret_is_refused, short_keys_are_refused, a_changed_payload_is_refused,
    nonsense_is_refused_with_words)
