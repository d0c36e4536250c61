/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The database goes away and comes back; the program stays.
 */
#include "database.h"
#include "server.h"

#include <string.h>
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
    a_connection_ended_in_a_request_is_503_and_the_next_is_served,
    while_the_database_is_away_503_and_then_200_without_a_restart,
    another_schema_than_the_programs_is_503, it_starts_before_the_database_does)
