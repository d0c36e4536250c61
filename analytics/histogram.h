/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the levels of a scale are used. A scale whose ends hold too many scores can't show growth
 * there: such a competence is marked, and only its trend is tested.
 */
#ifndef AN_HISTOGRAM_H
#define AN_HISTOGRAM_H
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif

enum { AN_LEVELS_MAX = 20 };

struct an_histogram {
	size_t n, count[AN_LEVELS_MAX];
	double floor, ceiling, most; /* shares of the lowest, the highest, the fullest level */
	bool compressed;	     /* floor or ceiling above 0.3, or one level above 0.6 */
};

/* Scores from `lowest` to lowest + levels - 1; means of criteria count at the nearest level.
 * AN_NOT_FINITE, AN_BAD_INPUT (a score off the scale by more than half a level), AN_TOO_FEW (none). */
enum an_status an_histogram(
    size_t n, const double *score, double lowest, size_t levels, struct an_histogram *out);

#ifdef __cplusplus
}
#endif
#endif
