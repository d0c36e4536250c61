/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fits against references that were brought to their exact optimum elsewhere; see
 * tests/fixtures/growth/README.md. Two files are read by the program's own reader.
 */
#include "check_main.h"
#include "cli/formula.h"
#include "growth.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#define FOLDER "tests/fixtures/growth/"

struct reference {
	const char *name, *response, *fixed, *eliminate, *random[3];
};

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
};

struct loaded {
	cJSON *json;
	struct formula formula;
	struct table table;
	struct an_growth *model;
	struct an_growth_options options;
	struct an_growth_fit fit;
};

static char *read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text;
	long n;

	ck_assert_msg(f != NULL, "%s", path);
	ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
	n = ftell(f);
	rewind(f);
	text = calloc(1, (size_t)n + 1);
	ck_assert_uint_eq(fread(text, 1, (size_t)n, f), (size_t)n);
	fclose(f);
	return text;
}

static double value(const cJSON *o, const char *name)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, name);

	ck_assert_msg(v != NULL, "%s", name);
	return cJSON_IsArray(v) ? v->child->valuedouble : v->valuedouble;
}

static void load(const struct reference *r, struct loaded *l)
{
	struct cli c = { .english = true };
	struct formula_words w = {
		.response = r->response, .fixed = r->fixed, .eliminate = r->eliminate
	};
	char path[200], *text;

	*l = (struct loaded){ 0 };
	snprintf(path, sizeof path, FOLDER "%s.json", r->name);
	text = read_file(path);
	l->json = cJSON_Parse(text);
	free(text);
	for (size_t i = 0; i < 3 && r->random[i]; i++)
		w.random.value[w.random.n++] = r->random[i];
	ck_assert(formula_read(&c, &w, &l->formula));
	snprintf(
	    path, sizeof path, FOLDER "%s", cJSON_GetObjectItem(l->json, "data_file")->valuestring);
	ck_assert_int_eq(
	    table_read(&c, path, l->formula.column, l->formula.columns, &l->table), EXIT_DONE);
	ck_assert_int_eq(formula_design(&c, &l->formula, l->table.rows), EXIT_DONE);
	ck_assert_int_eq(an_growth_open(&l->formula.data, &l->model, NULL), AN_OK);
	l->options.ml = cJSON_IsFalse(cJSON_GetObjectItem(l->json, "REML"));
}

static void unload(struct loaded *l)
{
	an_growth_close(l->model);
	formula_free(&l->formula);
	cJSON_Delete(l->json);
}

static void near(const char *what, double ours, double theirs, double allowed)
{
	ck_assert_msg(fabs(ours - theirs) <= allowed, "%s: %.15g, not %.15g (%.1e apart)", what,
	    ours, theirs, ours - theirs);
}

static void check_beta(const struct loaded *l)
{
	double beta[20], se[20];

	an_growth_beta(l->model, beta, se);
	for (size_t j = 0; j < l->formula.p; j++) {
		double error = value(cJSON_GetObjectItem(l->json, "se_beta"), l->formula.name[j]);

		near(l->formula.name[j], beta[j],
		    value(cJSON_GetObjectItem(l->json, "beta"), l->formula.name[j]), 1e-6 * error);
		near("se", se[j], error, 1e-6 * error);
	}
}

START_TEST(optimum_is_the_references)
{
	struct loaded l;
	double theta[20], at_optimum;
	const cJSON *t;
	size_t k = 0;

	load(&references[_i], &l);
	ck_assert_int_eq(an_growth_fit(l.model, &l.options, &l.fit), AN_OK);
	at_optimum = value(l.json, "criterion");
	near("criterion", l.fit.criterion, at_optimum, 1e-9 * fabs(at_optimum));
	near("sigma", l.fit.sigma, value(l.json, "sigma"), 1e-6 * l.fit.sigma);
	an_growth_theta(l.model, theta);
	t = cJSON_GetObjectItem(l.json, "theta");
	for (const cJSON *x = cJSON_IsArray(t) ? t->child : t; x && k < 20; x = x->next, k++) {
		near("theta", theta[k], x->valuedouble, 1e-6);
		if (!cJSON_IsArray(t))
			break;
	}
	check_beta(&l);
	ck_assert_uint_le(l.fit.evaluations, strstr(references[_i].name, "singular") ? 40 : 12);
	unload(&l);
}
END_TEST

