/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starting: whose socket is taken, and what is refused with which words.
 */
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_at(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(a.sun_path, path, strlen(path));
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
	ck_assert_int_eq(listen(fd, 16), 0);
	return fd;
}

/* Starts, must end with this status and say these words. */
static void refused(struct server *s, const char *const more[], int status, const char *words)
{
	unlink(s->log);
	server_start(s, more);
	int got = server_wait(s);

	ck_assert_msg(got == status, "exit status %d, not %d: %s", got, status, server_log(s));
	ck_assert_msg(
	    strstr(server_log(s), words) != NULL, "no \"%s\" in: %s", words, server_log(s));
}

START_TEST(a_socket_that_is_handed_over_is_used_and_outlives_the_program)
{
	struct server s = server_prepare();
	const char *const own[] = { "METODDEN_SOCKET", format("%s/unused.sock", s.dir),
		"LISTEN_FDS", "1", NULL };

	s.handed_over = listen_at(s.socket);
	server_start(&s, own);
	server_wait_ready(&s);
	ck_assert_int_ne(access(own[1], F_OK), 0);
	kill(s.pid, SIGTERM);
	ck_assert_int_eq(server_wait(&s), 0);

	/* what came while nobody served waits for the next program: a restart loses no
		 * request */
	int fd = wire_send(s.socket, "GET", "/health", NULL, NULL, 0);
	server_start(&s, own);
	struct answer a = wire_read(fd);

	ck_status(a, 200);
	wire_hang_up(fd);
	server_end(&s);
	close(s.handed_over);
}
END_TEST

START_TEST(a_socket_for_another_process_is_not_ours)
{
	struct server s = server_prepare();

	setenv("LISTEN_PID", "1", 1);
	setenv("LISTEN_FDS", "1", 1);
	server_start(&s, NULL);
	server_wait_ready(&s);
	server_end(&s);
}
END_TEST

START_TEST(what_is_handed_over_must_be_one_listening_socket)
{
	struct server s = server_prepare();
	const char *const two[] = { "LISTEN_FDS", "2", NULL }, *const one[] = { "LISTEN_FDS", "1",
		NULL };

	s.handed_over = listen_at(s.socket);
	refused(&s, two, 1, "LISTEN_FDS must be 1");
	close(s.handed_over);
	s.handed_over = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	refused(&s, one, 1, "isn't a listening socket");
	close(s.handed_over);
	server_forget(&s);
}
END_TEST

START_TEST(the_socket_of_a_dead_process_is_replaced)
{
	struct server s = server_prepare();
	struct stat was, is;

	close(listen_at(s.socket));
	ck_assert_int_eq(stat(s.socket, &was), 0);
	ck_assert_int_eq(wire_connect(s.socket), -1);
	server_start(&s, NULL);
	server_wait_ready(&s);
	ck_assert_int_eq(stat(s.socket, &is), 0);
	ck_assert_uint_eq(is.st_mode & 0777, 0660);
	server_end(&s);
}
END_TEST

START_TEST(a_live_socket_is_left_alone)
{
	struct server s = server_run(), second = s;

	second.log = format("%s/second.log", s.dir);
	refused(&second, NULL, 1, "another server listens there");
	ck_assert(strstr(server_log(&second), s.socket) != NULL);
	ck_assert_int_eq(wire_get(s.socket, "/health").status, 200);
	unlink(second.log);
	server_end(&s);
}
END_TEST

START_TEST(a_file_in_the_place_of_the_socket_is_left_alone)
{
	struct server s = server_prepare();
	FILE *f = fopen(s.socket, "w");

	fputs("kept", f);
	fclose(f);
	refused(&s, NULL, 1, "something else is there");
	ck_assert_int_eq(access(s.socket, F_OK), 0);
	server_forget(&s);
}
END_TEST

START_TEST(bad_settings_are_named_and_end_with_2)
{
	static const char *const workers[] = { "abc", "0", "-1", "257", "4x",
		"99999999999999999999" };
	struct server s = server_prepare();

	for (size_t i = 0; i < sizeof workers / sizeof *workers; i++)
		refused(&s, (const char *[]){ "METODDEN_WORKERS", workers[i], NULL }, 2,
		    "METODDEN_WORKERS must be a number from 1 to 256\n");
	refused(&s, (const char *[]){ "METODDEN_DB", NULL, NULL }, 2, "METODDEN_DB is not set\n");
	refused(&s, (const char *[]){ "METODDEN_DB", "", NULL }, 2, "METODDEN_DB is not set\n");
	refused(&s, (const char *[]){ "METODDEN_DEMO", "yes", NULL }, 2,
	    "METODDEN_DEMO must be 0 or 1\n");
	refused(&s, (const char *[]){ "METODDEN_URL", "days.example", NULL }, 2,
	    "METODDEN_URL must be https://host\n");
	refused(&s, (const char *[]){ "METODDEN_URL", "https://days.example/", NULL }, 2,
	    "METODDEN_URL must be https://host\n");
	refused(
	    &s, (const char *[]){ "METODDEN_SOCKET", NULL, NULL }, 1, "METODDEN_SOCKET is not set");
	refused(
	    &s, (const char *[]){ "METODDEN_SOCKET", format("/%0200d", 0), NULL }, 1, "107 bytes");
	refused(&s, (const char *[]){ "METODDEN_SOCKET", "/nowhere/app.sock", NULL }, 1,
	    "No such file or directory");
	ck_assert_int_ne(access(s.socket, F_OK), 0);
	server_forget(&s);
}
END_TEST

CHECK_MAIN("wire: start", a_socket_that_is_handed_over_is_used_and_outlives_the_program,
    a_socket_for_another_process_is_not_ours, what_is_handed_over_must_be_one_listening_socket,
    the_socket_of_a_dead_process_is_replaced, a_live_socket_is_left_alone,
    a_file_in_the_place_of_the_socket_is_left_alone, bad_settings_are_named_and_end_with_2)
