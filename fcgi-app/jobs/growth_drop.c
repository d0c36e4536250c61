/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proposals to take a day out of next year's draft, in words and figures: what the day would bring at
 * its school, where the plan builder would rather have it, and what is known of the school.
 */
#include "jobs/growth.h"
#include "jobs/plan_build.h"
#include "json.h"

#include <math.h>
#include <string.h>

/* 0,07 */
static const char *hundredths(struct arena *mem, double x)
{
	long n = lround(fmax(0, x) * 100);

	return arena_printf(mem, "%ld,%02ld", n / 100, n % 100);
}

static const struct growth_candidate *candidate_of(
    const struct growth_candidate *all, size_t n, const struct plan_option *o)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].competence->id, o->competence) == 0 &&
		    strcmp(rows_text(all[i].in->units.schools, all[i].school, 0),
			o->organisation) == 0)
			return &all[i];
	return NULL;
}

static const char *school_of(const struct growth_candidate *c)
{
	return rows_text(c->in->units.schools, c->school, 1);
}

/* `there` is where its place goes; NULL: the day costs more on the way than it brings. */
static const char *reason(struct arena *mem, const struct plan_drop *d,
    const struct growth_candidate *here, const struct growth_candidate *there)
{
	struct growth_candidate plain = *here;
	const char *gain = hundredths(mem, d->here->value), *why;

	/* what brought another day of the school in says nothing of this one */
	plain.because = 0;
	plain.only = NULL;
	why =
	    there
		? arena_printf(mem,
		      "Методистам хватит времени на день там, где он даст больше: %s, %s. Ожидаемая "
		      "польза там %s, здесь %s балла на всех педагогов.",
		      school_of(there), there->competence->name, hundredths(mem, d->instead->value),
		      gain)
		: arena_printf(mem,
		      "День даёт меньше, чем стоит дорога методистов: ожидаемая польза %s "
		      "балла на всех педагогов.",
		      gain);
	return arena_printf(mem, "%s Что он дал бы здесь. %s", why, growth_reason(mem, &plain));
}

static struct json *terms(const struct plan_drop *d, const struct growth_candidate *here,
    const struct growth_candidate *there)
{
	struct json *j = js_object(), *to;

	js_set(j, "title", js_text(d->title));
	js_set(j, "starts_on", js_text(d->starts_on));
	js_set(j, "ends_on", js_text(d->ends_on));
	js_set(j, "here", js_real(d->here->value));
	js_set(j, "visits", js_integer((long)here->competence->fit.schools[here->school].n));
	if (!there)
		return j;
	to = js_object();
	js_set(to, "organisation", js_text(d->instead->organisation));
	js_set(to, "school", js_text(school_of(there)));
	js_set(to, "competence", js_text(there->competence->name));
	js_set(j, "instead", to);
	js_set(j, "there", js_real(d->instead->value));
	return j;
}

enum error growth_write_drops(struct job *job, const char *plan, const struct growth_candidate *all,
    size_t candidates, long rank)
{
	struct json *list = js_array();
	struct plan_drop *d;
	struct rows *r;
	size_t n;

	TRY(plan_drops(job, plan, &d, &n));
	for (size_t i = 0; i < n; i++) {
		const struct growth_candidate *here = candidate_of(all, candidates, d[i].here),
					      *there = d[i].instead ? candidate_of(all, candidates,
									  d[i].instead)
								    : NULL;
		struct json *j = js_object();

		js_set(j, "run", js_text(here->in->run));
		js_set(j, "kind", js_text("drop"));
		js_set(j, "item", js_text(d[i].item));
		js_set(j, "organisation", js_text(d[i].organisation));
		js_set(j, "rank", js_integer(++rank));
		js_set(j, "chosen", js_truth(true));
		js_set(j, "gain", js_real(d[i].gain));
		js_set(j, "loss", js_real(d[i].gain));
		js_set(j, "reason", js_text(reason(job->rq->mem, &d[i], here, there)));
		js_set(j, "terms", terms(&d[i], here, there));
		js_push(list, j);
	}
	return db_query(job->rq, Q_GROWTH_PROPOSALS, PARAMS(plan, js_print(list)), &r);
}
