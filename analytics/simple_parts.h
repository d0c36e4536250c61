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
struct series_moments {
	size_t n;
	double t, y;	   /* means */
	double tt, ty, yy; /* sums of squares and products about them */
	double slope, rss; /* least squares; slope 0 and rss = yy without spread */
	bool spread;	   /* times differ */
};

void series_moments(const double *t, const double *y, size_t n, struct series_moments *m);
bool series_finite(const double *x, size_t n);

/* an_sen() of data that passed an_mann_kendall(); c = z sqrt(Var S). */
enum an_status series_sen(const double *t, const double *y, size_t n, double c, struct an_sen *out);

/* One unit as simple.c works on it: t, y, rater, person are its n visits, sorted by person. */
struct simple_unit {
	const double *t, *y;
	const size_t *rater, *person; /* person may be NULL */
	size_t raters, persons;
	struct series_moments m;
	/* Covariance of (mean, slope) from the visits' errors. */
	double v11, v12, v22;
};

/* Variances that all units share: out->sigma2, person2 and each unit's v11..v22. */
enum an_status simple_variances(
    struct simple_unit *unit, size_t units, struct an_family *out, double *df);

/* Fit the family's line; AN_OK also when it has too few units (out->shrunken is false then). */
enum an_status simple_prior(const struct simple_unit *unit, size_t units, struct an_family *out);

/* Value, variance and prior variance (NaN: none) of a unit's line at x years from the middle, or
 * of its slope. */
struct simple_estimate {
	double value, variance, prior;
};
struct simple_estimate simple_line(
    const struct simple_unit *unit, const struct an_family *family, double x);
struct simple_estimate simple_slope(const struct simple_unit *unit, const struct an_family *family);

#endif
