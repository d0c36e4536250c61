/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a JSON body and a query string by tables of fields. The table is the only place that
 * knows what a request may carry; what passes is text ready to bind as a parameter. Every bad
 * field is listed at once, so a form is corrected in one go.
 */
#include "app.h"
#include "field.h"
#include "json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 10000, LIST_MAX = 1000 };

/* NOLINTNEXTLINE(readability-function-size): an array counts once with its length */
static enum error read_object(struct request *rq, const struct json *o, const char *at,
    const struct field fields[], size_t n, const char *v[]);

static bool one_of(const char *words, const char *s)
{
	size_t n = strlen(s);

	for (const char *p = words; *p; p += *p == '|') {
		size_t len = strcspn(p, "|");

		if (len == n && memcmp(p, s, n) == 0)
			return true;
		p += len;
	}
	return false;
}

static long characters(const char *s)
{
	long n = 0;

	for (; *s; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

static enum error check_text(
    struct request *rq, const struct field *f, const char *at, const char *s)
{
	long n = characters(s), least = f->need == REQUIRED && f->min == 0 ? 1 : f->min;
	bool blank = s[strspn(s, " \t\r\n")] == '\0'; /* a reason of spaces is none */

	if (least > 0 && blank)
		return invalid(rq, FAULT_REQUIRED, "%s", at);
	if (n < least)
		return invalid(rq, FAULT_TOO_SHORT, "%s", at);
	if (n > (f->max ? f->max : TEXT_MAX))
		return invalid(rq, FAULT_TOO_LONG, "%s", at);
	return OK;
}

static const struct {
	bool (*looks_right)(const char *s);
	enum fault otherwise;
} shapes[] = {
	[FIELD_UUID] = { looks_uuid, FAULT_NOT_UUID },
	[FIELD_DATE] = { looks_date, FAULT_NOT_DATE },
	[FIELD_TIMESTAMP] = { looks_timestamp, FAULT_NOT_TIMESTAMP },
	[FIELD_TIME] = { looks_time, FAULT_NOT_TIME },
};

/* A string value, from a body or from the query string. */
static enum error check_string(
    struct request *rq, const struct field *f, const char *at, const char *s)
{
	if (f->type == FIELD_TEXT)
		return check_text(rq, f, at, s);
	if (f->type == FIELD_ONE_OF)
		return one_of(f->words, s) ? OK : invalid(rq, FAULT_NOT_ONE_OF, "%s", at);
	if (f->type == FIELD_BOOLEAN)
		return one_of("true|false", s) ? OK : invalid(rq, FAULT_NOT_BOOLEAN, "%s", at);
	return shapes[f->type].looks_right(s) ? OK
					      : invalid(rq, shapes[f->type].otherwise, "%s", at);
}

static enum error check_number(struct request *rq, const struct field *f, const char *at, double x)
{
	if (f->type == FIELD_INTEGER && (x != floor(x) || fabs(x) > 2147483647.0))
		return invalid(rq, FAULT_NOT_INTEGER, "%s", at);
	if (f->min != f->max && x < (double)f->min)
		return invalid(rq, FAULT_TOO_SMALL, "%s", at);
	if (f->min != f->max && x > (double)f->max)
		return invalid(rq, FAULT_TOO_BIG, "%s", at);
	return OK;
}

static enum error check_list(
    struct request *rq, const struct field *f, const char *at, const struct json *list)
{
	long i = 0, most = f->max ? f->max : LIST_MAX;
	enum error e = OK;

	for (const struct json *j = js_first(list); j; j = js_next(j), i++) {
		const char *here = arena_printf(rq->mem, "%s/%ld", at, i);

		if (i == most)
			return invalid(rq, FAULT_TOO_BIG, "%s", at);
		if (f->fields) {
			const char **v = arena_array(rq->mem, const char *, f->field_count);

			if (js_kind(j) != JSON_OBJECT)
				e = invalid(rq, FAULT_NOT_OBJECT, "%s", here);
			else if (read_object(rq, j, here, f->fields, f->field_count, v))
				e = ERR_INVALID;
		} else if (js_kind(j) != JSON_STRING || !looks_uuid(js_string(j))) {
			e = invalid(rq, FAULT_NOT_UUID, "%s", here);
		}
	}
	return i < f->min ? invalid(rq, FAULT_TOO_SMALL, "%s", at) : e;
}

static enum error read_value(
    struct request *rq, const struct field *f, const char *at, const struct json *j, const char **v)
{
	enum json_kind k = js_kind(j);

	if (k == JSON_NULL) {
		*v = "";
		return f->need == OPTIONAL ? OK : invalid(rq, FAULT_NULL_VALUE, "%s", at);
	}
	switch (f->type) {
	case FIELD_JSON:
		*v = js_print(j);
		return OK;
	case FIELD_LIST:
		if (k != JSON_ARRAY)
			return invalid(rq, FAULT_NOT_LIST, "%s", at);
		*v = js_print(j);
		return check_list(rq, f, at, j);
	case FIELD_BOOLEAN:
		*v = k == JSON_TRUE ? "true" : "false";
		return k == JSON_TRUE || k == JSON_FALSE ? OK
							 : invalid(rq, FAULT_NOT_BOOLEAN, "%s", at);
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		if (k != JSON_NUMBER)
			return invalid(rq,
			    f->type == FIELD_INTEGER ? FAULT_NOT_INTEGER : FAULT_NOT_NUMBER, "%s",
			    at);
		*v = js_print(j);
		return check_number(rq, f, at, js_number(j));
	default:
		if (k != JSON_STRING)
			return invalid(rq, FAULT_NOT_TEXT, "%s", at);
		*v = js_string(j);
		return **v == '\0' && f->need == OPTIONAL ? OK : check_string(rq, f, at, *v);
	}
}

/* NOLINTNEXTLINE(readability-function-size): an array counts once with its length */
static enum error read_object(struct request *rq, const struct json *o, const char *at,
    const struct field fields[], size_t n, const char *v[])
{
	enum error e = OK;

	for (size_t i = 0; i < n; i++) {
		const struct json *j = js_member(o, fields[i].name);
		const char *here = arena_printf(rq->mem, "%s/%s", at, fields[i].name);

		v[i] = NULL;
		if (j				 ? read_value(rq, &fields[i], here, j, &v[i])
		    : fields[i].need == REQUIRED ? invalid(rq, FAULT_REQUIRED, "%s", here)
						 : OK)
			e = ERR_INVALID;
	}
	for (const struct json *j = js_first(o); j; j = js_next(j)) {
		size_t i = 0;

		while (i < n && strcmp(fields[i].name, js_name(j)) != 0)
			i++;
		if (i == n)
			e = invalid(rq, FAULT_UNKNOWN, "%s/%s", at, js_name(j));
	}
	return e;
}

enum error read_fields(struct request *rq, const struct field fields[], size_t n, const char *v[])
{
	const char *why;
	size_t at;
	const struct json *j = js_parse(rq->body ? rq->body : "", rq->body_len, &why, &at);

	if (!j)
		return refuse(rq, ERR_BAD_JSON, "reason", why, "byte",
		    arena_printf(rq->mem, "%zu", at), NULL);
	if (js_kind(j) != JSON_OBJECT)
		return invalid(rq, FAULT_NOT_OBJECT, "%s", "");
	return read_object(rq, j, "", fields, n, v);
}

static const char *decoded(struct request *rq, const char *s, size_t n)
{
	char *out = arena_alloc(rq->mem, n + 1), *o = out;

	for (size_t i = 0; i < n; i++) {
		char hex[3] = { 0 }, *end;

		if (s[i] == '%' && i + 2 < n) {
			memcpy(hex, s + i + 1, 2);
			*o = (char)strtol(hex, &end, 16);
			if (end == hex + 2 && *o) {
				o++;
				i += 2;
				continue;
			}
		}
		*o++ = s[i] == '+' ? ' ' : s[i];
	}
	*o = '\0';
	return out;
}

static enum error check_query_value(
    struct request *rq, const struct field *f, const char *at, const char *s)
{
	const char *digits = s + (*s == '-');

	if (f->type != FIELD_INTEGER)
		return check_string(rq, f, at, s);
	/* as the database reads it, which refuses 1e2 without telling where it stood */
	return *digits && digits[strspn(digits, "0123456789")] == '\0'
		   ? check_number(rq, f, at, strtod(s, NULL))
		   : invalid(rq, FAULT_NOT_INTEGER, "%s", at);
}

/* What `pairs` is read by. */
struct table {
	const struct field *fields;
	size_t n;
	bool passes_over; /* names that it doesn't know */
};

static enum error read_pairs(
    struct request *rq, const char *pairs, const struct table *t, const char *v[])
{
	const struct field *fields = t->fields;
	size_t n = t->n;
	enum error e = OK;

	for (size_t i = 0; i < n; i++)
		v[i] = NULL;
	for (const char *p = pairs; p && *p; p += *p == '&') {
		size_t len = strcspn(p, "&"), name = strcspn(p, "=&"), i = 0;

		while (i < n &&
		       (strlen(fields[i].name) != name || strncmp(fields[i].name, p, name) != 0))
			i++;
		if (i == n && !t->passes_over) {
			const char *named = arena_strndup(rq->mem, p, name);

			/* the answer is JSON, whatever bytes stand in a query */
			e = invalid(rq, FAULT_UNKNOWN, "?%s", js_check_text(named) ? named : "");
		} else if (i < n && name + 1 < len) {
			const char *at = arena_printf(rq->mem, "?%s", fields[i].name);

			v[i] = decoded(rq, p + name + 1, len - name - 1);
			if (js_check_text(v[i]) ? check_query_value(rq, &fields[i], at, v[i])
						: invalid(rq, FAULT_NOT_TEXT, "%s", at))
				e = ERR_INVALID;
		}
		p += len;
	}
	for (size_t i = 0; i < n; i++)
		if (!v[i] && fields[i].need == REQUIRED)
			e = invalid(rq, FAULT_REQUIRED, "?%s", fields[i].name);
	return e;
}

static const char *date_named(
    const char *name, const struct field fields[], size_t n, const char *const v[])
{
	for (size_t i = 0; i < n; i++)
		if (fields[i].type == FIELD_DATE && strcmp(fields[i].name, name) == 0)
			return v[i];
	return NULL;
}

/* A list from a date to a date that lies before it would be empty without a word. */
enum error read_query(struct request *rq, const struct field fields[], size_t n, const char *v[])
{
	const char *from, *to;

	rq->query_read = true;
	TRY(read_pairs(rq, rq->query, &(struct table){ fields, n, false }, v));
	from = date_named("from", fields, n, v);
	to = date_named("to", fields, n, v);
	return from && to && strcmp(to, from) < 0 ? invalid(rq, FAULT_TO_BEFORE_FROM, "?to") : OK;
}

enum error read_form(struct request *rq, const struct field fields[], size_t n, const char *v[])
{
	return read_pairs(rq, rq->body, &(struct table){ fields, n, false }, v);
}

enum error read_form_of_others(
    struct request *rq, const struct field fields[], size_t n, const char *v[])
{
	return read_pairs(rq, rq->body, &(struct table){ fields, n, true }, v);
}

enum error read_query_of_others(
    struct request *rq, const struct field fields[], size_t n, const char *v[])
{
	rq->query_read = true;
	return read_pairs(rq, rq->query, &(struct table){ fields, n, true }, v);
}

enum error read_id(struct request *rq, int i, const char **id)
{
	*id = rq->param[i];
	return *id && looks_uuid(*id) ? OK : fail(rq, ERR_NOT_FOUND, NULL);
}

enum error check_term(
    struct request *rq, const char *starts_on, const char *ends_on, const char *pointer)
{
	return starts_on && ends_on && strcmp(ends_on, starts_on) < 0
		   ? invalid(rq, FAULT_ENDS_BEFORE, "%s", pointer)
		   : OK;
}

enum error read_revision(struct request *rq, const char **revision)
{
	const char *s = rq->if_match;
	size_t n;

	if (s && strncmp(s, "W/", 2) == 0)
		s += 2;
	n = s ? strlen(s) : 0;
	if (n > 2 && s[0] == '"' && s[n - 1] == '"') {
		s++;
		n -= 2;
	}
	if (n == 0 || n > 9 || strspn(s, "0123456789") < n)
		return fail(rq, ERR_REVISION_REQUIRED, NULL);
	*revision = arena_strndup(rq->mem, s, n);
	return OK;
}
