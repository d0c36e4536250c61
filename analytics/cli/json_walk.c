/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See json_walk.h.
 */
#include "cli/json_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void walk_into(struct walk *w, const char *key)
{
	w->at[w->depth].key = key;
	w->depth++;
}

void walk_to(struct walk *w, size_t index)
{
	w->at[w->depth].key = NULL;
	w->at[w->depth].index = index;
	w->depth++;
}

void walk_out(struct walk *w)
{
	w->depth--;
}

static void print_place(const struct walk *w)
{
	fprintf(stderr, "metodden-growth: %s: ", w->file);
	for (size_t i = 0; i < w->depth; i++)
		if (w->at[i].key)
			fprintf(stderr, "%s%s", i ? "." : "", w->at[i].key);
		else
			fprintf(stderr, "[%zu]", w->at[i].index);
	fputs(w->depth ? ": " : "", stderr);
}

bool walk_fault(const struct walk *w, const char *ru, const char *en)
{
	print_place(w);
	fprintf(stderr, "%s\n", w->c->english ? en : ru);
	return false;
}

static bool fault_at(struct walk *w, const char *key, const char *ru, const char *en)
{
	walk_into(w, key);
	walk_fault(w, ru, en);
	walk_out(w);
	return false;
}

static bool fault_range(const struct walk *w, double most)
{
	print_place(w);
	fprintf(stderr,
	    cli_words(w->c, "нужно число от 0 до %.15g\n", "a number from 0 to %.15g is needed\n"),
	    most);
	return false;
}

static bool among(const char *key, const char *const keys[])
{
	for (; *keys; keys++)
		if (strcmp(key, *keys) == 0)
			return true;
	return false;
}

bool walk_object(const struct walk *w, const cJSON *j, const char *const keys[])
{
	struct walk inside = *w;
	const cJSON *e;

	if (!cJSON_IsObject(j))
		return walk_fault(w, "нужен объект {...}", "an object {...} is needed");
	cJSON_ArrayForEach(e, j)
	{
		if (!among(e->string, keys))
			return fault_at(&inside, e->string, "такого поля нет", "no such field");
		/* Found from the front: another place means that it stood there before. */
		if (cJSON_GetObjectItemCaseSensitive(j, e->string) != e)
			return fault_at(&inside, e->string, "поле указано дважды", "given twice");
	}
	return true;
}

bool walk_array(const struct walk *w, const cJSON *j)
{
	return cJSON_IsArray(j) || walk_fault(w, "нужен список [...]", "a list [...] is needed");
}

bool walk_is_number(const struct walk *w, const cJSON *j, double most, double *out)
{
	if (!cJSON_IsNumber(j) || !(j->valuedouble >= 0 && j->valuedouble <= most))
		return fault_range(w, most);
	*out = j->valuedouble;
	return true;
}

bool walk_is_count(const struct walk *w, const cJSON *j, long most, long *out)
{
	double x;

	if (!walk_is_number(w, j, (double)most, &x))
		return false;
	if (x != rint(x))
		return walk_fault(w, "нужно целое число", "a whole number is needed");
	*out = (long)x;
	return true;
}

bool walk_is_name(const struct walk *w, const cJSON *j, const char **out)
{
	if (!cJSON_IsString(j) || !*j->valuestring)
		return walk_fault(w, "нужно название в кавычках", "a name in quotes is needed");
	*out = j->valuestring;
	return true;
}

static const cJSON *member(struct walk *w, const cJSON *object, const char *key, bool needed)
{
	const cJSON *j = cJSON_GetObjectItemCaseSensitive(object, key);

	if (!j && needed)
		fault_at(w, key, "поле не указано", "the field is lacking");
	return j;
}

bool walk_count(struct walk *w, const cJSON *object, const struct walk_count *of, long *out)
{
	const cJSON *j = member(w, object, of->key, of->usual < 0);
	bool fine;

	if (!j) {
		*out = of->usual;
		return of->usual >= 0;
	}
	walk_into(w, of->key);
	fine = walk_is_count(w, j, of->most, out);
	walk_out(w);
	return fine;
}

bool walk_number(struct walk *w, const cJSON *object, const struct walk_number *of, double *out)
{
	const cJSON *j = member(w, object, of->key, of->usual < 0);
	bool fine;

	if (!j) {
		*out = of->usual;
		return of->usual >= 0;
	}
	walk_into(w, of->key);
	fine = walk_is_number(w, j, of->most, out);
	walk_out(w);
	return fine;
}

bool walk_flag(struct walk *w, const cJSON *object, const char *key, bool *out)
{
	const cJSON *j = cJSON_GetObjectItemCaseSensitive(object, key);

	*out = cJSON_IsTrue(j);
	if (j && !cJSON_IsBool(j))
		return fault_at(w, key, "нужно true или false", "true or false is needed");
	return true;
}

cJSON *walk_parse(const struct walk *w, const char *text, size_t len)
{
	const char *end = NULL;
	cJSON *tree;
	long line = 1, column = 1;

	if (memchr(text, '\0', len)) {
		walk_fault(w, "в файле есть нулевой байт", "the file holds a NUL byte");
		return NULL;
	}
	tree = cJSON_ParseWithLengthOpts(text, len, &end, false);
	while (tree && end < text + len && strchr(" \t\r\n", *end))
		end++;
	if (tree && end == text + len)
		return tree;
	cJSON_Delete(tree);
	for (const char *p = text; end && p < end && p < text + len; p++) {
		column = *p == '\n' ? 1 : column + 1;
		line += *p == '\n';
	}
	print_place(w);
	fprintf(stderr,
	    cli_words(w->c, "строка %ld, знак %ld: это не JSON\n",
		"line %ld, character %ld: this isn't JSON\n"),
	    line, column);
	return NULL;
}
