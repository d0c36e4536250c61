/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of data as entries of the dense part: its levels' columns, X, y. Used twice while the sums
 * are made, so that both see the same numbers.
 */
#ifndef GROWTH_ROW_H
#define GROWTH_ROW_H
#include "growth_model.h"

enum { ROW_MAX = 2 * AN_FACTORS_MAX + AN_FIXED_MAX + 1 };

struct row_entries {
	size_t n, random; /* entries; those of levels, which come first */
	uint32_t column[ROW_MAX];
	double value[ROW_MAX];
	double z; /* covariate of the eliminated factor */
};

static inline double slope_inside(const struct term *t, const struct an_factor *f, size_t row)
{
	return t->slope_out ? 0 : (f->slope[row] - t->centre) / t->scale;
}

static inline void row_take(
    const struct an_growth *g, const struct an_growth_data *d, size_t row, struct row_entries *e)
{
	size_t n = 0;

	for (size_t f = 1; f < g->terms; f++) {
		const struct term *t = &g->term[f];
		uint32_t c = t->column[d->factor[f - 1].level[row]];

		e->column[n] = c;
		e->value[n++] = 1;
		if (g->kind[c] == COLUMN_FIRST) {
			e->column[n] = c + 1;
			e->value[n++] = slope_inside(t, &d->factor[f - 1], row);
		}
	}
	e->random = n;
	for (size_t j = 0; j < g->p; j++) {
		const double *x = d->x[g->fixed[j].source];

		e->column[n] = (uint32_t)(g->inner + g->q0 + j);
		e->value[n++] = x ? (x[row] - g->fixed[j].shift) / g->fixed[j].scale : 1;
	}
	e->column[n] = (uint32_t)(g->columns - 1);
	e->value[n++] = d->y[row] - g->y_shift;
	e->n = n;
	e->z = g->term[0].k == 2 ? slope_inside(&g->term[0], &d->eliminated, row) : 0;
}

#endif
