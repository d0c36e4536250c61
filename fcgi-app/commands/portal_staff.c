/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal staff [--dry-run]: the roster of the portal, now, and what changed by it. It runs
 * as the worker's role, which alone may read the portal's key.
 */
#include "commands/portal.h"
#include "db.h"
#include "imports/staff.h"
#include "json.h"

#include <string.h>

static const struct {
	const char *kind, *ru, *en;
} said[] = {
	{ "school", "новая организация", "new organisation" },
	{ "added", "новый сотрудник", "new person" },
	{ "returned", "снова работает", "works again" },
	{ "left", "выбыл", "has left" },
	{ "appointed", "назначен", "appointed" },
	{ "ended", "назначение закончено", "appointment ended" },
	{ "post", "должность", "post" },
	{ "renamed", "имя; было", "name; was" },
	{ "email", "адрес почты изменён", "mail address changed" },
	{ "kept", "исправлено вручную и оставлено; на портале",
	    "mended by hand and kept; at the portal" },
	{ "joined", "участник курса", "a member of the course" },
	{ "off", "больше не участник курса", "no longer a member of the course" },
	{ "no_idnumber", "нет индивидуального номера (idnumber)", "no idnumber" },
	{ "idnumber_twice", "один индивидуальный номер у нескольких",
	    "several have the same idnumber" },
	{ "no_name", "нет фамилии или имени", "no name" },
	{ "erased", "данные этого человека здесь удалены", "this person's data were erased here" },
	{ "school_unknown", "такой организации здесь нет (--new-schools заведёт её)",
	    "no such organisation here (--new-schools makes it)" },
	{ "school_twice", "организаций с таким названием несколько",
	    "several organisations have this name" },
	{ "school_without_idnumber", "у организации здесь нет номера (idnumber)",
	    "the organisation has no idnumber here" },
	{ "no_school", "не указана организация; должность", "no organisation; post" },
	{ "no_role", "по должности роль не определить", "the post brings no role" },
};

static const char *text(const struct json *o, const char *name)
{
	const struct json *m = js_member(o, name);

	return m && js_kind(m) == JSON_STRING ? js_string(m) : "";
}

static long number(const struct json *o, const char *name)
{
	const struct json *m = js_member(o, name);

	return m && js_kind(m) == JSON_NUMBER ? (long)js_number(m) : 0;
}

static void print_list(
    const struct command *c, const struct json *list, const char *kind, const char *value)
{
	for (const struct json *e = list ? js_first(list) : NULL; e; e = js_next(e)) {
		const char *word = text(e, kind), *more = text(e, value);

		for (size_t i = 0; i < COUNT(said); i++)
			if (strcmp(said[i].kind, word) == 0)
				word = words(c, said[i].ru, said[i].en);
		printf("  %s - %s%s%s\n", text(e, "name"), word, *more ? ": " : "", more);
	}
}

enum status portal_doubt(struct command *c, const struct json *o, const char *nobody)
{
	if (strcmp(text(o, "stopped"), "nobody") == 0)
		return complain(c, BAD_INPUT, "%s", nobody);
	return complain(c, BAD_INPUT,
	    words(c,
		"портал называет выбывшими %ld из %ld: если это верно, повторите с --leavers; ничего не изменено",
		"the portal names %ld of %ld as gone: if that is right, say --leavers; nothing was changed"),
	    number(o, "leavers"), number(o, "people"));
}

void portal_print_changes(const struct command *c, const struct json *o, bool dry_run)
{
	const struct json *changes = js_member(o, "changes");
	const struct json *first = changes ? js_first(changes) : NULL;

	puts(!first ? words(c, "Изменений нет.", "No changes.")
	     : dry_run ? words(c, "Было бы изменено (проверка, ничего не записано):",
			     "Would change (a check, nothing was written):")
		       : words(c, "Изменено:", "Changed:"));
	print_list(c, changes, "kind", "what");
	if (number(o, "problem_count"))
		printf(words(c, "Не разобрано: %ld\n", "Not taken: %ld\n"),
		    number(o, "problem_count"));
	print_list(c, js_member(o, "problems"), "problem", "value");
}

static enum status print_report(struct command *c, const char *report, bool dry_run)
{
	const char *why;
	size_t at;
	const struct json *o = js_parse(report, strlen(report), &why, &at);

	if (!o)
		return complain(c, NO_DATABASE, "%s", why);
	if (*text(o, "stopped"))
		return portal_doubt(c, o,
		    words(c,
			"портал не назвал ни одного сотрудника: проверьте роли и группы в настройках модуля; ничего не изменено",
			"the portal names nobody: check roles and cohorts in the plugin's settings; nothing was changed"));
	printf(words(c, "На портале сотрудников: %ld\n", "Staff at the portal: %ld\n"),
	    number(o, "people"));
	portal_print_changes(c, o, dry_run);
	return DONE;
}
enum status portal_staff(struct command *c)
{
	const char *district = "", *report = "{}";
	struct staff_wish wish = { 0 };
	const struct option_text options[] = { { "--district", &district, NULL },
		{ "--dry-run", NULL, &wish.dry_run }, { "--new-schools", NULL, &wish.new_schools },
		{ "--leavers", NULL, &wish.all_leavers } };

	if (!read_options(c, options, COUNT(options), NULL, 0, 0))
		return USAGE;
	enum status s = connect_as(c, c->config->worker_db, "METODDEN_WORKER_DB", NULL, NULL);

	if (!s)
		s = enter_district(c, district);
	if (s)
		return s;
	js_use(c->rq->mem);
	enum error e = import_staff(c->rq, c->config, &wish, &report);

	if (!e)
		e = db_commit(c->rq);
	s = e ? complain_of(c, e) : print_report(c, report, wish.dry_run);
	db_rollback(c->rq);
	leave_district(c);
	return s;
}
