/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of one competence as rows of `estimate`, in one statement. A unit without a visit has
 * no row: whoever shows it says how much is lacking by the settings. The district has neither person
 * nor organisation.
 */
#include "jobs/growth.h"
#include "json.h"

#include <math.h>

struct unit_id {
	const char *name, *id; /* person, organisation; NULL: the district */
};

static struct json *row(const char *measure, struct unit_id u, const struct growth_number *x)
{
	struct json *j = js_object();

	js_set(j, "measure", js_text(measure));
	if (u.name)
		js_set(j, u.name, js_text(u.id));
	js_set(j, "value", js_real(x->value));
	js_set(j, "se", js_real(x->sd));
	js_set(j, "low", js_real(x->low));
	js_set(j, "high", js_real(x->high));
	js_set(j, "reliability", js_real(x->reliability));
	if (!x->enough && x->more_visits >= 0) {
		js_set(j, "more_visits", js_integer(x->more_visits));
		js_set(j, "more_raters", js_integer(x->more_raters));
	}
	return j;
}

static void count(struct json *j, size_t n, size_t raters, size_t people)
{
	js_set(j, "n", js_integer((long)n));
	js_set(j, "raters", js_integer((long)raters));
	js_set(j, "people", js_integer((long)people));
}

static void say(struct json *j, const char *says, bool flagged)
{
	js_set(j, "says", js_text(says));
	js_set(j, "flagged", js_truth(flagged));
}

static struct json *line(const struct growth *g, const struct growth_point *p)
{
	struct json *list = js_array();

	for (size_t i = 0; i < g->ask.time_count; i++) {
		struct json *j = js_object();

		js_set(j, "on", js_text(rows_text(g->times, i, 0)));
		js_set(j, "value", js_real(p[i].value));
		js_set(j, "sd", js_real(p[i].sd));
		js_push(list, j);
	}
	return list;
}

static struct json *seen(const struct growth_seen *s)
{
	struct json *j = js_object();

	js_set(j, "year", js_integer(s->year));
	count(j, s->n, s->raters, s->people);
	js_set(j, "value", js_real(s->value));
	if (isfinite(s->sd)) {
		js_set(j, "sd", js_real(s->sd));
		js_set(j, "spread", js_real(s->spread));
	}
	return j;
}

/* What pictures of one competence share: all that is drawn of the district and of schools whose group is
 * large enough, to fifths of a level; so that a school's line lies as high as it is. */
struct scale {
	double from, to;
};

static void reach(struct scale *s, double value, double by)
{
	s->from = fmin(s->from, fmax(1, floor((value - by) * 5) / 5));
	s->to = fmax(s->to, fmin(4, ceil((value + by) * 5) / 5));
}

static void reach_unit(struct scale *s, const struct growth *g, const struct growth_unit *u)
{
	if (u->line && u->level.enough && u->growth.enough)
		for (size_t i = 0; i < g->ask.time_count; i++)
			reach(s, u->line[i].value, GROWTH_NINE * u->line[i].sd);
	for (size_t i = 0; i < u->seen_count; i++)
		reach(s, u->seen[i].value, 0);
	if (u->recent.n)
		reach(s, u->recent.value, 0);
}

static struct json *scale(const struct growth *g, const struct growth_fit *f)
{
	struct scale s = { g->target, g->target };
	struct json *j = js_object();

	reach(&s, g->target, 0.2);
	reach_unit(&s, g, &f->district);
	for (size_t i = 0; i < g->ask.schools; i++)
		if (f->schools[i].people >= g->min_group)
			reach_unit(&s, g, &f->schools[i]);
	js_set(j, "from", js_real(s.from));
	js_set(j, "to", js_real(s.to));
	return j;
}

static struct json *observed(const struct growth_unit *u, struct json *scale)
{
	struct json *j = js_object(), *years = js_array();

	if (scale)
		js_set(j, "scale", scale);

	for (size_t i = 0; i < u->seen_count; i++)
		js_push(years, seen(&u->seen[i]));
	js_set(j, "years", years);
	if (u->recent.n)
		js_set(j, "recent", seen(&u->recent));
	return j;
}

struct extra {
	bool flagged;
	struct json *scale; /* NULL: this unit has none of its own */
};

static void push_unit(struct json *list, const struct growth *g, const struct growth_unit *u,
    struct unit_id id, struct extra x)
{
	struct json *j;

	if (!u->n)
		return;
	j = row("level", id, &u->level);
	count(j, u->n, u->raters, u->people);
	if (u->forecast.known) {
		js_set(j, "forecast", js_real(u->forecast.value));
		js_set(j, "forecast_se", js_real(u->forecast.sd));
		js_set(j, "forecast_enough", js_truth(u->forecast.enough));
	}
	if (u->line)
		js_set(j, "line", line(g, u->line));
	js_set(j, "observed", observed(u, x.scale));
	say(j, u->level.enough ? "no_change" : "not_enough_data", false);
	js_push(list, j);
	if (!u->growth.known)
		return;
	j = row("growth", id, &u->growth);
	count(j, u->n, u->raters, u->people);
	js_set(j, "p_decline", js_real(u->p_decline));
	say(j, growth_says(u, x.flagged), x.flagged);
	js_push(list, j);
}

static void push_units(struct json *list, const struct growth *g, const struct growth_unit *units,
    const struct rows *ids, const char *name)
{
	size_t n = rows_count(ids);
	bool *flagged = arena_array(g->ask.mem, bool, n + 1);

	growth_flag(g->ask.mem, units, n, flagged);
	for (size_t i = 0; i < n; i++)
		push_unit(list, g, &units[i], (struct unit_id){ name, rows_text(ids, i, 0) },
		    (struct extra){ flagged[i], NULL });
}

enum error growth_write(struct growth *g, const struct growth_competence *c)
{
	struct json *list = js_array();
	struct rows *r;

	push_units(list, g, c->fit.people, g->units.people, "person");
	push_units(list, g, c->fit.schools, g->units.schools, "organisation");
	push_unit(list, g, &c->fit.district, (struct unit_id){ 0 },
	    (struct extra){ false, scale(g, &c->fit) });
	for (size_t i = 0; i < g->ask.raters; i++) {
		const struct growth_severity *s = &c->fit.raters[i];
		struct json *j;

		if (!s->number.known)
			continue;
		j = row("severity", (struct unit_id){ "person", rows_text(g->units.raters, i, 0) },
		    &s->number);
		count(j, s->n, 1, s->people);
		say(j, s->number.enough ? "no_change" : "not_enough_data", s->notable);
		js_set(j, "linkage", js_real(s->linkage));
		js_push(list, j);
	}
	return db_query(g->job->rq, Q_GROWTH_ESTIMATES, PARAMS(g->run, c->id, js_print(list)), &r);
}
