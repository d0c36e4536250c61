/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See command.h.
 */
#include "cli/command.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *cli_words(const struct cli *c, const char *ru, const char *en)
{
	return c->english ? en : ru;
}

enum exit_status cli_complain(const struct cli *c, enum exit_status s, const char *fmt, ...)
{
	va_list ap;

	(void)c;
	fputs("metodden-growth: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return s;
}

static const struct {
	enum exit_status exit;
	const char *ru;
} said[AN_STATUSES] = {
	[AN_OK] = { EXIT_DONE, "сделано" },
	[AN_BAD_INPUT] = { EXIT_BAD_DATA, "значение вне допустимых пределов" },
	[AN_NOT_FINITE] = { EXIT_BAD_DATA,
	    "в данных есть значение, которое не является конечным числом" },
	[AN_TOO_FEW] = { EXIT_BAD_DATA, "слишком мало наблюдений" },
	[AN_NO_SPREAD] = { EXIT_BAD_DATA, "данные не меняются: оценивать нечего" },
	[AN_NOT_IDENTIFIABLE] = { EXIT_BAD_DATA,
	    "по этим данным эффекты нельзя отличить друг от друга" },
	[AN_NO_CONVERGENCE] = { EXIT_NO_ANSWER, "поиск закончился без оптимума" },
	[AN_INFEASIBLE] = { EXIT_NO_ANSWER, "ни один план не удовлетворяет условиям" },
	[AN_TOO_LARGE] = { EXIT_BAD_DATA, "задача больше, чем рассчитана программа" },
	[AN_CANCELLED] = { EXIT_NO_ANSWER, "остановлено по просьбе" },
	[AN_NO_MEMORY] = { EXIT_BROKEN, "не хватает памяти" },
};

enum exit_status cli_complain_of(const struct cli *c, enum an_status s)
{
	return cli_complain(c, said[s].exit, "%s", cli_words(c, said[s].ru, an_status_words(s)));
}

static const struct cli_option *option_named(
    const struct cli_option options[], size_t n, const char *word, const char **value)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(options[i].name);

		if (strncmp(word, options[i].name, len) != 0 || (word[len] && word[len] != '='))
			continue;
		*value = word[len] ? word + len + 1 : NULL;
		return &options[i];
	}
	return NULL;
}

static bool refuse(const struct cli *c, const char *ru, const char *en, const char *about)
{
	cli_complain(c, EXIT_USAGE, "%s: %s", about, cli_words(c, ru, en));
	return false;
}

static bool take_value(struct cli *c, const struct cli_option *o, const char *value)
{
	if (!value)
		return refuse(c, "нужно значение", "a value is needed", o->name);
	if (o->value && *o->value)
		return refuse(c, "указано дважды", "given twice", o->name);
	if (o->value)
		*o->value = value;
	else if (o->list->n == CLI_LIST_MAX)
		return refuse(c, "указано слишком много раз", "given too many times", o->name);
	else
		o->list->value[o->list->n++] = value;
	return true;
}

static bool take_option(struct cli *c, const struct cli_option *o, const char *value, int *i)
{
	if (o->flag && value)
		return refuse(c, "значения не бывает", "takes no value", o->name);
	if (o->flag) {
		*o->flag = true;
		return true;
	}
	if (!value && *i + 1 < c->argc)
		value = c->argv[++*i];
	return take_value(c, o, value);
}

bool cli_read_options(
    struct cli *c, const struct cli_option options[], size_t n, const char *word[], size_t words)
{
	size_t taken = 0;

	for (int i = 0; i < c->argc; i++) {
		const char *arg = c->argv[i], *value;
		const struct cli_option *o = option_named(options, n, arg, &value);

		if (o && !take_option(c, o, value, &i))
			return false;
		if (o)
			continue;
		if (arg[0] == '-' && arg[1])
			return refuse(c, "такого ключа нет", "no such option", arg);
		if (taken == words)
			return refuse(c, "лишнее слово", "one word too many", arg);
		word[taken++] = arg;
	}
	if (taken < words) {
		cli_complain(c, EXIT_USAGE, "%s",
		    cli_words(c, "не хватает слов; см. metodden-growth --help",
			"words are lacking; see metodden-growth --help"));
		return false;
	}
	return true;
}

bool cli_number(const struct cli *c, const char *option, const char *text, double *out)
{
	char *end;
	double v = strtod(text, &end);

	if (end == text || *end || !isfinite(v))
		return refuse(c, "нужно число", "a number is needed", option);
	*out = v;
	return true;
}

bool cli_count(const struct cli *c, const char *option, const char *text, long *out)
{
	char *end;
	long v;

	errno = 0;
	v = strtol(text, &end, 10);
	if (end == text || *end || errno || v < 0)
		return refuse(
		    c, "нужно целое число от 0", "a whole number from 0 is needed", option);
	*out = v;
	return true;
}
