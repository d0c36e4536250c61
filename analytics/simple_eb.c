/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See simple.h, "empirical Bayes over a family".
 */
#include "simple.h"
#include "simple_parts.h"

#include <math.h>

static enum an_status check(const double *value, const double *variance, size_t k)
{
	if (k < 2)
		return AN_TOO_FEW;
	if (!series_finite(value, k) || !series_finite(variance, k))
		return AN_NOT_FINITE;
	for (size_t i = 0; i < k; i++)
		if (variance[i] <= 0)
			return AN_BAD_INPUT;
	return AN_OK;
}

/* The mean weighted by 1 / (tau2 + variance); q about it. */
static struct an_eb weigh(const double *value, const double *variance, size_t k, double tau2)
{
	struct an_eb e = { .tau2 = tau2 };
	double sum = 0;

	for (size_t i = 0; i < k; i++) {
		double w = 1 / (tau2 + variance[i]);

		sum += w;
		e.mu += w / sum * (value[i] - e.mu);
	}
	for (size_t i = 0; i < k; i++)
		e.q += (value[i] - e.mu) * (value[i] - e.mu) / (tau2 + variance[i]);
	e.mu_se = sqrt(1 / sum);
	return e;
}

enum an_status an_eb_mean(
    const double *value, const double *variance, size_t k, double tau2, struct an_eb *out)
{
	enum an_status status = check(value, variance, k);

	if (status)
		return status;
	if (!(tau2 >= 0) || !isfinite(tau2))
		return AN_BAD_INPUT;
	*out = weigh(value, variance, k, tau2);
	return AN_OK;
}

enum an_status an_eb_fit(const double *value, const double *variance, size_t k, struct an_eb *out)
{
	enum an_status status = check(value, variance, k);
	double sum = 0, squares = 0, q;

	if (status)
		return status;
	for (size_t i = 0; i < k; i++) {
		sum += 1 / variance[i];
		squares += 1 / (variance[i] * variance[i]);
	}
	q = weigh(value, variance, k, 0).q;
	*out = weigh(value, variance, k, fmax(0, (q - (double)(k - 1)) / (sum - squares / sum)));
	out->q = q;
	return AN_OK;
}

enum an_status an_eb_shrink(
    const struct an_eb *family, double value, double variance, double *shrunken, double *sd)
{
	double keep;

	if (!isfinite(value) || !isfinite(variance))
		return AN_NOT_FINITE;
	if (variance <= 0 || !(family->tau2 >= 0))
		return AN_BAD_INPUT;
	keep = family->tau2 / (family->tau2 + variance);
	*shrunken = family->mu + (value - family->mu) * keep;
	*sd = sqrt(keep * variance + (1 - keep) * (1 - keep) * family->mu_se * family->mu_se);
	return AN_OK;
}
