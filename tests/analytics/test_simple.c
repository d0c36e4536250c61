/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Families of units on data whose truth is known: intervals cover, shrinkage beats raw slopes, the
 * figures obey shifts and orders, and each degenerate family has its answer.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"

#include <gsl/gsl_randist.h>
#include <string.h>

enum { UNITS = 400, MOST = 12, ROWS = UNITS * MOST };

static struct data {
	size_t n, unit[ROWS], rater[ROWS], person[ROWS];
	double t[ROWS], y[ROWS], level[UNITS], slope[UNITS];
} d;

static const struct an_simple_options usual = {
	.units = UNITS, .at = 3, .horizon = 1, .confidence = 0.9, .minimum = { 4, 2, 0.3 }
};

static struct an_visits visits(const struct data *x, bool persons)
{
	return (
	    struct an_visits){ x->n, x->unit, x->rater, persons ? x->person : NULL, x->t, x->y };
}

/* Units with 2 to MOST visits in 3 years; visits of a unit see `persons` people in turn. */
static void draw(unsigned long seed, size_t units, size_t persons, double person_sd)
{
	gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(r, seed);
	d.n = 0;
	for (size_t u = 0; u < units; u++) {
		size_t n = 2 + gsl_rng_uniform_int(r, MOST - 1);
		double effect[MOST];

		d.level[u] = 2.5 + gsl_ran_gaussian(r, 0.4);
		d.slope[u] = 0.1 + gsl_ran_gaussian(r, 0.15);
		for (size_t p = 0; p < MOST; p++)
			effect[p] = gsl_ran_gaussian(r, 1) * person_sd;
		for (size_t i = 0; i < n; i++, d.n++) {
			d.unit[d.n] = u;
			d.person[d.n] = u * MOST + i % persons;
			d.rater[d.n] = gsl_rng_uniform_int(r, 20);
			d.t[d.n] = 3 * gsl_rng_uniform(r);
			d.y[d.n] = d.level[u] + d.slope[u] * (d.t[d.n] - 1.5) +
				   effect[i % persons] + gsl_ran_gaussian(r, 0.4);
		}
	}
	gsl_rng_free(r);
}

static struct an_simple out[UNITS];

static double covered(int which)
{
	double hits = 0;

	for (size_t u = 0; u < UNITS; u++) {
		const struct an_figure *f = which == 0	 ? &out[u].level
					    : which == 1 ? &out[u].growth
							 : &out[u].forecast;
		double x = which == 0 ? 1.5 : 2.5;
		double truth = which == 1 ? d.slope[u] : d.level[u] + x * d.slope[u];

		hits += f->low <= truth && truth <= f->high;
	}
	return hits / UNITS;
}

START_TEST(intervals_cover_the_truth_nine_times_in_ten)
{
	double sum[3] = { 0 };

	for (unsigned long seed = 1; seed <= 10; seed++) {
		struct an_visits v;

		draw(seed, UNITS, MOST, 0);
		v = visits(&d, false);
		ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_OK);
		for (int k = 0; k < 3; k++)
			sum[k] += covered(k) / 10;
	}
	for (int k = 0; k < 3; k++)
		ck_assert_msg(
		    sum[k] > 0.87 && sum[k] < 0.93, "figure %d is covered %.3f", k, sum[k]);
}
END_TEST

/* A school's visits see three people in turn. Taken as independent they would cover far less. */
START_TEST(people_seen_again_widen_the_interval_of_a_school)
{
	double with[3] = { 0 }, without[3] = { 0 };

	for (unsigned long seed = 1; seed <= 10; seed++) {
		struct an_visits v;

		draw(seed, UNITS, 3, 0.5);
		v = visits(&d, true);
		ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_OK);
		for (int k = 0; k < 3; k++)
			with[k] += covered(k) / 10;
		v.person = NULL;
		ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_OK);
		for (int k = 0; k < 3; k++)
			without[k] += covered(k) / 10;
	}
	for (int k = 0; k < 3; k++)
		ck_assert_msg(with[k] > 0.87 && with[k] < 0.94, "figure %d: %.3f", k, with[k]);
	ck_assert_double_lt(without[0], 0.85);
}
END_TEST

