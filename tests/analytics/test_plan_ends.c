/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ways a plan can end without an optimum: a limit, rules that contradict each other, a search that is
 * cancelled, no memory, a problem that is refused or has nothing in it.
 */
#include "analytics.h"
#include "check_main.h"
#include "plan_district.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

START_TEST(the_node_limit_ends_with_a_plan_and_says_so)
{
	struct district *d = district_make(24, 30, 12, 2);
	struct an_plan_options none = { .gap = 0, .nodes = 0 };

	d->p.cluster = d->cluster;
	ck_assert_int_eq(an_plan_solve(&d->p, &none, &d->plan), AN_OK);
	ck_assert_int_ne(d->plan.method, AN_PLAN_OPTIMUM);
	ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_OK);
	ck_assert_double_ge(d->plan.bound, d->plan.objective);
	district_free(d);
}
END_TEST

START_TEST(rules_that_contradict_each_other_are_named)
{
	struct district *d = district_make(12, 16, 6, 11);
	unsigned rules = 77;

	memset(d->must, 1, 12); /* 12 due, 7 days */
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_INFEASIBLE);
	ck_assert_int_eq(an_plan_conflict(&d->p, &AN_PLAN_USUAL, &rules), AN_OK);
	ck_assert_uint_eq(rules, AN_PLAN_COVERAGE);
	ck_assert_int_eq(an_plan_greedy(&d->p, 0, &d->plan), AN_NO_CONVERGENCE);
	district_free(d);
}
END_TEST

static bool never(void *context)
{
	++*(int *)context;
	return false;
}

START_TEST(a_search_can_be_cancelled_and_leaves_the_answer_alone)
{
	struct district *d = district_make(12, 16, 6, 12);
	struct an_plan_options o = AN_PLAN_USUAL;
	int asked = 0;

	o.go_on = never;
	o.context = &asked;
	d->plan.objective = 77;
	ck_assert_int_eq(an_plan_solve(&d->p, &o, &d->plan), AN_CANCELLED);
	ck_assert_int_gt(asked, 0);
	ck_assert_double_eq(d->plan.objective, 77);
	district_free(d);
}
END_TEST

/* The solver's library would end the process here; and the next search must find it as new. */
START_TEST(a_lack_of_memory_is_a_status)
{
	struct district *d = district_make(40, 60, 12, 1);
	struct an_plan_options o = AN_PLAN_USUAL;

	o.megabytes = 1;
	ck_assert_int_eq(an_plan_solve(&d->p, &o, &d->plan), AN_NO_MEMORY);
	o.megabytes = 0;
	ck_assert_int_eq(an_plan_solve(&d->p, &o, &d->plan), AN_OK);
	ck_assert_int_eq(glp_init_env(), 0); /* nothing of it was left behind */
	ck_assert_int_eq(an_plan_solve(&d->p, &o, &d->plan), AN_BAD_INPUT);
	glp_free_env();
	district_free(d);
}
END_TEST

#define REFUSED(change)                                                                            \
	do {                                                                                       \
		struct district *d = district_make(4, 4, 3, 1);                                    \
		int minus[16] = { -2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,      \
			-1 };                                                                      \
		(void)minus;                                                                       \
		change;                                                                            \
		ck_assert_ptr_nonnull(an_plan_fault(&d->p, &at));                                  \
		ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_BAD_INPUT);    \
		ck_assert_int_eq(an_plan_greedy(&d->p, 0, &d->plan), AN_BAD_INPUT);                \
		district_free(d);                                                                  \
	} while (0)

START_TEST(a_bad_problem_never_reaches_the_solver)
{
	size_t at;

	REFUSED(d->value[5] = NAN);
	REFUSED(d->value[5] = -1);
	REFUSED(d->value[5] = INFINITY);
	REFUSED(d->pair[2].travel = NAN);
	REFUSED(d->pair[2].school = 4);
	REFUSED(d->pair[2].methodist = 4);
	REFUSED(d->pair[2] = d->pair[0]);
	REFUSED(d->capacity[1] = 1001);
	REFUSED(d->skill[1] = 2);
	REFUSED(d->must[1] = 2);
	REFUSED(d->share.least = NAN);
	REFUSED(d->share.least = 1.5);
	REFUSED(d->p.schools = 0);
	REFUSED(d->p.team = 0);
	REFUSED(d->p.days_per_school = 0);
	REFUSED(d->p.themes_per_day = 0);
	REFUSED(d->p.change_cost = -1);
	REFUSED(d->p.fixed_days = minus);
	REFUSED(d->p.fixed_theme = minus);
	REFUSED(d->p.fixed_visits = minus);
}
END_TEST

START_TEST(the_faulty_element_is_named)
{
	struct district *d = district_make(4, 4, 3, 1);
	size_t at = 0;

	ck_assert_ptr_null(an_plan_fault(&d->p, &at));
	d->value[7] = NAN;
	ck_assert_str_eq(an_plan_fault(&d->p, &at), "value out of range");
	ck_assert_uint_eq(at, 7);
	d->p.schools = 5001;
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_TOO_LARGE);
	district_free(d);
}
END_TEST

START_TEST(odd_problems_have_their_plans)
{
	struct district *d = district_make(4, 4, 3, 1);

	d->p.days = 0;
	memset(d->must, 0, 4);
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
	ck_assert_uint_eq(d->plan.days_in_all, 0);
	d->p.days = 4;
	d->p.pairs = 0; /* nobody may go anywhere */
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
	ck_assert_uint_eq(d->plan.days_in_all, 0);
	d->must[2] = 1;
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_INFEASIBLE);
	district_free(d);
}
END_TEST

CHECK_MAIN("plan_ends", the_node_limit_ends_with_a_plan_and_says_so,
    rules_that_contradict_each_other_are_named,
    a_search_can_be_cancelled_and_leaves_the_answer_alone, a_lack_of_memory_is_a_status,
    a_bad_problem_never_reaches_the_solver, the_faulty_element_is_named,
    odd_problems_have_their_plans)
