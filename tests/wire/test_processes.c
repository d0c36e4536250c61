/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The supervisor and its workers: a stop in the middle of a request, deaths, no storm of forks.
 */
#include "database.h"
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void wait_gone(pid_t pid)
{
	for (int i = 0; i < WIRE_SECONDS * 50 && kill(pid, 0) == 0; i++)
		usleep(20000);
	ck_assert_msg(kill(pid, 0) != 0, "process %d lives on", (int)pid);
}

/* Until the door is shut the stop isn't known to have begun. */
static void wait_refused(const char *path)
{
	int fd = 0;

	for (int i = 0; i < 100 && (fd = wire_connect(path)) >= 0; i++) {
		wire_hang_up(fd);
		usleep(20000);
	}
	ck_assert_msg(fd < 0, "new connections are taken after SIGTERM");
}

START_TEST(sigterm_lets_a_running_request_finish)
{
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	database_hold();
	int fd = wire_send(s.socket, "GET", "/health", NULL, NULL, 0);
	database_wait_held(1);
	kill(s.pid, SIGTERM);
	wait_refused(s.socket);
	ck_assert_msg(waitpid(s.pid, NULL, WNOHANG) == 0, "the program left its request alone");
	database_let_go();
	struct answer a = wire_read(fd);

	ck_status(a, 200);
	ck_assert(a.ended);
	wire_hang_up(fd);
	ck_assert_int_eq(server_wait(&s), 0);
	for (int i = 0; i < WORKERS; i++)
		wait_gone(pids[i]);
	server_forget(&s);
}
END_TEST

static void wait_workers(const struct server *s, pid_t out[WORKERS], pid_t without)
{
	for (int i = 0; i < WIRE_SECONDS * 50; i++) {
		int n = server_workers(s, out, WORKERS);

		if (n == WORKERS && out[0] != without && out[1] != without)
			return;
		usleep(20000);
	}
	ck_abort_msg("no new worker came: %s", server_log(s));
}

START_TEST(a_killed_worker_is_replaced)
{
	struct server s = server_run();
	pid_t pids[WORKERS];

	for (int i = 0; i < 3; i++) {
		server_workers(&s, pids, WORKERS);
		pid_t victim = pids[i % WORKERS];

		kill(victim, SIGKILL);
		ck_assert_int_eq(wire_get(s.socket, "/health").status, 200);
		wait_workers(&s, pids, victim);
		server_all_serve(&s, pids);
	}
	ck_assert_int_eq(server_log_count(&s, "worker died"), 3);
	ck_assert_int_eq(server_log_count(&s, "\"how\":\"Killed\""), 3);
	server_end(&s);
}
END_TEST

START_TEST(a_worker_killed_in_a_request_hangs_up_on_it_alone)
{
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	database_hold();
	int fd = wire_send(s.socket, "GET", "/health", NULL, NULL, 0);
	database_wait_held(1);
	for (int i = 0; i < WORKERS; i++)
		kill(pids[i], SIGKILL);
	struct answer a = wire_read(fd);

	ck_assert(a.closed && !a.ended && a.status == 0);
	wire_hang_up(fd);
	database_let_go();
	server_wait_ready(&s);
	server_end(&s);
}
END_TEST

/* Each newborn is killed for three seconds. Without pauses that makes hundreds of forks; pauses of
 * 0.1, 0.2, 0.4, 0.8, 1.6 s make at most six for each of the two. */
START_TEST(deaths_at_birth_are_answered_with_growing_pauses)
{
	enum { SECONDS_MS = 3000, EACH_MOST = 6, EACH_LEAST = 3 };
	struct server s = server_run();
	pid_t pids[WORKERS + 8];

	sleep(1); /* past the age up to which a death counts as young */
	for (long until = now_ms() + SECONDS_MS; now_ms() < until; usleep(2000)) {
		int n = server_workers(&s, pids, WORKERS + 8);

		ck_assert_int_le(n, WORKERS);
		for (int i = 0; i < n; i++)
			kill(pids[i], SIGKILL);
	}
	int deaths = server_log_count(&s, "worker died");

	ck_assert_int_ge(deaths, (long)WORKERS * EACH_LEAST);
	ck_assert_int_le(deaths, (long)WORKERS * (EACH_MOST + 1));
	server_wait_ready(&s);
	server_end(&s);
}
END_TEST

START_TEST(workers_do_not_outlive_their_supervisor)
{
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	kill(s.pid, SIGKILL);
	ck_assert_int_eq(server_wait(&s), 128 + SIGKILL);
	for (int i = 0; i < WORKERS; i++)
		wait_gone(pids[i]);
	server_forget(&s);
}
END_TEST

CHECK_MAIN("wire: processes", sigterm_lets_a_running_request_finish, a_killed_worker_is_replaced,
    a_worker_killed_in_a_request_hangs_up_on_it_alone,
    deaths_at_birth_are_answered_with_growing_pauses, workers_do_not_outlive_their_supervisor)
