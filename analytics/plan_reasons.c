/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why each school is in the plan: its best themes, what the district loses without it, and the rules
 * that brought it in. All from plans solved again, so that the words can be checked.
 */
#include "plan_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The one methodist who can go there with that competence, or nobody in particular. */
static int only_methodist(const struct an_plan_problem *p, size_t school, size_t c)
{
	int found = AN_PLAN_NOBODY;

	for (size_t i = 0; i < p->pairs; i++) {
		size_t r = p->pair[i].methodist;

		if (p->pair[i].school != school || !p->skill[r * p->competences + c] ||
		    p->capacity[r] == 0)
			continue;
		if (found != AN_PLAN_NOBODY)
			return AN_PLAN_NOBODY;
		found = (int)r;
	}
	return found;
}

static void describe(const struct an_plan_problem *p, const struct an_plan *plan, size_t school,
    struct an_plan_reason *r)
{
	const double *value = p->value + school * p->competences;
	const unsigned char *theme = plan->theme + school * p->competences;

	*r = (struct an_plan_reason){ .school = school, .days = plan->days[school] };
	for (size_t c = 0; c < p->competences; c++) {
		size_t k;

		if (!theme[c])
			continue;
		r->gain += value[c];
		for (k = r->tops; k > 0 && value[r->top[k - 1]] < value[c]; k--)
			if (k < AN_PLAN_TOP)
				r->top[k] = r->top[k - 1];
		if (k < AN_PLAN_TOP)
			r->top[k] = c;
		r->tops += r->tops < AN_PLAN_TOP;
	}
	for (size_t k = 0; k < r->tops; k++) {
		r->top_value[k] = value[r->top[k]];
		r->only[k] = only_methodist(p, school, r->top[k]);
	}
	for (size_t i = 0; i < p->pairs; i++)
		if (p->pair[i].school == school)
			r->gain -= p->pair[i].travel * (double)plan->visits[i];
}

struct again {
	struct an_plan_problem p;
	struct an_plan_options o;
	struct an_plan plan;
	int *days, *theme; /* fixed_days and fixed_theme, copies that may be changed */
};

static void end(struct again *a)
{
	free(a->days);
	free(a->plan.days);
}

static bool begin(const struct an_plan_problem *p, const struct an_plan_options *o, struct again *a)
{
	size_t all = p->schools * p->competences;

	*a = (struct again){ .p = *p, .o = *o };
	a->days = malloc((p->schools + all) * sizeof *a->days);
	if (!a->days || !plan_room(p, &a->plan)) {
		free(a->days);
		return false;
	}
	a->theme = a->days + p->schools;
	if (o->without & AN_PLAN_FIXED) { /* so that what is dropped alone is fixed */
		a->p.fixed_days = a->p.fixed_theme = a->p.fixed_visits = NULL;
		a->o.without &= ~(unsigned)AN_PLAN_FIXED;
	}
	for (size_t j = 0; j < p->schools; j++)
		a->days[j] = a->p.fixed_days ? a->p.fixed_days[j] : -1;
	for (size_t i = 0; i < all; i++)
		a->theme[i] = a->p.fixed_theme ? a->p.fixed_theme[i] : -1;
	a->p.fixed_days = a->days;
	a->p.fixed_theme = a->theme;
	return true;
}

/* *fixed: the variable that is held at 0; owed: the plan had no choice of it. */
static enum an_status drop(
    struct again *a, const struct an_plan *plan, int *fixed, bool owed, double *loss)
{
	int kept = *fixed;
	enum an_status status;

	*fixed = 0;
	status = an_plan_solve(&a->p, &a->o, &a->plan);
	*fixed = kept;
	if (status == AN_INFEASIBLE || status == AN_NO_CONVERGENCE) {
		*loss = INFINITY;
		return AN_OK;
	}
	if (status)
		return status;
	*loss = plan->objective - a->plan.objective;
	/* A choice that was free can't have cost anything: that is the gap. Nor is rounding a loss. */
	if ((!owed && *loss < 0) || fabs(*loss) < 1e-12 * fabs(plan->objective))
		*loss = 0;
	return AN_OK;
}

static enum an_status loss(
    struct again *a, const struct an_plan *plan, struct an_plan_reason *reason)
{
	int *fixed = &a->days[reason->school];
	bool owed = *fixed > 0 || plan_least(&a->p, a->o.without, reason->school) > 0;

	return drop(a, plan, fixed, owed, &reason->loss_if_dropped);
}

