/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What methodological days brought: an event study against units that were not visited yet
 * (Callaway and Sant'Anna 2021, without covariates), the naive figure beside it as a warning, and
 * placebo leads. Two-way fixed effects are not offered: with days at different times they are
 * biased. Scores aren't corrected for raters here; the mixed model's row is, and both must agree
 * before an effect is called credible.
 */
#ifndef AN_EFFECT_H
#define AN_EFFECT_H
#include <stdbool.h>
#include <stddef.h>

#include "status.h"
#ifdef __cplusplus
extern "C" {
#endif

/* Rows of one competence; several rows of a unit in one period are averaged. Units are teachers, or
 * whole schools. Rows of units that another competence's day touched belong in another panel. */
struct an_panel {
	size_t n;
	const size_t *unit; /* [n], 0 .. units-1 */
	const int *period;  /* [n] school years or half-years, in steps of 1 */
	const double *y;    /* [n] */
	size_t units, clusters;
	const size_t *cluster; /* [units] school of each unit, 0 .. clusters-1 */
	const int *first;      /* [units] period of its first day, or AN_NEVER */
};
#define AN_NEVER 2147483647 /* the largest int */

struct an_effect_row {
	double effect, se; /* NaN: no such comparison; se also with fewer than 2 clusters a side */
	size_t treated;	   /* comparisons of a visited unit that the figure rests on */
	size_t controls;   /* units not visited yet that served, at least once */
};

enum { AN_EVENT_MAX = 40 };

/* Effect e periods after the day, e = from .. to, each against the period before the day: ATT(g, g+e)
 * of units first visited in g less that of units visited later than both periods or never, averaged
 * over g by the number of units; error from influence functions summed inside clusters. e = -1 is
 * the reference: 0 by definition. out[to - from + 1]. AN_BAD_INPUT: an index or range out of bounds;
 * AN_TOO_FEW: no unit has a day inside the window; AN_NOT_IDENTIFIABLE: no unit to compare with;
 * AN_TOO_LARGE: more than 200 periods; AN_NOT_FINITE; AN_NO_MEMORY. */
enum an_status an_event_study(
    const struct an_panel *panel, int from, int to, struct an_effect_row *out);

struct an_effect {
	struct an_effect_row naive;   /* after - before of the visited alone: NOT an effect */
	struct an_effect_row did;     /* against others, since the period before the day */
	struct an_effect_row early;   /* the same since all periods earlier than that */
	struct an_effect_row placebo; /* change from e = -2 to e = -1, should be 0 */
};

/* The rows over all periods since the day. Statuses as an_event_study(). */
enum an_status an_effect_estimate(const struct an_panel *panel, struct an_effect *out);

enum an_credibility {
	AN_CREDIBLE,
	AN_NO_PLACEBO,	    /* no history to test on, or too few schools for an error */
	AN_PLACEBO_FAILS,   /* |z| >= 2: schools were chosen for their trend */
	AN_MODELS_DISAGREE, /* mixed model and event study differ by more than 2 errors */
	AN_NO_MODEL	    /* the mixed model's row is lacking */
};

/* The rule by which an effect may be printed as credible. model: effect and se of the day covariate
 * of the mixed model, NaN if there is none. */
enum an_credibility an_effect_credible(
    const struct an_effect *effect, const struct an_effect_row *model);

#ifdef __cplusplus
}
#endif
#endif
