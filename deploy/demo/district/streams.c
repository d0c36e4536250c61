/* Classes of the schools and groups of the kindergartens and of the extra-education house.
 *
 * In a school with combined grades 1 and 3, 2 and 4 are one stream each: they share every lesson,
 * so only the stream, never the single class, has a timetable.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "parts.h"
#include "sheet.h"
#include "subject.h"

static const char *const letters[] = { "А", "Б", "В", "Г" };
static const char *const groups[] = { "Солнышко", "Ромашка", "Теремок", "Светлячок", "Капелька",
	"Непоседы", "Ёжик", "Берёзка", "Рябинка", "Почемучки" };
enum { GROUPS = sizeof groups / sizeof *groups };

static struct stream *add(struct district *d, int org, int grade, const char *letter)
{
	if (d->streams == MAX_STREAM)
		die("too many classes for MAX_STREAM");
	struct stream *s = &d->stream[d->streams++];
	*s = (struct stream){ .org = org, .grade = grade, .profile = 1 };
	snprintf(s->letter, sizeof s->letter, "%s", letter);
	snprintf(s->name, sizeof s->name, "%s", letter);
	if (grade)
		snprintf(s->name, sizeof s->name, "%d%s", grade, letter);
	return s;
}

static void add_combined(struct district *d, int org, struct chance *c)
{
	for (int grade = 3; grade <= 4; grade++) {
		struct stream *s = add(d, org, grade, letters[0]);
		s->with_grade = grade - 2;
		s->pupils = chance_between(c, 4, 9);
		snprintf(
		    s->name, sizeof s->name, "%d%s+%d%s", grade - 2, letters[0], grade, letters[0]);
	}
}

static void add_school(struct district *d, int org, struct chance *c)
{
	const struct org *o = &orgs[org];
	for (int grade = 1; grade <= 11; grade++) {
		int n = grade <= 4 ? o->primary : grade <= 9 ? o->middle : o->senior;
		if (o->combined && grade <= 4) {
			if (grade == 1)
				add_combined(d, org, c);
			continue;
		}
		for (int i = 0; i < n; i++) {
			struct stream *s = add(d, org, grade, letters[i]);
			s->pupils = o->rural ? chance_between(c, 9, 19) : chance_between(c, 19, 27);
			if (o->two_shifts && (grade == 3 || grade == 6))
				s->profile = 2;
		}
	}
}

static void add_circles(struct district *d, int org, struct chance *c)
{
	for (int i = 0; i < CIRCLES; i++)
		for (int year = 1; year <= 3; year++) {
			char name[80];
			snprintf(name, sizeof name, "%s-%d", subjects[FIRST_CIRCLE + i].name, year);
			add(d, org, 0, name)->pupils = chance_between(c, 8, 15);
		}
}

void make_streams(struct district *d)
{
	struct chance c;
	int group = 0;
	chance_open(&c, d->seed, "streams");
	for (int org = FIRST_HOST; org < org_count; org++) {
		if (orgs[org].kind == SCHOOL)
			add_school(d, org, &c);
		if (orgs[org].kind == KINDERGARTEN)
			for (int i = 0; i < orgs[org].primary; i++)
				add(d, org, 0, groups[group++ % GROUPS])->pupils =
				    chance_between(&c, 14, 23);
		if (orgs[org].kind == EXTRA)
			add_circles(d, org, &c);
	}
}
