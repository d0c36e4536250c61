/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reference fits of tests/fixtures/growth: a file is read by the program's own reader, and a fit is
 * held against NAME.json and NAME_blup.csv[.gz]. The bars are one for all references: criterion 1e-9
 * relative at the optimum and 1e-12 at a given theta, theta 1e-6, beta and errors 1e-6 of the error,
 * predictions and their sds 1e-6 of the sd.
 */
#ifndef REFERENCES_H
#define REFERENCES_H
#include "check_main.h"
#include "cli/formula.h"
#include "growth.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

struct reference {
	const char *name, *response, *fixed, *eliminate, *random[3];
};

struct loaded {
	cJSON *json;
	struct formula formula;
	struct table table;
	struct an_growth *model;
	struct an_growth_options options;
	struct an_growth_fit fit;
};

/* A line of NAME_blup.csv. */
struct effect {
	char *term, *level, *coef;
	double blup, sd;
};

static inline void apart(const char *what, double ours, double theirs, double allowed)
{
	ck_assert_msg(fabs(ours - theirs) <= allowed, "%s: %.15g, not %.15g (%.1e apart)", what,
	    ours, theirs, ours - theirs);
}

/* A file of the folder, packed or not; free() it. */
static inline char *reference_text(const char *name, const char *end)
{
	enum { MOST = 1 << 20 };
	char path[200], *text = calloc(1, MOST);
	gzFile f;
	int n;

	snprintf(path, sizeof path, "tests/fixtures/growth/%s%s", name, end);
	f = gzopen(path, "r");
	if (!f) {
		snprintf(path, sizeof path, "tests/fixtures/growth/%s%s.gz", name, end);
		f = gzopen(path, "r");
	}
	ck_assert_msg(text && f, "%s", path);
	n = gzread(f, text, MOST - 1);
	ck_assert_msg(n > 0 && gzeof(f), "%s", path);
	ck_assert_int_eq(gzclose(f), Z_OK);
	return text;
}

static inline cJSON *reference_json(const char *name)
{
	char *text = reference_text(name, ".json");
	cJSON *j = cJSON_Parse(text);

	ck_assert_msg(j != NULL, "%s", name);
	free(text);
	return j;
}

/* R writes a list of one as a number. */
static inline const cJSON *first(const cJSON *o, const char *name)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, name);

	ck_assert_msg(v != NULL, "%s", name);
	return cJSON_IsNumber(v) ? v : v->child;
}

static inline double value(const cJSON *o, const char *name)
{
	return first(o, name)->valuedouble;
}

/* The model of r's words over a file; the name isn't looked at. */
static inline void load_file(const struct reference *r, const char *path, struct loaded *l)
{
	struct cli c = { .english = true };
	struct formula_words w = {
		.response = r->response, .fixed = r->fixed, .eliminate = r->eliminate
	};

	*l = (struct loaded){ 0 };
	for (size_t i = 0; i < 3 && r->random[i]; i++)
		w.random.value[w.random.n++] = r->random[i];
	ck_assert(formula_read(&c, &w, &l->formula));
	ck_assert_int_eq(
	    table_read(&c, path, l->formula.column, l->formula.columns, &l->table), EXIT_DONE);
	ck_assert_int_eq(formula_design(&c, &l->formula, l->table.rows), EXIT_DONE);
	ck_assert_int_eq(an_growth_open(&l->formula.data, &l->model, NULL), AN_OK);
}

static inline void load(const struct reference *r, struct loaded *l)
{
	cJSON *json = reference_json(r->name);
	char path[200];

	snprintf(path, sizeof path, "tests/fixtures/growth/%s",
	    cJSON_GetObjectItem(json, "data_file")->valuestring);
	load_file(r, path, l);
	l->json = json;
	l->options.ml = cJSON_IsFalse(cJSON_GetObjectItem(json, "REML"));
}

static inline void unload(struct loaded *l)
{
	an_growth_close(l->model);
	formula_free(&l->formula);
	cJSON_Delete(l->json);
}

/* Fixed effects stand in the formula's order on both sides. */
static inline void check_beta(const struct an_growth *g, const cJSON *json)
{
	double beta[20], se[20];
	const cJSON *b = first(json, "beta"), *e = first(json, "se_beta");
	size_t j = 0;

	an_growth_beta(g, beta, se);
	for (; b && e; b = b->next, e = e->next, j++) {
		ck_assert_str_eq(b->string, e->string);
		apart(b->string, beta[j], b->valuedouble, 1e-6 * e->valuedouble);
		apart("se", se[j], e->valuedouble, 1e-6 * e->valuedouble);
	}
	ck_assert(!b && !e);
	ck_assert_uint_eq(j, an_growth_about(g)->p);
}

static inline void check_optimum(
    const struct an_growth *g, const struct an_growth_fit *fit, const cJSON *json)
{
	double theta[20], at_optimum = value(json, "criterion");
	size_t k = 0, parameters = an_growth_about(g)->parameters;

	apart("criterion", fit->criterion, at_optimum, 1e-9 * fabs(at_optimum));
	apart("sigma", fit->sigma, value(json, "sigma"), 1e-6 * fit->sigma);
	an_growth_theta(g, theta);
	for (const cJSON *x = first(json, "theta"); x && k < parameters; k++) {
		apart("theta", theta[k], x->valuedouble, 1e-6);
		x = parameters == 1 ? NULL : x->next;
	}
	ck_assert_uint_eq(k, parameters);
	check_beta(g, json);
}

