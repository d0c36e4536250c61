/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Processes and the socket: a supervisor that owns nothing but the listening socket and the list
 * of its workers, and workers that serve one request at a time with one database connection each.
 * So nothing below this file is shared and nothing is locked.
 *
 * Signals are blocked in a worker except inside epoll_pwait(2): a request is never cut short by
 * one and a stop is never missed. A worker that dies young is replaced after a growing pause, so a
 * fault that kills at start costs a log line and not a storm of forks. The alarm is longer than
 * the database's statement_timeout: it ends only what hangs elsewhere.
 */
#include "server.h"
#include "fcgi.h"
#include "log.h"
#include "notify.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORKERS_MAX = 256, YOUNG_MS = 1000, PAUSE_MOST_MS = 5000, REQUESTS_PER_WORKER = 20000 };

struct worker {
	pid_t pid; /* 0: none */
	long long born_ms, not_before_ms;
	int pause_ms;
};

static volatile sig_atomic_t stopping;
static void on_stop(int sig)
{
	(void)sig;
	stopping = 1;
}
static void on_child(int sig)
{
	(void)sig;
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void handle(int sig, void (*fn)(int))
{
	sigaction(sig, &(struct sigaction){ .sa_handler = fn }, NULL);
}

static _Noreturn void work(int sock, const struct config *c, const sigset_t *waiting)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	int ep = epoll_create1(EPOLL_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	handle(SIGCHLD, SIG_DFL);
	srandom((unsigned)getpid()); /* jitter of reconnecting only */
	struct fcgi *f = fcgi_create(sock, c);

	epoll_ctl(ep, EPOLL_CTL_ADD, sock, &ev);
	for (int served = 0; !stopping && served < REQUESTS_PER_WORKER;) {
		if (epoll_pwait(ep, &ev, 1, -1, waiting) != 1)
			continue; /* EINTR: look at stopping */
		served += fcgi_serve_one(f);
	}
	fcgi_destroy(f);
	exit(EXIT_SUCCESS);
}

static void start(struct worker *w, int sock, const struct config *c, const sigset_t *waiting)
{
	w->born_ms = now_ms();
	w->pid = fork();
	if (w->pid == 0)
		work(sock, c, waiting);
	if (w->pid < 0) {
		w->pid = 0;
		w->not_before_ms = w->born_ms + YOUNG_MS;
		log_event(LOG_LEVEL_ERROR, "fork", "why", strerror(errno), NULL);
	}
}

static void bury(struct worker *w, int status)
{
	bool young = now_ms() - w->born_ms < YOUNG_MS;

	w->pid = 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return; /* it had served its number of requests */
	w->pause_ms = !young ? 0 : w->pause_ms ? w->pause_ms * 2 : 100;
	if (w->pause_ms > PAUSE_MOST_MS)
		w->pause_ms = PAUSE_MOST_MS;
	w->not_before_ms = now_ms() + w->pause_ms;
	log_event(LOG_LEVEL_ERROR, "worker died", "how",
	    WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "exit", NULL);
}

static void reap(struct worker *w, int n)
{
	int status;

	for (pid_t dead; (dead = waitpid(-1, &status, WNOHANG)) > 0;)
		for (int i = 0; i < n; i++)
			if (w[i].pid == dead)
				bury(&w[i], status);
}

/* Milliseconds until the next worker may start; -1 when all live. */
static long long start_missing(
    struct worker *w, int n, int sock, const struct config *c, const sigset_t *waiting)
{
	long long soonest = -1;

	for (int i = 0; i < n; i++) {
		long long left = w[i].not_before_ms - now_ms();

		if (!w[i].pid && left <= 0)
			start(&w[i], sock, c, waiting);
		else if (!w[i].pid && (soonest < 0 || left < soonest))
			soonest = left;
	}
	return soonest;
}

static void stop_all(struct worker *w, int n)
{
	for (int i = 0; i < n; i++)
		if (w[i].pid > 0)
			kill(w[i].pid, SIGTERM);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
}

int server_run(const struct config *c)
{
	static struct worker workers[WORKERS_MAX];
	sigset_t block, waiting;
	int sock = fcgi_listen(c->socket);

	if (sock < 0)
		return EXIT_FAILURE;
	fcntl(sock, F_SETFL, fcntl(sock, F_GETFL) | O_NONBLOCK);
	sigemptyset(&block);
	sigaddset(&block, SIGTERM);
	sigaddset(&block, SIGINT);
	sigaddset(&block, SIGCHLD);
	sigprocmask(SIG_BLOCK, &block, &waiting);
	handle(SIGTERM, on_stop);
	handle(SIGINT, on_stop);
	handle(SIGCHLD, on_child);
	handle(SIGPIPE, SIG_IGN);
	notify("READY=1");
	while (!stopping) {
		long long left = start_missing(workers, c->workers, sock, c, &waiting);
		struct timespec t = { left / 1000, left % 1000 * 1000000 };

		pselect(0, NULL, NULL, NULL, left < 0 ? NULL : &t, &waiting);
		reap(workers, c->workers);
	}
	notify("STOPPING=1");
	fcgi_stop_listening(c->socket);
	stop_all(workers, c->workers);
	return EXIT_SUCCESS;
}
