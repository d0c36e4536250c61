/* Four year plans: the methodological days of the schools, then the other events of the district.
 *
 * The present year's days stand where orgs.c wants them, those of past years anywhere in the year;
 * no two days share a date, so that a team can always be found.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "calendar.h"
#include "parts.h"
#include "plan_words.h"
#include "sheet.h"

enum { TITLE = 320, NEAR = 30 };

static bool date_taken(const struct plan *p, int day)
{
	for (int i = 0; i < p->items; i++)
		if (p->item[i].form == FORM_DAY && p->item[i].starts == day)
			return true;
	return false;
}

static struct plan_item *add(struct plan *p)
{
	if (p->items == MAX_PLAN)
		die("too many plan items for MAX_PLAN");
	return &p->item[p->items++];
}

static int free_date(const struct plan *p, int day)
{
	day = day_with_lessons(day);
	while (date_taken(p, day))
		day = day_with_lessons(day + 1);
	return day;
}

/* Answers the item, which lacks its theme. */
static struct plan_item *add_day(struct district *d, struct chance *c, int year, int org, int day)
{
	struct plan *p = &d->plan[year];
	struct plan_item *item = add(p);
	int starts = free_date(p, day);
	*item = (struct plan_item){ FORM_DAY, starts, starts, org,
		d->methodist[org == 6 && year == YEARS - 1 ? 0 : chance_below(c, METHODISTS)], NULL,
		NULL, "организационно-методическое",
		"Методические дни в образовательных организациях",
		orgs[org].kind == SCHOOL ? "учителя и администрация школы"
					 : "педагоги и администрация",
		"справка и методические рекомендации" };
	return item;
}

static int wanted_day(const struct district *d, struct chance *c, int year, int org, int nth)
{
	static const int months[8] = { 9, 10, 11, 12, 2, 3, 4, 5 };
	const struct org *o = &orgs[org];
	int starts = d->year - YEARS + 1 + year;
	if (o->days > 1) {
		int month = months[nth];
		return day_from(
		    starts + (month < 9), month, chance_between(c, 9, month == 5 ? 18 : 24));
	}
	if (year == YEARS - 1)
		return day_from(starts + (o->month < 9), o->month, o->date);
	return day_from(starts, 9, 14) + chance_between(c, 0, 235);
}

static void add_days(struct district *d, struct chance *c, int year)
{
	int theme[THEMES], next = 0;
	for (int i = 0; i < THEMES; i++)
		theme[i] = i;
	chance_shuffle(c, theme, THEMES);
	for (int org = FIRST_HOST; org < org_count; org++)
		for (int i = 0; i < orgs[org].days; i++) {
			int t = theme[next++ % THEMES];
			if (year == YEARS - 1 && (org == 6 || org == 7))
				t = org - 6;
			add_day(d, c, year, org, wanted_day(d, c, year, org, i))->theme =
			    day_themes[t];
		}
}

static void add_events(struct district *d, int year)
{
	for (int i = 0; i < EVENTS; i++) {
		const struct event *e = &events[i];
		int y = d->year - YEARS + 1 + year;
		int starts = day_with_lessons(day_from(y + (e->month < 9), e->month, e->date));
		int ends = e->length == 1 ? starts : starts + e->length;
		int last = day_from(y + 1, 5, 31);
		*add(&d->plan[year]) = (struct plan_item){ e->form, starts,
			ends > last ? last : ends, -1,
			e->responsible < 0 ? d->centre_head : d->methodist[e->responsible],
			e->titles[year], NULL, e->direction, e->section, e->addressee, e->result };
	}
}

/* The themes go on from year to year, so that two years' plans are not one text. */
static void add_series(struct district *d, int year)
{
	for (int i = 0; i < SERIES; i++) {
		const struct series *s = &series[i];
		for (int n = 0; n < SERIES_TIMES && s->month[n]; n++) {
			int y = d->year - YEARS + 1 + year + (s->month[n] < 9);
			int day = day_with_lessons(day_from(y, s->month[n], s->date));
			*add(&d->plan[year]) = (struct plan_item){ s->form, day, day, -1,
				s->responsible < 0 ? d->centre_head : d->methodist[s->responsible],
				s->title, s->themes[(5 * year + i + n) % SERIES_THEMES],
				s->direction, s->section, s->addressee, s->result };
		}
	}
}

