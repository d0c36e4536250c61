/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See portal.h.
 */
#include "jobs/portal.h"

#include <string.h>

static bool go_on(void *arg)
{
	return job_progress(arg, 0.5) == OK;
}

const char *portal_text(const struct json *object, const char *name)
{
	const struct json *j = object ? js_member(object, name) : NULL;

	return j && js_kind(j) == JSON_STRING ? js_string(j) : "";
}

const struct json *portal_input(const struct job *j)
{
	const char *why;
	size_t at;
	const struct json *input = js_parse(j->input, strlen(j->input), &why, &at);

	return input && js_kind(input) == JSON_OBJECT ? input : js_object();
}

static enum error away(struct job *j, const struct http_question *q, const char *why)
{
	fail(j->rq, ERR_PORTAL_AWAY, "%s: %s", q->url, why);
	return refuse(j->rq, ERR_PORTAL_AWAY, "url", q->url, "reason", why, NULL);
}

enum error portal_ask(struct job *j, const struct http_question *q, const struct json **object,
    struct http_answer *answer)
{
	struct http_question asked = *q;
	struct http_answer own = { 0 };
	const char *why;
	size_t at;

	if (!answer)
		answer = &own;
	asked.go_on = go_on;
	asked.arg = j;
	why = http_ask(j->rq->mem, &asked, answer);
	TRY(job_progress(j, 0.5));
	if (why)
		return away(j, q, why);
	if (answer->status < 200 || answer->status > 299)
		return away(j, q, arena_printf(j->rq->mem, "HTTP %ld", answer->status));
	*object = js_parse(answer->body, answer->len, &why, &at);
	return *object && js_kind(*object) == JSON_OBJECT ? OK : away(j, q, "no JSON object");
}

enum error portal_fetch_keys(struct job *j, const char *url, const char **jwks)
{
	const struct http_question q = { .url = url, .accept = "application/json" };
	const struct json *set = NULL, *keys;

	TRY(portal_ask(j, &q, &set, NULL));
	keys = js_member(set, "keys");
	if (!keys || js_kind(keys) != JSON_ARRAY || !js_first(keys))
		return away(j, &q, "no keys");
	*jwks = js_print(set);
	return OK;
}
