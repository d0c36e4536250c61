/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search. Where no plan keeps every rule, linking of raters, coverage and then shares are left out,
 * and the answer says so: a district whose capacity falls short of its rules still gets the best plan
 * there is.
 */
#include "jobs/plan_build.h"

#include <math.h>
#include <stdint.h>

struct watch {
	struct job *job;
	double share;
	enum error ended;
};

/* Between nodes of the search: the lease is kept, and a cancelled job stops. */
static bool go_on(void *context)
{
	struct watch *w = context;

	w->ended = job_progress(w->job, w->share);
	return !w->ended;
}

static enum error status_error(struct request *rq, const struct watch *w, enum an_status s)
{
	if (s == AN_CANCELLED && w->ended)
		return w->ended;
	if (s == AN_TOO_LARGE)
		return fail(rq, ERR_PLAN_TOO_LARGE, NULL);
	return fail(rq, ERR_INTERNAL, "plan builder: status %d", (int)s);
}

static void make_room(struct plan_build *b, struct an_plan *out)
{
	struct arena *mem = b->job->rq->mem;

	*out = (struct an_plan){ .days = arena_array(mem, size_t, b->p.schools + 1),
		.theme = arena_array(mem, unsigned char, b->p.schools * b->p.competences + 1),
		.visits = arena_array(mem, size_t, b->p.pairs + 1) };
}

static struct an_plan_options options(const struct plan_build *b, struct watch *w)
{
	struct an_plan_options o = AN_PLAN_USUAL;

	o.gap = 1e-6; /* losses are differences of two optima */
	o.without = b->without;
	o.go_on = go_on;
	o.context = w;
	return o;
}

enum error plan_choose(struct plan_build *b)
{
	static const unsigned ever_less[] = { 0, AN_PLAN_CLUSTERS, AN_PLAN_COVERAGE,
		AN_PLAN_COVERAGE | AN_PLAN_CLUSTERS,
		AN_PLAN_COVERAGE | AN_PLAN_CLUSTERS | AN_PLAN_SHARES };
	struct watch w = { b->job, 0.9, OK };
	enum an_status s = AN_INFEASIBLE;

	make_room(b, &b->out);
	if (b->empty)
		return OK;
	for (size_t i = 0; i < COUNT(ever_less) && (s == AN_INFEASIBLE || s == AN_NO_CONVERGENCE);
	     i++) {
		struct an_plan_options o;

		if (ever_less[i] == AN_PLAN_CLUSTERS && !b->p.cluster)
			continue;
		b->without = ever_less[i];
		o = options(b, &w);
		s = an_plan_solve(&b->p, &o, &b->out);
	}
	if (!b->p.cluster)
		b->without &= ~(unsigned)AN_PLAN_CLUSTERS;
	if (s)
		return status_error(b->job->rq, &w, s);
	for (size_t i = 0; i < b->p.schools * b->p.competences; i++)
		if (b->out.theme[i] && b->at[i] != SIZE_MAX)
			b->option[b->at[i]].chosen = true;
	return OK;
}

/* Rules but for which the option's school were not in the plan; who alone could lead its day. */
static void explain(const struct plan_build *b, const struct an_plan_reason *r, size_t n,
    size_t theme, struct plan_option *o)
{
	for (size_t i = 0; i < n; i++) {
		if (r[i].school != o->school)
			continue;
		o->because = r[i].because;
		for (size_t k = 0; k < r[i].tops; k++)
			if (r[i].top[k] == theme && r[i].only[k] != AN_PLAN_NOBODY)
				o->only = rows_text(b->methodists, (size_t)r[i].only[k], 0);
	}
}

enum error plan_explain(struct plan_build *b)
{
	struct arena *mem = b->job->rq->mem;
	struct an_plan_reason *r = arena_array(mem, struct an_plan_reason, b->p.schools + 1);
	double *loss = arena_array(mem, double, b->p.schools * b->p.competences + 1);
	struct watch w = { b->job, 0.95, OK };
	struct an_plan_options o = options(b, &w);
	enum an_status s;
	size_t n;

	if (b->empty)
		return OK;
	s = an_plan_describe(&b->p, &b->out, r, &n);
	if (!s)
		s = an_plan_blame(&b->p, &o, &b->out, r, n);
	if (!s)
		s = an_plan_theme_losses(&b->p, &o, &b->out, loss);
	if (s)
		return status_error(b->job->rq, &w, s);
	for (size_t i = 0; i < b->p.schools * b->p.competences; i++) {
		struct plan_option *v = b->at[i] == SIZE_MAX ? NULL : &b->option[b->at[i]];

		if (!v || !v->chosen)
			continue;
		v->loss = isfinite(loss[i]) ? fmax(0, loss[i]) : v->value;
		explain(b, r, n, i % b->p.competences, v);
	}
	return OK;
}

enum error plan_again(struct plan_build *b, struct an_plan *out, bool *found)
{
	struct watch w = { b->job, 0.97, OK };
	struct an_plan_options o = options(b, &w);
	enum an_status s;

	make_room(b, out);
	s = an_plan_solve(&b->p, &o, out);
	*found = !s;
	return !s || s == AN_INFEASIBLE || s == AN_NO_CONVERGENCE ? OK
								  : status_error(b->job->rq, &w, s);
}

size_t plan_unused(const struct plan_build *b)
{
	return b->room - b->out.days_in_all;
}

const char *plan_method(const struct plan_build *b)
{
	static const char *const words[] = { [AN_PLAN_OPTIMUM] = "optimum",
		[AN_PLAN_BEST_FOUND] = "best_found",
		[AN_PLAN_GREEDY] = "greedy" };

	return words[b->out.method];
}

struct json *plan_rule_names(unsigned rules)
{
	static const struct {
		enum an_plan_rule rule;
		const char *name;
	} all[] = { { AN_PLAN_COVERAGE, "coverage" }, { AN_PLAN_SHARES, "shares" },
		{ AN_PLAN_CLUSTERS, "linking" }, { AN_PLAN_CHANGE, "change" } };
	struct json *list = js_array();

	for (size_t i = 0; i < COUNT(all); i++)
		if (rules & all[i].rule)
			js_push(list, js_text(all[i].name));
	return list;
}
