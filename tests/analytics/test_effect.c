/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Effects of days on districts whose effect is known: chosen by lottery, chosen for low scores,
 * visited one after another; the formula against a panel worked out by hand; what is refused.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"

#include <gsl/gsl_randist.h>
#include <string.h>

enum {
	SCHOOLS = 60,
	TEACHERS = 12,
	UNITS = SCHOOLS * TEACHERS,
	YEARS = 6,
	MOST = UNITS * YEARS * 2
};

static size_t unit[MOST], cluster[UNITS];
static int period[MOST], first[UNITS];
static double y[MOST];

static struct an_panel panel(size_t n)
{
	return (struct an_panel){ n, unit, period, y, UNITS, SCHOOLS, cluster, first };
}

enum choice { LOTTERY, LOWEST };

/* Two visits a year; school and teacher effects, a common trend, days in years 3 to 5 that lift by
 * 0.15 (later groups by `more` more). */
static size_t draw(unsigned long seed, enum choice how, double more)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double level[UNITS], school[SCHOOLS], mean[SCHOOLS] = { 0 };
	size_t n = 0;
	int day[SCHOOLS];

	gsl_rng_set(g, seed);
	for (size_t j = 0; j < SCHOOLS; j++) {
		school[j] = gsl_ran_gaussian(g, .2);
		day[j] = gsl_rng_uniform(g) < .5 ? 3 + (int)gsl_rng_uniform_int(g, 3) : AN_NEVER;
	}
	for (size_t u = 0; u < UNITS; u++) {
		cluster[u] = u / TEACHERS;
		level[u] = school[u / TEACHERS] + gsl_ran_gaussian(g, .35);
	}
	for (int t = 0; t < YEARS; t++) {
		double shock[SCHOOLS];

		for (size_t j = 0; j < SCHOOLS; j++) {
			shock[j] = gsl_ran_gaussian(g, .1);
			if (how == LOWEST && t == 3) /* chosen for the worst year before */
				day[j] = mean[j] < -.1 ? 3 : AN_NEVER;
			mean[j] = 0;
		}
		for (size_t u = 0; u < UNITS; u++)
			for (int v = 0; v < 2; v++, n++) {
				size_t j = cluster[u];

				unit[n] = u;
				period[n] = 2020 + t;
				y[n] = 2.5 + .05 * t + level[u] + shock[j] +
				       (t >= day[j] ? .15 + more * (day[j] - 3) : 0) +
				       gsl_ran_gaussian(g, .4);
				mean[j] += (y[n] - 2.5 - .05 * t) / (2 * TEACHERS);
			}
	}
	for (size_t u = 0; u < UNITS; u++)
		first[u] = day[cluster[u]] == AN_NEVER ? AN_NEVER : 2020 + day[cluster[u]];
	gsl_rng_free(g);
	return n;
}

START_TEST(a_panel_worked_out_by_hand_is_reproduced)
{
	/* Units 0, 1 get their day in period 2, unit 2 in period 3, units 3, 4 never. */
	const size_t u[] = { 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4 };
	const int t[] = { 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 3 };
	const double v[] = { 1, 3, 4, 2, 5, 5, 1, 1, 3, 2, 2, 3, 4, 5, 4, 6 };
	const size_t own[] = { 0, 1, 2, 3, 4 };
	const int day[] = { 2, 2, 3, AN_NEVER, AN_NEVER };
	struct an_panel p = { 16, u, t, v, 5, 5, own, day };
	struct an_effect_row e[2], lead;
	struct an_effect all;

	ck_assert_int_eq(an_event_study(&p, 0, 1, e), AN_OK);
	/* e = 0: units 0, 1 in period 2: mean change 2.5 against (0 + 0 + 1) / 3 of units 2, 3, 4;
	 * unit 2 in period 3: 2 against (1 + 0) / 2. Weights 2 and 1. */
	near(e[0].effect, (2 * (2.5 - 1. / 3) + (2 - .5)) / 3, 1e-14);
	ck_assert_uint_eq(e[0].treated, 3);
	ck_assert_uint_eq(e[0].controls, 3);
	/* e = 1: units 0, 1 from period 1 to 3: 3 against (1 + 1) / 2 of units 3, 4. */
	near(e[1].effect, 2, 1e-14);
	/* Influences: treated 0 and 0; controls 0 and 0: all changes agree in both sides. */
	near(e[1].se, 0, 1e-14);
	/* e = -2: unit 2 in period 1 less period 2: 0 against (0 - 1) / 2 of units 3, 4; units 0, 1
	 * have had their day by period 2 and can't serve. */
	ck_assert_int_eq(an_event_study(&p, -2, -2, &lead), AN_OK);
	near(lead.effect, .5, 1e-14);
	ck_assert_uint_eq(lead.controls, 2);
	ck_assert_int_eq(an_effect_estimate(&p, &all), AN_OK);
	near(all.placebo.effect, -.5, 1e-14);
	near(all.naive.effect, (2 + 3 + 3 + 3 + 2) / 5., 1e-14);
	near(all.did.effect, (2 * (2.5 - 1. / 3) + (2 - .5) + 2 * 2) / 5, 1e-14);
}
END_TEST

