/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth: the growth engine on its own, over CSV files.
 */
#include "cli/command.h"

#include <gsl/gsl_errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	cli_command *run;
	const char *ru, *en;
} commands[] = {
#define COMMAND(name, fn, ru, en) { name, fn, ru, en },
#include "cli/commands.def"
#undef COMMAND
};

enum { COMMANDS = sizeof commands / sizeof *commands };

enum exit_status cli_help(struct cli *c)
{
	printf("%s\n\n",
	    cli_words(c, "metodden-growth: динамика профессионального роста по таблицам CSV",
		"metodden-growth: growth statistics over CSV tables"));
	for (size_t i = 0; i < COMMANDS; i++)
		printf("  metodden-growth %s\n", cli_words(c, commands[i].ru, commands[i].en));
	printf("\n  METODDEN_LANG      ru | en\n\n%s\n",
	    cli_words(c,
		"Код выхода: 0 сделано, 1 файл или данные не приняты, 2 неверный вызов,\n"
		"            3 данные верны, но ответа нет, 4 не хватило памяти или места.",
		"Exit status: 0 done, 1 a file or its data were refused, 2 wrong call,\n"
		"             3 the data are fine, but there is no answer, 4 no memory or room."));
	return EXIT_DONE;
}

static enum exit_status run(struct cli *c, const char *name)
{
	if (strcmp(name, "--help") == 0)
		return cli_help(c);
	if (strcmp(name, "--version") == 0) {
		printf("metodden-growth %s\n", VERSION);
		return EXIT_DONE;
	}
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(name, commands[i].name) == 0)
			return commands[i].run(c);
	return cli_complain(c, EXIT_USAGE,
	    cli_words(c, "неизвестная команда «%s»; см. metodden-growth --help",
		"unknown command \"%s\"; see metodden-growth --help"),
	    name);
}

int main(int argc, char **argv)
{
	const char *language = getenv("METODDEN_LANG");
	struct cli c = {
		.argc = argc > 2 ? argc - 2 : 0,
		.argv = argv + 2,
		.english = language && strcmp(language, "en") == 0,
	};
	enum exit_status s;

	gsl_set_error_handler_off(); /* its own aborts; a status or NaN is enough */
	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc < 2) {
		cli_help(&c);
		return EXIT_USAGE;
	}
	s = run(&c, argv[1]);
	if (s == EXIT_DONE && fflush(stdout) != 0)
		s = cli_complain(&c, EXIT_BROKEN, "%s",
		    cli_words(&c, "вывод не записан", "the output could not be written"));
	return s;
}
