/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deep linking (1EdTech LTI Deep Linking 2.0): whoever builds a course chooses which page of this
 * service its link opens - my tasks, growth, or a day - and the platform gets it as a message that we
 * sign. The list is read in the person's session, so it shows what he may see.
 */
#include "app.h"
#include "keys.h"
#include "lti/lti.h"

#include <string.h>
#include <time.h>

enum { LIFE_SECONDS = 300, UUID_LENGTH = 36, TITLE_MAX = 250 };

static const char item_type[] = "ltiResourceLink";

/* What the page's script may be: it sends the form off. */
#define SCRIPT "document.forms[0].submit()"
#define SCRIPT_DIGEST "sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE="

static const struct {
	const char *word, *path, *ru, *en;
} places[] = {
	{ "tasks", "/", "Мои ближайшие задачи", "My next tasks" },
	{ "growth", "/growth", "Рост профессиональных компетенций", "Growth of competences" },
	{ "days", "/days", "Методические дни района", "Methodological days of the district" },
};

static const char *option(struct request *rq, const char *value, const char *title, bool first)
{
	return arena_printf(rq->mem,
	    "<label><input type=\"radio\" name=\"item\" value=\"%s\"%s> %s</label>\n",
	    html_text(rq, value), first ? " checked" : "", html_text(rq, title));
}

static const char *options(struct request *rq, const struct rows *days)
{
	bool english = wants_english(rq);
	const char *list = "";

	for (size_t i = 0; i < COUNT(places); i++)
		list = arena_printf(rq->mem, "%s%s", list,
		    option(rq, places[i].word, english ? places[i].en : places[i].ru, i == 0));
	for (size_t i = 0; i < rows_count(days); i++) {
		const char *title = arena_printf(rq->mem, "%s, %s: %s", rows_text(days, i, 1),
		    rows_text(days, i, 3), rows_text(days, i, 2));

		list = arena_printf(rq->mem, "%s%s", list,
		    option(rq, arena_printf(rq->mem, "%s %s", rows_text(days, i, 0), title), title,
			false));
	}
	return list;
}

enum error lti_choose_show(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "request", FIELD_TEXT, REQUIRED, .max = 64 } };
	bool english = wants_english(rq);
	const char *v[COUNT(fields)];
	struct rows *days;

	TRY(read_query(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_LTI_DAYS, NO_PARAMS, &days));
	return lti_show(rq, rs,
	    &(struct lti_page){ .status = 200,
		.title = english ? "What should the link open?" : "Что будет открывать ссылка?",
		.frame = "*",
		.form = "'self'",
		.body = arena_printf(rq->mem,
		    "<form method=\"post\" action=\"/lti/choose\">\n<input type=\"hidden\" "
		    "name=\"request\" value=\"%s\">\n%s<p><button>%s</button></p>\n</form>\n",
		    html_text(rq, v[0]), options(rq, days),
		    english ? "Put the link into the course" : "Вставить ссылку в курс") });
}

/* One of the places, or "<uuid of a day> <title>". */
static const struct json *item(struct request *rq, const char *chosen)
{
	const char *path = NULL, *title = NULL;
	struct json *out = js_object(), *window = js_object();

	for (size_t i = 0; i < COUNT(places); i++)
		if (strcmp(chosen, places[i].word) == 0) {
			path = places[i].path;
			title = wants_english(rq) ? places[i].en : places[i].ru;
		}
	if (!path && strlen(chosen) > UUID_LENGTH + 1 && chosen[UUID_LENGTH] == ' ' &&
	    strspn(chosen, "0123456789abcdef-") == UUID_LENGTH) {
		path = arena_printf(rq->mem, "/days/%.*s", UUID_LENGTH, chosen);
		title = chosen + UUID_LENGTH + 1;
	}
	if (!path)
		return NULL;
	js_set(out, "type", js_text(item_type));
	js_set(out, "title", js_text(title));
	js_set(out, "url", js_text(arena_printf(rq->mem, "%s%s", rq->site, path)));
	/* A window keeps the session's ordinary cookie; the platform may open a frame all the same. */
	js_set(window, "targetName", js_text("_blank"));
	js_set(out, "window", window);
	return out;
}

static struct json *claims(const struct rows *request, const struct json *chosen)
{
	struct json *c = js_object(), *list = js_array();
	long now = (long)time(NULL);

	js_set(c, "iss", js_text(rows_text(request, 0, 1)));
	js_set(c, "aud", js_text(rows_text(request, 0, 0)));
	js_set(c, "iat", js_integer(now));
	js_set(c, "exp", js_integer(now + LIFE_SECONDS));
	js_set(c, "nonce", js_text(rows_text(request, 0, 5)));
	js_set(c, LTI_CLAIM "message_type", js_text("LtiDeepLinkingResponse"));
	js_set(c, LTI_CLAIM "version", js_text("1.3.0"));
	js_set(c, LTI_CLAIM "deployment_id", js_text(rows_text(request, 0, 2)));
	if (rows_text(request, 0, 4))
		js_set(c, LTI_DEEP "data", js_text(rows_text(request, 0, 4)));
	js_push(list, js_copy(chosen));
	js_set(c, LTI_DEEP "content_items", list);
	return c;
}

static enum error send_off(
    struct request *rq, struct response *rs, const char *address, const char *jwt)
{
	bool english = wants_english(rq);

	return lti_show(rq, rs,
	    &(struct lti_page){ .status = 200,
		.title = english ? "Going back to the portal" : "Возвращаемся на портал",
		.frame = "*",
		.form = lti_origin(rq, address),
		.script = SCRIPT_DIGEST,
		.body = arena_printf(rq->mem,
		    "<form method=\"post\" action=\"%s\"><input type=\"hidden\" name=\"JWT\" "
		    "value=\"%s\">\n<p><button>%s</button></p></form>\n<script>" SCRIPT
		    "</script>\n",
		    html_text(rq, address), jwt,
		    english ? "Back to the portal" : "Вернуться на портал") });
}

static enum error choose(struct request *rq, struct response *rs, struct lti_message *m)
{
	static const struct field fields[] = {
		{ "request", FIELD_TEXT, REQUIRED, .max = 64 },
		{ "item", FIELD_TEXT, REQUIRED, .max = UUID_LENGTH + 1 + TITLE_MAX },
	};
	const char *v[COUNT(fields)], *why, *jwt;
	struct rows *r;

	TRY(read_form(rq, fields, COUNT(v), v));
	const struct json *chosen = item(rq, v[1]);

	if (!chosen)
		return invalid(rq, FAULT_NOT_ONE_OF, "?item");
	TRY(db_login_query(rq, Q_LTI_CHOOSE, PARAMS(v[0]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_LTI_CHOICE_ENDED, NULL);
	m->issuer = rows_text(r, 0, 0);
	m->client = rows_text(r, 0, 1);
	m->deployment = rows_text(r, 0, 2);
	jwt = keys_sign(rq->mem, rq->keys, js_print(claims(r, chosen)), &why);
	if (!jwt)
		return fail(rq, ERR_LTI_NO_KEYS, "%s", why);
	return send_off(rq, rs, rows_text(r, 0, 3), jwt);
}

enum error lti_choose_send(struct request *rq, struct response *rs)
{
	struct lti_message m = { 0 };
	enum error e = choose(rq, rs, &m);

	return e ? lti_refuse(rq, rs, e, &m) : OK;
}
