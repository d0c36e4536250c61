/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variances at 0. In log T the search would crawl towards minus infinity, so a small T_kk that still
 * falls is tried at 0 and held there when the criterion doesn't rise. At the end each held one is
 * tried off 0 once, since the criterion may have another slope by then.
 *
 * A slope that is a multiple of the intercept (T22 = 0, T21 not) is held at T22 = TINY, because the
 * derivative by T21 needs T's inverse; TINY squared is below rounding. The end result has exact 0.
 */
#include "growth_search.h"

#include <math.h>
#include <string.h>

#define TINY 1e-6
#define SMALL 0.03 /* a T_kk below is tried at 0; then each time it is ten times less */
#define OFF 0.05   /* where a held one is tried at the end */

static double *diagonal(struct tri *t, unsigned which)
{
	return which == 0 ? &t->a : &t->c;
}

/* T with its which-th diagonal entry at 0. Without an intercept's variance a slope stands alone. */
static struct tri zero(struct tri t, unsigned which, const struct term *of)
{
	if (of->k == 1)
		return (struct tri){ 0, 0, 0 };
	if (which == 0)
		return (struct tri){ 0, 0, hypot(t.b, t.c) };
	return (struct tri){ t.a, t.b, of->uncorrelated ? 0 : TINY };
}

static bool due(const struct an_growth *g, const struct hunt *h, size_t f, unsigned which)
{
	const struct term *t = &g->term[f];
	const double value = which == 0 ? h->best[f].a : h->best[f].c;

	if (t->out || h->s.penalised[f] || h->held[f][which] || h->released[f][which])
		return false;
	if (which == 2 && (t->k == 1 || t->slope_out))
		return false;
	return value < SMALL * pow(10, -(double)h->tries[f][which]);
}

static void hold(const struct an_growth *g, struct hunt *h, size_t f, unsigned which)
{
	h->held[f][which] = true;
	if (which == 0)
		h->held[f][1] = true;
	if (g->term[f].k == 2 && h->held[f][0] && h->held[f][2])
		h->best[f] = (struct tri){ 0, 0, 0 };
}

enum an_status boundary_hold(struct an_growth *g, struct hunt *h, bool *changed)
{
	enum an_status s = AN_OK;

	*changed = false;
	for (size_t f = 0; f < g->terms && !s; f++)
		for (unsigned which = 0; which < 3 && !s; which += 2) {
			struct tri t[MAX_TERMS];
			double value;

			if (!due(g, h, f, which))
				continue;
			h->tries[f][which]++;
			memcpy(t, h->best, sizeof t);
			t[f] = zero(t[f], which, &g->term[f]);
			s = search_eval(g, h, t, &value);
			if (s || !(value <= h->value + 1e-10 * fabs(h->value)))
				continue;
			memcpy(h->best, t, sizeof h->best);
			h->value = value;
			hold(g, h, f, which);
			*changed = true;
		}
	return s;
}

enum an_status boundary_release(struct an_growth *g, struct hunt *h, bool *changed)
{
	enum an_status s = AN_OK;

	*changed = false;
	for (size_t f = 0; f < g->terms && !s; f++)
		for (unsigned which = 0; which < 3 && !s; which += 2) {
			struct tri t[MAX_TERMS];
			double value;

			if (!h->held[f][which] || h->released[f][which])
				continue;
			memcpy(t, h->best, sizeof t);
			*diagonal(&t[f], which) = OFF;
			s = search_eval(g, h, t, &value);
			h->released[f][which] = true;
			if (s || !(value < h->value - 1e-9 * (1 + fabs(h->value))))
				continue;
			memcpy(h->best, t, sizeof h->best);
			h->value = value;
			h->held[f][which] = false;
			h->held[f][1] = h->held[f][0];
			*changed = true;
		}
	if (!s && !*changed && memcmp(g->t, h->best, sizeof g->t) != 0)
		s = search_eval(g, h, h->best, &h->value);
	return s;
}

bool boundary_exact(struct an_growth *g, const struct hunt *h)
{
	bool same = true;

	for (size_t f = 0; f < g->terms; f++) {
		struct tri *t = &g->t[f];

		if (h->held[f][0]) {
			same = same && t->a == 0 && t->b == 0;
			t->a = t->b = 0;
		}
		if (h->held[f][2]) {
			same = same && t->c == 0;
			t->c = 0;
		}
	}
	return same;
}
