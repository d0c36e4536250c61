/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Effects of days and agreement of methodists as rows of `effect` and `agreement`, all competences of
 * a run at once. A change without a known error is no finding: its figures stay null.
 */
#include "jobs/growth.h"
#include "json.h"

#include <math.h>

static const double quantile = 1.6448536269514722; /* of an interval of 90 % */

static struct json *change(const struct growth_change *c)
{
	struct json *j = js_object();
	double value = isfinite(c->se) ? c->value : NAN;

	js_set(j, "value", js_real(value));
	js_set(j, "low", js_real(value - quantile * c->se));
	js_set(j, "high", js_real(value + quantile * c->se));
	js_set(j, "comparisons", js_integer((long)c->comparisons));
	js_set(j, "controls", js_integer((long)c->controls));
	return j;
}

static struct json *figures(const struct growth_effect *e)
{
	static const char *const name[GROWTH_ALL_ROWS] = { [GROWTH_NAIVE] = "naive",
		[GROWTH_DID] = "did",
		[GROWTH_EARLY] = "early",
		[GROWTH_MODEL] = "model",
		[GROWTH_PLACEBO] = "placebo",
		[GROWTH_SHRUNKEN] = "shrunken" };
	struct json *list = js_array();

	for (size_t i = 0; i < GROWTH_ALL_ROWS; i++) {
		struct json *j = change(&e->row[i]);

		js_set(j, "row", js_text(name[i]));
		js_push(list, j);
	}
	return list;
}

static struct json *events(const struct growth_effect *e)
{
	struct json *list = js_array();

	for (int k = GROWTH_EVENT_FROM; k <= GROWTH_EVENT_TO; k++) {
		const struct growth_change *c = &e->event[k - GROWTH_EVENT_FROM];
		struct json *j = change(c);

		js_set(j, "year", js_integer(k));
		js_push(list, j);
	}
	return list;
}

static void number(struct json *j, const char *name, size_t n)
{
	js_set(j, name, js_integer((long)n));
}

static struct json *effect_row(const struct growth_competence *c)
{
	const struct growth_effect *e = &c->effect;
	struct json *j = js_object();

	js_set(j, "competence", js_text(c->id));
	number(j, "n", e->n);
	number(j, "raters", e->raters);
	number(j, "days", e->days);
	number(j, "schools", e->schools);
	number(j, "visited", e->visited);
	number(j, "unvisited", e->unvisited);
	js_set(j, "verdict", js_text(e->verdict));
	number(j, "more_visits", e->more_visits);
	number(j, "more_raters", e->more_raters);
	number(j, "more_visited", e->more_visited);
	number(j, "more_unvisited", e->more_unvisited);
	number(j, "more_history", e->more_history);
	js_set(j, "figures", figures(e));
	js_set(j, "events", events(e));
	return j;
}

static struct json *designs(
    const struct growth_design *d, size_t n, const char *first, const char *second)
{
	struct json *list = js_array();

	for (size_t i = 0; i < n; i++) {
		struct json *j = js_object();

		number(j, first, d[i].a);
		number(j, second, d[i].b);
		js_set(j, "reliability", js_real(d[i].reliability));
		js_push(list, j);
	}
	return list;
}

static struct json *least(const struct growth_agreement *a)
{
	struct json *list = js_array();

	for (size_t t = 0; t < GROWTH_TARGETS; t++)
		for (size_t r = 0; r < GROWTH_MOST_RATERS; r++) {
			struct json *j = js_object();

			js_set(j, "target", js_real(growth_target[t]));
			number(j, "raters", r + 1);
			js_set(j, "visits", js_real(a->least[t][r] ? (double)a->least[t][r] : NAN));
			js_push(list, j);
		}
	return list;
}

static struct json *links(const struct growth *g, const struct growth_agreement *a)
{
	struct json *list = js_array();

	for (size_t i = 0; i < a->links; i++) {
		struct json *j = js_object();

		js_set(j, "rater", js_text(rows_text(g->units.raters, a->link[i][0], 0)));
		js_set(j, "person", js_text(rows_text(g->units.people, a->link[i][1], 0)));
		js_push(list, j);
	}
	return list;
}

static void agreement_numbers(struct json *j, const struct growth_agreement *a)
{
	struct json *levels = js_array();

	number(j, "n", a->n);
	number(j, "people", a->people);
	number(j, "raters", a->raters);
	number(j, "sets", a->sets);
	number(j, "more_visits", a->more_visits);
	number(j, "more_raters", a->more_raters);
	js_set(j, "person", js_real(a->person));
	js_set(j, "rater", js_real(a->rater));
	js_set(j, "visit", js_real(a->visit));
	number(j, "doubles", a->doubles);
	number(j, "blind", a->blind);
	if (a->more_doubles)
		number(j, "more_doubles", a->more_doubles);
	js_set(j, "kappa", js_real(a->kappa));
	js_set(j, "kappa_low", js_real(a->low));
	js_set(j, "kappa_high", js_real(a->high));
	for (size_t i = 0; i < GROWTH_LEVELS; i++)
		js_push(levels, js_integer((long)a->used[i]));
	js_set(j, "levels", levels);
	js_set(j, "compressed", js_truth(a->compressed));
}

static struct json *agreement_row(const struct growth *g, const struct growth_competence *c)
{
	const struct growth_agreement *a = &c->agreement;
	struct json *j = js_object();

	js_set(j, "competence", js_text(c->id));
	agreement_numbers(j, a);
	if (a->method)
		js_set(j, "method", js_text(a->method));
	if (a->note)
		js_set(j, "note", js_text(a->note));
	js_set(j, "links", links(g, a));
	js_set(j, "design", designs(a->level, a->method ? GROWTH_DESIGNS : 0, "visits", "raters"));
	js_set(j, "growth",
	    designs(a->growth,
		a->method && isfinite(a->growth[0].reliability) ? COUNT(a->growth) : 0, "years",
		"visits"));
	js_set(j, "least", a->method ? least(a) : js_array());
	return j;
}

enum error growth_write_study(struct growth *g)
{
	struct json *effects = js_array(), *agreements = js_array();
	struct rows *r;

	for (size_t i = 0; i < g->count; i++) {
		js_push(effects, effect_row(&g->competence[i]));
		js_push(agreements, agreement_row(g, &g->competence[i]));
	}
	TRY(db_query(g->job->rq, Q_GROWTH_EFFECTS, PARAMS(g->run, js_print(effects)), &r));
	return db_query(g->job->rq, Q_GROWTH_AGREEMENTS, PARAMS(g->run, js_print(agreements)), &r);
}
