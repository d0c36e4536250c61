/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search for theta: average-information steps with halving, an EM step where the information is
 * no use, effects at variance 0 held there (growth_boundary.c). It ends when one more step would
 * lower the criterion by less than the tolerance.
 */
#include "growth_search.h"

#include <math.h>
#include <string.h>

enum { EVALUATIONS = 600, HALVINGS = 12, AGAIN_BELOW = 2000 };
#define TOLERANCE 1e-12
/* theta's error is its standard error times the root of the tolerance; few rows have large ones, and
 * little to compute. */
#define FINER 1e-16
#define FINER_BELOW 20000 /* rows */
#define STUCK 1e-10	  /* expected fall from which on no progress is rounding */
#define SLOW 0.25	  /* of the last step's expected fall: average information isn't enough */
#define SATURATED 30	  /* T without an optimum */
#define ROUNDING 1e-12	  /* of the criterion, relative */

void search_params(const struct an_growth *g, struct hunt *h)
{
	struct search *s = &h->s;

	s->n = 0;
	for (size_t f = 0; f < g->terms; f++)
		for (unsigned w = 0; w < 3; w++) {
			const struct term *t = &g->term[f];
			bool there =
			    w == 0 || (t->k == 2 && !t->slope_out && (w == 2 || !t->uncorrelated));

			if (there && !t->out && !h->held[f][w])
				s->param[s->n++] = (struct param){ (unsigned)f, w };
		}
}

static double penalty(const struct an_growth *g, const struct search *s)
{
	double sum = 0;

	for (size_t f = 0; f < g->terms; f++) {
		if (!s->penalised[f])
			continue;
		sum -= 2 * log(g->t[f].a);
		if (g->term[f].k == 2 && !g->term[f].slope_out)
			sum -= 2 * log(g->t[f].c);
	}
	return sum;
}

enum an_status search_eval(struct an_growth *g, struct hunt *h, const struct tri *t, double *value)
{
	const struct an_growth_options *o = h->options;

	if (o->progress && o->progress(o->arg, g->fit.evaluations, h->fall))
		return AN_CANCELLED;
	memcpy(g->t, t, sizeof g->t);
	*value = growth_eval(g) ? g->fit.criterion + penalty(g, &h->s) : INFINITY;
	return AN_OK;
}

/* x = (A + lambda D)^-1 g; false when not positive definite. */
static bool solve(const struct search *s, double lambda, double *x)
{
	double l[MAX_PARAMS * MAX_PARAMS], most = 0;
	size_t n = s->n;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, s->a[i * n + i]);
	memcpy(l, s->a, n * n * sizeof *l);
	for (size_t i = 0; i < n; i++)
		l[i * n + i] += lambda * (s->a[i * n + i] + 1e-6 * most);
	if (!dense_cholesky(l, n, n))
		return false;
	for (size_t i = 0; i < n; i++) {
		x[i] = s->g[i];
		for (size_t k = 0; k < i; k++)
			x[i] -= l[k * n + i] * x[k];
		x[i] /= l[i * n + i];
	}
	for (size_t i = n; i-- > 0;) {
		for (size_t k = i + 1; k < n; k++)
			x[i] -= l[i * n + k] * x[k];
		x[i] /= l[i * n + i];
	}
	return true;
}

static bool newton(struct hunt *h)
{
	static const double damping[] = { 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100 };
	bool fine = solve(&h->s, 0, h->step);

	for (size_t i = 0; !fine && i < sizeof damping / sizeof *damping; i++)
		fine = solve(&h->s, damping[i], h->step);
	h->fall = 0;
	for (size_t p = 0; p < h->s.n; p++)
		h->fall += h->s.g[p] * h->step[p];
	return fine && isfinite(h->fall);
}

static void em_term(const struct an_growth *g, const struct hunt *h, size_t f, struct tri *t)
{
	double r[3], q = g->term[f].levels, l0, l1, l2;

	for (int c = 0; c < 3; c++)
		r[c] = (h->s.w[f][c] + h->s.s[f][c] / h->s2) / q;
	l0 = sqrt(r[0]);
	if (g->term[f].k == 1 || h->held[f][2]) {
		t->a *= l0;
		t->b *= l0;
		return;
	}
	if (h->held[f][0] || g->term[f].uncorrelated) {
		t->a *= l0;
		t->c *= sqrt(r[2]);
		return;
	}
	l1 = r[1] / l0;
	l2 = sqrt(fmax(r[2] - l1 * l1, 0));
	*t = (struct tri){ t->a * l0, t->b * l0 + t->c * l1, t->c * l2 };
}

