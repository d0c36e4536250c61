/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The greedy way: first what is due or fixed, then always the day that brings most. It looks one day
 * ahead only, so under shares or clusters it can miss a plan that exists; what it returns has passed
 * the same check as the search's plan.
 */
#include "plan_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIXED_FIRST 1e12 /* above every value: what the council fixed is taken first */

struct state {
	const struct an_plan_problem *p;
	unsigned without;
	struct an_plan *plan;
	size_t *busy;	      /* [methodists] */
	size_t *cluster;      /* [methodists] of the first day, + 1 */
	size_t *first;	      /* [schools + 1] its pairs in `sorted` */
	size_t *sorted;	      /* [pairs] */
	double *worth;	      /* [schools] of the best day, stale where plan changed since */
	unsigned char *can;   /* [competences] of the team being gathered */
	size_t *team;	      /* [team] pairs */
	unsigned char *named; /* [competences] themes of the day being judged */
};

static int held(const struct state *s, const int *fixed, size_t at)
{
	return fixed && !(s->without & AN_PLAN_FIXED) ? fixed[at] : -1;
}

static bool free_to_go(const struct state *s, size_t pair)
{
	const struct an_plan_pair *q = &s->p->pair[pair];
	int fixed = held(s, s->p->fixed_visits, pair);

	if (s->busy[q->methodist] >= s->p->capacity[q->methodist] ||
	    s->plan->visits[pair] > s->plan->days[q->school] ||
	    (fixed >= 0 && s->plan->visits[pair] >= (size_t)fixed))
		return false;
	return !s->p->cluster || s->without & AN_PLAN_CLUSTERS || s->busy[q->methodist] != 1 ||
	       s->cluster[q->methodist] != s->p->cluster[q->school] + 1;
}

/* Sum of the best themes that this team, and `extra` with it, can take; marks them in named. */
static double themes(struct state *s, size_t school, size_t extra)
{
	const struct an_plan_problem *p = s->p;
	double sum = 0;

	memset(s->named, 0, p->competences);
	for (size_t k = 0; k < p->themes_per_day; k++) {
		double most = 0;
		size_t best = p->competences;

		for (size_t c = 0; c < p->competences; c++) {
			size_t at = school * p->competences + c;
			int fixed = held(s, p->fixed_theme, at);
			double v = p->value[at] + (fixed > 0 ? FIXED_FIRST : 0);
			bool able = s->can[c] ||
				    (extra < p->methodists && p->skill[extra * p->competences + c]);

			if (able && fixed != 0 && !s->plan->theme[at] && !s->named[c] && v > most) {
				most = v;
				best = c;
			}
		}
		if (best == p->competences)
			break;
		s->named[best] = 1;
		sum += most;
	}
	return sum;
}

static bool in_team(const struct state *s, size_t n, size_t pair)
{
	for (size_t i = 0; i < n; i++)
		if (s->team[i] == pair)
			return true;
	return false;
}

/* The best day at a school: its team, themes in named, and worth; -INFINITY: no team. */
static double best_day(struct state *s, size_t school)
{
	const struct an_plan_problem *p = s->p;
	double travel = 0;

	memset(s->can, 0, p->competences);
	for (size_t n = 0; n < p->team; n++) {
		double most = -INFINITY;
		size_t best = p->pairs;

		for (size_t i = s->first[school]; i < s->first[school + 1]; i++) {
			size_t pair = s->sorted[i];
			double v;

			if (in_team(s, n, pair) || !free_to_go(s, pair))
				continue;
			v = themes(s, school, p->pair[pair].methodist) - p->pair[pair].travel +
			    (held(s, p->fixed_visits, pair) > 0 ? FIXED_FIRST : 0);
			if (v > most) {
				most = v;
				best = pair;
			}
		}
		if (best == p->pairs)
			return -INFINITY;
		s->team[n] = best;
		travel += p->pair[best].travel;
		for (size_t c = 0; c < p->competences; c++)
			s->can[c] |= p->skill[p->pair[best].methodist * p->competences + c];
	}
	return themes(s, school, p->methodists) - travel;
}

static double change_cost(const struct state *s, size_t school)
{
	if (!s->p->previous || s->without & AN_PLAN_CHANGE)
		return 0;
	return s->plan->days[school] < s->p->previous[school] ? -s->p->change_cost
							      : s->p->change_cost;
}

