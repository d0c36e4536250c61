/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days of next year's draft that should go (4.6b). The draft takes this year's plan over, and the builder
 * only fills what is left of the capacity; so it is asked once more with those days free, where each
 * change costs, and what it then has elsewhere is put forward. The days that it took away are given
 * back one after the other: what the plan loses by each is what the district wins without that day, and
 * what leaves the plan is what takes the day's place; so no place is promised twice.
 */
#include "jobs/plan_build.h"

#include <stdint.h>
#include <string.h>

static const double worth_saying = 0.005; /* the least that two digits show */

/* The best option that one plan names and the other doesn't; of one school, or of all: SIZE_MAX. */
static const struct plan_option *named_only_in(const struct plan_build *b,
    const struct an_plan *this, const struct an_plan *other, size_t school)
{
	const struct plan_option *best = NULL;

	for (size_t i = 0; i < b->p.schools * b->p.competences; i++) {
		const struct plan_option *o = b->at[i] == SIZE_MAX ? NULL : &b->option[b->at[i]];

		if (o && this->theme[i] && !other->theme[i] &&
		    (school == SIZE_MAX || o->school == school) &&
		    (!best || o->value > best->value))
			best = o;
	}
	return best;
}

/* The latest day of the school that isn't put forward yet: the later, the less of it is prepared. */
static void add(const struct rows *loose, struct plan_drop drop, struct plan_drop *out, size_t *n)
{
	size_t before = 0;

	for (size_t i = 0; i < *n; i++)
		before += strcmp(out[i].organisation, drop.organisation) == 0;
	for (size_t i = 0; i < rows_count(loose); i++) {
		if (strcmp(rows_text(loose, i, 0), drop.organisation) != 0 || before--)
			continue;
		drop.item = rows_text(loose, i, 1);
		drop.title = rows_text(loose, i, 2);
		drop.starts_on = rows_text(loose, i, 3);
		drop.ends_on = rows_text(loose, i, 4);
		out[(*n)++] = drop;
		return;
	}
}

/* One more day of the school is kept than in `plan`, which the best such plan then takes the place of. */
static enum error give_back(
    struct plan_build *b, size_t school, int *fixed, struct an_plan *plan, struct plan_drop *drop)
{
	struct an_plan with;
	bool found;

	*drop = (struct plan_drop){ 0 };
	fixed[school]++;
	TRY(plan_again(b, &with, &found));
	if (!found) { /* a rule forbids it: nothing to compare with */
		fixed[school]--;
		return OK;
	}
	*drop = (struct plan_drop){
		.organisation = rows_text(b->schools, school, 0),
		.here = named_only_in(b, &with, plan, school),
		.instead = named_only_in(b, plan, &with, SIZE_MAX),
		.gain = plan->objective - with.objective,
	};
	*plan = with;
	return OK;
}

static enum error compare(
    struct plan_build *b, const struct rows *loose, struct plan_drop *out, size_t *n)
{
	int *fixed = arena_array(b->job->rq->mem, int, b->p.schools + 1);
	struct an_plan plan = b->out;
	struct plan_drop drop;

	for (size_t i = 0; i < b->p.schools; i++)
		fixed[i] = -1;
	b->p.fixed_days = fixed;
	for (size_t i = 0; i < b->p.schools; i++) {
		size_t days = b->out.days[i];

		if (days < b->kept[i])
			fixed[i] = (int)days;
		for (; days < b->kept[i]; days++) {
			TRY(give_back(b, i, fixed, &plan, &drop));
			if (drop.here && drop.gain >= worth_saying)
				add(loose, drop, out, n);
		}
	}
	return OK;
}

enum error plan_drops(struct job *j, const char *plan, struct plan_drop **out, size_t *n)
{
	struct plan_build *b = arena_array(j->rq->mem, struct plan_build, 1);
	struct rows *loose;

	*n = 0;
	TRY(db_query(j->rq, Q_PLAN_LOOSE, PARAMS(plan), &loose));
	*out = arena_array(j->rq->mem, struct plan_drop, rows_count(loose) + 1);
	TRY(plan_gather_anew(j, plan, b));
	TRY(plan_choose(b));
	return b->empty ? OK : compare(b, loose, *out, n);
}
