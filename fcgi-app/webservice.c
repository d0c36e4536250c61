/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See webservice.h. Of the portal's exceptions only a bad parameter is about what the call says; all
 * others are about us, the service or the portal, and would meet any call.
 */
#include "webservice.h"

#include <stdio.h>
#include <string.h>

enum { SECONDS = 30, MOST_WORDS = 300, COUNT_DIGITS = 24 };

/* errorcode -> what the administrator mends. */
static const struct {
	const char *code, *ru, *en;
} known[] = {
	{ "invalidtoken", "Портал не принял ключ доступа: выпустите новый и укажите его",
	    "The portal doesn't take the key: issue a new one and give it here" },
	{ "accessexception",
	    "Ключ доступа выпущен не для службы «Metodden», или пользователь в неё не включён",
	    "The key isn't for the service \"Metodden\", or its user isn't in it" },
	{ "servicenotavailable", "Веб-службы на портале выключены",
	    "Web services are off at the portal" },
	{ "enablewsdescription", "Веб-службы на портале выключены",
	    "Web services are off at the portal" },
	{ "nopermissions", "Пользователю, чей это ключ, не хватает прав на портале",
	    "The user whose key it is lacks permissions at the portal" },
	{ "invalidrecord", "На портале нет плагина local_metodden, или он старой версии",
	    "The portal has no plugin local_metodden, or an old one" },
	{ "sitemaintenance", "Портал на обслуживании", "The portal is under maintenance" },
	{ "upgraderunning", "Портал обновляется", "The portal is being upgraded" },
	{ "dbconnectionfailed", "Портал не может открыть свою базу данных",
	    "The portal can't open its database" },
};

static const char *say(const struct ws_call *c, const char *ru, const char *en)
    __attribute__((format_arg(2), format_arg(3)));
static const char *say(const struct ws_call *c, const char *ru, const char *en)
{
	return c->english ? en : ru;
}

/* PHP's names of what is nested: a[0][b]. */
static const char *add(
    struct arena *mem, const char *form, const char *name, const struct json *value)
{
	char number[COUNT_DIGITS];
	bool object = js_kind(value) == JSON_OBJECT;
	int i = 0;

	switch (js_kind(value)) {
	case JSON_OBJECT:
	case JSON_ARRAY:
		for (const struct json *e = js_first(value); e; e = js_next(e)) {
			snprintf(number, sizeof number, "%d", i++);
			const char *key = object ? js_name(e) : number;

			form =
			    add(mem, form, name ? arena_printf(mem, "%s[%s]", name, key) : key, e);
		}
		return form;
	case JSON_STRING:
		return http_field(mem, form, name, js_string(value));
	case JSON_TRUE:
	case JSON_FALSE:
		return http_field(mem, form, name, js_kind(value) == JSON_TRUE ? "1" : "0");
	case JSON_NUMBER:
		return http_field(mem, form, name, js_print(value));
	default:
		return form;
	}
}

/* What somebody else's program said: one line, not too long, cut between characters. */
static const char *their_words(struct arena *mem, const char *text)
{
	size_t n = 0, step;

	while (n < MOST_WORDS && text[n] && (step = js_character(text + n, strlen(text + n))))
		n += step;
	char *out = arena_strndup(mem, text, n);

	for (char *p = out; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	return out;
}

static const char *member(const struct json *object, const char *name)
{
	const struct json *m = js_member(object, name);

	return m && js_kind(m) == JSON_STRING ? js_string(m) : "";
}

static struct ws_answer exception(struct arena *mem, const struct ws_call *c, const struct json *j)
{
	const char *code = member(j, "errorcode"),
		   *message = their_words(mem, member(j, "message"));
	struct ws_answer a = { .result =
				   strcmp(code, "invalidparameter") == 0 ? WS_REFUSED : WS_AWAY,
		.why = arena_printf(mem, "%s: %s", code, message) };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].code, code) == 0) {
			a.words = say(c, known[i].ru, known[i].en);
			return a;
		}
	a.words = arena_printf(
	    mem, say(c, "Портал ответил отказом: %s", "The portal refuses: %s"), message);
	return a;
}

static struct ws_answer away(const char *words, const char *why)
{
	return (struct ws_answer){ .result = WS_AWAY, .words = words, .why = why };
}

static struct ws_answer read(
    struct arena *mem, const struct ws_call *c, const struct http_answer *got)
{
	const char *why = NULL;
	size_t at;

	if (got->status != 200)
		return away(
		    arena_printf(mem,
			say(c, "Портал ответил ошибкой HTTP %ld", "The portal answers HTTP %ld"),
			got->status),
		    arena_printf(mem, "HTTP %ld", got->status));
	const struct json *j = js_parse(got->body, got->len, &why, &at);

	if (!j || js_kind(j) != JSON_OBJECT)
		return away(say(c, "Портал ответил непонятно: проверьте его адрес",
				"The portal's answer makes no sense: check its address"),
		    why ? why : "no object");
	if (js_member(j, "exception"))
		return exception(mem, c, j);
	return (struct ws_answer){ .result = WS_DONE, .json = j, .words = "", .why = "" };
}

struct ws_answer ws_ask(struct arena *mem, const struct ws_call *c)
{
	const char *form = http_field(mem, NULL, "wstoken", c->token);
	struct http_answer got;

	form = http_field(mem, form, "wsfunction", c->function);
	form = http_field(mem, form, "moodlewsrestformat", "json");
	form = add(mem, form, NULL, c->input);
	const char *why = http_ask(mem,
	    &(struct http_question){
		.url = arena_printf(mem, "%s/webservice/rest/server.php", c->url),
		.body = form,
		.seconds = SECONDS,
		.go_on = c->go_on,
		.arg = c->arg },
	    &got);

	if (!why)
		return read(mem, c, &got);
	if (got.fault == HTTP_STOPPED)
		return (struct ws_answer){ .result = WS_STOPPED, .words = "", .why = why };
	return away(arena_printf(mem, say(c, "Портал: %s", "The portal: %s"),
			http_fault_words(got.fault, c->english)),
	    why);
}
