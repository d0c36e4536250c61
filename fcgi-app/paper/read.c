/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the JSON of a paper to its struct. Blocks: heading, para, point, list, table, sign, figure.
 * A block that nobody here knows is shown as its text: an official paper has no holes. Points are
 * numbered on over lists, tables and figures, and anew after a heading or a paragraph. Several figures
 * of one day have it said once, behind the last.
 */
#include "paper/paper.h"
#include "json.h"

#include <string.h>

static const char *text_of(const struct json *object, const char *name)
{
	const struct json *j = object ? js_member(object, name) : NULL;

	return j && js_kind(j) == JSON_STRING ? js_string(j) : "";
}

static size_t count_of(const struct json *list)
{
	size_t n = 0;

	for (const struct json *j = list ? js_first(list) : NULL; j; j = js_next(j))
		n++;
	return n;
}

/* Any value as words; of an object, what its members say, without the word of the block. */
static const char *as_text(struct arena *mem, const struct json *j)
{
	const char *all = "";

	if (!j || js_kind(j) == JSON_NULL)
		return "";
	if (js_kind(j) == JSON_STRING)
		return js_string(j);
	if (js_kind(j) != JSON_ARRAY && js_kind(j) != JSON_OBJECT)
		return js_print(j);
	for (const struct json *i = js_first(j); i; i = js_next(i)) {
		const char *one = as_text(mem, i);

		if (!*one || (js_name(i) && strcmp(js_name(i), "b") == 0))
			continue;
		all = arena_printf(mem, "%s%s%s", all,
		    !*all		       ? ""
		    : js_kind(j) == JSON_ARRAY ? "; "
					       : " ",
		    one);
	}
	return all;
}

static const char *const *texts(struct arena *mem, const struct json *list, size_t *count)
{
	size_t n = count_of(list), i = 0;
	const char **out = arena_array(mem, const char *, n + 1);

	for (const struct json *j = list ? js_first(list) : NULL; j; j = js_next(j))
		out[i++] = as_text(mem, j);
	*count = n;
	return out;
}

static void read_table(struct arena *mem, const struct json *j, struct block *b)
{
	const struct json *list = js_member(j, "rows");
	size_t i = 0;

	b->row_count = count_of(list);
	struct paper_row *rows = arena_array(mem, struct paper_row, b->row_count + 1);

	b->head.cells = texts(mem, js_member(j, "head"), &b->head.count);
	b->columns = b->head.count;
	for (const struct json *r = list ? js_first(list) : NULL; r; r = js_next(r), i++) {
		rows[i].cells = texts(mem, r, &rows[i].count);
		if (rows[i].count > b->columns)
			b->columns = rows[i].count;
	}
	b->rows = rows;
}

/* The day that all bound figures of a text hold for, when there are several; else "". `last`: the
 * last of them. */
static const char *common_day(const struct json *list, const struct json **last)
{
	const char *day = "";
	size_t n = 0;

	for (const struct json *j = list ? js_first(list) : NULL; j; j = js_next(j)) {
		const char *as_of = js_kind(j) == JSON_OBJECT ? text_of(j, "as_of") : "";

		if (strlen(as_of) < 10)
			continue;
		if (n++ && strncmp(as_of, day, 10) != 0)
			return "";
		day = as_of;
		*last = j;
	}
	return n > 1 ? day : "";
}

static const char *holds_on(struct arena *mem, const char *day)
{
	return arena_printf(mem, "по состоянию на %.2s.%.2s.%.4s", day + 8, day + 5, day);
}

/* A bound figure: its place in the words, else behind them, and the day it holds for, unless that is
 * said once for all. */
static const char *figure(struct arena *mem, const struct json *j, const char *said)
{
	const char *words = text_of(j, "text"), *value = as_text(mem, js_member(j, "value"));
	const char *as_of = text_of(j, "as_of"), *hole = strstr(words, "{value}");
	const char *all =
	    hole ? arena_printf(mem, "%.*s%s%s", (int)(hole - words), words, value, hole + 7)
		 : arena_printf(mem, "%s%s%s", words, *words && *value ? " " : "", value);

	if (strlen(as_of) < 10 || *said)
		return all;
	size_t n = strlen(all);
	bool stop = n && all[n - 1] == '.';

	return arena_printf(
	    mem, "%.*s (%s)%s", (int)(n - stop), all, holds_on(mem, as_of), stop ? "." : "");
}

