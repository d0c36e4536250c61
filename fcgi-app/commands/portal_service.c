/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal service [ADDRESS]: connect the portal's web services, or change how; without
 * anything to change, how the line is. The key comes from a file or stdin, never from the command
 * line, where everybody on the machine could read it.
 */
#include "commands/portal.h"
#include "db.h"
#include "json.h"

#include <errno.h>
#include <string.h>

enum { MOST_KEY = 200 };

/* The first line of a file ("-": stdin), or NULL after a complaint. */
static const char *read_key(struct command *c, const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char line[MOST_KEY + 2] = "";

	if (!f) {
		complain(c, BAD_INPUT, "%s: %s", path, strerror(errno));
		return NULL;
	}
	const char *got = fgets(line, sizeof line, f);
	size_t n = strcspn(line, "\r\n");

	if (f != stdin)
		fclose(f);
	if (!got || n == 0 || n > MOST_KEY) {
		complain(c, BAD_INPUT,
		    words(c, "%s: нужна строка с ключом веб-служб портала",
			"%s: a line with the key of the portal's web services is needed"),
		    path);
		return NULL;
	}
	return arena_strndup(c->rq->mem, line, n);
}

static const char *text(const struct json *o, const char *name)
{
	const struct json *m = js_member(o, name);

	return m && js_kind(m) == JSON_STRING ? js_string(m) : "";
}

static long number(const struct json *o, const char *name)
{
	const struct json *m = js_member(o, name);

	return m && js_kind(m) == JSON_NUMBER ? (long)js_number(m) : 0;
}

static const char *state_words(const struct command *c, const char *state)
{
	static const struct {
		const char *state, *ru, *en;
	} said[] = {
		{ "off", "связь выключена", "the line is off" },
		{ "untried", "пока ничего не передавалось", "nothing was told yet" },
		{ "works", "связь есть", "the line works" },
		{ "away", "портал не принимает", "the portal takes nothing" },
	};

	for (size_t i = 0; i < COUNT(said); i++)
		if (strcmp(said[i].state, state) == 0)
			return words(c, said[i].ru, said[i].en);
	return state;
}

static enum status show(struct command *c)
{
	struct rows *r;
	const char *why;
	size_t at;
	enum error e = db_query(c->rq, Q_PORTAL_SERVICE_SHOW, NO_PARAMS, &r);

	if (e)
		return complain_of(c, e);
	const char *row = rows_count(r) ? rows_text(r, 0, 0) : NULL;
	const struct json *o = row ? js_parse(row, strlen(row), &why, &at) : NULL;

	if (!o || strcmp(text(o, "state"), "none") == 0) {
		puts(words(c, "Веб-службы портала не подключены.",
		    "The portal's web services are not connected."));
		return DONE;
	}
	printf("%s - %s%s%s\n", text(o, "url"), state_words(c, text(o, "state")),
	    *text(o, "error") ? ": " : "", text(o, "error"));
	printf(words(c, "Ждут доставки: %ld, доставлено: %ld, не доставлено: %ld\n",
		   "Waiting: %ld, delivered: %ld, dead: %ld\n"),
	    number(o, "ready"), number(o, "sent"), number(o, "dead"));
	return DONE;
}

static const char *on_off(const char *word)
{
	return strcmp(word, "on") == 0 ? "true" : strcmp(word, "off") == 0 ? "false" : NULL;
}

static enum status change(struct command *c, const char *const v[5])
{
	struct rows *r;
	enum error e = db_query(c->rq, Q_PORTAL_SERVICE_CONNECT, 5, v, &r);
	bool changed = !e && *rows_text(r, 0, 0) == 't';

	if (!e)
		e = db_commit(c->rq);
	if (e)
		return complain_of(c, e);
	puts(changed ? words(c, "Подключение портала сохранено.", "The connection is saved.")
		     : words(c, "Ничего не изменилось.", "Nothing changed."));
	return DONE;
}

static enum status run(struct command *c, const char *const v[5], const char *district)
{
	bool asks = !v[0] && !v[1] && !v[2] && !v[3] && !v[4];
	enum status s = connect_as(c, c->config->db, "METODDEN_DB", NULL, NULL);

	if (!s)
		s = enter_district(c, district);
	if (s)
		return s;
	s = asks ? show(c) : change(c, v);
	db_rollback(c->rq);
	leave_district(c);
	return s;
}

/* "a,b" as PostgreSQL's array. */
static const char *channels_of(struct command *c, const char *list)
{
	return arena_printf(c->rq->mem, "{%s}", list);
}

enum status portal_service(struct command *c)
{
	const char *word[1] = { NULL }, *district = "", *key = NULL, *roster = NULL, *line = NULL,
		   *channels = NULL, *v[5];
	const struct option_text options[] = { { "--district", &district, NULL },
		{ "--key", &key, NULL }, { "--roster", &roster, NULL }, { "--line", &line, NULL },
		{ "--channels", &channels, NULL } };

	if (!read_options(c, options, COUNT(options), word, 0, 1))
		return USAGE;
	if ((roster && !on_off(roster)) || (line && !on_off(line)))
		return complain(c, USAGE, "%s",
		    words(c, "--roster и --line: on или off", "--roster and --line: on or off"));
	v[0] = word[0];
	v[1] = key ? read_key(c, key) : NULL;
	v[2] = channels ? channels_of(c, channels) : NULL;
	v[3] = roster ? on_off(roster) : NULL;
	v[4] = line ? on_off(line) : NULL;
	if (key && !v[1])
		return BAD_INPUT;
	return run(c, v, district);
}
