/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exact gradient and average information (Gilmour, Thompson, Cullis 1995) of the criterion in the
 * search's parameters log T11, T21, log T22. With B_k = T^-1 dT/d(parameter k), per factor
 *   gradient_k = 2 tr{ [ q I - W - S/s2 ] B_k },   a_k = (B_k + B_k') u  level by level,
 *   A_kl = [ a_k'a_l - a_k'H^-1 a_l - (u'a_k)(u'a_l)/r^2 ] / s2,
 * W the sum over levels of the inverse's diagonal blocks, S of u u'. So one inverse and one forward
 * solve per parameter suffice, and a search needs 5 to 9 evaluations.
 */
#include "growth_model.h"

#include <cblas.h>
#include <string.h>

/* B + B' as b0, b1, b2 (00, 10, 11); its half is what the gradient needs. */
static void direction(const struct tri *t, const struct param *p, unsigned k, double b[3])
{
	b[0] = b[1] = b[2] = 0;
	if (p->which == 0) {
		b[0] = 2;
		if (k == 2 && t->c > 0)
			b[1] = -t->b / t->c;
	} else if (p->which == 1) {
		b[1] = 1 / t->c;
	} else {
		b[2] = 2;
	}
}

static void add_square(double s[3], const double *u, unsigned k)
{
	s[0] += u[0] * u[0];
	if (k == 2) {
		s[1] += u[0] * u[1];
		s[2] += u[1] * u[1];
	}
}

/* Both spherical effects of the level at a first or merged column; of a single one u[0] alone. */
static void spherical(const struct an_growth *g, size_t column, double u[2])
{
	double along = g->ud[column];

	u[0] = along;
	u[1] = g->kind[column] == COLUMN_FIRST ? g->ud[column + 1] : 0;
	if (g->kind[column] == COLUMN_MERGED) {
		merged_direction(g, column, u);
		u[0] *= along;
		u[1] *= along;
	}
}

static void sum_squares(const struct an_growth *g, double s[][3])
{
	memset(s, 0, g->terms * sizeof *s);
	for (size_t i = 0; i < g->term[0].levels; i++)
		add_square(s[0], g->ue + i * g->term[0].k, g->term[0].k);
	for (size_t c = 0; c < g->inner + g->q0; c++) {
		double u[2];

		if (g->kind[c] == COLUMN_SECOND)
			continue;
		spherical(g, c, u);
		add_square(s[g->owner[c]], u, g->term[g->owner[c]].k);
	}
}

/* a = (B + B') u for one level; returns u'a. */
static double turn(const double b[3], const double *u, double *a, unsigned k)
{
	a[0] = b[0] * u[0];
	if (k == 1)
		return a[0] * u[0];
	a[0] += b[1] * u[1];
	a[1] = b[1] * u[0] + b[2] * u[1];
	return u[0] * a[0] + u[1] * a[1];
}

/* The same for the level at a column, into the right-hand side. Of a merged one the part of a along its
 * column; across, H is I, so that part takes itself off in a'a - a'H^-1 a. */
static double turn_level(const struct an_growth *g, size_t column, const double b[3], double *rhs)
{
	double u[2], a[2] = { 0 }, w[2], ua;

	spherical(g, column, u);
	ua = turn(b, u, a, g->term[g->owner[column]].k);
	rhs[0] = a[0];
	if (g->kind[column] == COLUMN_FIRST)
		rhs[1] = a[1];
	if (g->kind[column] == COLUMN_MERGED) {
		merged_direction(g, column, w);
		rhs[0] = w[0] * a[0] + w[1] * a[1];
	}
	return ua;
}

struct info {
	double b[MAX_PARAMS][3], ua[MAX_PARAMS];
	double aa[MAX_PARAMS][MAX_PARAMS];
	size_t eliminated; /* parameters of term 0, which come first */
};

static void fill(struct an_growth *g, const struct search *s, struct info *f)
{
	size_t teachers = g->term[0].levels;
	unsigned ke = g->term[0].k;

	memset(g->rhs, 0, s->n * g->columns * sizeof *g->rhs);
	memset(f->aa, 0, sizeof f->aa);
	for (size_t p = 0; p < s->n; p++) {
		unsigned term = s->param[p].term;
		double *rhs = g->rhs + p * g->columns, *ae = g->ae + p * teachers * ke;

		f->ua[p] = 0;
		direction(&g->t[term], &s->param[p], g->term[term].k, f->b[p]);
		if (term == 0) {
			f->eliminated = p + 1;
			for (size_t i = 0; i < teachers; i++)
				f->ua[p] += turn(f->b[p], g->ue + i * ke, ae + i * ke, ke);
			continue;
		}
		for (size_t c = 0; c < g->inner + g->q0; c++)
			if (g->owner[c] == term && g->kind[c] != COLUMN_SECOND)
				f->ua[p] += turn_level(g, c, f->b[p], rhs + c);
	}
}

/* a'a between parameters of one factor; of different ones it is 0. */
static void own_products(const struct an_growth *g, const struct search *s, struct info *f)
{
	size_t length = (size_t)g->term[0].levels * g->term[0].k;

	for (size_t p = 0; p < s->n; p++)
		for (size_t q = 0; q <= p; q++) {
			bool eliminated = s->param[p].term == 0;

			if (s->param[p].term != s->param[q].term)
				continue;
			f->aa[p][q] = eliminated
					  ? cblas_ddot((int)length, g->ae + p * length, 1,
						g->ae + q * length, 1)
					  : cblas_ddot((int)g->columns, g->rhs + p * g->columns, 1,
						g->rhs + q * g->columns, 1);
		}
}

/* Takes a'M a off and returns T M a in h. */
static void teacher_terms(
    const struct an_growth *g, size_t i, struct info *f, double h[MAX_PARAMS][2])
{
	unsigned ke = g->term[0].k;
	size_t length = (size_t)g->term[0].levels * ke;
	const struct tri *t = &g->t[0];
	const double *m = g->m + 3 * i;

	for (size_t p = 0; p < f->eliminated; p++) {
		const double *a = g->ae + p * length + i * ke;
		double z0 = m[0] * a[0], z1 = 0;

		if (ke == 2) {
			z0 += m[1] * a[1];
			z1 = m[1] * a[0] + m[2] * a[1];
		}
		h[p][0] = t->a * z0;
		h[p][1] = ke == 2 ? t->b * z0 + t->c * z1 : 0;
		for (size_t q = 0; q <= p; q++) {
			const double *b = g->ae + q * length + i * ke;

			f->aa[p][q] -= z0 * b[0] + (ke == 2 ? z1 * b[1] : 0);
		}
	}
}

/* Right-hand sides of the eliminated factor's parameters: -Lambda' sum K'T M a. */
static void eliminate(struct an_growth *g, struct info *f)
{
	unsigned ke = g->term[0].k;
	double h[MAX_PARAMS][2] = { { 0 } };

	for (size_t i = 0; i < g->term[0].levels; i++) {
		size_t off = g->tblock[i] == NO_BLOCK ? 0 : g->block[g->tblock[i]].off;

		teacher_terms(g, i, f, h);
		for (size_t a = g->first[i]; a < g->first[i + 1]; a++) {
			size_t c = g->where[a] + (a < g->middle[i] ? off : g->inner);
			double k0 = g->k[a * ke], k1 = ke == 2 ? g->k[2 * a + 1] : 0;

			for (size_t p = 0; p < f->eliminated; p++)
				g->rhs[p * g->columns + c] -= k0 * h[p][0] + k1 * h[p][1];
		}
	}
	for (size_t p = 0; p < f->eliminated; p++)
		pair_vector(g, g->rhs + p * g->columns, g->rhs + p * g->columns, true);
}

static void information(struct an_growth *g, struct search *s)
{
	struct info f = { .eliminated = 0 };

	fill(g, s, &f);
	own_products(g, s, &f);
	if (f.eliminated)
		eliminate(g, &f);
	growth_forward(g, g->rhs, s->n);
	for (size_t p = 0; p < s->n; p++)
		for (size_t q = 0; q <= p; q++) {
			double v = f.aa[p][q] - cblas_ddot((int)g->columns, g->rhs + p * g->columns,
						    1, g->rhs + q * g->columns, 1);

			v = (v - f.ua[p] * f.ua[q] / g->fit.pwrss) / g->s2;
			s->a[p * s->n + q] = s->a[q * s->n + p] = v;
		}
}

void growth_gradient(struct an_growth *g, struct search *s)
{
	growth_inverse(g, !g->ml, s->w);
	sum_squares(g, s->s);
	for (size_t p = 0; p < s->n; p++) {
		unsigned f = s->param[p].term;
		const struct term *t = &g->term[f];
		double b[3], q = t->levels, r[3];

		for (int c = 0; c < 3; c++)
			r[c] = (c == 1 ? 0 : q) - s->w[f][c] - s->s[f][c] / g->s2;
		direction(&g->t[f], &s->param[p], t->k, b);
		s->g[p] = r[0] * b[0] + 2 * r[1] * b[1] + r[2] * b[2];
		if (s->penalised[f] && s->param[p].which != 1)
			s->g[p] -= 2;
	}
	information(g, s);
}
