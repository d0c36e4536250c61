/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See problem.h. The sentence of an error may hold {word}: it is taken from the refusal's
 * parameters, which stay in the answer too, so that a screen may word it in its own way.
 * A 5xx says nothing of its cause: that is in the log under the request's id.
 */
#include "problem.h"
#include "json.h"

#include <string.h>

#define LENGTH_OF_LONGEST 64

static const struct error_info errors[ERRORS] = {
	[OK] = { "ok", "ok", 200, "", "", "" },
#define ERROR(name, status, clause, ru, en) [ERR_##name] = { #name, NULL, status, clause, ru, en },
#include "error.def"
#undef ERROR
};

static const struct {
	const char *ru, *en;
} faults[FAULTS] = {
#define FAULT(name, ru, en) [FAULT_##name] = { ru, en },
#include "error.def"
#undef FAULT
};

static const struct {
	int status;
	const char *ru, *en;
} meanings[] = {
#define MEANING(status, ru, en) { status, ru, en },
#include "error.def"
#undef MEANING
};

struct bad_field {
	struct bad_field *next;
	enum fault fault;
	const char *pointer;
};

/* Names in error.def are capitals; rules and constraints use small letters, slugs use hyphens. */
static void respell(char out[LENGTH_OF_LONGEST], const char *name, char joint)
{
	size_t i;

	for (i = 0; name[i] && i + 1 < LENGTH_OF_LONGEST; i++) {
		char c = name[i];

		out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == '_' || c == '-' ? joint : c;
	}
	out[i] = '\0';
}

const struct error_info *error_info(enum error e)
{
	static struct error_info info[ERRORS];
	static char names[ERRORS][2][LENGTH_OF_LONGEST];

	if (!info[e].name) {
		respell(names[e][0], errors[e].name, '_');
		respell(names[e][1], errors[e].name, '-');
		info[e] = errors[e];
		info[e].name = names[e][0];
		info[e].slug = names[e][1];
	}
	return &info[e];
}

enum error error_named(const char *name)
{
	char wanted[LENGTH_OF_LONGEST];

	respell(wanted, name, '_');
	for (int e = OK + 1; e < ERRORS; e++)
		if (strcmp(error_info(e)->name, wanted) == 0)
			return e;
	return OK;
}

static const struct json *reread(const char *text)
{
	const char *why;
	size_t at;

	return text ? js_parse(text, strlen(text), &why, &at) : NULL;
}

static const char *param_text(struct request *rq, const struct json *params, const char *name)
{
	const struct json *p = params ? js_member(params, name) : NULL;

	if (!p || js_kind(p) == JSON_NULL)
		return "";
	if (js_kind(p) == JSON_STRING)
		return js_string(p);
	return arena_printf(rq->mem, "%s", js_print(p));
}

static const char *expand(struct request *rq, const char *words, const struct json *params)
{
	const char *open, *close;

	while ((open = strchr(words, '{')) && (close = strchr(open, '}'))) {
		const char *name = arena_strndup(rq->mem, open + 1, (size_t)(close - open - 1));

		words = arena_printf(rq->mem, "%.*s%s%s", (int)(open - words), words,
		    param_text(rq, params, name), close + 1);
	}
	return words;
}

static void explain(struct problem_words *w)
{
	for (size_t i = 0; i < COUNT(meanings); i++)
		if (meanings[i].status == w->status) {
			w->meaning_ru = meanings[i].ru;
			w->meaning_en = meanings[i].en;
		}
}

void error_words(struct request *rq, enum error e, struct problem_words *out)
{
	const struct error_info *i = &errors[e];
	const struct json *params = reread(rq->params);

	*out = (struct problem_words){ i->status, i->clause, expand(rq, i->ru, params),
		expand(rq, i->en, params), "", "" };
	explain(out);
}

bool problem_words(const char *slug, struct problem_words *out)
{
	enum error e = error_named(slug);

	if (!e)
		return false;
	*out = (struct problem_words){ errors[e].status, errors[e].clause, errors[e].ru,
		errors[e].en, "", "" };
	explain(out);
	return true;
}

enum error fail(struct request *rq, enum error e, const char *detail, ...)
{
	va_list ap;

	va_start(ap, detail);
	if (detail)
		rq->detail = arena_vprintf(rq->mem, detail, ap);
	va_end(ap);
	return e;
}

enum error refuse(struct request *rq, enum error e, ...)
{
	struct json *params = js_object();
	const char *name, *value;
	va_list ap;

	va_start(ap, e);
	while ((name = va_arg(ap, const char *))) {
		value = va_arg(ap, const char *);
		js_set(params, name, js_text(value ? value : ""));
	}
	va_end(ap);
	rq->params = js_print(params);
	return e;
}

enum error invalid(struct request *rq, enum fault f, const char *pointer, ...)
{
	struct bad_field *b, **end = &rq->bad_fields;
	va_list ap;

	if (rq->bad_field_count++ >= MAX_FAULTS)
		return ERR_INVALID;
	while (*end)
		end = &(*end)->next;
	b = arena_new(rq->mem, struct bad_field);
	b->fault = f;
	va_start(ap, pointer);
	b->pointer = arena_vprintf(rq->mem, pointer, ap);
	va_end(ap);
	*end = b;
	return ERR_INVALID;
}

static struct json *bad_field_list(const struct request *rq)
{
	struct json *list = js_array();

	for (const struct bad_field *b = rq->bad_fields; b; b = b->next) {
		struct json *o = js_object();

		js_set(o, "pointer", js_text(b->pointer));
		js_set(o, "detail",
		    js_text(wants_english(rq) ? faults[b->fault].en : faults[b->fault].ru));
		js_push(list, o);
	}
	return list;
}

const char *refusal_json(
    struct request *rq, const char *slug, const char *clause, const char *params)
{
	const struct error_info *i = error_info(error_named(slug));
	const struct json *given = reread(params);
	struct json *o = js_object();

	js_set(o, "type", js_text(arena_printf(rq->mem, "/problems/%s", i->slug)));
	js_set(o, "title", js_text(expand(rq, wants_english(rq) ? i->en : i->ru, given)));
	js_set(o, "clause", js_text(clause && *clause ? clause : i->clause));
	js_set(o, "params", given ? js_copy(given) : js_object());
	return js_print(o);
}

void problem_send(struct request *rq, struct response *rs, enum error e)
{
	const struct error_info *i = error_info(e);
	const struct json *params = reread(rq->params), *current = reread(rq->current);
	const char *clause = rq->clause && *rq->clause ? rq->clause : i->clause;
	struct json *o = js_object();

	js_set(o, "type", js_text(arena_printf(rq->mem, "/problems/%s", i->slug)));
	js_set(o, "title", js_text(expand(rq, wants_english(rq) ? i->en : i->ru, params)));
	js_set(o, "status", js_integer(i->status));
	if (rq->detail && i->status < 500)
		js_set(o, "detail", js_text(rq->detail));
	if (rq->path && js_check_text(rq->path))
		js_set(o, "instance", js_text(rq->path));
	if (*clause)
		js_set(o, "clause", js_text(clause));
	if (params && js_kind(params) == JSON_OBJECT && i->status < 500)
		js_set(o, "params", js_copy(params));
	if (rq->bad_fields)
		js_set(o, "errors", bad_field_list(rq));
	if (current)
		js_set(o, "current", js_copy(current));
	if (rq->id)
		js_set(o, "request_id", js_text(rq->id));
	*rs = (struct response){ .allow = rq->allow };
	send_json(rs, i->status, js_print(o), NULL);
	rs->type = "application/problem+json";
}
