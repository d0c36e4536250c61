/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in from a portal: its page posts a token that it signed (RS256, one use, 60 s) in the
 * person's own browser, and gets the session's cookie and the page that was asked for. Whatever is
 * wrong ends in a page of plain words and a row of the audit, as with LTI, never in a session.
 */
#include "app.h"
#include "lti/lti.h"
#include "token.h"

#include <string.h>
#include <time.h>

enum { LIFE_SECONDS = 60, SLACK_SECONDS = 60 };

/* The pass, and in *m whose it is. */
static enum error verified(
    struct request *rq, const char *text, struct token **out, struct lti_message *m)
{
	const char *why;
	struct token *t = token_read(rq->mem, text, &why);
	struct rows *portal;

	if (!t)
		return fail(rq, ERR_TOKEN_REFUSED, "%s", why);
	m->issuer = token_text(t, "iss");
	m->client = token_text(t, "client_id");
	TRY(db_login_query(rq, Q_LOGIN_PORTAL_FIND, PARAMS(m->issuer, m->client), &portal));
	if (rows_count(portal) == 0)
		return fail(rq, ERR_PORTAL_UNKNOWN, "issuer %s", m->issuer);
	m->portal = rows_text(portal, 0, 0);
	m->district = rows_text(portal, 0, 1);
	m->jwks = rows_text(portal, 0, 2);
	TRY(lti_check_signature(rq, t, m));
	why = token_is_for(t, rows_text(portal, 0, 3)) ? NULL : "it is meant for another service";
	if (!why)
		why = token_in_time(t, (double)time(NULL), SLACK_SECONDS, LIFE_SECONDS);
	if (!why && (!*token_text(t, "jti") || !*token_text(t, "sub")))
		why = "jti or sub is missing";
	*out = t;
	return why ? fail(rq, ERR_TOKEN_REFUSED, "%s", why) : OK;
}

static enum error enter(struct request *rq, struct response *rs, struct lti_message *m)
{
	static const struct field fields[] = { { "token", FIELD_TEXT, REQUIRED } };
	const char *v[COUNT(fields)];
	struct token *t = NULL;
	struct rows *r = NULL;

	TRY(read_form(rq, fields, COUNT(v), v));
	TRY(verified(rq, v[0], &t, m));
	TRY(db_login_query(rq, Q_LOGIN_PORTAL_ENTER,
	    PARAMS(m->portal, m->district, token_text(t, "jti"),
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
	struct lti_message m = { 0 };

	TRY(read_form(rq, fields, COUNT(v), v));
	enum error e = verified(rq, v[0], &t, &m);

	if (e ==
	    ERR_LTI_KEY_UNKNOWN) /* the test knows one word for whatever is wrong with a pass */
		e = ERR_TOKEN_REFUSED;
	return e ? e : send_nothing(rs);
}

enum error portal_enter(struct request *rq, struct response *rs)
{
	struct lti_message m = { 0 };
	enum error e = enter(rq, rs, &m);

	return e ? lti_refuse(rq, rs, e, &m) : OK;
}
