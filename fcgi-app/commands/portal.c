/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal WORD: whose passes open a session here, and what we have to do with those portals.
 * `add` is the plugin's portal: the issuer, its public keys (a JWKS, or the address of it, where they are
 * fetched anew) and the audience that its passes must name. The same issuer again replaces keys and audience.
 */
#include "commands/portal.h"
#include "db.h"
#include "imports/source.h"
#include "json.h"
#include "url.h"

#include <string.h>

static const struct {
	const char *word;
	command_run *run;
} words_of[] = {
	{ "add", portal_add },
	{ "lti", portal_lti },
	{ "list", portal_list },
	{ "off", portal_off },
	{ "invite", portal_invite },
	{ "keys", portal_keys },
	{ "roster", portal_roster },
	{ "service", portal_service },
	{ "staff", portal_staff },
};

const char *portal_read_keys(struct command *c, const char *path)
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

enum status portal_begin(struct command *c, const char *district)
{
	enum status s = connect_as(c, c->config->db, "METODDEN_DB", NULL, NULL);

	return s ? s : enter_district(c, district);
}

enum status portal_end(struct command *c, enum error e)
{
	enum status s = DONE;

	if (!e)
		e = db_commit(c->rq);
	if (e)
		s = complain_of(c, e);
	db_rollback(c->rq);
	leave_district(c);
	return s;
}

enum status portal_bad_address(struct command *c, const char *url)
{
	return complain(c, USAGE,
	    words(c, "«%s» - не адрес https:// (http:// - только если и сам портал по http)",
		"\"%s\" is no https:// address (http:// only if the portal itself is)"),
	    url);
}

enum status portal_save(struct command *c, const struct portal_row *p)
{
	struct rows *r = NULL, *job;
	enum status s = portal_begin(c, p->district);

	if (s)
		return s;
	enum error e = db_query(c->rq, Q_PORTALS_SAVE,
	    PARAMS(p->issuer, p->client, p->deployment, p->settings, p->kind), &r);
	bool fresh = !e && rows_count(r);

	if (!e && fresh && !p->has_keys)
		e = db_query(
		    c->rq, Q_PORTALS_REFETCH, PARAMS(p->issuer, p->client, p->deployment), &job);
	s = portal_end(c, e);
	if (!s)
		printf(fresh
			   ? words(c, "Портал %s зарегистрирован.\n", "Portal %s is registered.\n")
			   : words(c, "Портал %s уже зарегистрирован, ничего не изменилось.\n",
				 "Portal %s is registered already, nothing changed.\n"),
		    p->issuer);
	return s;
}

enum status portal_add(struct command *c)
{
	const char *word[2] = { 0 }, *audience = "metodden", *uri = NULL, *keys, *why;
	struct portal_row p = { "plugin", .client = "local_metodden", .deployment = "" };
	const struct option_text options[] = { { "--district", &p.district, NULL },
		{ "--audience", &audience, NULL }, { "--client", &p.client, NULL },
		{ "--jwks", &uri, NULL } };
	struct json *o = js_object();
	size_t at;

	p.district = "";
	if (!read_options(c, options, COUNT(options), word, 1, 2))
		return USAGE;
	p.issuer = word[0];
	p.has_keys = word[1] != NULL;
	if (p.has_keys == (uri != NULL))
		return complain(c, USAGE, "%s",
		    words(c, "нужен файл с ключами портала или их адрес: --jwks АДРЕС",
			"a file with the portal's keys is needed, or their address: --jwks URL"));
	if (uri && !url_is_web(uri, p.issuer))
		return portal_bad_address(c, uri);
	js_set(o, "audience", js_text(audience));
	if (uri) {
		js_set(o, "jwks_uri", js_text(uri));
	} else {
		keys = portal_read_keys(c, word[1]);
		if (!keys)
			return BAD_INPUT;
		js_set(o, "jwks", js_copy(js_parse(keys, strlen(keys), &why, &at)));
	}
	p.settings = js_print(o);
	return portal_save(c, &p);
}

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
	    words(c,
		"portal add, lti, list, off, invite, keys, roster, service или staff, а не «%s»",
		"portal add, lti, list, off, invite, keys, roster, service or staff, not \"%s\""),
	    word);
}
