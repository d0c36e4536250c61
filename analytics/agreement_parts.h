/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of agreement share; not part of the library's interface. Ratings become cells of
 * (person, rater), sorted by person: sums over cells are all that the moments and predictions need.
 */
#ifndef AN_AGREEMENT_PARTS_H
#define AN_AGREEMENT_PARTS_H
#include "agreement.h"

struct cell_of_pair {
	size_t person, rater;
	double n, sum; /* of y less the grand mean */
};

struct cells {
	size_t cells, raters, persons; /* raters as given; persons that occur */
	struct cell_of_pair *cell;
	double n, yy;	 /* visits; sum of squares about the grand mean */
	double *rater_n; /* [raters] visits of each */
	double *rater_y; /* [raters] their sums */
};

/* Check and gather; on AN_OK release with cells_free(). */
enum an_status cells_make(const struct an_ratings *r, struct cells *out);
void cells_free(struct cells *c);

/* End of the run of cells of the person at cell i. */
size_t cells_end(const struct cells *c, size_t i);

/* Inverse of a symmetric positive definite matrix in place, row-major, both triangles filled; false
 * if it isn't positive definite to rounding. */
bool matrix_invert(double *a, size_t n);

#endif