START_TEST(the_family_and_its_variances_are_found)
{
	struct an_visits v;
	struct an_family f;

	draw(3, UNITS, 3, 0.5);
	v = visits(&d, true);
	ck_assert_int_eq(an_simple_family(&v, &usual, out, &f), AN_OK);
	ck_assert(f.shrunken);
	ck_assert_uint_eq(f.units_visited, UNITS);
	near(f.middle, 1.5, 0.01);
	near(f.sigma2, 0.16, 0.015);
	near(f.person2, 0.25, 0.05);
	near(f.growth.mu, 0.1, 0.03);
	near(f.growth.tau2, 0.0225, 0.01);
	near(f.level.mu, 2.5, 0.03);
	near(f.level.tau2, 0.16, 0.05);
}
END_TEST

START_TEST(shrunken_slopes_are_nearer_the_truth_than_raw_ones)
{
	double raw = 0, shrunken = 0, declines = 0, expected = 0;
	struct an_visits v;

	draw(4, UNITS, MOST, 0);
	v = visits(&d, false);
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_OK);
	for (size_t u = 0; u < UNITS; u++) {
		expected += out[u].p_decline;
		declines += d.slope[u] < 0;
		ck_assert(out[u].growth.reliability >= 0 && out[u].growth.reliability <= 1);
		if (out[u].ols_status)
			continue;
		raw += pow(out[u].ols.slope - d.slope[u], 2);
		shrunken += pow(out[u].growth.value - d.slope[u], 2);
	}
	ck_assert_double_lt(shrunken, raw / 3);
	near(expected / UNITS, declines / UNITS, 0.05);
}
END_TEST

START_TEST(the_rule_stands_at_every_figure)
{
	struct an_visits v;
	size_t refused = 0;

	draw(5, UNITS, MOST, 0);
	v = visits(&d, false);
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_OK);
	for (size_t u = 0; u < UNITS; u++) {
		const struct an_figure *f = &out[u].growth;
		bool passes = out[u].n >= 4 && out[u].raters >= 2 && f->reliability >= 0.3;

		ck_assert_int_eq(f->enough.enough, passes);
		ck_assert(passes || !f->enough.knowable || f->enough.more_visits > 0);
		refused += !passes;
	}
	ck_assert(refused > 20 && refused < UNITS - 20);
}
END_TEST

static struct an_simple first[UNITS];

static void same_estimate(const struct an_figure *a, const struct an_figure *b)
{
	ck_assert(same_bits(a->value, b->value));
	ck_assert(same_bits(a->sd, b->sd));
	ck_assert(same_bits(a->low, b->low));
	ck_assert(same_bits(a->high, b->high));
	ck_assert(same_bits(a->reliability, b->reliability));
}

START_TEST(the_order_of_rows_does_not_change_a_bit)
{
	struct an_visits v;

	draw(6, UNITS, 3, 0.5);
	v = visits(&d, true);
	memset(first, 0, sizeof first);
	memset(out, 0, sizeof out);
	ck_assert_int_eq(an_simple_family(&v, &usual, first, NULL), AN_OK);
	for (size_t i = 0, j = d.n - 1; i < j; i++, j--) {
		struct {
			size_t u, r, p;
			double t, y;
		} x = { d.unit[i], d.rater[i], d.person[i], d.t[i], d.y[i] };

		d.unit[i] = d.unit[j], d.rater[i] = d.rater[j], d.person[i] = d.person[j];
		d.t[i] = d.t[j], d.y[i] = d.y[j];
		d.unit[j] = x.u, d.rater[j] = x.r, d.person[j] = x.p, d.t[j] = x.t, d.y[j] = x.y;
	}
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_OK);
	for (size_t u = 0; u < UNITS; u++) {
		same_estimate(&first[u].level, &out[u].level);
		same_estimate(&first[u].growth, &out[u].growth);
		ck_assert(same_bits(first[u].p_decline, out[u].p_decline));
	}
}
END_TEST

