/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proposals for next year's plan (4.6): school x competence by expected value, that is the expected
 * cut of the shortfall below the target over the people who work there, with the effect of a day.
 * Who has an open need counts as below the target; a school that asked itself counts as five people
 * more; nothing known of a person is a wide guess in the middle of the scale, so a district without
 * a visit is ranked by people, needs and time since support. The longer without support, the more.
 * The plan builder chooses among them; the best that it leaves stay in sight and say why. Days that were
 * taken over and would do more elsewhere are put forward to go (growth_drop.c).
 */
#include "jobs/growth.h"
#include "jobs/plan_build.h"
#include "json.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEFT_PER_SCHOOL = 3, SCHOOL_COUNTS_AS = 5, MOST_YEARS = 5 };
static const double middle = 2.5,
		    spread = 0.8660254037844386, /* of a level nobody has seen: 1 to 4 */
    least_sd = 1e-6, lower_quartile = 0.6744897501960817;

struct pool {
	struct growth_candidate *c;
	size_t n;
};

static double below(double a, double m, double s)
{
	return 0.5 * erfc((m - a) / (s * sqrt(2)));
}

double growth_day_effect(const struct growth *g, const struct growth_competence *c, bool *measured)
{
	const struct growth_change *e = &c->effect.row[GROWTH_SHRUNKEN];
	double low;

	if (!isfinite(e->value)) /* too few competences to shrink towards */
		e = &c->effect.row[GROWTH_MODEL];
	low = e->value - lower_quartile * e->se;
	*measured = strcmp(c->effect.verdict, "credible") == 0 && low > 0;
	return *measured ? low : g->effect;
}

bool growth_not_above(const struct growth_candidate *c)
{
	return !c->measured && strcmp(c->competence->effect.verdict, "credible") == 0;
}

/* People of each school, one after the other: their levels in a year. */
struct forecasts {
	size_t *first; /* [schools + 1] */
	double *mean, *sd;
};

static struct forecasts forecasts(const struct growth *g, const struct growth_competence *c)
{
	struct arena *mem = g->job->rq->mem;
	size_t *first = arena_array(mem, size_t, g->ask.schools + 2), at;
	struct forecasts f = { first, arena_array(mem, double, g->ask.people + 1),
		arena_array(mem, double, g->ask.people + 1) };

	memset(first, 0, (g->ask.schools + 2) * sizeof *first);
	for (size_t i = 0; i < g->ask.people; i++)
		if (g->units.school_of[i] != SIZE_MAX)
			first[g->units.school_of[i] + 2]++;
	for (size_t j = 2; j < g->ask.schools + 2; j++)
		first[j] += first[j - 1];
	for (size_t i = 0; i < g->ask.people; i++) {
		const struct growth_unit *u = &c->fit.people[i];
		const struct growth_number *x = u->forecast.known ? &u->forecast : &u->level;

		if (g->units.school_of[i] == SIZE_MAX)
			continue;
		at = first[g->units.school_of[i] + 1]++;
		f.mean[at] = x->known ? x->value : middle;
		f.sd[at] = !x->known ? spread : x->sd > least_sd ? x->sd : least_sd;
	}
	return f;
}

static void people(struct growth_candidate *c, const struct forecasts *f)
{
	const struct growth *g = c->in;
	size_t from = f->first[c->school];

	c->people = f->first[c->school + 1] - from;
	for (size_t i = from; i < from + c->people; i++)
		c->below += below(g->target, f->mean[i], f->sd[i]);
	c->gain = an_plan_gain(f->mean + from, f->sd + from, c->people, g->target, c->effect);
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
		c->more = (double)people * fmax(0, c->effect - each) +
			  (own ? SCHOOL_COUNTS_AS * c->effect : 0);
	}
}

static double support(const struct growth *g, size_t school)
{
	const char *years = rows_text(g->units.schools, school, 4);

	return years ? fmax(0, fmin(MOST_YEARS, strtod(years, NULL))) : MOST_YEARS;
}

static void collect_competence(
    struct growth *g, const struct growth_competence *of, const struct rows *need, struct pool *p)
{
	bool measured;
	double effect = growth_day_effect(g, of, &measured);
	struct forecasts f = forecasts(g, of);

	for (size_t i = 0; i < g->ask.schools; i++) {
		struct growth_candidate c = { .in = g,
			.competence = of,
			.school = i,
			.effect = effect,
			.measured = measured,
			.support = support(g, i) };

		people(&c, &f);
		needs(&c, need);
		if (c.people && c.gain + c.more > 0)
			p->c[p->n++] = c;
	}
}

static void collect(struct growth *g, const struct rows *need, struct pool *p)
{
	for (size_t k = 0; k < g->count; k++)
		if (*g->competence[k].code) /* a day has a topic, and the composite is none */
			collect_competence(g, &g->competence[k], need, p);
}

static const char *school_id(const struct growth_candidate *c)
{
	return rows_text(c->in->units.schools, c->school, 0);
}

/* In the order in which the builder's options come. */
static int by_id(const void *a, const void *b)
{
	const struct growth_candidate *x = a, *y = b;
	int order = strcmp(school_id(x), school_id(y));

	return order ? order : strcmp(x->competence->id, y->competence->id);
}

static enum error write_gains(struct request *rq, const struct pool *p, const char *plan)
{
	struct json *list = js_array();
	struct rows *r;

