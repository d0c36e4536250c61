/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See plan.h: the value of a day, and a plan from the search or, past the node limit, the better of
 * the search's best and the greedy one.
 */
#include "plan_parts.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* E(a - level)^+ for level ~ N(m, s^2). */
static double shortfall(double a, double m, double s)
{
	double z = (a - m) / s;

	return (a - m) * gsl_cdf_ugaussian_P(z) + s * gsl_ran_ugaussian_pdf(z);
}

double an_plan_gain(const double *mean, const double *sd, size_t n, double target, double effect)
{
	double sum = 0;

	if (!isfinite(target) || !(effect >= 0) || !isfinite(effect))
		return NAN;
	for (size_t i = 0; i < n; i++) {
		if (!isfinite(mean[i]) || !(sd[i] > 0) || !isfinite(sd[i]))
			return NAN;
		sum +=
		    shortfall(target, mean[i], sd[i]) - shortfall(target - effect, mean[i], sd[i]);
	}
	return fmax(0, sum);
}

bool plan_room(const struct an_plan_problem *p, struct an_plan *plan)
{
	size_t all = p->schools * p->competences;

	memset(plan, 0, sizeof *plan);
	plan->days = calloc(p->schools + p->pairs + all / sizeof(size_t) + 1, sizeof(size_t));
	if (!plan->days)
		return false;
	plan->visits = plan->days + p->schools;
	plan->theme = (unsigned char *)(plan->visits + p->pairs);
	return true;
}

void plan_copy(const struct an_plan_problem *p, const struct an_plan *from, struct an_plan *to)
{
	struct an_plan keep = *to;

	*to = *from;
	to->days = keep.days;
	to->theme = keep.theme;
	to->visits = keep.visits;
	memcpy(to->days, from->days, p->schools * sizeof *to->days);
	memcpy(to->theme, from->theme, p->schools * p->competences);
	memcpy(to->visits, from->visits, p->pairs * sizeof *to->visits);
}

/* Themes that bring nothing are named only if they are fixed. */
static void read_solution(const struct an_plan_problem *p, const double *x, struct an_plan *plan)
{
	size_t all = p->schools * p->competences;

	for (size_t j = 0; j < p->schools; j++)
		plan->days[j] = (size_t)lround(x[j]);
	for (size_t i = 0; i < all; i++)
		plan->theme[i] = x[p->schools + i] > 0.5 &&
				 (p->value[i] > 0 || (p->fixed_theme && p->fixed_theme[i] > 0));
	for (size_t i = 0; i < p->pairs; i++)
		plan->visits[i] = (size_t)lround(x[p->schools + all + i]);
}

static enum an_status search(const struct an_plan_problem *p, const struct an_plan_options *o,
    struct plan_solution *s, struct an_plan *plan)
{
	struct plan_model m = { 0 };
	enum an_status status = plan_model_make(p, o->without, &m);

	if (status)
		return status;
	s->x = calloc((size_t)m.columns, sizeof *s->x);
	status = s->x ? plan_search(&m, o, s) : AN_NO_MEMORY;
	plan_model_free(&m);
	if (!status && s->found) {
		read_solution(p, s->x, plan);
		status = plan_verify(p, o->without, plan);
		/* The solver's tolerance let a rule slip: that is no plan. */
		if (status == AN_INFEASIBLE)
			status = AN_NO_CONVERGENCE;
	}
	free(s->x);
	return status;
}

static enum an_status past_the_limit(const struct an_plan_problem *p,
    const struct an_plan_options *o, bool found, struct an_plan *plan)
{
	struct an_plan greedy;
	enum an_status status;

	if (!plan_room(p, &greedy))
		return AN_NO_MEMORY;
	status = an_plan_greedy(p, o->without, &greedy);
	if (!status && (!found || greedy.objective > plan->objective)) {
		greedy.nodes = plan->nodes;
		greedy.bound = plan->bound;
		plan_copy(p, &greedy, plan);
	}
	if (found && status == AN_NO_CONVERGENCE)
		status = AN_OK;
	free(greedy.days);
	return status;
}

enum an_status an_plan_solve(const struct an_plan_problem *problem,
    const struct an_plan_options *options, struct an_plan *out)
{
	struct an_plan plan;
	struct plan_solution s = { 0 };
	enum an_status status = plan_admit(problem);

	if (!(options->gap >= 0 && options->gap < 1) || options->nodes > 100000000 ||
	    options->megabytes > 1000000)
		return AN_BAD_INPUT;
	if (status)
		return status;
	if (!plan_room(problem, &plan))
		return AN_NO_MEMORY;
	status = search(problem, options, &s, &plan);
	plan.method = s.optimal ? AN_PLAN_OPTIMUM : AN_PLAN_BEST_FOUND;
	plan.nodes = s.nodes;
	plan.bound = fmax(s.bound, plan.objective);
	if (!status && !s.optimal)
		status = past_the_limit(problem, options, s.found, &plan);
	if (!status)
		plan_copy(problem, &plan, out);
	free(plan.days);
	return status;
}

enum an_status an_plan_conflict(
    const struct an_plan_problem *problem, const struct an_plan_options *options, unsigned *rules)
{
	struct an_plan plan;
	unsigned blamed = 0;
	enum an_status status = plan_admit(problem);

	if (status)
		return status;
	if (!plan_room(problem, &plan))
		return AN_NO_MEMORY;
	for (unsigned rule = AN_PLAN_COVERAGE; !status && rule < AN_PLAN_CHANGE; rule *= 2) {
		struct an_plan_options o = *options;

		o.without |= rule;
		o.gap = 0.5; /* any plan will do */
		status = an_plan_solve(problem, &o, &plan);
		if (!status)
			blamed |= rule;
		if (status == AN_INFEASIBLE || status == AN_NO_CONVERGENCE)
			status = AN_OK;
	}
	free(plan.days);
	if (!status)
		*rules = blamed;
	return status;
}
