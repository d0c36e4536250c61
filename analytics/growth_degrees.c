/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Satterthwaite's degrees of freedom, nu = 2 V^2 / var(V): V the prediction error variance, var(V)
 * by the delta method over the search's parameters (their covariance is 2 A^-1) and the residual
 * variance, which is profiled: given the others its logarithm has variance 2 / (n - p). V's gradient
 * is a central difference.
 */
#include "growth_quantity.h"
#include "growth_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEP 1e-4

static void shift(struct tri *t, const struct param *p, double by)
{
	struct tri *x = &t[p->term];

	if (p->which == 0)
		x->a *= exp(by);
	else if (p->which == 1)
		x->b += by;
	else
		x->c *= exp(by);
}

/* grad[p][i] of V_i by parameter p. */
static bool differences(struct an_growth *g, const struct search *s, size_t n,
    const struct an_growth_quantity *quantity, double *grad)
{
	struct tri here[MAX_TERMS];
	bool fine = true;

	memcpy(here, g->t, sizeof here);
	for (size_t p = 0; p < s->n && fine; p++)
		for (int side = 1; side >= -1 && fine; side -= 2) {
			memcpy(g->t, here, sizeof here);
			shift(g->t, &s->param[p], side * STEP);
			fine = growth_eval(g);
			for (size_t i = 0; i < n && fine; i++) {
				struct an_growth_estimate e;

				if (!quantity[i].degrees)
					continue;
				growth_estimate(g, &quantity[i], &e);
				grad[p * n + i] += side * e.sd * e.sd / (2 * STEP);
			}
		}
	memcpy(g->t, here, sizeof here);
	return fine;
}

/* b' A^-1 b by the factor L of A. */
static double form(const double *l, size_t n, const double *b)
{
	double x[MAX_PARAMS], sum = 0;

	for (size_t i = 0; i < n; i++) {
		x[i] = b[i];
		for (size_t k = 0; k < i; k++)
			x[i] -= l[k * n + i] * x[k];
		x[i] /= l[i * n + i];
		sum += x[i] * x[i];
	}
	return sum;
}

static void set(const struct an_growth *g, const struct search *s, size_t n, const double *grad,
    const struct an_growth_quantity *quantity, struct an_growth_estimate *out)
{
	double nu = (double)(g->ml ? g->n : g->n - g->p);

	for (size_t i = 0; i < n; i++) {
		double v = out[i].sd * out[i].sd, b[MAX_PARAMS], var;

		if (!quantity[i].degrees)
			continue;
		for (size_t p = 0; p < s->n; p++)
			b[p] = grad[p * n + i];
		var = 2 * form(s->a, s->n, b) + v * v * 2 / nu;
		out[i].degrees = var > 0 ? 2 * v * v / var : INFINITY;
	}
}

enum an_status growth_degrees(struct an_growth *g, size_t n,
    const struct an_growth_quantity *quantity, struct an_growth_estimate *out)
{
	struct an_growth_fit fit = g->fit;
	struct search s = { .n = 0 };
	double *grad;
	bool fine;

	for (size_t f = 0; f < g->terms; f++)
		for (unsigned w = 0; w < 3; w++)
			if ((w == 0 && g->t[f].a > 0) ||
			    (w == 2 && g->term[f].k == 2 && g->t[f].c > 0) ||
			    (w == 1 && g->term[f].k == 2 && !g->term[f].uncorrelated &&
				g->t[f].a > 0 && g->t[f].c > 0))
				s.param[s.n++] = (struct param){ (unsigned)f, w };
	grad = calloc(MAX_PARAMS * n + 1, sizeof *grad);
	if (!grad)
		return AN_NO_MEMORY;
	growth_gradient(g, &s);
	fine = dense_cholesky(s.a, s.n, s.n) && differences(g, &s, n, quantity, grad);
	if (growth_finish(g))
		fine = false;
	g->fit = fit;
	if (fine)
		set(g, &s, n, grad, quantity, out);
	free(grad);
	return fine ? AN_OK : AN_NOT_IDENTIFIABLE;
}
