/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A login by LTI begins (1EdTech Security Framework 1.0, 5.1.1): the platform sends the person here,
 * by GET or POST, and we send him on to the platform's own address with a state and a nonce. Inside a
 * frame we look first whether the browser keeps our mark: the platform's hint may work once, so a login
 * that can't be ended must not be begun there.
 */
#include "app.h"
#include "lti/lti.h"

#include <string.h>

enum { ISS, TARGET, LOGIN_HINT, MESSAGE_HINT, CLIENT, DEPLOYMENT, LOGIN_FIELDS };

static const struct field login_fields[LOGIN_FIELDS] = {
	[ISS] = { "iss", FIELD_TEXT, .max = 2000 },
	[TARGET] = { "target_link_uri", FIELD_TEXT, .max = 4000 },
	[LOGIN_HINT] = { "login_hint", FIELD_TEXT, .max = 8000 },
	[MESSAGE_HINT] = { "lti_message_hint", FIELD_TEXT, .max = 8000 },
	[CLIENT] = { "client_id", FIELD_TEXT, .max = 500 },
	[DEPLOYMENT] = { "lti_deployment_id", FIELD_TEXT, .max = 500 },
};

static const char *text(const char *s)
{
	return s ? s : "";
}

/* Only a page that fills its window is known to keep cookies. */
static bool fills_window(const struct request *rq)
{
	return rq->fetch_dest && strcmp(rq->fetch_dest, "document") == 0;
}

static const char *hints_of(const char *const v[])
{
	struct json *hints = js_object();

	js_set(hints, "login_hint", js_text(text(v[LOGIN_HINT])));
	js_set(hints, "lti_message_hint", js_text(text(v[MESSAGE_HINT])));
	return js_print(hints);
}

static enum error begin(
    struct request *rq, struct response *rs, const char *const v[], struct lti_message *m)
{
	const char *mark;
	struct rows *r;

	if (!v[ISS] || !v[LOGIN_HINT])
		return refuse(rq, ERR_LTI_INCOMPLETE, "name", v[ISS] ? "login_hint" : "iss", NULL);
	m->issuer = v[ISS];
	m->client = text(v[CLIENT]);
	m->deployment = text(v[DEPLOYMENT]);
	mark = lti_mark(rq, rs);
	if (!mark)
		return fail(rq, ERR_INTERNAL, "no random bytes");
	TRY(db_login_query(
	    rq, Q_LTI_BEGIN, PARAMS(v[ISS], m->client, m->deployment, hints_of(v), mark), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_PORTAL_UNKNOWN, NULL);
	const char *state = rows_text(r, 0, 0);

	if (fills_window(rq)) {
		lti_go(rq, rs,
		    &(struct lti_request){ state, rows_text(r, 0, 1), rows_text(r, 0, 2),
			rows_text(r, 0, 3), v[LOGIN_HINT], v[MESSAGE_HINT] });
	} else {
		rs->status = 302;
		rs->body = "";
		rs->location = arena_printf(rq->mem, "/lti/check?state=%s", state);
	}
	return OK;
}

enum error lti_login_form(struct request *rq, struct response *rs)
{
	struct lti_message m = { 0 };
	const char *v[LOGIN_FIELDS];
	enum error e = read_form_of_others(rq, login_fields, COUNT(v), v);

	if (!e)
		e = begin(rq, rs, v, &m);
	return e ? lti_refuse(rq, rs, e, &m) : OK;
}

enum error lti_login_query(struct request *rq, struct response *rs)
{
	struct lti_message m = { 0 };
	const char *v[LOGIN_FIELDS];
	enum error e = read_query_of_others(rq, login_fields, COUNT(v), v);

	if (!e)
		e = begin(rq, rs, v, &m);
	return e ? lti_refuse(rq, rs, e, &m) : OK;
}

static enum error on_with(struct request *rq, struct response *rs, const char *state, bool *marked)
{
	struct rows *r;

	TRY(db_login_query(rq, Q_LTI_LOGIN, PARAMS(state, text(rq->browser)), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_LTI_STATE_UNKNOWN, NULL);
	*marked = strcmp(rows_text(r, 0, 6), "t") == 0;
	if (*marked)
		lti_go(rq, rs,
		    &(struct lti_request){ state, rows_text(r, 0, 0), rows_text(r, 0, 1),
			rows_text(r, 0, 2), rows_text(r, 0, 3), rows_text(r, 0, 4) });
	return OK;
}

static const struct field state_field[] = { { "state", FIELD_TEXT, REQUIRED, .max = 64 } },
			  code_field[] = { { "code", FIELD_TEXT, REQUIRED, .max = 64 } };

/* The second step inside a frame: has the browser kept the mark? */
enum error lti_check_show(struct request *rq, struct response *rs)
{
	const char *state;
	bool marked = false;
	enum error e = read_query_of_others(rq, state_field, 1, &state);

	if (!e)
		e = on_with(rq, rs, state, &marked);
	if (e)
		return lti_refuse(rq, rs, e, &(struct lti_message){ 0 });
	return marked ? OK : lti_offer_window(rq, rs, state);
}

/* The button's window: the login begins anew, with a mark of this window. The code works once. */
static enum error open_window(struct request *rq, struct response *rs, const char *code)
{
	const char *mark = lti_mark(rq, rs), *state;
	bool marked;
	struct rows *r;

	if (!mark)
		return fail(rq, ERR_INTERNAL, "no random bytes");
	TRY(db_login_query(rq, Q_LTI_AGAIN, PARAMS(code, mark), &r));
	state = rows_text(r, 0, 0);
	if (!state)
		return fail(rq, ERR_LTI_STATE_UNKNOWN, "the code is old or was used");
	rq->browser = mark;
	return on_with(rq, rs, state, &marked);
}

enum error lti_open_show(struct request *rq, struct response *rs)
{
	const char *code;
	enum error e = read_query_of_others(rq, code_field, 1, &code);

	if (!e)
		e = open_window(rq, rs, code);
	return e ? lti_refuse(rq, rs, e, &(struct lti_message){ 0 }) : OK;
}
