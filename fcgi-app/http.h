/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions to other servers over HTTP, for the worker and the administrator's commands: the application
 * itself never waits for a network. One question at a time, with an end: a silent server costs its
 * seconds and no more, an endless answer its bytes. Redirects aren't followed, for a key goes to the
 * address that the administrator gave and to no other. Certificates are checked against the system's.
 */
#ifndef HTTP_H
#define HTTP_H
#include "arena.h"

#include <stdbool.h>

enum http_fault {
	HTTP_FINE,
	HTTP_BAD_ADDRESS, /* no http(s) address */
	HTTP_NO_NAME,	  /* the host's name isn't known */
	HTTP_NO_ANSWER,	  /* refused, unreachable, or the connection broke before the end */
	HTTP_TOO_SLOW,
	HTTP_NO_TRUST, /* its certificate, or TLS itself */
	HTTP_TOO_LONG,
	HTTP_STOPPED /* by go_on */
};

struct http_question {
	const char *url;
	const char *accept;	  /* or NULL */
	const char *bearer;	  /* token for Authorization, or NULL */
	const char *type, *body;  /* of a POST; body NULL: a GET; type NULL: a form */
	int seconds;		  /* for the whole question; 0: 20 */
	bool (*go_on)(void *arg); /* asked now and then while waiting; false breaks off. Or NULL */
	void *arg;
};

struct http_answer {
	enum http_fault fault;
	long status;
	const char *body; /* NUL-terminated */
	size_t len;
	const char *next; /* address in Link: <...>; rel="next", or NULL */
};

/* NULL when an answer came, whatever its status; else why none did, in libcurl's words. */
const char *http_ask(struct arena *a, const struct http_question *q, struct http_answer *out);

/* A fault as people read it. */
const char *http_fault_words(enum http_fault f, bool english);

/* name=value of a form, percent-encoded, behind `form` (NULL: the first). */
const char *http_field(struct arena *a, const char *form, const char *name, const char *value);

#endif
