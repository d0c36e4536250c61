/* The whole demo district in memory: who works where, what is taught when, who visited whom.
 *
 * The parts are made in this order, each from those before it: organisations, classes, posts,
 * people, timetable, plan, visits. A post outlives its holder: the timetable belongs to posts, a
 * teacher is the one who held the post in that school year. So past years need no second timetable
 * and nobody is seen in a school where he did not work.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_H
#define DISTRICT_H

#include <stdbool.h>
#include <stdint.h>

#include "chance.h"

enum { FIRST_HOST = 3, HOSTS = 24, MOST_TIMES = 8, MOST_ORGS = FIRST_HOST + MOST_TIMES * HOSTS };
enum { METHODISTS = 12, YEARS = 4, WEEK = 5, LESSONS = 7, CELLS = WEEK * LESSONS };
enum {
	MAX_PERSON = 720 * MOST_TIMES,
	MAX_ROLE = 900 * MOST_TIMES,
	MAX_POST = 560 * MOST_TIMES,
	MAX_STREAM = 420 * MOST_TIMES,
	MAX_UNIT = 12000 * MOST_TIMES
};
enum { MAX_ITEM = 60, MAX_RUBRIC = 8, MAX_PLAN = 240, MAX_VISIT = 22000, COMPETENCES = 4 };

enum org_kind { DEPARTMENT, CENTRE, COUNCIL, SCHOOL, KINDERGARTEN, EXTRA };
enum cluster {
	PRIMARY,
	MATHS,
	RUSSIAN,
	ENGLISH,
	HISTORY,
	NATURE,
	GEOGRAPHY,
	PHYSICS,
	SPORT,
	ARTS,
	CRAFT,
	NURSERY,
	CIRCLE,
	CLUSTERS
};

struct org {
	const char *name;
	enum org_kind kind;
	bool rural, combined, two_shifts;
	int primary, middle, senior; /* classes in each grade of 1-4, 5-9, 10-11; groups */
	int days;		     /* methodological days a year */
	int month, date;	     /* when the present year's day is wanted, 0 anywhere */
};

/* One or several classes that are taught together the whole week. */
struct stream {
	int org, grade, with_grade, profile, pupils, unit, units; /* with_grade 0: alone */
	char letter[80], name[96]; /* name: 6А, 1А+3А, or the group's own */
};

struct unit { /* one weekly lesson */
	int stream, subject, post;
	int8_t cell[2]; /* weekday * LESSONS + lesson, from 0; -1 not held in that half */
	int8_t pin;	/* the cell it must stand in, counted from 1; 0 any */
};

struct post {			  /* a teacher's place of work */
	int org, hours, free_day; /* free_day 1..5, 0 none */
	enum cluster cluster;
	char room[48];
	int person[YEARS];
};

struct person {
	char family[48];
	const char *given, *middle;
	bool female, leader, named; /* named: one of cast.c, keeps his place */
	int home;		    /* organisation */
	double level, slope,
	    by_competence[COMPETENCES]; /* truth; a methodist's level is severity */
};

struct role {
	int person, org, post, from, to; /* post -1: none; days, 0: open */
	const char *role, *title;
	bool acting;
};

struct plan_item {
	int form, starts, ends, org, responsible; /* org -1: the whole district */
	const char *name, *theme, *direction, *section, *addressee, *result; /* theme may be NULL */
};

struct plan {
	int items;
	struct plan_item item[MAX_PLAN];
};

enum absence { ALWAYS, ALONE, WITH_ITS_SECTION };

struct rubric_item {
	char code[24];
	int competence, levels, section;
	double points[12]; /* rising */
	enum absence absence;
};

struct rubric {
	char code[64];
	bool for_leader;
	int items;
	struct rubric_item item[MAX_ITEM];
};

struct visit {
	int org, person, visitor, day, unit, lesson, rubric; /* unit -1: a leader's visit */
	double latent;	       /* level without the criteria's own noise */
	int8_t mark[MAX_ITEM]; /* index into points, -1 stage absent */
	int best, worst;       /* competences, for the words */
};

struct district {
	uint64_t seed;
	int times; /* that the schools are repeated */
	int year, today, persons, roles, posts, streams, units, rubrics, visits;
	int head, centre_head, methodist[METHODISTS];
	struct person person[MAX_PERSON];
	struct role role[MAX_ROLE];
	struct post post[MAX_POST];
	struct stream stream[MAX_STREAM];
	struct unit unit[MAX_UNIT];
	struct plan plan[YEARS];
	struct rubric rubric[MAX_RUBRIC];
	struct visit visit[MAX_VISIT];
	double school_level[MOST_ORGS], school_slope[MOST_ORGS];
};

extern struct org orgs[MOST_ORGS];
extern int org_count;

#endif
