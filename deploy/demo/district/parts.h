/* The makers and writers of the district's parts, in the order in which they run.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_PARTS_H
#define DISTRICT_PARTS_H

#include "district.h"

void make_orgs(int times);
void make_streams(struct district *d);
void make_posts(struct district *d);
void make_people(struct district *d);
void make_timetable(struct district *d);
void make_plans(struct district *d);
void make_rubrics(struct district *d, const char *folder);
void make_visits(struct district *d);

int person_drawn(struct district *d, struct chance *c, int home, unsigned percent_women);
int person_named(
    struct district *d, int home, const char *family, const char *given, const char *middle);
void person_works(struct district *d, int person, int org, const char *role, const char *title);
void cast_leaders(struct district *d);
bool cast_host(int org, bool deputy); /* is that place already taken? */
void cast_teachers(struct district *d);
void make_turnover(struct district *d, struct chance *c);
void score_visit(struct district *d, struct chance *c, struct visit *v, double common);
double years_since_middle(const struct district *d, int day);
int holder(const struct district *d, const struct unit *u, int day);

const char *person_id(int person, char out[static 16]);
const char *org_id(int org, char out[static 16]);
bool org_hosts(int org);

void write_roster(const struct district *d, const char *folder);
void zip_roster(const char *folder);
void write_school(const struct district *d, const char *folder);
void write_timetable(const struct district *d, const char *folder);
void write_plans(const struct district *d, const char *folder);
void write_visits(const struct district *d, const char *folder);
void write_truth(const struct district *d, const char *folder);

#endif
