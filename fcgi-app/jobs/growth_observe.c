/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was seen, beside what the model makes of it: means by school year, freed of the severity of
 * raters and of the version of the rubric where the model knows them. Whoever reads a line sees by
 * these dots whether it goes through the data; and a school is compared with the others by its mean of
 * two school years, which, unlike its level, isn't drawn towards them.
 */
#include "jobs/growth_fit.h"

#include <math.h>
#include <stdlib.h>

enum { YEARS = 5, RECENT = YEARS, SPANS }; /* the window, and its last two years as one more span */
static const double cut = 0.1;		   /* share of schools at each end that is drawn in */

struct look {
	const struct growth_ask *a;
	const struct growth_rows *r;
	const struct growth_fit *f;
	int first;		 /* school year of span 0 */
	const double *y;	 /* [rows] freed of severity and rubric */
	struct growth_seen *sum; /* [units * SPANS] of the family at hand */
	size_t *rater,
	    *person; /* [raters or people * SPANS] the unit that last counted them, from 1 */
};

const double *growth_freed(
    const struct growth_ask *ask, const struct growth_rows *rows, const struct growth_fit *fit)
{
	double *y = arena_array(ask->mem, double, rows->n + 1);

	for (size_t i = 0; i < rows->n; i++) {
		const struct growth_number *s = &fit->raters[rows->rater[i]].number;

		y[i] = rows->y[i];
		if (!fit->corrected)
			continue;
		if (s->known)
			y[i] += s->value;
		if (fit->sheet)
			y[i] -= fit->sheet[rows->sheet[i]];
	}
	return y;
}

static void add(struct look *w, size_t unit, size_t row, int span)
{
	struct growth_seen *s = &w->sum[unit * SPANS + (size_t)span];
	size_t *rater = &w->rater[w->r->rater[row] * SPANS + (size_t)span],
	       *person = &w->person[w->r->person[row] * SPANS + (size_t)span];

	s->n++;
	s->value += w->y[row];
	s->raters += *rater != unit + 1;
	s->people += *person != unit + 1;
	*rater = *person = unit + 1;
}

/* Rows unit by unit: who was counted last tells whether he was counted in this unit. */
static const size_t *by_unit(const struct look *w, const size_t *unit, size_t units)
{
	size_t *at = arena_array(w->a->mem, size_t, units + 2),
	       *out = arena_array(w->a->mem, size_t, w->r->n + 1);

	for (size_t i = 0; i < w->r->n; i++)
		at[unit[i] + 1]++;
	for (size_t u = 0; u < units; u++)
		at[u + 1] += at[u];
	for (size_t i = 0; i < w->r->n; i++)
		out[at[unit[i]]++] = i;
	return out;
}

static void gather(struct look *w, const size_t *unit, size_t units)
{
	const size_t *order = by_unit(w, unit, units);

	w->sum = arena_array(w->a->mem, struct growth_seen, units * SPANS + 1);
	w->rater = arena_array(w->a->mem, size_t, w->a->raters * SPANS + 1);
	w->person = arena_array(w->a->mem, size_t, w->a->people * SPANS + 1);
	for (size_t i = 0; i < w->r->n; i++) {
		size_t row = order[i];
		int span = w->r->year[row] - w->first;

		if (span < 0 || span >= YEARS)
			continue;
		add(w, unit[row], row, span);
		if (span >= YEARS - 2)
			add(w, unit[row], row, RECENT);
	}
	for (size_t i = 0; i < units * SPANS; i++) {
		struct growth_seen *s = &w->sum[i];

		s->year = w->first + (int)(i % SPANS);
		if (i % SPANS == RECENT)
			s->year = w->first + YEARS - 2;
		s->value = s->n ? s->value / (double)s->n : NAN;
		s->sd = s->spread = NAN;
	}
}

/* As far as visits, methodists and, of a school, people stand for the unit: the rule's reliability. */
static double reliability(
    double own, double people, const struct look *w, const struct growth_seen *s)
{
	double rater = isnan(w->f->rater) ? 0 : w->f->rater;
	double noise = people + rater / (double)s->raters + w->f->residual / (double)s->n;

	return own > 0 && own + noise > 0 ? own / (own + noise) : 0;
}

