/* Days as numbers and the days on which lessons are held (calendar.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The year is counted from March, so that the leap day is its last one. */
int day_from(int year, int month, int date)
{
	int y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void day_parts(int day, int *year, int *month, int *date)
{
	int z = day + 719468, era = z / 146097, d = z - era * 146097;
	int of_era = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int of_year = d - (365 * of_era + of_era / 4 - of_era / 100), mp = (5 * of_year + 2) / 153;
	*date = of_year - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = of_era + era * 400 + (*month <= 2);
}

const char *day_text(int day, char out[static 11])
{
	int y, m, d;
	day_parts(day, &y, &m, &d);
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)y % 10000u, (unsigned)m % 100u,
	    (unsigned)d % 100u);
	return out;
}

bool day_read(const char *text, int *day)
{
	char again[11];
	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	int y = (int)strtol(text, NULL, 10), m = (int)strtol(text + 5, NULL, 10),
	    d = (int)strtol(text + 8, NULL, 10);
	if (y < 1900 || m < 1 || m > 12 || d < 1)
		return false;
	*day = day_from(y, m, d);
	day_text(*day, again);
	for (int i = 0; i < 10; i++)
		if (again[i] != text[i])
			return false;
	return true;
}

int day_of_week(int day)
{
	return (day + 3) % 7 + 1;
}

static bool in_week_of(int day, int year, int month, int date)
{
	int pole = day_from(year, month, date), monday = pole - day_of_week(pole) + 1;
	return day >= monday && day < monday + 7;
}

bool day_has_lessons(int day)
{
	int y, m, d;
	if (day_of_week(day) > 5)
		return false;
	day_parts(day, &y, &m, &d);
	if (m >= 6 && m <= 8)
		return false;
	if ((m == 12 && d >= 28) || (m == 1 && d <= 11) || (m == 5 && (d <= 11 || d >= 26)))
		return false;
	if (in_week_of(day, y, 11, 4) || (m == 11 && d <= 6) || in_week_of(day, y, 3, 26))
		return false;
	if (m == 4 && d >= 27) /* taken off beside May's holidays in some years */
		return false;
	return !(m == 2 && d >= 21 && d <= 25) && !(m == 3 && d >= 6 && d <= 10);
}

int day_with_lessons(int day)
{
	while (!day_has_lessons(day))
		day++;
	return day;
}

int school_year_of(int day)
{
	int y, m, d;
	day_parts(day, &y, &m, &d);
	return m >= 9 ? y : y - 1;
}

int half_of(int day)
{
	int y, m, d;
	day_parts(day, &y, &m, &d);
	return m >= 9 ? 0 : 1;
}
