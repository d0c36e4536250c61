/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Agreement against published answers (weighted kappa, Shrout and Fleiss), the D-study table of the
 * design's components, and simulated raters whose shifts are known.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"

#include <gsl/gsl_randist.h>
#include <string.h>

static size_t table[16];

static void read_table(void)
{
	cJSON *j = known_open("known_kappa.json");
	const cJSON *rows = known_at(j, "table");

	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 4; k++)
			table[i * 4 + k] =
			    (size_t)cJSON_GetArrayItem(cJSON_GetArrayItem(rows, i), k)->valuedouble;
	cJSON_Delete(j);
}

START_TEST(weighted_kappa_and_its_error_are_as_published)
{
	cJSON *j = known_open("known_kappa.json");
	struct an_kappa k;

	read_table();
	ck_assert_int_eq(an_kappa(table, 4, &k), AN_OK);
	near(k.kappa, known(j, "weighted_kappa"), 1e-12);
	near(k.se, known(j, "se_weighted"), 1e-12);
	near(k.n, 130, 0);
	cJSON_Delete(j);
}
END_TEST

START_TEST(kappa_knows_perfect_chance_and_contrary_raters)
{
	const size_t perfect[4] = { 10, 0, 0, 5 }, chance[4] = { 10, 10, 10, 10 };
	const size_t contrary[4] = { 0, 10, 10, 0 }, alike[4] = { 9, 0, 0, 0 }, none[4] = { 0 };
	struct an_kappa k;

	ck_assert_int_eq(an_kappa(perfect, 2, &k), AN_OK);
	near(k.kappa, 1, 1e-15);
	near(k.se, 0, 1e-9);
	ck_assert_int_eq(an_kappa(chance, 2, &k), AN_OK);
	near(k.kappa, 0, 1e-15);
	ck_assert_int_eq(an_kappa(contrary, 2, &k), AN_OK);
	near(k.kappa, -1, 1e-15);
	ck_assert_int_eq(an_kappa(alike, 2, &k), AN_NO_SPREAD);
	ck_assert_int_eq(an_kappa(none, 2, &k), AN_TOO_FEW);
	ck_assert_int_eq(an_kappa(perfect, 1, &k), AN_BAD_INPUT);
	near(k.kappa, -1, 1e-15);
}
END_TEST

START_TEST(kappa_does_not_care_which_rater_is_first_nor_where_levels_start)
{
	size_t turned[16], wider[36] = { 0 };
	struct an_kappa a, b;

	read_table();
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 4; k++)
			turned[(3 - k) * 4 + 3 - i] = table[i * 4 + k];
	ck_assert_int_eq(an_kappa(table, 4, &a), AN_OK);
	ck_assert_int_eq(an_kappa(turned, 4, &b), AN_OK);
	near(b.kappa, a.kappa, 1e-14);
	near(b.se, a.se, 1e-14);
	for (int i = 0; i < 4; i++) /* levels nobody used do not change quadratic kappa */
		for (int k = 0; k < 4; k++)
			wider[(i + 1) * 6 + k + 1] = table[i * 4 + k];
	ck_assert_int_eq(an_kappa(wider, 6, &b), AN_OK);
	near(b.kappa, a.kappa, 1e-13);
}
END_TEST

START_TEST(resampling_agrees_with_the_formula_and_with_its_seed)
{
	struct an_bootstrap how = { 0.9, 2000, 7 };
	struct an_kappa k;
	double low = 0, high = 0, low2 = 0, high2 = 0;

	read_table();
	ck_assert_int_eq(an_kappa(table, 4, &k), AN_OK);
	ck_assert_int_eq(an_kappa_bootstrap(table, 4, &how, &low, &high), AN_OK);
	near(high - low, 2 * 1.645 * k.se, 0.01);
	ck_assert(low < k.kappa && k.kappa < high);
	ck_assert_int_eq(an_kappa_bootstrap(table, 4, &how, &low2, &high2), AN_OK);
	ck_assert(low2 <= low && low2 >= low && high2 <= high && high2 >= high);
	how.seed = 8;
	ck_assert_int_eq(an_kappa_bootstrap(table, 4, &how, &low2, &high2), AN_OK);
	ck_assert(low2 > low || low2 < low);
	how.times = 10;
	ck_assert_int_eq(an_kappa_bootstrap(table, 4, &how, &low2, &high2), AN_BAD_INPUT);
}
END_TEST