static const struct {
	const char *word;
	enum block_kind kind;
} named[] = {
	{ "heading", BLOCK_HEADING },
	{ "para", BLOCK_PARA },
	{ "point", BLOCK_POINT },
	{ "list", BLOCK_LIST },
	{ "table", BLOCK_TABLE },
	{ "sign", BLOCK_SIGN },
};

static enum block_kind kind_of(const char *word)
{
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (strcmp(named[i].word, word) == 0)
			return named[i].kind;
	return BLOCK_PARA;
}

static const char *words_of(
    struct arena *mem, const struct json *j, enum block_kind kind, const char *said)
{
	const char *b = text_of(j, "b");

	if (strcmp(b, "figure") == 0)
		return figure(mem, j, said);
	if (kind == BLOCK_PARA && strcmp(b, "para") != 0)
		return as_text(mem, j);
	return text_of(j, "text");
}

static struct block read_block(
    struct arena *mem, const struct json *j, int *points, const char *said)
{
	struct block b = { .kind =
			       js_kind(j) == JSON_OBJECT ? kind_of(text_of(j, "b")) : BLOCK_PARA };

	if (js_kind(j) != JSON_OBJECT) {
		b.text = as_text(mem, j);
		return b;
	}
	b.text = words_of(mem, j, b.kind, said);
	if (b.kind == BLOCK_LIST)
		b.items = texts(mem, js_member(j, "items"), &b.item_count);
	if (b.kind == BLOCK_TABLE)
		read_table(mem, j, &b);
	b.post = text_of(j, "post");
	b.name = text_of(j, "name");
	if (b.kind == BLOCK_POINT)
		b.number = ++*points;
	else if (b.kind == BLOCK_HEADING || b.kind == BLOCK_SIGN ||
		 strcmp(text_of(j, "b"), "para") == 0)
		*points = 0;
	return b;
}

static struct block day_block(struct arena *mem, const char *day)
{
	return (struct block){ .kind = BLOCK_PARA,
		.text = arena_printf(mem, "Показатели приведены %s.", holds_on(mem, day)),
		.post = "",
		.name = "" };
}

static struct blocks read_blocks(struct arena *mem, const struct json *list)
{
	struct block *out = arena_array(mem, struct block, count_of(list) + 2);
	const struct json *last = NULL;
	const char *day = common_day(list, &last);
	size_t n = 0;
	int points = 0;

	for (const struct json *j = list ? js_first(list) : NULL; j; j = js_next(j)) {
		out[n++] = read_block(mem, j, &points, day);
		if (*day && j == last)
			out[n++] = day_block(mem, day);
	}
	return (struct blocks){ out, n };
}

const char *paper_date(struct arena *mem, const char *iso)
{
	static const char *const months[] = { "января", "февраля", "марта", "апреля", "мая", "июня",
		"июля", "августа", "сентября", "октября", "ноября", "декабря" };
	int month = strlen(iso) >= 10 ? (iso[5] - '0') * 10 + iso[6] - '0' : 0;

	if (month < 1 || month > 12)
		return "";
	return arena_printf(mem, "%s%c %s %.4s г.", iso[8] == '0' ? "" : (char[]){ iso[8], 0 },
	    iso[9], months[month - 1], iso);
}

const struct paper *paper_read(struct arena *mem, const char *json, const char *site)
{
	const char *why;
	size_t at;
	const struct json *j = js_parse(json, strlen(json), &why, &at), *appendix;
	struct paper *p = arena_new(mem, struct paper);

	if (!j || js_kind(j) != JSON_OBJECT)
		return NULL;
	p->kind = paper_kind(text_of(j, "kind"));
	p->issuer = texts(mem, js_member(j, "issuer"), &p->issuer_count);
	p->title = text_of(j, "title");
	p->number = text_of(j, "number");
	p->dated = text_of(j, "dated");
	p->draft = js_member(j, "draft") && js_kind(js_member(j, "draft")) == JSON_TRUE;
	p->stamp = text_of(j, "stamp");
	p->body = read_blocks(mem, js_member(j, "body"));
	p->signs = read_blocks(mem, js_member(j, "signs"));
	p->executor = text_of(j, "executor");
	p->note = text_of(j, "note");
	appendix = js_member(j, "appendix");
	p->appendix_title = appendix ? text_of(appendix, "title") : "";
	p->appendix = read_blocks(mem, appendix ? js_member(appendix, "body") : NULL);
	p->check = site && *text_of(j, "check")
		       ? arena_printf(mem, "%s/check/%s", site, text_of(j, "check"))
		   : site && *text_of(j, "page")
		       ? arena_printf(mem, "%s%s", site, text_of(j, "page"))
		       : "";
	p->check_words = text_of(j, "check_words");
	return p;
}
