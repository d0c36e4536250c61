/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Job growth (рост): a run for each framework in use - levels and growth of people, schools and the
 * district, severities and agreement of methodists, effects of days, by competence - and from all of them the proposals for next
 * year's plan. Everything is one transaction: a job that fails or is cancelled leaves the earlier
 * runs standing and nothing half-written. Output {"runs": n, "visits": n, "proposals": n}.
 */
#include "jobs/growth.h"
#include "json.h"

#include <math.h>
#include <stdlib.h>

static const char settings_format[] =
    "{\"confidence\": 0.9, \"false_discovery_rate\": 0.1, \"years\": 5, \"min_visits\": %zu,"
    " \"min_raters\": %zu, \"min_reliability\": 0.3, \"target\": %.17g, \"day_effect\": %.17g}";

static enum error read_settings(struct growth *g)
{
	struct rows *r;

	TRY(db_query(g->job->rq, Q_GROWTH_SETTINGS, NO_PARAMS, &r));
	g->ask.min_visits = strtoul(rows_text(r, 0, 0), NULL, 10);
	g->min_group = strtoul(rows_text(r, 0, 1), NULL, 10);
	g->target = strtod(rows_text(r, 0, 2), NULL);
	g->effect = strtod(rows_text(r, 0, 3), NULL);
	g->ask.min_raters = 2;
	return OK;
}

static enum error open_run(struct growth *g)
{
	struct request *rq = g->job->rq;
	struct rows *r;

	TRY(db_query(rq, Q_GROWTH_RUN,
	    PARAMS(g->job->id, g->framework, growth_model, rows_text(g->times, 0, 0), g->as_of,
		arena_printf(rq->mem, "%zu", g->visits),
		arena_printf(rq->mem, settings_format, g->ask.min_visits, g->ask.min_raters,
		    g->target, g->effect),
		arena_printf(rq->mem, "%d", GROWTH_SEED)),
	    &r));
	g->run = rows_text(r, 0, 0);
	return OK;
}

static enum error read_competences(struct growth *g)
{
	struct request *rq = g->job->rq;
	struct rows *r;

	TRY(db_query(rq, Q_GROWTH_COMPETENCES, PARAMS(g->framework), &r));
	g->count = rows_count(r);
	g->competence = arena_array(rq->mem, struct growth_competence, g->count + 1);
	for (size_t i = 0; i < g->count; i++) {
		g->competence[i].id = rows_text(r, i, 0);
		g->competence[i].code = rows_text(r, i, 1);
		g->competence[i].name = rows_text(r, i, 2);
	}
	return OK;
}

/* What the variances are and what a day is expected to bring, by competence: the page on the method
 * shows them. */
static enum error close_run(struct growth *g)
{
	struct json *all = js_object(), *by = js_object();
	bool corrected = g->count > 0, measured;
	struct rows *r;

	for (size_t i = 0; i < g->count; i++) {
		const struct growth_fit *f = &g->competence[i].fit;
		struct json *j = js_object();

		corrected = corrected && f->corrected;
		js_set(j, "corrected", js_truth(f->corrected));
		js_set(j, "residual", js_real(f->residual));
		js_set(j, "person", js_real(f->person));
		js_set(j, "school", js_real(f->school));
		js_set(j, "rater", js_real(f->rater));
		if (f->note)
			js_set(j, "note", js_text(f->note));
		if (*g->competence[i].code) {
			js_set(j, "day_effect",
			    js_real(growth_day_effect(g, &g->competence[i], &measured)));
			js_set(j, "day_effect_measured", js_truth(measured));
		}
		js_set(j, "compressed", js_truth(g->competence[i].agreement.compressed));
		js_set(by, *g->competence[i].code ? g->competence[i].code : "*", j);
	}
	js_set(all, "corrected_for_severity", js_truth(corrected));
	js_set(all, "variances", by);
	return db_query(g->job->rq, Q_GROWTH_DONE, PARAMS(g->run, js_print(all)), &r);
}

static enum error run_competence(struct growth *g, struct growth_competence *c)
{
	struct growth_rows rows;
	struct growth_days days;
	struct growth_double *doubles;
	size_t n;

	TRY(growth_read_rows(g, c->code, &rows));
	TRY(growth_read_days(g, c->code, &days));
	TRY(growth_read_doubles(g, c->code, &doubles, &n));
	growth_fit(&g->ask, &rows, &c->fit);
	growth_observe(&g->ask, &rows, g->year, &c->fit);
	growth_agree(&g->ask, &rows, &c->fit, &c->agreement);
	growth_agree_twice(&g->ask, doubles, n, &c->agreement);
	growth_effect(&g->ask, &rows, &days, &c->effect);
	return growth_write(g, c);
}

/* The composite is no member of the family of competences. */
static void shrink_effects(struct growth *g)
{
	struct growth_effect **all =
	    arena_array(g->job->rq->mem, struct growth_effect *, g->count + 1);
	size_t n = 0;

	for (size_t i = 0; i < g->count; i++)
		if (*g->competence[i].code)
			all[n++] = &g->competence[i].effect;
	growth_effect_shrink(all, n);
}

static enum error run_framework(struct growth *g, double from, double to)
{
	TRY(growth_read_units(g));
	TRY(read_competences(g));
	TRY(open_run(g));
	for (size_t i = 0; i < g->count; i++) {
		TRY(job_progress(g->job, from + (to - from) * (double)i / (double)g->count));
		TRY(run_competence(g, &g->competence[i]));
	}
	shrink_effects(g);
	TRY(growth_write_study(g));
	return close_run(g);
}

enum error job_growth(struct job *j, const char **output)
{
	struct request *rq = j->rq;
	struct rows *list, *r;
	size_t n, visits = 0, proposed = 0;
	struct growth *g;

	TRY(db_query(rq, Q_GROWTH_FRAMEWORKS, PARAMS(rq->today), &list));
	n = rows_count(list);
	g = arena_array(rq->mem, struct growth, n + 1);
	for (size_t i = 0; i < n; i++) {
		g[i] = (struct growth){ .job = j,
			.as_of = rq->today,
			.framework = rows_text(list, i, 0),
			.title = rows_text(list, i, 1),
			.leaders = *rows_text(list, i, 2) == 't' };
		TRY(read_settings(&g[i]));
		TRY(run_framework(
		    &g[i], 0.9 * (double)i / (double)n, 0.9 * (double)(i + 1) / (double)n));
		visits += g[i].visits;
	}
	TRY(job_progress(j, 0.9));
	TRY(growth_propose(g, n, &proposed));
	TRY(db_query(rq, Q_GROWTH_PRUNE, NO_PARAMS, &r));
	TRY(db_query(rq, Q_PLAN_SCENARIOS_FORGET, NO_PARAMS, &r));
	*output = arena_printf(
	    rq->mem, "{\"runs\": %zu, \"visits\": %zu, \"proposals\": %zu}", n, visits, proposed);
	return OK;
}