enum { PERSONS = 300, RATERS = 15, MOST = 3000 };

static size_t person[MOST], rater[MOST];
static double y[MOST], shift[RATERS];

static size_t shrout_fleiss(const cJSON *j)
{
	size_t n = 0;

	for (int i = 0; i < 6; i++)
		for (int k = 0; k < 4; k++, n++) {
			person[n] = (size_t)i;
			rater[n] = (size_t)k;
			y[n] = cJSON_GetArrayItem(
			    cJSON_GetArrayItem(known_at(j, "ratings_rows_subject"), i), k)
				   ->valuedouble;
		}
	return n;
}

START_TEST(components_and_reliabilities_are_those_of_shrout_and_fleiss)
{
	cJSON *j = known_open("known_icc_gstudy.json");
	const cJSON *c = known_at(j, "anova_components"), *d = known_at(j, "D_study");
	struct an_ratings r = { shrout_fleiss(j), 6, 4, person, rater, y };
	struct an_gstudy g;
	size_t n;
	double *phi = known_array(d, "phi", &n), *rho2 = known_array(d, "rho2", &n);

	ck_assert_int_eq(an_gstudy(&r, &g), AN_OK);
	near(g.of.person, known(c, "subject"), 1e-12);
	near(g.of.rater, known(c, "judge"), 1e-12);
	near(g.of.visit, known(c, "error"), 1e-12);
	ck_assert_uint_eq(g.sets, 1);
	for (size_t k = 1; k <= n; k++) {
		near(an_phi(&g.of, k, k), phi[k - 1], 1e-12);
		near(an_phi_relative(&g.of, k), rho2[k - 1], 1e-12);
	}
	free(phi);
	free(rho2);
	cJSON_Delete(j);
}
END_TEST

START_TEST(the_decision_study_gives_the_known_table)
{
	const struct an_components one = { 0.1625, 0.0464, 0.2925 };
	const struct an_components mean = { .1225 + .04 / 12, .04 + .0064 / 12, .09 + .2025 / 12 };
	const struct {
		size_t n, r;
		double one, mean;
	} known_phi[] = { { 1, 1, .32, .46 }, { 2, 2, .49, .63 }, { 4, 1, .58, .65 },
		{ 4, 2, .63, .73 }, { 4, 4, .66, .77 }, { 6, 3, .72, .80 }, { 8, 4, .77, .84 },
		{ 12, 4, .82, .87 } };

	for (size_t i = 0; i < sizeof known_phi / sizeof *known_phi; i++) {
		near(an_phi(&one, known_phi[i].n, known_phi[i].r), known_phi[i].one, 0.005);
		near(an_phi(&mean, known_phi[i].n, known_phi[i].r), known_phi[i].mean, 0.005);
	}
	ck_assert_uint_eq(an_least_visits(&one, .7, 3, 40), 6);
	ck_assert_uint_eq(an_least_visits(&mean, .7, 2, 40), 4);
	ck_assert_uint_eq(an_least_visits(&mean, .99, 2, 40), 0);
	near(an_growth_reliability(&mean, .0036, 8, 2), .06, .005);
	near(an_growth_reliability(&mean, .0036, 20, 5), .50, .005);
	ck_assert(isnan(an_phi(&one, 2, 3)) && isnan(an_phi(&one, 2, 0)));
	ck_assert(isnan(an_phi_relative(&one, 0)));
	ck_assert(isnan(an_growth_reliability(&one, -1, 8, 2)));
}
END_TEST

