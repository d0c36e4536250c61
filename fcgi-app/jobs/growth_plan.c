/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proposals for next year's plan (4.6): school x competence by expected value, that is the expected
 * cut of the shortfall below the target over the people who work there, with the effect of a day.
 * Who has an open need counts as below the target; a school that asked itself counts as five people
 * more; nothing known of a person is a wide guess in the middle of the scale, so a district without
 * a visit is ranked by people, needs and time since support. The longer without support, the more.
 * At most 3 for a school and 40 for a district: taking the best first is optimal under such limits.
 */
#include "jobs/growth.h"
#include "json.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PER_SCHOOL = 3, PER_DISTRICT = 40, SCHOOL_COUNTS_AS = 5, MOST_YEARS = 5 };
static const double middle = 2.5,
		    spread = 0.8660254037844386; /* of a level nobody has seen: 1 to 4 */
static const double year_adds = 0.1;

struct pool {
	struct growth_candidate *c;
	size_t n;
};

static double below(double a, double m, double s)
{
	return s > 0 ? 0.5 * erfc((m - a) / (s * sqrt(2))) : m < a;
}

/* E(a - eta)+ of eta ~ N(m, s^2) */
static double shortfall(double a, double m, double s)
{
	double z;

	if (!(s > 0))
		return fmax(0, a - m);
	z = (a - m) / s;
	return (a - m) * below(a, m, s) + s * exp(-z * z / 2) / sqrt(2 * acos(-1.0));
}

static void person(struct growth_candidate *c, const struct growth_unit *u)
{
	const struct growth *g = c->in;
	const struct growth_number *x = u->forecast.known ? &u->forecast : &u->level;
	double m = x->known ? x->value : middle, s = x->known ? x->sd : spread;

	c->people++;
	c->below += below(g->target, m, s);
	c->gain += shortfall(g->target, m, s) - shortfall(g->target - g->effect, m, s);
}

static void needs(struct growth_candidate *c, const struct rows *all)
{
	const char *school = rows_text(c->in->units.schools, c->school, 0);
	double each = c->people ? c->gain / (double)c->people : 0;

	for (size_t i = 0; i < rows_count(all); i++) {
		if (strcmp(rows_text(all, i, 0), school) != 0 ||
		    strcmp(rows_text(all, i, 1), c->competence->code) != 0)
			continue;
		size_t people = strtoul(rows_text(all, i, 2), NULL, 10),
		       own = strtoul(rows_text(all, i, 3), NULL, 10);

		c->needs = people + own;
		c->gain += (double)people * fmax(0, c->in->effect - each);
		c->gain += own ? SCHOOL_COUNTS_AS * c->in->effect : 0;
	}
}

static bool decided(const struct growth_candidate *c, const struct rows *all)
{
	const char *school = rows_text(c->in->units.schools, c->school, 0);

	for (size_t i = 0; i < rows_count(all); i++)
		if (strcmp(rows_text(all, i, 0), school) == 0 &&
		    strcmp(rows_text(all, i, 1), c->competence->id) == 0)
			return true;
	return false;
}

static double support(const struct growth *g, size_t school)
{
	const char *years = rows_text(g->units.schools, school, 4);

	return 1 + year_adds * (years ? fmin(MOST_YEARS, strtod(years, NULL)) : MOST_YEARS);
}

static void collect(
    struct growth *g, const struct rows *need, const struct rows *taken, struct pool *p)
{
	for (size_t k = 0; k < g->count; k++) {
		size_t first = p->n;

		if (!*g->competence[k].code)
			continue; /* a day has a topic, and the composite is none */
		for (size_t i = 0; i < g->ask.schools; i++)
			p->c[first + i] = (struct growth_candidate){
				.in = g, .competence = &g->competence[k], .school = i
			};
		for (size_t i = 0; i < g->ask.people; i++)
			if (g->units.school_of[i] != SIZE_MAX)
				person(&p->c[first + g->units.school_of[i]],
				    &g->competence[k].fit.people[i]);
		for (size_t i = first; i < first + g->ask.schools; i++) {
			struct growth_candidate *c = &p->c[i];

			needs(c, need);
			c->support = support(g, c->school);
			c->gain *= c->support;
			if (c->people && c->gain > 0 && !decided(c, taken))
				p->c[p->n++] = *c;
		}
	}
}

static const char *school_id(const struct growth_candidate *c)
{
	return rows_text(c->in->units.schools, c->school, 0);
}

static int by_gain(const void *a, const void *b)
{
	const struct growth_candidate *x = a, *y = b;
	int order;

	if (x->gain < y->gain || x->gain > y->gain)
		return x->gain > y->gain ? -1 : 1;
	order = strcmp(school_id(x), school_id(y));
	return order ? order : strcmp(x->competence->id, y->competence->id);
}

static size_t chosen_at(const struct pool *p, const char *school)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->c[i].chosen && strcmp(school_id(&p->c[i]), school) == 0;
	return n;
}

