/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Job plan_scenario, what-if (что, если): the plan under the rules that were asked for beside the plan
 * under the district's own, both from the same figures and the same draft. It changes no proposal.
 * Output: {"days": n} of the scenario; the plan itself goes to its row.
 */
#include "jobs/plan_build.h"
#include "json.h"

#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
	const struct plan_option *x = *(const struct plan_option *const *)a,
				 *y = *(const struct plan_option *const *)b;
	int order;

	if (x->value < y->value || x->value > y->value)
		return x->value > y->value ? -1 : 1;
	order = strcmp(x->organisation, y->organisation);
	return order ? order : strcmp(x->competence, y->competence);
}

static const struct plan_option *same_in(const struct plan_build *b, const struct plan_option *o)
{
	for (size_t i = 0; i < b->options; i++)
		if (strcmp(b->option[i].organisation, o->organisation) == 0 &&
		    strcmp(b->option[i].competence, o->competence) == 0)
			return &b->option[i];
	return NULL;
}

static bool chosen_in(const struct plan_build *b, const struct plan_option *o)
{
	const struct plan_option *same = same_in(b, o);

	return same && same->chosen;
}

/* What b chose, by the weights of `own`: plans of different weights have no common measure else. */
static double benefit(const struct plan_build *b, const struct plan_build *own)
{
	double sum = 0;

	for (size_t i = 0; i < b->options; i++) {
		const struct plan_option *same =
		    b->option[i].chosen ? same_in(own, &b->option[i]) : NULL;

		sum += same ? same->value : 0;
	}
	return sum;
}

static struct json *named(const char *id, const char *name)
{
	struct json *j = js_object();

	js_set(j, "id", js_text(id));
	js_set(j, "name", js_text(name));
	return j;
}

/* What `b` chose and `other` did not; other NULL: all that b chose. The best first. */
static struct json *chosen(const struct plan_build *b, const struct plan_build *other)
{
	const struct plan_option **o =
	    arena_array(b->job->rq->mem, const struct plan_option *, b->options + 1);
	struct json *list = js_array();
	size_t n = 0;

	for (size_t i = 0; i < b->options; i++)
		if (b->option[i].chosen && !(other && chosen_in(other, &b->option[i])))
			o[n++] = &b->option[i];
	qsort(o, n, sizeof(const struct plan_option *), by_value);
	for (size_t i = 0; i < n; i++) {
		struct json *j = js_object();

		js_set(j, "organisation",
		    named(o[i]->organisation, rows_text(b->schools, o[i]->school, 1)));
		js_set(j, "competence", named(o[i]->competence, o[i]->name));
		js_set(j, "gain", js_real(o[i]->value));
		js_push(list, j);
	}
	return list;
}

static struct json *figures(const struct plan_build *b, const struct plan_build *own)
{
	struct json *j = js_object();

	js_set(j, "method", js_text(plan_method(b)));
	js_set(j, "objective", js_real(b->out.objective));
	js_set(j, "benefit", js_real(benefit(b, own)));
	js_set(j, "capacity", js_integer((long)b->capacity));
	js_set(j, "draft", js_integer((long)b->draft));
	js_set(j, "days", js_integer((long)b->out.days_in_all));
	js_set(j, "unused", js_integer((long)plan_unused(b)));
	js_set(j, "left_out", plan_rule_names(b->without));
	return j;
}

enum error job_plan_scenario(struct job *j, const char **output)
{
	struct request *rq = j->rq;
	const char *why, *id;
	size_t where;
	const struct json *input = js_parse(j->input, strlen(j->input), &why, &where);
	struct plan_build now, then;
	struct rows *r;
	struct json *result;

	id = input ? js_string(js_member(input, "scenario")) : NULL;
	TRY(db_query(rq, Q_PLAN_SCENARIOS_ASKED, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, "the scenario is gone");
	const char *plan = rows_text(r, 0, 0), *asked = rows_text(r, 0, 1);

	TRY(plan_gather(j, plan, NULL, &now));
	TRY(plan_choose(&now));
	TRY(plan_gather(j, plan, asked, &then));
	TRY(plan_choose(&then));
	result = figures(&then, &now);
	js_set(result, "current", figures(&now, &now));
	js_set(result, "chosen", chosen(&then, NULL));
	js_set(result, "added", chosen(&then, &now));
	js_set(result, "dropped", chosen(&now, &then));
	TRY(db_query(rq, Q_PLAN_SCENARIOS_RESULT, PARAMS(id, js_print(result)), &r));
	*output = arena_printf(rq->mem, "{\"days\": %zu}", then.out.days_in_all);
	return OK;
}
