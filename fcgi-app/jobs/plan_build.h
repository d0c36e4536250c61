/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan builder in the product: which school x competence is put forward for next year's plan. The
 * problem is read from the database and its last run of the growth job; the search is analytics/plan.h.
 *
 * One option is one day at that school on that topic, as one accepted proposal is one item of the
 * plan. What stands in the draft has taken its part of the capacity. The same rows give the same plan.
 */
#ifndef JOBS_PLAN_BUILD_H
#define JOBS_PLAN_BUILD_H
#include "jobs/job.h"
#include "analytics.h"
#include "json.h"

/* Settings of the district (plan_...), or what is asked for instead. */
struct plan_rules {
	size_t days, per_school, per_methodist, team;
	double coverage_years, rural_share, change_cost, travel_cost;
	double weight_gap, weight_needs, weight_support;
};

struct plan_option {
	const char *organisation, *competence, *name; /* name: of the competence */
	double value;
	size_t school, slot; /* slot: its place among those of the school, the best is 0 */
	bool chosen, unled;  /* unled: nobody who may come can lead it */
	/* of a chosen one: the plan with it less the best plan without it; rules (an_plan_rule) but for
	 * which the school were not in the plan; the one methodist who could lead it, or NULL */
	double loss;
	unsigned because;
	const char *only;
};

struct plan_build {
	struct job *job;
	const char *plan;
	struct plan_rules rules;
	const struct rows *schools, *methodists, *competences;
	bool anew;		    /* days taken over from this year's plan may go */
	bool unable;		    /* some methodist can't take some competence */
	struct plan_option *option; /* in the order of organisation and competence */
	size_t *kept;	     /* [schools] of those days, how many the topics left could stand for */
	size_t options, *at; /* at: [schools x columns] option there, or SIZE_MAX */
	double *value;	     /* as p.value */
	size_t draft, capacity, room; /* days: in the draft, in all, what is left */
	struct an_plan_problem p;
	struct an_plan out;
	unsigned without; /* rules that no plan could keep: an_plan_rule */
	bool empty;	  /* nothing to choose from, or no room */
};

/* plan_gather.c, with plan_linking.c: sets of schools whose raters share no school. asked: JSON text of rules that differ, or NULL. */
CHECKED enum error plan_gather(
    struct job *j, const char *plan, const char *asked, struct plan_build *out);
CHECKED enum error plan_linking(struct plan_build *b);
/* As if the days that the draft took over from this year's plan were free too; a change costs. */
CHECKED enum error plan_gather_anew(struct job *j, const char *plan, struct plan_build *out);

/* plan_choose.c: the plan; why each chosen option is in it. */
CHECKED enum error plan_choose(struct plan_build *b);
CHECKED enum error plan_explain(struct plan_build *b);
/* Solves again, with the rules that plan_choose() kept; *found: is there such a plan? */
CHECKED enum error plan_again(struct plan_build *b, struct an_plan *out, bool *found);
size_t plan_unused(const struct plan_build *b);
/* coverage, shares, linking, change: a list of what is in `rules`, a sum of an_plan_rule. */
struct json *plan_rule_names(unsigned rules);
const char *plan_method(const struct plan_build *b);

/* plan_drop.c: days of the draft that the plan built anew has elsewhere. */
struct plan_drop {
	const char *organisation, *item, *title, *starts_on, *ends_on;
	const struct plan_option *here,
	    *instead; /* what the day would be about here; what takes its place, or NULL */
	double gain;  /* of the district without it */
};
CHECKED enum error plan_drops(struct job *j, const char *plan, struct plan_drop **out, size_t *n);

#endif
