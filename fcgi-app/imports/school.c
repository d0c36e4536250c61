/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import school: what a timetable stands on - rooms, bells, classes (groups in kindergartens and
 * extra education). One file may hold all schools of the district.
 */
#include "imports/source.h"

enum error import_school(struct import *in, const char *bytes, size_t len)
{
	static const struct column columns[] = {
		{ "school", "школа", FIELD_TEXT, REQUIRED },
		{ "record", "запись", FIELD_ONE_OF, REQUIRED,
		    .words = "room=кабинет|class=класс|group=группа|bell=звонок" },
		{ "name", "название", FIELD_TEXT },
		{ "seats", "мест", FIELD_INTEGER, .min = 0, .max = 2000 },
		{ "year", "учебный год", FIELD_INTEGER, .min = 2000, .max = 2100 },
		{ "grade", "параллель", FIELD_INTEGER, .min = 0, .max = 12 },
		{ "letter", "буква", FIELD_TEXT, .max = 40 },
		{ "pupils", "учеников", FIELD_INTEGER, .min = 0, .max = 100 },
		{ "profile", "смена", FIELD_TEXT, .max = 40 },
		{ "lesson", "урок", FIELD_INTEGER, .min = 0, .max = 20 },
		{ "starts", "начало", FIELD_TIME },
		{ "ends", "конец", FIELD_TIME },
	};
	static const struct step steps[] = {
		{ Q_IMPORT_SCHOOL_CHECK, NULL, NULL },
		{ Q_IMPORT_SCHOOL_ROOMS, "кабинеты", "rooms" },
		{ Q_IMPORT_SCHOOL_CLASSES, "классы", "classes" },
		{ Q_IMPORT_SCHOOL_BELLS, "звонки", "bells" },
	};

	return import_table(in, bytes, len, columns, COUNT(columns), steps, COUNT(steps));
}
