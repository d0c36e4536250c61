/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must hold for any data: derivatives, coordinates, blocks, combinations of effects.
 */
#include "check_main.h"
#include "growth_search.h"
#include "simulated.h"

#include <stdio.h>
#include <string.h>

static void near(double a, double b, double allowed)
{
	ck_assert_msg(fabs(a - b) <= allowed, "%.15g, not %.15g (%.1e apart)", a, b, a - b);
}

static struct simulated s; /* in place: the data point into it */

static void district(void)
{
	s = (struct simulated){
		.teachers = 80, .schools = 8, .raters = 6, .districts = 1, .visits = 10, .seed = 3
	};
	simulate(&s);
}

static void district_gone(void)
{
	simulated_free(&s);
}

static struct an_growth *opened(const struct an_growth_data *d)
{
	struct an_growth *g = NULL;

	ck_assert_int_eq(an_growth_open(d, &g, NULL), AN_OK);
	return g;
}

static struct an_growth *fitted(const struct an_growth_data *d, struct an_growth_fit *fit)
{
	struct an_growth *g = opened(d);

	ck_assert_int_eq(an_growth_fit(g, NULL, fit), AN_OK);
	return g;
}

/* Analytic gradient against differences of the criterion, in the search's own parameters. */
START_TEST(gradient_is_the_criterions)
{
	struct an_growth *g = opened(&s.data);
	struct hunt h = { .options = &(struct an_growth_options){ .ml = _i } };
	struct tri start[MAX_TERMS] = { { 0.9, -0.1, 0.2 }, { 0.5, 0.05, 0.1 }, { 0.4, 0, 0 } };

	g->ml = _i;
	memcpy(g->t, start, sizeof start);
	ck_assert(growth_eval(g));
	growth_solve(g);
	search_params(g, &h);
	ck_assert_uint_eq(h.s.n, 7);
	growth_gradient(g, &h.s);
	memcpy(h.best, start, sizeof start);
	for (size_t p = 0; p < h.s.n; p++) {
		double step[MAX_PARAMS] = { 0 }, size = 1e-5, up;

		step[p] = 1;
		search_move(&h, step, -size, g->t);
		ck_assert(growth_eval(g));
		up = g->fit.criterion;
		search_move(&h, step, size, g->t);
		ck_assert(growth_eval(g));
		near((up - g->fit.criterion) / (2 * size), h.s.g[p], 1e-5 * (1 + fabs(h.s.g[p])));
	}
	an_growth_close(g);
}
END_TEST

START_TEST(time_may_begin_anywhere)
{
	struct an_growth_fit here, there;
	struct an_growth *a = fitted(&s.data, &here), *b;
	double beta[2], moved[2], se[2], moved_se[2], cov[3], moved_cov[3], blup[160], far[160];

	for (size_t r = 0; r < s.n; r++)
		s.t[r] = 2026 + s.t[r];
	b = fitted(&s.data, &there);
	near(there.criterion, here.criterion, 1e-8);
	an_growth_beta(a, beta, se);
	an_growth_beta(b, moved, moved_se);
	near(moved[1], beta[1], 1e-9);
	near(moved_se[1], se[1], 1e-9);
	near(moved[0] + 2026 * moved[1], beta[0], 1e-8);
	an_growth_covariance(a, 1, cov);
	an_growth_covariance(b, 1, moved_cov);
	near(moved_cov[2], cov[2], 1e-8);
	near(moved_cov[0] + 2 * 2026 * moved_cov[1] + 2026. * 2026 * moved_cov[2], cov[0], 1e-7);
	an_growth_effects(a, 0, blup, NULL);
	an_growth_effects(b, 0, far, NULL);
	near(far[11], blup[11], 1e-7);
	near(far[10] + 2026 * far[11], blup[10], 1e-7);
	an_growth_close(a);
	an_growth_close(b);
}
END_TEST

