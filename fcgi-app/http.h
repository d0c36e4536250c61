/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls to other servers over HTTP; the only door to libcurl. One call at a time, with an end: a
 * silent server costs its seconds and no more, an endless answer its bytes. Redirects aren't followed,
 * for a token goes to the address that the administrator gave and to no other. Certificates are
 * checked against the system's. Whoever stops the process stops the call too.
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

struct http_call {
	const char *url;
	const char *body;	    /* of a POST; NULL: a GET */
	const char *type;	    /* of the body; NULL: a form */
	const char *const *headers; /* "Name: value", ended by NULL; or NULL */
	int seconds;		    /* for the whole call; 0: 20 */
	size_t most;		    /* bytes of the answer; 0: 8 MB */
	bool (*go_on)(void *arg);   /* asked at least once a second; NULL: until the end */
	void *arg;
};

struct http_answer {
	int status; /* 0 with a fault */
	enum http_fault fault;
	const char *why;	 /* libcurl's words of a fault, for the log */
	const char *type, *next; /* Content-Type; address of a Link with rel=next; "" without */
	const char *body;	 /* NUL after its end */
	size_t len;
};

/* What the answer holds lives as long as the arena. */
struct http_answer http_ask(struct arena *mem, const struct http_call *call);

/* A fault as people read it. */
const char *http_fault_words(enum http_fault f, bool english);

/* name=value of a form, percent-encoded; after the first with "&" before it. */
const char *http_field(struct arena *mem, const char *form, const char *name, const char *value);

#endif
