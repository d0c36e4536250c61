/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Agreement of raters and what it means for the plan of visits: weighted kappa of double visits,
 * variance components of people, raters and visits (generalizability study), severity of each rater,
 * and the decision study "how many visits by how many raters". Reliability belongs to the whole
 * (sheet, raters, number of lessons), never to the sheet alone.
 */
#ifndef AN_AGREEMENT_H
#define AN_AGREEMENT_H
#include <stdbool.h>
#include <stddef.h>

#include "status.h"
#ifdef __cplusplus
extern "C" {
#endif

/* ---- two raters of the same lessons ---------------------------------------------------------- */

struct an_kappa {
	double kappa;	 /* quadratic weights, 1 - ((i - j) / (levels - 1))^2 */
	double se;	 /* Fleiss, Cohen and Everitt (1969), for intervals */
	double observed; /* weighted agreement, and what chance would give */
	double expected;
	double n;
};
enum { AN_KAPPA_MAX_LEVELS = 20 };

/* table[i * levels + j]: how many lessons got level i from one and j from the other. AN_TOO_FEW: no
 * lessons; AN_NO_SPREAD: both gave everybody one and the same level, so kappa is undefined. */
enum an_status an_kappa(const size_t *table, size_t levels, struct an_kappa *out);

/* Percentile interval from `times` resamples of the lessons, for n < 30, where the error above is
 * too small. Resamples without a kappa are left out; AN_NO_SPREAD if half of them are. The same
 * seed gives the same interval. AN_BAD_INPUT: confidence outside (0, 1), times < 100. */
struct an_bootstrap {
	double confidence;
	size_t times;
	unsigned long seed;
};
enum an_status an_kappa_bootstrap(
    const size_t *table, size_t levels, const struct an_bootstrap *how, double *low, double *high);

/* ---- variance components --------------------------------------------------------------------- */

struct an_ratings {
	size_t n, persons, raters;
	const size_t *person, *rater; /* [n], 0 .. persons-1 and 0 .. raters-1 */
	const double *y;
};

struct an_components {
	double person; /* of people, their schools within */
	double rater;  /* severity */
	double visit;  /* visit and residual, of one visit */
};

struct an_gstudy {
	struct an_components of;   /* not below 0 */
	struct an_components raw;  /* by moments, before that */
	size_t n, persons, raters; /* that occur */
	size_t sets; /* of raters linked by common people; above 1 compare only inside */
};

/* Henderson's third method for y = mean + person + rater + visit, any number of visits per pair; on
 * complete tables it is the analysis of variance. Growth within the data counts as `visit`, so the
 * data should span a year or be cleared of the trend. AN_NOT_IDENTIFIABLE: no two raters of a set
 * share a person; AN_TOO_FEW: no visit is left over to tell the residual; AN_NO_SPREAD: all y are
 * one; AN_TOO_LARGE: above AN_RATERS_MAX; AN_BAD_INPUT: an index out of range. */
enum an_status an_gstudy(const struct an_ratings *ratings, struct an_gstudy *out);
enum { AN_RATERS_MAX = 1000 };

struct an_severity {
	size_t n;	  /* visits */
	double value, sd; /* shift of the scores given: below 0 severe, above 0 lenient */
	double low, high;
	double linkage; /* 0 to 1: what common people tell of this rater against all others */
	bool flagged;	/* P(|value| > AN_SEVERITY_NOTABLE, on that side) > 0.95 */
};
#define AN_SEVERITY_NOTABLE 0.3

/* Best linear unbiased predictions of raters' shifts under these components, in the ratings' own
 * coordinates; people are eliminated. out[ratings->raters]. AN_NO_SPREAD: a rater or visit component
 * of 0; otherwise as an_gstudy(). */
enum an_status an_severities(const struct an_ratings *ratings, const struct an_components *of,
    double confidence, struct an_severity *out);

/* ---- decision study -------------------------------------------------------------------------- */

/* Phi = person / (person + rater / r + visit / n): dependability of the mean of n visits by r
 * different raters, r <= n. NaN if the arguments are out of range. */
double an_phi(const struct an_components *c, size_t visits, size_t raters);

/* The same where all people have the same raters, who then shift everybody alike. */
double an_phi_relative(const struct an_components *c, size_t visits);

/* Reliability of a slope from `visits` visits, each by a random rater, spread evenly over `years`;
 * slope2 = variance between people of growth per year. NaN if the arguments are out of range. */
double an_growth_reliability(
    const struct an_components *c, double slope2, size_t visits, double years);

/* Fewest visits by `raters` raters for which an_phi() reaches the target; 0: not even `most` do. */
size_t an_least_visits(const struct an_components *c, double target, size_t raters, size_t most);

#ifdef __cplusplus
}
#endif
#endif
