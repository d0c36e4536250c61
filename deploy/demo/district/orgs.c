/* The organisations of the Раздольненский district, all invented.
 *
 * One school is a base for the others' learning and has eight days a year, one has had none for
 * years: both extremes must be seen in the demo. The smallest school has five teachers and teaches
 * two grades together. The dates are those of the days people look for in the demo.
 *
 * A district several times as large has the same schools again in its other parts (округа): to see
 * how everything bears a region's numbers. Few of those have a day a year, for no two days share a date.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "parts.h"

#define BODY(name, kind)                                                                           \
	{                                                                                          \
		name, kind, false, false, false, 0, 0, 0, 0, 0, 0                                  \
	}
#define TOWN false
#define RURAL true

static const struct org first[FIRST_HOST + HOSTS] = {
	BODY("Управление образования администрации Раздольненского района", DEPARTMENT),
	BODY("Муниципальный центр оценки качества образования Раздольненского района", CENTRE),
	BODY("Районный методический совет Раздольненского района", COUNCIL),
	{ "СОШ № 1", SCHOOL, TOWN, false, true, 4, 4, 2, 1, 11, 9 },
	{ "СОШ № 2", SCHOOL, TOWN, false, false, 2, 2, 1, 1, 10, 14 },
	{ "Лицей № 3", SCHOOL, TOWN, false, false, 0, 2, 2, 8, 0, 0 },
	{ "Берёзовская СОШ", SCHOOL, RURAL, false, false, 2, 2, 1, 1, 11, 25 },
	{ "Ключевская СОШ", SCHOOL, RURAL, false, false, 2, 2, 1, 1, 11, 11 },
	{ "Луговская СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 9, 23 },
	{ "Каменская СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 2, 17 },
	{ "Сосновская ООШ", SCHOOL, RURAL, false, false, 1, 1, 0, 1, 10, 8 },
	{ "Рябиновская СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 3, 17 },
	{ "Ольховская СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 9, 16 },
	{ "Подгорненская СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 1, 20 },
	{ "Степная СОШ", SCHOOL, RURAL, false, false, 2, 2, 1, 1, 12, 9 },
	{ "Зареченская СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 10, 21 },
	{ "Новопольская СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 4, 21 },
	{ "Старопольская ООШ", SCHOOL, RURAL, false, false, 1, 1, 0, 0, 0, 0 },
	{ "Мельничная ООШ", SCHOOL, RURAL, true, false, 1, 1, 0, 1, 2, 10 },
	{ "Лесная СОШ", SCHOOL, RURAL, false, false, 1, 1, 1, 1, 11, 18 },
	{ "Тихореченская СОШ", SCHOOL, RURAL, false, false, 2, 2, 1, 1, 10, 28 },
	{ "Вишнёвская ООШ", SCHOOL, RURAL, false, false, 1, 1, 0, 1, 1, 27 },
	{ "Раздольненская СОШ", SCHOOL, TOWN, false, true, 2, 2, 1, 1, 1, 13 },
	{ "Родниковская НОШ", SCHOOL, RURAL, true, false, 1, 0, 0, 1, 2, 3 },
	{ "Детский сад «Колосок»", KINDERGARTEN, TOWN, false, false, 6, 0, 0, 1, 12, 16 },
	{ "Детский сад «Ручеёк»", KINDERGARTEN, RURAL, false, false, 4, 0, 0, 1, 3, 31 },
	{ "Дом детского творчества «Радуга»", EXTRA, TOWN, false, false, 0, 0, 0, 1, 4, 14 },
};

struct org orgs[MOST_ORGS];
int org_count;

void make_orgs(int times)
{
	static const char *const parts[MOST_TIMES] = { "", "Нагорный", "Приозёрный", "Полянский",
		"Приречный", "Заозёрный", "Лесостепной", "Южный" };
	static char names[MOST_ORGS][160];

	for (org_count = 0; org_count < FIRST_HOST + HOSTS; org_count++)
		orgs[org_count] = first[org_count];
	for (; org_count < FIRST_HOST + times * HOSTS; org_count++) {
		int part = (org_count - FIRST_HOST) / HOSTS;
		struct org *o = &orgs[org_count];

		*o = first[FIRST_HOST + (org_count - FIRST_HOST) % HOSTS];
		snprintf(names[org_count], sizeof *names, "%s, %s округ", o->name, parts[part]);
		o->name = names[org_count];
		o->days = o->days && org_count % 4 == 0;
	}
}
