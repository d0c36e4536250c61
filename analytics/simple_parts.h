/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the simple layer share; not part of the library's interface.
 */
#ifndef AN_SIMPLE_PARTS_H
#define AN_SIMPLE_PARTS_H
#include <stdbool.h>
#include <stddef.h>

#include "simple.h"

#define AN_SAME_TIME 1e-6 /* years, half a minute: no slope is taken from less */

/* Centred moments of one unit's visits. */
struct an_moments {
	size_t n;
	double t, y;	   /* means */
	double tt, ty, yy; /* sums of squares and products about them */
	double slope, rss; /* least squares; slope 0 and rss = yy without spread */
	bool spread;	   /* times differ */
};

void an_moments(const double *t, const double *y, size_t n, struct an_moments *m);
bool an_all_finite(const double *x, size_t n);

/* an_sen() of data that passed an_mann_kendall(); c = z sqrt(Var S). */
enum an_status an_sen_given(
    const double *t, const double *y, size_t n, double c, struct an_sen *out);

/* One unit as simple.c works on it: t, y, rater, person are its n visits, sorted by person. */
struct an_unit {
	const double *t, *y;
	const size_t *rater, *person; /* person may be NULL */
	size_t raters, persons;
	struct an_moments m;
	/* Covariance of (mean, slope) from the visits' errors. */
	double v11, v12, v22;
};

/* Variances that all units share: out->sigma2, person2 and each unit's v11..v22. */
enum an_status an_simple_variances(
    struct an_unit *unit, size_t units, struct an_family *out, double *df);

/* Fit the family's line; AN_OK also when it has too few units (out->shrunken is false then). */
enum an_status an_simple_prior(const struct an_unit *unit, size_t units, struct an_family *out);

/* Value, variance and prior variance (NaN: none) of a unit's line at x years from the middle, or
 * of its slope. */
struct an_estimate {
	double value, variance, prior;
};
struct an_estimate an_simple_line(
    const struct an_unit *unit, const struct an_family *family, double x);
struct an_estimate an_simple_slope(const struct an_unit *unit, const struct an_family *family);

#endif
