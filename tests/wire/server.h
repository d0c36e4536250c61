/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * build/metodden-app, or another program of the build, as a process of its own: socket, log and
 * database belong to one test. It is stopped by the recorded pid, and by the kernel when the test
 * dies.
 */
#ifndef WIRE_SERVER_H
#define WIRE_SERVER_H
#include "client.h"

#include <sys/types.h>

enum { WORKERS = 2 };

struct server {
	pid_t pid;
	const char *program; /* NULL: metodden-app */
	int handed_over;     /* a listening socket that becomes descriptor 3, or 0 */
	const char *socket, *log;
	char dir[64];
};

/* A folder, a database; nothing runs yet. */
struct server server_prepare(void);
/* Runs the program; `more` holds pairs of setting and value (NULL: unset), ended by NULL, or is
 * NULL itself. */
void server_start(struct server *s, const char *const more[]);
/* Prepared, started, and GET /health answers 200. */
struct server server_run(void);
void server_wait_ready(const struct server *s);

/* Wait until a worker holds SIGTERM back to end in order; before that it is just killed by it. */
void server_wait_heeds(const struct server *s);

/* Exit status, or 128 and the signal's number; fails when the program doesn't end. */
int server_wait(struct server *s);
/* SIGTERM, which must be answered with status 0; folder and database go. */
void server_end(struct server *s);
/* The same when no process runs any more. */
void server_forget(struct server *s);

const char *server_log(const struct server *s);
int server_log_count(const struct server *s, const char *text);
/* The live workers by /proc; how many there are. */
int server_workers(const struct server *s, pid_t out[], int most);
/* Each worker answers at the same time as the others, and they are the ones in `pids`. */
void server_all_serve(const struct server *s, const pid_t pids[WORKERS]);

#endif
