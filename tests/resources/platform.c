/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See platform.h.
 */
#include "platform.h"
#include "keys.h"

#include <time.h>
#include <unistd.h>

static struct arena *mem;
static cjose_jwk_t *key, *stranger;
static char keys_file[] = "/tmp/mdkeys.XXXXXX";

static cjose_jwk_t *new_key(const char *kid)
{
	cjose_jwk_t *k = cjose_jwk_create_RSA_random(2048, (const uint8_t *)"\1\0\1", 3, NULL);

	ck_assert(cjose_jwk_set_kid(k, kid, strlen(kid), NULL));
	return k;
}

void open_platform(void)
{
	const char *why;

	if (mem)
		return;
	mem = arena_create(8 << 20);
	key = new_key("k1");
	stranger = new_key("k1");
	char *json = cjose_jwk_to_json(key, false, NULL);

	sql("insert into portal (district_id, kind, issuer, client_id, deployment_id, settings, enabled)"
	    " select 'd1000000-0000-4000-8000-000000000000', 'lti', issuer, client, deployment,"
	    " jsonb_build_object('authorize', issuer || '/auth', 'jwks', '{\"keys\":[%s]}'::jsonb), enabled"
	    " from (values ('" ISSUER "', 'c1', '1', true), ('" ISSUER
	    "', 'c1', '2', true), ('" ISSUER
	    "', 'c2', '1', true), ('https://off.example', 'c1', '1', false)) p(issuer, client, deployment, enabled)",
	    json);
	free(json);
	ck_assert_int_ge(mkstemp(keys_file), 0);
	unlink(keys_file);
	ck_assert(keys_create(mem, keys_file, &why));
	setenv("METODDEN_KEYS", keys_file, 1);
}

const char *part(const char *text, const char *name)
{
	const char *at = text ? strstr(text, name) : NULL;

	ck_assert_msg(at != NULL, "no %s in %s", name, text ? text : "nothing");
	at += strlen(name);
	return format("%.*s", (int)strcspn(at, "&;"), at);
}

struct answer ask(enum method method, const char *path, const char *text, struct request rq)
{
	rq.method = method;
	rq.path = path;
	if (method == GET) {
		rq.query = text;
	} else {
		rq.body = text;
		rq.content_type = "application/x-www-form-urlencoded";
		rq.origin = ISSUER;
		rq.fetch_site = "cross-site";
	}
	return send_raw(&rq);
}

struct login login(void)
{
	struct answer a = ask(POST, "/lti/login",
	    LOGIN "&client_id=c1&lti_deployment_id=1&lti_storage_target=_parent",
	    (struct request){ .fetch_dest = "document" });

	ck_status(a, 302);
	return (struct login){ part(a.location, "&state="), part(a.location, "&nonce="),
		part(a.cookie, "__Host-metodden-lti=") };
}

#define OR(value, otherwise) ((value) ? (value) : (otherwise))

static const char *claims(const struct login *l, const struct said *s)
{
	long iat = (long)time(NULL) - s->age;

	return format(
	    "{\"iss\":\"%s\",\"aud\":%s,\"sub\":\"%s\",\"nonce\":\"%s\",\"iat\":%ld,\"exp\":%ld,"
	    "\"" CLAIM "deployment_id\":\"%s\",\"" CLAIM "version\":\"%s\",\"" CLAIM
	    "message_type\":\"%s\",\"" CLAIM "target_link_uri\":\"%s\",\"" CLAIM
	    "lis\":{\"person_sourcedid\":\"%s\"}%s}",
	    OR(s->issuer, ISSUER), OR(s->audience, "\"c1\""),
	    OR(s->subject, format("s-%s", OR(s->idnumber, "teacher"))), OR(s->nonce, l->nonce), iat,
	    iat + (s->life ? s->life : 60), OR(s->deployment, "1"), OR(s->version, "1.3.0"),
	    OR(s->type, "LtiResourceLinkRequest"), OR(s->target, SITE "/days/1?tab=papers"),
	    OR(s->idnumber, "teacher"), OR(s->more, ""));
}

const char *id_token(const struct login *l, const struct said *s)
{
	cjose_header_t *h = cjose_header_new(NULL);
	const char *text = claims(l, s);
	cjose_jwk_t *k = s->key ? s->key : key;

	cjose_header_set(h, CJOSE_HDR_ALG, OR(s->alg, "RS256"), NULL);
	cjose_header_set(h, CJOSE_HDR_KID, OR(s->kid, "k1"), NULL);
	cjose_jws_t *jws = cjose_jws_sign(k, h, (const uint8_t *)text, strlen(text), NULL);
	ck_assert(jws && cjose_jws_export(jws, &text, NULL));
	text = format("%s", text);
	cjose_jws_release(jws);
	cjose_header_release(h);
	return text;
}

struct answer send_token(const struct login *l, const char *token)
{
	return ask(POST, "/lti/launch", format("id_token=%s&state=%s", token, l->state),
	    (struct request){ .browser = l->mark });
}

struct answer launch(struct said s)
{
	struct login l = login();

	return send_token(&l, id_token(&l, &s));
}

const char *count(const char *what)
{
	return sql("select count(*) from %s", what);
}

long number(const char *s)
{
	return strtol(s, NULL, 10);
}

/* A page with these words and nothing else: no cookie, no session; a row of the audit says why. */
void check_refused(struct answer a, const char *sessions, int status, const char *words)
{
	ck_status(a, status);
	ck_assert_msg(strstr(a.text, words) != NULL, "no \"%s\" in %s", words, a.text);
	ck_assert_ptr_nonnull(strstr(a.text, "номер запроса: test"));
	ck_assert_ptr_null(a.cookie);
	ck_assert_ptr_null(a.location);
	ck_assert_str_eq(count("session"), sessions);
}

void close_platform(void)
{
	unlink(keys_file);
}

cjose_jwk_t *platform_key(void)
{
	return key;
}

cjose_jwk_t *stranger_key(void)
{
	return stranger;
}
