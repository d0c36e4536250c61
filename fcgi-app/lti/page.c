/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See lti.h. Pages without a screen's script: they must show in a frame, in an old browser, and when
 * nothing else of this service works.
 */
#include "lti/lti.h"
#include "problem.h"

#include <string.h>
#include <sys/random.h>

#define STYLE                                                                                      \
	"body{font:17px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:40rem;"   \
	"margin:2rem auto;padding:0 1rem}h1{font-size:1.4rem;line-height:1.25}"                    \
	".button,button{display:inline-block;font:inherit;color:#fff;background:#1d4f91;border:0;" \
	"border-radius:4px;padding:.6rem 1.2rem;text-decoration:none;cursor:pointer}"              \
	"label{display:block;padding:.3rem 0}.small{color:#555;font-size:.9rem}"

/* The digest of STYLE: the page may use this style and no other. */
#define STYLE_DIGEST "sha256-1ML5EHG3RX3u5qPGwRwFv26ViAuLDEBzRJG9Vxbv1tU="

enum { MARK_BYTES = 32, SHOWN_MAX = 300 };

/* What to do next, where it isn't to open the page of the portal once more. */
static const struct {
	enum error e;
	const char *ru, *en;
} advice[] = {
	{ ERR_PERSON_UNKNOWN,
	    "Методдень узнаёт людей по полю «Индивидуальный номер» портала. Попросите администратора портала "
	    "вписать в ваш профиль тот же номер, что стоит у вас в списке сотрудников района, или "
	    "внести вас в этот список.",
	    "People are known by the portal's field \"ID number\". Ask the portal's administrator to "
	    "put into your profile the number under which you stand on the district's roster, or to "
	    "add you to the roster." },
	{ ERR_PORTAL_UNKNOWN,
	    "Администратор Методдня подключает портал командой metodden portal invite или metodden "
	    "portal lti, а для входа модулем портала - metodden portal add.",
	    "The administrator of this service connects a portal by metodden portal invite or "
	    "metodden portal lti, and for the portal's plugin by metodden portal add." },
	{ ERR_LTI_DEPLOYMENT_UNKNOWN,
	    "Администратор Методдня добавляет его командой metodden portal lti с этим номером.",
	    "The administrator of this service adds it by metodden portal lti with this number." },
	{ ERR_LTI_OUT_OF_TIME,
	    "Если так каждый раз, часы портала и Методдня расходятся: пусть администратор включит "
	    "на обоих серверах синхронизацию времени.",
	    "If this happens every time, the clocks of the portal and of this service differ: the "
	    "administrator should switch time synchronisation on." },
	{ ERR_LTI_KEY_UNKNOWN, "Подождите минуту и откройте Методдень на портале ещё раз.",
	    "Wait a minute and open this page of the portal once more." },
	{ ERR_UNAUTHENTICATED,
	    "Здесь нужен открытый сеанс. Вернитесь на портал и откройте эту страницу из него ещё раз: "
	    "сеанс откроется сам.",
	    "This page needs a session. Go back to the portal and open the page from there once more: "
	    "the session opens by itself." },
	{ ERR_LTI_INVITATION_UNKNOWN,
	    "Новое приглашение выдаёт администратор Методдня: metodden portal invite.",
	    "The administrator of this service makes a new one: metodden portal invite." },
};

static const char *advice_on(const struct request *rq, enum error e)
{
	for (size_t i = 0; i < COUNT(advice); i++)
		if (advice[i].e == e)
			return wants_english(rq) ? advice[i].en : advice[i].ru;
	return wants_english(rq) ? "Go back to the portal and open this page once more."
				 : "Вернитесь на портал и откройте Методдень ещё раз.";
}

enum error lti_show(struct request *rq, struct response *rs, const struct lti_page *p)
{
	const char *script = p->script ? arena_printf(rq->mem, "script-src '%s'; ", p->script) : "";

	rs->policy = arena_printf(rq->mem,
	    "default-src 'none'; style-src '" STYLE_DIGEST
	    "'; %sform-action %s; base-uri 'none'; frame-ancestors %s",
	    script, p->form ? p->form : "'none'", p->frame);
	return send_html(rs, p->status,
	    arena_printf(rq->mem,
		"<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width\">"
		"<meta name=\"robots\" content=\"noindex\"><title>%s</title><style>%s</style></head>\n"
		"<body><main><h1>%s</h1>\n%s</main></body>\n</html>\n",
		wants_english(rq) ? "en" : "ru", html_text(rq, p->title), STYLE,
		html_text(rq, p->title), p->body));
}

