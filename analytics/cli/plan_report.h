/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan in words and as JSON.
 */
#ifndef CLI_PLAN_REPORT_H
#define CLI_PLAN_REPORT_H
#include "cli/plan_problem.h"

struct planned {
	const struct plan_file *file;
	struct an_plan plan;
	struct an_plan_reason *reason; /* [reasons], largest loss first; without losses: by gain */
	size_t reasons;
	bool losses; /* the plan was solved again without each school */
};

void plan_print(const struct cli *c, const struct planned *p);
enum exit_status plan_json(const struct cli *c, const struct planned *p, const char *path);

/* Names of rules for people, with commas; into text. */
void plan_rules(const struct cli *c, unsigned rules, char *text, size_t room);

#endif
