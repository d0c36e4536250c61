/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import timetable: the weekly timetable (расписание) per school and half-year. The file is the
 * whole timetable of the schools and terms that it names.
 */
#include "imports/import.h"

enum error import_timetable(struct import *in, const char *bytes, size_t len)
{
	static const struct column columns[] = {
		{ "school", "школа", FIELD_TEXT, REQUIRED },
		{ "from", "с", FIELD_DATE, REQUIRED },
		{ "to", "по", FIELD_DATE, REQUIRED },
		{ "weekday", "день", FIELD_ONE_OF, REQUIRED,
		    .words = "1=пн|2=вт|3=ср|4=чт|5=пт|6=сб|7=вс" },
		{ "lesson", "урок", FIELD_INTEGER, REQUIRED, .min = 0, .max = 20 },
		{ "profile", "смена", FIELD_TEXT, .max = 40 },
		{ "class", "класс", FIELD_TEXT, REQUIRED },
		{ "subject", "предмет", FIELD_TEXT },
		{ "teacher", "педагог", FIELD_TEXT, REQUIRED },
		{ "room", "кабинет", FIELD_TEXT },
	};
	static const struct step steps[] = {
		{ Q_IMPORT_TIMETABLE_CHECK, NULL, NULL },
		{ Q_IMPORT_TIMETABLE_SUBJECTS, "предметы", "subjects" },
		{ Q_IMPORT_TIMETABLE_GONE, "прежние уроки", "lessons before" },
		{ Q_IMPORT_TIMETABLE_LESSONS, "уроки", "lessons" },
	};

	return import_table(in, bytes, len, columns, COUNT(columns), steps, COUNT(steps));
}
