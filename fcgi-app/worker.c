/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See worker.h. Signals are blocked and read from a descriptor: a stop is never missed between a
 * look and a wait, and never cuts a write short. A notice wakes the worker; it looks by itself every
 * few seconds as well, for jobs whose pause is over and for leases of workers that died.
 */
#include "worker.h"
#include "json.h"
#include "log.h"
#include "notify.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 5000, STATEMENT_MS = 5000, OWN_MEMORY = 64 << 20, JOB_MEMORY = 1 << 30 };

long long worker_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

bool worker_stopping(const struct worker *w)
{
	return poll(&(struct pollfd){ .fd = w->stop_fd, .events = POLLIN }, 1, 0) == 1;
}

struct request worker_request(const struct worker *w)
{
	return (struct request){ .mem = w->own_mem, .db = w->own, .method = POST, .id = "worker" };
}

static int catch_stop(void)
{
	sigset_t s;

	sigemptyset(&s);
	sigaddset(&s, SIGTERM);
	sigaddset(&s, SIGINT);
	sigprocmask(SIG_BLOCK, &s, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &s, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void open_worker(struct worker *w)
{
	const char *conninfo = w->config->worker_db;

	srandom((unsigned)getpid()); /* jitter of reconnecting only */
	w->own_mem = arena_create(OWN_MEMORY);
	w->mem = arena_create(JOB_MEMORY);
	js_use(w->mem);
	w->own = db_create(&(struct db_settings){ .conninfo = conninfo,
	    .name = "metodden-worker",
	    .statement_ms = STATEMENT_MS,
	    .listen = "job" });
	w->work = db_create(&(struct db_settings){ .conninfo = conninfo,
	    .name = "metodden-job",
	    .waiting = worker_tick,
	    .waiting_arg = w });
}

static void close_worker(struct worker *w)
{
	db_destroy(w->work);
	db_destroy(w->own);
	arena_destroy(w->mem);
	arena_destroy(w->own_mem);
	close(w->stop_fd);
}

/* Told once when the database goes, with the cause, and once when it comes back. */
static bool is_there(struct worker *w)
{
	struct request rq = worker_request(w);
	bool away = db_ready(&rq) != OK;

	if (away && !w->away)
		log_event(LOG_LEVEL_ERROR, "the database is away", "why", rq.detail, NULL);
	else if (!away && w->away)
		log_event(LOG_LEVEL_INFO, "the database is back", NULL);
	w->away = away;
	arena_reset(w->own_mem);
	return !away;
}

/* How the wait ended doesn't matter: the next look tells. */
static void wait_for_work(struct worker *w)
{
	struct request rq = worker_request(w);
	long long left = duties_left_ms(w);

	(void)!db_wait(&rq, w->stop_fd, left < LOOK_MS ? (int)left : LOOK_MS);
	arena_reset(w->own_mem);
}

int worker_run(const struct config *c)
{
	struct worker w = { .config = c, .stop_fd = catch_stop() };

	if (w.stop_fd < 0)
		return EXIT_FAILURE;
	open_worker(&w);
	notify("READY=1");
	while (!worker_stopping(&w)) {
		bool there = is_there(&w);

		if (there)
			duties_run(&w);
		if (!there || !worker_take(&w))
			wait_for_work(&w);
	}
	notify("STOPPING=1");
	close_worker(&w);
	return EXIT_SUCCESS;
}
