/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in from a portal: its page posts a token that it signed (RS256, one use, 60 s) in the
 * person's own browser, and gets the session's cookie and the page that was asked for. Whatever is
 * wrong ends in a page of plain words, never in a session.
 */
#include "app.h"
#include "token.h"

#include <string.h>
#include <time.h>

enum { LIFE_SECONDS = 60, SLACK_SECONDS = 60 };

static enum error verified(
    struct request *rq, const char *text, struct token **out, struct rows **portal)
{
	const char *why;
	struct token *t = token_read(rq->mem, text, &why);

	if (!t)
		return fail(rq, ERR_TOKEN_REFUSED, "%s", why);
	TRY(db_login_query(rq, Q_LOGIN_PORTAL_FIND,
	    PARAMS(token_text(t, "iss"), token_text(t, "client_id")), portal));
	if (rows_count(*portal) == 0)
		return fail(rq, ERR_PORTAL_UNKNOWN, "issuer %s", token_text(t, "iss"));
	why = token_verify(t, rows_text(*portal, 0, 2));
	if (!why && !token_is_for(t, rows_text(*portal, 0, 3)))
		why = "it is meant for another service";
	if (!why)
		why = token_in_time(t, (double)time(NULL), SLACK_SECONDS, LIFE_SECONDS);
	if (!why && (!*token_text(t, "jti") || !*token_text(t, "sub")))
		why = "jti or sub is missing";
	*out = t;
	return why ? fail(rq, ERR_TOKEN_REFUSED, "%s", why) : OK;
}

static enum error enter(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "token", FIELD_TEXT, REQUIRED } };
	const char *v[COUNT(fields)];
	struct token *t = NULL;
	struct rows *portal = NULL, *r = NULL;

	TRY(read_form(rq, fields, COUNT(v), v));
	TRY(verified(rq, v[0], &t, &portal));
	TRY(db_login_query(rq, Q_LOGIN_PORTAL_ENTER,
	    PARAMS(rows_text(portal, 0, 0), rows_text(portal, 0, 1), token_text(t, "jti"),
		arena_printf(rq->mem, "%.0f", token_number(t, "exp") + SLACK_SECONDS),
		token_text(t, "sub"), token_text(t, "idnumber")),
	    &r));
	set_session(rq, rs, rows_text(r, 0, 0));
	rs->status = 303;
	rs->location = safe_path(token_text(t, "target"));
	rs->body = "";
	return OK;
}

/* Looks at a pass without using it up: for the portal's connection test. */
enum error portal_check(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "token", FIELD_TEXT, REQUIRED } };
	const char *v[COUNT(fields)];
	struct token *t = NULL;
	struct rows *portal = NULL;

	TRY(read_form(rq, fields, COUNT(v), v));
	TRY(verified(rq, v[0], &t, &portal));
	return send_nothing(rs);
}

enum error portal_enter(struct request *rq, struct response *rs)
{
	enum error e = enter(rq, rs);
	struct problem_words w;

	if (!e)
		return OK;
	error_words(rq, e, &w);
	return send_html(rs, w.status,
	    arena_printf(rq->mem,
		"<!doctype html>\n<html lang=\"ru\"><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width\"><title>Методдень: вход</title>\n"
		"<h1>Войти не удалось</h1>\n<p>%s</p>\n<p lang=\"en\">%s</p>\n"
		"<p>Вернитесь на портал и откройте Методдень ещё раз. Номер запроса: %s</p>\n</html>\n",
		w.ru, w.en, rq->id ? rq->id : ""));
}
