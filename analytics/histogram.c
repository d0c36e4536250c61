/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See histogram.h. The bounds come from simulations against a cumulative logit model: above 30 % at
 * an end the intervals of 90 % cover 85 %.
 */
#include "histogram.h"

#include <math.h>

#define END_LIMIT 0.3
#define LEVEL_LIMIT 0.6

enum an_status an_histogram(
    size_t n, const double *score, double lowest, size_t levels, struct an_histogram *out)
{
	struct an_histogram h = { .n = n };

	if (levels < 2 || levels > AN_LEVELS_MAX || !isfinite(lowest))
		return AN_BAD_INPUT;
	if (n == 0)
		return AN_TOO_FEW;
	for (size_t i = 0; i < n; i++) {
		double place = floor(score[i] - lowest + 0.5);

		if (!isfinite(score[i]))
			return AN_NOT_FINITE;
		if (place < 0 || place >= (double)levels)
			return AN_BAD_INPUT;
		h.count[(size_t)place]++;
	}
	for (size_t l = 0; l < levels; l++)
		h.most = fmax(h.most, (double)h.count[l] / (double)n);
	h.floor = (double)h.count[0] / (double)n;
	h.ceiling = (double)h.count[levels - 1] / (double)n;
	h.compressed = h.floor > END_LIMIT || h.ceiling > END_LIMIT || h.most > LEVEL_LIMIT;
	*out = h;
	return AN_OK;
}
