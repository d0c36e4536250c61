/* Who visited whose lesson when: teams on methodological days, single trips between them.
 *
 * A methodist is in one school a day and in one lesson at a time; a teacher is seen in one lesson a
 * day. On days two methodists sometimes sit in the same lesson, which is what agreement figures
 * need. Trips go all over the district, so every two methodists are linked by common teachers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "parts.h"
#include "score.h"
#include "sheet.h"
#include "subject.h"

enum { WANTED = 6000, MOST_WANTED = 18000, SPAN = 366 * YEARS };
enum { FIRST_WEEK = 7 }; /* nobody is visited in it */

struct diary {
	struct district *d;
	struct chance c;
	int first;		      /* day */
	int16_t at[METHODISTS][SPAN]; /* organisation, 0 free */
	int seen[MAX_PERSON];	      /* the last day on which the teacher was visited */
	int lessons[MAX_UNIT], found; /* of the school of the day */
};

/* What a methodist looks at first; others he visits one time in three. */
static const unsigned subjects_of[METHODISTS] = { 1u << MATHS | 1u << PHYSICS,
	1u << RUSSIAN | 1u << HISTORY, 1u << PRIMARY, 1u << MATHS, 1u << RUSSIAN, 1u << ENGLISH,
	1u << HISTORY | 1u << GEOGRAPHY, 1u << NATURE | 1u << GEOGRAPHY, 1u << PRIMARY,
	1u << NURSERY, 1u << CIRCLE | 1u << CRAFT, 1u << SPORT | 1u << ARTS };

int holder(const struct district *d, const struct unit *u, int day)
{
	return d->post[u->post].person[school_year_of(day) - d->year + YEARS - 1];
}

/* Rubrics change with the years, and not in all schools at once: so they are linked too. */
static int rubric_for(const struct district *d, int org, int day, bool leader)
{
	int fit[MAX_RUBRIC] = { 0 }, n = 0, year = school_year_of(day) - d->year + YEARS - 1;
	static const int first[YEARS] = { 0, 0, 1, 1 }, then[YEARS] = { 0, 1, 0, 2 };
	for (int i = 0; i < d->rubrics; i++)
		if (d->rubric[i].for_leader == leader)
			fit[n++] = i;
	if (n == 0)
		die("no rubric for a visit");
	return fit[(org % 2 ? first[year] : then[year]) % n];
}

static struct visit *add(struct diary *y, int visitor, int org, int day, int person)
{
	struct district *d = y->d;
	if (d->visits == MAX_VISIT)
		die("too many visits for MAX_VISIT");
	struct visit *v = &d->visit[d->visits++];
	*v = (struct visit){
		.org = org, .person = person, .visitor = visitor, .day = day, .unit = -1
	};
	v->rubric = rubric_for(d, org, day, d->person[person].leader && v->unit < 0);
	return v;
}

static void find_lessons(struct diary *y, int org, int day)
{
	const struct district *d = y->d;
	y->found = 0;
	for (int i = 0; i < d->units; i++) {
		const struct unit *u = &d->unit[i];
		int cell = u->cell[half_of(day)];
		if (cell >= 0 && d->stream[u->stream].org == org &&
		    cell / LESSONS + 1 == day_of_week(day))
			y->lessons[y->found++] = i;
	}
	chance_shuffle(&y->c, y->lessons, y->found);
}

static int hour_of(const struct district *d, const struct unit *u, int day)
{
	return d->stream[u->stream].profile * LESSONS + u->cell[half_of(day)] % LESSONS;
}

static void visit_lesson(struct diary *y, int m, int unit, int day, double common)
{
	struct district *d = y->d;
	const struct unit *u = &d->unit[unit];
	struct visit *v = add(y, d->methodist[m], d->stream[u->stream].org, day, holder(d, u, day));
	v->unit = unit;
	v->rubric = rubric_for(d, v->org, day, false);
	v->lesson = u->cell[half_of(day)] % LESSONS + 1;
	y->seen[v->person] = day;
	score_visit(d, &y->c, v, common);
}

struct party {
	int methodist, companion, n;
};