START_TEST(a_lottery_finds_the_effect_and_its_errors_are_honest)
{
	double sum = 0, square = 0, se = 0, hits = 0, placebo = 0;

	for (unsigned long seed = 1; seed <= 100; seed++) {
		struct an_panel p = panel(draw(seed, LOTTERY, 0));
		struct an_effect e;

		ck_assert_int_eq(an_effect_estimate(&p, &e), AN_OK);
		sum += e.did.effect / 100;
		square += pow(e.did.effect - .15, 2) / 100;
		se += e.did.se / 100;
		hits += fabs(e.did.effect - .15) < 1.645 * e.did.se;
		placebo += fabs(e.placebo.effect) < 2 * e.placebo.se;
	}
	near(sum, .15, .012);
	near(se, sqrt(square), .01);
	ck_assert_msg(hits >= 82 && hits <= 97, "covered %g of 100", hits);
	ck_assert_double_ge(placebo, 88);
}
END_TEST

START_TEST(effects_that_differ_by_group_are_averaged_over_the_visited)
{
	struct an_panel p = panel(draw(3, LOTTERY, .3));
	struct an_effect_row e[8];
	double want = 0, n = 0;

	ck_assert_int_eq(an_event_study(&p, -3, 4, e), AN_OK);
	for (size_t u = 0; u < UNITS; u++)
		if (first[u] != AN_NEVER) {
			want += .15 + .3 * (first[u] - 2023);
			n++;
		}
	near(e[3].effect, want / n, .12);
	near(e[2].effect, 0, 0); /* the reference */
	ck_assert_uint_eq(e[3].treated, (size_t)n);
	ck_assert(isnan(e[7].effect)); /* nobody is seen four years after */
	ck_assert_uint_eq(e[7].treated, 0);
}
END_TEST

START_TEST(schools_chosen_for_a_bad_year_fail_the_placebo)
{
	int failed = 0;
	double naive = 0, did = 0, early = 0;
	struct an_effect_row model = { .15, .02, 0, 0 };

	for (unsigned long seed = 1; seed <= 20; seed++) {
		struct an_panel p = panel(draw(seed, LOWEST, 0));
		struct an_effect e;

		ck_assert_int_eq(an_effect_estimate(&p, &e), AN_OK);
		failed += an_effect_credible(&e, &model) == AN_PLACEBO_FAILS;
		naive += e.naive.effect / 20;
		did += e.did.effect / 20;
		early += e.early.effect / 20;
	}
	ck_assert_int_ge(failed, 8); /* one in twenty by chance */
	ck_assert_double_gt(naive, did);
	ck_assert_double_gt(did, .17); /* what the return to the mean adds */
	near(early, .15, .03);
}
END_TEST

