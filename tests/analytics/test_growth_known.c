/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Known answers of other programs for the growth model: certified least squares, another program's
 * mixed fits, Satterthwaite's degrees of freedom. tests/fixtures/analytics/known.md tells where from.
 */
#include "known.h"
#include "references.h"

static const struct reference sleepstudy = { "sleepstudy", "Reaction", "Days", "Subject:Days",
	{ 0 } };
static const struct reference orthodont = { "orthodont", "distance", "age", "Subject:age", { 0 } };

static void fit(const struct reference *r, const char *path, struct loaded *l)
{
	load_file(r, path, l);
	ck_assert_int_eq(an_growth_fit(l->model, NULL, &l->fit), AN_OK);
}

/* A factor with a level per row is left out, so least squares remain. The columns are nearly
 * collinear: uncentred sums of squares in double precision keep no digit of some coefficients. */
START_TEST(least_squares_reproduce_the_certified_values)
{
	static const struct reference longley = {
		.response = "y", .fixed = "x1,x2,x3,x4,x5,x6", .eliminate = "x6"
	};
	cJSON *j = known_open("known_nist_longley.json");
	size_t n, m;
	double *coefficient = known_array(j, "certified_coef", &n);
	double *error = known_array(j, "certified_se", &m), beta[7], se[7];
	struct loaded l;

	fit(&longley, "tests/fixtures/analytics/nist_longley.csv", &l);
	ck_assert_int_eq(an_growth_about(l.model)->factor[0], AN_NOTE_LEVEL_PER_ROW);
	ck_assert(n == 7 && m == 7 && an_growth_about(l.model)->p == 7);
	an_growth_beta(l.model, beta, se);
	for (size_t k = 0; k < 7; k++) {
		apart("coefficient", beta[k], coefficient[k], 1e-11 * fabs(coefficient[k]));
		apart("error", se[k], error[k], 1e-11 * error[k]);
	}
	apart("sigma", l.fit.sigma, known(j, "certified_resid_sd"), 1e-11 * l.fit.sigma);
	free(coefficient);
	free(error);
	unload(&l);
	cJSON_Delete(j);
}
END_TEST

/* nlme searches by other parameters and stops where its criterion hardly falls: its standard
 * deviations hold to 1e-5, the criterion, flat there, to 1e-9. */
static void agrees_with_nlme(const struct reference *r)
{
	cJSON *j = known_open("known_nlme_crosscheck.json");
	char name[40];
	double *sd, cov[3], criterion;
	struct loaded l;
	size_t n;

	load(r, &l);
	ck_assert_int_eq(an_growth_fit(l.model, NULL, &l.fit), AN_OK);
	snprintf(name, sizeof name, "%s_nlme", r->name);
	criterion = known(j, name);
	apart(name, l.fit.criterion, criterion, 1e-9 * criterion);
	snprintf(name, sizeof name, "%s_sd", r->name);
	sd = known_array(j, name, &n);
	ck_assert_uint_eq(n, 3);
	an_growth_covariance(l.model, 0, cov);
	apart("intercepts", sqrt(cov[0]), sd[0], 1e-5 * sd[0]);
	apart("slopes", sqrt(cov[2]), sd[1], 1e-5 * sd[1]);
	apart("residual", l.fit.sigma, sd[2], 1e-5 * sd[2]);
	free(sd);
	unload(&l);
	cJSON_Delete(j);
}

START_TEST(another_program_finds_the_same_optimum)
{
	agrees_with_nlme(&sleepstudy);
	agrees_with_nlme(&orthodont);
}
END_TEST

enum { MOST = 3 };

/* Of each fixed effect. */
static void estimates(struct loaded *l, bool degrees, struct an_growth_estimate e[MOST])
{
	double x[MOST][MOST] = { 0 };
	struct an_growth_quantity q[MOST];
	size_t p = l->formula.p;

	ck_assert_uint_le(p, MOST);
	for (size_t k = 0; k < p; k++) {
		x[k][k] = 1;
		q[k] = (struct an_growth_quantity){ .x = x[k], .degrees = degrees };
	}
	ck_assert_int_eq(an_growth_estimates(l->model, p, q, e), AN_OK);
}

static const cJSON *rows_of(const cJSON *j, const char *data, const char *method)
{
	return known_at(known_at(j, data), method)->child;
}

