/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the ways of LTI 1.3 share: the message of a platform as this service understands it, and the
 * pages that people see in place of a screen. Nothing of a message is used before its signature, its
 * audience, its time and its nonce were found right, except for the language of the refusal.
 */
#ifndef LTI_H
#define LTI_H
#include "app.h"
#include "json.h"

#define LTI_CLAIM "https://purl.imsglobal.org/spec/lti/claim/"
#define LTI_DEEP "https://purl.imsglobal.org/spec/lti-dl/claim/"
#define LTI_ROSTER "https://purl.imsglobal.org/spec/lti-nrps/"

/* The login that a message answers, and what it says. Texts are "" where the message says nothing. */
struct lti_message {
	const char *district, *portal, *issuer, *client, *nonce; /* of the login */
	const char *jwks;					 /* of the platform, or NULL */
	const char *deployment, *subject, *idnumber, *type, *target;
	const char *context;	       /* {id, title, memberships}: JSON text */
	const char *return_url, *data; /* of deep linking; data may be NULL */
};

/* Verify an id_token against its login and read it. Asks for the platform's keys anew, once a minute
 * at most, when it is signed with one that isn't known, and waits for them some seconds. */
CHECKED enum error lti_read(struct request *rq, const char *id_token, struct lti_message *m);

/* The signature alone, of the plugin's pass too: by m's keys, and those asked for anew as above. */
struct token;
CHECKED enum error lti_check_signature(
    struct request *rq, struct token *t, const struct lti_message *m);

/* Strings and objects of a JSON object, as claims have them: "" and NULL where there is none. */
const char *lti_text(const struct json *object, const char *name);
const struct json *lti_object(const struct json *object, const char *name);

/* scheme://host[:port] of an absolute http(s) address; "" when it is none. */
const char *lti_origin(struct request *rq, const char *url);

/* s for a query string or a form. */
const char *lti_escaped(struct request *rq, const char *s);

/* A page of plain words. The body is HTML; `frame` is whoever may show it in a frame ("*": anybody,
 * since it offers nothing to be tricked into), `form` where its form goes (NULL: it has none). */
struct lti_page {
	int status;
	const char *title, *body, *frame, *form;
	const char *script; /* digest of its one script as CSP has it, or NULL */
};
enum error lti_show(struct request *rq, struct response *rs, const struct lti_page *p);

/* The page of a refusal, and its row in the audit of the district (NULL: of every one). */
enum error lti_refuse(
    struct request *rq, struct response *rs, enum error e, const struct lti_message *m);

/* The page alone: nobody came in by a message, so there is nothing to keep. */
enum error lti_refusal_page(struct request *rq, struct response *rs, enum error e);

/* The page with a button that goes on in a window of its own, for a browser that keeps no cookies in
 * frames. */
enum error lti_offer_window(struct request *rq, struct response *rs, const char *code);

/* The browser's mark, made when it has none, and the cookie that keeps it for ten minutes. */
const char *lti_mark(struct request *rq, struct response *rs);

/* Where a login goes: the platform's address with state and nonce (columns of the query). */
struct lti_request {
	const char *state, *nonce, *client, *authorize, *login_hint, *message_hint;
};
void lti_go(struct request *rq, struct response *rs, const struct lti_request *to);

#endif
