/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden: the administrator's commands.
 */
#include "commands/command.h"
#include "db.h"
#include "json.h"

#include <locale.h>
#include <string.h>

#define MEMORY ((size_t)4 << 30) /* a whole import file and what is said of it */

static const struct {
	const char *name;
	command_run *run;
	const char *ru, *en;
} commands[] = {
#define COMMAND(name, fn, ru, en) { name, fn, ru, en },
#include "commands.def"
#undef COMMAND
};

static enum status print_help(const struct command *c)
{
	printf("%s\n\n",
	    words(c, "metodden: команды администратора", "metodden: the administrator's commands"));
	for (size_t i = 0; i < COUNT(commands); i++)
		printf("  metodden %s\n", words(c, commands[i].ru, commands[i].en));
	printf("\n%s\n", words(c, "Соединения берутся из переменных окружения (строки libpq):",
			     "Connections come from the environment (libpq strings):"));
	printf("  METODDEN_OWNER_DB  %s\n", words(c, "владелец таблиц: migrate, district create",
						"owner of the tables: migrate, district create"));
	printf("  METODDEN_DB        %s\n", words(c, "роль metodden_app: import, portal, job",
						"role metodden_app: import, portal, job"));
	printf(
	    "  METODDEN_LOGIN_DB  %s\n", words(c, "роль metodden_login: открывает сеанс района",
					     "role metodden_login: opens the district's session"));
	printf("  METODDEN_KEYS      %s\n",
	    words(c, "файл своих ключей: portal keys", "file of our own keys: portal keys"));
	printf("  METODDEN_URL       %s\n", words(c, "https://узел этой службы: portal invite",
						"https://host of this service: portal invite"));
	printf("  METODDEN_LANG      ru | en\n\n%s\n",
	    words(c,
		"Код выхода: 0 сделано, 1 файл или данные не приняты, 2 неверный вызов, 3 нет базы данных.",
		"Exit status: 0 done, 1 a file or data was refused, 2 wrong usage, 3 no database."));
	return DONE;
}

static enum status run(struct command *c, const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(name, commands[i].name) == 0)
			return commands[i].run(c);
	return complain(c, USAGE,
	    words(c, "неизвестная команда «%s»; см. metodden --help",
		"unknown command \"%s\"; see metodden --help"),
	    name);
}

int main(int argc, char **argv)
{
	struct config config;
	struct request rq = { .mem = arena_create(MEMORY), .method = POST };
	struct command c = { .config = &config, .rq = &rq, .argc = argc - 2, .argv = argv + 2 };
	const char *why, *name = argc > 1 ? argv[1] : "--help";
	enum status s;

	setlocale(LC_CTYPE, "C.UTF-8");
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ); /* an import may have a million things to say */
	js_use(rq.mem);
	if (!config_read(&config, &why))
		s = complain(&c, USAGE, "%s", why);
	else if (strcmp(name, "--version") == 0)
		s = printf("metodden %s\n", VERSION) < 0 ? BAD_INPUT : DONE;
	else if (strcmp(name, "--help") == 0 || strcmp(name, "help") == 0)
		s = print_help(&c);
	else
		s = run(&c, name);
	db_destroy(rq.db);
	arena_destroy(rq.mem);
	return s;
}
