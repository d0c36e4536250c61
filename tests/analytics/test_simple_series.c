/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One series against certified and published figures (NIST Norris, Nile, eight schools), the laws
 * that trends obey when data are shifted, scaled and shuffled, and what is refused.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"

#include <gsl/gsl_rng.h>
#include <string.h>

/* "y,x", as the certified data stand in their file. */
static bool known_pair(const char *line, double *y, double *x)
{
	char *end;

	*y = strtod(line, &end);
	if (end == line || *end != ',')
		return false;
	line = end + 1;
	*x = strtod(line, &end);
	return end != line;
}

START_TEST(least_squares_reproduce_the_certified_values)
{
	double y[100], x[100], at = 0;
	size_t n = 0;
	char line[80];
	struct an_ols o;
	cJSON *j = known_open("known_scipy_crosscheck.json");
	const cJSON *c = known_at(known_at(j, "nist_norris"), "certified");
	FILE *f = fopen("tests/fixtures/analytics/nist_norris.csv", "r");

	ck_assert(f != NULL);
	while (fgets(line, sizeof line, f))
		if (known_pair(line, &y[n], &x[n]))
			n++;
	fclose(f);
	ck_assert_uint_eq(n, 36);
	ck_assert_int_eq(an_ols(x, y, n, at, &o), AN_OK);
	near(o.level, known(c, "b0"), 1e-11);
	near(o.level_se, known(c, "se0"), 1e-11);
	near(o.slope, known(c, "b1"), 1e-13);
	near(o.slope_se, known(c, "se1"), 1e-13);
	near(o.sigma, known(c, "resid_sd"), 1e-12);
	ck_assert_uint_eq(o.df, 34);
	cJSON_Delete(j);
}
END_TEST

static void against_known(const char *name)
{
	cJSON *j = known_open("known_mk_sen.json"), *s = known_open("known_scipy_crosscheck.json");
	const cJSON *k = known_at(j, name);
	size_t n, four;
	double *t = known_array(k, "t", &n), *y = known_array(k, "y", &n);
	double *scipy = known_array(known_at(s, name), "theilslopes", &four);
	struct an_mann_kendall m;
	struct an_sen sen;

	ck_assert_int_eq(an_mann_kendall(t, y, n, &m), AN_OK);
	near(m.s, known(k, "S"), 0);
	near(m.var_s, known(k, "varS_ties"), 1e-12);
	near(m.z, known(k, "z_continuity"), 1e-12);
	near(m.p, known(k, "p_two_sided"), 1e-12);
	ck_assert_int_eq(an_sen(t, y, n, 0.95, &sen), AN_OK);
	near(sen.slope, known(k, "sen_slope"), 1e-12);
	near(sen.intercept, known(k, "sen_intercept"), 1e-10);
	near(sen.slope, scipy[0], 1e-12);
	near(sen.low, scipy[2], 1e-12);
	near(sen.high, scipy[3], 1e-12);
	ck_assert_uint_eq(sen.pairs, (size_t)known(k, "N_slopes"));
	free(t);
	free(y);
	free(scipy);
	cJSON_Delete(j);
	cJSON_Delete(s);
}

START_TEST(rank_trends_reproduce_the_nile_and_an_ordinal_series)
{
	against_known("Nile");
	against_known("ordinal");
}
END_TEST

/* Exact distribution of S by all 5! orders of y, with a tie in t and one in y. */
START_TEST(the_variance_with_ties_is_that_of_all_orders)
{
	const double t[5] = { 1, 2, 2, 3, 4 }, values[5] = { 1, 2, 2, 3, 4 };
	double y[5], sum = 0, squares = 0, count = 0;
	struct an_mann_kendall m;

	for (int code = 0; code < 3125; code++) {
		bool used[5] = { false }, fresh = true;

		for (int i = 0, c = code; i < 5; i++, c /= 5) {
			fresh &= !used[c % 5];
			used[c % 5] = true;
			y[i] = values[c % 5];
		}
		if (!fresh)
			continue;
		ck_assert_int_eq(an_mann_kendall(t, y, 5, &m), AN_OK);
		sum += m.s;
		squares += m.s * m.s;
		count++;
	}
	near(count, 120, 0);
	near(sum, 0, 1e-12);
	near(m.var_s, squares / count, 1e-12);
}
END_TEST