START_TEST(figures_follow_a_shift_and_a_change_of_scale)
{
	struct an_visits v;
	struct an_simple_options o = usual;

	draw(7, UNITS, 3, 0.5);
	v = visits(&d, true);
	ck_assert_int_eq(an_simple_family(&v, &o, first, NULL), AN_OK);
	for (size_t i = 0; i < d.n; i++) {
		d.t[i] += 2000;
		d.y[i] = 7 - 2 * d.y[i];
	}
	o.at += 2000;
	ck_assert_int_eq(an_simple_family(&v, &o, out, NULL), AN_OK);
	for (size_t u = 0; u < UNITS; u++) {
		near(out[u].level.value, 7 - 2 * first[u].level.value, 1e-8);
		near(out[u].level.low, 7 - 2 * first[u].level.high, 1e-8);
		near(out[u].growth.value, -2 * first[u].growth.value, 1e-8);
		near(out[u].growth.reliability, first[u].growth.reliability, 1e-8);
		near(out[u].p_decline, 1 - first[u].p_decline, 1e-8);
		near(out[u].forecast.value, 7 - 2 * first[u].forecast.value, 1e-8);
	}
}
END_TEST

START_TEST(a_unit_without_visits_gets_the_family_and_no_claim)
{
	struct an_visits v;
	struct an_family f;
	double at = 3;

	draw(8, UNITS - 1, MOST, 0);
	v = visits(&d, false);
	ck_assert_int_eq(an_simple_family(&v, &usual, out, &f), AN_OK);
	near(out[UNITS - 1].level.value, f.level.mu + f.growth.mu * (at - f.middle), 1e-12);
	ck_assert_double_gt(out[UNITS - 1].level.sd, out[0].level.sd);
	ck_assert(!out[UNITS - 1].level.enough.enough);
	ck_assert_uint_eq(out[UNITS - 1].level.enough.more_visits, 4);
	ck_assert(isnan(out[UNITS - 1].mean));
	ck_assert_int_eq(out[UNITS - 1].ols_status, AN_TOO_FEW);
}
END_TEST

START_TEST(a_district_alone_is_least_squares)
{
	struct an_visits v;
	struct an_simple s;
	struct an_simple_options o = usual;
	unsigned long seed = 9;

	do
		draw(seed++, 1, MOST, 0);
	while (d.n < 4);
	v = visits(&d, false);
	o.units = 1;
	ck_assert_int_eq(an_simple_family(&v, &o, &s, NULL), AN_OK);
	near(s.growth.value, s.ols.slope, 1e-12);
	near(s.growth.sd, s.ols.slope_se, 1e-12);
	near(s.level.value, s.ols.level, 1e-12);
	near(s.level.sd, s.ols.level_se, 1e-12);
	near(s.forecast.value, s.ols.level + s.ols.slope, 1e-12);
	ck_assert(isnan(s.growth.reliability));
	ck_assert(s.growth.enough.enough);
}
END_TEST

START_TEST(visits_of_one_day_tell_a_level_and_no_trend)
{
	struct an_visits v;

	draw(10, UNITS, MOST, 0);
	for (size_t i = 0; i < d.n; i++)
		d.t[i] = 2;
	v = visits(&d, false);
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_OK);
	for (size_t u = 0; u < UNITS; u++) {
		ck_assert(isnan(out[u].growth.value) && isnan(out[u].p_decline));
		ck_assert(isnan(out[u].forecast.value));
		ck_assert(!out[u].growth.enough.enough && !out[u].forecast.enough.enough);
		ck_assert(isfinite(out[u].level.value));
	}
}
END_TEST

