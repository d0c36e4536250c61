/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data that break a careless model: refused with a reason, or answered with a note.
 */
#include "check_main.h"
#include "simulated.h"

#include <string.h>

static struct simulated s;

static void district(void)
{
	s = (struct simulated){
		.teachers = 60, .schools = 6, .raters = 5, .districts = 1, .visits = 8, .seed = 11
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

static double fitted(struct an_growth *g)
{
	struct an_growth_fit fit;

	ck_assert_int_eq(an_growth_fit(g, NULL, &fit), AN_OK);
	return fit.criterion;
}

static double criterion(const struct an_growth_data *d)
{
	struct an_growth *g = opened(d);
	double c = fitted(g);

	an_growth_close(g);
	return c;
}

static void refused(const struct an_growth_data *d, enum an_status why)
{
	struct an_growth *g = (struct an_growth *)&s;

	ck_assert_int_eq(an_growth_open(d, &g, NULL), why);
	ck_assert_msg(g == (struct an_growth *)&s, "the output was touched");
}

START_TEST(a_bad_row_is_named)
{
	struct an_growth_fault f = { 0 };
	struct an_growth *g = NULL;

	s.y[17] = NAN;
	ck_assert_int_eq(an_growth_open(&s.data, &g, &f), AN_NOT_FINITE);
	ck_assert(f.part == AN_PART_Y && f.row == 17);
	s.y[17] = 2;
	s.t[401] = INFINITY;
	ck_assert_int_eq(an_growth_open(&s.data, &g, &f), AN_NOT_FINITE);
	ck_assert(f.part == AN_PART_X && f.which == 1 && f.row == 401);
	s.t[401] = 0;
	s.rater[30] = s.raters;
	ck_assert_int_eq(an_growth_open(&s.data, &g, &f), AN_BAD_INPUT);
	ck_assert(f.part == AN_PART_LEVEL && f.which == 2 && f.row == 30);
	ck_assert_ptr_null(g);
}
END_TEST

START_TEST(a_row_that_comes_twice_is_named)
{
	struct an_growth_fault f = { 0 };
	struct an_growth *g = NULL;
	uint64_t *id = malloc(s.n * sizeof *id);

	for (size_t r = 0; r < s.n; r++)
		id[r] = 7 * (r % 100) + 1000 * (r / 100);
	s.data.id = id;
	ck_assert_int_eq(an_growth_open(&s.data, &g, &f), AN_OK);
	an_growth_close(g);
	id[200] = id[3];
	id[150] = id[90];
	ck_assert_int_eq(an_growth_open(&s.data, &g, &f), AN_BAD_INPUT);
	ck_assert(f.part == AN_PART_ID && f.row == 150);
	free(id);
}
END_TEST

START_TEST(a_constant_response_is_refused)
{
	for (size_t r = 0; r < s.n; r++)
		s.y[r] = 3;
	refused(&s.data, AN_NO_SPREAD);
}
END_TEST

START_TEST(a_response_without_residual_is_refused)
{
	struct an_growth *g;
	struct an_growth_fit fit = { .criterion = 5 };

	for (size_t r = 0; r < s.n; r++)
		s.y[r] = 2 + s.t[r];
	g = opened(&s.data);
	ck_assert_int_eq(an_growth_fit(g, NULL, &fit), AN_NO_SPREAD);
	ck_assert_double_eq(fit.criterion, 5);
	an_growth_close(g);
}
END_TEST

START_TEST(no_more_rows_than_fixed_effects_are_refused)
{
	s.data.n = 2;
	refused(&s.data, AN_TOO_FEW);
}
END_TEST

START_TEST(a_factor_with_one_level_is_left_out)
{
	struct an_growth *g;
	struct an_growth_data without = s.data;

	memset(s.rater, 0, s.n * sizeof *s.rater);
	without.factors = 1;
	g = opened(&s.data);
	ck_assert_int_eq(an_growth_about(g)->factor[2], AN_NOTE_ONE_LEVEL);
	ck_assert_double_eq_tol(fitted(g), criterion(&without), 1e-8);
	an_growth_close(g);
}
END_TEST

START_TEST(raters_who_keep_to_their_school_are_left_out)
{
	struct an_growth *g;
	struct an_growth_data without = s.data;

	for (size_t r = 0; r < s.n; r++)
		s.rater[r] = s.school[r];
	s.factor[1].levels = s.schools;
	without.factors = 1;
	g = opened(&s.data);
	ck_assert_int_eq(an_growth_about(g)->factor[2], AN_NOTE_SAME_AS_ANOTHER);
	ck_assert_double_eq_tol(fitted(g), criterion(&without), 1e-8);
	an_growth_close(g);
}
END_TEST

START_TEST(as_many_levels_as_rows_are_left_out)
{
	uint32_t *visit = malloc(s.n * sizeof *visit);
	struct an_growth *g;

	for (uint32_t r = 0; r < s.n; r++)
		visit[r] = r;
	s.factor[1] = (struct an_factor){ visit, (uint32_t)s.n, NULL, false };
	g = opened(&s.data);
	ck_assert_int_eq(an_growth_about(g)->factor[2], AN_NOTE_LEVEL_PER_ROW);
	fitted(g);
	an_growth_close(g);
	free(visit);
}
END_TEST

START_TEST(a_slope_over_a_constant_is_left_out)
{
	double *same = malloc(s.n * sizeof *same);
	struct an_growth *g;
	struct an_growth_data without = s.data;
	struct an_factor plain[2];
	double cov[3];

	for (size_t r = 0; r < s.n; r++)
		same[r] = 4;
	memcpy(plain, s.factor, sizeof plain);
	plain[0].slope = NULL;
	without.factor = plain;
	s.factor[0].slope = same;
	g = opened(&s.data);
	ck_assert_int_eq(an_growth_about(g)->factor[1], AN_NOTE_SLOPE_CONSTANT);
	ck_assert_double_eq_tol(fitted(g), criterion(&without), 1e-8);
	an_growth_covariance(g, 1, cov);
	ck_assert_double_eq(cov[2], 0);
	an_growth_close(g);
	free(same);
}
END_TEST

START_TEST(a_collinear_column_is_left_out)
{
	double *twice = malloc(s.n * sizeof *twice), *three = malloc(s.n * sizeof *three), beta[4];
	const double *x[4] = { NULL, s.t, twice, three };
	struct an_growth_data d = s.data;
	struct an_growth *g;

	for (size_t r = 0; r < s.n; r++) {
		twice[r] = 2 * s.t[r] - 7;
		three[r] = s.school[r] == 3;
	}
	d.x = x;
	d.p = 4;
	g = opened(&d);
	ck_assert_int_eq(an_growth_about(g)->fixed[2], AN_NOTE_COLLINEAR);
	ck_assert_uint_eq(an_growth_about(g)->estimated, 3);
	fitted(g);
	an_growth_beta(g, beta, NULL);
	ck_assert(isnan(beta[2]));
	ck_assert(!isnan(beta[1]) && !isnan(beta[3]));
	an_growth_close(g);
	free(twice);
	free(three);
}
END_TEST

static struct an_growth_estimate growth_of(struct an_growth *g, uint32_t teacher)
{
	struct an_growth_part part = { 0, teacher, 0, 1 };
	struct an_growth_quantity q = { .parts = 1, .part = &part };
	struct an_growth_estimate e;

	ck_assert_int_eq(an_growth_estimates(g, 1, &q, &e), AN_OK);
	return e;
}

/* Teacher 0 keeps one visit, teacher 1 visits of one moment, teacher 2 none. */
static struct an_growth *thin_out(void)
{
	size_t kept = 0;

	for (size_t r = 0; r < s.n; r++) {
		bool first = r == 0 || s.teacher[r - 1] != s.teacher[r];

		if ((s.teacher[r] == 0 && !first) || s.teacher[r] == 2)
			continue;
		s.teacher[kept] = s.teacher[r];
		s.school[kept] = s.school[r];
		s.rater[kept] = s.rater[r];
		s.y[kept] = s.y[r];
		s.t[kept] = s.teacher[r] == 1 ? 0.5 : s.t[r];
		kept++;
	}
	s.data.n = kept;
	return opened(&s.data);
}

START_TEST(who_has_no_own_information_about_growth_gets_the_average)
{
	struct an_growth *g = thin_out();
	struct an_growth_estimate one, still, none;

	fitted(g);
	one = growth_of(g, 0);
	still = growth_of(g, 1);
	none = growth_of(g, 2);
	ck_assert_double_lt(one.reliability, 0.1);
	ck_assert_double_lt(still.reliability, 0.1);
	ck_assert_double_eq_tol(none.value, 0, 1e-12);
	ck_assert_double_eq_tol(none.sd * none.sd, none.prior, 1e-12);
	ck_assert_double_eq_tol(none.reliability, 0, 1e-12);
	ck_assert_double_eq_tol(none.below_zero, 0.5, 1e-12);
	ck_assert_double_gt(growth_of(g, 5).reliability, 0.1);
	an_growth_close(g);
}
END_TEST

/* Rows carry the school of the visit: a move doesn't make a second teacher. */
START_TEST(a_teacher_may_move_between_schools)
{
	struct an_growth *g;
	double blup[2 * 60];

	for (size_t r = 0; r < s.n; r++)
		if (s.teacher[r] == 7 && s.t[r] > 0)
			s.school[r] = 0;
	g = opened(&s.data);
	fitted(g);
	ck_assert_uint_eq(an_growth_about(g)->used[0], 60);
	an_growth_effects(g, 0, blup, NULL);
	ck_assert(isfinite(blup[14]) && blup[14] != 0);
	an_growth_close(g);
}
END_TEST

/* Every rater's residuals cancel: less variance between raters than chance would give. */
static void balance(void)
{
	for (size_t r = 0; r < s.n; r++) {
		s.rater[r] = (uint32_t)(r / 2 % s.raters);
		s.y[r] = 2 + s.level[s.teacher[r]] + (r % 2 ? 0.3 : -0.3);
	}
}

START_TEST(variance_at_zero_is_exact_and_said)
{
	struct an_growth *g;
	double cov[3];

	balance();
	g = opened(&s.data);
	fitted(g);
	an_growth_covariance(g, 2, cov);
	ck_assert_double_eq(cov[0], 0);
	ck_assert_int_eq(an_growth_about(g)->factor[2], AN_NOTE_NO_VARIANCE);
	an_growth_close(g);
}
END_TEST

START_TEST(a_penalty_keeps_few_levels_off_zero)
{
	struct an_growth *g;
	struct an_growth_options o = { .penalty = true };
	double cov[3];

	balance();
	g = opened(&s.data);
	ck_assert_int_eq(an_growth_fit(g, &o, NULL), AN_OK);
	for (size_t f = 1; f < 3; f++) {
		an_growth_covariance(g, f, cov);
		ck_assert_double_gt(cov[0], 0);
	}
	an_growth_close(g);
}
END_TEST

/* Schools that differ in growth alone: their intercept's variance is next to 0, and only the parting of
 * the slope into T21 and T22 is left to find. Two draws for which steps in those two creep. */
START_TEST(schools_that_differ_in_growth_alone_are_found)
{
	static const uint64_t seeds[] = { 111, 1102 };
	static const double known[] = { 464.1696243368, 406.0844117205 };
	struct an_growth_options o = { .evaluations = 250 };
	struct simulated d = {
		.teachers = 40, .schools = 10, .raters = 5, .districts = 1, .visits = 6
	};
	struct an_growth_fit fit;
	struct an_growth *g;

	d.seed = seeds[_i];
	simulate(&d);
	for (size_t r = 0; r < d.n; r++)
		d.y[r] -= d.school_level[d.school[r]];
	g = opened(&d.data);
	ck_assert_int_eq(an_growth_fit(g, &o, &fit), AN_OK);
	ck_assert_double_eq_tol(fit.criterion, known[_i], 1e-8);
	an_growth_close(g);
	simulated_free(&d);
}
END_TEST

static int stop_at_three(void *arg, unsigned evaluations, double fall)
{
	(void)fall;
	++*(int *)arg;
	return evaluations >= 3;
}

START_TEST(a_search_can_be_stopped)
{
	int calls = 0;
	struct an_growth_options o = { .progress = stop_at_three, .arg = &calls };
	struct an_growth *g = opened(&s.data);
	struct an_growth_fit fit = { .criterion = 5 };
	struct an_growth_estimate e = { .value = 7 };

	ck_assert_int_eq(an_growth_fit(g, &o, &fit), AN_CANCELLED);
	ck_assert_int_eq(calls, 4);
	ck_assert_double_eq(fit.criterion, 5);
	ck_assert_int_eq(an_growth_estimates(g, 1, &(struct an_growth_quantity){ .parts = 0 }, &e),
	    AN_BAD_INPUT);
	ck_assert_double_eq(e.value, 7);
	fitted(g);
	an_growth_close(g);
}
END_TEST

START_TEST(too_few_evaluations_are_no_convergence)
{
	struct an_growth *g = opened(&s.data);
	struct an_growth_options o = { .evaluations = 2 };

	ck_assert_int_eq(an_growth_fit(g, &o, NULL), AN_NO_CONVERGENCE);
	an_growth_close(g);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = { a_bad_row_is_named, a_row_that_comes_twice_is_named,
		a_constant_response_is_refused, a_response_without_residual_is_refused,
		no_more_rows_than_fixed_effects_are_refused, a_factor_with_one_level_is_left_out,
		raters_who_keep_to_their_school_are_left_out, as_many_levels_as_rows_are_left_out,
		a_slope_over_a_constant_is_left_out, a_collinear_column_is_left_out,
		who_has_no_own_information_about_growth_gets_the_average,
		a_teacher_may_move_between_schools, variance_at_zero_is_exact_and_said,
		a_penalty_keeps_few_levels_off_zero, a_search_can_be_stopped,
		too_few_evaluations_are_no_convergence };
	Suite *suite = suite_create("growth cases");
	TCase *t = tcase_create("cases");
	SRunner *r;
	int bad;

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		tcase_add_test(t, tests[i]);
	tcase_add_loop_test(t, schools_that_differ_in_growth_alone_are_found, 0, 2);
	tcase_add_checked_fixture(t, district, district_gone);
	suite_add_tcase(suite, t);
	r = srunner_create(suite);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
