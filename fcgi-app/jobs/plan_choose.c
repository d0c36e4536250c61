/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search. Where no plan keeps every rule, coverage and then shares are left out, and the answer
 * says so: a district whose capacity falls short of its rules still gets the best plan there is.
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
	static const unsigned ever_less[] = { 0, AN_PLAN_COVERAGE,
		AN_PLAN_COVERAGE | AN_PLAN_SHARES };
	struct watch w = { b->job, 0.9, OK };
	enum an_status s = AN_INFEASIBLE;

	make_room(b, &b->out);
	if (b->empty)
		return OK;
	for (size_t i = 0; i < COUNT(ever_less) && (s == AN_INFEASIBLE || s == AN_NO_CONVERGENCE);
	     i++) {
		struct an_plan_options o;

		b->without = ever_less[i];
		o = options(b, &w);
		s = an_plan_solve(&b->p, &o, &b->out);
	}
	if (s)
		return status_error(b->job->rq, &w, s);
	for (size_t i = 0; i < b->p.schools * b->p.competences; i++)
		if (b->out.theme[i] && b->at[i] != SIZE_MAX)
			b->option[b->at[i]].chosen = true;
	return OK;
}

enum error plan_losses(struct plan_build *b, double from, double to)
{
	size_t all = b->p.schools * b->p.competences;
	int *fixed = arena_array(b->job->rq->mem, int, all + 1);
	struct an_plan_problem p = b->p;
	struct an_plan other;

	make_room(b, &other);
	for (size_t i = 0; i < all; i++)
		fixed[i] = -1;
	p.fixed_theme = fixed;
	for (size_t i = 0; i < all; i++) {
		struct watch w = { b->job, from + (to - from) * (double)i / (double)all, OK };
		struct an_plan_options o = options(b, &w);
		struct plan_option *v;
		enum an_status s;

		if (b->at[i] == SIZE_MAX || !b->option[b->at[i]].chosen)
			continue;
		v = &b->option[b->at[i]];
		TRY(job_progress(b->job, w.share));
		fixed[i] = 0;
		s = an_plan_solve(&p, &o, &other);
		fixed[i] = -1;
		if (s && s != AN_INFEASIBLE && s != AN_NO_CONVERGENCE)
			return status_error(b->job->rq, &w, s);
		v->loss = s ? v->value : fmax(0, b->out.objective - other.objective);
	}
	return OK;
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
