/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a request's body: read by a table with each type of field, by one of a form, and as the
 * text of a paper. Refused with words, or taken as the table says.
 */
#include "request.h"

static const struct field person[] = {
	{ "person", FIELD_UUID, REQUIRED },
	{ "involvement", FIELD_ONE_OF, REQUIRED, .words = "visits|shows" },
};
static const struct field body[] = {
	{ "title", FIELD_TEXT, REQUIRED, .max = 10 },
	{ "id", FIELD_UUID, OPTIONAL },
	{ "on", FIELD_DATE, OPTIONAL },
	{ "from", FIELD_TIME, OPTIONAL },
	{ "starts_at", FIELD_TIMESTAMP, NOT_NULL },
	{ "capacity", FIELD_INTEGER, OPTIONAL, .min = 0, .max = 500 },
	{ "count", FIELD_INTEGER, OPTIONAL },
	{ "share", FIELD_NUMBER, OPTIONAL, .min = 0, .max = 1 },
	{ "rural", FIELD_BOOLEAN, OPTIONAL },
	{ "kind", FIELD_ONE_OF, OPTIONAL, .words = "one|two" },
	{ "people", FIELD_LIST, OPTIONAL, .fields = person, .field_count = COUNT(person) },
	{ "rooms", FIELD_LIST, NOT_NULL, .max = 2 },
	{ "text", FIELD_JSON, OPTIONAL },
};
static const struct field form[] = {
	{ "title", FIELD_TEXT, REQUIRED, .max = 10 },
	{ "id", FIELD_UUID, OPTIONAL },
	{ "count", FIELD_INTEGER, OPTIONAL, .min = 0, .max = 500 },
};

static void read_as_fields(struct request *rq)
{
	const char *v[COUNT(body)];
	enum error e = read_fields(rq, body, COUNT(body), v);

	if (e) {
		must_say(rq, e);
		return;
	}
	must_fit(body, COUNT(body), v);
	if (v[COUNT(body) - 1] && check_blocks(rq, v[COUNT(body) - 1], "/text"))
		must_say(rq, ERR_INVALID);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *v[COUNT(form)];
	const char *text;
	struct request rq = request_begin(data, size, &text);
	enum error e;

	rq.body = text;
	rq.body_len = size;
	read_as_fields(&rq);
	e = read_form(&rq, form, COUNT(form), v);
	if (e)
		must_say(&rq, e);
	else
		must_fit(form, COUNT(form), v);
	e = read_form_of_others(&rq, form, COUNT(form), v);
	if (e)
		must_say(&rq, e);
	else
		must_fit(form, COUNT(form), v);
	arena_destroy(rq.mem);
	return 0;
}