/* `visits` per person by random raters of the person's set. */
static size_t draw(unsigned long seed, size_t visits, size_t sets)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	size_t n = 0;

	gsl_rng_set(g, seed);
	for (size_t k = 0; k < RATERS; k++)
		shift[k] = gsl_ran_gaussian(g, 0.3);
	for (size_t i = 0; i < PERSONS; i++) {
		double level = 2.5 + gsl_ran_gaussian(g, 0.4);
		size_t m = visits ? visits : 1 + gsl_rng_uniform_int(g, 6);

		for (size_t v = 0; v < m; v++, n++) {
			person[n] = i;
			rater[n] = gsl_rng_uniform_int(g, RATERS / sets) * sets + i % sets;
			y[n] = level + shift[rater[n]] + gsl_ran_gaussian(g, 0.5);
		}
	}
	gsl_rng_free(g);
	return n;
}

START_TEST(unbalanced_components_are_unbiased)
{
	struct an_components mean = { 0 };
	double rater_truth = 0;

	for (unsigned long seed = 1; seed <= 60; seed++) {
		struct an_ratings r = { draw(seed, 0, 1), PERSONS, RATERS, person, rater, y };
		struct an_gstudy g;
		double m = 0, s = 0;

		ck_assert_int_eq(an_gstudy(&r, &g), AN_OK);
		mean.person += g.raw.person / 60;
		mean.rater += g.raw.rater / 60;
		mean.visit += g.raw.visit / 60;
		for (size_t k = 0; k < RATERS; k++)
			m += shift[k] / RATERS;
		for (size_t k = 0; k < RATERS; k++)
			s += (shift[k] - m) * (shift[k] - m) / (RATERS - 1);
		rater_truth += s / 60;
	}
	near(mean.person, 0.16, 0.005);
	near(mean.visit, 0.25, 0.005);
	near(mean.rater, rater_truth, 0.005);
}
END_TEST

START_TEST(severities_find_the_shifts_and_cover_them)
{
	struct an_severity s[RATERS];
	double hits = 0, error = 0, prior = 0;

	for (unsigned long seed = 1; seed <= 40; seed++) {
		struct an_ratings r = { draw(seed, 0, 1), PERSONS, RATERS, person, rater, y };
		struct an_components truth = { 0.16, 0.09, 0.25 };

		ck_assert_int_eq(an_severities(&r, &truth, 0.9, s), AN_OK);
		for (size_t k = 0; k < RATERS; k++) {
			hits += s[k].low <= shift[k] && shift[k] <= s[k].high;
			error += pow(s[k].value - shift[k], 2);
			prior += pow(shift[k], 2);
			ck_assert(s[k].linkage > 0.5 && s[k].linkage <= 1);
			ck_assert(!s[k].flagged || fabs(s[k].value) > 0.3);
		}
	}
	hits /= 40 * RATERS;
	ck_assert_msg(hits > 0.87 && hits < 0.93, "covered %.3f", hits);
	ck_assert_double_lt(error, prior / 5);
}
END_TEST

START_TEST(raters_without_common_people_are_weakly_linked)
{
	struct an_ratings r = { draw(1, 4, 3), PERSONS, RATERS, person, rater, y };
	struct an_components of = { 0.16, 0.09, 0.25 };
	struct an_severity apart[RATERS], joined[RATERS];
	struct an_gstudy g;

	ck_assert_int_eq(an_gstudy(&r, &g), AN_OK);
	ck_assert_uint_eq(g.sets, 3);
	ck_assert_int_eq(an_severities(&r, &of, 0.9, apart), AN_OK);
	r.n = draw(1, 4, 1);
	ck_assert_int_eq(an_severities(&r, &of, 0.9, joined), AN_OK);
	for (size_t k = 0; k < RATERS; k++)
		ck_assert_double_lt(apart[k].linkage, joined[k].linkage);
}
END_TEST

