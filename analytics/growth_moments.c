/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mean and spread of a column: sums of chunks in double, chunks in long double.
 */
#include "growth_model.h"

#include <math.h>

enum { CHUNK = 1024 };

static double sum_of(const double *x, size_t n, double shift, bool squares)
{
	long double all = 0;

	for (size_t from = 0; from < n; from += CHUNK) {
		size_t to = n - from < CHUNK ? n : from + CHUNK;
		double sum[4] = { 0 };
		size_t i = from;

		for (; i + 4 <= to; i += 4)
			for (int k = 0; k < 4; k++) { /* four sums side by side: no waiting */
				double v = x[i + (size_t)k] - shift;

				sum[k] += squares ? v * v : v;
			}
		for (; i < to; i++)
			sum[0] += squares ? (x[i] - shift) * (x[i] - shift) : x[i] - shift;
		all += sum[0] + sum[1] + sum[2] + sum[3];
	}
	return (double)(all / (long double)n);
}

struct moments growth_moments(const double *x, size_t n)
{
	struct moments m = { .constant = true };

	for (size_t i = 0; i < n && m.constant; i++)
		m.constant = x[i] == x[0];
	m.mean = m.constant ? x[0] : x[0] + sum_of(x, n, x[0], false);
	m.rms = m.constant ? 0 : sqrt(sum_of(x, n, m.mean, true));
	return m;
}
