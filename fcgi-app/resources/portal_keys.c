/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a portal has to know of this service: its addresses and its public keys; and the turn of those
 * keys, which is the file's and not the database's. Where the service may not write the file (as it
 * should be on a district's own server), the words say which command does it.
 */
#include "app.h"
#include "keys.h"
#include "lti/lti.h"

#include <string.h>

static const struct {
	const char *name, *path;
} addresses[] = {
	{ "launch", "/lti/launch" },
	{ "login", "/lti/login" },
	{ "jwks", "/lti/jwks" },
};

/* kid of each key, in the order of signing. */
static struct json *kids(const char *jwks)
{
	struct json *out = js_array();
	const char *why;
	size_t at;
	const struct json *set = jwks ? js_parse(jwks, strlen(jwks), &why, &at) : NULL;
	const struct json *k = set ? js_first(js_member(set, "keys")) : NULL;

	for (; k; k = js_next(k)) {
		const struct json *kid = js_member(k, "kid");

		js_push(out, js_text(kid && js_kind(kid) == JSON_STRING ? js_string(kid) : ""));
	}
	return out;
}

enum error portal_keys_show(struct request *rq, struct response *rs)
{
	const char *why = NULL, *no_pem, *jwks = keys_public(rq->mem, rq->keys, &why);
	const char *pem = jwks ? keys_pem(rq->mem, rq->keys, &no_pem) : NULL;
	struct json *o = js_object(), *list = js_object();

	for (size_t i = 0; i < COUNT(addresses); i++)
		js_set(list, addresses[i].name,
		    js_text(arena_printf(
			rq->mem, "%s%s", rq->site ? rq->site : "", addresses[i].path)));
	js_set(o, "addresses", list);
	js_set(o, "keys", kids(jwks));
	js_set(o, "pem", js_text(pem ? pem : ""));
	js_set(o, "configured", js_truth(rq->keys != NULL));
	js_set(o, "error", js_text(jwks ? "" : why));
	return send_json(rs, 200, js_print(o), NULL);
}

enum error portal_keys_rotate(struct request *rq, struct response *rs)
{
	const char *why = NULL;
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	if (!rq->keys)
		return refuse(rq, ERR_KEYS_STAY, "reason", "METODDEN_KEYS", NULL);
	TRY(db_query(rq, Q_PORTAL_KEYS_TURNED, NO_PARAMS, &r));
	bool done = keys_public(rq->mem, rq->keys, &why) ? keys_turn(rq->mem, rq->keys, &why)
							 : keys_create(rq->mem, rq->keys, &why);

	return done ? portal_keys_show(rq, rs) : refuse(rq, ERR_KEYS_STAY, "reason", why, NULL);
}
