/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Levels with intercept and slope whose rows all have the same covariate z. With x = (1, z)' their two
 * columns of Lambda'S are T'x times one, so the rotation of u that has T'x / |T'x| first leaves 0 in
 * the second: there H is I and u is 0, exactly. One column of scale |T'x| stays, its effect b0 + z b1;
 * the level's effects follow by regression, b = Sigma x / x'Sigma x times that. Where such levels are
 * many (a slope over a yes or no) the dense part is up to half as wide.
 */
#include "growth_model.h"

/* T'x */
static void seen(const struct an_growth *g, size_t column, double w[2])
{
	const struct tri *t = &g->t[g->owner[column]];

	w[0] = t->a + t->b * g->shared[column];
	w[1] = t->c * g->shared[column];
}

void merged_direction(const struct an_growth *g, size_t column, double direction[2])
{
	double length;

	seen(g, column, direction);
	length = hypot(direction[0], direction[1]);
	direction[0] = length > 0 ? direction[0] / length : 1;
	direction[1] = length > 0 ? direction[1] / length : 0;
}

double merged_gain(const struct an_growth *g, size_t column, double gain[2])
{
	const struct tri *t = &g->t[g->owner[column]];
	double w[2], variance;

	seen(g, column, w);
	variance = w[0] * w[0] + w[1] * w[1];
	gain[0] = variance > 0 ? t->a * w[0] / variance : 0;
	gain[1] = variance > 0 ? (t->b * w[0] + t->c * w[1]) / variance : 0;
	return variance;
}
