/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Levels whose rows share one value of the covariate take one column instead of two. Every result must
 * be that of a twin whose covariate varies by 1e-9 within each level, which keeps both columns.
 */
#include "check_main.h"
#include "growth_search.h"
#include "simulated.h"

#include <string.h>

static void near(const char *what, double a, double b)
{
	ck_assert_msg(fabs(a - b) <= 1e-6 * fmax(1, fabs(b)), "%s: %.15g, not %.15g (%.1e apart)",
	    what, a, b, a - b);
}

/* A district, and one of 300 schools in 10 parts, which has blocks. Schools have a slope over a yes or
 * no: a third only no, a third only yes, the others both. */
static struct simulated s;
static struct an_factor twin_factor[2];
static double *answer, *twin_answer;
static struct an_growth *g, *twin;

static void open_both(bool uncorrelated, bool big)
{
	struct an_growth_data data;
	uint64_t seed = 8;

	s = (struct simulated){ .teachers = big ? 900 : 90,
		.schools = big ? 300 : 9,
		.raters = big ? 40 : 6,
		.districts = big ? 10 : 1,
		.visits = 8,
		.seed = 4 };
	simulate(&s);
	answer = malloc(s.n * sizeof *answer);
	twin_answer = malloc(s.n * sizeof *twin_answer);
	for (size_t r = 0; r < s.n; r++) {
		uint32_t third = s.school[r] % 3;

		answer[r] = third == 2 ? uniform(&seed) < 0.4 : third;
		twin_answer[r] = answer[r] + 1e-9 * uniform(&seed);
		s.y[r] += answer[r] * s.school_growth[s.school[r]] * 6;
	}
	s.factor[0].slope = answer;
	s.factor[0].uncorrelated = uncorrelated;
	memcpy(twin_factor, s.factor, sizeof twin_factor);
	twin_factor[0].slope = twin_answer;
	data = s.data;
	data.factor = twin_factor;
	ck_assert_int_eq(an_growth_open(&s.data, &g, NULL), AN_OK);
	ck_assert_int_eq(an_growth_open(&data, &twin, NULL), AN_OK);
	ck_assert_uint_eq(
	    an_growth_about(g)->dense + 2 * s.schools / 3, an_growth_about(twin)->dense);
	ck_assert_uint_eq(an_growth_about(g)->blocks > 0, big);
}

static void close_both(void)
{
	an_growth_close(g);
	an_growth_close(twin);
	free(answer);
	free(twin_answer);
	simulated_free(&s);
}

static void same_effects(size_t factor, size_t n)
{
	double *b = malloc(n * sizeof *b), *sd = malloc(n * sizeof *sd);
	double *twin_b = malloc(n * sizeof *b), *twin_sd = malloc(n * sizeof *sd);

	an_growth_effects(g, factor, b, sd);
	an_growth_effects(twin, factor, twin_b, twin_sd);
	for (size_t i = 0; i < n; i++) {
		near("effect", b[i], twin_b[i]);
		near("its error", sd[i], twin_sd[i]);
	}
	free(b);
	free(sd);
	free(twin_b);
	free(twin_sd);
}

static void same_quantity(const struct an_growth_quantity *q)
{
	struct an_growth_estimate e, twin_e;

	ck_assert_int_eq(an_growth_estimates(g, 1, q, &e), AN_OK);
	ck_assert_int_eq(an_growth_estimates(twin, 1, q, &twin_e), AN_OK);
	near("value", e.value, twin_e.value);
	near("sd", e.sd, twin_e.sd);
	near("prior", e.prior, twin_e.prior);
}

