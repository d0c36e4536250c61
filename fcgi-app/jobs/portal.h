/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the jobs that talk to a portal share.
 */
#ifndef JOBS_PORTAL_H
#define JOBS_PORTAL_H
#include "http.h"
#include "jobs/job.h"
#include "json.h"
#include "url.h"

/* Ask a portal and read its JSON object, whatever type it claims: some say text/html. ERR_PORTAL_AWAY
 * when none comes; `answer` may be NULL. */
CHECKED enum error portal_ask(struct job *j, const struct http_question *q,
    const struct json **object, struct http_answer *answer);

/* The portal's keys from its address: a JWKS as text. */
CHECKED enum error portal_fetch_keys(struct job *j, const char *url, const char **jwks);

/* A string of a JSON object, "" when absent. */
const char *portal_text(const struct json *object, const char *name);

/* The job's input: an object. */
const struct json *portal_input(const struct job *j);

#endif
