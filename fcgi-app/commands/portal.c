/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal WORD: whose passes open a session here, and what we have to do with those portals.
 * `add` is the issuer, its public keys (JWKS) and the audience that its passes must name. The same
 * issuer again replaces keys and audience.
 */
#include "commands/portal.h"
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

static enum status save(struct command *c, const char *issuer, const char *client, const char *keys,
    const char *audience)
{
	struct rows *r;
	enum error e = db_query(c->rq, Q_PORTALS_SAVE, PARAMS(issuer, client, keys, audience), &r);

	if (!e)
		e = db_commit(c->rq);
	if (e)
		return complain_of(c, e);
	printf(rows_count(r)
		   ? words(c, "Портал %s зарегистрирован.\n", "Portal %s is registered.\n")
		   : words(c, "Портал %s уже зарегистрирован, ничего не изменилось.\n",
			 "Portal %s is registered already, nothing changed.\n"),
	    issuer);
	return DONE;
}

enum status portal_add(struct command *c)
{
	const char *word[2] = { "" }, *district = "", *audience = "metodden",
		   *client = "local_metodden", *keys;
	const struct option_text options[] = { { "--district", &district, NULL },
		{ "--audience", &audience, NULL }, { "--client", &client, NULL } };
	enum status s;

	if (!read_options(c, options, COUNT(options), word, 2, 2))
		return USAGE;
	keys = read_keys(c, word[1]);
	if (!keys)
		return BAD_INPUT;
	s = connect_as(c, c->config->db, "METODDEN_DB", NULL, NULL);
	if (!s)
		s = enter_district(c, district);
	if (s)
		return s;
	s = save(c, word[0], client, keys, audience);
	db_rollback(c->rq);
	leave_district(c);
	return s;
}

static const struct {
	const char *word;
	command_run *run;
} words_of[] = {
	{ "add", portal_add },
	{ "service", portal_service },
	{ "staff", portal_staff },
};

enum status command_portal(struct command *c)
{
	const char *word = c->argc ? c->argv[0] : "";

	for (size_t i = 0; i < COUNT(words_of); i++)
		if (strcmp(word, words_of[i].word) == 0) {
			c->argc--;
			c->argv++;
			return words_of[i].run(c);
		}
	return complain(c, USAGE,
	    words(c, "portal add, service или staff, а не «%s»",
		"portal add, service or staff, not \"%s\""),
	    word);
}
