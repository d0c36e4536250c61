/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan against an exhaustive search on tiny problems, its rules and overrides on a made-up
 * district, and the gain of a day that it weighs.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"
#include "plan_district.h"

#include <string.h>

static const struct an_plan_options exact = { .gap = 0, .nodes = 100000 };

/* ---- tiny problems, every plan tried --------------------------------------------------------- */

/* Best objective over all days, teams and themes by counting through every array of visits and
 * themes; -INFINITY: no plan. */
static double exhaustive(struct district *d)
{
	const struct an_plan_problem *p = &d->p;
	size_t visits[16] = { 0 }, i;
	double best = -INFINITY;

	for (;;) {
		size_t team[4] = { 0 };
		bool whole = true;

		memcpy(d->plan.visits, visits, p->pairs * sizeof *visits);
		for (i = 0; i < p->pairs; i++)
			team[p->pair[i].school] += visits[i];
		for (i = 0; i < p->schools; i++) {
			whole &= team[i] % p->team == 0;
			d->plan.days[i] = team[i] / p->team;
		}
		for (unsigned t = 0; whole && t < 1U << p->schools * p->competences; t++) {
			for (i = 0; i < p->schools * p->competences; i++)
				d->plan.theme[i] = t >> i & 1;
			if (an_plan_check(p, 0, &d->plan) == AN_OK)
				best = fmax(best, d->plan.objective);
		}
		for (i = 0; i < p->pairs && ++visits[i] > p->days_per_school; i++)
			visits[i] = 0;
		if (i == p->pairs)
			return best;
	}
}

/* 3 schools, 3 methodists, 2 competences, teams of one or two, everything else by chance. */
static struct district *tiny(unsigned long seed)
{
	struct district *d = district_make(3, 3, 2, seed);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, seed);
	d->p.team = 1 + seed % 2;
	d->p.days_per_school = 1 + seed / 2 % 2;
	d->p.themes_per_day = 1 + seed / 4 % 2;
	d->p.days = 1 + gsl_rng_uniform_int(g, 4);
	if (d->p.pairs > 5)
		d->p.pairs = 5;
	for (size_t i = 0; i < 3; i++) {
		d->capacity[i] = gsl_rng_uniform_int(g, 4);
		d->cluster[i] = i % 2;
	}
	for (size_t i = 0; i < d->p.pairs; i++)
		d->pair[i].travel *= 10;
	d->p.cluster = seed % 3 == 0 ? d->cluster : NULL;
	gsl_rng_free(g);
	return d;
}

START_TEST(small_problems_are_solved_as_an_exhaustive_search_does)
{
	int plans = 0, none = 0;

	for (unsigned long seed = 1; seed <= 80; seed++) {
		struct district *d = tiny(seed);
		double best = exhaustive(d);
		enum an_status status = an_plan_solve(&d->p, &exact, &d->plan);

		if (isinf(best)) {
			ck_assert_int_eq(status, AN_INFEASIBLE);
			none++;
		} else {
			ck_assert_msg(
			    status == AN_OK, "seed %lu: %s", seed, an_status_words(status));
			near(d->plan.objective, best, 1e-9);
			ck_assert_int_eq(d->plan.method, AN_PLAN_OPTIMUM);
			plans++;
		}
		district_free(d);
	}
	ck_assert_int_gt(plans, 30);
	ck_assert_int_gt(none, 5);
}
END_TEST

/* ---- a district ------------------------------------------------------------------------------ */

START_TEST(a_district_gets_a_plan_that_keeps_the_rules_and_beats_the_greedy_one)
{
	for (unsigned long seed = 1; seed <= 3; seed++) {
		struct district *d = district_make(24, 30, 12, seed);
		double best;

		d->p.cluster = seed == 2 ? d->cluster : NULL;
		ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
		best = d->plan.objective;
		ck_assert_double_ge(d->plan.bound, best);
		ck_assert_double_le(d->plan.bound, best * (1 + 1e-4) + 1e-9);
		ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_OK);
		near(d->plan.objective, best, 1e-12);
		ck_assert_int_eq(an_plan_greedy(&d->p, 0, &d->plan), AN_OK);
		ck_assert_double_le(d->plan.objective, best * (1 + 1e-4));
		ck_assert_double_ge(d->plan.objective, best * 0.9);
		district_free(d);
	}
}
END_TEST

START_TEST(the_same_input_gives_the_same_plan)
{
	struct district *d = district_make(24, 30, 12, 4), *e = district_make(24, 30, 12, 4);

	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
	ck_assert_int_eq(an_plan_solve(&e->p, &AN_PLAN_USUAL, &e->plan), AN_OK);
	ck_assert(memcmp(d->plan.visits, e->plan.visits, d->p.pairs * sizeof(size_t)) == 0);
	ck_assert(memcmp(d->plan.theme, e->plan.theme, (size_t)24 * 12) == 0);
	district_free(d);
	district_free(e);
}
END_TEST

START_TEST(values_and_costs_in_other_units_change_nothing_but_the_unit)
{
	struct district *d = district_make(12, 16, 6, 5);
	double one;

	ck_assert_int_eq(an_plan_solve(&d->p, &exact, &d->plan), AN_OK);
	one = d->plan.objective;
	for (size_t i = 0; i < (size_t)12 * 6; i++)
		d->value[i] *= 8;
	for (size_t i = 0; i < d->p.pairs; i++)
		d->pair[i].travel *= 8;
	ck_assert_int_eq(an_plan_solve(&d->p, &exact, &d->plan), AN_OK);
	near(d->plan.objective, 8 * one, 1e-9);
	district_free(d);
}
END_TEST

