/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See token.h. The only file that knows libcjose. `alg` is pinned before anything else looks at
 * the token: "none", and HS256 with our public key as its secret, end here.
 */
#include "token.h"

#include <cjose/cjose.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { LENGTH_MAX = 15 << 10, KEY_BITS_MIN = 2048 }; /* a course's description comes along */

struct token {
	cjose_jws_t *jws;
	const struct json *claims;
};

static cjose_err err; /* libcjose writes to it unasked in places; what it says is never shown */

static void release(void *jws)
{
	cjose_jws_release(jws);
}

struct token *token_read(struct arena *a, const char *text, const char **why)
{
	struct token *t = arena_new(a, struct token);
	uint8_t *payload;
	size_t len, at;

	*why = "too long";
	if (strlen(text) > LENGTH_MAX)
		return NULL;
	*why = "not a signed token";
	t->jws = cjose_jws_import(text, strlen(text), &err);
	if (!t->jws)
		return NULL;
	arena_defer(a, release, t->jws);
	if (!cjose_jws_get_plaintext(t->jws, &payload, &len, &err))
		return NULL;
	t->claims = js_parse((const char *)payload, len, why, &at);
	if (!t->claims)
		return NULL;
	*why = "not an object of claims";
	return js_kind(t->claims) == JSON_OBJECT ? t : NULL;
}

const char *token_text(const struct token *t, const char *claim)
{
	const struct json *j = js_member(t->claims, claim);

	return j && js_kind(j) == JSON_STRING ? js_string(j) : "";
}

const struct json *token_claims(const struct token *t)
{
	return t->claims;
}

double token_number(const struct token *t, const char *claim)
{
	const struct json *j = js_member(t->claims, claim);

	return j && js_kind(j) == JSON_NUMBER ? js_number(j) : 0;
}

bool token_is_for(const struct token *t, const char *audience)
{
	const struct json *j = js_member(t->claims, "aud");

	if (!j || js_kind(j) == JSON_STRING)
		return j && strcmp(js_string(j), audience) == 0;
	for (j = js_kind(j) == JSON_ARRAY ? js_first(j) : NULL; j; j = js_next(j))
		if (js_kind(j) == JSON_STRING && strcmp(js_string(j), audience) == 0)
			return true;
	return false;
}

static const char *header(const struct token *t, const char *name)
{
	const char *s = cjose_header_get(cjose_jws_get_protected(t->jws), name, &err);

	return s ? s : "";
}

static const char *member_text(const struct json *key, const char *name)
{
	const struct json *j = js_member(key, name);

	return j && js_kind(j) == JSON_STRING ? js_string(j) : "";
}

static const char *verify_with(struct token *t, const struct json *key)
{
	const char *text = js_print(key), *why = NULL;
	cjose_jwk_t *k;

	if (strcmp(member_text(key, "kty"), "RSA") != 0)
		return "the key isn't RSA";
	k = cjose_jwk_import(text, strlen(text), &err);
	if (!k)
		return "the key can't be read";
	if (cjose_jwk_get_keysize(k, &err) < KEY_BITS_MIN)
		why = "the key is shorter than 2048 bits";
	else if (!cjose_jws_verify(t->jws, k, &err))
		why = "the signature doesn't fit";
	cjose_jwk_release(k);
	return why;
}

const char *token_verify(struct token *t, const char *jwks)
{
	const char *why, *kid = header(t, CJOSE_HDR_KID);
	size_t at;
	const struct json *set, *keys;

	if (strcmp(header(t, CJOSE_HDR_ALG), "RS256") != 0)
		return "the algorithm isn't RS256";
	set = js_parse(jwks, strlen(jwks), &why, &at);
	keys = set && js_kind(set) == JSON_OBJECT ? js_member(set, "keys") : NULL;
	if (!keys || js_kind(keys) != JSON_ARRAY)
		return "the portal's keys can't be read";
	for (const struct json *k = js_first(keys); k; k = js_next(k))
		if (*kid && strcmp(member_text(k, "kid"), kid) == 0)
			return verify_with(t, k);
	return "the portal has no key with this kid";
}

