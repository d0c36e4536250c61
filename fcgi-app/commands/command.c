/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See command.h.
 */
#include "commands/command.h"
#include "db.h"

#include <stdarg.h>
#include <string.h>

enum { WAITING_MS = 500 }; /* often enough for a word to people each two seconds */

const char *words(const struct command *c, const char *ru, const char *en)
{
	return c->config->english ? en : ru;
}

enum status complain(const struct command *c, enum status s, const char *fmt, ...)
{
	va_list ap;

	(void)c;
	fputs("metodden: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return s;
}

enum status complain_of(const struct command *c, enum error e)
{
	struct problem_words w;
	const char *detail = c->rq->detail;

	error_words(c->rq, e, &w);
	return complain(c, w.status >= 500 ? NO_DATABASE : BAD_INPUT, "%s%s%s%s%s",
	    words(c, w.ru, w.en), c->rq->clause && *c->rq->clause ? " - " : "",
	    c->rq->clause ? c->rq->clause : "", detail ? "\n  " : "", detail ? detail : "");
}

static const struct option_text *option_named(
    const struct option_text options[], size_t n, const char *word, const char **value)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(options[i].name);

		if (strncmp(word, options[i].name, len) != 0 || (word[len] && word[len] != '='))
			continue;
		*value = word[len] ? word + len + 1 : NULL;
		return &options[i];
	}
	return NULL;
}

static bool take_option(struct command *c, const struct option_text *o, const char *value, int *i)
{
	if (o->flag) {
		*o->flag = true;
		return true;
	}
	if (!value && *i + 1 < c->argc)
		value = c->argv[++*i];
	if (value) {
		*o->value = value;
		return true;
	}
	complain(
	    c, USAGE, words(c, "после %s нужно значение", "a value is needed after %s"), o->name);
	return false;
}

/* NOLINTNEXTLINE(readability-function-size): an array counts once with its length */
bool read_options(struct command *c, const struct option_text options[], size_t n,
    const char *word[], size_t words_min, size_t words_max)
{
	size_t count = 0;

	for (int i = 0; i < c->argc; i++) {
		const char *value, *w = c->argv[i];
		const struct option_text *o = option_named(options, n, w, &value);

		if (o) {
			if (!take_option(c, o, value, &i))
				return false;
		} else if (w[0] == '-' && w[1]) {
			complain(c, USAGE, words(c, "неизвестный ключ %s", "unknown option %s"), w);
			return false;
		} else if (count == words_max) {
			complain(c, USAGE, words(c, "лишнее слово: %s", "a word too many: %s"), w);
			return false;
		} else {
			word[count++] = w;
		}
	}
	if (count < words_min)
		complain(c, USAGE, "%s",
		    words(c, "не хватает слов; см. metodden --help",
			"words are missing; see metodden --help"));
	return count >= words_min;
}

enum status connect_as(struct command *c, const char *conninfo, const char *setting,
    void (*waiting)(void *), void *arg)
{
	if (!conninfo)
		return complain(
		    c, USAGE, words(c, "не задана переменная %s", "%s is not set"), setting);
	c->rq->db = db_create(&(struct db_settings){ .conninfo = conninfo,
	    .login_conninfo = c->config->login_db,
	    .name = "metodden",
	    .waiting = waiting,
	    .waiting_ms = waiting ? WAITING_MS : 0,
	    .waiting_arg = arg });
	enum error e = db_ready(c->rq);

	return e ? complain_of(c, e) : DONE;
}

enum status enter_district(struct command *c, const char *district)
{
	struct rows *r;
	enum error e;

	if (!c->config->login_db)
		return complain(c, USAGE, words(c, "не задана переменная %s", "%s is not set"),
		    "METODDEN_LOGIN_DB");
	e = db_login_query(c->rq, Q_LOGIN_DISTRICTS, PARAMS(district), &r);
	if (e)
		return complain_of(c, e);
	if (rows_count(r) != 1)
		return complain(c, USAGE, "%s",
		    rows_count(r)
			? words(c, "районов несколько: укажите --district ID",
			      "there are several districts: name one by --district ID")
			: words(c, "такого района нет; завести: metodden district create НАЗВАНИЕ",
			      "there is no such district; make one: metodden district create NAME"));
	e = db_login_query(c->rq, Q_LOGIN_SYSTEM, PARAMS(rows_text(r, 0, 0)), &r);
	if (!e)
		c->rq->token = rows_text(r, 0, 0);
	if (!e)
		e = db_enter(c->rq, false);
	return e ? complain_of(c, e) : DONE;
}

void leave_district(struct command *c)
{
	struct rows *r;

	if (!c->rq->token || db_enter(c->rq, false) ||
	    db_query(c->rq, Q_SESSION_DELETE, NO_PARAMS, &r) || db_commit(c->rq))
		db_rollback(c->rq); /* then the session ends by its term */
}