START_TEST(each_broken_rule_is_seen)
{
	struct district *d = district_make(12, 16, 6, 6);
	size_t j = 0, pair = 0;
	size_t kept;

	d->p.cluster = d->cluster;
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
	while (d->plan.days[j] == 0)
		j++;
	d->plan.days[j]++; /* a day without a team */
	ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_INFEASIBLE);
	d->plan.days[j]--;
	while (d->plan.visits[pair] == 0)
		pair++;
	kept = d->capacity[d->pair[pair].methodist];
	d->capacity[d->pair[pair].methodist] = 0;
	ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_INFEASIBLE);
	d->capacity[d->pair[pair].methodist] = kept;
	d->p.days = d->plan.days_in_all - 1;
	ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_INFEASIBLE);
	d->p.days++;
	for (size_t c = 0; c < 6; c++)
		kept += d->plan.theme[j * 6 + c]++;
	ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_INFEASIBLE);
	for (size_t c = 0; c < 6; c++)
		d->plan.theme[j * 6 + c]--;
	d->share.least = 1;
	ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_INFEASIBLE);
	ck_assert_int_eq(an_plan_check(&d->p, AN_PLAN_SHARES, &d->plan), AN_OK);
	d->share.least = .25;
	memset(d->cluster, 0, 12 * sizeof *d->cluster);
	ck_assert_int_eq(an_plan_check(&d->p, 0, &d->plan), AN_INFEASIBLE);
	ck_assert_int_eq(an_plan_check(&d->p, AN_PLAN_CLUSTERS, &d->plan), AN_OK);
	district_free(d);
}
END_TEST

START_TEST(what_the_council_fixed_is_kept)
{
	struct district *d = district_make(12, 16, 6, 7);
	int days[12], theme[72], *visits = calloc(d->p.pairs, sizeof *visits);
	double free_choice;

	ck_assert(visits != NULL);
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
	free_choice = d->plan.objective;
	for (size_t j = 0; j < 12; j++)
		days[j] = d->plan.days[j] == 0 ? 1 : -1; /* every school left out gets a day */
	for (size_t i = 0; i < 72; i++)
		theme[i] = i == 3 ? 1 : -1;
	for (size_t i = 0; i < d->p.pairs; i++)
		visits[i] = d->pair[i].methodist == 2 ? 0 : -1; /* ill for a year */
	days[0] = 1;
	d->p.days = 12;
	d->p.fixed_days = days;
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
	for (size_t j = 0; j < 12; j++)
		ck_assert(days[j] < 0 || d->plan.days[j] == (size_t)days[j]);
	d->p.days = 7;
	d->p.fixed_days = NULL;
	d->p.fixed_theme = theme;
	d->p.fixed_visits = visits;
	ck_assert_int_eq(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), AN_OK);
	ck_assert_int_eq(d->plan.theme[3], 1);
	for (size_t i = 0; i < d->p.pairs; i++)
		ck_assert(visits[i] < 0 || d->plan.visits[i] == 0);
	ck_assert_double_le(d->plan.objective, free_choice * (1 + 1e-4));
	ck_assert_int_eq(an_plan_greedy(&d->p, 0, &d->plan), AN_OK);
	ck_assert_int_eq(d->plan.theme[3], 1);
	free(visits);
	district_free(d);
}
END_TEST

START_TEST(a_dearer_change_leaves_more_of_last_years_plan)
{
	struct district *d = district_make(24, 30, 12, 8);
	size_t before[24], changed = 24;
	double value = INFINITY;

	for (size_t j = 0; j < 24; j++)
		before[j] = j % 2;
	d->p.previous = before;
	for (int k = 0; k < 4; k++) {
		d->p.change_cost = (double[]){ 0, 10, 40, 1000 }[k];
		ck_assert_int_eq(an_plan_solve(&d->p, &exact, &d->plan), AN_OK);
		ck_assert_uint_le(d->plan.changed, changed);
		ck_assert_double_le(d->plan.value - d->plan.travel, value + 1e-6);
		changed = d->plan.changed;
		value = d->plan.value - d->plan.travel;
	}
	ck_assert_uint_lt(changed, 8);
	district_free(d);
}
END_TEST

/* g(a) = E(a - level)^+ by summing over a fine grid of the normal distribution. */
START_TEST(the_gain_of_a_day_is_the_expected_cut_of_the_shortfall)
{
	const double mean[3] = { 2.0, 2.6, 3.4 }, sd[3] = { .2, .3, .1 };
	double sum = 0, bad = 0;

	for (int i = 0; i < 3; i++)
		for (int step = 0; step < 160000; step++) {
			double z = -8 + (step + 0.5) * 1e-4, level = mean[i] + sd[i] * z;

			sum += (fmax(0, 2.8 - level) - fmax(0, 2.8 - .15 - level)) * 1e-4 *
			       exp(-z * z / 2) / sqrt(2 * M_PI);
		}
	near(an_plan_gain(mean, sd, 3, 2.8, .15), sum, 1e-6);
	near(an_plan_gain(mean, sd, 3, 2.8, 0), 0, 1e-12);
	near(an_plan_gain(mean, sd, 0, 2.8, .15), 0, 0);
	ck_assert(isnan(an_plan_gain(mean, &bad, 1, 2.8, .15)));
	ck_assert(isnan(an_plan_gain(mean, sd, 3, 2.8, -1)));
}
END_TEST

CHECK_MAIN("plan", small_problems_are_solved_as_an_exhaustive_search_does,
    a_district_gets_a_plan_that_keeps_the_rules_and_beats_the_greedy_one,
    the_same_input_gives_the_same_plan, values_and_costs_in_other_units_change_nothing_but_the_unit,
    each_broken_rule_is_seen, what_the_council_fixed_is_kept,
    a_dearer_change_leaves_more_of_last_years_plan,
    the_gain_of_a_day_is_the_expected_cut_of_the_shortfall)
