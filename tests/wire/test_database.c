/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The database goes away and comes back; the program stays.
 */
#include "database.h"
#include "server.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Nobody's request pays for a restart of the database between requests. */
START_TEST(ended_connections_are_opened_again_before_the_next_request)
{
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	for (int i = 0; i < 3; i++) {
		server_all_serve(&s, pids); /* so that each worker has a connection */
		database_end_connections();
		for (int j = 0; j < 2 * WORKERS; j++) {
			struct answer a = wire_get(s.socket, "/health");
			ck_status(a, 200);
		}
	}
	server_end(&s);
}
END_TEST

/* Connections through stand_between(), and those of them whose end has been passed on or that ended. */
static struct {
	atomic_int opened, ended;
} * passed;

static void pass_on(int from, int to)
{
	bool told = false;
	char bytes[65536];
	struct pollfd p[] = { { .fd = from, .events = POLLIN }, { .fd = to, .events = POLLIN } };

	while (poll(p, 2, -1) > 0)
		for (int i = 0; i < 2; i++) {
			ssize_t n = p[i].revents ? read(p[i].fd, bytes, sizeof bytes) : -1;

			if (n > 0 && write(p[1 - i].fd, bytes, (size_t)n) != n)
				_exit(1);
			if (n == 0 && !told)
				atomic_fetch_add(&passed->ended, 1);
			told |= n == 0;
			if (n == 0 && i == 0)
				_exit(0); /* the client has gone */
			if (n == 0)
				p[i].fd = -1; /* the server has: the client isn't told */
		}
}

/* Stands between the program and the database, and keeps the program's side open when the database
 * ends a connection: so it looks on a busy machine for as long as the dying server takes. */
static pid_t stand_between(const char *dir)
{
	struct sockaddr_un here = { .sun_family = AF_UNIX };
	int sock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), fd;

	snprintf(here.sun_path, sizeof here.sun_path, "%s/.s.PGSQL.5432", dir);
	ck_assert_int_eq(bind(sock, (struct sockaddr *)&here, sizeof here), 0);
	ck_assert_int_eq(listen(sock, 8), 0);
	passed =
	    mmap(NULL, sizeof *passed, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(passed, MAP_FAILED);
	pid_t pid = fork();
	if (pid != 0) {
		close(sock);
		return pid;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	while ((fd = accept(sock, NULL, NULL)) >= 0) {
		atomic_fetch_add(&passed->opened, 1);
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			pass_on(fd, wire_connect(format(
					"%s/.s.PGSQL.%s", getenv("PGHOST"), getenv("PGPORT"))));
		}
		close(fd);
	}
	_exit(1);
}

START_TEST(a_connection_whose_end_was_told_is_not_used_again)
{
	struct server s = server_prepare();
	pid_t between = stand_between(s.dir);

	server_start(
	    &s, (const char *[]){ "METODDEN_DB",
		    format("host=%s port=5432 dbname=%s user=metodden_app", s.dir, database_name()),
		    NULL });
	server_wait_ready(&s);
	for (int i = 0; i < 3; i++) {
		database_end_connections();
		for (int n = 0; atomic_load(&passed->ended) < atomic_load(&passed->opened); n++) {
			ck_assert_int_lt(n, 1000);
			usleep(10000);
		}
		for (int j = 0; j < 2 * WORKERS; j++) {
			struct answer a = wire_get(s.socket, "/health");
			ck_status(a, 200);
		}
	}
	kill(between, SIGKILL);
	ck_assert_int_eq(waitpid(between, NULL, 0), between);
	unlink(format("%s/.s.PGSQL.5432", s.dir));
	server_end(&s);
}
END_TEST

START_TEST(a_connection_ended_in_a_request_is_503_and_the_next_is_served)
{
	struct server s = server_run();

	database_hold();
	int fd = wire_send(s.socket, "GET", "/health", NULL, NULL, 0);
	database_wait_held(1);
	database_end_connections();
	struct answer a = wire_read(fd);

	ck_problem(a, 503, "unavailable");
	wire_hang_up(fd);
	database_let_go();
	for (int i = 0; i < 2 * WORKERS; i++)
		ck_assert_int_eq(wire_get(s.socket, "/health").status, 200);
	server_end(&s);
}
END_TEST

START_TEST(while_the_database_is_away_503_and_then_200_without_a_restart)
{
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	sql_beside("alter database %s allow_connections false", database_name());
	database_end_connections();
	for (int i = 0; i < 3 * WORKERS; i++) {
		struct answer a = wire_get(s.socket, "/health");

		ck_problem(a, 503, "unavailable");
		ck_assert_int_gt(strtol(wire_header(a, "Retry-After"), NULL, 10), 0);
		ck_assert_msg(!strstr(a.body, database_name()), "the cause is told: %s", a.body);
		usleep(100000);
	}
	ck_assert_int_ge(server_log_count(&s, database_name()), 1);
	ck_assert_msg(server_log_count(&s, "waiting before the next try") >= 1,
	    "every request knocks at the database: %s", server_log(&s));
	sql_beside("alter database %s allow_connections true", database_name());
	server_wait_ready(&s);
	usleep(5000000); /* the longest pause between two tries: now both are due */
	server_all_serve(&s, pids);
	server_end(&s);
}
END_TEST

START_TEST(another_schema_than_the_programs_is_503)
{
	struct server s = server_run();

	sql("insert into schema_migration (number, name, digest) values (9999, 'newer', "
	    "'')");
	struct answer a = wire_get(s.socket, "/health");

	ck_problem(a, 503, "unavailable");
	ck_assert_int_eq(server_log_count(&s, "metodden migrate"), 1);
	sql("delete from schema_migration where number = 9999");
	ck_assert_int_eq(wire_get(s.socket, "/health").status, 200);
	server_end(&s);
}
END_TEST

START_TEST(it_starts_before_the_database_does)
{
	struct server s = server_prepare();

	sql_beside("alter database %s allow_connections false", database_name());
	server_start(&s, NULL);
	while (access(s.socket, F_OK) != 0)
		usleep(20000);
	usleep(100000);
	struct answer a = wire_get(s.socket, "/health");

	ck_problem(a, 503, "unavailable");
	sql_beside("alter database %s allow_connections true", database_name());
	server_wait_ready(&s);
	server_end(&s);
}
END_TEST

CHECK_MAIN("wire: database", ended_connections_are_opened_again_before_the_next_request,
    a_connection_whose_end_was_told_is_not_used_again,
    a_connection_ended_in_a_request_is_503_and_the_next_is_served,
    while_the_database_is_away_503_and_then_200_without_a_restart,
    another_schema_than_the_programs_is_503, it_starts_before_the_database_does)
