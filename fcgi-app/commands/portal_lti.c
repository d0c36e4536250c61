/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal lti | list | off | invite: platforms of LTI 1.3, registered by hand or by an invitation that
 * lets a platform register itself. Addresses that aren't given are Moodle's.
 */
#include "commands/portal.h"
#include "db.h"
#include "json.h"
#include "url.h"

#include <string.h>
#include <sys/random.h>

struct platform {
	const char *issuer, *client, *deployment, *authorize, *token, *jwks_uri, *keys, *district;
};

static enum status check(struct command *c, struct platform *p)
{
	const char *const urls[] = { p->authorize, p->token, p->keys ? p->issuer : p->jwks_uri };
	size_t n = strlen(p->issuer);

	if (!url_is_web(p->issuer, "") || p->issuer[n - 1] == '/')
		return complain(c, USAGE,
		    words(c, "издатель - адрес портала без косой черты в конце, а не «%s»",
			"the issuer is the portal's address without a slash at its end, not \"%s\""),
		    p->issuer);
	for (size_t i = 0; i < COUNT(urls); i++)
		if (!url_is_web(urls[i], p->issuer))
			return portal_bad_address(c, urls[i]);
	if (*p->client && *p->deployment)
		return DONE;
	return complain(c, USAGE, "%s",
	    words(c, "нужны --client и --deployment: портал показывает их в свойствах инструмента",
		"--client and --deployment are needed: the portal shows them with the tool"));
}

static const char *settings(struct command *c, const struct platform *p, const char *jwks)
{
	struct json *o = js_object();
	const char *why;
	size_t at;

	(void)c;
	js_set(o, "authorize", js_text(p->authorize));
	js_set(o, "token", js_text(p->token));
	if (jwks)
		js_set(o, "jwks", js_copy(js_parse(jwks, strlen(jwks), &why, &at)));
	else
		js_set(o, "jwks_uri", js_text(p->jwks_uri));
	return js_print(o);
}

enum status portal_lti(struct command *c)
{
	struct platform p = { .client = "", .deployment = "", .district = "" };
	const struct option_text options[] = { { "--client", &p.client, NULL },
		{ "--deployment", &p.deployment, NULL }, { "--authorize", &p.authorize, NULL },
		{ "--token", &p.token, NULL }, { "--jwks", &p.jwks_uri, NULL },
		{ "--keys", &p.keys, NULL }, { "--district", &p.district, NULL } };
	const char *jwks = NULL;
	enum status s;

	if (!read_options(c, options, COUNT(options), &p.issuer, 1, 1))
		return USAGE;
	if (!p.authorize)
		p.authorize = arena_printf(c->rq->mem, "%s/mod/lti/auth.php", p.issuer);
	if (!p.token)
		p.token = arena_printf(c->rq->mem, "%s/mod/lti/token.php", p.issuer);
	if (!p.jwks_uri)
		p.jwks_uri = arena_printf(c->rq->mem, "%s/mod/lti/certs.php", p.issuer);
	s = check(c, &p);
	if (!s && p.keys && !(jwks = portal_read_keys(c, p.keys)))
		s = BAD_INPUT;
	return s ? s
		 : portal_save(c, &(struct portal_row){ "lti", p.issuer, p.client, p.deployment,
				      settings(c, &p, jwks), p.district, jwks != NULL });
}

static void print_row(struct command *c, const struct rows *r, size_t i)
{
	bool lti = strcmp(rows_text(r, i, 3), "lti") == 0;

	printf("%s  %s  client %s%s%s", rows_text(r, i, 0),
	    lti ? "LTI" : words(c, "модуль", "plugin"), rows_text(r, i, 1),
	    lti ? "  deployment " : "", rows_text(r, i, 2));
	if (strcmp(rows_text(r, i, 5), "t") != 0)
		printf("  %s", words(c, "ключей пока нет", "no keys yet"));
	if (strcmp(rows_text(r, i, 4), "t") != 0)
		printf("  %s", words(c, "выключен", "off"));
	putchar('\n');
}

enum status portal_list(struct command *c)
{
	const char *district = "";
	const struct option_text options[] = { { "--district", &district, NULL } };
	struct rows *r = NULL;
	enum status s;

	if (!read_options(c, options, COUNT(options), NULL, 0, 0))
		return USAGE;
	s = portal_begin(c, district);
	if (s)
		return s;
	enum error e = db_query(c->rq, Q_PORTALS_LIST, NO_PARAMS, &r);

	if (!e && !rows_count(r))
		puts(words(c, "Порталов нет.", "There are no portals."));
	for (size_t i = 0; !e && i < rows_count(r); i++)
		print_row(c, r, i);
	return portal_end(c, e);
}

enum status portal_off(struct command *c)
{
	const char *issuer, *client = "", *deployment = "", *district = "";
	const struct option_text options[] = { { "--client", &client, NULL },
		{ "--deployment", &deployment, NULL }, { "--district", &district, NULL } };
	struct rows *r = NULL;
	enum status s;

	if (!read_options(c, options, COUNT(options), &issuer, 1, 1))
		return USAGE;
	if (!*client)
		return complain(c, USAGE, "%s",
		    words(c, "нужен --client: см. metodden portal list",
			"--client is needed: see metodden portal list"));
	s = portal_begin(c, district);
	if (s)
		return s;
	enum error e = db_query(c->rq, Q_PORTALS_OFF, PARAMS(issuer, client, deployment), &r);
	bool any = !e && rows_count(r);

	s = portal_end(c, e);
	if (!s && !any)
		return complain(c, BAD_INPUT,
		    words(c,
			"включённого портала %s с таким --client нет: см. metodden portal list",
			"no portal %s with this --client is on: see metodden portal list"),
		    issuer);
	if (!s)
		printf(words(c, "Портал %s выключен.\n", "Portal %s is off.\n"), issuer);
	return s;
}

static bool new_code(char code[2 * 32 + 1])
{
	unsigned char random[32];

	if (getrandom(random, sizeof random, 0) != sizeof random)
		return false;
	for (size_t i = 0; i < sizeof random; i++)
		snprintf(code + 2 * i, 3, "%02x", random[i]);
	return true;
}

enum status portal_invite(struct command *c)
{
	const char *district = "";
	const struct option_text options[] = { { "--district", &district, NULL } };
	char code[2 * 32 + 1];
	struct rows *r = NULL;
	enum status s;

	if (!read_options(c, options, COUNT(options), NULL, 0, 0))
		return USAGE;
	if (!c->config->url)
		return complain(
		    c, USAGE, words(c, "не задана переменная %s", "%s is not set"), "METODDEN_URL");
	if (!new_code(code))
		return complain(c, NO_DATABASE, "getrandom");
	s = portal_begin(c, district);
	if (s)
		return s;
	enum error e = db_query(c->rq, Q_PORTALS_INVITE, PARAMS(code), &r);

	s = portal_end(c, e);
	if (!s)
		printf("%s/lti/register?invitation=%s\n%s\n", c->config->url, code,
		    words(c,
			"Вставьте этот адрес на портале: Администрирование - Плагины - Внешний инструмент - Управление инструментами - «Добавить LTI Advantage».\n"
			"Он действует сутки и для одного портала.",
			"Paste this address into the portal: Site administration - Plugins - External tool - Manage tools - \"Add LTI Advantage\".\n"
			"It works for a day and for one portal."));
	return s;
}
