/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions to other servers over http(s), for the worker's queue "net" alone: the application itself
 * never waits for a network. One question, one answer, bounded in time and size; redirects are not
 * followed, certificates are checked.
 */
#ifndef HTTP_H
#define HTTP_H
#include "arena.h"

#include <stdbool.h>

struct http_question {
	const char *url;
	const char *accept;	  /* or NULL */
	const char *bearer;	  /* token for Authorization, or NULL */
	const char *type, *body;  /* of a POST; body NULL: a GET */
	bool (*go_on)(void *arg); /* asked now and then while waiting; false breaks off. Or NULL */
	void *arg;
};

struct http_answer {
	long status;
	const char *body; /* NUL-terminated */
	size_t len;
	const char *next; /* address in Link: <...>; rel="next", or NULL */
};

/* NULL when an answer came, whatever its status; else why none did. */
const char *http_ask(struct arena *a, const struct http_question *q, struct http_answer *out);

#endif
