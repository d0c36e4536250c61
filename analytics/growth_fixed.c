/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fixed effects before the fit: centring and scaling of the columns, columns that those before them
 * explain, and the sums X'X, X'y, y'y.
 *
 * These sums run over all rows, so they lose most digits: over a million rows plain doubles put the
 * criterion 1e-5 off. Hence the centring, and long double between chunks.
 */
#include "growth_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 512 };
#define COLLINEAR 1e-11 /* share of a column's square that the columns before it leave */

/* Centring is exact algebra only beside a constant column; scaling always is. */
static void choose_scale(struct an_growth *g, const struct an_growth_data *d, struct moments *m)
{
	g->has_constant = false;
	for (size_t j = 0; j < d->p; j++) {
		m[j] = d->x[j] ? growth_moments(d->x[j], d->n) : (struct moments){ 1, 0, true };
		if (m[j].constant && m[j].mean != 0 && !g->has_constant) {
			g->has_constant = true;
			g->constant = j;
		}
	}
	for (size_t j = 0; j < d->p; j++) {
		double all = hypot(m[j].mean, m[j].rms);

		g->fixed[j].source = j;
		if (m[j].constant || !g->has_constant)
			g->fixed[j] = (struct fixed){ j, 0, all > 0 ? all : 1 };
		else
			g->fixed[j] = (struct fixed){ j, m[j].mean, m[j].rms };
		if (m[j].constant && m[j].mean != 0)
			g->fixed[j].scale = m[j].mean;
	}
	g->y_shift = g->has_constant ? growth_moments(d->y, d->n).mean : 0;
}

/* One chunk of a column as it is inside; column p is y. */
static void chunk_of(
    const struct an_growth *g, const struct an_growth_data *d, size_t j, size_t from, double *out)
{
	size_t n = d->n - from < CHUNK ? d->n - from : CHUNK;
	const double *x = j == d->p ? d->y : d->x[g->fixed[j].source];
	double shift = j == d->p ? g->y_shift : g->fixed[j].shift;
	double scale = j == d->p ? 1 : g->fixed[j].scale;

	for (size_t i = 0; i < n; i++)
		out[i] = x ? (x[from + i] - shift) / scale : 1;
}

static void gram(
    const struct an_growth *g, const struct an_growth_data *d, double *chunk, long double *sums)
{
	size_t m = d->p + 1;

	for (size_t from = 0; from < d->n; from += CHUNK) {
		size_t n = d->n - from < CHUNK ? d->n - from : CHUNK;

		for (size_t j = 0; j < m; j++)
			chunk_of(g, d, j, from, chunk + j * CHUNK);
		for (size_t j = 0; j < m; j++)
			for (size_t k = j; k < m; k++) {
				const double *a = chunk + j * CHUNK, *b = chunk + k * CHUNK;
				double sum = 0;

				for (size_t i = 0; i < n; i++)
					sum += a[i] * b[i];
				sums[j * m + k] += sum;
			}
	}
}

/* Cholesky in the given order, so that of two columns that say the same the first stays. */
static void drop_collinear(struct an_growth *g, size_t m, const long double *sums, long double *l)
{
	size_t p = m - 1;

	for (size_t j = 0; j < p; j++) {
		long double own = sums[j * m + j], left = own;

		for (size_t k = 0; k < j; k++) {
			long double v = sums[k * m + j];

			l[j * m + k] = 0;
			if (g->fixed_note[k])
				continue;
			for (size_t i = 0; i < k; i++)
				v -= l[j * m + i] * l[k * m + i];
			l[j * m + k] = v / l[k * m + k];
			left -= l[j * m + k] * l[j * m + k];
		}
		if (!(left > COLLINEAR * own))
			g->fixed_note[j] = AN_NOTE_COLLINEAR;
		l[j * m + j] = sqrtl(left > 0 ? left : 0);
	}
}

static void keep(struct an_growth *g, size_t p, const long double *sums, double *corner)
{
	size_t kept[AN_FIXED_MAX + 1], n = 0, constant = g->constant;

	for (size_t j = 0; j < p; j++) {
		if (g->fixed_note[j])
			continue;
		if (j == constant)
			g->constant = n;
		g->x_log_scale += 2 * log(fabs(g->fixed[j].scale));
		g->fixed[n] = g->fixed[j];
		kept[n++] = j;
	}
	g->p = n;
	kept[n] = p;
	for (size_t j = 0; j <= n; j++)
		for (size_t k = j; k <= n; k++)
			corner[j * (n + 1) + k] = (double)sums[kept[j] * (p + 1) + kept[k]];
}

enum an_status growth_fixed(struct an_growth *g, const struct an_growth_data *d, double *corner)
{
	size_t m = d->p + 1;
	struct moments *mo = calloc(m, sizeof *mo);
	double *chunk = calloc(m * CHUNK, sizeof *chunk);
	long double *sums = calloc(2 * m * m, sizeof *sums);
	enum an_status s = AN_NO_MEMORY;

	if (mo && chunk && sums) {
		choose_scale(g, d, mo);
		gram(g, d, chunk, sums);
		drop_collinear(g, m, sums, sums + m * m);
		keep(g, d->p, sums, corner);
		s = g->n <= g->p ? AN_TOO_FEW : AN_OK;
	}
	free(mo);
	free(chunk);
	free(sums);
	return s;
}
