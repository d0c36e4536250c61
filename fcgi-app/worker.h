/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The worker: one process, one job at a time, two connections. On one a job's statements run; the
 * other is the worker's own, where it waits, claims, keeps its lease and does its duties, also while
 * a statement of the job takes minutes.
 */
#ifndef WORKER_H
#define WORKER_H
#include "config.h"
#include "db.h"

/* Known by district, job and the number of the try; whoever comes after us has a higher one. */
struct lease {
	const char *district, *job, *try;
	const char *doing; /* in words, or NULL */
	double share;
	long long renew_ms, ends_ms;
	bool lost; /* stays so: what is lost is another's */
};

struct worker {
	const struct config *config;
	int stop_fd; /* can be read once SIGTERM or SIGINT has come */
	struct db *own, *work;
	struct arena *own_mem, *mem; /* mem: of the job */
	struct lease *lease;	     /* of the job that runs */
	long long seal_ms, clean_ms; /* when the duties are due */
	bool away;		     /* the database, at the last look */
};

/* Serve until SIGTERM or SIGINT; the process's exit code. */
int worker_run(const struct config *c);

long long worker_now_ms(void);
bool worker_stopping(const struct worker *w);
/* A statement of the worker's own: reset own_mem when its rows were read. */
struct request worker_request(const struct worker *w);

/* Called while a statement of a job runs; arg: the worker. Ends the statement when it must stop. */
void worker_tick(void *arg);

/* Claim a job and run it; false when there is none. */
bool worker_take(struct worker *w);

/* outbox.c: deliver one row to its portal; false when there is none. */
bool outbox_take(struct worker *w);

/* lease.c: renew it when that is due; false when it is lost. */
bool lease_keep(struct worker *w);

/* duties.c: do what is due; how long until the next is. */
void duties_run(struct worker *w);
long long duties_left_ms(const struct worker *w);

#endif