static bool has_rule(const struct again *a, unsigned rule)
{
	if (a->o.without & rule)
		return false;
	switch (rule) {
	case AN_PLAN_COVERAGE:
		return a->p.must != NULL;
	case AN_PLAN_SHARES:
		return a->p.shares > 0;
	case AN_PLAN_CLUSTERS:
		return a->p.cluster != NULL;
	case AN_PLAN_CHANGE:
		return a->p.previous != NULL && a->p.change_cost > 0;
	default:
		return true;
	}
}

/* A rule that costs nothing brought in nobody, whatever another optimum would look like. */
static enum an_status blame(struct again *a, unsigned rule, const struct an_plan *plan,
    struct an_plan_reason *reason, size_t n)
{
	unsigned kept = a->o.without;
	double base = plan->objective;
	enum an_status status;

	if (rule == AN_PLAN_CHANGE) /* compared without its cost on both sides */
		base = plan->value - plan->travel;
	a->o.without |= rule;
	status = an_plan_solve(&a->p, &a->o, &a->plan);
	a->o.without = kept;
	if (status == AN_NO_CONVERGENCE)
		return AN_OK;
	if (status)
		return status;
	if (a->plan.objective <= base + 2 * a->o.gap * fabs(base) + 1e-9)
		return AN_OK;
	for (size_t i = 0; i < n; i++)
		if (a->plan.days[reason[i].school] == 0)
			reason[i].because |= rule;
	return AN_OK;
}

static enum an_status blame_all(
    struct again *a, const struct an_plan *plan, struct an_plan_reason *reason, size_t n)
{
	enum an_status status = AN_OK;

	for (unsigned rule = AN_PLAN_COVERAGE; !status && rule <= AN_PLAN_CHANGE; rule *= 2)
		if (has_rule(a, rule))
			status = blame(a, rule, plan, reason, n);
	return status;
}

static int by_loss(const void *a, const void *b)
{
	const struct an_plan_reason *x = a, *y = b;

	if (x->loss_if_dropped > y->loss_if_dropped || x->loss_if_dropped < y->loss_if_dropped)
		return x->loss_if_dropped > y->loss_if_dropped ? -1 : 1;
	if (x->gain > y->gain || x->gain < y->gain)
		return x->gain > y->gain ? -1 : 1;
	return (x->school > y->school) - (x->school < y->school);
}

enum an_status an_plan_describe(const struct an_plan_problem *problem, const struct an_plan *plan,
    struct an_plan_reason *reason, size_t *count)
{
	enum an_status status = plan_admit(problem);
	size_t n = 0;

	if (status)
		return status;
	for (size_t j = 0; j < problem->schools; j++)
		if (plan->days[j])
			describe(problem, plan, j, &reason[n++]);
	qsort(reason, n, sizeof *reason, by_loss);
	*count = n;
	return AN_OK;
}

enum an_status an_plan_reasons(const struct an_plan_problem *problem,
    const struct an_plan_options *options, const struct an_plan *plan,
    struct an_plan_reason *reason, size_t *count)
{
	struct again a;
	struct an_plan_reason *r;
	size_t n = 0;
	enum an_status status = plan_admit(problem);

	if (status)
		return status;
	r = calloc(problem->schools, sizeof *r);
	if (!r || !begin(problem, options, &a)) {
		free(r);
		return AN_NO_MEMORY;
	}
	for (size_t j = 0; j < problem->schools; j++)
		if (plan->days[j])
			describe(problem, plan, j, &r[n++]);
	for (size_t i = 0; !status && i < n; i++)
		status = loss(&a, plan, &r[i]);
	if (!status)
		status = blame_all(&a, plan, r, n);
	if (!status) {
		qsort(r, n, sizeof *r, by_loss);
		memcpy(reason, r, n * sizeof *r);
		*count = n;
	}
	free(r);
	end(&a);
	return status;
}

enum an_status an_plan_blame(const struct an_plan_problem *problem,
    const struct an_plan_options *options, const struct an_plan *plan,
    struct an_plan_reason *reason, size_t n)
{
	struct again a;
	enum an_status status = plan_admit(problem);

	if (status)
		return status;
	if (!begin(problem, options, &a))
		return AN_NO_MEMORY;
	status = blame_all(&a, plan, reason, n);
	end(&a);
	return status;
}

enum an_status an_plan_theme_losses(const struct an_plan_problem *problem,
    const struct an_plan_options *options, const struct an_plan *plan, double *loss)
{
	struct again a;
	enum an_status status = plan_admit(problem);

	if (status)
		return status;
	if (!begin(problem, options, &a))
		return AN_NO_MEMORY;
	for (size_t i = 0; i < problem->schools * problem->competences; i++) {
		loss[i] = 0;
		if (!status && plan->theme[i])
			status = drop(&a, plan, &a.theme[i], a.theme[i] > 0, &loss[i]);
	}
	end(&a);
	return status;
}
