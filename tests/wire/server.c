/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See server.h. The program under test stands beside the tests in the build folder, so that a
 * build with sanitizers tests itself.
 */
#include "server.h"
#include "database.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct server server_prepare(void)
{
	struct server s = { .pid = 0 };

	/* Beside the cluster's own files: whatever ends a test, they are thrown away together. */
	ck_assert_msg(getenv("PGHOST") != NULL, "run under tests/with-postgres");
	snprintf(s.dir, sizeof s.dir, "%s/wire.XXXXXX", getenv("PGHOST"));
	ck_assert(mkdtemp(s.dir) != NULL);
	s.socket = format("%s/app.sock", s.dir);
	s.log = format("%s/log", s.dir);
	database_open();
	return s;
}

/* build/tests/wire/test_x -> build/metodden-app */
static const char *program(const char *name)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

	ck_assert_int_gt(n, 0);
	path[n] = '\0';
	for (int up = 0; up < 3; up++)
		*strrchr(path, '/') = '\0';
	return format("%s/%s", path, name ? name : "metodden-app");
}

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static _Noreturn void become(const struct server *s, const char *path, const char *const more[])
{
	int log = open(s->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(log, STDERR_FILENO);
	/* a test leaves things behind, a program doesn't */
	setenv("ASAN_OPTIONS", "detect_leaks=1", 1);
	for (; more && *more; more += 2)
		set(more[0], more[1]);
	if (s->handed_over) {
		char self[16];

		snprintf(self, sizeof self, "%d", (int)getpid());
		setenv("LISTEN_PID", self, 1);
		if (s->handed_over == 3)
			fcntl(3, F_SETFD, 0);
		else
			dup2(s->handed_over, 3);
	}
	execl(path, path, (char *)NULL);
	_exit(127);
}

void server_start(struct server *s, const char *const more[])
{
	const char *path = program(s->program);

	setenv("METODDEN_DB", database_conninfo("metodden_app"), 1);
	setenv("METODDEN_LOGIN_DB", database_conninfo("metodden_login"), 1);
	setenv("METODDEN_WORKER_DB", database_conninfo("metodden_worker"), 1);
	setenv("METODDEN_SOCKET", s->socket, 1);
	setenv("METODDEN_WORKERS", format("%d", WORKERS), 1);
	setenv("METODDEN_DEMO", "1", 1);
	s->pid = fork();
	ck_assert_int_ge(s->pid, 0);
	if (s->pid == 0)
		become(s, path, more);
}

void server_wait_ready(const struct server *s)
{
	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		int fd = wire_connect(s->socket);

		if (fd >= 0) {
			wire_hang_up(fd);
			if (wire_get(s->socket, "/health").status == 200)
				return;
		}
		usleep(50000);
	}
	ck_abort_msg("the program doesn't serve: %s", server_log(s));
}

static bool holds_back(pid_t pid, int signal)
{
	FILE *f = fopen(format("/proc/%d/status", (int)pid), "r");
	char line[128];
	unsigned long long held = 0;

	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, "SigBlk:", 7) == 0)
			held = strtoull(line + 7, NULL, 16);
	if (f)
		fclose(f);
	return held >> (signal - 1) & 1;
}

void server_wait_heeds(const struct server *s)
{
	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		if (holds_back(s->pid, SIGTERM))
			return;
		usleep(50000);
	}
	ck_abort_msg("the program doesn't heed SIGTERM: %s", server_log(s));
}

struct server server_run(void)
{
	struct server s = server_prepare();

	server_start(&s, NULL);
	server_wait_ready(&s);
	return s;
}

int server_wait(struct server *s)
{
	int status;

	for (int i = 0; i < WIRE_SECONDS * 50; i++) {
		if (waitpid(s->pid, &status, WNOHANG) == s->pid) {
			s->pid = 0;
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		}
		usleep(20000);
	}
	kill(s->pid, SIGKILL);
	ck_abort_msg("the program doesn't end: %s", server_log(s));
}

void server_end(struct server *s)
{
	kill(s->pid, SIGTERM);
	int status = server_wait(s);

	ck_assert_msg(status == 0, "exit status %d: %s", status, server_log(s));
	ck_assert_msg(!strstr(server_log(s), "Sanitizer"), "%s", server_log(s));
	server_forget(s);
}

void server_forget(struct server *s)
{
	unlink(s->socket);
	unlink(s->log);
	rmdir(s->dir);
	database_close();
}

const char *server_log(const struct server *s)
{
	enum { MOST = 1 << 20 };
	char *text = arena_alloc(wire_memory(), MOST + 1);
	FILE *f = fopen(s->log, "r");

	if (!f)
		return "";
	if (fread(text, 1, MOST, f) == 0)
		text = "";
	fclose(f);
	return text;
}

int server_log_count(const struct server *s, const char *text)
{
	int n = 0;

	for (const char *p = server_log(s); (p = strstr(p, text)); p += strlen(text))
		n++;
	return n;
}

int server_workers(const struct server *s, pid_t out[], int most)
{
	FILE *f = fopen(format("/proc/%d/task/%d/children", (int)s->pid, (int)s->pid), "r");
	char pids[4096] = "", *p = pids, *end;
	int n = 0;

	ck_assert_msg(f != NULL, "the program has ended: %s", server_log(s));
	bool any = fgets(pids, sizeof pids, f) != NULL;
	fclose(f);
	for (; any && n < most; p = end) {
		long pid = strtol(p, &end, 10);

		if (end == p)
			break;
		out[n++] = (pid_t)pid;
	}
	return n;
}

void server_all_serve(const struct server *s, const pid_t pids[WORKERS])
{
	pid_t now[WORKERS + 1];
	int fd[WORKERS];

	ck_assert_int_eq(server_workers(s, now, WORKERS + 1), WORKERS);
	for (int i = 0; i < WORKERS; i++)
		ck_assert_msg(now[i] == pids[i], "a worker was replaced: %s", server_log(s));
	database_hold();
	for (int i = 0; i < WORKERS; i++)
		fd[i] = wire_send(s->socket, "GET", "/health", NULL, NULL, 0);
	database_wait_held(WORKERS);
	database_let_go();
	for (int i = 0; i < WORKERS; i++) {
		struct answer a = wire_read(fd[i]);

		ck_status(a, 200);
		wire_hang_up(fd[i]);
	}
}
