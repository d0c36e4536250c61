/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal add: whose passes open a session here - the issuer, its public keys (JWKS) and
 * the audience that its passes must name. The same issuer again replaces keys and audience.
 */
#include "db.h"
#include "imports/source.h"
#include "json.h"

#include <string.h>

/* A JWKS (RFC 7517) with a key in it, or NULL after a complaint. */
static const char *read_keys(struct command *c, const char *path)
{
	struct import in = { .c = c, .rq = c->rq, .name = path };
	const struct json *jwks, *keys;
	const char *why, *text;
	size_t len, at;

	text = source_bytes(&in, path, &len);
	if (!text)
		return NULL;
	jwks = js_parse(text, len, &why, &at);
	keys = jwks ? js_member(jwks, "keys") : NULL;
	if (keys && js_kind(keys) == JSON_ARRAY && js_first(keys))
		return text;
	complain(c, BAD_INPUT,
	    words(c, "%s: нужен набор ключей JWKS: {\"keys\": [...]}",
		"%s: a JWKS is needed: {\"keys\": [...]}"),
	    path);
	return NULL;
}

static enum status save(struct command *c, const char *const word[], const char *client,
    const char *keys, const char *audience)
{
	struct rows *r;
	enum error e = db_query(c->rq, Q_PORTALS_SAVE, PARAMS(word[1], client, keys, audience), &r);

	if (!e)
		e = db_commit(c->rq);
	if (e)
		return complain_of(c, e);
	printf(rows_count(r)
		   ? words(c, "Портал %s зарегистрирован.\n", "Portal %s is registered.\n")
		   : words(c, "Портал %s уже зарегистрирован, ничего не изменилось.\n",
			 "Portal %s is registered already, nothing changed.\n"),
	    word[1]);
	return DONE;
}

enum status command_portal(struct command *c)
{
	const char *word[3] = { "" }, *district = "", *audience = "metodden",
		   *client = "local_metodden", *keys;
	const struct option_text options[] = { { "--district", &district, NULL },
		{ "--audience", &audience, NULL }, { "--client", &client, NULL } };
	enum status s;

	if (!read_options(c, options, COUNT(options), word, 3, 3))
		return USAGE;
	if (strcmp(word[0], "add") != 0)
		return complain(
		    c, USAGE, words(c, "portal add, а не «%s»", "portal add, not \"%s\""), word[0]);
	keys = read_keys(c, word[2]);
	if (!keys)
		return BAD_INPUT;
	s = connect_as(c, c->config->db, "METODDEN_DB", NULL, NULL);
	if (!s)
		s = enter_district(c, district);
	if (s)
		return s;
	s = save(c, word, client, keys, audience);
	db_rollback(c->rq);
	leave_district(c);
	return s;
}
