/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See value.h.
 */
#include "imports/value.h"
#include "field.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 300 };

/* Unicode-aware enough for headers: Cyrillic and Latin capitals fold to small letters. */
static const char *folded(struct arena *a, const char *s)
{
	char *out = arena_strndup(a, s, strlen(s));

	for (unsigned char *p = (unsigned char *)out; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p += 'a' - 'A';
		else if (p[0] == 0xD0 && p[1] >= 0x90 && p[1] <= 0x9F)
			*++p += 0x20;
		else if (p[0] == 0xD0 && p[1] >= 0xA0 && p[1] <= 0xAF)
			*p = 0xD1, *++p -= 0x20;
	}
	return out;
}

bool value_same(struct arena *a, const char *x, const char *y)
{
	return strcmp(folded(a, x), folded(a, y)) == 0;
}

static const char *iso_date(struct arena *a, const char *v)
{
	const char *iso = v;

	if (strlen(v) == 10 && v[2] == '.' && v[5] == '.')
		iso = arena_printf(a, "%.4s-%.2s-%.2s", v + 6, v + 3, v);
	return looks_date(iso) ? iso : NULL;
}

static const char *iso_time(struct arena *a, const char *v)
{
	if (strlen(v) == 4 && v[1] == ':')
		v = arena_printf(a, "0%s", v);
	return looks_time(v) ? v : NULL;
}

static const char *integer(const struct column *c, const char *v)
{
	char *end;
	long n = strtol(v, &end, 10);

	return *end || end == v || (c->min != c->max && (n < c->min || n > c->max)) ? NULL : v;
}

/* 2,5 and 2.5; "-" stays what it is: a stage that was absent. */
static const char *number(struct arena *a, const char *v)
{
	char *out = arena_strndup(a, v, strlen(v)), *comma = strchr(out, ',');
	size_t digits = strspn(out, "0123456789");

	if (comma)
		*comma = '.';
	if (digits && out[digits] == '.')
		digits += 1 + strspn(out + digits + 1, "0123456789");
	return strcmp(v, "-") == 0 || (digits && !out[digits]) ? out : NULL;
}

/* The code of a word, given as itself or in Russian. */
static const char *one_of(struct arena *a, const char *list, const char *v)
{
	for (const char *p = list; *p; p += *p == '|') {
		size_t len = strcspn(p, "|"), code = strcspn(p, "=|");
		const char *name = arena_strndup(a, p, code);
		const char *ru =
		    arena_strndup(a, p + code + (code < len), len - code - (code < len));

		if (value_same(a, v, name) || value_same(a, v, ru))
			return name;
		p += len;
	}
	return NULL;
}

long value_most(const struct column *c)
{
	return c->max ? c->max : TEXT_MAX;
}

const char *value_respelled(
    struct arena *a, const struct column *c, const char *v, enum import_fault *f)
{
	long n = 0;

	switch (c->type) {
	case FIELD_DATE:
		*f = IMPORT_NOT_DATE;
		return iso_date(a, v);
	case FIELD_TIME:
		*f = IMPORT_NOT_TIME;
		return iso_time(a, v);
	case FIELD_INTEGER:
		*f = IMPORT_NOT_INTEGER;
		return integer(c, v);
	case FIELD_NUMBER:
		*f = IMPORT_NOT_NUMBER;
		return number(a, v);
	case FIELD_BOOLEAN:
		*f = IMPORT_NOT_BOOLEAN;
		return one_of(a, "true=да|false=нет|1|0", v);
	case FIELD_ONE_OF:
		*f = IMPORT_NOT_ONE_OF;
		return one_of(a, c->words, v);
	default:
		*f = IMPORT_TOO_LONG;
		for (const char *p = v; *p; p++)
			n += (*p & 0xC0) != 0x80;
		return n <= value_most(c) ? v : NULL;
	}
}
