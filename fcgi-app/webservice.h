/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Web services of a Moodle portal over its REST protocol: a form with a token and the function's name,
 * an answer in JSON. The portal answers a refusal with status 200 and {"exception", "errorcode",
 * "message"}, and a fault on its way with anything at all: both are told apart here, and worded for
 * the administrator.
 */
#ifndef WEBSERVICE_H
#define WEBSERVICE_H
#include "http.h"
#include "json.h"

enum ws_result {
	WS_DONE,
	WS_REFUSED, /* it doesn't take what this call says */
	WS_AWAY, /* it takes no call of ours for now, or it isn't known whether it took this one */
	WS_STOPPED
};

struct ws_call {
	const char *url, *token; /* the portal's root; its key */
	const char *function;
	const struct json *input; /* an object: parameters by their names */
	bool english;		  /* language of the words */
	bool (*go_on)(void *arg);
	void *arg;
};

struct ws_answer {
	enum ws_result result;
	const struct json *json; /* of WS_DONE: an object */
	const char *words;	 /* of the others: for people */
	const char *why;	 /* and for the log; never holds the token */
};

struct ws_answer ws_ask(struct arena *mem, const struct ws_call *call);

#endif
