/* Fills the posts: leaders, methodists, teachers; who came, left and moved in the four years.
 *
 * A few heads of small schools teach, some teachers and leaders sit on the council, the deputy head
 * of the department stood in for him in summer: roles are many-sided here as in life.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "parts.h"
#include "score.h"
#include "sheet.h"

static const char *const methodist_titles[METHODISTS] = { "", "", "", "методист по математике",
	"методист по русскому языку и литературе", "методист по иностранным языкам",
	"методист по истории и обществознанию", "методист по естественным наукам",
	"методист по начальным классам", "методист по дошкольному образованию",
	"методист по воспитанию и дополнительному образованию",
	"методист по физической культуре и искусству" };

void person_works(struct district *d, int person, int org, const char *role, const char *title)
{
	if (d->roles == MAX_ROLE)
		die("too many roles for MAX_ROLE");
	d->role[d->roles++] = (struct role){ .person = person,
		.org = org,
		.post = -1,
		.role = role,
		.title = title,
		.from = day_from(d->year - 6 - person % 9, 9, 1) };
}

static const char *head_title(const struct org *o)
{
	return o->kind == KINDERGARTEN ? "заведующий" : "директор";
}

static void add_leader(struct district *d, struct chance *c, int org, const char *title)
{
	int p = person_drawn(d, c, org, 78);
	d->person[p].leader = true;
	person_works(d, p, org, "principal", title);
}

static void make_leaders(struct district *d, struct chance *c)
{
	static const int deputies[MOST_ORGS] = { [3] = 2, [4] = 1, [5] = 1, [6] = 1, [22] = 1 };
	for (int org = FIRST_HOST; org < org_count; org++) {
		int named = cast_host(org, true);
		if (!cast_host(org, false))
			add_leader(d, c, org, head_title(&orgs[org]));
		for (int i = named; i < deputies[org]; i++)
			add_leader(d, c, org, "заместитель директора по УВР");
	}
}

static void make_office(struct district *d, struct chance *c)
{
	cast_leaders(d);
	for (int i = 3; i < METHODISTS; i++) {
		d->methodist[i] = person_drawn(d, c, 1, 80);
		person_works(d, d->methodist[i], 1, "ext:methodist", methodist_titles[i]);
	}
	person_works(
	    d, person_drawn(d, c, 1, 0), 1, "systemAdministrator", "администратор портала");
	person_works(
	    d, d->head + 1, 0, "ext:department_head", "и. о. начальника управления образования");
	struct role *acting = &d->role[d->roles - 1];
	acting->acting = true;
	acting->from = day_from(d->year, 7, 6);
	acting->to = day_from(d->year, 8, 2);
}

/* In the smallest schools the head holds a post of history, else the first one there. */
static void make_teaching_heads(struct district *d)
{
	static const int small[] = { 16, 17, 18, 21, 23 };
	for (int i = 0; i < (int)(sizeof small / sizeof *small); i++) {
		int head = -1, post = -1;
		for (int p = d->persons - 1; p >= 0; p--)
			if (d->person[p].home == small[i] && d->person[p].leader)
				head = p;
		for (int p = d->posts - 1; p >= 0; p--)
			if (d->post[p].org == small[i] &&
			    (post < 0 || d->post[post].cluster != HISTORY))
				post = p;
		if (head < 0 || post < 0)
			die("a small organisation without a head or a post");
		for (int y = 0; y < YEARS; y++)
			d->post[post].person[y] = head;
	}
}

static unsigned percent_women(enum cluster cluster)
{
	return cluster == SPORT || cluster == CRAFT ? 35
	       : cluster == PHYSICS		    ? 60
	       : cluster == NURSERY		    ? 100
						    : 88;
}

static void make_teacher_roles(struct district *d, struct chance *c)
{
	for (int p = 0; p < d->posts; p++) {
		const struct post *post = &d->post[p];
		for (int y = 0; y < YEARS; y++) {
			int until = y;
			while (until + 1 < YEARS && post->person[until + 1] == post->person[y])
				until++;
			person_works(d, post->person[y], post->org, "teacher",
			    post->cluster == NURSERY ? "воспитатель"
			    : post->cluster == CIRCLE ? "педагог дополнительного образования"
						      : "учитель");
			struct role *r = &d->role[d->roles - 1];
			r->post = p;
			r->from =
			    y ? day_from(d->year - YEARS + 1 + y, 9, 1)
			      : day_from(d->year - YEARS + 1 - chance_between(c, 0, 25), 9, 1);
			if (until + 1 < YEARS)
				r->to = day_from(d->year - YEARS + 2 + until, 8, 31);
			y = until;
		}
	}
}

/* Level and growth are correlated as in the analytics' simulated districts. */
static void draw_truth(struct district *d)
{
	struct chance c;
	chance_open(&c, d->seed, "truth");
	for (int o = FIRST_HOST; o < org_count; o++) {
		d->school_level[o] = SD_SCHOOL * chance_normal(&c);
		d->school_slope[o] = SD_SCHOOL_SLOPE * chance_normal(&c);
	}
	for (int i = 0; i < d->persons; i++) {
		struct person *p = &d->person[i];
		double a = chance_normal(&c), b = chance_normal(&c);
		p->level = SD_TEACHER * a;
		p->slope =
		    SD_TEACHER_SLOPE * (COR_TEACHER * a + sqrt(1 - COR_TEACHER * COR_TEACHER) * b);
		for (int k = 0; k < COMPETENCES; k++)
			p->by_competence[k] = SD_TEACHER_COMPETENCE * chance_normal(&c);
	}
	for (int i = 0; i < METHODISTS; i++)
		d->person[d->methodist[i]].level = SD_RATER * chance_normal(&c);
}

void make_people(struct district *d)
{
	struct chance c;
	chance_open(&c, d->seed, "people");
	for (int p = 0; p < d->posts; p++)
		for (int y = 0; y < YEARS; y++)
			d->post[p].person[y] = -1;
	make_office(d, &c);
	make_leaders(d, &c);
	make_teaching_heads(d);
	cast_teachers(d);
	for (int p = 0; p < d->posts; p++)
		if (d->post[p].person[0] < 0) {
			int person =
			    person_drawn(d, &c, d->post[p].org, percent_women(d->post[p].cluster));
			for (int y = 0; y < YEARS; y++)
				d->post[p].person[y] = person;
		}
	make_turnover(d, &c);
	make_teacher_roles(d, &c);
	draw_truth(d);
}
