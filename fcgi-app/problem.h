/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an error word to what a person reads: application/problem+json (RFC 9457) and the page
 * behind its `type`. Only dispatch.c and resources/problems.c turn errors into answers.
 */
#ifndef PROBLEM_H
#define PROBLEM_H
#include "app.h"

struct error_info {
	const char *name, *slug; /* person_in_two_places, person-in-two-places */
	int status;
	const char *clause, *ru, *en;
};

const struct error_info *error_info(enum error e);

/* By name or by slug; OK when there is no such error. */
enum error error_named(const char *name);

void problem_send(struct request *rq, struct response *rs, enum error e);

#endif
