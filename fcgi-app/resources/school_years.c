/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The change of the school year: how far it is, and its steps. Each may be repeated: it adds what is
 * lacking, and what is there stays.
 */
#include "app.h"

#include <string.h>

/* {year}: the one in which the school year begins. */
static enum error read_year(struct request *rq, const char **year)
{
	*year = rq->param[0];
	return strlen(*year) == 4 && strspn(*year, "0123456789") == 4 &&
		       strcmp(*year, "2000") > 0 && strcmp(*year, "2100") < 0
		   ? OK
		   : fail(rq, ERR_NOT_FOUND, NULL);
}

enum error school_years_show(struct request *rq, struct response *rs)
{
	const char *year;

	TRY(read_year(rq, &year));
	return db_show(rq, rs, Q_SCHOOL_YEARS_SHOW, PARAMS(year));
}

static bool is_step(const char *word)
{
	static const char *const steps[] = { "calendar", "people", "bells", "classes", "timetable",
		"plan", "left_over" };

	for (size_t i = 0; i < COUNT(steps); i++)
		if (strcmp(steps[i], word) == 0)
			return true;
	return false;
}

enum error school_years_mark(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "done", FIELD_BOOLEAN, REQUIRED },
		{ "note", FIELD_TEXT, .max = 500 } };
	const char *v[COUNT(fields)], *year;
	struct rows *r;

	TRY(read_year(rq, &year));
	if (!is_step(rq->param[1]))
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SCHOOL_YEARS_MARK, PARAMS(year, rq->param[1], v[0], v[1]), &r));
	return db_show(rq, rs, Q_SCHOOL_YEARS_SHOW, PARAMS(year));
}

enum error school_years_classes(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "dry_run", FIELD_BOOLEAN, NOT_NULL } };
	const char *v[COUNT(fields)], *year;

	TRY(read_year(rq, &year));
	TRY(read_fields(rq, fields, COUNT(v), v));
	return db_list(rq, rs, Q_SCHOOL_YEARS_CLASSES, PARAMS(year, v[0] ? v[0] : "false"));
}

enum error school_years_calendar(struct request *rq, struct response *rs)
{
	const char *year;

	TRY(read_year(rq, &year));
	TRY(read_fields(rq, NULL, 0, NULL));
	return db_show(rq, rs, Q_SCHOOL_YEARS_CALENDAR, PARAMS(year));
}
