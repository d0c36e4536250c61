/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections of people chosen for low scores: without any effect "before and after" looks like a
 * success and the corrected change does not; its interval covers; verdicts and refusals.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"

#include <gsl/gsl_randist.h>

static const struct an_background others = { 2.5, 2.55, .16, .04, .29, 1 };

/* 4 visits by 2 raters before and after, true effect `lift`; only those below 2.2 are corrected. */
static void simulate(double lift, double *raw, double *change, double *covered, double *n)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double e = sqrt(.04 / 2 + .29 / 4);

	*raw = *change = *covered = *n = 0;
	gsl_rng_set(g, 17);
	for (int i = 0; i < 40000; i++) {
		double level = gsl_ran_gaussian(g, .4);
		struct an_measurement m[2] = { { 2.5 + level + gsl_ran_gaussian(g, e), 4, 2 },
			{ 2.55 + level + lift + gsl_ran_gaussian(g, e), 4, 2 } };
		struct an_correction c;

		if (m[0].mean > 2.2)
			continue;
		ck_assert_int_eq(an_correction(m, &others, &AN_MINIMUM, .9, &c), AN_OK);
		near(c.raw, c.regression + c.change, 1e-12);
		++*n;
		*raw += c.raw;
		*change += c.change;
		*covered += c.low <= lift && lift <= c.high;
	}
	*raw /= *n;
	*change /= *n;
	*covered /= *n;
	gsl_rng_free(g);
}

START_TEST(those_chosen_for_low_scores_rise_by_themselves)
{
	double raw, change, covered, n;

	simulate(0, &raw, &change, &covered, &n);
	ck_assert_double_gt(n, 5000);
	ck_assert_double_gt(raw, .2); /* half an effect out of nothing */
	near(change, 0, .01);
	near(covered, .9, .015);
	simulate(.3, &raw, &change, &covered, &n);
	near(change, .3, .01);
	near(covered, .9, .015);
}
END_TEST

/* The design's figures: reliability .52 and teachers chosen .70 below the mean gain .34. */
START_TEST(the_return_to_the_mean_is_that_of_the_formula)
{
	struct an_background o = { 2.5, 2.5, .52, 0, .48, 1 };
	struct an_measurement m[2] = { { 1.8, 1, 1 }, { 2.136, 1, 1 } };
	struct an_correction c;

	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_OK);
	near(c.regression, (1 - .52) * .7, 1e-12);
	near(c.change, 0, 1e-12);
	ck_assert_int_eq(c.verdict, AN_NOT_ENOUGH);
	ck_assert_uint_eq(c.enough.more_visits, 3);
	ck_assert_uint_eq(c.enough.more_raters, 1);
}
END_TEST

START_TEST(verdicts_come_from_the_interval)
{
	struct an_measurement m[2] = { { 2.5, 8, 4 }, { 3.6, 8, 4 } };
	struct an_correction c;

	ck_assert_int_eq(an_correction(m, &others, &AN_MINIMUM, .9, &c), AN_OK);
	ck_assert_int_eq(c.verdict, AN_HELPED);
	m[1].mean = 1.4;
	ck_assert_int_eq(an_correction(m, &others, &AN_MINIMUM, .9, &c), AN_OK);
	ck_assert_int_eq(c.verdict, AN_WORSE);
	m[1].mean = 2.7;
	ck_assert_int_eq(an_correction(m, &others, &AN_MINIMUM, .9, &c), AN_OK);
	ck_assert_int_eq(c.verdict, AN_NOT_SEEN_YET);
	m[1].visits = 3;
	m[1].raters = 3;
	ck_assert_int_eq(an_correction(m, &others, &AN_MINIMUM, .9, &c), AN_OK);
	ck_assert_int_eq(c.verdict, AN_NOT_ENOUGH);
	ck_assert_uint_eq(c.enough.more_visits, 1);
}
END_TEST

START_TEST(a_level_that_does_not_persist_is_expected_at_the_mean)
{
	struct an_background o = others;
	struct an_measurement m[2] = { { 1.5, 8, 4 }, { 2.55, 8, 4 } };
	struct an_correction c;

	o.persistence = 0;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_OK);
	near(c.change, 0, 1e-12);
	near(c.sd, sqrt(.16 + .04 / 4 + .29 / 8), 1e-12);
}
END_TEST

START_TEST(bad_measurements_are_refused)
{
	struct an_measurement m[2] = { { 2.5, 8, 4 }, { 3.6, 8, 4 } };
	struct an_background o = others;
	struct an_correction c = { .raw = 77 };

	m[0].raters = 9;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_BAD_INPUT);
	m[0].raters = 0;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_BAD_INPUT);
	m[0].raters = 4;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, 1, &c), AN_BAD_INPUT);
	m[1].mean = NAN;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_NOT_FINITE);
	m[1].mean = 3;
	o.persistence = 1.1;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_BAD_INPUT);
	o = others;
	o.visit = 0;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_NO_SPREAD);
	o.visit = -1;
	ck_assert_int_eq(an_correction(m, &o, &AN_MINIMUM, .9, &c), AN_BAD_INPUT);
	ck_assert_double_eq(c.raw, 77);
}
END_TEST

CHECK_MAIN("correction", those_chosen_for_low_scores_rise_by_themselves,
    the_return_to_the_mean_is_that_of_the_formula, verdicts_come_from_the_interval,
    a_level_that_does_not_persist_is_expected_at_the_mean, bad_measurements_are_refused)
