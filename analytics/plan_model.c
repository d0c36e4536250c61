/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The integer programme as arrays. It is written twice by the same code: the first pass counts rows
 * and entries, the second fills what was allocated for them.
 */
#include "plan_parts.h"

#include <math.h>
#include <stdlib.h>

struct writer {
	const struct an_plan_problem *p;
	unsigned without;
	struct plan_model *m; /* arrays NULL: count only */
	size_t *of_school;    /* [schools + 1] where its pairs begin in `sorted` */
	size_t *of_methodist;
	size_t *by_school, *by_methodist; /* [pairs] */
};

static int day(size_t j)
{
	return (int)j;
}

static int theme(const struct an_plan_problem *p, size_t j, size_t c)
{
	return (int)(p->schools + j * p->competences + c);
}

static int visit(const struct an_plan_problem *p, size_t pair)
{
	return (int)(p->schools * (1 + p->competences) + pair);
}

static int change(const struct an_plan_problem *p, size_t j)
{
	return visit(p, p->pairs + j);
}

static void row(struct writer *w, double low, double high)
{
	if (w->m->row_low) {
		w->m->row_low[w->m->rows] = low;
		w->m->row_high[w->m->rows] = high;
	}
	w->m->rows++;
}

/* An entry of the row begun last. */
static void entry(struct writer *w, int column, double coefficient)
{
	w->m->entries++;
	if (w->m->row) {
		w->m->row[w->m->entries] = w->m->rows;
		w->m->column[w->m->entries] = column + 1;
		w->m->coefficient[w->m->entries] = coefficient;
	}
}

static void school_rows(struct writer *w, size_t j)
{
	const struct an_plan_problem *p = w->p;
	const size_t *pair = w->by_school + w->of_school[j];
	size_t n = w->of_school[j + 1] - w->of_school[j];

	row(w, -INFINITY, 0); /* themes <= themes_per_day * days */
	for (size_t c = 0; c < p->competences; c++)
		entry(w, theme(p, j, c), 1);
	entry(w, day(j), -(double)p->themes_per_day);
	row(w, 0, 0); /* visits = team * days */
	for (size_t i = 0; i < n; i++)
		entry(w, visit(p, pair[i]), 1);
	entry(w, day(j), -(double)p->team);
	for (size_t i = 0; i < n; i++) { /* nobody more often than there are days */
		row(w, -INFINITY, 0);
		entry(w, visit(p, pair[i]), 1);
		entry(w, day(j), -1);
	}
	/* No theme without a day follows from the first row only for whole days; said apart it keeps
	 * the search from a tree ten times as large. */
	for (size_t c = 0; c < p->competences; c++) {
		row(w, -INFINITY, 0);
		entry(w, theme(p, j, c), 1);
		entry(w, day(j), -1);
	}
	for (size_t c = 0; c < p->competences; c++) { /* a theme needs somebody skilled */
		row(w, -INFINITY, 0);
		entry(w, theme(p, j, c), 1);
		for (size_t i = 0; i < n; i++)
			if (p->skill[p->pair[pair[i]].methodist * p->competences + c])
				entry(w, visit(p, pair[i]), -1);
	}
}

/* Days in one cluster <= capacity * days in others + 1: two days there need one elsewhere. */
static void cluster_rows(struct writer *w, size_t r)
{
	const struct an_plan_problem *p = w->p;
	const size_t *pair = w->by_methodist + w->of_methodist[r];
	size_t n = w->of_methodist[r + 1] - w->of_methodist[r];

	for (size_t a = 0; a < n; a++) {
		size_t q = p->cluster[p->pair[pair[a]].school], b = 0;

		while (b < a && p->cluster[p->pair[pair[b]].school] != q)
			b++;
		if (b < a)
			continue; /* this cluster has its row */
		row(w, -INFINITY, 1);
		for (b = 0; b < n; b++)
			entry(w, visit(p, pair[b]),
			    p->cluster[p->pair[pair[b]].school] == q ? 1 : -(double)p->capacity[r]);
	}
}

static void methodist_rows(struct writer *w, size_t r)
{
	row(w, -INFINITY, (double)w->p->capacity[r]);
	for (size_t i = w->of_methodist[r]; i < w->of_methodist[r + 1]; i++)
		entry(w, visit(w->p, w->by_methodist[i]), 1);
	if (w->p->cluster && !(w->without & AN_PLAN_CLUSTERS) && w->p->capacity[r] > 1)
		cluster_rows(w, r);
}