/* Then the posterior is the shrinkage of one mean, with the uncertainty of the common mean. */
START_TEST(levels_of_one_day_are_shrunken_means)
{
	struct an_visits v;
	struct an_simple_options o = usual;
	struct an_family f;

	draw(13, 5, MOST, 0);
	for (size_t i = 0; i < d.n; i++)
		d.t[i] = 2;
	v = visits(&d, false);
	o.units = 5;
	ck_assert_int_eq(an_simple_family(&v, &o, out, &f), AN_OK);
	ck_assert_double_gt(f.level.tau2, 0);
	for (size_t u = 0; u < 5; u++) {
		double value, sd;

		ck_assert_int_eq(
		    an_eb_shrink(&f.level, out[u].mean, f.sigma2 / (double)out[u].n, &value, &sd),
		    AN_OK);
		near(out[u].level.value, value, 1e-12);
		near(out[u].level.sd, sd, 1e-12);
	}
}
END_TEST

/* Units seen only early or only late: their means differ by growth too, which is no level. */
START_TEST(levels_are_told_from_growth_when_units_are_seen_at_other_times)
{
	double level = 0, growth = 0;

	for (unsigned long seed = 1; seed <= 30; seed++) {
		struct an_visits v;
		struct an_family f;

		draw(seed, UNITS, MOST, 0);
		for (size_t i = 0; i < d.n; i++) {
			double t = d.t[i] + (d.unit[i] % 2 ? 4 : -4);

			d.y[i] += d.slope[d.unit[i]] * (t - d.t[i]);
			d.t[i] = t;
		}
		v = visits(&d, false);
		ck_assert_int_eq(an_simple_family(&v, &usual, out, &f), AN_OK);
		level += f.level.tau2 / 30;
		growth += f.growth.tau2 / 30;
	}
	near(growth, .0225, .002);
	near(level, .16, .025);
}
END_TEST

START_TEST(what_cannot_be_computed_is_refused)
{
	struct an_visits v;
	struct an_simple_options o = usual;
	size_t far[1] = { UNITS }, one[4] = { 0, 1, 2, 3 };
	double y[4] = { 2, 2, 2, 2 }, t[4] = { 0, 1, 2, 3 }, keep = d.y[0];

	out[0].n = 77;
	draw(11, UNITS, MOST, 0);
	v = visits(&d, false);
	d.y[0] = NAN;
	ck_assert_int_eq(an_simple_family(&v, &o, out, NULL), AN_NOT_FINITE);
	d.y[0] = keep;
	o.confidence = 1;
	ck_assert_int_eq(an_simple_family(&v, &o, out, NULL), AN_BAD_INPUT);
	o = usual;
	o.units = 0;
	ck_assert_int_eq(an_simple_family(&v, &o, out, NULL), AN_BAD_INPUT);
	v.n = 0;
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_TOO_FEW);
	v = (struct an_visits){ 1, far, one, NULL, t, y };
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_BAD_INPUT);
	v = (struct an_visits){ 4, one, one, NULL, t,
		y }; /* one visit each: nothing inside units */
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_TOO_FEW);
	size_t same[4] = { 0, 0, 0, 0 };

	v.unit = same;
	ck_assert_int_eq(an_simple_family(&v, &usual, out, NULL), AN_NO_SPREAD);
	ck_assert_uint_eq(out[0].n, 77);
}
END_TEST

CHECK_MAIN("simple", intervals_cover_the_truth_nine_times_in_ten,
    people_seen_again_widen_the_interval_of_a_school, the_family_and_its_variances_are_found,
    shrunken_slopes_are_nearer_the_truth_than_raw_ones, the_rule_stands_at_every_figure,
    the_order_of_rows_does_not_change_a_bit, figures_follow_a_shift_and_a_change_of_scale,
    a_unit_without_visits_gets_the_family_and_no_claim, a_district_alone_is_least_squares,
    visits_of_one_day_tell_a_level_and_no_trend, levels_of_one_day_are_shrunken_means,
    levels_are_told_from_growth_when_units_are_seen_at_other_times,
    what_cannot_be_computed_is_refused)