/* The reference's gradient is by theta. */
static void check_gradient(struct loaded *l, const cJSON *want)
{
	double theta[20], step = 1e-5;
	const cJSON *g = cJSON_GetObjectItem(want, "gradient");
	const cJSON *x = cJSON_IsArray(g) ? g->child : g;

	an_growth_theta(l->model, theta);
	for (size_t k = 0; k < an_growth_about(l->model)->parameters && x; k++, x = x->next) {
		struct an_growth_fit up, down;
		double was = theta[k];

		theta[k] = was + step;
		ck_assert_int_eq(an_growth_at(l->model, theta, &l->options, &up), AN_OK);
		theta[k] = was - step;
		ck_assert_int_eq(an_growth_at(l->model, theta, &l->options, &down), AN_OK);
		theta[k] = was;
		near("difference quotient", (up.criterion - down.criterion) / (2 * step),
		    x->valuedouble, 1e-5 * (1 + fabs(x->valuedouble)));
	}
}

START_TEST(criterion_at_a_fixed_theta_needs_no_search)
{
	struct loaded l;
	const cJSON *points, *p;

	load(&references[_i], &l);
	points = cJSON_GetObjectItem(l.json, "eval_at_fixed_theta");
	for (p = points->child; p; p = p->next) {
		const cJSON *t = cJSON_GetObjectItem(p, "theta");
		double theta[20], want = value(p, "criterion");
		size_t k = 0;

		if (!cJSON_IsArray(t))
			theta[k++] = t->valuedouble;
		for (const cJSON *x = cJSON_IsArray(t) ? t->child : NULL; x; x = x->next)
			theta[k++] = x->valuedouble;
		ck_assert_uint_eq(k, an_growth_about(l.model)->parameters);
		ck_assert_int_eq(an_growth_at(l.model, theta, &l.options, &l.fit), AN_OK);
		near("criterion", l.fit.criterion, want, 1e-12 * fabs(want));
		near("pwrss", l.fit.pwrss, value(p, "pwrss"), 1e-10 * l.fit.pwrss);
		near("logdet Z", l.fit.logdet_z, value(p, "logdetZ"), 1e-9);
		near("logdet X", l.fit.logdet_x, value(p, "logdetX"), 1e-9);
		check_gradient(&l, p);
	}
	unload(&l);
}
END_TEST

/* Place of a level's prediction; the reference's file has "a:A" for the sample A:a. */
static size_t find(const struct loaded *l, size_t factor, char *level)
{
	const struct levels *all = &l->formula.column[l->formula.factor[factor].column].levels;
	char turned[40], *colon = strchr(level, ':');

	if (colon) {
		snprintf(turned, sizeof turned, "%s:%.*s", colon + 1, (int)(colon - level), level);
		level = turned;
	}
	for (uint32_t i = 0; i < all->n; i++)
		if (strcmp(all->name[i], level) == 0)
			return i;
	ck_abort_msg("no level %s", level);
}

static size_t factor_named(const struct loaded *l, const char *term)
{
	for (size_t f = 0; f < l->formula.factors; f++)
		if (strncmp(term, l->formula.factor[f].name, strlen(l->formula.factor[f].name)) ==
		    0)
			return f;
	return 0; /* cask:batch */
}

static void check_effect(const struct loaded *l, char *line)
{
	char *field[6], *rest = line;
	double blup[1200], sd[1200], want, error;
	size_t f, at;

	for (size_t i = 0; i < 6; i++)
		field[i] = strsep(&rest, ",\n");
	f = factor_named(l, field[0]);
	an_growth_effects(l->model, f, blup, sd);
	at = find(l, f, field[1]);
	if (l->formula.factor[f].slope)
		at = 2 * at + (strcmp(field[2], "Intercept") != 0);
	want = strtod(field[3], NULL);
	error = strtod(field[5], NULL);
	near("blup", blup[at], want, 1e-6 * (error > 0 ? error : 1));
	near("sd of its error", sd[at], error, 1e-6 * (error > 0 ? error : 1));
}

