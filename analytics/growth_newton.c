/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Newton's step with the true curvature, where average information converges slowly: with few levels,
 * near the boundary, under the penalty. The Hessian is a difference of exact gradients, so it costs an
 * evaluation per parameter; negative curvature is turned round, flat directions are cut short.
 */
#include "growth_search.h"

#include <math.h>
#include <string.h>

#define DIFFERENCE 1e-5
#define FLAT 1e-12 /* of the largest curvature */

void search_move(const struct hunt *h, const double *step, double size, struct tri *t)
{
	memcpy(t, h->best, sizeof h->best);
	for (size_t p = 0; p < h->s.n; p++) {
		struct tri *x = &t[h->s.param[p].term];
		double by = size * step[p];

		if (h->s.param[p].which == 0)
			x->a *= exp(-by);
		else if (h->s.param[p].which == 1)
			x->b -= by;
		else
			x->c *= exp(-by);
	}
}

static enum an_status hessian(struct an_growth *g, struct hunt *h, double *hess)
{
	size_t n = h->s.n;
	enum an_status s = AN_OK;

	for (size_t p = 0; p < n && !s; p++) {
		struct search there = h->s;
		struct tri t[MAX_TERMS];
		double step[MAX_PARAMS] = { 0 }, value;

		step[p] = -DIFFERENCE;
		search_move(h, step, 1, t);
		s = search_eval(g, h, t, &value);
		if (s)
			return s;
		if (!isfinite(value))
			return AN_NO_CONVERGENCE;
		growth_solve(g);
		growth_gradient(g, &there);
		for (size_t k = 0; k < n; k++)
			hess[p * n + k] = (there.g[k] - h->s.g[k]) / DIFFERENCE;
	}
	for (size_t p = 0; p < n; p++)
		for (size_t k = 0; k < p; k++)
			hess[p * n + k] = hess[k * n + p] = (hess[p * n + k] + hess[k * n + p]) / 2;
	return AN_OK;
}

/* step = |H|^-1 g, and the fall it promises. */
enum an_status search_newton(struct an_growth *g, struct hunt *h)
{
	double hess[MAX_PARAMS * MAX_PARAMS], value[MAX_PARAMS], most = 0;
	size_t n = h->s.n;
	enum an_status s = hessian(g, h, hess);

	if (s)
		return s;
	if (!dense_eigen(hess, n, value))
		return AN_NO_CONVERGENCE;
	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(value[i]));
	memset(h->step, 0, sizeof h->step);
	h->fall = 0;
	for (size_t i = 0; i < n; i++) {
		double along = 0, curvature = fmax(fabs(value[i]), FLAT * most);

		for (size_t k = 0; k < n; k++)
			along += hess[i * n + k] * h->s.g[k];
		h->fall += along * along / curvature;
		for (size_t k = 0; k < n; k++)
			h->step[k] += hess[i * n + k] * along / curvature;
	}
	return AN_OK;
}
