/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is measured, and the scores of one competence as numbers. Lists come in the order of their
 * ids, so an id finds its number by bisection; the same data give the same rows in the same order.
 */
#include "jobs/growth.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static enum error list(
    struct request *rq, enum query q, size_t n, const char *const v[], const struct rows **out)
{
	struct rows *r;

	TRY(db_query(rq, q, n, v, &r));
	*out = r;
	return OK;
}

static enum error read_times(struct growth *g)
{
	struct request *rq = g->job->rq;
	double *t;

	TRY(list(rq, Q_GROWTH_TIMES, PARAMS(g->framework, g->as_of), &g->times));
	g->ask.time_count = rows_count(g->times);
	t = arena_array(rq->mem, double, g->ask.time_count);
	for (size_t i = 0; i < g->ask.time_count; i++) {
		t[i] = strtod(rows_text(g->times, i, 1), NULL);
		if (strcmp(rows_text(g->times, i, 0), g->as_of) == 0)
			g->ask.at = t[i];
	}
	g->ask.times = t;
	g->visits = strtoul(rows_text(g->times, 0, 2), NULL, 10);
	g->year = (int)strtol(rows_text(g->times, 0, 3), NULL, 10);
	return OK;
}

enum error growth_read_units(struct growth *g)
{
	struct request *rq = g->job->rq;

	TRY(list(rq, Q_GROWTH_PEOPLE, PARAMS(g->framework, g->as_of, g->leaders ? "true" : "false"),
	    &g->units.people));
	TRY(list(rq, Q_GROWTH_SCHOOLS, PARAMS(g->framework, g->as_of), &g->units.schools));
	TRY(list(rq, Q_GROWTH_RATERS, PARAMS(g->framework, g->as_of), &g->units.raters));
	size_t n = rows_count(g->units.people), *school = arena_array(rq->mem, size_t, n + 1);

	for (size_t i = 0; i < n; i++)
		school[i] = rows_find(g->units.schools, rows_text(g->units.people, i, 1));
	g->units.school_of = school;
	g->ask.mem = rq->mem;
	g->ask.people = rows_count(g->units.people);
	g->ask.schools = rows_count(g->units.schools);
	g->ask.raters = rows_count(g->units.raters);
	return read_times(g);
}

enum error growth_read_rows(struct growth *g, const char *code, struct growth_rows *out)
{
	struct request *rq = g->job->rq;
	struct rows *r;

	TRY(db_query(rq, Q_GROWTH_ROWS, PARAMS(g->framework, g->as_of, code), &r));
	size_t n = rows_count(r);

	*out = (struct growth_rows){ .n = n,
		.person = arena_array(rq->mem, size_t, n + 1),
		.school = arena_array(rq->mem, size_t, n + 1),
		.rater = arena_array(rq->mem, size_t, n + 1),
		.sheet = arena_array(rq->mem, size_t, n + 1),
		.t = arena_array(rq->mem, double, n + 1),
		.y = arena_array(rq->mem, double, n + 1),
		.year = arena_array(rq->mem, int, n + 1) };
	for (size_t i = 0; i < n; i++) {
		out->person[i] = rows_find(g->units.people, rows_text(r, i, 0));
		out->school[i] = rows_find(g->units.schools, rows_text(r, i, 1));
		out->rater[i] = rows_find(g->units.raters, rows_text(r, i, 2));
		out->t[i] = strtod(rows_text(r, i, 3), NULL);
		out->y[i] = strtod(rows_text(r, i, 4), NULL);
		out->sheet[i] = strtoul(rows_text(r, i, 5), NULL, 10);
		out->year[i] = (int)strtol(rows_text(r, i, 6), NULL, 10);
		if (out->sheet[i] >= out->sheets)
			out->sheets = out->sheet[i] + 1;
		/* the lists were read in the same transaction, but not in the same snapshot */
		if (out->person[i] == SIZE_MAX || out->school[i] == SIZE_MAX ||
		    out->rater[i] == SIZE_MAX)
			return fail(rq, ERR_UNAVAILABLE, "scores came in meanwhile");
	}
	return OK;
}

static double day(const struct rows *r, size_t i, int column)
{
	const char *t = rows_text(r, i, column);

	return t ? strtod(t, NULL) : INFINITY;
}

enum error growth_read_days(struct growth *g, const char *code, struct growth_days *out)
{
	struct request *rq = g->job->rq;
	struct rows *r;

	TRY(db_query(rq, Q_GROWTH_DAYS, PARAMS(g->framework, g->as_of, code), &r));
	*out = (struct growth_days){ .first = arena_array(rq->mem, double, g->ask.schools + 1),
		.other = arena_array(rq->mem, double, g->ask.schools + 1),
		.year = arena_array(rq->mem, int, g->ask.schools + 1) };
	for (size_t i = 0; i < g->ask.schools; i++)
		out->first[i] = out->other[i] = INFINITY;
	for (size_t i = 0; i < rows_count(r); i++) {
		size_t school = rows_find(g->units.schools, rows_text(r, i, 0));

		out->n += strtoul(rows_text(r, i, 3), NULL, 10);
		if (school == SIZE_MAX)
			continue; /* closed since, and nobody was seen there */
		out->first[school] = day(r, i, 1);
		out->other[school] = day(r, i, 2);
		if (isfinite(out->first[school]))
			out->year[school] = (int)strtol(rows_text(r, i, 4), NULL, 10);
	}
	return OK;
}

enum error growth_read_doubles(
    struct growth *g, const char *code, struct growth_double **out, size_t *n)
{
	struct request *rq = g->job->rq;
	struct rows *r;

	TRY(db_query(rq, Q_GROWTH_DOUBLES, PARAMS(g->framework, g->as_of, code), &r));
	*n = rows_count(r);
	*out = arena_array(rq->mem, struct growth_double, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct growth_double){ .one = strtod(rows_text(r, i, 0), NULL),
			.other = strtod(rows_text(r, i, 1), NULL),
			.blind = *rows_text(r, i, 2) == 't' };
	return OK;
}