START_TEST(predictions_and_their_errors_are_the_references)
{
	struct loaded l;
	char path[200], *text, *rest;

	load(&references[_i], &l);
	ck_assert_int_eq(an_growth_fit(l.model, &l.options, &l.fit), AN_OK);
	snprintf(path, sizeof path, FOLDER "%s_blup.csv", references[_i].name);
	rest = text = read_file(path);
	strsep(&rest, "\n");
	for (char *line; (line = strsep(&rest, "\n")) && *line;)
		check_effect(&l, line);
	free(text);
	unload(&l);
}
END_TEST

/* Six equally spaced levels: columns x^1 .. x^5 made orthonormal one after another. */
static void polynomials(double c[6][5])
{
	for (int d = 0; d < 5; d++) {
		double norm = 0;

		for (int i = 0; i < 6; i++)
			c[i][d] = pow(i - 2.5, d + 1);
		for (int e = -1; e < d; e++) {
			double dot = 0;

			for (int i = 0; i < 6; i++)
				dot += c[i][d] * (e < 0 ? 1 / sqrt(6) : c[i][e]);
			for (int i = 0; i < 6; i++)
				c[i][d] -= dot * (e < 0 ? 1 / sqrt(6) : c[i][e]);
		}
		for (int i = 0; i < 6; i++)
			norm += c[i][d] * c[i][d];
		for (int i = 0; i < 6; i++)
			c[i][d] /= sqrt(norm);
	}
}

/* angle ~ recipe * poly(temperature) + (1 | recipe:replicate), the matrix given by hand. */
START_TEST(a_design_matrix_may_be_given)
{
	static double x[18][270], y[270];
	static uint32_t level[270];
	const double *columns[18];
	struct an_growth_data d = { 270, y, 18, columns, { level, 45, NULL, false }, 0, NULL,
		NULL };
	struct an_growth *g;
	struct an_growth_fit fit;
	double c[6][5], beta[18], se[18];
	char *text = read_file(FOLDER "cake.csv"), *rest = text;
	cJSON *json;
	size_t j = 0;

	polynomials(c);
	strsep(&rest, "\n");
	for (int i = 0; i < 270; i++) {
		int replicate = (int)strtol(strsep(&rest, ","), NULL, 10);
		int recipe = *strsep(&rest, ",") - 'A';
		int t = (int)(strtol(strsep(&rest, ","), NULL, 10) - 175) / 10;

		y[i] = strtod(strsep(&rest, ","), NULL);
		strsep(&rest, "\n");
		level[i] = (uint32_t)(recipe * 15 + replicate - 1);
		x[0][i] = 1;
		x[1][i] = recipe == 1;
		x[2][i] = recipe == 2;
		for (int k = 0; k < 5; k++) {
			x[3 + k][i] = c[t][k];
			x[8 + 2 * k][i] = c[t][k] * (recipe == 1);
			x[9 + 2 * k][i] = c[t][k] * (recipe == 2);
		}
	}
	free(text);
	for (int k = 0; k < 18; k++)
		columns[k] = x[k];
	ck_assert_int_eq(an_growth_open(&d, &g, NULL), AN_OK);
	ck_assert_int_eq(an_growth_fit(g, NULL, &fit), AN_OK);
	text = read_file(FOLDER "cake.json");
	json = cJSON_Parse(text);
	near("criterion", fit.criterion, value(json, "criterion"), 1e-9 * fit.criterion);
	an_growth_beta(g, beta, se);
	for (const cJSON *b = cJSON_GetObjectItem(json, "beta")->child; b; b = b->next, j++)
		near(b->string, beta[j], b->valuedouble, 1e-6 * se[j]);
	ck_assert_uint_eq(j, 18);
	near("se", se[17], value(cJSON_GetObjectItem(json, "se_beta"), "recipeC:temperature^5"),
	    1e-6);
	cJSON_Delete(json);
	free(text);
	an_growth_close(g);
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
	tcase_add_test(t, a_design_matrix_may_be_given);
	tcase_set_timeout(t, 60);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
