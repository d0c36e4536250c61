/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the commands of `metodden-growth` share: exit status, the two languages, options. A command
 * stands in a file of its own and in commands.def. Results go to stdout or to the files named,
 * complaints and remarks to stderr, in Russian or, with METODDEN_LANG=en, in English.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Exit status of the program. */
enum exit_status {
	EXIT_DONE = 0,
	EXIT_BAD_DATA = 1,  /* a file or its data were refused */
	EXIT_USAGE = 2,	    /* wrong call */
	EXIT_NO_ANSWER = 3, /* the data are fine, but there is no answer: no optimum, no plan */
	EXIT_BROKEN = 4	    /* the machine: no memory, a file can't be written */
};

struct cli {
	int argc; /* words after the command's name */
	char **argv;
	bool english;
};

typedef enum exit_status cli_command(struct cli *c);
#define COMMAND(name, fn, ru, en) cli_command fn;
#include "cli/commands.def"
#undef COMMAND

/* One of two sentences, by the language. */
const char *cli_words(const struct cli *c, const char *ru, const char *en)
    __attribute__((format_arg(2), format_arg(3)));

/* "metodden-growth: <sentence>" on stderr; returns the status. */
enum exit_status cli_complain(const struct cli *c, enum exit_status s, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A status of the library as a sentence and an exit status. */
enum exit_status cli_complain_of(const struct cli *c, enum an_status s);

/* An option: --name VALUE or --name=VALUE. Exactly one of the three places is given: a value, a
 * flag, or a list for an option that may come several times. */
enum { CLI_LIST_MAX = 16 };
struct cli_list {
	const char *value[CLI_LIST_MAX];
	size_t n;
};
struct cli_option {
	const char *name;
	const char **value;
	bool *flag;
	struct cli_list *list;
};

/* Read the command's words; what is left over goes to word[0..words). False after a complaint. */
bool cli_read_options(
    struct cli *c, const struct cli_option options[], size_t n, const char *word[], size_t words);

/* Numbers of an option; false after a complaint that names the option. */
bool cli_number(const struct cli *c, const char *option, const char *text, double *out);
bool cli_count(const struct cli *c, const char *option, const char *text, long *out);

#endif
