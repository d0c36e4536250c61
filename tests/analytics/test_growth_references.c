/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fits against references that were brought to their exact optimum elsewhere; see
 * tests/fixtures/growth/README.md. The large one has a program of its own, test_growth_insteval.
 */
#include "references.h"

static const struct reference references[] = {
	{ "dyestuff", "Yield", "1", "Batch", { 0 } },
	{ "dyestuff_ml", "Yield", "1", "Batch", { 0 } },
	{ "dyestuff2_singular", "Yield", "1", "Batch", { 0 } },
	{ "sleepstudy", "Reaction", "Days", "Subject:Days", { 0 } },
	{ "sleepstudy_ml", "Reaction", "Days", "Subject:Days", { 0 } },
	{ "sleepstudy_uncorr", "Reaction", "Days", "Subject::Days", { 0 } },
	{ "penicillin", "diameter", "1", "plate", { "sample" } },
	{ "pastes", "strength", "1", "sample", { "batch" } },
	{ "orthodont", "distance", "age", "Subject:age", { 0 } },
	{ "sim_small_mean", "ymean", "t,post", "teacher:t", { "rater", "school:t" } },
	{ "sim_small_c6", "c6", "t,post", "teacher:t", { "rater", "school:t" } },
};

START_TEST(optimum_is_the_references)
{
	struct loaded l;

	load(&references[_i], &l);
	ck_assert_int_eq(an_growth_fit(l.model, &l.options, &l.fit), AN_OK);
	check_optimum(l.model, &l.fit, l.json);
	ck_assert_uint_le(l.fit.evaluations, strstr(references[_i].name, "singular") ? 40 : 12);
	unload(&l);
}
END_TEST

START_TEST(criterion_at_a_fixed_theta_needs_no_search)
{
	struct loaded l;

	load(&references[_i], &l);
	check_fixed_thetas(l.model, &l.options, l.json);
	unload(&l);
}
END_TEST

START_TEST(predictions_and_their_errors_are_the_references)
{
	struct loaded l;

	load(&references[_i], &l);
	ck_assert_int_eq(an_growth_fit(l.model, &l.options, &l.fit), AN_OK);
	check_effects(&l, references[_i].name);
	unload(&l);
}
END_TEST

int main(void)
{
	int n = (int)(sizeof references / sizeof *references), bad;
	Suite *s = suite_create("growth references");
	TCase *t = tcase_create("references");
	SRunner *r;

	tcase_add_loop_test(t, optimum_is_the_references, 0, n);
	tcase_add_loop_test(t, criterion_at_a_fixed_theta_needs_no_search, 0, n);
	tcase_add_loop_test(t, predictions_and_their_errors_are_the_references, 0, n);
	tcase_set_timeout(t, 60);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