/* The optimum less the optimum without this one: the best that could take its place. */
static double loss(const struct pool *p, const struct growth_candidate *c)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct growth_candidate *o = &p->c[i];

		if (!o->chosen && (strcmp(school_id(o), school_id(c)) == 0 ||
				      chosen_at(p, school_id(o)) < PER_SCHOOL))
			return c->gain - o->gain;
	}
	return c->gain;
}

static size_t choose(struct pool *p)
{
	size_t n = 0;

	qsort(p->c, p->n, sizeof *p->c, by_gain);
	for (size_t i = 0; i < p->n && n < PER_DISTRICT; i++)
		if (chosen_at(p, school_id(&p->c[i])) < PER_SCHOOL) {
			p->c[i].chosen = true;
			n++;
		}
	for (size_t i = 0; i < p->n; i++)
		if (p->c[i].chosen)
			p->c[i].loss = loss(p, &p->c[i]);
	return n;
}

static struct json *terms(const struct growth_candidate *c)
{
	const struct growth_unit *u = &c->competence->fit.schools[c->school];
	const struct rows *facts = c->in->units.schools;
	struct json *j = js_object();

	js_set(j, "people", js_integer((long)c->people));
	js_set(j, "below", js_real(c->below));
	js_set(j, "target", js_real(c->in->target));
	js_set(j, "effect", js_real(c->in->effect));
	js_set(j, "needs", js_integer((long)c->needs));
	js_set(j, "support", js_real(c->support));
	js_set(j, "visits", js_integer((long)u->n));
	js_set(j, "raters", js_integer((long)u->raters));
	if (growth_shows(c)) {
		js_set(j, "level", js_real(u->level.value));
		js_set(j, "low", js_real(u->level.low));
		js_set(j, "high", js_real(u->level.high));
	}
	if (growth_shows(c) && u->growth.enough)
		js_set(j, "p_decline", js_real(u->p_decline));
	if (rows_text(facts, c->school, 2))
		js_set(j, "last_day", js_text(rows_text(facts, c->school, 2)));
	if (rows_text(facts, c->school, 3))
		js_set(j, "last_visit", js_text(rows_text(facts, c->school, 3)));
	return j;
}

static enum error write(struct request *rq, const struct pool *p, const char *plan)
{
	struct json *list = js_array();
	struct rows *r;
	long rank = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct growth_candidate *c = &p->c[i];
		struct json *j = js_object();

		if (!c->chosen)
			continue;
		js_set(j, "run", js_text(c->in->run));
		js_set(j, "organisation", js_text(school_id(c)));
		js_set(j, "competence", js_text(c->competence->id));
		js_set(j, "rank", js_integer(++rank));
		js_set(j, "gain", js_real(c->gain));
		js_set(j, "loss", js_real(c->loss));
		js_set(j, "reason", js_text(growth_reason(rq->mem, c)));
		js_set(j, "terms", terms(c));
		js_push(list, j);
	}
	return db_query(rq, Q_GROWTH_PROPOSALS, PARAMS(plan, js_print(list)), &r);
}

/* Next year's plan, begun from this year's approved one if there is none yet. */
static enum error next_plan(struct request *rq, const char **plan)
{
	struct rows *year, *begun, *filled, *r;

	*plan = NULL;
	TRY(db_query(rq, Q_GROWTH_YEAR, PARAMS(rq->today), &year));
	TRY(db_query(rq, Q_PLANS_ROLL_OVER, PARAMS(rows_text(year, 0, 0), NULL, NULL), &begun));
	if (rows_count(begun))
		TRY(db_query(rq, Q_PLAN_VERSIONS_FILL_YEAR,
		    PARAMS(rows_text(begun, 0, 1), rows_text(begun, 0, 2)), &filled));
	TRY(db_query(rq, Q_GROWTH_PLAN, PARAMS(rq->today), &r));
	*plan = rows_text(r, 0, 0);
	return OK;
}

enum error growth_propose(struct growth *all, size_t n, size_t *proposed)
{
	struct request *rq = n ? all->job->rq : NULL;
	struct rows *taken, *need;
	const char *plan;
	struct pool p = { 0 };
	size_t most = 0;

	*proposed = 0;
	if (!n)
		return OK;
	TRY(next_plan(rq, &plan));
	TRY(db_query(rq, Q_GROWTH_DECIDED, PARAMS(plan), &taken));
	for (size_t i = 0; i < n; i++)
		most += (all[i].count + 1) * all[i].ask.schools;
	p.c = arena_array(rq->mem, struct growth_candidate, most + 1);
	for (size_t i = 0; i < n; i++) {
		TRY(db_query(rq, Q_GROWTH_NEEDS, PARAMS(all[i].framework), &need));
		collect(&all[i], need, taken, &p);
	}
	*proposed = choose(&p);
	return write(rq, &p, plan);
}
