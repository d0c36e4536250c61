/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What methodological days brought (эффект методических дней) in one competence: schools before and
 * after their first day against schools that had none yet, by school years, and beside it the day as a
 * covariate of the mixed model. Before and after alone is no effect, and says so in its name. A unit
 * is a person at a school, so that who moves is a new unit.
 */
#include "jobs/growth_fit.h"

#include <math.h>
#include <stdlib.h>

/* Fewer schools a side tell too little of their own error. */
enum { LEAST_SCHOOLS = 3, YEARS_MOST = 64 };

struct panel {
	const struct growth_ask *a;
	const struct growth_rows *r;
	const struct growth_days *days;
	struct an_panel of;
	size_t *school; /* [clusters] */
	uint64_t *seen; /* [units] a bit for each school year from `low` on */
	int low;
};

struct pair {
	size_t school, person, row;
};

static int by_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->school != y->school)
		return x->school < y->school ? -1 : 1;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* The year of the day counts from the day on. What another topic's day touched is neither with a day
 * nor without. */
static bool kept(const struct panel *p, size_t row)
{
	size_t s = p->r->school[row];
	double t = p->r->t[row], first = p->days->first[s];

	if (isfinite(first) && t <= first && p->r->year[row] == p->days->year[s])
		return false;
	return !(t > p->days->other[s] && t <= first);
}

static void open_panel(struct panel *p)
{
	struct arena *mem = p->a->mem;
	size_t n = p->r->n, units = 0, clusters = 0;
	struct pair *pair = arena_array(mem, struct pair, n + 1);
	size_t *unit = arena_array(mem, size_t, n + 1), *cluster = arena_array(mem, size_t, n + 1);
	int *first = arena_array(mem, int, n + 1), *period = arena_array(mem, int, n + 1);
	double *y = arena_array(mem, double, n + 1);

	p->school = arena_array(mem, size_t, p->a->schools + 1);
	for (size_t i = 0; i < n; i++)
		if (kept(p, i))
			pair[p->of.n++] = (struct pair){ p->r->school[i], p->r->person[i], i };
	qsort(pair, p->of.n, sizeof *pair, by_pair);
	for (size_t i = 0; i < p->of.n; i++) {
		size_t s = pair[i].school;

		if (i == 0 || s != pair[i - 1].school)
			p->school[clusters++] = s;
		if (i == 0 || s != pair[i - 1].school || pair[i].person != pair[i - 1].person) {
			cluster[units] = clusters - 1;
			first[units++] = isfinite(p->days->first[s]) ? p->days->year[s] : AN_NEVER;
		}
		unit[i] = units - 1;
		period[i] = p->r->year[pair[i].row];
		y[i] = p->r->y[pair[i].row];
	}
	p->of = (struct an_panel){ p->of.n, unit, period, y, units, clusters, cluster, first };
}

static void look(struct panel *p)
{
	p->seen = arena_array(p->a->mem, uint64_t, p->of.units + 1);
	p->low = p->of.n ? p->of.period[0] : 0;
	for (size_t i = 0; i < p->of.n; i++)
		p->low = p->of.period[i] < p->low ? p->of.period[i] : p->low;
	for (size_t i = 0; i < p->of.n; i++)
		if (p->of.period[i] - p->low < YEARS_MOST)
			p->seen[p->of.unit[i]] |= (uint64_t)1 << (p->of.period[i] - p->low);
}

static bool seen(const struct panel *p, size_t unit, int year)
{
	return year >= p->low && year - p->low < YEARS_MOST && p->seen[unit] >> (year - p->low) & 1;
}

static bool seen_since(const struct panel *p, size_t unit, int year)
{
	return year - p->low < YEARS_MOST && p->seen[unit] >> (year - p->low) != 0;
}

enum { VISITED = 1, HISTORY = 2, UNVISITED = 4 };

/* What one unit lets its school serve as. `earliest`: school year of the earliest day. */
static unsigned serves(const struct panel *p, size_t u, int earliest)
{
	int g = p->of.first[u];
	unsigned what = 0;

	if (g != AN_NEVER && g > p->low && seen(p, u, g - 1)) {
		what |= seen_since(p, u, g) ? VISITED : 0;
		what |= seen(p, u, g - 2) ? HISTORY : 0;
	}
	/* not yet visited, and seen in the year before somebody's day and in that of the day */
	for (int y = earliest; y < g && y - p->low < YEARS_MOST; y++)
		what |= seen(p, u, y - 1) && seen(p, u, y) ? UNVISITED : 0;
	return what;
}

static void count(const struct panel *p, struct growth_effect *out)
{
	unsigned *role = arena_array(p->a->mem, unsigned, p->of.clusters + 1);
	int earliest = AN_NEVER;

	for (size_t u = 0; u < p->of.units; u++)
		if (p->of.first[u] > p->low && p->of.first[u] < earliest)
			earliest = p->of.first[u];
	for (size_t u = 0; u < p->of.units; u++)
		role[p->of.cluster[u]] |= serves(p, u, earliest);
	for (size_t c = 0; c < p->of.clusters; c++) {
		out->visited += (role[c] & VISITED) != 0;
		out->history += (role[c] & VISITED) && (role[c] & HISTORY);
		out->unvisited += (role[c] & UNVISITED) != 0;
	}
}