/* 300 schools in 10 districts: in blocks found, in blocks given that some teachers cross, and dense. */
START_TEST(blocks_change_nothing)
{
	struct simulated big = { .teachers = 900,
		.schools = 300,
		.raters = 40,
		.districts = 10,
		.visits = 6,
		.seed = 5 };
	struct an_growth_fit dense, blocks;
	struct an_growth *a, *b;
	double *sd = malloc(1800 * sizeof *sd), *sd2 = malloc(1800 * sizeof *sd2);
	uint32_t *none;

	simulate(&big);
	none = calloc(big.n, sizeof *none);
	for (size_t r = 0; r < big.n; r++) /* teachers who move: within a district, or across */
		if (big.teacher[r] % 7 == 0 && big.t[r] > 0)
			big.school[r] = (big.school[r] + (_i ? 3 : 10)) % big.schools;
	big.data.block = none;
	a = fitted(&big.data, &dense);
	ck_assert_uint_eq(an_growth_about(a)->blocks, 0);
	big.data.block = _i ? big.district : NULL;
	b = fitted(&big.data, &blocks);
	ck_assert_uint_ge(an_growth_about(b)->blocks, 10);
	ck_assert_uint_lt(an_growth_about(b)->border, an_growth_about(b)->dense / 2);
	near(blocks.criterion, dense.criterion, 1e-8);
	for (size_t f = 0; f < 3; f++) {
		size_t n = f == 0 ? 1800 : f == 1 ? 600 : 40;

		an_growth_effects(a, f, NULL, sd);
		an_growth_effects(b, f, NULL, sd2);
		for (size_t i = 0; i < n; i++)
			near(sd2[i], sd[i], 1e-7);
	}
	an_growth_close(a);
	an_growth_close(b);
	simulated_free(&big);
	free(none);
	free(sd);
	free(sd2);
}
END_TEST

static struct an_growth_estimate estimate(struct an_growth *g, const struct an_growth_quantity *q)
{
	struct an_growth_estimate e;

	ck_assert_int_eq(an_growth_estimates(g, 1, q, &e), AN_OK);
	return e;
}

START_TEST(a_single_effect_is_a_quantity)
{
	struct an_growth_fit fit;
	struct an_growth *g = fitted(&s.data, &fit);
	double blup[160], sd[160], school[16], school_sd[16], beta[2], se[2], x[2] = { 0, 1 };
	struct an_growth_part part = { 0, 4, 0, 1 };
	struct an_growth_quantity q = { .parts = 1, .part = &part };
	struct an_growth_estimate e = estimate(g, &q);

	an_growth_effects(g, 0, blup, sd);
	near(e.value, blup[9], 1e-12);
	near(e.sd, sd[9], 1e-10);
	part = (struct an_growth_part){ 1, 3, 1, 0 };
	e = estimate(g, &q);
	an_growth_effects(g, 1, school, school_sd);
	near(e.value, school[6], 1e-12);
	near(e.sd, school_sd[6], 1e-10);
	q = (struct an_growth_quantity){ .x = x };
	e = estimate(g, &q);
	an_growth_beta(g, beta, se);
	near(e.value, beta[1], 1e-12);
	near(e.sd, se[1], 1e-10);
	ck_assert(isnan(e.reliability));
	an_growth_close(g);
}
END_TEST

/* The growth of a staff: all teachers of a school, their mean; also by parts given twice. */
START_TEST(a_mean_over_a_staff_is_a_quantity)
{
	struct an_growth_fit fit;
	struct an_growth *g = fitted(&s.data, &fit);
	struct an_growth_part part[21];
	double x[2] = { 0, 1 }, value = 0, blup[160], school[16], beta[2];
	struct an_growth_quantity q = { .x = x, .parts = 11, .part = part };
	struct an_growth_estimate once, twice, own;

	an_growth_effects(g, 0, blup, NULL);
	an_growth_effects(g, 1, school, NULL);
	an_growth_beta(g, beta, NULL);
	for (uint32_t k = 0; k < 10; k++) { /* school 2 has teachers 2, 10, 18, .. */
		part[k] = (struct an_growth_part){ 0, 2 + 8 * k, 0, 0.1 };
		value += blup[2 * (2 + 8 * k) + 1] / 10;
	}
	part[10] = (struct an_growth_part){ 1, 2, 0, 1 };
	once = estimate(g, &q);
	near(once.value, value + school[5] + beta[1], 1e-10);
	for (int k = 0; k < 10; k++) {
		part[k].slope = 0.05;
		part[11 + k] = part[k];
	}
	q.parts = 21;
	twice = estimate(g, &q);
	near(twice.value, once.value, 1e-12);
	near(twice.sd, once.sd, 1e-10);
	near(twice.prior, once.prior, 1e-12);
	q = (struct an_growth_quantity){ .x = x, .parts = 1, .part = part };
	part[0] = (struct an_growth_part){ 0, 2, 0, 1 };
	own = estimate(g, &q);
	ck_assert_double_lt(once.sd, own.sd);
	an_growth_close(g);
}
END_TEST

