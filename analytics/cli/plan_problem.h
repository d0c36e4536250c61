/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PROBLEM.json of `plan`:
 *
 *   days, days_per_school (1), themes_per_day (3), team (2), change_cost (0)   numbers
 *   competences  [name, ..]
 *   schools      [{name, value: {competence: number}, due: true, days: fixed number,
 *                  themes: {competence: fixed true or false}, previous: number, cluster: name}, ..]
 *   methodists   [{name, days: number, skills: [competence, ..], schools: {school: travel},
 *                  visits: {school: fixed number}}, ..]
 *   shares       [{name, least: 0 to 1, schools: [name, ..]}, ..]
 *
 * A methodist goes only to the schools listed. Whatever isn't so is refused with what and where:
 * an unknown key is more often a slip than an extension.
 */
#ifndef CLI_PLAN_PROBLEM_H
#define CLI_PLAN_PROBLEM_H
#include "cli/command.h"
#include "cli/levels.h"
#include "plan.h"

#include <cjson/cJSON.h>

struct plan_file {
	struct an_plan_problem p; /* points into what follows */
	struct levels competence, school, methodist, cluster;
	double *value;
	size_t *capacity, *cluster_of, *previous;
	unsigned char *skill, *must, *member;
	int *fixed_days, *fixed_theme, *fixed_visits;
	struct an_plan_pair *pair;
	struct an_plan_share *share;
	cJSON *tree;
};

/* After a complaint not EXIT_DONE. plan_file_free() in any case. */
enum exit_status plan_file_read(const struct cli *c, const char *path, struct plan_file *f);
/* The same from memory; `path` is for complaints. False after one. */
bool plan_file_parse(
    const struct cli *c, const char *path, const char *text, size_t len, struct plan_file *f);
void plan_file_free(struct plan_file *f);

#endif
