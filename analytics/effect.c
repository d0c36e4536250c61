/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See effect.h. Every figure gathers comparisons of one kind: the mean of a unit over some periods
 * less its mean over base periods, for the units of one group against those not visited yet.
 */
#include "effect.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TREATED = 1, CONTROL = 2, PERIODS_MAX = 200 };

struct table {
	const struct an_panel *p;
	long low; /* first period */
	size_t periods;
	double *mean;	     /* [units * periods], NaN: no row */
	double *count;	     /* [units * periods] rows */
	double *change;	     /* [units] in the comparison at hand, NaN: not in it */
	unsigned char *role; /* [clusters] */
	/* Of the figure being gathered; [units] */
	double *influence; /* times the number of comparisons */
	double *times;	   /* comparisons that the unit is the visited one of */
	unsigned char *served;
	double sum, comparisons;
	bool alone; /* nothing is subtracted: the naive figure */
};

struct range { /* of periods, inclusive */
	long from, to;
};

static double mean_over(const struct table *t, size_t unit, struct range r)
{
	double sum = 0;
	size_t n = 0;

	for (size_t k = 0; k < t->periods; k++) {
		double y = t->mean[unit * t->periods + k];
		long period = t->low + (long)k;

		if (period >= r.from && period <= r.to && !isnan(y)) {
			sum += y;
			n++;
		}
	}
	return n ? sum / (double)n : NAN;
}

struct sides {
	double n[2], mean[2]; /* controls, treated */
};

static struct sides measure(struct table *t, int g, struct range base, struct range after)
{
	struct sides s = { { 0 }, { 0 } };
	long last = after.to > base.to ? after.to : base.to;

	for (size_t u = 0; u < t->p->units; u++) {
		bool treated = t->p->first[u] == g;

		t->change[u] = NAN;
		if (!treated && (t->alone || t->p->first[u] <= last))
			continue;
		t->change[u] = mean_over(t, u, after) - mean_over(t, u, base);
		if (isnan(t->change[u]))
			continue;
		s.n[treated]++;
		s.mean[treated] += (t->change[u] - s.mean[treated]) / s.n[treated];
	}
	return s;
}

/* Add the units first visited in g to the figure. */
static void compare(struct table *t, int g, struct range base, struct range after)
{
	struct sides s = measure(t, g, base, after);

	if (s.n[1] < 1 || (!t->alone && s.n[0] < 1))
		return;
	for (size_t u = 0; u < t->p->units; u++) {
		if (isnan(t->change[u]))
			continue;
		if (t->p->first[u] == g) {
			t->influence[u] += t->change[u] - s.mean[0];
			t->times[u]++;
		} else {
			t->influence[u] -= s.n[1] / s.n[0] * (t->change[u] - s.mean[0]);
			t->served[u] = 1;
		}
	}
	t->sum += s.n[1] * (s.mean[1] - s.mean[0]);
	t->comparisons += s.n[1];
}

static void open_figure(struct table *t, bool alone)
{
	memset(t->influence, 0, t->p->units * sizeof *t->influence);
	memset(t->times, 0, t->p->units * sizeof *t->times);
	memset(t->served, 0, t->p->units);
	t->sum = t->comparisons = 0;
	t->alone = alone;
}

/* A unit's influence: (its comparisons - effect) / all comparisons, which holds the part of the
 * groups' weights too; summed inside clusters, because visits to a school are not independent. */
static double error(struct table *t, double effect)
{
	const struct an_panel *p = t->p;
	size_t sides[2] = { 0 }, clusters = 0;
	double squares = 0, *sum = t->change; /* no longer needed; clusters <= units */

	memset(sum, 0, p->clusters * sizeof *sum);
	memset(t->role, 0, p->clusters);
	for (size_t u = 0; u < p->units; u++) {
		sum[p->cluster[u]] += (t->influence[u] - effect * t->times[u]) / t->comparisons;
		t->role[p->cluster[u]] |=
		    (unsigned char)((t->times[u] > 0 ? TREATED : 0) | (t->served[u] ? CONTROL : 0));
	}
	for (size_t c = 0; c < p->clusters; c++) {
		squares += sum[c] * sum[c];
		clusters += t->role[c] != 0;
		sides[0] += (t->role[c] & CONTROL) != 0;
		sides[1] += (t->role[c] & TREATED) != 0;
	}
	if (sides[1] < 2 || (!t->alone && sides[0] < 2))
		return NAN;
	return sqrt(squares * (double)clusters / (double)(clusters - 1));
}

static struct an_effect_row close_figure(struct table *t)
{
	struct an_effect_row row = { .effect = NAN, .se = NAN };

	if (t->comparisons < 1)
		return row;
	row.effect = t->sum / t->comparisons;
	row.se = error(t, row.effect);
	row.treated = (size_t)t->comparisons;
	for (size_t u = 0; u < t->p->units; u++)
		row.controls += t->served[u];
	return row;
}

/* ---- the panel as a table -------------------------------------------------------------------- */

static enum an_status check(const struct an_panel *p)
{
	if (p->n == 0)
		return AN_TOO_FEW;
	if (p->units == 0 || p->clusters == 0 || p->clusters > p->units)
		return AN_BAD_INPUT;
	for (size_t i = 0; i < p->n; i++)
		if (p->unit[i] >= p->units)
			return AN_BAD_INPUT;
	for (size_t u = 0; u < p->units; u++)
		if (p->cluster[u] >= p->clusters)
			return AN_BAD_INPUT;
	for (size_t i = 0; i < p->n; i++)
		if (!isfinite(p->y[i]))
			return AN_NOT_FINITE;
	return AN_OK;
}

