/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Did the correction of one person or school work (clause 4.6a)? Whoever was chosen for low scores
 * rises by itself: most of "before and after" of the chosen is regression to the mean. So the scores
 * after are compared with what was to be expected without any correction.
 */
#ifndef AN_CORRECTION_H
#define AN_CORRECTION_H
#include <stddef.h>

#include "enough.h"
#include "status.h"
#ifdef __cplusplus
extern "C" {
#endif

struct an_measurement {
	double mean; /* of the scores */
	size_t visits, raters;
};

/* The others, uncorrected: the family that the person or school stands in. */
struct an_background {
	double before, after; /* mean of the family at both times: common growth and drift */
	double between;	      /* variance of true levels between units */
	double rater, visit;  /* variance components of one visit, see agreement.h */
	double
	    persistence; /* correlation of true levels between both times, 0 to 1; 1 if unknown */
};

enum an_verdict { AN_NOT_ENOUGH, AN_HELPED, AN_NOT_SEEN_YET, AN_WORSE };

struct an_correction {
	double raw; /* after - before: not to be shown alone */
	double
	    regression; /* part of raw that was to be expected: common growth, return to the mean */
	double change, sd; /* raw - regression */
	double low, high;
	struct an_enough enough; /* of the scarcer measurement */
	enum an_verdict verdict;
};

/* Expected after = family after + persistence * reliability of before * (before - family before).
 * AN_BAD_INPUT: no visits or raters in a measurement, more raters than visits, a negative variance,
 * persistence or confidence out of range; AN_NO_SPREAD: visits without variance; AN_NOT_FINITE. */
enum an_status an_correction(const struct an_measurement measured[2],
    const struct an_background *others, const struct an_minimum *minimum, double confidence,
    struct an_correction *out);

#ifdef __cplusplus
}
#endif
#endif
