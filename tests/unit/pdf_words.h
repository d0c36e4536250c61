/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a PDF, as pdftotext reads them; run without a shell.
 */
#ifndef TESTS_PDF_WORDS_H
#define TESTS_PDF_WORDS_H
#include <check.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

/* What pdftotext makes of a file. */
static inline size_t pdf_words(const char *name, char *text, size_t most)
{
	char *argv[] = { "pdftotext", "-raw", (char *)name, "-", NULL };
	posix_spawn_file_actions_t to;
	int ends[2], rc = 0;
	size_t n = 0;
	ssize_t got;
	pid_t pid;

	ck_assert_int_eq(pipe(ends), 0);
	posix_spawn_file_actions_init(&to);
	posix_spawn_file_actions_adddup2(&to, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&to, ends[0]);
	ck_assert_int_eq(posix_spawnp(&pid, argv[0], &to, NULL, argv, environ), 0);
	posix_spawn_file_actions_destroy(&to);
	close(ends[1]);
	while (n < most && (got = read(ends[0], text + n, most - n)) > 0)
		n += (size_t)got;
	close(ends[0]);
	ck_assert_int_eq(waitpid(pid, &rc, 0), pid);
	ck_assert_int_eq(rc, 0);
	return n;
}

#endif
