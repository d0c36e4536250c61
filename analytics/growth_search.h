/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the search and its rules for the boundary share.
 */
#ifndef GROWTH_SEARCH_H
#define GROWTH_SEARCH_H
#include "growth_model.h"

/* Levels. With 2 the penalty outweighs the REML criterion: the variance would go to infinity. */
enum { PENALTY_FROM = 3, PENALTY_BELOW = 30 };

enum { SECANT_PAIRS = 3 };

/* The last steps of the search and what they did to the gradient. */
struct secant {
	struct param param[MAX_PARAMS];
	size_t n, pairs;
	double at[MAX_PARAMS], g[MAX_PARAMS];
	double step[SECANT_PAIRS][MAX_PARAMS], turn[SECANT_PAIRS][MAX_PARAMS];
};

struct hunt {
	const struct an_growth_options *options;
	double tolerance;
	struct search s;
	struct tri best[MAX_TERMS];
	double value; /* criterion with penalty at `best` */
	double step[MAX_PARAMS], fall;
	struct secant secant;
	double s2; /* at `best` */
	bool slow; /* from now on with the true curvature */
	unsigned steps;
	bool held[MAX_TERMS][3];     /* parameter held at the boundary */
	bool released[MAX_TERMS][3]; /* was held once; isn't again */
	unsigned tries[MAX_TERMS][3];
};

/* Whether g stands at the best point so far. */
static inline bool at_best(const struct an_growth *g, const struct hunt *h)
{
	for (size_t f = 0; f < g->terms; f++)
		if (g->t[f].a != h->best[f].a || g->t[f].b != h->best[f].b ||
		    g->t[f].c != h->best[f].c)
			return false;
	return true;
}

void search_params(const struct an_growth *g, struct hunt *h);
/* Sets g->t and evaluates; infinity where there is no value. AN_CANCELLED by the caller's wish. */
enum an_status search_eval(struct an_growth *g, struct hunt *h, const struct tri *t, double *value);
/* Evaluate at g->t and predict. AN_NO_SPREAD: no residual. */
enum an_status growth_finish(struct an_growth *g);

/* growth_secant.c: corrects the information by the steps so far. */
void secant_correct(struct hunt *h);

/* growth_newton.c: `best` minus size * step; the step itself. */
void search_move(const struct hunt *h, const double *step, double size, struct tri *t);
enum an_status search_newton(struct an_growth *g, struct hunt *h);

/* growth_boundary.c: try variance 0 for effects that have become small; release those that would rather be large. */
enum an_status boundary_hold(struct an_growth *g, struct hunt *h, bool *changed);
enum an_status boundary_release(struct an_growth *g, struct hunt *h, bool *changed);
/* Exact zeros into g->t; false when that changed something. */
bool boundary_exact(struct an_growth *g, const struct hunt *h);

#endif