static bool day_in(const struct plan *p, int after, int last)
{
	for (int i = 0; i < p->items; i++)
		if (p->item[i].form == FORM_DAY && p->item[i].starts > after &&
		    p->item[i].starts <= last)
			return true;
	return false;
}

/* At a school: a day brought near shows lesson visits. */
static struct plan_item *next_after(struct plan *p, int day)
{
	struct plan_item *next = NULL;
	for (int i = 0; i < p->items; i++) {
		struct plan_item *item = &p->item[i];
		if (item->form == FORM_DAY && item->starts > day &&
		    orgs[item->org].kind == SCHOOL && (!next || item->starts < next->starts))
			next = item;
	}
	return next;
}

static int last_with_lessons(const struct district *d)
{
	int day = d->today, first = day_from(d->year, 9, 1);
	while (day > first && !day_has_lessons(day))
		day--;
	return day_with_lessons(day);
}

static void bring(struct district *d, int day)
{
	struct plan *p = &d->plan[YEARS - 1];
	struct plan_item *item = next_after(p, d->today + NEAR);
	if (item && day <= d->today + NEAR)
		item->starts = item->ends = day;
}

/* Whatever today is, a day is held today, or was on the last date with lessons; the next is soon, and
 * others follow it closely enough for each to stand at another step of its preparation. */
static void bring_days_near(struct district *d)
{
	static const int until[] = { 0, 8, 11, 13, 15, 18, 22 };
	const struct plan *p = &d->plan[YEARS - 1];
	int today = last_with_lessons(d);
	if (!day_in(p, today - 1, today))
		bring(d, today);
	for (size_t i = 1; i < sizeof until / sizeof *until; i++)
		if (!day_in(p, d->today + until[i - 1], d->today + until[i]))
			bring(d, free_date(p, d->today + until[i] - 1));
}

/* Days first, then events, each by date: the order in which districts print their plans. */
static void sort(struct plan *p)
{
	for (int i = 1; i < p->items; i++)
		for (int k = i; k > 0; k--) {
			struct plan_item *a = &p->item[k - 1], *b = &p->item[k], kept = *a;
			bool later = (a->form != FORM_DAY) > (b->form != FORM_DAY) ||
				     ((a->form != FORM_DAY) == (b->form != FORM_DAY) &&
					 a->starts > b->starts);
			if (!later)
				break;
			*a = *b;
			*b = kept;
		}
}

void make_plans(struct district *d)
{
	struct chance c;
	chance_open(&c, d->seed, "plan");
	for (int year = 0; year < YEARS; year++) {
		add_days(d, &c, year);
		add_events(d, year);
		add_series(d, year);
		if (year == YEARS - 1)
			bring_days_near(d);
		sort(&d->plan[year]);
	}
}

static void title_of(const struct plan_item *item, char out[static TITLE])
{
	if (item->form == FORM_DAY)
		snprintf(out, TITLE, "Методический день «%s»", item->theme);
	else if (item->theme)
		snprintf(out, TITLE, "%s: %s", item->name, item->theme);
	else
		snprintf(out, TITLE, "%s", item->name);
}

void write_plans(const struct district *d, const char *folder)
{
	static const char *const head[] = { "№", "мероприятие", "форма", "начало", "конец",
		"ответственный", "направление", "школа", "раздел", "адресат", "результат" };
	for (int year = 0; year < YEARS; year++) {
		struct sheet s;
		sheet_open(&s, SPREADSHEET, folder, "plan-%d.csv", d->year - YEARS + 1 + year);
		sheet_cells(&s, head, 11);
		sheet_row(&s);
		for (int i = 0; i < d->plan[year].items; i++) {
			const struct plan_item *item = &d->plan[year].item[i];
			const struct person *p = &d->person[item->responsible];
			char title[TITLE], name[160];
			title_of(item, title);
			snprintf(name, sizeof name, "%s %s %s", p->family, p->given, p->middle);
			sheet_number(&s, i + 1);
			sheet_cell(&s, title);
			sheet_cell(&s, plan_forms[item->form]);
			sheet_date(&s, item->starts);
			sheet_date(&s, item->ends);
			sheet_cell(&s, name);
			sheet_cell(&s, item->direction);
			sheet_cell(&s, item->org < 0 ? "" : orgs[item->org].name);
			sheet_cell(&s, item->section);
			sheet_cell(&s, item->addressee);
			sheet_cell(&s, item->result);
			sheet_row(&s);
		}
		sheet_close(&s);
	}
}