/* Steps of any kind end here: the point is taken when it isn't worse. */
static bool take(struct hunt *h, const struct tri *t, double value)
{
	if (!(value <= h->value + ROUNDING * fabs(h->value)))
		return false;
	memcpy(h->best, t, sizeof h->best);
	h->value = value;
	return true;
}

static enum an_status line(struct an_growth *g, struct hunt *h, bool *moved)
{
	struct tri t[MAX_TERMS];
	double most = 0, size, value;
	enum an_status s = AN_OK;

	for (size_t p = 0; p < h->s.n; p++)
		most = fmax(most, fabs(h->step[p]));
	size = most > 1 ? 1 / most : 1;
	*moved = false;
	for (int i = 0; i < HALVINGS && !s && !*moved; i++) {
		search_move(h, h->step, size, t);
		s = search_eval(g, h, t, &value);
		*moved = !s && take(h, t, value);
		size /= 2;
	}
	return s;
}

static enum an_status em(struct an_growth *g, struct hunt *h, bool *moved)
{
	struct tri t[MAX_TERMS];
	double value, before = h->value;
	enum an_status s;

	memcpy(t, h->best, sizeof t);
	for (size_t f = 0; f < g->terms; f++)
		if (!g->term[f].out)
			em_term(g, h, f, &t[f]);
	s = search_eval(g, h, t, &value);
	*moved = !s && take(h, t, value) && value < before - ROUNDING * fabs(before);
	return s;
}

/* One round: gradient at the best point, a step; *done when there is nothing left to gain. */
static enum an_status iterate(struct an_growth *g, struct hunt *h, bool *done)
{
	bool moved = false, fine;
	double last = h->fall;
	enum an_status s = AN_OK;

	growth_solve(g);
	search_params(g, h);
	growth_gradient(g, &h->s);
	h->s2 = g->s2;
	h->steps++;
	if (!h->slow)
		secant_correct(h);
	fine = !h->slow && newton(h);
	h->slow = h->slow || !fine || (h->steps > 2 && h->fall > SLOW * last);
	if (h->slow && h->s.n) {
		s = search_newton(g, h);
		fine = !s;
	}
	*done = h->s.n == 0 || (fine && fabs(h->fall) < h->tolerance);
	if (*done || s == AN_CANCELLED)
		return s;
	s = AN_OK;
	if (fine)
		s = line(g, h, &moved);
	if (!s && !moved)
		s = em(g, h, &moved);
	if (s)
		return s;
	/* Close enough too when the next step, shrinking the fall as this one did, would end it. */
	*done =
	    !moved || (h->fall < STUCK && h->fall > 0.5 * last) ||
	    (fine && !h->slow && h->steps > 1 && h->fall * fmin(h->fall / last, 1) < h->tolerance);
	return *done && !moved && fabs(h->fall) > 1e-6 ? AN_NO_CONVERGENCE : AN_OK;
}

static enum an_status hunt(struct an_growth *g, struct hunt *h, unsigned most)
{
	bool done = false, changed;
	enum an_status s = search_eval(g, h, g->t, &h->value);

	memcpy(h->best, g->t, sizeof h->best);
	if (!s && !isfinite(h->value))
		return AN_NO_SPREAD;
	while (!s) {
		s = iterate(g, h, &done);
		if (!s)
			s = boundary_hold(g, h, &changed);
		if (!s && done && !changed)
			s = boundary_release(g, h, &changed);
		if (!s && done && !changed)
			break;
		if (!s && g->fit.evaluations >= most)
			s = AN_NO_CONVERGENCE;
		if (!s && !at_best(g, h))
			s = search_eval(g, h, h->best, &h->value);
	}
	return s;
}