/* Six workers at three machines, three times each. */
START_TEST(degrees_of_freedom_are_satterthwaites)
{
	static const struct reference machines = {
		.response = "score", .fixed = "Machine", .eliminate = "cell", .random = { "Worker" }
	};
	cJSON *j = known_open("known_df_satterthwaite_kr.json");
	const cJSON *row = rows_of(j, "machines", "satterthwaite");
	struct an_growth_estimate e[MOST];
	struct loaded l;

	fit(&machines, "tests/fixtures/analytics/machines.csv", &l);
	estimates(&l, true, e);
	for (size_t k = 0; k < 3; k++, row = row->next) {
		ck_assert_str_eq(known_at(row, "_row")->valuestring, l.formula.name[k]);
		apart("estimate", e[k].value, known(row, "Estimate"), 1e-6 * e[k].sd);
		apart("error", e[k].sd, known(row, "Std. Error"), 1e-6 * e[k].sd);
		apart("degrees", e[k].degrees, known(row, "df"), 1e-6);
	}
	unload(&l);
	cJSON_Delete(j);
}
END_TEST

/* 18 subjects, each seen on the same days: 17 exactly, as Kenward and Roger's method has it too. */
START_TEST(a_balanced_layout_has_its_exact_degrees)
{
	cJSON *j = known_open("known_df_satterthwaite_kr.json");
	const cJSON *row = rows_of(j, "sleepstudy", "kr");
	struct an_growth_estimate e[MOST];
	struct loaded l;

	load(&sleepstudy, &l);
	ck_assert_int_eq(an_growth_fit(l.model, NULL, &l.fit), AN_OK);
	estimates(&l, true, e);
	for (size_t k = 0; k < 2; k++, row = row->next) {
		apart("degrees", e[k].degrees, 17, 1e-6);
		apart("Kenward and Roger's", e[k].degrees, known(row, "df"), 1e-6);
	}
	unload(&l);
	cJSON_Delete(j);
}
END_TEST

/* Variances of the two estimates at (theta, sigma). */
static void variances(struct loaded *l, const double at[4], double v[2])
{
	struct an_growth_estimate e[MOST];

	ck_assert_int_eq(an_growth_at(l->model, at, NULL, &l->fit), AN_OK);
	estimates(l, false, e);
	for (size_t k = 0; k < 2; k++)
		v[k] = pow(e[k].sd * at[3] / l->fit.sigma, 2);
}

/* Of an estimate by the reference's own covariance of (theta, sigma), at the point `at`. */
static void degrees_by(const cJSON *covariance, struct loaded *l, const double at[4], double nu[2])
{
	double v[2], gradient[2][4], step = 1e-5;

	for (size_t i = 0; i < 4; i++) {
		double near_by[4] = { at[0], at[1], at[2], at[3] }, up[2], down[2];

		near_by[i] = at[i] + step;
		variances(l, near_by, up);
		near_by[i] = at[i] - step;
		variances(l, near_by, down);
		for (size_t k = 0; k < 2; k++)
			gradient[k][i] = (up[k] - down[k]) / (2 * step);
	}
	variances(l, at, v);
	for (size_t k = 0; k < 2; k++) {
		double sum = 0;

		for (int a = 0; a < 4; a++)
			for (int b = 0; b < 4; b++)
				sum += gradient[k][a] * gradient[k][b] *
				       cJSON_GetArrayItem(cJSON_GetArrayItem(covariance, a), b)
					   ->valuedouble;
		nu[k] = 2 * v[k] * v[k] / sum;
	}
}

/* lmerTest has 16.9997 and 16.99998 for the same data: not another formula, but lme4's looser optimum
 * and a Hessian taken there. With both put in place of ours its figures come out. */
START_TEST(what_differs_from_lmertest_is_the_optimum)
{
	cJSON *j = known_open("known_df_satterthwaite_kr.json");
	const cJSON *row = rows_of(j, "sleepstudy", "satterthwaite");
	double at[4], nu[2];
	struct an_growth_estimate e[MOST];
	struct loaded l;
	const cJSON *t;

	load(&sleepstudy, &l);
	t = first(l.json, "theta_lme4_default_fit");
	for (size_t k = 0; k < 3; k++, t = t->next)
		at[k] = t->valuedouble;
	ck_assert_int_eq(an_growth_at(l.model, at, NULL, &l.fit), AN_OK);
	at[3] = l.fit.sigma;
	estimates(&l, false, e);
	degrees_by(known_at(known_at(j, "sleepstudy"), "vcov_theta_sigma"), &l, at, nu);
	for (size_t k = 0; k < 2; k++, row = row->next) {
		apart("estimate", e[k].value, known(row, "Estimate"), 1e-9 * e[k].sd);
		apart("error", e[k].sd, known(row, "Std. Error"), 1e-9 * e[k].sd);
		apart("degrees", nu[k], known(row, "df"), 1e-6);
	}
	unload(&l);
	cJSON_Delete(j);
}
END_TEST

CHECK_MAIN("growth known", least_squares_reproduce_the_certified_values,
    another_program_finds_the_same_optimum, degrees_of_freedom_are_satterthwaites,
    a_balanced_layout_has_its_exact_degrees, what_differs_from_lmertest_is_the_optimum)