const char *token_in_time(const struct token *t, double now, double slack, double life)
{
	double iat = token_number(t, "iat"), exp = token_number(t, "exp");

	if (iat <= 0 || exp <= iat)
		return "iat or exp is missing";
	if (exp - iat > life)
		return "it lives too long";
	if (now > exp + slack)
		return "it has expired";
	return now < iat - slack ? "it comes from the future: check the clocks" : NULL;
}

static const char *signed_with(struct arena *a, cjose_jwk_t *key, const char *claims)
{
	cjose_header_t *h = cjose_header_new(&err);
	const char *kid = cjose_jwk_get_kid(key, &err), *text = NULL;
	cjose_jws_t *jws = NULL;

	if (h && kid && cjose_header_set(h, CJOSE_HDR_ALG, CJOSE_HDR_ALG_RS256, &err) &&
	    cjose_header_set(h, CJOSE_HDR_KID, kid, &err) &&
	    cjose_header_set(h, "typ", "JWT", &err))
		jws = cjose_jws_sign(key, h, (const uint8_t *)claims, strlen(claims), &err);
	if (jws && cjose_jws_export(jws, &text, &err))
		text = arena_strndup(a, text, strlen(text));
	cjose_jws_release(jws);
	cjose_header_release(h);
	return text;
}

const char *token_sign(struct arena *a, const char *key, const char *claims)
{
	cjose_jwk_t *k = cjose_jwk_import(key, strlen(key), &err);
	const char *text = k ? signed_with(a, k, claims) : NULL;

	cjose_jwk_release(k);
	return text;
}

const char *token_new_key(struct arena *a)
{
	static const uint8_t exponent[] = { 1, 0, 1 };
	unsigned char random[10];
	char kid[2 * sizeof random + 1];
	cjose_jwk_t *k;
	char *json, *text = NULL;

	if (getrandom(random, sizeof random, 0) != sizeof random)
		return NULL;
	for (size_t i = 0; i < sizeof random; i++)
		snprintf(kid + 2 * i, 3, "%02x", random[i]);
	k = cjose_jwk_create_RSA_random(KEY_BITS_MIN, exponent, sizeof exponent, &err);
	json = k && cjose_jwk_set_kid(k, kid, strlen(kid), &err) ? cjose_jwk_to_json(k, true, &err)
								 : NULL;
	if (json)
		text = arena_strndup(a, json, strlen(json));
	free(json);
	cjose_jwk_release(k);
	return text;
}

/* An RSA key of OpenSSL from its two public numbers. */
static EVP_PKEY *public_key(BIGNUM *n, BIGNUM *e)
{
	OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;

	if (b && n && e && OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_N, n) &&
	    OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_E, e))
		params = OSSL_PARAM_BLD_to_param(b);
	if (ctx && params && EVP_PKEY_fromdata_init(ctx) == 1 &&
	    EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	OSSL_PARAM_free(params);
	EVP_PKEY_CTX_free(ctx);
	OSSL_PARAM_BLD_free(b);
	return key;
}

static const char *as_pem(struct arena *a, EVP_PKEY *key)
{
	BIO *out = BIO_new(BIO_s_mem());
	const char *text = NULL;
	char *bytes;

	if (out && key && PEM_write_bio_PUBKEY(out, key) == 1) {
		long n = BIO_get_mem_data(out, &bytes);

		text = arena_strndup(a, bytes, (size_t)n);
	}
	BIO_free(out);
	return text;
}

static BIGNUM *number_of(const struct json *key, const char *name)
{
	const char *s = member_text(key, name);
	uint8_t *bytes;
	BIGNUM *out;
	size_t n;

	if (!cjose_base64url_decode(s, strlen(s), &bytes, &n, &err))
		return NULL;
	out = BN_bin2bn(bytes, (int)n, NULL);
	free(bytes);
	return out;
}

const char *token_key_pem(struct arena *a, const char *key)
{
	const char *why, *text;
	size_t at;
	const struct json *j = js_parse(key, strlen(key), &why, &at);

	if (!j || js_kind(j) != JSON_OBJECT || strcmp(member_text(j, "kty"), "RSA") != 0)
		return NULL;
	BIGNUM *n = number_of(j, "n"), *e = number_of(j, "e");
	EVP_PKEY *k = public_key(n, e);

	text = as_pem(a, k);
	EVP_PKEY_free(k);
	BN_free(n);
	BN_free(e);
	return text;
}