static bool enough(const struct look *w, const struct growth_seen *s, double share)
{
	struct growth_number x = { .known = s->n > 0, .reliability = share };

	growth_rule(growth_minimum(w->a), s->n, s->raters, &x);
	return x.enough;
}

enum kind { PERSON, SCHOOL, DISTRICT };

static double share(const struct look *w, enum kind kind, const struct growth_seen *s)
{
	double person = isnan(w->f->person) ? 0 : w->f->person,
	       school = isnan(w->f->school) ? 0 : w->f->school;

	if (kind == DISTRICT || !s->n)
		return NAN; /* there is nothing to be told apart from */
	return kind == PERSON ? reliability(person + school, 0, w, s)
			      : reliability(school, person / (double)s->people, w, s);
}

static void give(const struct look *w, enum kind kind, struct growth_unit *out, size_t units)
{
	for (size_t u = 0; u < units; u++) {
		const struct growth_seen *s = &w->sum[u * SPANS];
		struct growth_seen *kept = arena_array(w->a->mem, struct growth_seen, YEARS);

		out[u].seen = kept;
		for (int k = 0; k < YEARS; k++)
			if (enough(w, &s[k], share(w, kind, &s[k])))
				kept[out[u].seen_count++] = s[k];
		if (enough(w, &s[RECENT], NAN))
			out[u].recent = s[RECENT];
	}
}

/* ---- limits that schools are compared with ------------------------------------------------------ */

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Mean square, the tenth at each end drawn in; z is sorted here. */
static double drawn_in(double *z, size_t n)
{
	size_t from = (size_t)floor(cut * (double)n);
	double sum = 0;

	qsort(z, n, sizeof *z, by_size);
	for (size_t i = 0; i < n; i++) {
		double x = i < from ? z[from] : i >= n - from ? z[n - from - 1] : z[i];

		sum += x * x / (double)n;
	}
	return sum;
}

/* By how much schools differ beyond what their visits make of chance: the additive over-dispersion of
 * Spiegelhalter (2005), by moments. `visit` is the variance of one visit. */
static double spread(const struct look *w, double mean, double visit)
{
	double *z = arena_array(w->a->mem, double, w->a->schools + 1), sum = 0, squares = 0;
	size_t k = 0;

	for (size_t j = 0; j < w->a->schools; j++) {
		const struct growth_seen *s = &w->sum[j * SPANS + RECENT];
		double weight = (double)s->n / visit;

		if (!enough(w, s, NAN))
			continue;
		z[k++] = (s->value - mean) * sqrt(weight);
		sum += weight;
		squares += weight * weight;
	}
	if (k < 2)
		return 0;
	double over = (double)k * drawn_in(z, k) - (double)(k - 1);

	return sqrt(fmax(0, over / (sum - squares / sum)));
}

/* Variance of visits inside schools; NaN: no school was visited twice. */
static double one_visit(const struct look *w)
{
	double squares = 0;
	size_t n = 0, schools = 0;

	for (size_t i = 0; i < w->r->n; i++) {
		const struct growth_seen *s = &w->sum[w->r->school[i] * SPANS + RECENT];

		if (w->r->year[i] < s->year)
			continue;
		squares += (w->y[i] - s->value) * (w->y[i] - s->value);
		n++;
	}
	for (size_t j = 0; j < w->a->schools; j++)
		schools += w->sum[j * SPANS + RECENT].n > 0;
	return n > schools && squares > 0 ? squares / (double)(n - schools) : NAN;
}

static void limits(const struct look *w, struct growth_seen *district)
{
	double visit = one_visit(w);

	district->sd = sqrt(visit);
	district->spread = isnan(visit) ? NAN : spread(w, district->value, visit);
}

void growth_observe(
    const struct growth_ask *ask, const struct growth_rows *rows, int year, struct growth_fit *out)
{
	struct look w = { .a = ask,
		.r = rows,
		.f = out,
		.first = year - (YEARS - 1),
		.y = growth_freed(ask, rows, out) };
	size_t *one = arena_array(ask->mem, size_t, rows->n + 1);

	gather(&w, rows->person, ask->people);
	give(&w, PERSON, out->people, ask->people);
	gather(&w, one, 1);
	give(&w, DISTRICT, &out->district, 1);
	gather(&w, rows->school, ask->schools);
	give(&w, SCHOOL, out->schools, ask->schools);
	if (out->district.recent.n)
		limits(&w, &out->district.recent);
}
