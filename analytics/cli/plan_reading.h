/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the two files that read PROBLEM.json share.
 */
#ifndef CLI_PLAN_READING_H
#define CLI_PLAN_READING_H
#include "cli/json_walk.h"
#include "cli/plan_problem.h"

struct reading {
	struct walk w;
	struct plan_file *f;
	const cJSON *competences, *schools, *methodists, *shares;
};

/* A complaint; always false. */
bool plan_no_memory(const struct reading *r);

/* One element of the file's list, place i. */
typedef bool plan_take(struct reading *r, const cJSON *e, size_t i);
plan_take plan_take_school, plan_take_methodist, plan_take_share;

#endif
