/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the fuzzers of requests share: values that passed are what their field says, and each refusal
 * is an answer in strict JSON.
 */
#ifndef FUZZ_REQUEST_H
#define FUZZ_REQUEST_H
#include "app.h"
#include "field.h"
#include "json.h"
#include "problem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void must(bool fine)
{
	if (!fine)
		abort();
}

static inline struct request request_begin(const uint8_t *data, size_t size, const char **text)
{
	struct request rq = { .mem = arena_create(64 << 20), .method = GET };

	js_use(rq.mem);
	*text = arena_strndup(rq.mem, (const char *)data, size);
	return rq;
}

static inline bool strict(const char *json, size_t len)
{
	size_t at;

	return js_check(json, len, &at) == NULL;
}

static inline bool in_words(const struct field *f, const char *s)
{
	const char *at = strstr(f->words, s);

	return at && *s && strchr(s, '|') == NULL;
}

static inline bool whole(const struct field *f, const char *s)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s && *end == '\0' && (f->min == f->max || (n >= f->min && n <= f->max));
}

static inline bool fits(const struct field *f, const char *s)
{
	switch (f->type) {
	case FIELD_UUID:
		return looks_uuid(s);
	case FIELD_DATE:
		return looks_date(s);
	case FIELD_TIMESTAMP:
		return looks_timestamp(s);
	case FIELD_TIME:
		return looks_time(s);
	case FIELD_INTEGER:
		return whole(f, s);
	case FIELD_NUMBER:
	case FIELD_LIST:
	case FIELD_JSON:
		return strict(s, strlen(s));
	case FIELD_BOOLEAN:
		return strcmp(s, "true") == 0 || strcmp(s, "false") == 0;
	case FIELD_ONE_OF:
		return in_words(f, s);
	default:
		return js_check_text(s);
	}
}

/* Absent and cleared values pass where the field need not be there. */
static inline void must_fit(const struct field *f, size_t n, const char *const *v)
{
	for (size_t i = 0; i < n; i++)
		if (!v[i])
			must(f[i].need != REQUIRED);
		else
			must((*v[i] == '\0' && f[i].need == OPTIONAL) || fits(&f[i], v[i]));
}

static inline void must_say(struct request *rq, enum error e)
{
	struct response rs = { 0 };

	must(e == ERR_BAD_JSON || e == ERR_INVALID);
	must((e == ERR_INVALID) == (rq->bad_field_count > 0));
	problem_send(rq, &rs, e);
	must(strict(rs.body, rs.len));
	rq->bad_fields = NULL;
	rq->bad_field_count = 0;
}

#endif
