/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which schools get methodological days next year, on which competences and with which methodists:
 * an integer programme over what the growth model expects a day to bring, under capacity, skills,
 * coverage, shares of groups, travel and linkage of raters. The plan is proposed, the council
 * decides: what it fixes comes back as fixed variables. The search is limited by branch-and-bound
 * nodes, not by the clock, so the same input gives the same plan.
 */
#ifndef AN_PLAN_H
#define AN_PLAN_H
#include <stdbool.h>
#include <stddef.h>

#include "status.h"
#ifdef __cplusplus
extern "C" {
#endif

/* Expected cut, next year, of the shortfall below `target` over n people whose levels are
 * N(mean, sd^2), if a day lifts each by `effect`: sum of g(target) - g(target - effect) with
 * g(a) = E(a - level)^+. NaN if an argument isn't finite, an sd not above 0 or the effect negative. */
double an_plan_gain(const double *mean, const double *sd, size_t n, double target, double effect);

struct an_plan_pair { /* a methodist who may go to a school; pairs not listed may not */
	size_t methodist, school;
	double travel; /* cost of one day, in units of value, >= 0 */
};

struct an_plan_share {		     /* at least this share of all days goes to these schools */
	const unsigned char *member; /* [schools] 0 or 1 */
	double least;		     /* 0 to 1 */
};

struct an_plan_problem {
	size_t schools, competences, methodists;
	size_t days;		    /* at most, in all */
	size_t days_per_school;	    /* at most */
	size_t themes_per_day;	    /* competences that one day may name, at most */
	size_t team;		    /* methodists at one day */
	const double *value;	    /* [schools * competences] what naming it brings, >= 0 */
	const size_t *capacity;	    /* [methodists] days each can go */
	const unsigned char *skill; /* [methodists * competences] 0 or 1 */
	size_t pairs;
	const struct an_plan_pair *pair;
	const unsigned char *must; /* [schools] 1: a day is due (coverage); NULL: none */
	size_t shares;
	const struct an_plan_share *share;
	/* [schools] cluster of each, or NULL. A methodist with 2 or more days then works in at least
	 * 2 clusters, which keeps raters comparable. */
	const size_t *cluster;
	/* The council's decisions, -1 = free; each may be NULL. */
	const int *fixed_days;	 /* [schools] */
	const int *fixed_theme;	 /* [schools * competences] 0 or 1 */
	const int *fixed_visits; /* [pairs] days of that methodist at that school */
	const size_t *most; /* [schools] days there at most, below days_per_school; NULL: none */
	const size_t *previous; /* [schools] days of the plan to change little; NULL: none */
	double change_cost;	/* for each day more or less than `previous`, >= 0 */
};

/* Rules that can be blamed, or left out. */
enum an_plan_rule {
	AN_PLAN_COVERAGE = 1,
	AN_PLAN_SHARES = 2,
	AN_PLAN_CLUSTERS = 4,
	AN_PLAN_FIXED = 8,
	AN_PLAN_CHANGE = 16
};

struct an_plan_options {
	double gap;	  /* relative distance from the optimum that is good enough: 1e-4 */
	size_t nodes;	  /* of branch and bound, then the best plan so far: 2000 */
	unsigned without; /* rules left out, a sum of an_plan_rule */
	size_t megabytes; /* memory of the solver at most; 0: no limit */
	/* Asked now and then; false ends with AN_CANCELLED. May be NULL. */
	bool (*go_on)(void *context);
	void *context;
};
#define AN_PLAN_USUAL ((struct an_plan_options){ .gap = 1e-4, .nodes = 2000 })

enum an_plan_method {
	AN_PLAN_OPTIMUM,    /* within the gap of the optimum */
	AN_PLAN_BEST_FOUND, /* the node limit came first: best plan of the search */
	AN_PLAN_GREEDY	    /* the node limit came first: the best day, then the next, ... */
};

struct an_plan {
	enum an_plan_method method;
	double objective;     /* value - travel - change */
	double bound;	      /* no plan is better than this */
	double value, travel; /* its parts */
	size_t days_in_all, changed, nodes;
	/* The caller's arrays. */
	size_t *days;	      /* [schools] */
	unsigned char *theme; /* [schools * competences] */
	size_t *visits;	      /* [pairs] */
};

/* AN_BAD_INPUT: see an_plan_fault(); AN_INFEASIBLE: see an_plan_conflict(); AN_TOO_LARGE: more than
 * 5000 schools, 5000 methodists, 100 competences or 200000 pairs; AN_NO_CONVERGENCE: the node limit
 * came before any plan and the greedy way found none; AN_CANCELLED; AN_NO_MEMORY. The solver's
 * library (GLPK) may not be in use by the calling thread. */
enum an_status an_plan_solve(const struct an_plan_problem *problem,
    const struct an_plan_options *options, struct an_plan *out);

/* The greedy way alone, fast and explainable. AN_NO_CONVERGENCE: it met no plan. */
enum an_status an_plan_greedy(
    const struct an_plan_problem *problem, unsigned without, struct an_plan *out);

/* What is wrong with a problem, and which element of that array; NULL if nothing. */
const char *an_plan_fault(const struct an_plan_problem *problem, size_t *index);

/* Of a problem without a plan: the rules that, left out one by one, would give one; 0: none alone. */
enum an_status an_plan_conflict(
    const struct an_plan_problem *problem, const struct an_plan_options *options, unsigned *rules);

/* Does a plan (days, theme, visits) keep every rule? Recomputes objective, value, travel, changed,
 * days_in_all. AN_INFEASIBLE: a rule is broken. */
enum an_status an_plan_check(
    const struct an_plan_problem *problem, unsigned without, struct an_plan *plan);

enum { AN_PLAN_TOP = 3, AN_PLAN_NOBODY = -1 };
struct an_plan_reason {
	size_t school, days;
	double gain; /* value of its themes less travel */
	size_t tops; /* themes with the largest value, */
	size_t top[AN_PLAN_TOP];
	double top_value[AN_PLAN_TOP];
	int only[AN_PLAN_TOP]; /* the only methodist who could take it, or AN_PLAN_NOBODY */
	/* Of the objective. Below 0: it is due or fixed, and the district would gain without it.
	 * INFINITY: without it no plan keeps the rules. */
	double loss_if_dropped;
	unsigned because; /* rules without which it would not be in the plan */
};

/* A reason for each school that has days in the plan, largest loss first: reason[schools], *count of
 * them. Solves again for each school. Statuses as an_plan_solve(). */
enum an_status an_plan_reasons(const struct an_plan_problem *problem,
    const struct an_plan_options *options, const struct an_plan *plan,
    struct an_plan_reason *reason, size_t *count);

/* The same without losses and rules, which take the time; largest gain first. */
enum an_status an_plan_describe(const struct an_plan_problem *problem, const struct an_plan *plan,
    struct an_plan_reason *reason, size_t *count);

/* Adds `because` to the n reasons of an_plan_describe(): solves again for each rule. */
enum an_status an_plan_blame(const struct an_plan_problem *problem,
    const struct an_plan_options *options, const struct an_plan *plan,
    struct an_plan_reason *reason, size_t n);

/* What the district loses without one theme, whose day another may take: loss[schools * competences],
 * as loss_if_dropped, 0 for themes that the plan doesn't name. Solves again for each theme named. */
enum an_status an_plan_theme_losses(const struct an_plan_problem *problem,
    const struct an_plan_options *options, const struct an_plan *plan, double *loss);

#ifdef __cplusplus
}
#endif
#endif