/* Others' texts go into the audit whole or not at all. */
static void note(struct json *change, const char *name, const char *value)
{
	if (value && *value)
		js_set(change, name,
		    js_text(
			strlen(value) <= SHOWN_MAX && js_check_text(value) ? value : "(too long)"));
}

static void keep(struct request *rq, enum error e, const struct lti_message *m)
{
	struct json *change = js_object();
	const char *detail = rq->detail, *params = rq->params;
	struct rows *r;

	js_set(change, "reason", js_text(error_info(e)->slug));
	note(change, "detail", detail);
	note(change, "issuer", m->issuer);
	note(change, "client_id", m->client);
	note(change, "deployment_id", m->deployment);
	/* a refusal stands with or without its row: the log has the same */
	(void)!db_login_query(
	    rq, Q_LTI_REFUSED, PARAMS(m->district, m->portal, js_print(change)), &r);
	rq->detail = detail;
	rq->params = params;
}

enum error lti_refuse(
    struct request *rq, struct response *rs, enum error e, const struct lti_message *m)
{
	keep(rq, e, m);
	return lti_refusal_page(rq, rs, e);
}

enum error lti_refusal_page(struct request *rq, struct response *rs, enum error e)
{
	bool english = wants_english(rq);
	struct problem_words w;

	error_words(rq, e, &w);
	rs->cookie = NULL;
	rs->location = NULL;
	return lti_show(rq, rs,
	    &(struct lti_page){ .status = w.status,
		.title = e == ERR_UNAUTHENTICATED
			     ? (english ? "The session has ended" : "Сеанс закончился")
			     : (english ? "Sign-in did not work" : "Войти не удалось"),
		.frame = "*",
		.body = arena_printf(rq->mem,
		    "<p>%s.</p>\n<p>%s</p>\n<p class=\"small\">%s %s</p>\n",
		    html_text(rq, english ? w.en : w.ru), html_text(rq, advice_on(rq, e)),
		    english ? "If that doesn't help, give the portal's administrator this number "
			      "of the request:"
			    : "Если не поможет, передайте администратору портала номер запроса:",
		    rq->id ? rq->id : "") });
}

enum error lti_offer_window(struct request *rq, struct response *rs, const char *code)
{
	bool english = wants_english(rq);

	return lti_show(rq, rs,
	    &(struct lti_page){ .status = 200,
		.title = english ? "Open in a new window" : "Откройте в новом окне",
		.frame = "*",
		.body = arena_printf(rq->mem,
		    "<p>%s</p>\n<p><a class=\"button\" target=\"_blank\" rel=\"noopener\" "
		    "href=\"/lti/open?code=%s\">%s</a></p>\n",
		    english
			? "This browser keeps no cookies for a page inside another site's page, so "
			  "Методдень can't sign you in here. In a window of its own it can."
			: "Браузер не сохраняет cookie страницы, встроенной в страницу другого "
			  "сайта, поэтому здесь войти нельзя. В отдельном окне - можно.",
		    code, english ? "Open in a new window" : "Открыть в новом окне") });
}

const char *lti_mark(struct request *rq, struct response *rs)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char bytes[MARK_BYTES];
	const char *mark = rq->browser;

	if (!mark || strlen(mark) != 2 * sizeof bytes) {
		char *made = arena_alloc(rq->mem, 2 * sizeof bytes + 1);

		if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
			return NULL;
		for (size_t i = 0; i < sizeof bytes; i++) {
			made[2 * i] = hex[bytes[i] >> 4];
			made[2 * i + 1] = hex[bytes[i] & 15];
		}
		mark = made;
	}
	rs->cookie = arena_printf(rq->mem,
	    "__Host-metodden-lti=%s; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=600",
	    mark);
	return mark;
}

void lti_go(struct request *rq, struct response *rs, const struct lti_request *to)
{
	const char *hint =
	    to->message_hint && *to->message_hint
		? arena_printf(rq->mem, "&lti_message_hint=%s", lti_escaped(rq, to->message_hint))
		: "";

	rs->status = 302;
	rs->body = "";
	rs->location = arena_printf(rq->mem,
	    "%s%cscope=openid&response_type=id_token&response_mode=form_post&prompt=none"
	    "&client_id=%s&redirect_uri=%s%%2Flti%%2Flaunch&state=%s&nonce=%s&login_hint=%s%s",
	    to->authorize, strchr(to->authorize, '?') ? '&' : '?', lti_escaped(rq, to->client),
	    lti_escaped(rq, rq->site ? rq->site : ""), to->state, to->nonce,
	    lti_escaped(rq, to->login_hint ? to->login_hint : ""), hint);
}
