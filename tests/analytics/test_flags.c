/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Flags, the use of a scale's levels, and the sets of raters that can be compared.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"
#include "simulated.h"

/* Benjamini and Hochberg (1995), section 4: four rejections at 0.05. */
START_TEST(the_published_p_values_give_four_rejections)
{
	cJSON *j = known_open("known_bh.json");
	size_t n, m;
	double *p = known_array(j, "p", &n), *want = known_array(j, "BH", &m), q[15];
	int rejected = 0;

	ck_assert(n == 15 && m == 15);
	ck_assert_int_eq(an_flags_bh(n, p, q), AN_OK);
	for (size_t i = 0; i < n; i++) {
		ck_assert_double_eq_tol(q[i], want[i], 1e-12);
		rejected += q[i] <= 0.05;
	}
	ck_assert_int_eq(rejected, (int)known(j, "n_reject_BH_05"));
	free(p);
	free(want);
	cJSON_Delete(j);
}
END_TEST

START_TEST(flags_keep_the_mean_of_being_wrong_below_the_bound)
{
	const double wrong[6] = { 0.30, 0.02, 0.12, 0.12, 0.9, 0.05 };
	bool flag[6];
	struct an_flags f;

	ck_assert_int_eq(an_flags_bayes(6, wrong, 0.10, flag, &f), AN_OK);
	ck_assert_uint_eq(
	    f.flagged, 4); /* 0.02 0.05 0.12 0.12: mean 0.0775; with 0.30 it is 0.122 */
	ck_assert(!flag[0] && flag[1] && flag[2] && flag[3] && !flag[4] && flag[5]);
	ck_assert_double_eq_tol(f.expected, 0.0775, 1e-12);
	ck_assert_int_eq(an_flags_bayes(6, wrong, 0.01, flag, &f), AN_OK);
	ck_assert_uint_eq(f.flagged, 0);
	ck_assert_double_eq(f.expected, 0);
}
END_TEST

/* Of two equals at the edge neither is named alone. */
START_TEST(ties_are_flagged_together)
{
	const double wrong[3] = { 0.02, 0.2, 0.2 };
	bool flag[3];
	struct an_flags f;

	ck_assert_int_eq(an_flags_bayes(3, wrong, 0.12, flag, &f), AN_OK);
	ck_assert_uint_eq(f.flagged, 1);
	ck_assert(flag[0] && !flag[1] && !flag[2]);
}
END_TEST

START_TEST(what_is_no_probability_is_refused)
{
	const double wrong[2] = { 0.1, 1.2 };
	bool flag[2] = { true, true };
	struct an_flags f = { 9, 9 };
	double q[2] = { 7, 7 };

	ck_assert_int_eq(an_flags_bayes(2, wrong, 0.1, flag, &f), AN_BAD_INPUT);
	ck_assert(flag[0] && flag[1] && f.flagged == 9);
	ck_assert_int_eq(an_flags_bh(2, wrong, q), AN_BAD_INPUT);
	ck_assert_double_eq(q[0], 7);
	ck_assert_int_eq(an_flags_bh(1, &(double){ NAN }, q), AN_BAD_INPUT);
}
END_TEST

START_TEST(a_scale_with_a_crowded_end_is_compressed)
{
	double score[10] = { 1, 1, 1.2, 1.4, 2, 2.6, 3, 4, 2, 3 };
	struct an_histogram h;

	ck_assert_int_eq(an_histogram(10, score, 1, 4, &h), AN_OK);
	ck_assert_uint_eq(h.count[0], 4);
	ck_assert_uint_eq(h.count[2], 3);
	ck_assert_double_eq_tol(h.floor, 0.4, 1e-12);
	ck_assert_double_eq_tol(h.ceiling, 0.1, 1e-12);
	ck_assert(h.compressed);
	score[0] = score[1] = 2;
	ck_assert_int_eq(an_histogram(10, score, 1, 4, &h), AN_OK);
	ck_assert(!h.compressed);
	for (int i = 0; i < 7; i++)
		score[i] = 3;
	ck_assert_int_eq(an_histogram(10, score, 1, 4, &h), AN_OK);
	ck_assert_double_gt(h.most, 0.6);
	ck_assert(h.compressed);
	score[4] = 4.6;
	ck_assert_int_eq(an_histogram(10, score, 1, 4, &h), AN_BAD_INPUT);
	score[4] = NAN;
	ck_assert_int_eq(an_histogram(10, score, 1, 4, &h), AN_NOT_FINITE);
	ck_assert_int_eq(an_histogram(0, score, 1, 4, &h), AN_TOO_FEW);
}
END_TEST

/* Raters 0, 1 share teachers; rater 2 visits teachers 3, 4 alone; rater 3 and teacher 5 have no row. */
START_TEST(raters_without_a_common_teacher_stand_apart)
{
	const uint32_t teacher[8] = { 0, 0, 1, 1, 2, 3, 3, 4 },
		       rater[8] = { 0, 1, 1, 0, 1, 2, 2, 2 };
	struct an_factor t = { teacher, 6, NULL, false }, r = { rater, 4, NULL, false };
	struct an_pairs pairs = { 8, &r, &t };
	uint32_t of_rater[4], of_teacher[6];
	struct an_sets sets = { of_rater, of_teacher, 0 };
	struct an_link link;

	ck_assert_int_eq(an_linkage_sets(&pairs, &sets), AN_OK);
	ck_assert_uint_eq(sets.n, 2);
	ck_assert(of_rater[0] == 0 && of_rater[1] == 0 && of_rater[2] == 1);
	ck_assert(of_rater[3] == UINT32_MAX && of_teacher[5] == UINT32_MAX);
	ck_assert(of_teacher[2] == 0 && of_teacher[4] == 1);
	ck_assert_int_eq(an_linkage_join(&pairs, &sets, 1, &link), AN_OK);
	ck_assert_uint_eq(link.a, 2);
	ck_assert_uint_eq(link.b, 0);
	ck_assert_int_eq(an_linkage_join(&pairs, &sets, 2, &link), AN_BAD_INPUT);
}
END_TEST

START_TEST(a_link_is_strong_where_raters_meet_often)
{
	struct simulated s = {
		.teachers = 120, .schools = 6, .raters = 7, .districts = 1, .visits = 8, .seed = 23
	};
	struct an_growth *g = NULL;
	double strong, weak;

	simulate(&s);
	for (size_t r = 0; r < s.n; r++) /* rater 6 has but two visits */
		if (s.rater[r] == 6 && r > 20)
			s.rater[r] = 5;
	s.rater[0] = s.rater[9] = 6;
	ck_assert_int_eq(an_growth_open(&s.data, &g, NULL), AN_OK);
	ck_assert_int_eq(an_growth_fit(g, NULL, NULL), AN_OK);
	ck_assert_int_eq(an_linkage_strength(g, 2, 0, 1, &strong), AN_OK);
	ck_assert_int_eq(an_linkage_strength(g, 2, 0, 6, &weak), AN_OK);
	ck_assert_double_gt(strong, 0.8);
	ck_assert_double_lt(weak, strong - 0.1);
	ck_assert_int_eq(an_linkage_strength(g, 2, 3, 3, &weak), AN_BAD_INPUT);
	an_growth_close(g);
	simulated_free(&s);
}
END_TEST

CHECK_MAIN("flags", the_published_p_values_give_four_rejections,
    flags_keep_the_mean_of_being_wrong_below_the_bound, ties_are_flagged_together,
    what_is_no_probability_is_refused, a_scale_with_a_crowded_end_is_compressed,
    raters_without_a_common_teacher_stand_apart, a_link_is_strong_where_raters_meet_often)
