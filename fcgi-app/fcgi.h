/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One FastCGI request at a time: read it, bounded, into a struct request; dispatch; write the
 * answer. The only door to libfcgi. Connections are never kept, even when the web server asks for
 * it: libfcgi would block on an idle one and the worker with it.
 */
#ifndef FCGI_H
#define FCGI_H
#include "config.h"

struct fcgi;

/* A listening socket: systemd's (LISTEN_FDS), else a new one at the path. A stale socket file is
 * replaced only when nobody listens there. -1 with a line in the log. */
int fcgi_listen(const char *path);

/* No new connections by the path. A socket that was handed over stays: it is the next program's. */
void fcgi_stop_listening(const char *path);

struct fcgi *fcgi_create(int sock, const struct config *c);
void fcgi_destroy(struct fcgi *f);

/* Accept and serve; 0 when another worker was quicker. */
int fcgi_serve_one(struct fcgi *f);

#endif
