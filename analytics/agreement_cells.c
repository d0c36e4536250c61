/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See agreement_parts.h. The factorization is our own because GSL's calls its error handler, which
 * ends the process, where a matrix turns out to be singular; a library may not switch that off.
 */
#include "agreement_parts.h"

#include <math.h>
#include <stdlib.h>

static enum an_status check(const struct an_ratings *r)
{
	if (r->raters > AN_RATERS_MAX)
		return AN_TOO_LARGE;
	for (size_t i = 0; i < r->n; i++)
		if (r->person[i] >= r->persons || r->rater[i] >= r->raters)
			return AN_BAD_INPUT;
	for (size_t i = 0; i < r->n; i++)
		if (!isfinite(r->y[i]))
			return AN_NOT_FINITE;
	return r->n < 2 ? AN_TOO_FEW : AN_OK;
}

static int by_pair(const void *a, const void *b)
{
	const struct cell_of_pair *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	if (x->rater != y->rater)
		return x->rater < y->rater ? -1 : 1;
	return (x->sum > y->sum) - (x->sum < y->sum);
}

static void merge(struct cells *c)
{
	size_t k = 0;

	for (size_t i = 0; i < c->cells; i++) {
		struct cell_of_pair *to = k ? &c->cell[k - 1] : NULL, at = c->cell[i];

		c->persons += !to || to->person != at.person;
		if (to && to->person == at.person && to->rater == at.rater) {
			to->n += at.n;
			to->sum += at.sum;
		} else {
			c->cell[k++] = at;
		}
	}
	c->cells = k;
}

enum an_status cells_make(const struct an_ratings *r, struct cells *out)
{
	enum an_status status = check(r);
	double mean = 0;

	if (status)
		return status;
	*out = (struct cells){ .cells = r->n,
		.raters = r->raters,
		.n = (double)r->n,
		.cell = calloc(r->n, sizeof *out->cell),
		.rater_n = calloc(r->raters, sizeof *out->rater_n),
		.rater_y = calloc(r->raters, sizeof *out->rater_y) };
	if (!out->cell || !out->rater_n || !out->rater_y) {
		cells_free(out);
		return AN_NO_MEMORY;
	}
	for (size_t i = 0; i < r->n; i++)
		mean += (r->y[i] - mean) / (double)(i + 1);
	for (size_t i = 0; i < r->n; i++)
		out->cell[i] =
		    (struct cell_of_pair){ r->person[i], r->rater[i], 1, r->y[i] - mean };
	/* Sorted first: sums must not depend on the order of rows. */
	qsort(out->cell, r->n, sizeof *out->cell, by_pair);
	for (size_t i = 0; i < r->n; i++) {
		out->yy += out->cell[i].sum * out->cell[i].sum;
		out->rater_n[out->cell[i].rater]++;
		out->rater_y[out->cell[i].rater] += out->cell[i].sum;
	}
	merge(out);
	return AN_OK;
}

void cells_free(struct cells *c)
{
	free(c->cell);
	free(c->rater_n);
	free(c->rater_y);
}

size_t cells_end(const struct cells *c, size_t i)
{
	size_t end = i + 1;

	while (end < c->cells && c->cell[end].person == c->cell[i].person)
		end++;
	return end;
}

static double dot(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* Lower triangle becomes L of a = L L'. */
static bool factorize(double *a, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double s = a[i * n + j] - dot(a + i * n, a + j * n, j);

			if (i > j)
				a[i * n + j] = s / a[j * n + j];
			else if (s > 1e-13 * a[i * n + i])
				a[i * n + i] = sqrt(s);
			else
				return false;
		}
	return true;
}

bool matrix_invert(double *a, size_t n)
{
	if (!factorize(a, n))
		return false;
	/* The upper triangle takes the inverse of L, transposed. */
	for (size_t j = 0; j < n; j++) {
		double first = 1 / a[j * n + j];

		for (size_t i = j + 1; i < n; i++) {
			double s = -a[i * n + j] * first;

			for (size_t k = j + 1; k < i; k++)
				s -= a[i * n + k] * a[j * n + k];
			a[j * n + i] = s / a[i * n + i];
		}
	}
	for (size_t j = 0; j < n; j++)
		a[j * n + j] = 1 / a[j * n + j];
	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++)
			a[j * n + i] = i == j ? dot(a + i * n + i, a + i * n + i, n - i)
					      : dot(a + i * n + j, a + j * n + j, n - j);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			a[i * n + j] = a[j * n + i];
	return true;
}
