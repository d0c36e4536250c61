/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See json.h. A struct json is a cJSON item under another name; the names never meet outside.
 */
#include "json.h"

#include <cjson/cJSON.h>
#include <string.h>

static struct arena *memory;

static void *take(size_t n)
{
	return arena_alloc(memory, n);
}
static void give(void *p)
{
	(void)p;
}

static struct json *ours(cJSON *j)
{
	return (struct json *)j;
}
static cJSON *theirs(struct json *j)
{
	return (cJSON *)j;
}
static const cJSON *look(const struct json *j)
{
	return (const cJSON *)j;
}

void js_use(struct arena *a)
{
	memory = a;
	cJSON_InitHooks(&(cJSON_Hooks){ take, give });
}

/* cJSON keeps both of two members with one name: a reader could see either. */
static bool names_repeat(const cJSON *j)
{
	for (const cJSON *a = j->child; a; a = a->next) {
		if (names_repeat(a))
			return true;
		for (const cJSON *b = a->next; a->string && b; b = b->next)
			if (strcmp(a->string, b->string) == 0)
				return true;
	}
	return false;
}

const struct json *js_parse(const char *text, size_t len, const char **why, size_t *at)
{
	*why = js_check(text, len, at);
	if (*why)
		return NULL;
	cJSON *j = cJSON_ParseWithLength(text, len);
	*at = len;
	if (!j)
		*why = "can't be read";
	else if (names_repeat(j))
		*why = "a name occurs twice in one object";
	return *why ? NULL : ours(j);
}

enum json_kind js_kind(const struct json *j)
{
	const cJSON *c = look(j);

	if (cJSON_IsObject(c))
		return JSON_OBJECT;
	if (cJSON_IsArray(c))
		return JSON_ARRAY;
	if (cJSON_IsString(c))
		return JSON_STRING;
	if (cJSON_IsNumber(c))
		return JSON_NUMBER;
	if (cJSON_IsBool(c))
		return cJSON_IsTrue(c) ? JSON_TRUE : JSON_FALSE;
	return JSON_NULL;
}

const char *js_name(const struct json *j)
{
	return look(j)->string;
}
const char *js_string(const struct json *j)
{
	return look(j)->valuestring;
}
double js_number(const struct json *j)
{
	return look(j)->valuedouble;
}
const struct json *js_first(const struct json *j)
{
	return ours(look(j)->child);
}
const struct json *js_next(const struct json *j)
{
	return ours(look(j)->next);
}

const struct json *js_member(const struct json *object, const char *name)
{
	return ours(cJSON_GetObjectItemCaseSensitive(look(object), name));
}

struct json *js_object(void)
{
	return ours(cJSON_CreateObject());
}
struct json *js_array(void)
{
	return ours(cJSON_CreateArray());
}
struct json *js_text(const char *s)
{
	return ours(cJSON_CreateString(s));
}
struct json *js_integer(long n)
{
	return ours(cJSON_CreateNumber((double)n));
}
struct json *js_truth(bool b)
{
	return ours(cJSON_CreateBool(b));
}
struct json *js_real(double x)
{
	return ours(cJSON_CreateNumber(x));
}
struct json *js_copy(const struct json *j)
{
	return ours(cJSON_Duplicate(look(j), true));
}

void js_set(struct json *object, const char *name, struct json *value)
{
	cJSON_AddItemToObject(theirs(object), name, theirs(value));
}

void js_push(struct json *array, struct json *value)
{
	cJSON_AddItemToArray(theirs(array), theirs(value));
}

const char *js_print(const struct json *j)
{
	return cJSON_PrintUnformatted(look(j));
}
