/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON bodies in, small documents out; the only door to cJSON. Text is first recognised by a
 * strict RFC 8259 scanner, because cJSON alone would truncate at \u0000 and let pass bad UTF-8,
 * leading zeros, duplicate keys and trailing junk. Memory comes from the arena given to
 * json_use(), so nothing is freed here; that is safe because a process serves one request.
 */
#ifndef JSON_H
#define JSON_H
#include "arena.h"

#include <stdbool.h>

struct json;

enum json_kind { JSON_NULL, JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

void json_use(struct arena *a);

/* NULL when the text is not strict JSON; *why then says what, *at where (byte from 0). */
const struct json *json_parse(const char *text, size_t len, const char **why, size_t *at);

enum json_kind json_kind(const struct json *j);
const char *json_name(const struct json *j);   /* of a member; NULL elsewhere */
const char *json_string(const struct json *j); /* of a JSON_STRING, UTF-8, no NUL inside */
double json_number(const struct json *j);
const struct json *json_first(const struct json *j); /* child of an array or object, or NULL */
const struct json *json_next(const struct json *j);
const struct json *json_member(const struct json *object, const char *name); /* or NULL */

struct json *json_object(void);
struct json *json_array(void);
struct json *json_text(const char *s);
struct json *json_integer(long n);
struct json *json_copy(const struct json *j);
void json_set(struct json *object, const char *name, struct json *value);
void json_push(struct json *array, struct json *value);
const char *json_print(const struct json *j); /* compact */

/* The scanner alone: NULL when strict, else what is wrong. */
const char *json_check(const char *text, size_t len, size_t *at);

/* Is a plain text valid UTF-8? */
bool json_check_text(const char *text);

#endif
