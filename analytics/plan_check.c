/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong with a problem, and whether a plan keeps its rules. The solver's library ends the
 * process on misuse, so nothing reaches it that did not pass an_plan_fault().
 */
#include "plan_parts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool number_in(double x, double high)
{
	return x >= 0 && x <= high;
}

static const char *scalars(const struct an_plan_problem *p)
{
	if (p->schools < 1 || p->competences < 1 || p->methodists < 1)
		return "no schools, competences or methodists";
	if (p->days > 100000 || p->days_per_school < 1 || p->days_per_school > 1000)
		return "days or days_per_school out of range";
	if (p->themes_per_day < 1 || p->themes_per_day > 1000)
		return "themes_per_day out of range";
	if (p->team < 1 || p->team > 1000)
		return "team out of range";
	return number_in(p->change_cost, 1e9) ? NULL : "change_cost out of range";
}

/* First element outside of low .. high, or n. */
static size_t outside(const int *x, size_t n, int low, int high)
{
	size_t i = 0;

	while (x && i < n && x[i] >= low && x[i] <= high)
		i++;
	return x ? i : n;
}

static size_t not_a_flag(const unsigned char *x, size_t n)
{
	size_t i = 0;

	while (x && i < n && x[i] <= 1)
		i++;
	return x ? i : n;
}

static const char *arrays(const struct an_plan_problem *p, size_t *i)
{
	size_t all = p->schools * p->competences;

	for (*i = 0; *i < all; ++*i)
		if (!number_in(p->value[*i], 1e9))
			return "value out of range";
	for (*i = 0; *i < p->methodists; ++*i)
		if (p->capacity[*i] > 1000)
			return "capacity out of range";
	*i = not_a_flag(p->skill, p->methodists * p->competences);
	if (*i < p->methodists * p->competences)
		return "skill is neither 0 nor 1";
	*i = not_a_flag(p->must, p->schools);
	if (*i < p->schools)
		return "must is neither 0 nor 1";
	*i = outside(p->fixed_days, p->schools, -1, (int)p->days_per_school);
	if (*i < p->schools)
		return "fixed_days out of range";
	*i = outside(p->fixed_theme, all, -1, 1);
	if (*i < all)
		return "fixed_theme out of range";
	*i = outside(p->fixed_visits, p->pairs, -1, (int)p->days_per_school);
	if (*i < p->pairs)
		return "fixed_visits out of range";
	for (*i = 0; p->previous && *i < p->schools; ++*i)
		if (p->previous[*i] > 1000)
			return "previous out of range";
	for (*i = 0; p->most && p->must && *i < p->schools; ++*i)
		if (p->must[*i] && !p->most[*i])
			return "a day is due where most is 0";
	return NULL;
}

static const char *shares(const struct an_plan_problem *p, size_t *i)
{
	for (*i = 0; *i < p->shares; ++*i)
		if (!(p->share[*i].least >= 0 && p->share[*i].least <= 1) ||
		    not_a_flag(p->share[*i].member, p->schools) < p->schools)
			return "share out of range";
	return NULL;
}

static const char *pairs(const struct an_plan_problem *p, size_t *i)
{
	unsigned char *seen;

	for (*i = 0; *i < p->pairs; ++*i)
		if (p->pair[*i].methodist >= p->methodists || p->pair[*i].school >= p->schools)
			return "pair of nobody or nowhere";
	for (*i = 0; *i < p->pairs; ++*i)
		if (!number_in(p->pair[*i].travel, 1e9))
			return "travel out of range";
	seen = calloc(p->methodists, p->schools);
	for (*i = 0; seen && *i < p->pairs; ++*i) {
		unsigned char *s = &seen[p->pair[*i].methodist * p->schools + p->pair[*i].school];

		if (*s) {
			free(seen);
			return "pair given twice";
		}
		*s = 1;
	}
	free(seen);
	return seen ? NULL : "out of memory";
}

const char *an_plan_fault(const struct an_plan_problem *p, size_t *index)
{
	const char *fault = scalars(p);
	size_t i = 0;

	if (!fault)
		fault = arrays(p, &i);
	if (!fault)
		fault = shares(p, &i);
	if (!fault)
		fault = pairs(p, &i);
	*index = i;
	return fault;
}

enum an_status plan_admit(const struct an_plan_problem *p)
{
	const char *fault;
	size_t i;

	if (p->schools > 5000 || p->methodists > 5000 || p->competences > 100 || p->pairs > 200000)
		return AN_TOO_LARGE;
	fault = an_plan_fault(p, &i);
	if (!fault)
		return AN_OK;
	return strcmp(fault, "out of memory") == 0 ? AN_NO_MEMORY : AN_BAD_INPUT;
}

size_t plan_least(const struct an_plan_problem *p, unsigned without, size_t school)
{
	if (p->fixed_days && p->fixed_days[school] >= 0 && !(without & AN_PLAN_FIXED))
		return (size_t)p->fixed_days[school];
	return p->must && p->must[school] && !(without & AN_PLAN_COVERAGE);
}

size_t plan_most(const struct an_plan_problem *p, unsigned without, size_t school)
{
	if (p->fixed_days && p->fixed_days[school] >= 0 && !(without & AN_PLAN_FIXED))
		return (size_t)p->fixed_days[school];
	return p->most && p->most[school] < p->days_per_school ? p->most[school]
							       : p->days_per_school;
}