static void draw(double *t, double *y, size_t n, unsigned long seed)
{
	gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(r, seed);
	for (size_t i = 0; i < n; i++) {
		t[i] = floor(gsl_rng_uniform(r) * 12) / 4;
		y[i] = 1 + floor(gsl_rng_uniform(r) * 4);
	}
	gsl_rng_free(r);
}

START_TEST(trends_follow_a_shift_and_a_change_of_scale)
{
	double t[20], y[20], t2[20], y2[20];
	struct an_ols a, b;
	struct an_sen c, d;
	struct an_mann_kendall e, f;

	for (unsigned long seed = 1; seed <= 50; seed++) {
		draw(t, y, 20, seed);
		for (int i = 0; i < 20; i++) {
			t2[i] = t[i] + 2019; /* another origin of time */
			y2[i] = 10 - 3 * y[i];
		}
		ck_assert_int_eq(an_ols(t, y, 20, 1, &a), AN_OK);
		ck_assert_int_eq(an_ols(t2, y2, 20, 2020, &b), AN_OK);
		near(b.slope, -3 * a.slope, 1e-10);
		near(b.slope_se, 3 * a.slope_se, 1e-10);
		near(b.level, 10 - 3 * a.level, 1e-10);
		near(b.level_se, 3 * a.level_se, 1e-10);
		ck_assert_int_eq(an_sen(t, y, 20, 0.9, &c), AN_OK);
		ck_assert_int_eq(an_sen(t2, y2, 20, 0.9, &d), AN_OK);
		near(d.slope, -3 * c.slope, 1e-10);
		ck_assert(c.low <= c.slope && c.slope <= c.high);
		ck_assert_int_eq(an_mann_kendall(t, y, 20, &e), AN_OK);
		ck_assert_int_eq(an_mann_kendall(t2, y2, 20, &f), AN_OK);
		near(f.s, -e.s, 0);
		near(f.p, e.p, 0);
	}
}
END_TEST

START_TEST(the_order_of_points_does_not_matter)
{
	double t[20], y[20];
	struct an_sen c, d;
	struct an_mann_kendall e, f;

	draw(t, y, 20, 5);
	ck_assert_int_eq(an_sen(t, y, 20, 0.9, &c), AN_OK);
	ck_assert_int_eq(an_mann_kendall(t, y, 20, &e), AN_OK);
	for (int i = 0; i < 10; i++) {
		double a = t[i], b = y[i];

		t[i] = t[19 - i], y[i] = y[19 - i];
		t[19 - i] = a, y[19 - i] = b;
	}
	ck_assert_int_eq(an_sen(t, y, 20, 0.9, &d), AN_OK);
	ck_assert_int_eq(an_mann_kendall(t, y, 20, &f), AN_OK);
	ck_assert(same_bits(c.slope, d.slope) && same_bits(c.intercept, d.intercept));
	ck_assert(same_bits(c.low, d.low) && same_bits(c.high, d.high));
	ck_assert_uint_eq(c.pairs, d.pairs);
	ck_assert(same_bits(e.s, f.s) && same_bits(e.var_s, f.var_s));
	ck_assert(same_bits(e.z, f.z) && same_bits(e.p, f.p));
}
END_TEST

