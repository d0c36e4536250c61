/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clients that go away, stop half-way, keep their connection or speak something else. After each,
 * every worker must be the same process as before and serve.
 */
#include "server.h"

#include <string.h>
#include <unistd.h>

enum { EACH = 2 * WORKERS }; /* so that no worker is spared */

static const char *const upload[] = { "REQUEST_METHOD", "POST", "DOCUMENT_URI", "/api/v1/orders",
	"CONTENT_TYPE", "application/json", "CONTENT_LENGTH", "200000", NULL };

START_TEST(who_goes_away_while_sending_costs_nothing)
{
	static char part[100000];
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	for (int i = 0; i < EACH; i++) {
		wire_hang_up(wire_connect(s.socket));

		int fd = wire_connect(s.socket);
		wire_begin(fd, false);
		wire_hang_up(fd);

		fd = wire_connect(s.socket);
		wire_begin(fd, false);
		wire_params(fd, upload);
		ck_assert(wire_stdin(fd, part, sizeof part));
		wire_hang_up(fd);
	}
	server_all_serve(&s, pids);
	ck_assert_int_ge(server_log_count(&s, "the body ended early"), EACH);
	server_end(&s);
}
END_TEST

START_TEST(who_goes_away_before_the_answer_costs_nothing)
{
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	for (int i = 0; i < EACH; i++)
		wire_hang_up(wire_send(s.socket, "GET", "/api/v1/demo/persons", NULL, NULL, 0));
	server_all_serve(&s, pids);
	server_end(&s);
}
END_TEST

START_TEST(who_speaks_something_else_costs_nothing)
{
	static const char junk[] = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	for (int i = 0; i < EACH; i++) {
		int fd = wire_connect(s.socket);

		ck_assert_int_eq(write(fd, junk, strlen(junk)), strlen(junk));
		ck_assert_int_eq(wire_read(fd).status, 0);
		wire_hang_up(fd);
	}
	server_all_serve(&s, pids);
	server_end(&s);
}
END_TEST

/* A kept connection would block the worker that waits on it for its next request. */
START_TEST(a_connection_is_not_kept_even_when_asked)
{
	static const char *const health[] = { "REQUEST_METHOD", "GET", "DOCUMENT_URI", "/health",
		NULL };
	struct server s = server_run();
	pid_t pids[WORKERS];
	int fd[EACH];

	server_workers(&s, pids, WORKERS);
	for (int i = 0; i < EACH; i++) {
		fd[i] = wire_connect(s.socket);
		wire_begin(fd[i], true);
		wire_params(fd[i], health);
		wire_stdin(fd[i], NULL, 0);
		struct answer a = wire_read(fd[i]);
		ck_status(a, 200);
		ck_assert_msg(!wire_take(fd[i], 1), "the connection is kept");
	}
	server_all_serve(&s, pids);
	for (int i = 0; i < EACH; i++)
		wire_hang_up(fd[i]);
	server_end(&s);
}
END_TEST

/* Two silent clients hold both workers; the alarm ends them, whatever part is missing. */
START_TEST(silence_does_not_hold_a_worker_for_ever)
{
	struct server s = server_run();
	int in_head = wire_connect(s.socket), in_body = wire_connect(s.socket);

	wire_begin(in_head, false);
	wire_begin(in_body, false);
	wire_params(in_body, upload);
	usleep(300000);
	struct answer a = wire_get(s.socket, "/health");

	ck_status(a, 200);
	for (int i = 0; i < 50 && server_log_count(&s, "worker died") < WORKERS; i++)
		usleep(100000);
	ck_assert_int_eq(server_log_count(&s, "\"how\":\"Alarm clock\""), WORKERS);
	wire_hang_up(in_head);
	wire_hang_up(in_body);
	server_end(&s);
}
END_TEST

CHECK_MAIN("wire: clients", who_goes_away_while_sending_costs_nothing,
    who_goes_away_before_the_answer_costs_nothing, who_speaks_something_else_costs_nothing,
    a_connection_is_not_kept_even_when_asked, silence_does_not_hold_a_worker_for_ever)
