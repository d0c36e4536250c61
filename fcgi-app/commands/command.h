/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the commands of `metodden` share: the administrator's words, the exit status, and the way
 * into a district. Commands speak Russian, or English with METODDEN_LANG=en; results go to stdout,
 * complaints and progress to stderr.
 */
#ifndef COMMAND_H
#define COMMAND_H
#include "app.h"
#include "config.h"

#include <stdio.h>

/* Exit status of the program. */
enum status { DONE = 0, BAD_INPUT = 1, USAGE = 2, NO_DATABASE = 3 };

struct command {
	const struct config *config;
	struct request *rq; /* memory and connection; nobody's until enter_district() */
	int argc;	    /* words after the command's name */
	char **argv;
};

typedef enum status command_run(struct command *c);
#define COMMAND(name, fn, ru, en) command_run fn;
#include "commands.def"
#undef COMMAND

/* One of two sentences, by the configured language. */
const char *words(const struct command *c, const char *ru, const char *en)
    __attribute__((format_arg(2), format_arg(3)));

/* "metodden: <sentence>" on stderr; returns the status. */
enum status complain(const struct command *c, enum status s, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* What the database or a rule refused, in error.def's words with the detail for an administrator. */
enum status complain_of(const struct command *c, enum error e);

/* Options of a command: --name VALUE or --name=VALUE, flags without; what is left over are words.
 * False after a complaint. */
struct option_text {
	const char *name;
	const char **value; /* NULL: a flag */
	bool *flag;
};
bool read_options(struct command *c, const struct option_text options[], size_t n,
    const char *word[], size_t words_min, size_t words_max);

/* Connect as one of the configured roles; a complaint when its setting is missing. */
enum status connect_as(struct command *c, const char *conninfo, const char *setting,
    void (*waiting)(void *), void *arg);

/* Begin a transaction as the district's system person; `district`: its id, or "" when there is one
 * only. leave_district() forgets the session, after the transaction has ended. */
enum status enter_district(struct command *c, const char *district);
void leave_district(struct command *c);

#endif
