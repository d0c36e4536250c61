/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See correction.h. True levels at both times are jointly normal in the family; before and after are
 * means of visits with the errors of the decision study.
 */
#include "correction.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static bool in_range(const struct an_measurement m[2], const struct an_background *o)
{
	for (int i = 0; i < 2; i++)
		if (m[i].visits < 1 || m[i].raters < 1 || m[i].raters > m[i].visits)
			return false;
	return o->between >= 0 && o->rater >= 0 && o->visit >= 0 && o->persistence >= 0 &&
	       o->persistence <= 1;
}

static double error(const struct an_measurement *m, const struct an_background *o)
{
	return o->rater / (double)m->raters + o->visit / (double)m->visits;
}

static enum an_verdict judge(const struct an_correction *c)
{
	if (!c->enough.enough)
		return AN_NOT_ENOUGH;
	if (c->low > 0)
		return AN_HELPED;
	return c->high < 0 ? AN_WORSE : AN_NOT_SEEN_YET;
}

enum an_status an_correction(const struct an_measurement measured[2],
    const struct an_background *others, const struct an_minimum *minimum, double confidence,
    struct an_correction *out)
{
	const struct an_measurement *b = &measured[0], *a = &measured[1];
	struct an_correction c = { 0 };
	double before, after, reliability, expected, z;
	size_t visits = a->visits < b->visits ? a->visits : b->visits;
	size_t raters = a->raters < b->raters ? a->raters : b->raters;
	enum an_status status;

	if (!in_range(measured, others) || !(confidence > 0 && confidence < 1))
		return AN_BAD_INPUT;
	if (!isfinite(a->mean) || !isfinite(b->mean) || !isfinite(others->before) ||
	    !isfinite(others->after) || !isfinite(others->between + others->rater + others->visit))
		return AN_NOT_FINITE;
	if (others->visit <= 0)
		return AN_NO_SPREAD;
	before = error(b, others);
	after = error(a, others);
	reliability = others->between / (others->between + before);
	expected = others->after + others->persistence * reliability * (b->mean - others->before);
	c.raw = a->mean - b->mean;
	c.regression = expected - b->mean;
	c.change = a->mean - expected;
	c.sd =
	    sqrt(others->between * (1 - others->persistence * others->persistence * reliability) +
		 after);
	z = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2);
	c.low = c.change - z * c.sd;
	c.high = c.change + z * c.sd;
	reliability = fmin(reliability, others->between / (others->between + after));
	status = an_enough(minimum, visits, raters, reliability, &c.enough);
	if (status)
		return status;
	c.verdict = judge(&c);
	*out = c;
	return AN_OK;
}
