/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See agreement.h, "two raters of the same lessons".
 */
#include "agreement.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double weight(size_t i, size_t j, size_t levels)
{
	double d = ((double)i - (double)j) / (double)(levels - 1);

	return 1 - d * d;
}

struct margins {
	double row[AN_KAPPA_MAX_LEVELS], column[AN_KAPPA_MAX_LEVELS]; /* shares */
	double row_weight[AN_KAPPA_MAX_LEVELS], column_weight[AN_KAPPA_MAX_LEVELS];
};

static void take_margins(const size_t *table, size_t levels, double n, struct margins *m)
{
	memset(m, 0, sizeof *m);
	for (size_t i = 0; i < levels; i++)
		for (size_t j = 0; j < levels; j++) {
			m->row[i] += (double)table[i * levels + j] / n;
			m->column[j] += (double)table[i * levels + j] / n;
		}
	for (size_t i = 0; i < levels; i++)
		for (size_t j = 0; j < levels; j++) {
			m->row_weight[i] += weight(i, j, levels) * m->column[j];
			m->column_weight[j] += weight(i, j, levels) * m->row[i];
		}
}

static double variance(
    const size_t *table, size_t levels, const struct margins *m, const struct an_kappa *k)
{
	double sum = 0, po = k->observed, pe = k->expected;
	double last = po * pe - 2 * pe + po, spare = (1 - pe) * (1 - pe);

	for (size_t i = 0; i < levels; i++)
		for (size_t j = 0; j < levels; j++) {
			double d = weight(i, j, levels) * (1 - pe) -
				   (m->row_weight[i] + m->column_weight[j]) * (1 - po);

			sum += (double)table[i * levels + j] / k->n * d * d;
		}
	return fmax(0, sum - last * last) / (k->n * spare * spare);
}

enum an_status an_kappa(const size_t *table, size_t levels, struct an_kappa *out)
{
	struct an_kappa k = { 0 };
	struct margins m;

	if (levels < 2 || levels > AN_KAPPA_MAX_LEVELS)
		return AN_BAD_INPUT;
	for (size_t i = 0; i < levels * levels; i++)
		k.n += (double)table[i];
	if (k.n < 1)
		return AN_TOO_FEW;
	take_margins(table, levels, k.n, &m);
	for (size_t i = 0; i < levels; i++)
		for (size_t j = 0; j < levels; j++) {
			k.observed += weight(i, j, levels) * (double)table[i * levels + j] / k.n;
			k.expected += weight(i, j, levels) * m.row[i] * m.column[j];
		}
	if (1 - k.expected < 1e-12)
		return AN_NO_SPREAD;
	k.kappa = (k.observed - k.expected) / (1 - k.expected);
	k.se = sqrt(variance(table, levels, &m, &k));
	*out = k;
	return AN_OK;
}

/* One resample of n lessons from the table's cells. */
static void resample(const size_t *table, size_t cells, size_t n, size_t *again, const gsl_rng *rng)
{
	memset(again, 0, cells * sizeof *again);
	for (size_t k = 0; k < n; k++) {
		size_t at = gsl_rng_uniform_int(rng, n), cell = 0;

		while (at >= table[cell])
			at -= table[cell++];
		again[cell]++;
	}
}

static size_t draw(const size_t *table, size_t levels, const struct an_bootstrap *how,
    const gsl_rng *rng, double *kappas)
{
	size_t again[AN_KAPPA_MAX_LEVELS * AN_KAPPA_MAX_LEVELS], n = 0, found = 0;
	struct an_kappa k;

	for (size_t i = 0; i < levels * levels; i++)
		n += table[i];
	for (size_t b = 0; b < how->times; b++) {
		resample(table, levels * levels, n, again, rng);
		if (an_kappa(again, levels, &k) == AN_OK)
			kappas[found++] = k.kappa;
	}
	return found;
}

enum an_status an_kappa_bootstrap(
    const size_t *table, size_t levels, const struct an_bootstrap *how, double *low, double *high)
{
	struct an_kappa k;
	enum an_status status = an_kappa(table, levels, &k);
	/* Not gsl_rng_alloc(): without memory it would end the process. */
	gsl_rng rng = { .type = gsl_rng_mt19937 };
	double *kappas;
	size_t found = 0;

	if (!(how->confidence > 0 && how->confidence < 1) || how->times < 100 ||
	    how->times > 1000000)
		return AN_BAD_INPUT;
	if (status)
		return status;
	if (k.n > 100000)
		return AN_TOO_LARGE;
	kappas = malloc(how->times * sizeof *kappas);
	rng.state = malloc(rng.type->size);
	status = kappas && rng.state ? AN_OK : AN_NO_MEMORY;
	if (!status) {
		gsl_rng_set(&rng, how->seed);
		found = draw(table, levels, how, &rng, kappas);
		status = found * 2 < how->times ? AN_NO_SPREAD : AN_OK;
	}
	if (!status) {
		double tail = (1 - how->confidence) / 2;

		gsl_sort(kappas, 1, found);
		*low = gsl_stats_quantile_from_sorted_data(kappas, 1, found, tail);
		*high = gsl_stats_quantile_from_sorted_data(kappas, 1, found, 1 - tail);
	}
	free(rng.state);
	free(kappas);
	return status;
}
