/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of resources: requests go through dispatch() to a real database, without a socket.
 *
 * Each test file gets its own clone of the migrated template with tests/resources/fixture.sql in
 * it: two districts, three schools, one person for each role. Tests of a file share the clone and
 * run one after another in one process, so each makes the rows that it changes.
 * Run under tests/with-postgres.
 */
#ifndef HARNESS_H
#define HARNESS_H
#include "check_main.h"

#include "app.h"
#include "json.h"

#include <stdlib.h>
#include <string.h>

struct answer {
	int status;
	const char *text; /* body */
	const struct json *json;
	const char *etag, *location, *cookie, *allow;
	const char *type, *disposition, *policy;
	size_t len; /* of text, where that is no text */
};

/* A person of the fixture by his key: "methodist", "methodist_2", "centre_head", "teacher",
 * "teacher_2", "teacher_elsewhere", "school_head", ... "foreign_methodist" (other district). */
void sign_in(const char *who);
/** The same with the session that who had at the last call: for thousands of requests by turns. */
void sign_in_again(const char *who);
void sign_out(void);
const char *person(const char *who);

/* Requests of the signed-in person. `body` is a format; NULL sends none. */
struct answer get(const char *path, ...) __attribute__((format(printf, 1, 2)));
struct answer post(const char *path, const char *body, ...) __attribute__((format(printf, 2, 3)));
struct answer put(const char *path, const char *body, ...) __attribute__((format(printf, 2, 3)));
struct answer put_file(
    const char *path, const char *text); /* as the web server hands a file over */
struct answer erase(const char *path, ...) __attribute__((format(printf, 1, 2)));
struct answer patch(const char *path, const char *revision, const char *body, ...)
    __attribute__((format(printf, 3, 4)));

/* The next request only. */
void with_idempotency_key(const char *key);
void with_language(const char *language);
void with_revision(const char *revision); /* for methods other than PATCH */
void without_csrf(void);

/* Any request as it is, for tests of dispatch itself: fields that are NULL are filled in. */
struct answer send_raw(struct request *rq);

/* A path in text, kept until the test program ends. */
const char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Value at a JSON pointer: strings as they are, other values as JSON text, "" when absent. */
const char *at(struct answer a, const char *pointer);
long count_at(struct answer a, const char *pointer); /* elements of the array there */

/* SQL as the cluster's administrator, past row security: the first value, or "". */
const char *sql(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

void sql_file(const char *path); /* the same, whole files */

/* SQL as the application's role in the session of the signed-in person, in one transaction that is
 * rolled back; the first value, or "!" and the refusal's words. */
const char *sql_as_sender(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Another process with a connection of its own, for races: runs fn and returns its result. */
int in_child(int (*fn)(void *), void *arg); /* starts; the value is a handle for child_result */
int child_result(int handle);

#define ck_status(got, wanted)                                                                     \
	do {                                                                                       \
		struct answer ck_a_ = (got);                                                       \
		ck_assert_msg(ck_a_.status == (wanted), "status %d, not %d: %s", ck_a_.status,     \
		    (wanted), ck_a_.text);                                                         \
	} while (0)

#define ck_at(got, pointer, wanted)                                                                \
	do {                                                                                       \
		struct answer ck_a_ = (got);                                                       \
		ck_assert_msg(strcmp(at(ck_a_, pointer), (wanted)) == 0,                           \
		    "%s is \"%.500s\" in %.2000s", (pointer), at(ck_a_, pointer), ck_a_.text);     \
	} while (0)

/* A refusal: status, slug of its type, clause ("" for none). */
#define ck_problem(got, status_, slug, clause_)                                                    \
	do {                                                                                       \
		struct answer ck_p_ = (got);                                                       \
		ck_status(ck_p_, status_);                                                         \
		ck_at(ck_p_, "/type", "/problems/" slug);                                          \
		ck_at(ck_p_, "/clause", clause_);                                                  \
	} while (0)

void harness_open(const char *name);
void harness_close(void);

/* The main of a test file: RESOURCE_MAIN("days", test_a, test_b). */
#define RESOURCE_MAIN(name, ...)                                                                   \
	int main(void)                                                                             \
	{                                                                                          \
		const TTest *const tests[] = { __VA_ARGS__, NULL };                                \
		Suite *s = suite_create(name);                                                     \
		TCase *t = tcase_create(name);                                                     \
		for (size_t i = 0; tests[i]; i++)                                                  \
			tcase_add_test(t, tests[i]);                                               \
		suite_add_tcase(s, t);                                                             \
		SRunner *r = srunner_create(s);                                                    \
		srunner_set_fork_status(r, CK_NOFORK);                                             \
		harness_open(name);                                                                \
		srunner_run_all(r, CK_NORMAL);                                                     \
		int bad = srunner_ntests_failed(r);                                                \
		srunner_free(r);                                                                   \
		harness_close();                                                                   \
		return bad ? EXIT_FAILURE : EXIT_SUCCESS;                                          \
	}

#endif
