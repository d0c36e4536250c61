/* The wording of the year plans.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_PLAN_WORDS_H
#define DISTRICT_PLAN_WORDS_H

#include "district.h"

enum { THEMES = 24, EVENTS = 12, FORM_DAY = 0 };
enum { SERIES = 24, SERIES_TIMES = 9, SERIES_THEMES = 12 };

struct event {
	int form, month, date, length; /* length in days, 1: one day */
	int responsible;	       /* methodist, -1 the head of the centre */
	const char *direction, *section, *addressee, *result, *titles[YEARS];
};

/* Comes several times a year, each time with the next theme. */
struct series {
	int form, responsible, month[SERIES_TIMES], date; /* month 0 ends the list */
	const char *direction, *section, *addressee, *result, *title;
	const char *const *themes; /* SERIES_THEMES of them */
};

extern const char *const plan_forms[];
extern const char *const day_themes[THEMES];
extern const struct event events[EVENTS];
extern const struct series series[SERIES];

#endif
