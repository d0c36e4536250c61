/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a filled request to a filled response. 404, 405, 401, 403 of the route, CSRF, transaction,
 * the second try after a race and the replay of a repeated POST are decided here and nowhere else.
 */
#ifndef DISPATCH_H
#define DISPATCH_H
#include "app.h"

#include <stdio.h>

void dispatch(struct request *rq, struct response *rs);

/* A route that takes more than this takes a file, which goes to disk and not into memory. */
enum { BODY_IN_MEMORY = 1 << 20 };

/* Most bytes that the route takes as a body; false when there is no such route. */
bool dispatch_body_limit(enum method method, const char *path, size_t *most);

/* An answer for a request that never reached a route: too large, unreadable. */
void dispatch_refuse(struct request *rq, struct response *rs, enum error e);

void dispatch_print_routes(FILE *out);

#endif
