/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The simple layer: level and trend of one unit (a teacher, leader, school or district) in one
 * competence from its visits alone. It explains and cross-checks the mixed model. It does NOT
 * correct for the severity of raters: whoever prints its figures says so. Times are in years, from
 * any origin; scores are on the common scale (1-4).
 */
#ifndef AN_SIMPLE_H
#define AN_SIMPLE_H
#include <stdbool.h>
#include <stddef.h>

#include "enough.h"
#include "status.h"
#ifdef __cplusplus
extern "C" {
#endif

/* ---- one series ------------------------------------------------------------------------------ */

struct an_ols {
	double slope, slope_se; /* per year */
	double level, level_se; /* of the line at the time asked for */
	double sigma;		/* residual standard deviation */
	size_t n, df;		/* df = n - 2 */
};

/* Least squares line through n points. AN_TOO_FEW: n < 3; AN_NO_SPREAD: times within half a minute;
 * AN_NOT_FINITE. */
enum an_status an_ols(const double *t, const double *y, size_t n, double at, struct an_ols *out);

struct an_sen {
	double slope, low, high; /* per year */
	double intercept;	 /* median y - slope * median t: the line at t = 0 */
	size_t pairs;		 /* slopes that the median is taken of */
};

/* Theil-Sen: the median of pairwise slopes, pairs of one time left out, with Sen's interval from
 * ranks (N -+ C)/2, C = z sqrt(Var S) (Sen 1968, Gilbert 1987; rounded as scipy does). Statuses as
 * an_mann_kendall(); AN_BAD_INPUT: confidence not inside (0, 1). */
enum an_status an_sen(
    const double *t, const double *y, size_t n, double confidence, struct an_sen *out);

struct an_mann_kendall {
	double s;     /* concordant less discordant pairs */
	double var_s; /* under no trend, with ties in y and in t */
	double z, p;  /* with correction for continuity; two-sided */
};

/* Mann-Kendall's test of a monotone trend. AN_TOO_FEW: n < 4; AN_NO_SPREAD: all y or all t are one;
 * AN_TOO_LARGE: n > AN_PAIRS_MAX_N; AN_NOT_FINITE; AN_NO_MEMORY. */
enum an_status an_mann_kendall(
    const double *t, const double *y, size_t n, struct an_mann_kendall *out);
enum { AN_PAIRS_MAX_N = 4000 };

/* ---- empirical Bayes over a family ----------------------------------------------------------- */

struct an_eb {
	double mu, mu_se; /* common mean */
	double tau2;	  /* variance between units, by moments, >= 0 */
	double q;	  /* Cochran's heterogeneity statistic */
};

/* Mean and variance of k unit's true values from estimates with known variances (DerSimonian and
 * Laird 1986). AN_TOO_FEW: k < 2; AN_BAD_INPUT: a variance not above 0; AN_NOT_FINITE. */
enum an_status an_eb_fit(const double *value, const double *variance, size_t k, struct an_eb *out);

/* The same mean with a variance between units that is given. */
enum an_status an_eb_mean(
    const double *value, const double *variance, size_t k, double tau2, struct an_eb *out);

/* value* = mu + (value - mu) tau2 / (tau2 + variance); its variance counts mu's uncertainty. */
enum an_status an_eb_shrink(
    const struct an_eb *family, double value, double variance, double *shrunken, double *sd);

/* ---- a family of units ----------------------------------------------------------------------- */

/* One row for each visit and competence. */
struct an_visits {
	size_t n;
	const size_t *unit;   /* 0 .. units-1 */
	const size_t *rater;  /* any numbers, equal for equal raters */
	const size_t *person; /* who was visited, if units are schools or districts; else NULL */
	const double *t, *y;
};

struct an_simple_options {
	size_t units;
	double at;	   /* "as of": time of the level */
	double horizon;	   /* years ahead of it of the forecast: 1 */
	double confidence; /* of intervals: 0.90 */
	struct an_minimum minimum;
};

struct an_figure {
	double value, sd; /* NaN: it can't be estimated at all, and `enough` is false */
	double low, high; /* interval of the confidence asked for */
	double
	    reliability; /* 0 to 1; NaN: a family of fewer than AN_FAMILY_LEAST units, no prior */
	struct an_enough enough;
};

struct an_simple {
	size_t n, raters, persons; /* persons = 0 if visits name none */
	double mean;		   /* of the scores, NaN without visits */
	struct an_figure level, growth, forecast;
	double p_decline; /* P(growth < 0); NaN if growth is NaN */
	/* The unit by itself, not shrunken; each valid if its status is AN_OK. */
	enum an_status ols_status, sen_status, mann_kendall_status;
	struct an_ols ols;
	struct an_sen sen;
	struct an_mann_kendall mann_kendall;
};

struct an_family {
	size_t n, units_visited;
	bool shrunken;	    /* false: fewer than AN_FAMILY_LEAST units had visits */
	double middle;	    /* middle of the window, where level and growth are taken independent */
	struct an_eb level; /* at the middle */
	struct an_eb growth;
	double sigma2;	/* within a unit (within a person, if persons are named) */
	double person2; /* between persons of one unit */
};
enum { AN_FAMILY_LEAST = 3 };

/* Figures of each unit, shrunken to the family's common line: prior (level, growth) ~ N(mu, tau2) at
 * the middle of the window, data = mean and least squares slope of the unit with pooled variances
 * (visits of one person of a school are not independent). A unit without visits gets the family's
 * line with a wide interval. A family of fewer than AN_FAMILY_LEAST visited units isn't shrunken:
 * figures are least squares with Student's interval.
 * out[options->units]; family may be NULL. AN_BAD_INPUT: unit out of range, no units, options out of
 * range; AN_TOO_FEW: nothing to take a variance from; AN_NO_SPREAD: no variation inside units;
 * AN_NOT_FINITE; AN_NO_MEMORY. */
enum an_status an_simple_family(const struct an_visits *visits,
    const struct an_simple_options *options, struct an_simple *out, struct an_family *family);

#ifdef __cplusplus
}
#endif
#endif
