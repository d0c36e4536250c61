/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden import KIND FILE: one transaction for one file, as the district's system person. With
 * --dry-run everything is done and then taken back, so what it says is what would happen.
 */
#include "db.h"
#include "imports/source.h"

#include <string.h>

static const struct {
	const char *kind;
	import_run *run;
	const char *ru, *en;
} kinds[] = {
#define IMPORT(kind, fn, ru, en) { #kind, fn, ru, en },
#include "imports/imports.def"
#undef IMPORT
};

static enum status print_help(struct command *c)
{
	puts(words(c, "metodden import ВИД ФАЙЛ [--dry-run] [--district ID]\n",
	    "metodden import KIND FILE [--dry-run] [--district ID]\n"));
	for (size_t i = 0; i < COUNT(kinds); i++)
		printf("  %-10s %s\n", kinds[i].kind, words(c, kinds[i].ru, kinds[i].en));
	puts(words(c,
	    "\nЗаголовки столбцов - по-русски или по-английски, в любом порядке. Либо загружается\n"
	    "весь файл, либо ничего; тот же файл ещё раз ничего не меняет. --dry-run только проверяет.",
	    "\nHeaders are in Russian or English, in any order. A file is loaded whole or not at all; the\n"
	    "same file again changes nothing. --dry-run only checks."));
	return DONE;
}

/* What a file of one kind holds. */
static enum status print_kind(struct command *c, const char *kind)
{
	struct import in = { .c = c, .rq = c->rq, .name = "", .describing = true };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kind, kinds[i].kind) == 0) {
			printf("metodden import %s %s\n%s\n", kind, words(c, "ФАЙЛ", "FILE"),
			    words(c, kinds[i].ru, kinds[i].en));
			return kinds[i].run(&in, "", 0) ? BAD_INPUT : DONE;
		}
	return print_help(c);
}

static void still_waiting(void *arg)
{
	struct import *in = arg;
	const char *doing = in->doing ? in->doing : words(in->c, "работа идёт", "working");

	import_progress(in, doing, doing, -1);
}

static enum status report(struct import *in, enum error e)
{
	struct command *c = in->c;

	if (e) {
		fprintf(stderr, "%s: ", in->name);
		return complain_of(c, e);
	}
	if (in->bad)
		return complain(c, BAD_INPUT,
		    words(c, "%s: ошибок %ld, не загружено ничего",
			"%s: %ld errors, nothing was loaded"),
		    in->name, in->bad);
	if (!in->added && !in->changed)
		printf(words(c, "%s: строк %ld, ничего не изменилось - всё уже загружено\n",
			   "%s: %ld rows, nothing changed - all of it is there already\n"),
		    in->name, in->rows);
	else
		printf(
		    in->dry_run
			? words(c,
			      "%s: строк %ld; было бы добавлено %ld, изменено %ld (проверка, ничего не записано)\n",
			      "%s: %ld rows; %ld would be added, %ld changed (a check, nothing was written)\n")
			: words(c, "%s: строк %ld; добавлено %ld, изменено %ld\n",
			      "%s: %ld rows; added %ld, changed %ld\n"),
		    in->name, in->rows, in->added, in->changed);
	if (in->kept)
		printf(words(c, "%s: оставлено как исправлено вручную: %ld; в файле иначе\n",
			   "%s: kept as mended by hand: %ld; the file says otherwise\n"),
		    in->name, in->kept);
	return DONE;
}

static enum error load(struct import *in, import_run *run, const char *text, size_t len)
{
	TRY(db_script(in->rq,
	    "set local lock_timeout = 0; set local statement_timeout = 0;"
	    "create temp table staged (part text not null, line integer not null, v text[] not null) on commit drop"));
	if (len)
		TRY(run(in, text, len));
	else
		import_complain(in, 0, NULL, IMPORT_EMPTY, NULL);
	if (in->bad || in->dry_run) {
		db_rollback(in->rq);
		return OK;
	}
	in->doing = words(in->c, "запись", "writing");
	return db_commit(in->rq);
}

static enum status run_import(
    struct import *in, import_run *run, const char *path, const char *district)
{
	struct command *c = in->c;
	size_t len;
	const char *text;
	enum status s;
	enum error e;

	import_progress(in, "", "", -1); /* the clock starts */
	text = source_bytes(in, path, &len);
	if (!text)
		return BAD_INPUT;
	s = connect_as(c, c->config->db, "METODDEN_DB", still_waiting, in);
	if (!s)
		s = enter_district(c, district);
	if (s)
		return s;
	e = load(in, run, text, len);
	if (e)
		db_rollback(in->rq);
	s = report(in, e);
	leave_district(c);
	return s;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

enum status command_import(struct command *c)
{
	const char *word[2] = { "" }, *district = "", *year = NULL, *order = NULL, *dated = NULL,
		   *rubric = NULL;
	bool help = false;
	struct import in = { .c = c, .rq = c->rq };
	const struct option_text options[] = { { "--district", &district, NULL },
		{ "--dry-run", NULL, &in.dry_run }, { "--help", NULL, &help },
		{ "--year", &year, NULL }, { "--order", &order, NULL }, { "--dated", &dated, NULL },
		{ "--rubric", &rubric, NULL } };

	for (int i = 0; i < c->argc; i++)
		if (strcmp(c->argv[i], "--help") == 0)
			return print_kind(c, c->argv[0]);
	if (!read_options(c, options, COUNT(options), word, 2, 2))
		return USAGE;
	in.name = base_name(word[1]);
	in.option.year = year;
	in.option.order = order;
	in.option.dated = dated;
	in.option.rubric = rubric;
	if (import_named(word[0]))
		return run_import(&in, import_named(word[0]), word[1], district);
	return complain(c, USAGE,
	    words(c, "неизвестный вид «%s»; см. metodden import --help",
		"unknown kind \"%s\"; see metodden import --help"),
	    word[0]);
}