START_TEST(agreement_follows_shift_scale_and_order)
{
	struct an_ratings r = { draw(2, 0, 1), PERSONS, RATERS, person, rater, y };
	struct an_severity a[RATERS], b[RATERS];
	struct an_gstudy g, h;

	ck_assert_int_eq(an_gstudy(&r, &g), AN_OK);
	ck_assert_int_eq(an_severities(&r, &g.of, 0.9, a), AN_OK);
	for (size_t i = 0, k = r.n - 1; i < k; i++, k--) {
		size_t p = person[i], q = rater[i];
		double v = y[i];

		person[i] = person[k], rater[i] = rater[k], y[i] = y[k];
		person[k] = p, rater[k] = q, y[k] = v;
	}
	for (size_t i = 0; i < r.n; i++)
		y[i] = 100 - 10 * y[i];
	ck_assert_int_eq(an_gstudy(&r, &h), AN_OK);
	near(h.of.person, 100 * g.of.person, 1e-9);
	near(h.of.rater, 100 * g.of.rater, 1e-9);
	near(h.of.visit, 100 * g.of.visit, 1e-9);
	ck_assert_int_eq(an_severities(&r, &h.of, 0.9, b), AN_OK);
	for (size_t k = 0; k < RATERS; k++) {
		near(b[k].value, -10 * a[k].value, 1e-8);
		near(b[k].linkage, a[k].linkage, 1e-8);
	}
}
END_TEST

START_TEST(what_the_ratings_cannot_tell_is_refused)
{
	struct an_gstudy g = { .n = 77 };
	struct an_severity s[RATERS] = { { .n = 77 } };
	struct an_ratings r = { 6, 3, 3, person, rater, y };
	struct an_components of = { 0.1, 0.1, 0.1 }, none = { 0.1, 0, 0.1 };

	for (size_t i = 0; i < 6; i++) { /* each person has one rater */
		person[i] = rater[i] = i / 2;
		y[i] = (double)(i % 3);
	}
	ck_assert_int_eq(an_gstudy(&r, &g), AN_NOT_IDENTIFIABLE);
	for (size_t i = 0; i < 4; i++) { /* a chain: nothing is left for the residual */
		person[i] = i / 2;
		rater[i] = (i + 1) / 2;
	}
	r.n = 4;
	ck_assert_int_eq(an_gstudy(&r, &g), AN_TOO_FEW);
	r.n = 1;
	ck_assert_int_eq(an_gstudy(&r, &g), AN_TOO_FEW);
	r.n = 6;
	for (size_t i = 0; i < 6; i++) {
		person[i] = i / 3;
		rater[i] = i % 3;
		y[i] = 2;
	}
	ck_assert_int_eq(an_gstudy(&r, &g), AN_NO_SPREAD);
	y[3] = NAN;
	ck_assert_int_eq(an_gstudy(&r, &g), AN_NOT_FINITE);
	y[3] = 1;
	rater[5] = 3;
	ck_assert_int_eq(an_gstudy(&r, &g), AN_BAD_INPUT);
	rater[5] = 2;
	r.raters = AN_RATERS_MAX + 1;
	ck_assert_int_eq(an_gstudy(&r, &g), AN_TOO_LARGE);
	ck_assert_uint_eq(g.n, 77);
	r.raters = 3;
	ck_assert_int_eq(an_severities(&r, &none, 0.9, s), AN_NO_SPREAD);
	ck_assert_int_eq(an_severities(&r, &of, 1, s), AN_BAD_INPUT);
	ck_assert_uint_eq(s[0].n, 77);
}
END_TEST

CHECK_MAIN("agreement", weighted_kappa_and_its_error_are_as_published,
    kappa_knows_perfect_chance_and_contrary_raters,
    kappa_does_not_care_which_rater_is_first_nor_where_levels_start,
    resampling_agrees_with_the_formula_and_with_its_seed,
    components_and_reliabilities_are_those_of_shrout_and_fleiss,
    the_decision_study_gives_the_known_table, unbalanced_components_are_unbiased,
    severities_find_the_shifts_and_cover_them, raters_without_common_people_are_weakly_linked,
    agreement_follows_shift_scale_and_order, what_the_ratings_cannot_tell_is_refused)