/* Effects that outgrow the residual without end: the model explains the data whichever way. */
static bool saturated(const struct an_growth *g, const struct hunt *h)
{
	for (size_t f = 0; f < g->terms; f++)
		if (fmax(h->best[f].a, hypot(h->best[f].b, h->best[f].c)) > SATURATED)
			return true;
	return false;
}

enum an_status growth_finish(struct an_growth *g)
{
	if (!growth_eval(g))
		return AN_NO_SPREAD;
	growth_solve(g);
	return AN_OK;
}

static void note_variances(struct an_growth *g)
{
	for (size_t f = 0; f < g->terms; f++) {
		const struct term *t = &g->term[f];
		bool none = g->t[f].a == 0 || (t->k == 2 && !t->slope_out && g->t[f].c == 0);

		if (!t->out && (!g->factor_note[f] || g->factor_note[f] == AN_NOTE_NO_VARIANCE))
			g->factor_note[f] = none ? AN_NOTE_NO_VARIANCE : AN_NOTE_NONE;
	}
}

static void begin(struct an_growth *g, struct hunt *h, const struct an_growth_options *o)
{
	static const struct an_growth_options plain = { 0 };

	*h = (struct hunt){ .options = o ? o : &plain, .fall = INFINITY };
	h->tolerance = h->options->tolerance > 0 ? h->options->tolerance
		       : g->n < FINER_BELOW	 ? FINER
						 : TOLERANCE;
	g->ml = h->options->ml;
	for (size_t f = 0; f < g->terms; f++)
		h->s.penalised[f] = h->options->penalty && !g->term[f].out &&
				    g->term[f].used >= PENALTY_FROM &&
				    g->term[f].used < PENALTY_BELOW;
}

static bool any_held(const struct an_growth *g, const struct hunt *h)
{
	for (size_t f = 0; f < g->terms; f++)
		if (h->held[f][0] || h->held[f][2])
			return true;
	return false;
}

/* From another start; the better of the two optima into *h. At the boundary there may be several. */
static enum an_status again(struct an_growth *g, struct hunt *h, unsigned most)
{
	struct hunt other;
	enum an_status s;

	begin(g, &other, h->options);
	for (size_t f = 0; f < g->terms; f++) {
		const struct term *t = &g->term[f];

		g->t[f] = t->out ? (struct tri){ 0, 0, 0 }
				 : (struct tri){ 1, 0, t->k == 2 && !t->slope_out ? 1 : 0 };
	}
	s = hunt(g, &other, g->fit.evaluations + most);
	if (!s && other.value < h->value - ROUNDING * fabs(h->value))
		*h = other;
	else
		memcpy(g->t, h->best, sizeof g->t);
	if (s != AN_CANCELLED)
		s = growth_finish(g);
	return s;
}

enum an_status an_growth_fit(
    struct an_growth *g, const struct an_growth_options *o, struct an_growth_fit *fit)
{
	struct hunt h;
	enum an_status s;
	unsigned most;

	g->fit = (struct an_growth_fit){ 0 };
	begin(g, &h, o);
	most = h.options->evaluations ? h.options->evaluations : EVALUATIONS;
	growth_start(g);
	s = hunt(g, &h, most);
	if (!s && any_held(g, &h) && g->columns < AGAIN_BELOW)
		s = again(g, &h, most);
	if (!s && !boundary_exact(g, &h))
		s = growth_finish(g);
	else if (!s && !g->solved)
		growth_solve(g);
	g->solved = g->solved && !s;
	if (s)
		return s == AN_NO_CONVERGENCE && saturated(g, &h) ? AN_NOT_IDENTIFIABLE : s;
	note_variances(g);
	g->fit.expected_fall = fabs(h.fall);
	if (fit)
		*fit = g->fit;
	return AN_OK;
}

enum an_status an_growth_at(struct an_growth *g, const double *theta,
    const struct an_growth_options *o, struct an_growth_fit *fit)
{
	struct hunt h;
	enum an_status s;

	for (size_t k = 0; k < g->about.parameters; k++)
		if (!isfinite(theta[k]))
			return AN_BAD_INPUT;
	g->fit = (struct an_growth_fit){ 0 };
	begin(g, &h, o);
	theta_inside(g, theta, g->t);
	s = growth_finish(g);
	g->solved = g->solved && !s;
	if (!s && fit)
		*fit = g->fit;
	return s;
}
