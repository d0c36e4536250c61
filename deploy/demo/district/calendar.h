/* Days as numbers (days since 1 January 1970) and the days on which lessons are held.
 *
 * The school days here are a safe subset of any real calendar of a five-day week: vacations and the
 * days round state holidays are left out wholly, so no visit falls on a day that a moved
 * holiday took away.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_CALENDAR_H
#define DISTRICT_CALENDAR_H

#include <stdbool.h>

int day_from(int year, int month, int date);
void day_parts(int day, int *year, int *month, int *date);
const char *day_text(int day, char out[static 11]); /* YYYY-MM-DD */
bool day_read(const char *text, int *day);
int day_of_week(int day); /* 1 Monday .. 7 Sunday */
bool day_has_lessons(int day);
int day_with_lessons(int day); /* this day or the next one that has lessons */
int school_year_of(int day);   /* 2026 for 1 September 2026 .. 31 August 2027 */
int half_of(int day);	       /* 0 before 1 January, 1 after it */

#endif
