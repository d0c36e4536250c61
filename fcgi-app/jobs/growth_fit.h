/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that call the growth engine share: growth_fit.c counts and chooses the model,
 * growth_simple.c and growth_mixed.c are the two models, growth_effect.c and growth_agreement.c the
 * studies beside them, growth_says.c flags. Nobody else includes this.
 */
#ifndef JOBS_GROWTH_FIT_H
#define JOBS_GROWTH_FIT_H
#include "analytics.h"
#include "jobs/growth.h"

#define GROWTH_QUANTILE 1.6448536269514722 /* of an interval of 90 % */
enum { GROWTH_HORIZON = 1 };		   /* years ahead of a forecast */

/* A kind of units, each row's unit, and whose lesson it was (NULL: the unit is the person). */
struct growth_family {
	size_t units;
	const size_t *unit, *person;
};

struct an_minimum growth_minimum(const struct growth_ask *a);

/* The one rule of not enough data on a number that isn't an an_figure. */
void growth_rule(struct an_minimum least, size_t n, size_t raters, struct growth_number *x);

/* How many different `other` each unit has, in out[unit]. */
void growth_distinct(
    const struct growth_ask *a, const size_t *unit, const size_t *other, size_t n, size_t *out);

const uint32_t *growth_narrow(struct arena *mem, const size_t *from, size_t n);

/* Do people and methodists bear the mixed model at all? */
bool growth_bears_mixed(const struct growth_ask *a, const struct growth_rows *r);

/* How many sets of raters share nobody with the others; 0: unknown. `out` (may be NULL) gets the
 * visits that would join them to the first. */
size_t growth_sets(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_agreement *out);

/* Scores freed of the severity of raters and of the version of the rubric, where the model knows them. */
const double *growth_freed(
    const struct growth_ask *ask, const struct growth_rows *rows, const struct growth_fit *fit);

/* The effect of one more column on the score, beside all that growth_mixed() knows. Unlinked sets of
 * raters don't matter here: a change is seen inside them. */
enum an_status growth_covariate(const struct growth_ask *ask, const struct growth_rows *rows,
    const double *covariate, struct growth_change *out);

/* The models fill in what the counts left open; out has the counts. */
enum an_status growth_simple(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_fit *out);
enum an_status growth_mixed(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_fit *out);

#endif
