/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import visits: sheets of past years, as centres keep them in a table: one row a sheet, one column
 * an item of the rubric, "-" for a stage that was absent.
 */
#include "imports/source.h"

#include <string.h>

/* {"1.1","1.2"}: codes hold digits and points alone, else the rubric doesn't know them. */
static const char *array_of(struct import *in)
{
	const char *list = "{";

	for (size_t i = 0; i < in->rest_count; i++) {
		const char *code = in->rest[i];

		if (strspn(code, "0123456789.") != strlen(code)) {
			import_complain(in, 1, NULL, IMPORT_UNKNOWN_COLUMN, code);
			continue;
		}
		list = arena_printf(in->rq->mem, "%s%s%s", list, i ? "," : "", code);
	}
	return arena_printf(in->rq->mem, "%s}", list);
}

static enum error describe(struct import *in, const struct column columns[], size_t n)
{
	puts(words(in->c,
	    "  1.1, 1.2, ...: балл пункта карты (раздел.пункт); «-», когда этапа не было; обязательно",
	    "  1.1, 1.2, ...: points of an item (section.item), - for an absent stage; required"));
	return import_describe(in, columns, n);
}

enum error import_visits(struct import *in, const char *bytes, size_t len)
{
	static const struct column columns[] = {
		{ "date", "дата", FIELD_DATE, REQUIRED },
		{ "school", "школа", FIELD_TEXT, REQUIRED },
		{ "teacher", "педагог", FIELD_TEXT, REQUIRED },
		{ "visitor", "методист", FIELD_TEXT, REQUIRED },
		{ "subject", "предмет", FIELD_TEXT },
		{ "class", "класс", FIELD_TEXT },
		{ "lesson", "урок", FIELD_INTEGER, .min = 0, .max = 20 },
		{ "topic", "тема", FIELD_TEXT },
		{ "strengths", "сильные стороны", FIELD_TEXT, .max = 5000 },
		{ "difficulties", "затруднения", FIELD_TEXT, .max = 5000 },
		{ "step", "шаг", FIELD_TEXT, .max = 1000 },
	};
	static const struct step steps[] = {
		{ Q_IMPORT_VISITS_CHECK, NULL, NULL },
		{ Q_IMPORT_VISITS_DIFFERS, NULL, NULL },
		{ Q_IMPORT_VISITS_SUBJECTS, "предметы", "subjects" },
		{ Q_IMPORT_VISITS_VISITS, "посещения", "visits" },
		{ Q_IMPORT_VISITS_SHEETS, "листы", "sheets" },
		{ Q_IMPORT_VISITS_MARKS, "баллы", "marks" },
		{ Q_IMPORT_VISITS_SUBMIT, "итоги листов", "results of sheets" },
		{ Q_IMPORT_VISITS_CLOSE, "посещения", "visits" },
	};
	const char *text;

	if (in->describing)
		return describe(in, columns, COUNT(columns));
	text = source_text(in, bytes, &len);
	if (!in->option.rubric)
		import_complain(in, 0, NULL, IMPORT_NEEDS_OPTION,
		    words(in->c, "--rubric КОД", "--rubric CODE"));
	if (!text)
		in->bad++;
	if (in->bad)
		return OK;
	in->rest_is = REST_TAKEN;
	TRY(import_stage(in, text, len, columns, COUNT(columns)));
	in->param[0] = in->option.rubric;
	in->param[1] = array_of(in);
	if (!in->rest_count)
		in->param[1] = "{}";
	long bad = in->bad;

	if (!in->unread)
		TRY(import_check(in, Q_IMPORT_VISITS_RUBRIC));
	return in->bad > bad ? OK : import_steps(in, steps, COUNT(steps));
}
