/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See agreement.h, "decision study".
 */
#include "agreement.h"

#include <math.h>

static bool sound(const struct an_components *c)
{
	return c->person >= 0 && c->rater >= 0 && c->visit >= 0 &&
	       isfinite(c->person + c->rater + c->visit);
}

static double share(double signal, double noise)
{
	return signal > 0 ? signal / (signal + noise) : 0;
}

double an_phi(const struct an_components *c, size_t visits, size_t raters)
{
	if (!sound(c) || raters < 1 || raters > visits)
		return NAN;
	return share(c->person, c->rater / (double)raters + c->visit / (double)visits);
}

double an_phi_relative(const struct an_components *c, size_t visits)
{
	if (!sound(c) || visits < 1)
		return NAN;
	return share(c->person, c->visit / (double)visits);
}

double an_growth_reliability(
    const struct an_components *c, double slope2, size_t visits, double years)
{
	if (!sound(c) || !(slope2 >= 0) || !isfinite(slope2) || visits < 2 || !(years > 0))
		return NAN;
	return share(slope2, (c->visit + c->rater) * 12 / ((double)visits * years * years));
}

size_t an_least_visits(const struct an_components *c, double target, size_t raters, size_t most)
{
	for (size_t n = raters; raters > 0 && n <= most; n++)
		if (an_phi(c, n, raters) >= target)
			return n;
	return 0;
}
