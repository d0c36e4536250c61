/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files about quantities share.
 */
#ifndef GROWTH_QUANTITY_H
#define GROWTH_QUANTITY_H
#include "growth_model.h"

/* At the solution in g: all of the estimate but degrees of freedom and probability. */
void growth_estimate(
    struct an_growth *g, const struct an_growth_quantity *q, struct an_growth_estimate *out);

/* Satterthwaite's degrees of freedom for the quantities that want them, in a new array of n; NULL
 * where they can't be had (a flat criterion). The solution stays. */
enum an_status growth_degrees(
    struct an_growth *g, size_t n, const struct an_growth_quantity *quantity, double **out);

/* The block a column of blocks belongs to. */
const struct block *growth_block_of(const struct an_growth *g, size_t column);

#endif