/* A level that is merged, alone and in a sum with its teacher, another level, itself again and beta. */
static void same_quantities(void)
{
	double x[2] = { 0, 1 };
	struct an_growth_part part[] = { { 1, 3, 0, 1 }, { 1, 4, 1, 0.5 }, { 0, 3, 0, 1 },
		{ 1, 5, -1, -1 }, { 1, 4, 0.2, -2 } };

	for (uint32_t level = 3; level < 6; level++) {
		struct an_growth_part one = { 1, level, 0, 1 };

		same_quantity(&(struct an_growth_quantity){ .parts = 1, .part = &one });
		one = (struct an_growth_part){ 1, level, 1, 0.4 };
		same_quantity(&(struct an_growth_quantity){ .parts = 1, .part = &one });
	}
	same_quantity(
	    &(struct an_growth_quantity){ .x = x, .parts = sizeof part / sizeof *part, part });
}

static void same_solution(const struct an_growth_fit *fit, const struct an_growth_fit *twin_fit)
{
	double beta[2], se[2], twin_beta[2], twin_se[2];

	near("criterion", fit->criterion, twin_fit->criterion);
	near("log-determinant", fit->logdet_z, twin_fit->logdet_z);
	an_growth_beta(g, beta, se);
	an_growth_beta(twin, twin_beta, twin_se);
	for (int j = 0; j < 2; j++) {
		near("beta", beta[j], twin_beta[j]);
		near("its error", se[j], twin_se[j]);
	}
	same_quantities(); /* by solves, then with the inverse there */
	same_effects(0, 2 * (size_t)s.teachers);
	same_effects(1, 2 * (size_t)s.schools);
	same_effects(2, s.raters);
	same_quantities();
}

static void same_gradient(void)
{
	struct hunt h = { .options = &(struct an_growth_options){ 0 } }, twin_h = h;

	search_params(g, &h);
	search_params(twin, &twin_h);
	growth_gradient(g, &h.s);
	growth_gradient(twin, &twin_h.s);
	for (size_t p = 0; p < h.s.n; p++) {
		near("gradient", h.s.g[p], twin_h.s.g[p]);
		for (size_t q = 0; q < h.s.n; q++)
			near("information", h.s.a[p * h.s.n + q], twin_h.s.a[p * h.s.n + q]);
	}
}

/* Teachers three, schools, raters one; also at the boundary, where a level may see nothing at all. */
static void same_at(bool uncorrelated)
{
	static const double pairs[][7] = { { 0.8, -0.1, 0.2, 0.5, 0.2, 0.3, 0.4 },
		{ 0.8, -0.1, 0.2, 0.5, -0.5, 0, 0.4 }, { 0.8, -0.1, 0.2, 0, 0, 0.3, 0.4 },
		{ 0.8, -0.1, 0.2, 0, 0, 0, 0.4 } };
	static const double apart[][7] = { { 0.8, -0.1, 0.2, 0.5, 0.3, 0.4 },
		{ 0.8, -0.1, 0.2, 0, 0.3, 0.4 }, { 0.8, -0.1, 0.2, 0.5, 0, 0.4 },
		{ 0.8, -0.1, 0.2, 0, 0, 0.4 } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		const double *theta = uncorrelated ? apart[i] : pairs[i];
		struct an_growth_fit fit, twin_fit;

		ck_assert_int_eq(an_growth_at(g, theta, NULL, &fit), AN_OK);
		ck_assert_int_eq(an_growth_at(twin, theta, NULL, &twin_fit), AN_OK);
		if (i == 0)
			same_gradient();
		same_solution(&fit, &twin_fit);
	}
}

START_TEST(a_merged_level_changes_nothing)
{
	struct an_growth_fit fit, twin_fit;
	bool uncorrelated = _i == 1, big = _i == 2;

	open_both(uncorrelated, big);
	same_at(uncorrelated);
	ck_assert_int_eq(an_growth_fit(g, NULL, &fit), AN_OK);
	ck_assert_int_eq(an_growth_fit(twin, NULL, &twin_fit), AN_OK);
	near("criterion", fit.criterion, twin_fit.criterion);
	close_both();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("growth model: merged levels");
	TCase *t = tcase_create("merged");
	SRunner *r;
	int bad;

	tcase_add_loop_test(t, a_merged_level_changes_nothing, 0, 3);
	tcase_set_timeout(t, 60);
	suite_add_tcase(suite, t);
	r = srunner_create(suite);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
