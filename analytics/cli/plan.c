/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth plan: the plan of PROBLEM.json with a reason and a loss for each school, or, with
 * several --change-cost, how much is won by changing more of last year's plan.
 */
#include "cli/plan_report.h"

#include <stdlib.h>
#include <string.h>

struct wanted {
	const char *file, *json, *gap, *nodes, *megabytes;
	struct cli_list without, change;
	bool quick;
};

static bool read_words(struct cli *c, struct wanted *w)
{
	const struct cli_option options[] = {
		{ "--json", .value = &w->json },
		{ "--gap", .value = &w->gap },
		{ "--nodes", .value = &w->nodes },
		{ "--memory", .value = &w->megabytes },
		{ "--without", .list = &w->without },
		{ "--change-cost", .list = &w->change },
		{ "--no-losses", .flag = &w->quick },
	};

	return cli_read_options(c, options, sizeof options / sizeof *options, &w->file, 1);
}

static bool read_rule(const struct cli *c, const char *word, unsigned *without)
{
	static const struct {
		const char *name;
		enum an_plan_rule rule;
	} known[] = { { "coverage", AN_PLAN_COVERAGE }, { "shares", AN_PLAN_SHARES },
		{ "clusters", AN_PLAN_CLUSTERS }, { "fixed", AN_PLAN_FIXED } };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(word, known[i].name) == 0) {
			*without |= known[i].rule;
			return true;
		}
	cli_complain(c, EXIT_USAGE,
	    cli_words(c, "--without: условия «%s» нет (есть coverage, shares, clusters, fixed)",
		"--without: no rule \"%s\" (there are coverage, shares, clusters, fixed)"),
	    word);
	return false;
}

static bool read_options(const struct cli *c, const struct wanted *w, struct an_plan_options *o)
{
	long n;

	*o = AN_PLAN_USUAL;
	if (w->gap && !cli_number(c, "--gap", w->gap, &o->gap))
		return false;
	if (!(o->gap >= 0 && o->gap < 1)) {
		cli_complain(c, EXIT_USAGE, "%s",
		    cli_words(c, "--gap: нужно число от 0 до 1",
			"--gap: a number from 0 to 1 is needed"));
		return false;
	}
	if (w->nodes) {
		if (!cli_count(c, "--nodes", w->nodes, &n))
			return false;
		o->nodes = (size_t)(n < 100000000 ? n : 100000000);
	}
	if (w->megabytes) {
		if (!cli_count(c, "--memory", w->megabytes, &n))
			return false;
		o->megabytes = (size_t)(n < 1000000 ? n : 1000000);
	}
	for (size_t i = 0; i < w->without.n; i++)
		if (!read_rule(c, w->without.value[i], &o->without))
			return false;
	return true;
}

static bool make_room(struct planned *p)
{
	const struct an_plan_problem *q = &p->file->p;

	p->plan.days = calloc(q->schools, sizeof *p->plan.days);
	p->plan.theme = calloc(q->schools, q->competences);
	p->plan.visits = calloc(q->pairs + 1, sizeof *p->plan.visits);
	p->reason = calloc(q->schools, sizeof *p->reason);
	return p->plan.days && p->plan.theme && p->plan.visits && p->reason;
}

static void release(struct planned *p)
{
	free(p->plan.days);
	free(p->plan.theme);
	free(p->plan.visits);
	free(p->reason);
}

/* No plan: which rules contradict each other. */
static enum exit_status explain(const struct cli *c, const struct planned *p,
    const struct an_plan_options *o, enum an_status why)
{
	unsigned rules = 0;
	char text[400];

	if (why != AN_INFEASIBLE || an_plan_conflict(&p->file->p, o, &rules))
		return cli_complain_of(c, why);
	if (!rules)
		return cli_complain(c, EXIT_NO_ANSWER, "%s",
		    cli_words(c,
			"ни один план не удовлетворяет условиям, и снять одно из них мало: проверьте дни методистов, состав бригады и списки школ",
			"no plan satisfies the rules, and dropping one of them isn't enough: check methodists' days, the team and the lists of schools"));
	plan_rules(c, rules, text, sizeof text);
	return cli_complain(c, EXIT_NO_ANSWER,
	    cli_words(c,
		"ни один план не удовлетворяет условиям; план есть, если снять одно из: %s",
		"no plan satisfies the rules; there is one without one of: %s"),
	    text);
}

static enum exit_status one_plan(
    const struct cli *c, const struct wanted *w, const struct an_plan_options *o, struct planned *p)
{
	enum an_status status = an_plan_solve(&p->file->p, o, &p->plan);

	if (status)
		return explain(c, p, o, status);
	p->losses = !w->quick;
	status = p->losses ? an_plan_reasons(&p->file->p, o, &p->plan, p->reason, &p->reasons)
			   : an_plan_describe(&p->file->p, &p->plan, p->reason, &p->reasons);
	if (status)
		return cli_complain_of(c, status);
	if (w->json && strcmp(w->json, "-") == 0)
		return plan_json(c, p, w->json);
	plan_print(c, p);
	return w->json ? plan_json(c, p, w->json) : EXIT_DONE;
}

/* What each price of a change buys: days changed and the value left. */
static enum exit_status frontier(const struct cli *c, const struct cli_list *costs,
    const struct an_plan_options *o, struct plan_file *f, struct planned *p)
{
	puts(cli_words(c, "цена изменения  изменено дней  польза без дороги",
	    "cost of change   days changed   value less travel"));
	for (size_t i = 0; i < costs->n; i++) {
		enum an_status status;

		if (!cli_number(c, "--change-cost", costs->value[i], &f->p.change_cost))
			return EXIT_USAGE;
		status = an_plan_solve(&f->p, o, &p->plan);
		if (status)
			return explain(c, p, o, status);
		printf("%15.6g %14zu %18.6g\n", f->p.change_cost, p->plan.changed,
		    p->plan.value - p->plan.travel);
	}
	return EXIT_DONE;
}

static enum exit_status run(const struct cli *c, const struct wanted *w,
    const struct an_plan_options *o, struct plan_file *f)
{
	struct planned p = { .file = f };
	enum exit_status s;

	if (w->change.n && !f->p.previous)
		return cli_complain(c, EXIT_BAD_DATA,
		    cli_words(c, "%s: --change-cost нужен прошлый план (previous у школ)",
			"%s: --change-cost needs the previous plan (previous at schools)"),
		    w->file);
	if (w->change.n == 1 &&
	    !cli_number(c, "--change-cost", w->change.value[0], &f->p.change_cost))
		return EXIT_USAGE;
	if (!make_room(&p))
		s = cli_complain_of(c, AN_NO_MEMORY);
	else if (w->change.n > 1)
		s = frontier(c, &w->change, o, f, &p);
	else
		s = one_plan(c, w, o, &p);
	release(&p);
	return s;
}

enum exit_status cli_plan(struct cli *c)
{
	struct wanted w = { .json = NULL };
	struct an_plan_options o;
	struct plan_file f;
	enum exit_status s;

	if (!read_words(c, &w) || !read_options(c, &w, &o))
		return EXIT_USAGE;
	s = plan_file_read(c, w.file, &f);
	if (s == EXIT_DONE)
		s = run(c, &w, &o, &f);
	plan_file_free(&f);
	return s;
}