/* Take the day that best_day() has just found. */
static void take(struct state *s, size_t school)
{
	for (size_t i = 0; i < s->p->team; i++) {
		const struct an_plan_pair *q = &s->p->pair[s->team[i]];

		s->plan->visits[s->team[i]]++;
		if (s->busy[q->methodist]++ == 0 && s->p->cluster)
			s->cluster[q->methodist] = s->p->cluster[q->school] + 1;
	}
	for (size_t c = 0; c < s->p->competences; c++)
		s->plan->theme[school * s->p->competences + c] |= s->named[c];
	s->plan->days[school]++;
	s->plan->days_in_all++;
}

/* Would one more day here leave a group short of its share? */
static bool shares_allow(const struct state *s, size_t school)
{
	const struct an_plan_problem *p = s->p;

	for (size_t g = 0; g < p->shares && !(s->without & AN_PLAN_SHARES); g++) {
		size_t inside = p->share[g].member[school];

		if (inside)
			continue;
		for (size_t j = 0; j < p->schools; j++)
			inside += p->share[g].member[j] ? s->plan->days[j] : 0;
		if ((double)inside < p->share[g].least * (double)(s->plan->days_in_all + 1) - 1e-9)
			return false;
	}
	return true;
}

/* The school to go to next, or `schools`. Worths fall as methodists are taken (the cluster rule aside),
 * so a stale one is an upper limit and only the best has to be judged again. */
static size_t next_school(struct state *s, bool due)
{
	const struct an_plan_problem *p = s->p;

	for (;;) {
		double most = due ? -INFINITY : 0, fresh;
		size_t best = p->schools;

		for (size_t j = 0; j < p->schools; j++) {
			bool open = due ? s->plan->days[j] < plan_least(p, s->without, j)
					: s->plan->days[j] < plan_most(p, s->without, j) &&
					      shares_allow(s, j);

			if (open && s->worth[j] > most) {
				most = s->worth[j];
				best = j;
			}
		}
		if (best == p->schools)
			return best;
		fresh = best_day(s, best) - change_cost(s, best);
		if (fresh >= s->worth[best])
			return best;
		s->worth[best] = fresh;
	}
}

static void build(struct state *s)
{
	for (int due = 1; due >= 0; due--)
		while (s->plan->days_in_all < s->p->days) {
			size_t j = next_school(s, due);

			if (j == s->p->schools)
				break;
			take(s, j);
			/* The step from last year's days to more of them costs twice the change. */
			s->worth[j] = best_day(s, j) - change_cost(s, j);
		}
}

static bool prepare(struct state *s)
{
	const struct an_plan_problem *p = s->p;

	s->busy = calloc(p->methodists, sizeof *s->busy);
	s->cluster = calloc(p->methodists, sizeof *s->cluster);
	s->first = calloc(p->schools + 3, sizeof *s->first);
	s->sorted = calloc(p->pairs + 1, sizeof *s->sorted);
	s->worth = calloc(p->schools, sizeof *s->worth);
	s->can = calloc(2, p->competences);
	s->team = calloc(p->team, sizeof *s->team);
	if (!s->busy || !s->cluster || !s->first || !s->sorted || !s->worth || !s->can || !s->team)
		return false;
	s->named = s->can + p->competences;
	for (size_t i = 0; i < p->pairs; i++)
		s->first[p->pair[i].school + 2]++;
	for (size_t j = 0; j < p->schools; j++)
		s->first[j + 2] += s->first[j + 1];
	for (size_t i = 0; i < p->pairs; i++)
		s->sorted[s->first[p->pair[i].school + 1]++] = i;
	for (size_t j = 0; j < p->schools; j++)
		s->worth[j] = best_day(s, j) - change_cost(s, j);
	return true;
}

static void release(struct state *s)
{
	free(s->busy);
	free(s->cluster);
	free(s->first);
	free(s->sorted);
	free(s->worth);
	free(s->can);
	free(s->team);
}

enum an_status an_plan_greedy(
    const struct an_plan_problem *problem, unsigned without, struct an_plan *out)
{
	struct an_plan plan;
	struct state s = { .p = problem, .without = without, .plan = &plan };
	enum an_status status = plan_admit(problem);

	if (status)
		return status;
	if (!plan_room(problem, &plan))
		return AN_NO_MEMORY;
	status = prepare(&s) ? AN_OK : AN_NO_MEMORY;
	if (!status) {
		build(&s);
		status = plan_verify(problem, without, &plan);
	}
	if (status == AN_INFEASIBLE)
		status = AN_NO_CONVERGENCE;
	if (!status) {
		plan.method = AN_PLAN_GREEDY;
		plan.bound = INFINITY;
		plan_copy(problem, &plan, out);
	}
	release(&s);
	free(plan.days);
	return status;
}
