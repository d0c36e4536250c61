/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Agreement of methodists (согласованность) in one competence: how far marks depend on who came, what
 * that means for the number of visits, and whether the scale itself tells levels apart. Variances come
 * from the mixed model; where it wasn't fitted, by moments; with one rater there are none.
 */
#include "jobs/growth_fit.h"

#include <math.h>

enum { RESAMPLES = 2000, FEW_DOUBLES = 30 };
static const double confidence = 0.9;
const double growth_target[GROWTH_TARGETS] = { 0.7, 0.8 };

size_t growth_sets(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_agreement *out)
{
	struct arena *mem = ask->mem;
	struct an_factor raters = { growth_narrow(mem, rows->rater, rows->n), (uint32_t)ask->raters,
		NULL, false },
			 people = { growth_narrow(mem, rows->person, rows->n),
				 (uint32_t)ask->people, NULL, false };
	struct an_pairs pairs = { rows->n, &raters, &people };
	struct an_sets sets = { arena_array(mem, uint32_t, ask->raters + 1),
		arena_array(mem, uint32_t, ask->people + 1), 0 };
	struct an_link link;

	if (an_linkage_sets(&pairs, &sets))
		return 0;
	for (uint32_t s = 1; out && s < sets.n && out->links < GROWTH_LINKS; s++)
		if (!an_linkage_join(&pairs, &sets, s, &link)) {
			out->link[out->links][0] = link.a;
			out->link[out->links++][1] = link.b;
		}
	return sets.n;
}

/* ---- variances ----------------------------------------------------------------------------------- */

static const char *refused(enum an_status s)
{
	return s == AN_NOT_IDENTIFIABLE ? "not_linked"
	       : s == AN_NO_SPREAD	? "no_spread"
					: "too_few";
}

static void variances(const struct an_ratings *r, const struct growth_fit *fit,
    struct growth_agreement *out, struct an_components *of)
{
	struct an_gstudy g;
	enum an_status s;

	if (fit->corrected) {
		*of =
		    (struct an_components){ fit->person + fit->school, fit->rater, fit->residual };
		out->method = "model";
		return;
	}
	s = an_gstudy(r, &g);
	if (s) {
		out->note = refused(s);
		return;
	}
	*of = g.of;
	out->method = "moments";
}

static void designs(const struct an_components *of, double slope2, struct growth_agreement *out)
{
	static const size_t level[GROWTH_DESIGNS][2] = { { 1, 1 }, { 2, 2 }, { 4, 1 }, { 4, 2 },
		{ 4, 4 }, { 6, 3 }, { 8, 4 }, { 12, 4 } },
			    growth[GROWTH_DESIGNS / 2][2] = { { 2, 4 }, { 3, 4 }, { 5, 4 },
				    { 5, 8 } };

	for (size_t i = 0; i < GROWTH_DESIGNS; i++)
		out->level[i] = (struct growth_design){ level[i][0], level[i][1],
			an_phi(of, level[i][0], level[i][1]) };
	for (size_t i = 0; i < GROWTH_DESIGNS / 2; i++)
		out->growth[i] = (struct growth_design){ growth[i][0], growth[i][1],
			an_growth_reliability(
			    of, slope2, growth[i][0] * growth[i][1], (double)growth[i][0]) };
	for (size_t t = 0; t < GROWTH_TARGETS; t++)
		for (size_t r = 0; r < GROWTH_MOST_RATERS; r++)
			out->least[t][r] =
			    an_least_visits(of, growth_target[t], r + 1, GROWTH_MOST_VISITS);
}

static void linkage(const struct growth_ask *ask, const struct an_ratings *r,
    const struct an_components *of, struct growth_fit *fit)
{
	struct an_severity *s = arena_array(ask->mem, struct an_severity, ask->raters + 1);

	if (an_severities(r, of, confidence, s))
		return;
	for (size_t k = 0; k < ask->raters; k++)
		if (fit->raters[k].n)
			fit->raters[k].linkage = s[k].linkage;
}

/* ---- lessons of two raters, and the scale ---------------------------------------------------------- */

static size_t nearest(double y)
{
	long level = lround(y);

	return level < 1 ? 0 : level > GROWTH_LEVELS ? GROWTH_LEVELS - 1 : (size_t)level - 1;
}

void growth_agree_twice(const struct growth_ask *ask, const struct growth_double *d, size_t n,
    struct growth_agreement *out)
{
	size_t table[GROWTH_LEVELS * GROWTH_LEVELS] = { 0 };
	struct an_bootstrap how = { confidence, RESAMPLES, GROWTH_SEED };
	struct an_kappa k;
	double low, high;

	out->doubles = n;
	for (size_t i = 0; i < n; i++) {
		out->blind += d[i].blind;
		table[nearest(d[i].one) * GROWTH_LEVELS + nearest(d[i].other)]++;
	}
	out->more_doubles = n < ask->min_visits ? ask->min_visits - n : 0;
	if (out->more_doubles || an_kappa(table, GROWTH_LEVELS, &k))
		return;
	low = k.kappa - GROWTH_QUANTILE * k.se;
	high = k.kappa + GROWTH_QUANTILE * k.se;
	if (n < FEW_DOUBLES && an_kappa_bootstrap(table, GROWTH_LEVELS, &how, &low, &high))
		return;
	out->kappa = k.kappa;
	out->low = fmax(-1, fmin(low, k.kappa));
	out->high = fmin(1, fmax(high, k.kappa));
}

static void scale(const struct growth_rows *r, struct growth_agreement *out)
{
	struct an_histogram h;

	if (an_histogram(r->n, r->y, 1, GROWTH_LEVELS, &h))
		return;
	for (size_t i = 0; i < GROWTH_LEVELS; i++)
		out->used[i] = h.count[i];
	out->compressed = h.compressed;
}

void growth_agree(const struct growth_ask *ask, const struct growth_rows *rows,
    struct growth_fit *fit, struct growth_agreement *out)
{
	size_t *one = arena_array(ask->mem, size_t, rows->n + 1);
	struct an_ratings r = { rows->n, ask->people, ask->raters, rows->person, rows->rater,
		rows->y };
	struct an_components of = { NAN, NAN, NAN };

	*out = (struct growth_agreement){ .n = rows->n, .kappa = NAN, .low = NAN, .high = NAN };
	growth_distinct(ask, one, rows->person, rows->n, &out->people);
	growth_distinct(ask, one, rows->rater, rows->n, &out->raters);
	out->sets = growth_sets(ask, rows, out);
	out->more_visits = out->n < ask->min_visits ? ask->min_visits - out->n : 0;
	out->more_raters = out->raters < ask->min_raters ? ask->min_raters - out->raters : 0;
	if (out->more_visits || out->more_raters)
		out->note = out->raters == 1 ? "one_rater" : "too_few";
	else
		variances(&r, fit, out, &of);
	out->person = of.person;
	out->rater = of.rater;
	out->visit = of.visit;
	if (out->method) {
		designs(&of, fit->person_growth + fit->school_growth, out);
		linkage(ask, &r, &of, fit);
	}
	scale(rows, out);
}
