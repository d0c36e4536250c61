/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linking of raters in the plan: schools that share no rater, directly or through others, stand in sets
 * of their own, and between sets nobody can tell a strict methodist from a weak school. So a methodist
 * with two days or more is sent into two sets. Schools that nobody visited make one set more. Where all
 * visited schools are linked, or days can be held in one set only, there is no such rule.
 */
#include "jobs/plan_build.h"
#include "jobs/growth_fit.h"

#include <stdlib.h>

enum { RATER, SCHOOL, SCHOOL_ID }; /* of plan_visited: numbers from 0, and the school's id */

static uint32_t *numbers(struct arena *mem, const struct rows *r, int column, uint32_t *levels)
{
	uint32_t *x = arena_array(mem, uint32_t, rows_count(r) + 1);

	*levels = 0;
	for (size_t i = 0; i < rows_count(r); i++) {
		x[i] = (uint32_t)strtoul(rows_text(r, i, column), NULL, 10);
		if (x[i] >= *levels)
			*levels = x[i] + 1;
	}
	return x;
}

/* Can days be held in two sets? */
static bool reaches_two(const struct an_plan_problem *p, const size_t *set)
{
	size_t first = p->schools;

	for (size_t j = 0; j < p->schools; j++) {
		if (!p->most[j])
			continue;
		if (first == p->schools)
			first = j;
		else if (set[j] != set[first])
			return true;
	}
	return false;
}

enum error plan_linking(struct plan_build *b)
{
	struct arena *mem = b->job->rq->mem;
	struct rows *r;
	struct an_factor raters = { 0 }, schools = { 0 };
	size_t *set = arena_array(mem, size_t, b->p.schools + 1);

	TRY(db_query(b->job->rq, Q_PLAN_VISITED, NO_PARAMS, &r));
	if (rows_count(r) == 0)
		return OK;
	raters.level = numbers(mem, r, RATER, &raters.levels);
	schools.level = numbers(mem, r, SCHOOL, &schools.levels);
	struct an_pairs pairs = { rows_count(r), &raters, &schools };
	struct an_sets sets = { arena_array(mem, uint32_t, raters.levels),
		arena_array(mem, uint32_t, schools.levels), 0 };

	if (an_linkage_sets(&pairs, &sets) || sets.n < 2)
		return OK;
	for (size_t j = 0; j < b->p.schools; j++)
		set[j] = sets.n;
	for (size_t i = 0; i < rows_count(r); i++) {
		size_t j = rows_find(b->schools, rows_text(r, i, SCHOOL_ID));

		if (j < b->p.schools)
			set[j] = sets.b[schools.level[i]];
	}
	if (reaches_two(&b->p, set))
		b->p.cluster = set;
	return OK;
}
