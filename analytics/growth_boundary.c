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
#define SMALL 0.03	/* a T_kk below is tried at 0; then each time it is four times less */
#define OFF_ALONG 0.004 /* where the criterion falls at first order */
#define OFF 0.02	/* where a held one is tried at the end */

/* The ways an effect may be held: no intercept, no effect at all, slope a multiple of the intercept. */
enum { NO_INTERCEPT, NOTHING, MULTIPLE };

/* Without an intercept's variance a slope stands alone. A slope becomes a multiple of the intercept
 * with its variance kept where the intercept is the smaller of the two, else with T21 kept. */
static struct tri zero(struct tri t, unsigned way, const struct term *of)
{
	if (of->k == 1 || way == NOTHING)
		return (struct tri){ 0, 0, 0 };
	if (way == NO_INTERCEPT)
		return (struct tri){ 0, 0, hypot(t.b, t.c) };
	if (of->uncorrelated)
		return (struct tri){ t.a, 0, 0 };
	return (struct tri){ t.a, t.a < t.c ? copysign(hypot(t.b, t.c), t.b) : t.b, TINY };
}

/* How small the effect is that would be held. With next to no intercept the criterion hardly sees how
 * a slope parts into T21 and T22, and the search would follow a long bend: tried early. */
static double size_of(const struct tri *x, unsigned way, const struct term *of)
{
	if (way == NOTHING)
		return hypot(x->a, hypot(x->b, x->c));
	if (way == NO_INTERCEPT)
		return x->a;
	return of->uncorrelated ? x->c : fmin(x->a, x->c);
}

static bool due(const struct an_growth *g, const struct hunt *h, size_t f, unsigned way)
{
	const struct term *t = &g->term[f];
	double size = size_of(&h->best[f], way, t);

	if (t->out || h->s.penalised[f] || h->released[f][way] || size == 0)
		return false;
	if (way != NO_INTERCEPT && (t->k == 1 || t->slope_out))
		return false;
	if (way != NOTHING && h->held[f][way])
		return false;
	return size < SMALL * pow(4, -(double)h->tries[f][way]);
}

/* Which parameters stay where `best` now has them. */
static void hold(struct hunt *h, size_t f, unsigned way)
{
	bool *held = h->held[f];

	if (way == MULTIPLE) {
		held[2] = true;
		return;
	}
	held[0] = held[1] = true;
	held[2] = h->best[f].c <= 2 * TINY;
	if (held[2])
		h->best[f].c = 0;
}

enum an_status boundary_hold(struct an_growth *g, struct hunt *h, bool *changed)
{
	enum an_status s = AN_OK;

	*changed = false;
	for (size_t f = 0; f < g->terms && !s; f++)
		for (unsigned way = 0; way < 3 && !s; way++) {
			struct tri t[MAX_TERMS];
			double value;

			if (!due(g, h, f, way))
				continue;
			h->tries[f][way]++;
			memcpy(t, h->best, sizeof t);
			t[f] = zero(t[f], way, &g->term[f]);
			s = search_eval(g, h, t, &value);
			if (s || !(value <= h->value + 1e-10 * fabs(h->value)))
				continue;
			memcpy(h->best, t, sizeof h->best);
			h->value = value;
			hold(h, f, way);
			*changed = true;
		}
	return s;
}

/* The k-th way to set a held effect a little off 0; false when there is none. Without an intercept the
 * slope may also go with it, at either sign: there the criterion can fall at first order. */
static bool off(
    const struct an_growth *g, const struct hunt *h, size_t f, unsigned way[2], struct tri *t)
{
	const struct term *of = &g->term[f];
	bool pair = of->k == 2 && !of->slope_out && !of->uncorrelated;
	double c = t->c;

	if (!h->held[f][way[0]] || h->released[f][way[0]])
		return false;
	if (way[0] == MULTIPLE) {
		t->c = OFF;
		return way[1] == 0;
	}
	*t = (struct tri){ OFF, 0, pair && c == 0 ? TINY : c };
	if (way[1])
		*t = (struct tri){ OFF_ALONG, way[1] == 1 ? c : -c, TINY };
	return way[1] == 0 || (pair && c > 0);
}

static void release(struct hunt *h, size_t f, const unsigned way[2])
{
	h->held[f][way[0]] = false;
	if (way[0] == NO_INTERCEPT) {
		h->held[f][1] = false;
		h->held[f][2] = way[1] > 0 || h->held[f][2];
	}
}

/* Of the ways to release one effect the best, if any lowers the criterion. */
static enum an_status try_off(
    struct an_growth *g, struct hunt *h, size_t f, unsigned held, bool *changed)
{
	unsigned best[2] = { held, 3 };
	struct tri was[MAX_TERMS];
	enum an_status s = AN_OK;

	memcpy(was, h->best, sizeof was);
	for (unsigned k = 0; k < 3 && !s; k++) {
		struct tri t[MAX_TERMS];
		unsigned way[2] = { held, k };
		double value;

		memcpy(t, was, sizeof t);
		if (!off(g, h, f, way, &t[f]))
			continue;
		s = search_eval(g, h, t, &value);
		if (s || !(value < h->value - 1e-9 * (1 + fabs(h->value))))
			continue;
		memcpy(h->best, t, sizeof h->best);
		h->value = value;
		best[1] = k;
	}
	h->released[f][held] = h->released[f][held] || h->held[f][held];
	if (best[1] == 3)
		return s;
	release(h, f, best);
	*changed = true;
	return s;
}

enum an_status boundary_release(struct an_growth *g, struct hunt *h, bool *changed)
{
	enum an_status s = AN_OK;

	*changed = false;
	for (size_t f = 0; f < g->terms && !s; f++) {
		s = try_off(g, h, f, NO_INTERCEPT, changed);
		if (!s)
			s = try_off(g, h, f, MULTIPLE, changed);
	}
	if (!s && !*changed && !at_best(g, h))
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