/* ---- a plan ---------------------------------------------------------------------------------- */

/* Sums over pairs that the rules speak of. */
struct tally {
	size_t *team, *busy; /* [schools], [methodists] */
	unsigned char *can;  /* [schools * competences] somebody skilled comes */
};

static bool visits_keep(
    const struct an_plan_problem *p, bool fixed, const struct an_plan *plan, struct tally *t)
{
	for (size_t i = 0; i < p->pairs; i++) {
		const struct an_plan_pair *q = &p->pair[i];
		size_t v = plan->visits[i];

		if (fixed && p->fixed_visits && p->fixed_visits[i] >= 0 &&
		    v != (size_t)p->fixed_visits[i])
			return false;
		if (v > plan->days[q->school])
			return false;
		t->team[q->school] += v;
		t->busy[q->methodist] += v;
		for (size_t c = 0; v && c < p->competences; c++)
			t->can[q->school * p->competences + c] |=
			    p->skill[q->methodist * p->competences + c];
	}
	for (size_t r = 0; r < p->methodists; r++)
		if (t->busy[r] > p->capacity[r])
			return false;
	return true;
}

static bool schools_keep(const struct an_plan_problem *p, unsigned without,
    const struct an_plan *plan, const struct tally *t)
{
	for (size_t j = 0; j < p->schools; j++) {
		size_t named = 0, y = plan->days[j];

		for (size_t c = 0; c < p->competences; c++) {
			size_t at = j * p->competences + c;

			named += plan->theme[at];
			if (plan->theme[at] > t->can[at])
				return false;
			if (p->fixed_theme && p->fixed_theme[at] >= 0 &&
			    !(without & AN_PLAN_FIXED) && plan->theme[at] != p->fixed_theme[at])
				return false;
		}
		if (named > p->themes_per_day * y || t->team[j] != p->team * y ||
		    y < plan_least(p, without, j) || y > plan_most(p, without, j))
			return false;
	}
	return true;
}

static bool shares_keep(const struct an_plan_problem *p, const struct an_plan *plan)
{
	for (size_t g = 0; g < p->shares; g++) {
		size_t inside = 0;

		for (size_t j = 0; j < p->schools; j++)
			inside += p->share[g].member[j] ? plan->days[j] : 0;
		if ((double)inside < p->share[g].least * (double)plan->days_in_all - 1e-6)
			return false;
	}
	return true;
}

/* Nobody with two days has them all in one cluster. seen[r]: 0, a cluster + 1, or "several". */
static bool clusters_keep(const struct an_plan_problem *p, const struct an_plan *plan,
    const struct tally *t, size_t *seen)
{
	const size_t several = SIZE_MAX;

	for (size_t i = 0; i < p->pairs; i++) {
		size_t *s = &seen[p->pair[i].methodist], q = p->cluster[p->pair[i].school] + 1;

		if (plan->visits[i])
			*s = *s && *s != q ? several : q;
	}
	for (size_t r = 0; r < p->methodists; r++)
		if (t->busy[r] > 1 && seen[r] != several)
			return false;
	return true;
}

static void sum_up(const struct an_plan_problem *p, unsigned without, struct an_plan *plan)
{
	plan->value = plan->travel = 0;
	plan->days_in_all = plan->changed = 0;
	for (size_t i = 0; i < p->schools * p->competences; i++)
		plan->value += plan->theme[i] ? p->value[i] : 0;
	for (size_t i = 0; i < p->pairs; i++)
		plan->travel += p->pair[i].travel * (double)plan->visits[i];
	for (size_t j = 0; j < p->schools; j++) {
		size_t y = plan->days[j], old = p->previous ? p->previous[j] : y;

		plan->days_in_all += y;
		plan->changed += y > old ? y - old : old - y;
	}
	plan->objective = plan->value - plan->travel -
			  (without & AN_PLAN_CHANGE ? 0 : p->change_cost * (double)plan->changed);
}

enum an_status plan_verify(const struct an_plan_problem *p, unsigned without, struct an_plan *plan)
{
	struct tally t = { calloc(p->schools, sizeof *t.team),
		calloc(p->methodists, sizeof *t.busy), calloc(p->schools, p->competences) };
	size_t *seen = calloc(p->methodists, sizeof *seen);
	enum an_status status = t.team && t.busy && t.can && seen ? AN_OK : AN_NO_MEMORY;

	if (!status) {
		sum_up(p, without, plan);
		if (plan->days_in_all > p->days ||
		    !visits_keep(p, !(without & AN_PLAN_FIXED), plan, &t) ||
		    !schools_keep(p, without, plan, &t) ||
		    (!(without & AN_PLAN_SHARES) && !shares_keep(p, plan)) ||
		    (!(without & AN_PLAN_CLUSTERS) && p->cluster &&
			!clusters_keep(p, plan, &t, seen)))
			status = AN_INFEASIBLE;
	}
	free(t.team);
	free(t.busy);
	free(t.can);
	free(seen);
	return status;
}

enum an_status an_plan_check(
    const struct an_plan_problem *problem, unsigned without, struct an_plan *plan)
{
	enum an_status status = plan_admit(problem);

	return status ? status : plan_verify(problem, without, plan);
}