	for (size_t i = 0; i < p->n; i++) {
		struct json *j = js_object();

		js_set(j, "organisation", js_text(school_id(&p->c[i])));
		js_set(j, "competence", js_text(p->c[i].competence->id));
		js_set(j, "gap", js_real(p->c[i].gain));
		js_set(j, "needs", js_real(p->c[i].more));
		js_set(j, "years", js_real(p->c[i].support));
		js_push(list, j);
	}
	TRY(db_query(rq, Q_PLAN_GAINS_FORGET, PARAMS(plan), &r));
	return db_query(rq, Q_PLAN_GAINS_WRITE, PARAMS(plan, js_print(list)), &r);
}

/* Why an option isn't in the plan: nobody who may come leads the topic; no day is free; the school has its days; it brings less than a
 * change of the plan and the way cost. */
static const char *left_for(const struct plan_build *b, const struct plan_option *o)
{
	if (o->unled)
		return "skill";
	if (plan_unused(b) == 0)
		return "capacity";
	return b->out.days[o->school] >= b->p.most[o->school] ? "school" : "cost";
}

static void merge(struct pool *p, const struct plan_build *b)
{
	for (size_t i = 0, k = 0; i < b->options; i++) {
		const struct plan_option *o = &b->option[i];
		struct growth_candidate *c;

		while (strcmp(school_id(&p->c[k]), o->organisation) != 0 ||
		       strcmp(p->c[k].competence->id, o->competence) != 0)
			k++; /* decided on already */
		c = &p->c[k++];
		c->gain = o->value;
		c->chosen = o->chosen;
		c->loss = o->loss;
		c->because = o->because;
		c->only = o->only;
		c->left_for = o->chosen ? NULL : left_for(b, o);
		c->shown = o->chosen || o->slot < LEFT_PER_SCHOOL + b->out.days[o->school];
	}
}

static int by_place(const void *a, const void *b)
{
	const struct growth_candidate *x = a, *y = b;

	if (x->chosen != y->chosen)
		return x->chosen ? -1 : 1;
	if (x->gain < y->gain || x->gain > y->gain)
		return x->gain > y->gain ? -1 : 1;
	return by_id(a, b);
}

static struct json *terms(const struct growth_candidate *c)
{
	const struct growth_unit *u = &c->competence->fit.schools[c->school];
	const struct rows *facts = c->in->units.schools;
	struct json *j = js_object();

	js_set(j, "people", js_integer((long)c->people));
	js_set(j, "below", js_real(c->below));
	js_set(j, "target", js_real(c->in->target));
	js_set(j, "effect", js_real(c->effect));
	js_set(j, "needs", js_integer((long)c->needs));
	js_set(j, "years", js_real(c->support));
	js_set(j, "effect_measured", js_truth(c->measured));
	js_set(j, "effect_not_above", js_truth(growth_not_above(c)));
	js_set(j, "because", plan_rule_names(c->because));
	if (c->only)
		js_set(j, "only", js_text(c->only));
	if (c->left_for)
		js_set(j, "left_for", js_text(c->left_for));
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

static enum error write(struct request *rq, const struct pool *p, const char *plan, long *ranked)
{
	struct json *list = js_array();
	struct rows *r;
	long rank = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct growth_candidate *c = &p->c[i];
		struct json *j = js_object();

		if (!c->shown)
			continue;
		js_set(j, "run", js_text(c->in->run));
		js_set(j, "kind", js_text("add"));
		js_set(j, "organisation", js_text(school_id(c)));
		js_set(j, "competence", js_text(c->competence->id));
		js_set(j, "rank", js_integer(++rank));
		js_set(j, "chosen", js_truth(c->chosen));
		js_set(j, "gain", js_real(c->gain));
		js_set(j, "loss", js_real(c->loss));
		js_set(j, "reason", js_text(growth_reason(rq->mem, c)));
		js_set(j, "terms", terms(c));
		js_push(list, j);
	}
	*ranked = rank;
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

static enum error write_build(struct request *rq, const struct plan_build *b)
{
	struct rows *r;

	return db_query(rq, Q_PLAN_BUILD_WRITE,
	    PARAMS(b->plan, plan_method(b), arena_printf(rq->mem, "%.17g", b->out.objective),
		arena_printf(rq->mem, "%zu", b->out.days_in_all),
		arena_printf(rq->mem, "%zu", plan_unused(b)),
		js_print(plan_rule_names(b->without))),
	    &r);
}

enum error growth_propose(struct growth *all, size_t n, size_t *proposed)
{
	struct request *rq = n ? all->job->rq : NULL;
	struct plan_build b;
	struct rows *need;
	const char *plan;
	struct pool p = { 0 };
	size_t most = 0;
	long ranked;

	*proposed = 0;
	if (!n)
		return OK;
	TRY(next_plan(rq, &plan));
	for (size_t i = 0; i < n; i++)
		most += (all[i].count + 1) * all[i].ask.schools;
	p.c = arena_array(rq->mem, struct growth_candidate, most + 1);
	for (size_t i = 0; i < n; i++) {
		TRY(db_query(rq, Q_GROWTH_NEEDS, PARAMS(all[i].framework), &need));
		collect(&all[i], need, &p);
	}
	qsort(p.c, p.n, sizeof *p.c, by_id);
	TRY(write_gains(rq, &p, plan));
	TRY(plan_gather(all->job, plan, NULL, &b));
	TRY(plan_choose(&b));
	TRY(plan_explain(&b));
	merge(&p, &b);
	qsort(p.c, p.n, sizeof *p.c, by_place);
	*proposed = b.out.days_in_all;
	TRY(write_build(rq, &b));
	TRY(write(rq, &p, plan, &ranked));
	return growth_write_drops(all->job, plan, p.c, p.n, ranked);
}
