/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Newton's step with the true curvature, where average information converges slowly: with few levels,
 * near the boundary, under the penalty. The Hessian is a difference of exact gradients, so it costs an
 * evaluation per parameter; negative curvature is turned round, flat directions are cut short.
 *
 * Here a slope's T21 and T22 move as length and angle: with next to no intercept the criterion hardly
 * depends on the angle, so the optimum lies along an arc, and T22 = 0 is a plain point of it.
 */
#include "growth_search.h"

#include <math.h>
#include <string.h>

#define DIFFERENCE 1e-5
#define FLAT 1e-12   /* of the largest curvature */
#define UPRIGHT 1e-6 /* T22 at least, of the length: the gradient by T21 divides by it */

/* Whether parameters p and p + 1, T21 and log T22, move as angle and log length. */
static bool turns(const struct hunt *h, size_t p)
{
	return h->slow && p + 1 < h->s.n && h->s.param[p].which == 1 &&
	       h->s.param[p + 1].term == h->s.param[p].term;
}

static void turn(struct tri *x, double by, double log_length)
{
	double length = hypot(x->b, x->c) * exp(-log_length), angle = atan2(x->b, x->c) - by;

	x->b = length * sin(angle);
	x->c = fmax(fabs(length * cos(angle)), UPRIGHT * length);
}

/* The gradient at `t`, of pairs by angle and log length. */
static void by_angle(const struct hunt *h, const struct tri *t, double *g)
{
	for (size_t p = 0; p < h->s.n; p++) {
		const struct tri *x = &t[h->s.param[p].term];
		double b = g[p];

		if (!turns(h, p))
			continue;
		g[p] = x->c * b - x->b * g[p + 1] / x->c;
		g[p + 1] += x->b * b;
	}
}

void search_move(const struct hunt *h, const double *step, double size, struct tri *t)
{
	memcpy(t, h->best, sizeof h->best);
	for (size_t p = 0; p < h->s.n; p++) {
		struct tri *x = &t[h->s.param[p].term];
		double by = size * step[p];

		if (turns(h, p)) {
			turn(x, by, size * step[p + 1]);
			p++;
			continue;
		}
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
	double here[MAX_PARAMS];
	enum an_status s = AN_OK;

	memcpy(here, h->s.g, sizeof here);
	by_angle(h, h->best, here);
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
		by_angle(h, t, there.g);
		for (size_t k = 0; k < n; k++)
			hess[p * n + k] = (there.g[k] - here[k]) / DIFFERENCE;
	}
	for (size_t p = 0; p < n; p++)
		for (size_t k = 0; k < p; k++)
			hess[p * n + k] = hess[k * n + p] = (hess[p * n + k] + hess[k * n + p]) / 2;
	return AN_OK;
}

/* step = |H|^-1 g, and the fall it promises. */
enum an_status search_newton(struct an_growth *g, struct hunt *h)
{
	double hess[MAX_PARAMS * MAX_PARAMS], value[MAX_PARAMS], grad[MAX_PARAMS], most = 0;
	size_t n = h->s.n;
	enum an_status s = hessian(g, h, hess);

	if (s)
		return s;
	memcpy(grad, h->s.g, sizeof grad);
	by_angle(h, h->best, grad);
	if (!dense_eigen(hess, n, value))
		return AN_NO_CONVERGENCE;
	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(value[i]));
	memset(h->step, 0, sizeof h->step);
	h->fall = 0;
	for (size_t i = 0; i < n; i++) {
		double along = 0, curvature = fmax(fabs(value[i]), FLAT * most);

		for (size_t k = 0; k < n; k++)
			along += hess[i * n + k] * grad[k];
		h->fall += along * along / curvature;
		for (size_t k = 0; k < n; k++)
			h->step[k] += hess[i * n + k] * along / curvature;
	}
	return AN_OK;
}
