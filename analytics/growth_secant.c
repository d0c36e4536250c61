/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the last gradients say about curvature, laid over the average information (BFGS updates, the
 * oldest pair first). Near the optimum average information is off by a constant factor in some
 * directions; a pair corrects it where the search just went, and saves evaluations of large models.
 */
#include "growth_search.h"

#include <math.h>
#include <string.h>

#define NEAR 0.05 /* expected fall from which on the criterion is nearly quadratic */

static double coordinate(const struct tri *t, const struct param *p)
{
	const struct tri *x = &t[p->term];

	return p->which == 0 ? log(x->a) : p->which == 1 ? x->b : log(x->c);
}

static bool same_params(const struct search *a, const struct secant *b)
{
	return a->n == b->n && memcmp(a->param, b->param, a->n * sizeof *a->param) == 0;
}

static void add_pair(struct hunt *h)
{
	struct secant *c = &h->secant;

	if (c->pairs == SECANT_PAIRS) {
		memmove(c->step, c->step + 1, (SECANT_PAIRS - 1) * sizeof *c->step);
		memmove(c->turn, c->turn + 1, (SECANT_PAIRS - 1) * sizeof *c->turn);
		c->pairs--;
	}
	for (size_t p = 0; p < h->s.n; p++) {
		c->step[c->pairs][p] = coordinate(h->best, &h->s.param[p]) - c->at[p];
		c->turn[c->pairs][p] = h->s.g[p] - c->g[p];
	}
	c->pairs++;
}

static double product(const double *x, const double *y, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i] * y[i];
	return sum;
}

/* A becomes A - A s s'A / s'As + y y' / s'y. */
static void update(double *a, size_t n, const double *s, const double *y)
{
	double as[MAX_PARAMS], sas, sy = product(s, y, n);

	for (size_t i = 0; i < n; i++)
		as[i] = product(a + i * n, s, n);
	sas = product(as, s, n);
	if (!(sas > 0) || !(sy > 0.1 * sas) || !(sy < 10 * sas))
		return;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			a[i * n + k] += y[i] * y[k] / sy - as[i] * as[k] / sas;
}

/* h->fall is still that of the step which led here. */
void secant_correct(struct hunt *h)
{
	struct secant *c = &h->secant;
	size_t n = h->s.n;

	if (!same_params(&h->s, c) || !(h->fall < NEAR))
		c->pairs = 0;
	else
		add_pair(h);
	c->n = n;
	memcpy(c->param, h->s.param, n * sizeof *c->param);
	memcpy(c->g, h->s.g, n * sizeof *c->g);
	for (size_t p = 0; p < n; p++)
		c->at[p] = coordinate(h->best, &h->s.param[p]);
	for (size_t i = 0; i < c->pairs; i++)
		update(h->s.a, n, c->step[i], c->turn[i]);
}