START_TEST(too_little_is_refused_and_leaves_the_answer_alone)
{
	const double t[5] = { 0, 1, 2, 3, 4 }, y[5] = { 1, 2, 3, 2, 1 }, one[5] = { 2, 2, 2, 2, 2 };
	const double hole[5] = { 1, 2, NAN, 2, 1 };
	double *big = calloc(AN_PAIRS_MAX_N + 1, sizeof *big);
	struct an_ols o = { .slope = 7 };
	struct an_sen s = { .slope = 7 };
	struct an_mann_kendall m = { .s = 7 };

	ck_assert(big != NULL);
	ck_assert_int_eq(an_ols(t, y, 2, 0, &o), AN_TOO_FEW);
	ck_assert_int_eq(an_ols(one, y, 5, 0, &o), AN_NO_SPREAD);
	ck_assert_int_eq(an_ols(t, hole, 5, 0, &o), AN_NOT_FINITE);
	ck_assert_int_eq(an_ols(t, y, 5, INFINITY, &o), AN_NOT_FINITE);
	ck_assert_int_eq(an_mann_kendall(t, y, 3, &m), AN_TOO_FEW);
	ck_assert_int_eq(an_mann_kendall(t, one, 5, &m), AN_NO_SPREAD);
	ck_assert_int_eq(an_mann_kendall(one, y, 5, &m), AN_NO_SPREAD);
	ck_assert_int_eq(an_mann_kendall(hole, y, 5, &m), AN_NOT_FINITE);
	ck_assert_int_eq(an_mann_kendall(big, big, AN_PAIRS_MAX_N + 1, &m), AN_TOO_LARGE);
	ck_assert_int_eq(an_sen(t, y, 3, 0.9, &s), AN_TOO_FEW);
	ck_assert_int_eq(an_sen(t, y, 5, 1, &s), AN_BAD_INPUT);
	ck_assert_int_eq(an_sen(t, y, 5, NAN, &s), AN_BAD_INPUT);
	ck_assert_double_eq(o.slope, 7);
	ck_assert_double_eq(s.slope, 7);
	ck_assert_double_eq(m.s, 7);
	free(big);
}
END_TEST

START_TEST(eight_schools_shrink_as_published)
{
	const char *const given[3] = { "pooled", "tau2_25", "tau2_100" };
	cJSON *j = known_open("known_eb_eightschools.json");
	size_t n, same;
	double *y = known_array(j, "y", &n), *v = known_array(j, "se", &n);
	struct an_eb e;

	for (size_t i = 0; i < n; i++)
		v[i] *= v[i];
	ck_assert_int_eq(an_eb_fit(y, v, n, &e), AN_OK);
	near(e.q, known(j, "Q"), 1e-12);
	near(e.tau2, known(j, "tau2_DL"), 0);
	for (int g = 0; g < 3; g++) {
		const cJSON *k = known_at(j, given[g]);
		double *mean = known_array(k, "post_mean", &same);
		double *sd = known_array(k, "post_sd_fixed_tau", &same), m, s;

		ck_assert_int_eq(an_eb_mean(y, v, n, known(k, "tau2"), &e), AN_OK);
		near(e.mu, known(k, "mu"), 1e-12);
		near(e.mu_se, known(k, "se_mu"), 1e-12);
		for (size_t i = 0; i < n; i++) {
			ck_assert_int_eq(an_eb_shrink(&e, y[i], v[i], &m, &s), AN_OK);
			near(m, mean[i], 1e-12);
			near(s, sd[i], 1e-12);
		}
		free(mean);
		free(sd);
	}
	free(y);
	free(v);
	cJSON_Delete(j);
}
END_TEST

START_TEST(a_bad_family_is_refused)
{
	const double y[2] = { 1, 2 }, v[2] = { 1, 1 }, zero[2] = { 1, 0 }, hole[2] = { 1, NAN };
	struct an_eb e = { .mu = 7 };
	double m = 7, s = 7;

	ck_assert_int_eq(an_eb_fit(y, v, 1, &e), AN_TOO_FEW);
	ck_assert_int_eq(an_eb_fit(y, zero, 2, &e), AN_BAD_INPUT);
	ck_assert_int_eq(an_eb_fit(hole, v, 2, &e), AN_NOT_FINITE);
	ck_assert_int_eq(an_eb_mean(y, v, 2, -1, &e), AN_BAD_INPUT);
	ck_assert_double_eq(e.mu, 7);
	ck_assert_int_eq(an_eb_shrink(&e, 1, 0, &m, &s), AN_BAD_INPUT);
	ck_assert_int_eq(an_eb_shrink(&e, NAN, 1, &m, &s), AN_NOT_FINITE);
	ck_assert_double_eq(m, 7);
	ck_assert_double_eq(s, 7);
}
END_TEST

CHECK_MAIN("simple_series", least_squares_reproduce_the_certified_values,
    rank_trends_reproduce_the_nile_and_an_ordinal_series,
    the_variance_with_ties_is_that_of_all_orders, trends_follow_a_shift_and_a_change_of_scale,
    the_order_of_points_does_not_matter, too_little_is_refused_and_leaves_the_answer_alone,
    eight_schools_shrink_as_published, a_bad_family_is_refused)
