/* Rooms, classes of four school years, bells; and the timetable of the present school year.
 *
 * Classes keep their letters through the years, so a visit of a past year finds its class.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "parts.h"
#include "sheet.h"
#include "subject.h"

struct row { /* the cells of school.csv that a record fills */
	const char *record, *name;
	int seats, year, grade;
	const char *letter;
	int pupils, profile, lesson;
	const char *starts, *ends;
};

static void number_or_empty(struct sheet *s, int number, bool is)
{
	if (is)
		sheet_number(s, number);
	else
		sheet_cell(s, "");
}

static void write_row(struct sheet *s, int org, const struct row *r)
{
	char id[16];
	bool is_class = r->letter != NULL;
	sheet_cell(s, org_id(org, id));
	sheet_cell(s, r->record);
	sheet_cell(s, r->name);
	number_or_empty(s, r->seats, r->seats);
	number_or_empty(s, r->year, is_class);
	number_or_empty(s, r->grade, is_class);
	sheet_cell(s, is_class ? r->letter : "");
	number_or_empty(s, r->pupils, is_class);
	number_or_empty(s, r->profile, r->profile);
	number_or_empty(s, r->lesson, r->lesson);
	sheet_cell(s, r->starts ? r->starts : "");
	sheet_cell(s, r->ends ? r->ends : "");
	sheet_row(s);
}

static void write_rooms(const struct district *d, struct sheet *s, int org)
{
	bool school = orgs[org].kind == SCHOOL;
	write_row(s, org, &(struct row){ .record = "room", .name = "каб. 3", .seats = 10 });
	write_row(s, org,
	    &(struct row){ .record = "room",
		.name = school ? "актовый зал" : "музыкальный зал",
		.seats = orgs[org].rural ? 60 : 180 });
	for (int p = 0; p < d->posts; p++)
		if (d->post[p].org == org)
			write_row(s, org,
			    &(struct row){ .record = "room",
				.name = d->post[p].room,
				.seats = d->post[p].cluster == SPORT ? 40
					 : orgs[org].rural	     ? 20
								     : 28 });
}

static void write_classes(const struct district *d, struct sheet *s, int org)
{
	const char *record = orgs[org].kind == SCHOOL ? "class" : "group";
	for (int year = d->year - YEARS + 1; year <= d->year; year++)
		for (int i = 0; i < d->streams; i++) {
			const struct stream *t = &d->stream[i];
			int shares = t->with_grade ? t->with_grade : t->grade,
			    step = t->with_grade ? 2 : 1;
			for (int grade = shares; t->org == org && grade <= t->grade;
			     grade += step) {
				char name[96];
				snprintf(
				    name, sizeof name, grade ? "%d%s" : "%.0d%s", grade, t->letter);
				write_row(s, org,
				    &(struct row){ .record = record,
					.name = name,
					.year = year,
					.grade = grade,
					.letter = t->letter,
					.profile = t->profile,
					.pupils = t->pupils + (year + i) % 3 - 1 });
			}
		}
}

/* From the first lesson of each pair: start in minutes after midnight. */
static void write_bells(struct sheet *s, int org)
{
	static const int one[] = { 510, 565, 620, 685, 740, 795, 850 }, /* 8:30, 45 minutes each */
	    early[] = { 480, 530, 585, 640, 690, 740, 785 },
			 late[] = { 840, 890, 940, 995, 1045, 1095 }, small[] = { 540, 570, 600 },
			 evening[] = { 870, 925, 980, 1035 };
	enum org_kind kind = orgs[org].kind;
	for (int profile = 1; profile <= 1 + orgs[org].two_shifts; profile++) {
		const int *at = kind == KINDERGARTEN   ? small
				: kind == EXTRA	       ? evening
				: profile == 2	       ? late
				: orgs[org].two_shifts ? early
						       : one;
		int n = at == small ? 3 : at == evening ? 4 : at == late ? 6 : 7;
		int lasts = at == small ? 25 : at == one || at == evening ? 45 : 40;
		for (int i = 0; i < n; i++) {
			char starts[16], ends[16];
			snprintf(starts, sizeof starts, "%02d:%02d", at[i] / 60, at[i] % 60);
			snprintf(ends, sizeof ends, "%02d:%02d", (at[i] + lasts) / 60,
			    (at[i] + lasts) % 60);
			write_row(s, org,
			    &(struct row){ .record = "bell",
				.name = "",
				.profile = profile,
				.lesson = i + 1,
				.starts = starts,
				.ends = ends });
		}
	}
}

void write_school(const struct district *d, const char *folder)
{
	static const char *const head[] = { "school", "record", "name", "seats", "year", "grade",
		"letter", "pupils", "profile", "lesson", "starts", "ends" };
	struct sheet s;
	sheet_open(&s, PLAIN, folder, "school.csv");
	sheet_cells(&s, head, 12);
	sheet_row(&s);
	for (int org = FIRST_HOST; org < org_count; org++) {
		write_rooms(d, &s, org);
		write_classes(d, &s, org);
		write_bells(&s, org);
	}
	sheet_close(&s);
}

static void write_lesson(const struct district *d, struct sheet *s, const struct unit *u, int half)
{
	const struct stream *t = &d->stream[u->stream];
	int cell = u->cell[half];
	char id[16];
	sheet_cell(s, org_id(t->org, id));
	sheet_date(s, half ? day_from(d->year + 1, 1, 11) : day_from(d->year, 9, 1));
	sheet_date(s, half ? day_from(d->year + 1, 5, 31) : day_from(d->year, 12, 30));
	sheet_number(s, cell / LESSONS + 1);
	sheet_number(s, cell % LESSONS + 1);
	sheet_number(s, t->profile);
	sheet_cell(s, t->name);
	sheet_cell(s, subjects[u->subject].name);
	sheet_cell(s, person_id(d->post[u->post].person[YEARS - 1], id));
	sheet_cell(s, d->post[u->post].room);
	sheet_row(s);
}

static void write_week(const struct district *d, struct sheet *s, const struct stream *t, int half)
{
	for (int cell = 0; cell < CELLS; cell++)
		for (int i = t->unit; i < t->unit + t->units; i++)
			if (d->unit[i].cell[half] == cell)
				write_lesson(d, s, &d->unit[i], half);
}

void write_timetable(const struct district *d, const char *folder)
{
	static const char *const head[] = { "school", "from", "to", "weekday", "lesson", "profile",
		"class", "subject", "teacher", "room" };
	struct sheet s;
	sheet_open(&s, PLAIN, folder, "timetable.csv");
	sheet_cells(&s, head, 10);
	sheet_row(&s);
	for (int half = 0; half < 2; half++)
		for (int i = 0; i < d->streams; i++)
			write_week(d, &s, &d->stream[i], half);
	sheet_close(&s);
}