static void window(struct table *t)
{
	long low = t->p->period[0], high = low;

	for (size_t i = 1; i < t->p->n; i++) {
		low = t->p->period[i] < low ? t->p->period[i] : low;
		high = t->p->period[i] > high ? t->p->period[i] : high;
	}
	t->low = low;
	t->periods = (size_t)(high - low) + 1;
}

static void fill(struct table *t)
{
	const struct an_panel *p = t->p;

	for (size_t i = 0; i < p->units * t->periods; i++)
		t->mean[i] = NAN;
	for (size_t i = 0; i < p->n; i++) {
		size_t at = p->unit[i] * t->periods + (size_t)(p->period[i] - t->low);

		if (t->count[at]++ > 0)
			t->mean[at] += (p->y[i] - t->mean[at]) / t->count[at];
		else
			t->mean[at] = p->y[i];
	}
}

static void release(struct table *t)
{
	free(t->mean);
	free(t->count);
	free(t->change);
	free(t->role);
	free(t->influence);
	free(t->times);
	free(t->served);
}

static bool in_window(const struct table *t, long period)
{
	return period >= t->low && period < t->low + (long)t->periods;
}

/* A day inside the window, and somebody not visited by then. */
static enum an_status comparable(const struct table *t)
{
	const struct an_panel *p = t->p;
	int earliest = AN_NEVER, latest = INT_MIN;

	for (size_t u = 0; u < p->units; u++) {
		if (in_window(t, p->first[u]) && p->first[u] < earliest)
			earliest = p->first[u];
		if (p->first[u] > latest)
			latest = p->first[u];
	}
	if (earliest == AN_NEVER)
		return AN_TOO_FEW;
	return latest > earliest ? AN_OK : AN_NOT_IDENTIFIABLE;
}

static enum an_status make(const struct an_panel *p, struct table *t)
{
	enum an_status status = check(p);

	if (status)
		return status;
	*t = (struct table){ .p = p };
	window(t);
	if (t->periods > PERIODS_MAX || p->units > SIZE_MAX / sizeof(double) / PERIODS_MAX)
		return AN_TOO_LARGE;
	status = comparable(t);
	if (status)
		return status;
	t->mean = calloc(p->units * t->periods, sizeof *t->mean);
	t->count = calloc(p->units * t->periods, sizeof *t->count);
	t->change = calloc(p->units, sizeof *t->change);
	t->role = calloc(p->clusters, 1);
	t->influence = calloc(p->units, sizeof *t->influence);
	t->times = calloc(p->units, sizeof *t->times);
	t->served = calloc(p->units, 1);
	if (!t->mean || !t->count || !t->change || !t->role || !t->influence || !t->times ||
	    !t->served) {
		release(t);
		return AN_NO_MEMORY;
	}
	fill(t);
	return AN_OK;
}

static bool has_group(const struct table *t, long g)
{
	for (size_t u = 0; u < t->p->units; u++)
		if (t->p->first[u] == g)
			return true;
	return false;
}

/* ---- figures --------------------------------------------------------------------------------- */

static struct an_effect_row event(struct table *t, long e)
{
	open_figure(t, false);
	for (long g = t->low; in_window(t, g); g++)
		if (has_group(t, g) && in_window(t, g + e))
			compare(t, (int)g, (struct range){ g - 1, g - 1 },
			    (struct range){ g + e, g + e });
	return close_figure(t);
}

enum an_status an_event_study(
    const struct an_panel *panel, int from, int to, struct an_effect_row *out)
{
	const struct an_effect_row reference = { .effect = 0 };
	struct table t;
	enum an_status status;

	if (from > to || from < -AN_EVENT_MAX || to > AN_EVENT_MAX)
		return AN_BAD_INPUT;
	status = make(panel, &t);
	if (status)
		return status;
	for (int e = from; e <= to; e++)
		out[e - from] = e == -1 ? reference : event(&t, e);
	release(&t);
	return AN_OK;
}

/* All periods since the day, each against the base. */
static struct an_effect_row since(struct table *t, bool alone, bool early)
{
	open_figure(t, alone);
	for (long g = t->low; in_window(t, g); g++)
		for (long k = g; has_group(t, g) && in_window(t, k); k++)
			compare(t, (int)g,
			    early ? (struct range){ t->low, g - 2 }
				  : (struct range){ g - 1, g - 1 },
			    (struct range){ k, k });
	return close_figure(t);
}

enum an_status an_effect_estimate(const struct an_panel *panel, struct an_effect *out)
{
	struct table t;
	enum an_status status = make(panel, &t);

	if (status)
		return status;
	out->naive = since(&t, true, false);
	out->did = since(&t, false, false);
	out->early = since(&t, false, true);
	out->placebo = event(&t, -2);
	out->placebo.effect = -out->placebo.effect; /* from -2 to -1, forward in time */
	release(&t);
	return AN_OK;
}

enum an_credibility an_effect_credible(
    const struct an_effect *effect, const struct an_effect_row *model)
{
	double d;

	if (!isfinite(effect->placebo.effect) || !isfinite(effect->placebo.se) ||
	    effect->placebo.se <= 0 || !isfinite(effect->did.se))
		return AN_NO_PLACEBO;
	if (fabs(effect->placebo.effect) >= 2 * effect->placebo.se)
		return AN_PLACEBO_FAILS;
	if (!isfinite(model->effect) || !isfinite(model->se))
		return AN_NO_MODEL;
	d = fabs(effect->did.effect - model->effect);
	return d <= 2 * hypot(effect->did.se, model->se) ? AN_CREDIBLE : AN_MODELS_DISAGREE;
}
