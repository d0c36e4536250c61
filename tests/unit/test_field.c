/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bodies and query strings against tables of fields.
 */
#include "app.h"
#include "check_main.h"
#include "field.h"
#include "json.h"

#include <string.h>

static const struct field person[] = {
	{ "person", FIELD_UUID, REQUIRED },
	{ "involvement", FIELD_ONE_OF, REQUIRED, .words = "visits|shows" },
};
static const struct field slot[] = {
	{ "title", FIELD_TEXT, REQUIRED, .max = 10 },
	{ "starts_at", FIELD_TIMESTAMP, OPTIONAL },
	{ "capacity", FIELD_INTEGER, OPTIONAL, .min = 0, .max = 500 },
	{ "people", FIELD_LIST, OPTIONAL, .fields = person, .field_count = COUNT(person) },
	{ "rooms", FIELD_LIST, NOT_NULL, .max = 2 },
};

static struct request request_with(const char *body)
{
	struct request rq = {
		.mem = arena_create(1 << 20), .body = body, .body_len = strlen(body)
	};

	js_use(rq.mem);
	return rq;
}

START_TEST(good_body_becomes_parameters)
{
	struct request rq = request_with("{\"title\":\"Урок\",\"capacity\":20,\"starts_at\":null,"
					 "\"rooms\":[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]}");
	const char *v[COUNT(slot)];

	ck_assert_int_eq(read_fields(&rq, slot, COUNT(slot), v), OK);
	ck_assert_str_eq(v[0], "Урок");
	ck_assert_str_eq(v[1], "");
	ck_assert_str_eq(v[2], "20");
	ck_assert_ptr_null(v[3]);
	ck_assert_str_eq(v[4], "[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]");
}
END_TEST

START_TEST(every_bad_field_is_listed)
{
	struct request rq =
	    request_with("{\"title\":\"слишком длинное\",\"starts_at\":\"завтра\","
			 "\"capacity\":1.5,\"rooms\":null,\"people\":[{\"person\":1}],\"x\":1}");
	const char *v[COUNT(slot)];

	ck_assert_int_eq(read_fields(&rq, slot, COUNT(slot), v), ERR_INVALID);
	/* title, starts_at, capacity, rooms, people/0/person, people/0/involvement, x */
	ck_assert_uint_eq(rq.bad_field_count, 7);
}
END_TEST

START_TEST(the_limits_are_the_tables)
{
	static const struct {
		const char *body;
		enum error e;
	} cases[] = {
		{ "{\"title\":\"\"}", ERR_INVALID },
		{ "{\"title\":\" \\n \"}", ERR_INVALID },
		{ "{\"title\":\"1234567890\"}", OK },
		{ "{\"title\":\"12345678901\"}", ERR_INVALID },
		{ "{\"title\":\"a\",\"capacity\":-1}", ERR_INVALID },
		{ "{\"title\":\"a\",\"capacity\":501}", ERR_INVALID },
		{ "{\"title\":\"a\",\"rooms\":[\"x\"]}", ERR_INVALID },
		{ "[]", ERR_INVALID },
		{ "{", ERR_BAD_JSON },
	};
	const char *v[COUNT(slot)];

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request rq = request_with(cases[i].body);

		ck_assert_msg(
		    read_fields(&rq, slot, COUNT(slot), v) == cases[i].e, "%s", cases[i].body);
	}
}
END_TEST

START_TEST(dates_are_real_days)
{
	ck_assert(
	    looks_date("2024-02-29") && !looks_date("2026-02-29") && !looks_date("2026-13-01"));
	ck_assert(
	    !looks_date("2026-1-01") && !looks_date("2026-01-01x") && !looks_date("tomorrow"));
	ck_assert(
	    looks_timestamp("2026-11-25T10:20:00+03:00") && looks_timestamp("2026-11-25T10:20Z"));
	ck_assert(!looks_timestamp("2026-11-25T10:20:00") && !looks_timestamp("2026-11-25T24:00Z"));
	ck_assert(looks_time("23:59") && !looks_time("24:00") && !looks_time("9:00"));
}
END_TEST

START_TEST(query_strings_are_decoded_and_declared)
{
	static const struct field q[] = {
		{ "q", FIELD_TEXT, OPTIONAL },
		{ "limit", FIELD_INTEGER, OPTIONAL, .min = 1, .max = 200 },
		{ "from", FIELD_DATE, OPTIONAL },
	};
	const char *v[COUNT(q)];
	struct request rq = request_with("");

	rq.query = "q=%D0%9F%D0%B5%D1%82%D1%80+1&limit=20&from=";
	ck_assert_int_eq(read_query(&rq, q, COUNT(q), v), OK);
	ck_assert_str_eq(v[0], "Петр 1");
	ck_assert_str_eq(v[1], "20");
	ck_assert_ptr_null(v[2]);
	rq.query = "limit=201";
	ck_assert_int_eq(read_query(&rq, q, COUNT(q), v), ERR_INVALID);
	rq.query = "limit=1e2";
	ck_assert_int_eq(read_query(&rq, q, COUNT(q), v), ERR_INVALID);
	rq.query = "q=%FF";
	ck_assert_int_eq(read_query(&rq, q, COUNT(q), v), ERR_INVALID);
	rq.query = "unknown=1";
	ck_assert_int_eq(read_query(&rq, q, COUNT(q), v), ERR_INVALID);
}
END_TEST

START_TEST(revisions_come_in_quotes)
{
	struct request rq = request_with("");
	const char *revision = NULL;

	ck_assert_int_eq(read_revision(&rq, &revision), ERR_REVISION_REQUIRED);
	rq.if_match = "\"12\"";
	ck_assert_int_eq(read_revision(&rq, &revision), OK);
	ck_assert_str_eq(revision, "12");
	rq.if_match = "*";
	ck_assert_int_eq(read_revision(&rq, &revision), ERR_REVISION_REQUIRED);
}
END_TEST

CHECK_MAIN("field", good_body_becomes_parameters, every_bad_field_is_listed,
    the_limits_are_the_tables, dates_are_real_days, query_strings_are_decoded_and_declared,
    revisions_come_in_quotes)