START_TEST(the_rule_of_credibility_asks_for_each_thing)
{
	struct an_effect e = { .did = { .15, .02, 9, 9 }, .placebo = { .01, .02, 9, 9 } };
	struct an_effect_row model = { .14, .01, 0, 0 }, none = { NAN, NAN, 0, 0 };

	ck_assert_int_eq(an_effect_credible(&e, &model), AN_CREDIBLE);
	ck_assert_int_eq(an_effect_credible(&e, &none), AN_NO_MODEL);
	model.effect = .05;
	ck_assert_int_eq(an_effect_credible(&e, &model), AN_MODELS_DISAGREE);
	model.effect = .14;
	e.placebo.effect = -.05;
	ck_assert_int_eq(an_effect_credible(&e, &model), AN_PLACEBO_FAILS);
	e.placebo.se = NAN;
	ck_assert_int_eq(an_effect_credible(&e, &model), AN_NO_PLACEBO);
}
END_TEST

START_TEST(effects_follow_shift_scale_and_names_of_periods)
{
	size_t n = draw(5, LOTTERY, .1);
	struct an_panel p = panel(n);
	struct an_effect a, b;

	ck_assert_int_eq(an_effect_estimate(&p, &a), AN_OK);
	for (size_t i = 0; i < n; i++) {
		y[i] = 9 - 2 * y[i];
		period[i] -= 3000;
	}
	for (size_t u = 0; u < UNITS; u++)
		first[u] -= first[u] == AN_NEVER ? 0 : 3000;
	ck_assert_int_eq(an_effect_estimate(&p, &b), AN_OK);
	near(b.naive.effect, -2 * a.naive.effect, 1e-10);
	near(b.did.effect, -2 * a.did.effect, 1e-10);
	near(b.did.se, 2 * a.did.se, 1e-10);
	near(b.early.effect, -2 * a.early.effect, 1e-10);
	near(b.placebo.effect, -2 * a.placebo.effect, 1e-10);
}
END_TEST

START_TEST(what_the_panel_cannot_tell_is_refused)
{
	struct an_panel p = panel(draw(6, LOTTERY, 0)), q;
	struct an_effect e = { .did = { .effect = 77 } };
	struct an_effect_row row[3] = { { .effect = 77 } };
	int all[UNITS];
	double kept = y[9];

	for (size_t u = 0; u < UNITS; u++)
		all[u] = AN_NEVER;
	q = p;
	q.first = all;
	ck_assert_int_eq(an_effect_estimate(&q, &e), AN_TOO_FEW);
	for (size_t u = 0; u < UNITS; u++)
		all[u] = 2023; /* everybody at once */
	ck_assert_int_eq(an_effect_estimate(&q, &e), AN_NOT_IDENTIFIABLE);
	q = p;
	q.n = 0;
	ck_assert_int_eq(an_effect_estimate(&q, &e), AN_TOO_FEW);
	q = p;
	q.units = 5;
	q.clusters = 5;
	ck_assert_int_eq(an_effect_estimate(&q, &e), AN_BAD_INPUT);
	ck_assert_int_eq(an_event_study(&p, 2, 1, row), AN_BAD_INPUT);
	ck_assert_int_eq(an_event_study(&p, 0, AN_EVENT_MAX + 1, row), AN_BAD_INPUT);
	y[9] = INFINITY;
	ck_assert_int_eq(an_effect_estimate(&p, &e), AN_NOT_FINITE);
	y[9] = kept;
	period[9] = -2000000000;
	ck_assert_int_eq(an_effect_estimate(&p, &e), AN_TOO_LARGE);
	ck_assert_double_eq(e.did.effect, 77);
	ck_assert_double_eq(row[0].effect, 77);
}
END_TEST

CHECK_MAIN("effect", a_panel_worked_out_by_hand_is_reproduced,
    a_lottery_finds_the_effect_and_its_errors_are_honest,
    effects_that_differ_by_group_are_averaged_over_the_visited,
    schools_chosen_for_a_bad_year_fail_the_placebo, the_rule_of_credibility_asks_for_each_thing,
    effects_follow_shift_scale_and_names_of_periods, what_the_panel_cannot_tell_is_refused)
