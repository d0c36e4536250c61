/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal roster [COURSE]: the courses that people came from by LTI, or the roster of one of them
 * brought in. The worker asks the portal; this command waits and tells what came of it.
 */
#include "commands/portal.h"
#include "db.h"
#include "json.h"

#include <string.h>
#include <unistd.h>

enum { LOOK_US = 300000, LOOKS = 600 };

static enum status list_courses(struct command *c, const struct rows *r)
{
	if (!rows_count(r))
		puts(words(c,
		    "Курсов пока нет: они появляются, когда кто-нибудь входит по LTI из курса.",
		    "There are no courses yet: they appear when somebody comes by LTI from one."));
	for (size_t i = 0; i < rows_count(r); i++)
		printf("%s  %s  client %s  %s%s\n", rows_text(r, i, 1), rows_text(r, i, 0),
		    rows_text(r, i, 5), rows_text(r, i, 2),
		    strcmp(rows_text(r, i, 3), "t") == 0 ? words(c, "  каждую ночь", "  each night")
							 : "");
	return DONE;
}

static long figure(const struct json *o, const char *name)
{
	const struct json *j = js_member(o, name);

	return j && js_kind(j) == JSON_NUMBER ? (long)js_number(j) : 0;
}

static enum status report(struct command *c, const struct rows *r)
{
	const char *why, *error = rows_text(r, 0, 1), *text = rows_text(r, 0, 2);
	size_t at;
	const struct json *o = text ? js_parse(text, strlen(text), &why, &at) : NULL;

	if (error)
		return complain(c, BAD_INPUT, "%s", error);
	if (!o)
		return complain(
		    c, NO_DATABASE, "%s", words(c, "задание не выполнено", "the job was not done"));
	if (js_member(o, "stopped"))
		return portal_doubt(c, o,
		    words(c, "портал не назвал ни одного участника курса; ничего не изменено",
			"the portal names no member of the course; nothing was changed"));
	const struct json *dry = js_member(o, "dry_run");
	bool dry_run = dry && js_kind(dry) == JSON_TRUE;

	printf(
	    dry_run
		? words(c,
		      "Участников %ld; было бы добавлено %ld, изменено %ld (проверка, ничего не записано)\n",
		      "%ld members; %ld would be added, %ld changed (a check, nothing was written)\n")
		: words(c, "Участников %ld; добавлено %ld, изменено %ld\n",
		      "%ld members; added %ld, changed %ld\n"),
	    figure(o, "members"), figure(o, "added"), figure(o, "changed"));
	portal_print_changes(c, o, dry_run);
	return DONE;
}

/* Each look is a transaction of its own, else it would see the same for ever. A first failure is told
 * at once; the job goes on trying. */
static enum status await_job(struct command *c, const char *job)
{
	struct rows *r;

	for (int i = 0; i < LOOKS; i++) {
		enum error e = db_query(c->rq, Q_PORTALS_JOB, PARAMS(job), &r);

		if (e)
			return complain_of(c, e);
		if (strcmp(rows_text(r, 0, 0), "leased") != 0 &&
		    strcmp(rows_text(r, 0, 3), "0") != 0)
			return report(c, r);
		db_rollback(c->rq);
		usleep(LOOK_US);
		e = db_enter(c->rq, false);
		if (e)
			return complain_of(c, e);
	}
	return complain(c, NO_DATABASE, "%s",
	    words(c, "работник metodden-worker не взял задание: запущен ли он?",
		"metodden-worker took no job: does it run?"));
}

static enum error choose_nightly(struct command *c, const struct rows *course, const char *nightly)
{
	struct rows *r;

	TRY(db_query(c->rq, Q_PORTALS_ROSTER_OFF, PARAMS(rows_text(course, 0, 4)), &r));
	if (strcmp(nightly, "on") == 0)
		TRY(db_query(c->rq, Q_PORTALS_ROSTER_ON,
		    PARAMS(rows_text(course, 0, 4), rows_text(course, 0, 1)), &r));
	return OK;
}

struct wish {
	const char *nightly;
	bool dry_run, leavers;
};

static enum status bring_in(struct command *c, const struct rows *course, const struct wish *w)
{
	struct rows *job = NULL;
	enum error e = *w->nightly ? choose_nightly(c, course, w->nightly) : OK;

	if (!e)
		e = db_query(c->rq, Q_PORTALS_ROSTER,
		    PARAMS(rows_text(course, 0, 4), rows_text(course, 0, 1),
			w->dry_run ? "true" : "false", w->leavers ? "true" : "false"),
		    &job);
	if (!e)
		e = db_commit(c->rq);
	if (!e)
		e = db_enter(c->rq, false);
	return e ? complain_of(c, e) : await_job(c, rows_text(job, 0, 0));
}

enum status portal_roster(struct command *c)
{
	const char *course = "", *district = "", *issuer = "", *client = "";
	struct wish w = { .nightly = "" };
	const struct option_text options[] = { { "--district", &district, NULL },
		{ "--portal", &issuer, NULL }, { "--client", &client, NULL },
		{ "--nightly", &w.nightly, NULL }, { "--dry-run", NULL, &w.dry_run },
		{ "--leavers", NULL, &w.leavers } };
	struct rows *r;
	enum status s;

	if (!read_options(c, options, COUNT(options), &course, 0, 1))
		return USAGE;
	if (*w.nightly && strcmp(w.nightly, "on") != 0 && strcmp(w.nightly, "off") != 0)
		return complain(c, USAGE,
		    words(c, "--nightly on или off, а не «%s»", "--nightly on or off, not \"%s\""),
		    w.nightly);
	s = portal_begin(c, district);
	if (s)
		return s;
	enum error e = db_query(c->rq, Q_PORTALS_CONTEXTS, PARAMS(course, issuer, client), &r);

	if (e)
		s = complain_of(c, e);
	else if (!*course)
		s = list_courses(c, r);
	else if (rows_count(r) != 1)
		s = complain(c, USAGE, "%s",
		    rows_count(r)
			? words(c,
			      "такой курс подключён не один раз: укажите --client (и --portal)",
			      "such a course is connected more than once: name one by --client (and --portal)")
			: words(c, "такого курса нет; см. metodden portal roster",
			      "there is no such course; see metodden portal roster"));
	else
		s = bring_in(c, r, &w);
	db_rollback(c->rq);
	leave_district(c);
	return s;
}