START_TEST(a_forecast_widens_with_its_distance)
{
	struct an_growth_fit fit;
	struct an_growth *g = fitted(&s.data, &fit);
	struct an_growth_estimate now, later;
	double at = 2.5, x[2] = { 1, at };
	struct an_growth_part part[2] = { { 0, 7, 1, at }, { 1, 7, 1, at } };
	struct an_growth_quantity q = { .x = x, .parts = 2, .part = part };

	now = estimate(g, &q);
	x[1] = part[0].slope = part[1].slope = at + 1;
	later = estimate(g, &q);
	ck_assert_double_gt(later.sd, now.sd);
	ck_assert_double_eq_tol(now.below_zero, 0, 1e-3);
	an_growth_close(g);
}
END_TEST

START_TEST(the_same_data_give_the_same_bits)
{
	struct an_growth_fit one, two;
	struct an_growth *a = fitted(&s.data, &one), *b = fitted(&s.data, &two);
	double x[160], y[160], sx[160], sy[160];

	ck_assert_mem_eq(&one, &two, sizeof one);
	an_growth_effects(a, 0, x, sx);
	an_growth_effects(b, 0, y, sy);
	ck_assert_mem_eq(x, y, sizeof x);
	ck_assert_mem_eq(sx, sy, sizeof sx);
	an_growth_close(a);
	an_growth_close(b);
}
END_TEST

/* Half way a sheet replaces another and everybody gets half a level more. With the rubric's version
 * as a fixed effect growth stays what it was. */
START_TEST(a_change_of_the_sheet_is_not_growth)
{
	double *version = malloc(s.n * sizeof *version), before[2], without[2], with[3];
	const double *x[3] = { NULL, s.t, version };
	struct an_growth_fit fit;
	struct an_growth *g = fitted(&s.data, &fit);

	an_growth_beta(g, before, NULL);
	an_growth_close(g);
	for (size_t r = 0; r < s.n; r++) {
		version[r] = s.t[r] > 0;
		s.y[r] += 0.5 * version[r];
	}
	g = fitted(&s.data, &fit);
	an_growth_beta(g, without, NULL);
	an_growth_close(g);
	s.data.x = x;
	s.data.p = 3;
	g = fitted(&s.data, &fit);
	an_growth_beta(g, with, NULL);
	an_growth_close(g);
	ck_assert_double_gt(without[1], before[1] + 0.1);
	near(with[1], before[1], 0.03);
	near(with[2], 0.5, 0.1);
	free(version);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = { time_may_begin_anywhere, a_single_effect_is_a_quantity,
		a_mean_over_a_staff_is_a_quantity, a_forecast_widens_with_its_distance,
		the_same_data_give_the_same_bits, a_change_of_the_sheet_is_not_growth };
	Suite *suite = suite_create("growth model");
	TCase *t = tcase_create("model");
	SRunner *r;
	int bad;

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		tcase_add_test(t, tests[i]);
	tcase_add_loop_test(t, gradient_is_the_criterions, 0, 2);
	tcase_add_loop_test(t, blocks_change_nothing, 0, 2);
	tcase_add_checked_fixture(t, district, district_gone);
	tcase_set_timeout(t, 60);
	suite_add_tcase(suite, t);
	r = srunner_create(suite);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
