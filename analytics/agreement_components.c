/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variance components by fitting constants (Henderson's third method): sums of squares that adding
 * raters after people, and people after raters, explain; their expectations are linear in the
 * components with traces that are sums over cells.
 */
#include "agreement_parts.h"

#include <math.h>
#include <stdlib.h>

/* ---- sets of raters linked by common people -------------------------------------------------- */

static size_t root(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

/* set[rater] = smallest rater of its set, or `raters` for one without visits. */
static void link_raters(const struct cells *c, size_t *set)
{
	for (size_t k = 0; k < c->raters; k++)
		set[k] = k;
	for (size_t i = 1; i < c->cells; i++) {
		size_t a, b;

		if (c->cell[i].person != c->cell[i - 1].person)
			continue;
		a = root(set, c->cell[i].rater);
		b = root(set, c->cell[i - 1].rater);
		if (a < b)
			set[b] = a;
		else
			set[a] = b;
	}
	for (size_t k = 0; k < c->raters; k++)
		set[k] = c->rater_n[k] > 0 ? root(set, k) : c->raters;
}

/* ---- sums of squares ------------------------------------------------------------------------- */

struct fit {
	double *m, *rhs; /* raters x raters and raters: normal equations after people */
	size_t *set;
	size_t seen, sets;
	double by_person, by_rater; /* residual squares about people's, about raters' means */
	double explained;	    /* what raters explain after people */
	double rater_trace;	    /* coefficients of the components */
	double person_trace;
};

static void eliminate_people(const struct cells *c, struct fit *f)
{
	size_t r = c->raters;

	f->by_person = c->yy;
	f->rater_trace = c->n;
	for (size_t i = 0, end; i < c->cells; i = end) {
		double n = 0, sum = 0;

		end = cells_end(c, i);
		for (size_t a = i; a < end; a++) {
			n += c->cell[a].n;
			sum += c->cell[a].sum;
		}
		f->by_person -= sum * sum / n;
		for (size_t a = i; a < end; a++) {
			const struct cell_of_pair *x = &c->cell[a];

			f->rhs[x->rater] -= x->n * sum / n;
			f->rater_trace -= x->n * x->n / n;
			for (size_t b = i; b < end; b++)
				f->m[x->rater * r + c->cell[b].rater] -= x->n * c->cell[b].n / n;
		}
	}
}

static void about_raters(const struct cells *c, struct fit *f)
{
	f->by_rater = c->yy;
	f->person_trace = c->n;
	for (size_t k = 0; k < c->raters; k++) {
		f->m[k * c->raters + k] += c->rater_n[k];
		f->rhs[k] += c->rater_y[k];
		if (c->rater_n[k] <= 0)
			continue;
		f->by_rater -= c->rater_y[k] * c->rater_y[k] / c->rater_n[k];
		f->seen++;
		f->sets += f->set[k] == k;
	}
	for (size_t i = 0; i < c->cells; i++)
		f->person_trace -= c->cell[i].n * c->cell[i].n / c->rater_n[c->cell[i].rater];
}

/* The equations lack one rank for each set: adding a square of ones inside a set leaves the solution
 * that sums to 0 there. A rater without visits gets a 1. */
static enum an_status solve(const struct cells *c, struct fit *f)
{
	size_t r = c->raters;

	for (size_t a = 0; a < r; a++)
		for (size_t b = 0; b < r; b++)
			if (f->set[a] == r ? a == b : f->set[a] == f->set[b])
				f->m[a * r + b] += 1;
	if (!matrix_invert(f->m, r))
		return AN_NOT_IDENTIFIABLE;
	for (size_t a = 0; a < r; a++)
		for (size_t b = 0; b < r; b++)
			f->explained += f->rhs[a] * f->m[a * r + b] * f->rhs[b];
	return AN_OK;
}

static enum an_status components(const struct cells *c, const struct fit *f, struct an_gstudy *g)
{
	double free_raters = (double)(f->seen - f->sets);
	double free_people = (double)(c->persons - f->sets);
	double df = c->n - (double)(c->persons + f->seen - f->sets);
	double rest = fmax(0, f->by_person - f->explained);

	if (f->seen == f->sets || c->persons == f->sets)
		return AN_NOT_IDENTIFIABLE;
	if (df < 1)
		return AN_TOO_FEW;
	if (c->yy <= 0)
		return AN_NO_SPREAD;
	*g = (struct an_gstudy){
		.n = (size_t)c->n, .persons = c->persons, .raters = f->seen, .sets = f->sets
	};
	g->raw.visit = rest / df;
	g->raw.rater = (f->explained - g->raw.visit * free_raters) / f->rater_trace;
	g->raw.person = (f->by_rater - rest - g->raw.visit * free_people) / f->person_trace;
	g->of = (struct an_components){ fmax(0, g->raw.person), fmax(0, g->raw.rater),
		fmax(0, g->raw.visit) };
	return AN_OK;
}

enum an_status an_gstudy(const struct an_ratings *ratings, struct an_gstudy *out)
{
	struct cells c;
	struct fit f = { 0 };
	struct an_gstudy g;
	enum an_status status = cells_make(ratings, &c);

	if (status)
		return status;
	f.m = calloc(c.raters * c.raters, sizeof *f.m);
	f.rhs = calloc(c.raters, sizeof *f.rhs);
	f.set = calloc(c.raters, sizeof *f.set);
	status = f.m && f.rhs && f.set ? AN_OK : AN_NO_MEMORY;
	if (!status) {
		link_raters(&c, f.set);
		eliminate_people(&c, &f);
		about_raters(&c, &f);
		status = solve(&c, &f);
	}
	if (!status)
		status = components(&c, &f, &g);
	if (!status)
		*out = g;
	free(f.m);
	free(f.rhs);
	free(f.set);
	cells_free(&c);
	return status;
}
