/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden district create NAME: a district with what it can't begin without - the regulation
 * (Положение) as its first edition, forms of work, the calendar, frameworks and rubrics. The seeds
 * go through the importers, so a district can later load its own in the same way.
 */
#include "db.h"
#include "imports/import.h"
#include "seeds.h"

#include <string.h>

static enum error seed_regulation(struct import *in, const char *text, size_t len)
{
	static const struct column columns[] = { { "number", NULL, FIELD_TEXT, REQUIRED },
		{ "label", NULL, FIELD_TEXT, REQUIRED },
		{ "body", NULL, FIELD_TEXT, REQUIRED, .max = 10000 } };
	static const struct step steps[] = { { Q_IMPORT_REGULATION_EDITION, "", "" },
		{ Q_IMPORT_REGULATION_CLAUSES, "", "" }, { Q_IMPORT_REGULATION_PUBLISH, "", "" } };

	return import_table(in, text, len, columns, COUNT(columns), steps, COUNT(steps));
}

static enum error seed_forms(struct import *in, const char *text, size_t len)
{
	static const struct column columns[] = { { "name", NULL, FIELD_TEXT, REQUIRED },
		{ "is_day", NULL, FIELD_BOOLEAN, REQUIRED } };
	static const struct step steps[] = { { Q_IMPORT_FORMS, "", "" } };

	return import_table(in, text, len, columns, COUNT(columns), steps, COUNT(steps));
}

static enum error seed_calendar(struct import *in, const char *text, size_t len)
{
	static const struct column columns[] = { { "date", NULL, FIELD_DATE, REQUIRED },
		{ "working", NULL, FIELD_BOOLEAN, REQUIRED },
		{ "title", NULL, FIELD_TEXT, REQUIRED } };
	static const struct step steps[] = { { Q_IMPORT_CALENDAR, "", "" } };

	return import_table(in, text, len, columns, COUNT(columns), steps, COUNT(steps));
}

/* By the beginning of the path, in this order: rubrics stand on frameworks. */
static const struct {
	const char *path;
	import_run *run;
} seeders[] = {
	{ "seed/regulation.csv", seed_regulation },
	{ "seed/forms.csv", seed_forms },
	{ "seed/calendar.csv", seed_calendar },
	{ "seed/frameworks/", import_framework },
	{ "seed/rubrics/", import_rubric },
};

static enum error seed_one(struct command *c, import_run *run, const struct seed *s)
{
	struct import in = { .c = c, .rq = c->rq, .name = s->path };

	TRY(db_script(c->rq,
	    "create temp table staged (part text not null, line integer not null, v text[] not null)"));
	TRY(run(&in, s->text, strlen(s->text)));
	TRY(db_script(c->rq, "drop table staged"));
	return in.bad ? fail(c->rq, ERR_INVALID, "%s", s->path) : OK;
}

static enum error seed(struct command *c)
{
	for (size_t i = 0; i < COUNT(seeders); i++)
		for (const struct seed *s = seeds; s->path; s++)
			if (strncmp(s->path, seeders[i].path, strlen(seeders[i].path)) == 0)
				TRY(seed_one(c, seeders[i].run, s));
	return db_commit(c->rq);
}

/* As the owner of the tables, and committed: a session can be opened only then. */
static enum status create(
    struct command *c, const char *name, const char *timezone, const char **id)
{
	struct rows *r;
	enum status s = connect_as(c, c->config->owner_db, "METODDEN_OWNER_DB", NULL, NULL);
	enum error e;

	if (s)
		return s;
	e = db_begin(c->rq);
	if (!e)
		e = db_query(c->rq, Q_MIGRATE_TIMEZONE, PARAMS(timezone), &r);
	if (!e && !rows_count(r))
		return complain(c, BAD_INPUT,
		    words(c, "часового пояса «%s» нет; пример: Europe/Moscow",
			"there is no time zone \"%s\"; an example: Europe/Moscow"),
		    timezone);
	if (!e)
		e = db_query(c->rq, Q_MIGRATE_CREATE_DISTRICT, PARAMS(name, timezone), &r);
	if (!e)
		e = db_commit(c->rq);
	if (e)
		return complain_of(c, e);
	*id = rows_text(r, 0, 0);
	db_destroy(c->rq->db);
	c->rq->db = NULL;
	return DONE;
}

enum status command_district(struct command *c)
{
	const char *word[2] = { "" }, *timezone = "Europe/Moscow", *id = "";
	const struct option_text options[] = { { "--timezone", &timezone, NULL } };
	enum status s;
	enum error e;

	if (!read_options(c, options, COUNT(options), word, 2, 2))
		return USAGE;
	if (strcmp(word[0], "create") != 0 || !*word[1])
		return complain(
		    c, USAGE, "%s", words(c, "district create НАЗВАНИЕ", "district create NAME"));
	s = create(c, word[1], timezone, &id);
	if (!s)
		s = connect_as(c, c->config->db, "METODDEN_DB", NULL, NULL);
	if (!s)
		s = enter_district(c, id);
	if (s)
		return s;
	e = seed(c);
	if (e) {
		db_rollback(c->rq);
		return complain_of(c, e);
	}
	leave_district(c);
	printf(words(c, "Район «%s» заведён: %s\n", "District \"%s\" is made: %s\n"), word[1], id);
	return DONE;
}
