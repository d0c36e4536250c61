/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A platform registers us and itself (1EdTech LTI Dynamic Registration 1.0): its administrator opens
 * the address of an invitation (metodden portal invite) from the platform's own page, which adds where
 * its configuration lies and a token. Talking to it is the work of a job; meanwhile this page asks how
 * that went, and at the end tells the platform's page to close it.
 */
#include "app.h"
#include "lti/lti.h"

#include <string.h>

#define SCRIPT "(window.opener||window.parent).postMessage({subject:'org.imsglobal.lti.close'},'*')"
#define SCRIPT_DIGEST "sha256-4j5n9Fj4PmePn+D42lEG6K8Gr7FWp97THCkrfMIPmU0="

enum { INVITATION, CONFIGURATION, TOKEN, FIELDS };

static enum error begin(struct request *rq, struct response *rs, const char *const v[])
{
	struct json *input = js_object();
	struct rows *r;

	if (!*lti_origin(rq, v[CONFIGURATION]))
		return refuse(rq, ERR_LTI_INCOMPLETE, "name", "openid_configuration", NULL);
	js_set(input, "configuration", js_text(v[CONFIGURATION]));
	js_set(input, "token", js_text(v[TOKEN] ? v[TOKEN] : ""));
	js_set(input, "language", js_text(wants_english(rq) ? "en" : "ru"));
	js_set(input, "site", js_text(rq->site ? rq->site : ""));
	TRY(db_login_query(rq, Q_LTI_REGISTER, PARAMS(v[INVITATION], js_print(input)), &r));
	if (strcmp(rows_text(r, 0, 0), "t") != 0)
		return fail(rq, ERR_LTI_INVITATION_UNKNOWN, NULL);
	rs->status = 303;
	rs->body = "";
	rs->location =
	    arena_printf(rq->mem, "/lti/register?invitation=%s", lti_escaped(rq, v[INVITATION]));
	return OK;
}

static enum error waiting(struct request *rq, struct response *rs)
{
	bool english = wants_english(rq);

	return lti_show(rq, rs,
	    &(struct lti_page){ .status = 200,
		.title = english ? "Registering" : "Идёт регистрация",
		.frame = "*",
		.body = arena_printf(rq->mem,
		    "<meta http-equiv=\"refresh\" content=\"1\">\n<p>%s</p>\n",
		    english
			? "Asking the portal for its addresses and keys. This takes some seconds."
			: "Запрашиваем у портала его адреса и ключи. Это несколько секунд.") });
}

static enum error done(struct request *rq, struct response *rs)
{
	bool english = wants_english(rq);

	return lti_show(rq, rs,
	    &(struct lti_page){ .status = 200,
		.title = english ? "The portal is registered" : "Портал зарегистрирован",
		.frame = "*",
		.script = SCRIPT_DIGEST,
		.body = arena_printf(rq->mem, "<p>%s</p>\n<script>" SCRIPT "</script>\n",
		    english
			? "Now activate the tool in the portal: until then it lets nobody in."
			: "Теперь включите инструмент на портале: до этого он никого не пускает.") });
}

/* Failed: the reason is a sentence of the job, ready for people. */
static enum error failed(struct request *rq, struct response *rs, const char *reason)
{
	bool english = wants_english(rq);

	return lti_show(rq, rs,
	    &(struct lti_page){ .status = 200,
		.title = english ? "The portal is not registered" : "Портал не зарегистрирован",
		.frame = "*",
		.body = arena_printf(rq->mem, "<p class=\"error\">%s</p>\n<p>%s</p>\n",
		    html_text(rq, reason),
		    english
			? "The invitation still works: mend the cause and begin again in the portal."
			: "Приглашение ещё действует: устраните причину и начните на портале снова.") });
}

static enum error show(struct request *rq, struct response *rs, const char *invitation)
{
	struct rows *r;

	TRY(db_login_query(rq, Q_LTI_REGISTRATION, PARAMS(invitation), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_LTI_INVITATION_UNKNOWN, NULL);
	const char *state = rows_text(r, 0, 0), *error = rows_text(r, 0, 2);

	if (strcmp(rows_text(r, 0, 1), "t") == 0)
		return done(rq, rs);
	if (strcmp(state, "done") == 0 || strcmp(state, "dead") == 0)
		return failed(rq, rs, error ? error : "");
	return waiting(rq, rs);
}

/* With a configuration it begins; the same address without one shows how that went. */
enum error lti_register(struct request *rq, struct response *rs)
{
	static const struct field fields[FIELDS] = {
		[INVITATION] = { "invitation", FIELD_TEXT, .max = 64 },
		[CONFIGURATION] = { "openid_configuration", FIELD_TEXT, .max = 2000 },
		[TOKEN] = { "registration_token", FIELD_TEXT, .max = 8000 },
	};
	const char *v[FIELDS];
	enum error e = read_query_of_others(rq, fields, COUNT(v), v);

	if (!e && !v[INVITATION])
		e = fail(rq, ERR_LTI_INVITATION_UNKNOWN, NULL);
	if (!e)
		e = v[CONFIGURATION] ? begin(rq, rs, v) : show(rq, rs, v[INVITATION]);
	return e ? lti_refuse(rq, rs, e, &(struct lti_message){ 0 }) : OK;
}
