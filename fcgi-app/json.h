/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON bodies in, small documents out; the only door to cJSON. Text is first recognised by a
 * strict RFC 8259 scanner, because cJSON alone would truncate at \u0000 and let pass bad UTF-8,
 * leading zeros, duplicate keys and trailing junk. Memory comes from the arena given to
 * js_use(), so nothing is freed here; that is safe because a process serves one request.
 * The prefix is js_, not json_: libcjose brings jansson, whose json_object() and others our own
 * would take the place of at run time.
 */
#ifndef JSON_H
#define JSON_H
#include "arena.h"

#include <stdbool.h>

struct json;

enum json_kind {
	JSON_NULL,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

void js_use(struct arena *a);

/* NULL when the text is not strict JSON; *why then says what, *at where (byte from 0). */
const struct json *js_parse(const char *text, size_t len, const char **why, size_t *at);

enum json_kind js_kind(const struct json *j);
const char *js_name(const struct json *j);   /* of a member; NULL elsewhere */
const char *js_string(const struct json *j); /* of a JSON_STRING, UTF-8, no NUL inside */
double js_number(const struct json *j);
const struct json *js_first(const struct json *j); /* child of an array or object, or NULL */
const struct json *js_next(const struct json *j);
const struct json *js_member(const struct json *object, const char *name); /* or NULL */

struct json *js_object(void);
struct json *js_array(void);
struct json *js_text(const char *s);
struct json *js_integer(long n);
struct json *js_truth(bool b);
struct json *js_real(double x); /* null when it isn't finite */
struct json *js_copy(const struct json *j);
void js_set(struct json *object, const char *name, struct json *value);
void js_push(struct json *array, struct json *value);
const char *js_print(const struct json *j); /* compact */

/* The scanner alone: NULL when strict, else what is wrong. */
const char *js_check(const char *text, size_t len, size_t *at);

/* Bytes of the UTF-8 character that a text begins with; 0 when it begins with none. */
size_t js_character(const char *text, size_t len);

/* Is a plain text valid UTF-8? */
bool js_check_text(const char *text);

#endif
