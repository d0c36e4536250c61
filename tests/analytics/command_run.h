/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a command of metodden-growth in the test's process: its exit status, and what it wrote to
 * stdout and stderr. Paths of files that tests make are under build/tests/analytics/.
 */
#ifndef COMMAND_RUN_H
#define COMMAND_RUN_H
#include "check_main.h"
#include "cli/command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char run_out[1 << 20], run_err[1 << 16];

static inline void run_read(FILE *f, char *to, size_t room)
{
	size_t n;

	rewind(f);
	n = fread(to, 1, room - 1, f);
	to[n] = '\0';
	fclose(f);
}

/* words: separated by single spaces. English. */
static inline enum exit_status run(cli_command *command, const char *words)
{
	char text[1000], *argv[60], *at = text;
	struct cli c = { .argv = argv, .english = true };
	FILE *out = tmpfile(), *err = tmpfile();
	int kept_out = dup(1), kept_err = dup(2);
	enum exit_status s;

	ck_assert(out != NULL && err != NULL && kept_out >= 0 && kept_err >= 0);
	snprintf(text, sizeof text, "%s", words);
	while (*at) {
		argv[c.argc++] = at;
		at += strcspn(at, " ");
		if (*at)
			*at++ = '\0';
	}
	argv[c.argc] = NULL;
	fflush(stdout);
	dup2(fileno(out), 1);
	dup2(fileno(err), 2);
	s = command(&c);
	fflush(stdout);
	fflush(stderr);
	dup2(kept_out, 1);
	dup2(kept_err, 2);
	close(kept_out);
	close(kept_err);
	run_read(out, run_out, sizeof run_out);
	run_read(err, run_err, sizeof run_err);
	return s;
}

static inline void run_fails(
    cli_command *command, const char *words, enum exit_status status, const char *said)
{
	enum exit_status s = run(command, words);

	ck_assert_msg(s == status, "%s: status %d, %s", words, s, run_err);
	ck_assert_msg(strstr(run_err, said), "%s: said \"%s\", not \"%s\"", words, run_err, said);
}

static inline void run_works(cli_command *command, const char *words)
{
	enum exit_status s = run(command, words);

	ck_assert_msg(s == EXIT_DONE, "%s: status %d, %s", words, s, run_err);
}

/* A file of the test's own; its path. */
static inline const char *run_file(const char *name, const char *text)
{
	static char path[200];
	FILE *f;

	snprintf(path, sizeof path, "build/tests/analytics/%s", name);
	f = fopen(path, "w");
	ck_assert(f != NULL);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

static inline bool run_has(const char *words)
{
	return strstr(run_out, words) != NULL;
}

#endif
