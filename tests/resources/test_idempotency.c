/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Idempotency-Key: a repeated POST gets the first answer and does nothing again; two at the same
 * moment make one row; a key serves one request of one person.
 */
#include "harness.h"

#define PATH "/api/v1/unavailabilities"

static struct answer absent(const char *key, const char *who, int weekday)
{
	with_idempotency_key(key);
	return post(
	    PATH, "{\"person\":\"%s\",\"weekday\":%d,\"reason\":\"x\"}", person(who), weekday);
}

static const char *rows(void)
{
	return sql("select count(*) from unavailability");
}

static void forget(void)
{
	sql("delete from unavailability");
	sql("delete from idempotency");
}

START_TEST(the_same_key_replays_the_answer)
{
	forget();
	sign_in("teacher");
	struct answer a = absent("k", "teacher", 1), b = absent("k", "teacher", 1);

	ck_status(a, 201);
	ck_status(b, 201);
	ck_assert_str_eq(b.text, a.text);
	ck_assert_ptr_nonnull(a.location);
	ck_assert_str_eq(b.location, a.location);
	ck_assert_str_eq(rows(), "1");
	/* the first answer, whatever became of the row */
	sql("delete from unavailability");
	ck_assert_str_eq(absent("k", "teacher", 1).text, a.text);
	ck_assert_str_eq(rows(), "0");
	/* without the key nothing is held back */
	ck_status(absent("k2", "teacher", 1), 201);
	ck_status(absent(NULL, "teacher", 1), 201);
	ck_status(absent(NULL, "teacher", 1), 201);
	ck_assert_str_eq(rows(), "3");
}
END_TEST

START_TEST(a_key_serves_one_request)
{
	forget();
	sign_in("teacher");
	ck_status(absent("k", "teacher", 1), 201);
	ck_problem(absent("k", "teacher", 2), 422, "key-reused", "");
	with_idempotency_key("k");
	ck_problem(post("/api/v1/sheets", "{\"person\":\"%s\",\"weekday\":1,\"reason\":\"x\"}",
		       person("teacher")),
	    422, "key-reused", "");
	ck_assert_str_eq(rows(), "1");
	ck_problem(absent(format("%0201d", 7), "teacher", 1), 400, "bad-request", "");
	ck_status(absent(format("%0200d", 7), "teacher", 1), 201);
}
END_TEST

START_TEST(a_key_is_its_sender_s)
{
	forget();
	sign_in("teacher");
	struct answer a = absent("k", "teacher", 1);
	sign_in("teacher_2");
	struct answer b = absent("k", "teacher_2", 1);
	ck_status(b, 201);
	ck_assert_str_ne(at(b, "/id"), at(a, "/id"));
	ck_at(b, "/person", person("teacher_2"));
	ck_assert_str_eq(sql_as_sender("select count(*) from idempotency"), "1");
	ck_assert_str_eq(rows(), "2");
}
END_TEST

START_TEST(a_refusal_is_not_kept)
{
	forget();
	sign_in("teacher");
	ck_status(absent("k", "teacher", 8), 422);
	ck_assert_str_eq(sql("select count(*) from idempotency"), "0");
	ck_status(absent("k", "teacher", 7), 201); /* corrected, under the same key */
}
END_TEST

static const char
    *twin_body; /* made by the parent: a child leaves the administrator's connection alone */

/* Each child reports by its exit status: 0 when it got the row. */
static int send_twin(void *key)
{
	with_idempotency_key(key);
	struct answer a = post(PATH, "%s", twin_body);

	return a.status == 201 && *at(a, "/id") ? 0 : 1;
}

static void prepare_twins(void)
{
	forget();
	sign_in("teacher");
	twin_body = format("{\"person\":\"%s\",\"weekday\":1,\"reason\":\"x\"}", person("teacher"));
}

START_TEST(two_at_once_make_one_row)
{
	enum { ROUNDS = 5, TWINS = 4 };
	int twin[TWINS];

	prepare_twins();
	/* whoever is first waits here with his row half made, so the others meet him */
	sql("create function wait() returns trigger language plpgsql as"
	    " $$ begin perform pg_sleep(0.1); return new; end $$");
	sql("create trigger wait before insert on unavailability for each row execute "
	    "function wait()");
	for (int round = 1; round <= ROUNDS; round++) {
		const char *key = format("race %d", round);

		for (int i = 0; i < TWINS; i++)
			twin[i] = in_child(send_twin, (void *)key);
		for (int i = 0; i < TWINS; i++)
			ck_assert_int_eq(child_result(twin[i]), 0);
		ck_assert_str_eq(rows(), format("%d", round));
	}
	sql("drop trigger wait on unavailability");
}
END_TEST

/* The first one fails after the second one began to wait for it: the second does the work. */
START_TEST(after_a_failed_twin_the_other_does_the_work)
{
	prepare_twins();
	sql("create sequence tries");
	sql("grant usage on sequence tries to metodden_app");
	sql("create function stumble() returns trigger language plpgsql as $$ begin"
	    " if nextval('tries') = 1 then perform pg_sleep(0.3); raise check_violation; "
	    "end if; return new; end $$");
	sql("create trigger stumble before insert on unavailability for each row execute "
	    "function stumble()");
	int first = in_child(send_twin, "k"), second = in_child(send_twin, "k");
	int failed = child_result(first) + child_result(second);

	sql("drop trigger stumble on unavailability");
	ck_assert_int_eq(failed, 1);
	ck_assert_str_eq(rows(), "1");
}
END_TEST

RESOURCE_MAIN("idempotency", the_same_key_replays_the_answer, a_key_serves_one_request,
    a_key_is_its_sender_s, a_refusal_is_not_kept, two_at_once_make_one_row,
    after_a_failed_twin_the_other_does_the_work)
