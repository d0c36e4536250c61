/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import plan: the year's plan (план методической работы) that a district has already. With the
 * number and date of its order it is approved; without, it is a draft to go on with.
 */
#include "field.h"
#include "imports/import.h"

#include <stdlib.h>
#include <string.h>

static bool year_given(const char *year)
{
	return year && strlen(year) == 4 && strspn(year, "0123456789") == 4 && *year == '2';
}

enum error import_plan(struct import *in, const char *bytes, size_t len)
{
	static const struct column columns[] = {
		{ "number", "№", FIELD_INTEGER, REQUIRED, .min = 1, .max = 10000 },
		{ "title", "мероприятие", FIELD_TEXT, REQUIRED, .max = 500 },
		{ "form", "форма", FIELD_TEXT, REQUIRED, .max = 100 },
		{ "starts", "начало", FIELD_DATE, REQUIRED },
		{ "ends", "конец", FIELD_DATE, REQUIRED },
		{ "responsible", "ответственный", FIELD_TEXT },
		{ "direction", "направление", FIELD_ONE_OF,
		    .words =
			"analytic=аналитическое|informational=информационное|"
			"organisational=организационно-методическое|expert=экспертное|consulting=консультационное" },
		{ "school", "школа", FIELD_TEXT },
		{ "section", "раздел", FIELD_TEXT },
		{ "addressee", "адресат", FIELD_TEXT, .max = 500 },
		{ "result", "результат", FIELD_TEXT, .max = 1000 },
	};
	static const struct step steps[] = {
		{ Q_IMPORT_PLAN_CHECK, NULL, NULL },
		{ Q_IMPORT_PLAN_FORMS, "формы работы", "forms of work" },
		{ Q_IMPORT_PLAN_PLAN, "план", "plan" },
		{ Q_IMPORT_PLAN_VERSION, "план", "plan" },
		{ Q_IMPORT_PLAN_CLEAR, "план", "plan" },
		{ Q_IMPORT_PLAN_ITEMS, "пункты", "items" },
		{ Q_IMPORT_PLAN_ORDER, "приказ", "order" },
		{ Q_IMPORT_PLAN_APPROVE, "приказ", "order" },
	};
	const char *order = in->option.order ? in->option.order : "";
	const char *dated = in->option.dated ? in->option.dated : "";

	if (in->describing)
		return import_describe(in, columns, COUNT(columns));
	if (!year_given(in->option.year))
		import_complain(in, 0, NULL, IMPORT_NEEDS_OPTION, "--year 2026");
	if (*order ? !looks_date(dated) : *dated != '\0')
		import_complain(in, 0, NULL, IMPORT_NEEDS_OPTION, "--order 171 --dated 2026-08-31");
	if (in->bad)
		return OK;
	in->param[0] = in->option.year;
	in->param[1] = order;
	in->param[2] = dated;
	return import_table(in, bytes, len, columns, COUNT(columns), steps, COUNT(steps));
}
