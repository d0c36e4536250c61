/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as PROBLEM.json: refused, or read into a sound problem that the solver answers in one of
 * the ways it promises, with a plan that passes its own check. The solver's library would end the
 * process on misuse, which is a finding too.
 */
#include "cli/plan_problem.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
	if (!fine)
		abort();
}

static void solve(const struct an_plan_problem *p)
{
	struct an_plan_options o = { .gap = 1e-4, .nodes = 20 };
	struct an_plan plan = { .days = calloc(p->schools, sizeof *plan.days),
		.theme = calloc(p->schools, p->competences),
		.visits = calloc(p->pairs + 1, sizeof *plan.visits) };
	enum an_status s = an_plan_solve(p, &o, &plan);

	must(s == AN_OK || s == AN_INFEASIBLE || s == AN_NO_CONVERGENCE);
	must(s != AN_OK || an_plan_check(p, 0, &plan) == AN_OK);
	s = an_plan_greedy(p, 0, &plan);
	must(s == AN_OK || s == AN_NO_CONVERGENCE);
	free(plan.days);
	free(plan.theme);
	free(plan.visits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cli c = { .english = true };
	struct plan_file f;
	size_t at;

	if (plan_file_parse(&c, "fuzz", (const char *)data, size, &f)) {
		must(an_plan_fault(&f.p, &at) == NULL);
		if (f.p.schools < 20 && f.p.methodists < 20 && f.p.competences < 10)
			solve(&f.p);
	}
	plan_file_free(&f);
	return 0;
}
