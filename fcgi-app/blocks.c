/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is this JSON the text of a paper? A text is an array of blocks of known kinds, each with its members,
 * so that what is stored can always be shown, printed and compared. A bound figure names a query of
 * figures.def and what it is asked about; its value is never the sender's.
 */
#include "app.h"
#include "field.h"
#include "json.h"

#include <string.h>

enum { MAX_BLOCKS = 500, MAX_CELLS = 2000, MAX_CHARACTERS = 20000 };
enum shape { TEXT = 1, TEXTS, ROWS, FIGURE_NAME, FIGURE_ARGS };

static const struct member {
	const char *block, *name;
	enum shape shape;
} members[] = {
	{ "heading", "text", TEXT },
	{ "para", "text", TEXT },
	{ "point", "text", TEXT },
	{ "list", "items", TEXTS },
	{ "table", "head", TEXTS },
	{ "table", "rows", ROWS },
	{ "sign", "post", TEXT },
	{ "sign", "name", TEXT },
	{ "figure", "text", TEXT },
	{ "figure", "name", FIGURE_NAME },
	{ "figure", "args", FIGURE_ARGS },
};

static const struct {
	const char *name, *args;
} figures[] = {
#define FIGURE(name, args) { #name, args },
#include "figures.def"
#undef FIGURE
};

static enum error check_text(struct request *rq, const struct json *j, const char *at)
{
	if (js_kind(j) != JSON_STRING)
		return invalid(rq, FAULT_NOT_TEXT, "%s", at);
	if (strlen(js_string(j)) > MAX_CHARACTERS)
		return invalid(rq, FAULT_TOO_LONG, "%s", at);
	return OK;
}

static enum error check_texts(struct request *rq, const struct json *list, const char *at)
{
	int n = 0;

	if (js_kind(list) != JSON_ARRAY)
		return invalid(rq, FAULT_NOT_LIST, "%s", at);
	for (const struct json *j = js_first(list); j; j = js_next(j), n++) {
		if (n == MAX_CELLS)
			return invalid(rq, FAULT_TOO_LONG, "%s", at);
		TRY(check_text(rq, j, arena_printf(rq->mem, "%s/%d", at, n)));
	}
	return OK;
}

static enum error check_rows(struct request *rq, const struct json *list, const char *at)
{
	int n = 0;

	if (js_kind(list) != JSON_ARRAY)
		return invalid(rq, FAULT_NOT_LIST, "%s", at);
	for (const struct json *j = js_first(list); j; j = js_next(j), n++) {
		if (n == MAX_CELLS)
			return invalid(rq, FAULT_TOO_LONG, "%s", at);
		TRY(check_texts(rq, j, arena_printf(rq->mem, "%s/%d", at, n)));
	}
	return OK;
}

static const char *args_of(const char *name)
{
	for (size_t i = 0; i < COUNT(figures); i++)
		if (strcmp(figures[i].name, name) == 0)
			return figures[i].args;
	return NULL;
}

static enum error check_name(struct request *rq, const struct json *j, const char *at)
{
	TRY(check_text(rq, j, at));
	return args_of(js_string(j)) ? OK : invalid(rq, FAULT_NOT_ONE_OF, "%s", at);
}

/* Each argument of the figure is there and is an id; there are no others. */
static enum error check_args(
    struct request *rq, const struct json *block, const struct json *args, const char *at)
{
	const char *words = args_of(js_string(js_member(block, "name")));
	size_t wanted = 0, given = 0;

	if (js_kind(args) != JSON_OBJECT)
		return invalid(rq, FAULT_NOT_OBJECT, "%s", at);
	for (size_t len; *words; words += len + strspn(words + len, " "), wanted++) {
		len = strcspn(words, " ");
		const char *name = arena_printf(rq->mem, "%.*s", (int)len, words);
		const struct json *j = js_member(args, name);

		if (!j)
			return invalid(rq, FAULT_REQUIRED, "%s/%s", at, name);
		if (js_kind(j) != JSON_STRING || !looks_uuid(js_string(j)))
			return invalid(rq, FAULT_NOT_UUID, "%s/%s", at, name);
	}
	for (const struct json *j = js_first(args); j; j = js_next(j))
		given++;
	return given == wanted ? OK : invalid(rq, FAULT_UNKNOWN, "%s", at);
}

static enum error check_member(
    struct request *rq, const struct member *m, const struct json *block, const char *at)
{
	const struct json *j = js_member(block, m->name);

	if (!j)
		return invalid(rq, FAULT_REQUIRED, "%s", at);
	switch (m->shape) {
	case TEXTS:
		return check_texts(rq, j, at);
	case ROWS:
		return check_rows(rq, j, at);
	case FIGURE_NAME:
		return check_name(rq, j, at);
	case FIGURE_ARGS:
		return check_args(rq, block, j, at);
	default:
		return check_text(rq, j, at);
	}
}

static enum error check_block(struct request *rq, const struct json *block, const char *at)
{
	bool known = false;

	if (js_kind(block) != JSON_OBJECT)
		return invalid(rq, FAULT_NOT_OBJECT, "%s", at);
	const struct json *b = js_member(block, "b");

	for (size_t i = 0; b && js_kind(b) == JSON_STRING && i < COUNT(members); i++) {
		if (strcmp(members[i].block, js_string(b)) != 0)
			continue;
		known = true;
		TRY(check_member(
		    rq, &members[i], block, arena_printf(rq->mem, "%s/%s", at, members[i].name)));
	}
	return known ? OK : invalid(rq, FAULT_NOT_ONE_OF, "%s/b", at);
}

enum error check_blocks(struct request *rq, const char *body, const char *pointer)
{
	const char *why;
	size_t at;
	int n = 0;

	js_use(rq->mem);
	const struct json *list = js_parse(body, strlen(body), &why, &at);

	if (!list || js_kind(list) != JSON_ARRAY)
		return invalid(rq, FAULT_NOT_LIST, "%s", pointer);
	for (const struct json *j = js_first(list); j; j = js_next(j), n++) {
		if (n == MAX_BLOCKS)
			return invalid(rq, FAULT_TOO_LONG, "%s", pointer);
		TRY(check_block(rq, j, arena_printf(rq->mem, "%s/%d", pointer, n)));
	}
	return OK;
}
