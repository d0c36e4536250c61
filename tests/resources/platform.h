/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A platform of LTI 1.3 for tests of resources: registered in the first district with keys of its own,
 * it begins logins as a browser would carry them and signs messages, right ones and wrong ones.
 */
#ifndef PLATFORM_H
#define PLATFORM_H
#include "harness.h"

#include <cjose/cjose.h>

#define ISSUER "https://lti.example"
#define SITE "https://metodden.example"
#define CLAIM "https://purl.imsglobal.org/spec/lti/claim/"
#define DEEP "https://purl.imsglobal.org/spec/lti-dl/claim/"
#define LOGIN "iss=https%3A%2F%2Flti.example&login_hint=4&lti_message_hint=%7B%22cmid%22%3A2%7D"
#define STALE "недействительный или устаревший пропуск"

/* A login under way, as the browser and the platform see it. */
struct login {
	const char *state, *nonce, *mark;
};

/* What a message says otherwise than a good one; NULL and 0 leave it good. `more`: further members. */
struct said {
	const char *issuer, *audience, *nonce, *deployment, *type, *version, *idnumber, *subject,
	    *target, *more, *alg, *kid;
	long age, life; /* seconds since it was signed, and from then to its end */
	cjose_jwk_t *key;
};

void open_platform(void);  /* at first use: platform, keys, METODDEN_KEYS */
void close_platform(void); /* our own keys are gone */
cjose_jwk_t *platform_key(void);
cjose_jwk_t *stranger_key(void); /* under the same kid */

/* A request of the browser; `text` is its query or its form. */
struct answer ask(enum method method, const char *path, const char *text, struct request rq);
struct login login(void);
const char *id_token(const struct login *l, const struct said *s);
struct answer send_token(const struct login *l, const char *token);
struct answer launch(struct said s);

/* What follows a name in a text, up to & or ; */
const char *part(const char *text, const char *name);
const char *count(const char *what); /* of rows: "session", "audit where ..." */
long number(const char *s);

/* A page with these words and nothing else: no cookie, no further address, no session since
 * `sessions` were counted. */
void check_refused(struct answer a, const char *sessions, int status, const char *words);

#endif
