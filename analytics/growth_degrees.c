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

/* Degrees of freedom from the variances `v`, in their place. */
static void set(
    const struct an_growth *g, const struct search *s, size_t n, const double *grad, double *v)
{
	double nu = (double)(g->ml ? g->n : g->n - g->p);

	for (size_t i = 0; i < n; i++) {
		double b[MAX_PARAMS], var;

		for (size_t p = 0; p < s->n; p++)
			b[p] = grad[p * n + i];
		var = 2 * form(s->a, s->n, b) + v[i] * v[i] * 2 / nu;
		v[i] = var > 0 ? 2 * v[i] * v[i] / var : INFINITY;
	}
}

/* The parameters that aren't at the boundary. */
static void free_params(const struct an_growth *g, struct search *s)
{
	for (size_t f = 0; f < g->terms; f++) {
		const struct term *t = &g->term[f];
		bool a = g->t[f].a > 0, c = t->k == 2 && g->t[f].c > 0;
		bool there[3] = { a, a && c && !t->uncorrelated, c };

		for (unsigned w = 0; w < 3; w++)
			if (there[w])
				s->param[s->n++] = (struct param){ (unsigned)f, w };
	}
}

enum an_status growth_degrees(
    struct an_growth *g, size_t n, const struct an_growth_quantity *quantity, double **out)
{
	struct an_growth_fit fit = g->fit;
	struct search s = { .n = 0 };
	double *grad = calloc(MAX_PARAMS * n + 1, sizeof *grad), *v = calloc(n + 1, sizeof *v);
	bool fine = grad && v;

	*out = NULL;
	if (!fine) {
		free(grad);
		free(v);
		return AN_NO_MEMORY;
	}
	for (size_t i = 0; i < n; i++) {
		struct an_growth_estimate e;

		growth_estimate(g, &quantity[i], &e);
		v[i] = e.sd * e.sd;
	}
	free_params(g, &s);
	growth_gradient(g, &s);
	fine = dense_cholesky(s.a, s.n, s.n) && differences(g, &s, n, quantity, grad);
	fine = growth_finish(g) == AN_OK && fine;
	g->fit = fit;
	if (fine) {
		set(g, &s, n, grad, v);
		*out = v;
	} else {
		free(v);
	}
	free(grad);
	return g->solved ? AN_OK : AN_NO_CONVERGENCE;
}