static void district_rows(struct writer *w)
{
	const struct an_plan_problem *p = w->p;

	row(w, -INFINITY, (double)p->days);
	for (size_t j = 0; j < p->schools; j++)
		entry(w, day(j), 1);
	for (size_t g = 0; g < p->shares && !(w->without & AN_PLAN_SHARES); g++) {
		row(w, 0, INFINITY);
		for (size_t j = 0; j < p->schools; j++)
			entry(w, day(j), (p->share[g].member[j] ? 1 : 0) - p->share[g].least);
	}
	for (size_t j = 0; p->previous && j < p->schools; j++) { /* change >= |days - previous| */
		row(w, -(double)p->previous[j], INFINITY);
		entry(w, change(p, j), 1);
		entry(w, day(j), -1);
		row(w, (double)p->previous[j], INFINITY);
		entry(w, change(p, j), 1);
		entry(w, day(j), 1);
	}
}

static void rows(struct writer *w)
{
	w->m->rows = w->m->entries = 0;
	for (size_t j = 0; j < w->p->schools; j++)
		school_rows(w, j);
	for (size_t r = 0; r < w->p->methodists; r++)
		methodist_rows(w, r);
	district_rows(w);
}

static void column(struct plan_model *m, int at, double low, double high, double cost)
{
	m->low[at] = low;
	m->high[at] = high;
	m->cost[at] = cost;
	m->integer[at] = true;
}

/* A fixed value, or the range 0 .. high. */
static void fixable(struct plan_model *m, int at, int fixed, double high, double cost)
{
	column(m, at, fixed >= 0 ? fixed : 0, fixed >= 0 ? fixed : high, cost);
}

static void columns(struct writer *w)
{
	const struct an_plan_problem *p = w->p;
	bool hold = !(w->without & AN_PLAN_FIXED);

	for (size_t j = 0; j < p->schools; j++) {
		column(w->m, day(j), (double)plan_least(p, w->without, j),
		    (double)plan_most(p, w->without, j), 0);
		for (size_t c = 0; c < p->competences; c++) {
			size_t at = j * p->competences + c;

			fixable(w->m, theme(p, j, c),
			    hold && p->fixed_theme ? p->fixed_theme[at] : -1, 1, p->value[at]);
		}
		if (!p->previous)
			continue;
		column(w->m, change(p, j), 0, INFINITY,
		    w->without & AN_PLAN_CHANGE ? 0 : -p->change_cost);
		w->m->integer[change(p, j)] = false;
	}
	for (size_t i = 0; i < p->pairs; i++)
		fixable(w->m, visit(p, i), hold && p->fixed_visits ? p->fixed_visits[i] : -1,
		    (double)p->days_per_school, -p->pair[i].travel);
}

static void index_pairs(struct writer *w)
{
	const struct an_plan_problem *p = w->p;

	for (size_t i = 0; i < p->pairs; i++) {
		w->of_school[p->pair[i].school + 2]++;
		w->of_methodist[p->pair[i].methodist + 2]++;
	}
	for (size_t j = 0; j < p->schools; j++)
		w->of_school[j + 2] += w->of_school[j + 1];
	for (size_t r = 0; r < p->methodists; r++)
		w->of_methodist[r + 2] += w->of_methodist[r + 1];
	for (size_t i = 0; i < p->pairs; i++) {
		w->by_school[w->of_school[p->pair[i].school + 1]++] = i;
		w->by_methodist[w->of_methodist[p->pair[i].methodist + 1]++] = i;
	}
}

static bool allocate(struct plan_model *m)
{
	size_t r = (size_t)m->rows, c = (size_t)m->columns;
	size_t e = (size_t)m->entries + 1;

	m->row_low = calloc(2 * r + 3 * c + e, sizeof *m->row_low);
	m->integer = calloc(c, sizeof *m->integer);
	m->row = calloc(2 * e, sizeof *m->row);
	if (!m->row_low || !m->integer || !m->row)
		return false;
	m->row_high = m->row_low + r;
	m->low = m->row_high + r;
	m->high = m->low + c;
	m->cost = m->high + c;
	m->coefficient = m->cost + c;
	m->column = m->row + e;
	return true;
}

void plan_model_free(struct plan_model *m)
{
	free(m->row_low);
	free(m->integer);
	free(m->row);
}

enum an_status plan_model_make(
    const struct an_plan_problem *p, unsigned without, struct plan_model *m)
{
	struct writer w = { p, without, m, calloc(p->schools + 3, sizeof(size_t)),
		calloc(p->methodists + 3, sizeof(size_t)), calloc(p->pairs + 1, sizeof(size_t)),
		calloc(p->pairs + 1, sizeof(size_t)) };
	enum an_status status = AN_NO_MEMORY;

	*m = (struct plan_model){ .columns = change(p, p->previous ? p->schools : 0) };
	if (w.of_school && w.of_methodist && w.by_school && w.by_methodist) {
		index_pairs(&w);
		rows(&w);
		if (allocate(m)) {
			rows(&w);
			columns(&w);
			status = AN_OK;
		} else {
			plan_model_free(m);
		}
	}
	free(w.of_school);
	free(w.of_methodist);
	free(w.by_school);
	free(w.by_methodist);
	return status;
}