/* The reference's gradient is by theta. */
static inline void check_gradient(
    struct an_growth *g, const struct an_growth_options *o, const cJSON *want)
{
	double theta[20], step = 1e-5;
	const cJSON *x = first(want, "gradient");

	an_growth_theta(g, theta);
	for (size_t k = 0; k < an_growth_about(g)->parameters; k++, x = x->next) {
		struct an_growth_fit up, down;
		double was = theta[k];

		theta[k] = was + step;
		ck_assert_int_eq(an_growth_at(g, theta, o, &up), AN_OK);
		theta[k] = was - step;
		ck_assert_int_eq(an_growth_at(g, theta, o, &down), AN_OK);
		theta[k] = was;
		apart("difference quotient", (up.criterion - down.criterion) / (2 * step),
		    x->valuedouble, 1e-5 * (1 + fabs(x->valuedouble)));
	}
}

static inline void check_at(
    struct an_growth *g, const struct an_growth_options *o, const cJSON *point)
{
	double theta[20], want = value(point, "criterion");
	const cJSON *x = first(point, "theta");
	struct an_growth_fit fit;

	for (size_t k = 0; k < an_growth_about(g)->parameters; k++, x = x->next) {
		ck_assert_ptr_nonnull(x);
		theta[k] = x->valuedouble;
	}
	ck_assert_int_eq(an_growth_at(g, theta, o, &fit), AN_OK);
	apart("criterion", fit.criterion, want, 1e-12 * fabs(want));
	apart("pwrss", fit.pwrss, value(point, "pwrss"), 1e-10 * fit.pwrss);
	apart("logdet Z", fit.logdet_z, value(point, "logdetZ"), 1e-9);
	apart("logdet X", fit.logdet_x, value(point, "logdetX"), 1e-9);
	check_gradient(g, o, point);
}

/* No search: the criterion, its parts and its gradient at the reference's two thetas. */
static inline void check_fixed_thetas(
    struct an_growth *g, const struct an_growth_options *o, const cJSON *json)
{
	const cJSON *points = cJSON_GetObjectItem(json, "eval_at_fixed_theta");

	ck_assert_int_eq(cJSON_GetArraySize(points), 2);
	for (const cJSON *p = points->child; p; p = p->next)
		check_at(g, o, p);
}

/* The next line; `rest` begins behind the header. */
static inline bool next_effect(char **rest, struct effect *e)
{
	char *line = strsep(rest, "\n");

	if (!line || !*line)
		return false;
	e->term = strsep(&line, ",");
	e->level = strsep(&line, ",");
	e->coef = strsep(&line, ",");
	e->blup = strtod(strsep(&line, ","), NULL);
	strsep(&line, ","); /* the sd that leaves the uncertainty of beta out */
	e->sd = strtod(line, NULL);
	return true;
}

static inline void check_effect(const struct effect *e, double blup, double sd)
{
	double unit = e->sd > 0 ? e->sd : 1;

	apart("blup", blup, e->blup, 1e-6 * unit);
	apart("sd of its error", sd, e->sd, 1e-6 * unit);
}

/* Place of a level's prediction; the reference's file has "a:A" for the sample A:a. */
static inline size_t level_place(const struct loaded *l, size_t factor, const char *level)
{
	const struct levels *all = &l->formula.column[l->formula.factor[factor].column].levels;
	const char *colon = strchr(level, ':');
	char turned[40];

	if (colon) {
		snprintf(turned, sizeof turned, "%s:%.*s", colon + 1, (int)(colon - level), level);
		level = turned;
	}
	for (uint32_t i = 0; i < all->n; i++)
		if (strcmp(all->name[i], level) == 0)
			return i;
	ck_abort_msg("no level %s", level);
}

/* R names a factor's terms apart as Subject and Subject.1. */
static inline size_t factor_named(const struct loaded *l, const char *term)
{
	size_t n = strcspn(term, ".");

	for (size_t f = 0; f < l->formula.factors; f++)
		if (strlen(l->formula.factor[f].name) == n &&
		    strncmp(term, l->formula.factor[f].name, n) == 0)
			return f;
	ck_assert_str_eq(term, "cask:batch"); /* the column `sample` */
	return 0;
}

/* Every level of every factor has its line. */
static inline void check_effects(const struct loaded *l, const char *name)
{
	enum { MOST = 3000 };
	static double blup[AN_FACTORS_MAX + 1][2 * MOST], sd[AN_FACTORS_MAX + 1][2 * MOST];
	char *text = reference_text(name, "_blup.csv"), *rest = text;
	size_t left = 0;
	struct effect e;

	for (size_t f = 0; f < l->formula.factors; f++) {
		ck_assert_uint_le(l->formula.group[f].levels, MOST);
		an_growth_effects(l->model, f, blup[f], sd[f]);
		left += (size_t)l->formula.group[f].levels * (l->formula.factor[f].slope ? 2 : 1);
	}
	strsep(&rest, "\n");
	for (; next_effect(&rest, &e); left--) {
		size_t f = factor_named(l, e.term), at = level_place(l, f, e.level);

		if (l->formula.factor[f].slope)
			at = 2 * at + (strcmp(e.coef, "Intercept") != 0);
		check_effect(&e, blup[f][at], sd[f][at]);
	}
	ck_assert_uint_eq(left, 0);
	free(text);
}

#endif
