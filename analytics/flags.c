/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See flags.h.
 */
#include "flags.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

static bool probabilities(size_t n, const double *p)
{
	for (size_t i = 0; i < n; i++)
		if (!(p[i] >= 0 && p[i] <= 1))
			return false;
	return true;
}

static enum an_status order_of(size_t n, const double *p, size_t **order)
{
	*order = NULL;
	if (!probabilities(n, p))
		return AN_BAD_INPUT;
	*order = malloc((n + 1) * sizeof **order);
	if (!*order)
		return AN_NO_MEMORY;
	gsl_sort_index(*order, p, 1, n);
	return AN_OK;
}

enum an_status an_flags_bayes(
    size_t n, const double *wrong, double q, bool *flag, struct an_flags *out)
{
	size_t *order, count = 0;
	double sum = 0, best = 0;
	enum an_status s = q >= 0 && q <= 1 ? order_of(n, wrong, &order) : AN_BAD_INPUT;

	if (s)
		return s;
	for (size_t i = 0; i < n; i++) {
		bool edge = i + 1 == n || wrong[order[i + 1]] > wrong[order[i]];

		sum += wrong[order[i]];
		if (edge && sum <= q * (double)(i + 1)) {
			count = i + 1;
			best = sum / (double)count;
		}
	}
	for (size_t i = 0; i < n; i++)
		flag[order[i]] = i < count;
	*out = (struct an_flags){ count, best };
	free(order);
	return AN_OK;
}

enum an_status an_flags_bh(size_t n, const double *p, double *adjusted)
{
	size_t *order;
	double least = 1;
	enum an_status s = order_of(n, p, &order);

	if (s)
		return s;
	for (size_t i = n; i-- > 0;) {
		least = fmin(least, p[order[i]] * (double)n / (double)(i + 1));
		adjusted[order[i]] = least;
	}
	free(order);
	return AN_OK;
}
