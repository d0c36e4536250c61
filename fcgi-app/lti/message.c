/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See lti.h. An id_token of LTI 1.3 (1EdTech Security Framework 1.0, 5.1.3): RS256 by the platform's
 * JWKS, issuer and audience of the login it answers, the login's nonce, a clock that may differ by a
 * minute.
 */
#include "lti/lti.h"
#include "token.h"

#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { LIFE_SECONDS = 3600, SLACK_SECONDS = 60 };
enum { LOOK_US = 150000, LOOKS = 20 }; /* three seconds for the platform's new keys */

static const char unknown_kid[] = "the portal has no key with this kid";

const char *lti_text(const struct json *object, const char *name)
{
	const struct json *j = object ? js_member(object, name) : NULL;

	return j && js_kind(j) == JSON_STRING ? js_string(j) : "";
}

const struct json *lti_object(const struct json *object, const char *name)
{
	const struct json *j = object ? js_member(object, name) : NULL;

	return j && js_kind(j) == JSON_OBJECT ? j : NULL;
}

const char *lti_origin(struct request *rq, const char *url)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-[]";
	size_t scheme = strncmp(url, "https://", 8) == 0  ? 8
			: strncmp(url, "http://", 7) == 0 ? 7
							  : 0,
	       host = scheme ? strcspn(url + scheme, "/?#") : 0;

	if (!host || strspn(url + scheme, good) < host)
		return "";
	return arena_strndup(rq->mem, url, scheme + host);
}

const char *lti_escaped(struct request *rq, const char *s)
{
	static const char hex[] = "0123456789ABCDEF",
			  plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~";
	char *out = arena_alloc(rq->mem, 3 * strlen(s) + 1), *o = out;

	for (; *s; s++) {
		if (strchr(plain, *s)) {
			*o++ = *s;
			continue;
		}
		*o++ = '%';
		*o++ = hex[(unsigned char)*s >> 4];
		*o++ = hex[(unsigned char)*s & 15];
	}
	return out;
}

/* The platform's keys once a job has fetched them; NULL when none is to be awaited. */
static enum error fresh_keys(struct request *rq, const struct lti_message *m, const char **jwks)
{
	struct rows *r;

	*jwks = NULL;
	TRY(db_login_query(rq, Q_LTI_REFETCH, PARAMS(m->district, m->portal), &r));
	const char *job = rows_text(r, 0, 0);

	for (int i = 0; job && i < LOOKS && !*jwks; i++) {
		usleep(LOOK_US);
		TRY(db_login_query(rq, Q_LTI_KEYS, PARAMS(m->district, m->portal, job), &r));
		*jwks = rows_text(r, 0, 0);
	}
	return OK;
}

enum error lti_check_signature(struct request *rq, struct token *t, const struct lti_message *m)
{
	const char *jwks = m->jwks ? m->jwks : "{\"keys\":[]}", *why = token_verify(t, jwks);

	if (why && strcmp(why, unknown_kid) == 0) {
		TRY(fresh_keys(rq, m, &jwks));
		if (jwks)
			why = token_verify(t, jwks);
	}
	if (why && strcmp(why, unknown_kid) == 0)
		return fail(rq, ERR_LTI_KEY_UNKNOWN, "%s", why);
	return why ? fail(rq, ERR_TOKEN_REFUSED, "%s", why) : OK;
}

static const char *wrong_party(const struct token *t, const struct lti_message *m)
{
	const char *authorised = token_text(t, "azp");
	const struct json *aud = js_member(token_claims(t), "aud");
	bool several = aud && js_kind(aud) == JSON_ARRAY && js_first(aud) && js_next(js_first(aud));

	if (strcmp(token_text(t, "iss"), m->issuer) != 0)
		return "it comes from another issuer than the login went to";
	if (!token_is_for(t, m->client))
		return "it is meant for another client";
	if ((*authorised || several) && strcmp(authorised, m->client) != 0)
		return "it is issued to another party";
	if (!*m->nonce || strcmp(token_text(t, "nonce"), m->nonce) != 0)
		return "the nonce isn't this login's";
	return NULL;
}

static void read_context(const struct json *claims, struct lti_message *m)
{
	const struct json *context = lti_object(claims, LTI_CLAIM "context"),
			  *service = lti_object(claims, LTI_ROSTER "claim/namesroleservice");
	struct json *out = js_object();

	js_set(out, "id", js_text(lti_text(context, "id")));
	js_set(out, "title", js_text(lti_text(context, "title")));
	js_set(out, "memberships", js_text(lti_text(service, "context_memberships_url")));
	m->context = js_print(out);
}

static void read_claims(const struct token *t, struct lti_message *m)
{
	const struct json *claims = token_claims(t),
			  *deep = lti_object(claims, LTI_DEEP "deep_linking_settings"),
			  *data = deep ? js_member(deep, "data") : NULL;

	m->deployment = lti_text(claims, LTI_CLAIM "deployment_id");
	m->subject = lti_text(claims, "sub");
	m->idnumber = lti_text(lti_object(claims, LTI_CLAIM "lis"), "person_sourcedid");
	m->type = lti_text(claims, LTI_CLAIM "message_type");
	m->target = lti_text(claims, LTI_CLAIM "target_link_uri");
	m->return_url = lti_text(deep, "deep_link_return_url");
	m->data = data && js_kind(data) == JSON_STRING ? js_string(data) : NULL;
	read_context(claims, m);
}

static enum error check_message(struct request *rq, const struct token *t, struct lti_message *m)
{
	if (strcmp(lti_text(token_claims(t), LTI_CLAIM "version"), "1.3.0") != 0)
		return fail(rq, ERR_TOKEN_REFUSED, "it isn't a message of LTI 1.3");
	if (!*m->subject || !*m->deployment)
		return fail(rq, ERR_TOKEN_REFUSED, "sub or deployment_id is missing");
	if (strcmp(m->type, "LtiDeepLinkingRequest") == 0)
		return *lti_origin(rq, m->return_url)
			   ? OK
			   : fail(rq, ERR_TOKEN_REFUSED, "it has no address to return to");
	if (strcmp(m->type, "LtiResourceLinkRequest") != 0)
		return refuse(rq, ERR_LTI_MESSAGE_UNKNOWN, "type", m->type, NULL);
	return OK;
}

enum error lti_read(struct request *rq, const char *id_token, struct lti_message *m)
{
	const char *why;
	struct token *t = token_read(rq->mem, id_token, &why);

	if (!t)
		return fail(rq, ERR_TOKEN_REFUSED, "%s", why);
	const char *locale =
	    lti_text(lti_object(token_claims(t), LTI_CLAIM "launch_presentation"), "locale");

	if (strncasecmp(locale, "ru", 2) == 0 || strncasecmp(locale, "en", 2) == 0)
		rq->language = locale;
	TRY(lti_check_signature(rq, t, m));
	why = wrong_party(t, m);
	if (why)
		return fail(rq, ERR_TOKEN_REFUSED, "%s", why);
	why = token_in_time(t, (double)time(NULL), SLACK_SECONDS, LIFE_SECONDS);
	if (why)
		return fail(rq, ERR_LTI_OUT_OF_TIME, "%s", why);
	read_claims(t, m);
	return check_message(rq, t, m);
}
