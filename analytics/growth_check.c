/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The caller's arrays before anything is made of them: lengths, levels, finite numbers. The first
 * bad row is named.
 */
#include "growth_model.h"

#include <math.h>
#include <stdlib.h>

static enum an_status refuse(
    struct an_growth_fault *fault, enum an_part part, size_t which, size_t row)
{
	if (fault)
		*fault = (struct an_growth_fault){ part, which, row };
	return part == AN_PART_LEVEL || part == AN_PART_ID ? AN_BAD_INPUT : AN_NOT_FINITE;
}

/* The first number that isn't finite, or n. x - x is 0 for finite x alone. */
static size_t not_finite(const double *x, size_t n)
{
	size_t i = 0;

	for (; i + 1024 <= n; i += 1024) {
		double sum = 0;

		for (size_t k = i; k < i + 1024; k++)
			sum += x[k] - x[k];
		if (sum != 0)
			break;
	}
	while (i < n && isfinite(x[i]))
		i++;
	return i;
}

static enum an_status check_factor(
    const struct an_factor *f, size_t n, size_t which, struct an_growth_fault *fault)
{
	if (!f->level || f->levels == 0)
		return AN_BAD_INPUT;
	for (size_t i = 0; i < n; i++)
		if (f->level[i] >= f->levels)
			return refuse(fault, AN_PART_LEVEL, which, i);
	if (f->slope) {
		size_t bad = not_finite(f->slope, n);

		if (bad < n)
			return refuse(fault, AN_PART_SLOPE, which, bad);
	}
	return AN_OK;
}

struct numbered {
	uint64_t id;
	size_t row;
};

static int by_id(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* A visit counted twice would look like two that agree. The first row that repeats one is named. */
static enum an_status check_ids(const uint64_t *id, size_t n, struct an_growth_fault *fault)
{
	struct numbered *all = malloc(n * sizeof *all);
	size_t again = n;

	if (!all)
		return AN_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		all[i] = (struct numbered){ id[i], i };
	qsort(all, n, sizeof *all, by_id);
	for (size_t i = 1; i < n; i++)
		if (all[i].id == all[i - 1].id && all[i].row < again)
			again = all[i].row;
	free(all);
	return again < n ? refuse(fault, AN_PART_ID, 0, again) : AN_OK;
}

static bool constant(const double *y, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (y[i] != y[0])
			return false;
	return true;
}

enum an_status growth_check(const struct an_growth_data *d, struct an_growth_fault *fault)
{
	size_t bad;
	enum an_status s;

	if (!d->y || d->p > AN_FIXED_MAX || d->factors > AN_FACTORS_MAX || (d->p && !d->x) ||
	    (d->factors && !d->factor))
		return AN_BAD_INPUT;
	if (d->n < 2)
		return AN_TOO_FEW;
	if (d->n >= UINT32_MAX)
		return AN_TOO_LARGE;
	bad = not_finite(d->y, d->n);
	if (bad < d->n)
		return refuse(fault, AN_PART_Y, 0, bad);
	for (size_t j = 0; j < d->p; j++) {
		bad = d->x[j] ? not_finite(d->x[j], d->n) : d->n;
		if (bad < d->n)
			return refuse(fault, AN_PART_X, j, bad);
	}
	s = check_factor(&d->eliminated, d->n, 0, fault);
	for (size_t f = 0; !s && f < d->factors; f++)
		s = check_factor(&d->factor[f], d->n, f + 1, fault);
	if (!s && d->id)
		s = check_ids(d->id, d->n, fault);
	return s ? s : constant(d->y, d->n) ? AN_NO_SPREAD : AN_OK;
}
