/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the plan share; not part of the library's interface. The model is plain arrays,
 * made before the solver is touched, so that the solver's file only copies it.
 */
#ifndef AN_PLAN_PARTS_H
#define AN_PLAN_PARTS_H
#include "plan.h"

struct plan_model {
	int rows, columns, entries;
	double *row_low, *row_high; /* infinite where there is no bound */
	double *low, *high, *cost;  /* of columns; the sum of cost is maximized */
	bool *integer;
	/* Entries stand at 1 .. entries and name rows and columns from 1, as the solver counts. */
	int *row, *column;
	double *coefficient;
};

/* Columns: days of schools, then themes, then pairs, then changes (if there is a previous plan). */
enum an_status plan_model_make(
    const struct an_plan_problem *p, unsigned without, struct plan_model *m);
void plan_model_free(struct plan_model *m);

struct plan_solution {
	double *x; /* [columns], the caller's */
	double objective, bound;
	size_t nodes;
	bool optimal, found;
};
enum an_status plan_search(
    const struct plan_model *m, const struct an_plan_options *o, struct plan_solution *s);

/* an_plan_check() of a sound problem. */
enum an_status plan_verify(const struct an_plan_problem *p, unsigned without, struct an_plan *plan);
enum an_status plan_admit(const struct an_plan_problem *p);

/* Days of a school that the rules allow at least and at most. */
size_t plan_least(const struct an_plan_problem *p, unsigned without, size_t school);
size_t plan_most(const struct an_plan_problem *p, unsigned without, size_t school);

/* Arrays of a plan in one piece; false without memory. Release with free(plan->days). */
bool plan_room(const struct an_plan_problem *p, struct an_plan *plan);
void plan_copy(const struct an_plan_problem *p, const struct an_plan *from, struct an_plan *to);

#endif
