/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a login by LTI: the platform's page posts a signed message with the state of the login in
 * the person's own browser. Right in all, it opens the session and leads to the page of the link; wrong
 * in anything, it ends in a page of plain words and a row of the audit, never in a session.
 */
#include "app.h"
#include "lti/lti.h"

#include <string.h>

enum { ID_TOKEN, STATE, ERROR_CODE, ERROR_WORDS, LAUNCH_FIELDS };

static const struct field launch_fields[LAUNCH_FIELDS] = {
	[ID_TOKEN] = { "id_token", FIELD_TEXT, .max = 65536 },
	[STATE] = { "state", FIELD_TEXT, .max = 200 },
	[ERROR_CODE] = { "error", FIELD_TEXT, .max = 2000 },
	[ERROR_WORDS] = { "error_description", FIELD_TEXT, .max = 8000 },
};

/* The page that a link leads to: on this site, and not one of the ways in. */
static const char *target(const struct request *rq, const char *uri)
{
	size_t n = rq->site ? strlen(rq->site) : 0;
	const char *path = n && strncmp(uri, rq->site, n) == 0 ? safe_path(uri + n) : "/";

	return strncmp(path, "/lti/", 5) == 0 || strncmp(path, "/api/", 5) == 0 ? "/" : path;
}

/* The login that this answers. `unmarked`: it is under way, but not in this browser's eyes. */
static enum error take(struct request *rq, const char *state, struct lti_message *m, bool *unmarked)
{
	const char *browser = rq->browser ? rq->browser : "";
	struct rows *r;

	TRY(db_login_query(rq, Q_LTI_TAKE, PARAMS(state, browser), &r));
	if (rows_count(r) == 0) {
		TRY(db_login_query(rq, Q_LTI_LOGIN, PARAMS(state, browser), &r));
		*unmarked = rows_count(r) > 0;
		return fail(rq, ERR_LTI_STATE_UNKNOWN, "%s",
		    *unmarked ? "the browser has no mark of this login"
			      : "the state is old, used or not ours");
	}
	m->district = rows_text(r, 0, 0);
	m->portal = rows_text(r, 0, 1);
	m->issuer = rows_text(r, 0, 2);
	m->client = rows_text(r, 0, 3);
	m->nonce = rows_text(r, 0, 4);
	m->jwks = rows_text(r, 0, 5);
	return OK;
}

static enum error let_in(struct request *rq, struct response *rs, const struct lti_message *m)
{
	struct rows *r;

	TRY(db_login_query(rq, Q_LTI_ENTER,
	    PARAMS(m->district, m->portal, m->deployment, m->nonce, m->subject, m->idnumber,
		m->context),
	    &r));
	const char *session = rows_text(r, 0, 0);

	rs->location = target(rq, m->target);
	if (strcmp(m->type, "LtiDeepLinkingRequest") == 0) {
		struct json *request = js_object();

		js_set(request, "return_url", js_text(m->return_url));
		if (m->data)
			js_set(request, "data", js_text(m->data));
		TRY(db_login_query(rq, Q_LTI_ASK,
		    PARAMS(m->district, m->portal, m->deployment, js_print(request)), &r));
		rs->location = arena_printf(rq->mem, "/lti/choose?request=%s", rows_text(r, 0, 0));
	}
	set_session(rq, rs, session);
	rs->status = 303;
	rs->body = "";
	return OK;
}

static enum error launch(
    struct request *rq, struct response *rs, const char *const v[], struct lti_message *m)
{
	bool unmarked = false;

	if (!v[STATE])
		return refuse(rq, ERR_LTI_INCOMPLETE, "name", "state", NULL);
	enum error e = take(rq, v[STATE], m, &unmarked);

	if (unmarked && !v[ERROR_CODE])
		return lti_offer_window(rq, rs, v[STATE]);
	TRY(e);
	if (v[ERROR_CODE])
		return refuse(rq, ERR_LTI_PLATFORM_REFUSED, "reason",
		    v[ERROR_WORDS] ? v[ERROR_WORDS] : v[ERROR_CODE], NULL);
	if (!v[ID_TOKEN])
		return refuse(rq, ERR_LTI_INCOMPLETE, "name", "id_token", NULL);
	TRY(lti_read(rq, v[ID_TOKEN], m));
	return let_in(rq, rs, m);
}

enum error lti_launch(struct request *rq, struct response *rs)
{
	struct lti_message m = { 0 };
	const char *v[LAUNCH_FIELDS];
	enum error e = read_form_of_others(rq, launch_fields, COUNT(v), v);

	if (!e)
		e = launch(rq, rs, v, &m);
	return e ? lti_refuse(rq, rs, e, &m) : OK;
}
