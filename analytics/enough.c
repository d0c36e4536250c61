/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See enough.h.
 */
#include "enough.h"

#include <math.h>

static size_t lacking(size_t wanted, size_t have)
{
	return wanted > have ? wanted - have : 0;
}

/* Visits in all at which the reliability reaches the minimum; infinity: never, or unknown. Before the
 * first visit nothing but the counts can be said. */
static double visits_for(double wanted, double reliability, size_t visits)
{
	if (visits == 0 || isnan(reliability) || reliability >= wanted)
		return (double)visits;
	if (reliability <= 0)
		return INFINITY;
	/* The hair keeps 12.000000000000002 from being read as 13. */
	return ceil(
	    (double)visits * wanted / (1 - wanted) * (1 - reliability) / reliability * (1 - 1e-12));
}

enum an_status an_enough(const struct an_minimum *minimum, size_t visits, size_t raters,
    double reliability, struct an_enough *out)
{
	double in_all;
	struct an_enough e = { .knowable = true };

	if (!(minimum->reliability >= 0 && minimum->reliability < 1) || raters > visits ||
	    reliability < 0 || reliability > 1)
		return AN_BAD_INPUT;
	in_all = visits_for(minimum->reliability, reliability, visits);
	e.more_visits = lacking(minimum->visits, visits);
	e.more_raters = lacking(minimum->raters, raters);
	if (in_all - (double)visits > AN_ENOUGH_HORIZON)
		e.knowable = false;
	else if (lacking((size_t)in_all, visits) > e.more_visits)
		e.more_visits = lacking((size_t)in_all, visits);
	if (e.more_raters > e.more_visits)
		e.more_visits = e.more_raters;
	e.enough = e.knowable && e.more_visits == 0;
	*out = e;
	return AN_OK;
}