/* ---- figures ----------------------------------------------------------------------------------- */

static struct growth_change change(const struct an_effect_row *r)
{
	return (struct growth_change){ r->effect, r->se, r->treated, r->controls };
}

static void model(const struct panel *p, struct growth_change *out)
{
	double *post = arena_array(p->a->mem, double, p->r->n + 1);

	for (size_t i = 0; i < p->r->n; i++)
		post[i] = p->r->t[i] > p->days->first[p->r->school[i]];
	if (growth_bears_mixed(p->a, p->r) && growth_covariate(p->a, p->r, post, out))
		out->value = out->se = NAN;
}

static size_t lacking(size_t have, size_t least)
{
	return have < least ? least - have : 0;
}

static const char *const verdicts[] = {
	[AN_CREDIBLE] = "credible",
	[AN_NO_PLACEBO] = "no_placebo",
	[AN_PLACEBO_FAILS] = "placebo_fails",
	[AN_MODELS_DISAGREE] = "models_disagree",
	[AN_NO_MODEL] = "no_model",
};

static void judge(const struct growth_ask *a, const struct an_effect *e, struct growth_effect *out)
{
	const struct growth_change *m = &out->row[GROWTH_MODEL];
	struct an_effect_row row = { .effect = m->value, .se = m->se };

	out->more_visits = lacking(out->n, a->min_visits);
	out->more_raters = lacking(out->raters, a->min_raters);
	out->more_visited = lacking(out->visited, LEAST_SCHOOLS);
	out->more_unvisited = lacking(out->unvisited, LEAST_SCHOOLS);
	out->more_history = lacking(out->history, LEAST_SCHOOLS);
	if (out->more_visits || out->more_raters || out->more_visited || out->more_unvisited ||
	    !e || !isfinite(e->did.se))
		return;
	out->verdict = verdicts[out->more_history ? AN_NO_PLACEBO : an_effect_credible(e, &row)];
}

void growth_effect(const struct growth_ask *ask, const struct growth_rows *rows,
    const struct growth_days *days, struct growth_effect *out)
{
	struct panel p = { .a = ask, .r = rows, .days = days };
	size_t *one = arena_array(ask->mem, size_t, rows->n + 1);
	struct an_effect e;
	struct an_effect_row event[COUNT(out->event)];
	bool known;

	*out =
	    (struct growth_effect){ .n = rows->n, .days = days->n, .verdict = "not_enough_data" };
	for (size_t i = 0; i < COUNT(out->row); i++)
		out->row[i].value = out->row[i].se = NAN;
	for (size_t i = 0; i < COUNT(out->event); i++)
		out->event[i].value = out->event[i].se = NAN;
	growth_distinct(ask, one, rows->rater, rows->n, &out->raters);
	growth_distinct(ask, one, rows->school, rows->n, &out->schools);
	open_panel(&p);
	look(&p);
	count(&p, out);
	known = an_effect_estimate(&p.of, &e) == AN_OK &&
		an_event_study(&p.of, GROWTH_EVENT_FROM, GROWTH_EVENT_TO, event) == AN_OK;
	if (known) {
		out->row[GROWTH_NAIVE] = change(&e.naive);
		out->row[GROWTH_DID] = change(&e.did);
		out->row[GROWTH_EARLY] = change(&e.early);
		out->row[GROWTH_PLACEBO] = change(&e.placebo);
		for (size_t i = 0; i < COUNT(out->event); i++)
			out->event[i] = change(&event[i]);
	}
	if (days->n)
		model(&p, &out->row[GROWTH_MODEL]);
	judge(ask, known ? &e : NULL, out);
}

/* Towards the mean of all competences: few schools make extreme figures of single ones. */
void growth_effect_shrink(struct growth_effect *const *effects, size_t n)
{
	double value[AN_FIXED_MAX], variance[AN_FIXED_MAX];
	size_t known = 0, at[AN_FIXED_MAX];
	struct an_eb family;

	for (size_t i = 0; i < n && known < COUNT(at); i++) {
		const struct growth_change *m = &effects[i]->row[GROWTH_MODEL];

		if (!isfinite(m->value) || !(m->se > 0))
			continue;
		value[known] = m->value;
		variance[known] = m->se * m->se;
		at[known++] = i;
	}
	if (known < 3 || an_eb_fit(value, variance, known, &family))
		return;
	for (size_t k = 0; k < known; k++) {
		struct growth_change *s = &effects[at[k]]->row[GROWTH_SHRUNKEN];

		if (an_eb_shrink(&family, value[k], variance[k], &s->value, &s->se))
			s->value = s->se = NAN;
	}
}