/* Visits up to n lessons; returns how many. A companion (or -1) also sees the first of them. */
static int go(struct diary *y, struct party who, int org, int day)
{
	struct district *d = y->d;
	unsigned busy = 0;
	int done = 0, m = who.methodist, companion = who.companion;
	y->at[m][day - y->first] = (int16_t)org;
	find_lessons(y, org, day);
	for (int i = 0; i < y->found && done < who.n; i++) {
		const struct unit *u = &d->unit[y->lessons[i]];
		int hour = hour_of(d, u, day), person = holder(d, u, day);
		bool own = subjects_of[m] >> d->post[u->post].cluster & 1;
		if (busy >> hour & 1 || y->seen[person] == day ||
		    (!own && !chance_percent(&y->c, 35)))
			continue;
		double common = SD_VISIT * chance_normal(&y->c);
		busy |= 1u << hour;
		visit_lesson(y, m, y->lessons[i], day, common);
		if (companion >= 0 && !done) {
			y->at[companion][day - y->first] = (int16_t)org;
			visit_lesson(y, companion, y->lessons[i], day, common);
		}
		done++;
	}
	return done;
}

static int free_methodist(struct diary *y, int day, int not_this)
{
	for (int tries = 0; tries < 60; tries++) {
		int m = (int)chance_below(&y->c, METHODISTS);
		if (m != not_this && !y->at[m][day - y->first])
			return m;
	}
	return -1;
}

static void hold_days(struct diary *y, int year)
{
	const struct plan *p = &y->d->plan[year];
	for (int i = 0; i < p->items; i++) {
		const struct plan_item *item = &p->item[i];
		if (item->org < 0 || item->starts >= y->d->today)
			continue;
		int with = chance_percent(&y->c, 60) ? free_methodist(y, item->starts, -1) : -1;
		for (int k = 0; k < 3; k++) {
			int m = free_methodist(y, item->starts, with);
			if (m >= 0)
				go(y, (struct party){ m, k ? -1 : with, 3 }, item->org,
				    item->starts);
		}
	}
}

static int drawn_school(struct diary *y, int year)
{
	for (;;) {
		int post = (int)chance_below(&y->c, (uint32_t)y->d->posts),
		    org = y->d->post[post].org;
		if (orgs[org].days || year < 2)
			return org;
	}
}

static void visit_leaders(struct diary *y, int from, int to)
{
	struct district *d = y->d;
	for (int p = 0; p < d->persons; p++) {
		int day = day_with_lessons(from + chance_between(&y->c, 10, 250)), m;
		if (!d->person[p].leader || day >= to || (m = free_methodist(y, day, -1)) < 0)
			continue;
		y->at[m][day - y->first] = (int16_t)d->person[p].home;
		score_visit(d, &y->c, add(y, d->methodist[m], d->person[p].home, day, p),
		    SD_VISIT * chance_normal(&y->c));
	}
}

static int lesson_days(int from, int to)
{
	int n = 0;
	for (int day = from; day < to; day++)
		n += day_has_lessons(day);
	return n;
}

static void fill_year(struct diary *y, int year, int wanted, int to)
{
	int from = day_from(y->d->year - YEARS + 1 + year, 9, 1), before = y->d->visits;
	hold_days(y, year);
	visit_leaders(y, from, to);
	for (int tries = 0; y->d->visits - before < wanted && tries < 20000; tries++) {
		int day = from + (int)chance_below(&y->c, (uint32_t)(to - from)), m;
		if (day < from + FIRST_WEEK)
			continue;
		if (!day_has_lessons(day) || (m = free_methodist(y, day, -1)) < 0)
			continue;
		go(y, (struct party){ m, -1, chance_between(&y->c, 3, 4) }, drawn_school(y, year),
		    day);
	}
}

static int by_day(const void *a, const void *b)
{
	const struct visit *v = a, *w = b;
	int order = v->day != w->day ? v->day - w->day : v->org - w->org;
	order = order ? order : v->visitor - w->visitor;
	order = order ? order : v->lesson - w->lesson;
	order = order ? order : v->unit - w->unit;
	return order ? order : v->person - w->person;
}

void make_visits(struct district *d)
{
	static struct diary y;
	int total = 0, days[YEARS], to[YEARS], wanted = WANTED * d->times;
	/* Twelve methodists can't see more. */
	wanted = wanted < MOST_WANTED ? wanted : MOST_WANTED;
	y.d = d;
	y.first = day_from(d->year - YEARS + 1, 9, 1);
	chance_open(&y.c, d->seed, "visits");
	for (int i = 0; i < YEARS; i++) {
		int from = day_from(d->year - YEARS + 1 + i, 9, 1);
		to[i] = day_from(d->year - YEARS + 2 + i, 6, 1);
		to[i] = to[i] < d->today ? to[i] : d->today;
		total += days[i] = lesson_days(from, to[i]);
	}
	for (int i = 0; i < YEARS; i++)
		if (days[i])
			fill_year(&y, i, wanted * days[i] / total, to[i]);
	qsort(d->visit, (size_t)d->visits, sizeof *d->visit, by_day);
}
