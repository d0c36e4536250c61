/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The crossed growth model: y = X beta + random intercepts and slopes of several factors + residual,
 * by REML or ML, exact. With teachers eliminated and schools and raters beside them it gives trends
 * that are corrected for the raters' severity.
 *
 * A model is opened over arrays of the caller, which it doesn't keep: only sums per teacher stay, so
 * the arrays may go before the fit. Everything is answered in the coordinates of the data; inside
 * they are centred and scaled. A model is used by one thread at a time; several models side by side
 * are fine. Whatever fails leaves its outputs as they were.
 */
#ifndef AN_GROWTH_H
#define AN_GROWTH_H
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

enum { AN_FACTORS_MAX = 8, AN_FIXED_MAX = 200 };

/* Random effects of one factor: an intercept per level and, with a covariate, a slope. Each level's
 * pair is normal with covariance sigma^2 T T', T = [T11 0; T21 T22] ("theta"). */
struct an_factor {
	const uint32_t *level; /* [n], each below `levels`; a level may have no row */
	uint32_t levels;
	const double *slope; /* [n] covariate of the slope, usually years; NULL: no slope */
	bool uncorrelated;   /* T21 = 0 */
};

struct an_growth_data {
	size_t n;		     /* rows: one visit by one rater */
	const double *y;	     /* [n] */
	size_t p;		     /* fixed effects, AN_FIXED_MAX at most, may be 0 */
	const double *const *x;	     /* [p] columns of [n]; a column NULL is the constant 1 */
	struct an_factor eliminated; /* the factor with most levels: teachers */
	size_t factors;		     /* other factors, 0 to AN_FACTORS_MAX */
	const struct an_factor *factor;
	const uint32_t *block; /* [n] or NULL: districts that few levels cross; speed only */
	const uint64_t *id; /* [n] or NULL: the row's own number; one that comes twice is refused */
};

/* Where data were refused. */
enum an_part { AN_PART_NONE, AN_PART_Y, AN_PART_X, AN_PART_LEVEL, AN_PART_SLOPE, AN_PART_ID };
struct an_growth_fault {
	enum an_part part;
	size_t which; /* column of x, or factor: 0 the eliminated one, then 1, 2, .. */
	size_t row;
};

/* What the reader of the results must be told. */
enum an_note {
	AN_NOTE_NONE,
	AN_NOTE_ONE_LEVEL,	 /* factor with one level: left out */
	AN_NOTE_LEVEL_PER_ROW,	 /* as many levels as rows: left out */
	AN_NOTE_SAME_AS_ANOTHER, /* the same partition as an earlier factor: left out */
	AN_NOTE_SLOPE_CONSTANT,	 /* the covariate doesn't vary: slope left out */
	AN_NOTE_COLLINEAR,	 /* column of x that the columns before it explain: left out */
	AN_NOTE_NO_VARIANCE	 /* of an effect: the optimum lies at variance 0 (after a fit) */
};

struct an_growth_about {
	size_t n, p, factors;	    /* factors with the eliminated one: >= 1 */
	size_t estimated;	    /* fixed effects without those left out */
	const enum an_note *fixed;  /* [p] */
	const enum an_note *factor; /* [factors] */
	const uint32_t *used;	    /* [factors] levels that have rows */
	size_t parameters;	    /* length of theta */
	size_t dense;		    /* columns of the random effects that aren't eliminated */
	size_t blocks, border;	    /* how they were arranged; no influence on results */
};

struct an_growth;

/* AN_BAD_INPUT or AN_NOT_FINITE: see `fault` (may be NULL). AN_TOO_FEW: n <= estimated fixed effects.
 * AN_NO_SPREAD: y is constant. AN_TOO_LARGE: dense part too large. */
enum an_status an_growth_open(
    const struct an_growth_data *data, struct an_growth **out, struct an_growth_fault *fault);
void an_growth_close(struct an_growth *g);
const struct an_growth_about *an_growth_about(const struct an_growth *g);

struct an_growth_options {
	bool ml;      /* maximum likelihood; otherwise REML */
	bool penalty; /* keep variances of factors with 3 to 29 levels off 0 (Chung 2013) */
	double
	    tolerance; /* stop when the expected fall of the criterion is less; 0: 1e-12, 1e-16 for few rows */
	unsigned evaluations; /* at most; 0: 600 */
	/* Called before each evaluation; not 0 stops with AN_CANCELLED. */
	int (*progress)(void *arg, unsigned evaluations, double expected_fall);
	void *arg;
};

struct an_growth_fit {
	double criterion; /* lme4's REML criterion or -2 log likelihood, without the penalty */
	double sigma;	  /* residual standard deviation */
	double logdet_z, logdet_x, pwrss; /* its parts: log-determinants, penalised residual sum */
	double expected_fall;		  /* of the criterion by one more step */
	unsigned evaluations;
};

/* Search for theta and keep the solution there. AN_NO_SPREAD: the model explains y without residual. */
/* AN_NOT_IDENTIFIABLE: the residual runs to 0, too few rows for these effects. AN_NO_CONVERGENCE: another
 * way without an optimum. */
enum an_status an_growth_fit(
    struct an_growth *g, const struct an_growth_options *o, struct an_growth_fit *fit);

/* The solution at a given theta; the order is that of an_growth_theta(). */
enum an_status an_growth_at(struct an_growth *g, const double *theta,
    const struct an_growth_options *o, struct an_growth_fit *fit);

/* After a fit. theta: eliminated factor first, then the others; per factor T11 [T21] [T22]. */
void an_growth_theta(const struct an_growth *g, double *theta);
/* Covariance of a level's effects: intercept, covariance, slope (0 without a slope). */
void an_growth_covariance(const struct an_growth *g, size_t factor, double cov[3]);
/* [p] estimates and standard errors; NaN for a column left out. Either may be NULL. */
void an_growth_beta(const struct an_growth *g, double *beta, double *se);
/* Per level 1 or 2 predictions (BLUP) and the standard deviations of their errors, which include the
 * uncertainty of beta. Either may be NULL. */
void an_growth_effects(struct an_growth *g, size_t factor, double *blup, double *sd);

/* ---- quantities: linear combinations of effects --------------------------------------------- */

struct an_growth_part {
	size_t factor; /* 0: eliminated */
	uint32_t level;
	double intercept, slope; /* coefficients of the level's two effects */
};

struct an_growth_quantity {
	const double *x; /* [p] coefficients of beta, or NULL */
	size_t parts;
	const struct an_growth_part *part; /* a level may come twice: coefficients add */
	bool degrees; /* Satterthwaite's degrees of freedom are wanted: costs evaluations */
};

struct an_growth_estimate {
	double value, sd;   /* sd of the prediction's error, with the uncertainty of beta */
	double prior;	    /* variance of the quantity before any row was seen (random effects) */
	double reliability; /* 1 - sd^2 / prior, 0 at least; NaN when the prior is 0 */
	double degrees;	    /* of freedom; infinity unless asked for */
	double below_zero;  /* probability that the quantity is negative: P(decline) of a growth */
};

/* Teacher's growth: part {0, i, 0, 1}, part {school, j, 0, 1}, x with 1 at time's place. Level at t:
 * coefficients (1, t) throughout. A year ahead: t + 1. School: the mean over its staff. */
enum an_status an_growth_estimates(struct an_growth *g, size_t n,
    const struct an_growth_quantity *quantity, struct an_growth_estimate *out);

/* The degrees of freedom rest on the asymptotic covariance of theta; with fewer than 5 levels they are
 * rough. */

#ifdef __cplusplus
}
#endif
#endif
