/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The web server's side of FastCGI 1.0 on a unix socket, one step at a time, so that a test can
 * stop in the middle of any of them. Nothing here waits longer than WIRE_SECONDS: a test that meets
 * a silent program fails instead of hanging. Texts live until the test ends.
 */
#ifndef WIRE_CLIENT_H
#define WIRE_CLIENT_H
#include "arena.h"
#include "check_main.h"

#include <stdbool.h>

enum { WIRE_SECONDS = 40 };

struct answer {
	int status;	  /* of the Status header; 0 when none came */
	const char *head; /* header lines */
	const char *body;
	size_t len;
	bool ended;  /* the program said END_REQUEST */
	bool closed; /* and closed the connection, or did only that */
};

struct arena *wire_memory(void);
const char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

int wire_connect(const char *path); /* -1 when refused, see errno */
void wire_begin(int fd, bool keep);
void wire_params(int fd, const char *const pairs[]); /* name, value, ... NULL; ends the stream */
/* Records of the body; none ends the stream. False when the program has hung up. */
bool wire_stdin(int fd, const char *data, size_t n);
struct answer wire_read(int fd); /* until END_REQUEST or the end of the connection */
/* Takes so many bytes of whatever comes; false when the connection ended before. */
bool wire_take(int fd, size_t n);
void wire_hang_up(int fd);

/* A whole request in parts: all but the answer. `more` holds pairs as above, or is NULL; a body
 * that isn't NULL brings CONTENT_LENGTH unless `more` does. */
int wire_send(const char *path, const char *method, const char *uri, const char *const more[],
    const char *body, size_t n);
struct answer wire_ask(const char *path, const char *method, const char *uri,
    const char *const more[], const char *body, size_t n);
struct answer wire_get(const char *path, const char *uri);

/* Value of a header, or "". */
const char *wire_header(struct answer a, const char *name);
/* Text or JSON at a top-level member of the answer's JSON, or "". */
const char *wire_member(struct answer a, const char *name);

#define ck_status(a, wanted)                                                                       \
	ck_assert_msg(                                                                             \
	    (a).status == (wanted), "status %d, not %d: %.2000s", (a).status, (wanted), (a).body)

#define ck_problem(a, wanted, slug)                                                                \
	do {                                                                                       \
		ck_status(a, wanted);                                                              \
		ck_assert_str_eq(wire_header(a, "Content-Type"), "application/problem+json");      \
		ck_assert_str_eq(wire_member(a, "type"), "/problems/" slug);                       \
		ck_assert((a).ended);                                                              \
	} while (0)

#endif
