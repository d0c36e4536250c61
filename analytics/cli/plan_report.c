/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See plan_report.h.
 */
#include "cli/plan_report.h"
#include "cli/columns.h"

#include <math.h>
#include <string.h>

static const struct {
	enum an_plan_rule rule;
	const char *key, *ru, *en;
} rules[] = {
	{ AN_PLAN_COVERAGE, "coverage", "обязательные школы (due)", "schools that are due (due)" },
	{ AN_PLAN_SHARES, "shares", "доли групп школ (shares)",
	    "shares of groups of schools (shares)" },
	{ AN_PLAN_CLUSTERS, "clusters", "работа в двух группах школ (cluster)",
	    "work in two clusters (cluster)" },
	{ AN_PLAN_FIXED, "fixed", "решения совета (days, themes, visits)",
	    "decisions of the council (days, themes, visits)" },
	{ AN_PLAN_CHANGE, "change", "близость к прошлому плану (previous)",
	    "closeness to the previous plan (previous)" },
};
enum { RULES = sizeof rules / sizeof *rules };

void plan_rules(const struct cli *c, unsigned set, char *text, size_t room)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < RULES; i++)
		if (set & rules[i].rule && used < room)
			used += (size_t)snprintf(text + used, room - used, "%s%s", used ? ", " : "",
			    c->english ? rules[i].en : rules[i].ru);
}

static const char *method(const struct cli *c, enum an_plan_method m)
{
	switch (m) {
	case AN_PLAN_OPTIMUM:
		return cli_words(c, "оптимум", "optimum");
	case AN_PLAN_BEST_FOUND:
		return cli_words(c, "лучший из найденных: перебор остановлен по числу узлов",
		    "best one found: the search ended at its limit of nodes");
	default:
		return cli_words(c, "жадный: перебор остановлен по числу узлов",
		    "greedy: the search ended at its limit of nodes");
	}
}

static void print_themes(const struct planned *p, size_t school)
{
	const struct an_plan_problem *q = &p->file->p;
	const char *comma = "";

	for (size_t k = 0; k < q->competences; k++)
		if (p->plan.theme[school * q->competences + k]) {
			printf("%s%s", comma, p->file->competence.name[k]);
			comma = ", ";
		}
}

static void print_people(const struct planned *p, size_t school)
{
	const struct an_plan_problem *q = &p->file->p;
	const char *comma = "";

	for (size_t i = 0; i < q->pairs; i++) {
		size_t days = p->plan.visits[i];

		if (q->pair[i].school != school || days == 0)
			continue;
		printf("%s%s", comma, p->file->methodist.name[q->pair[i].methodist]);
		if (days > 1)
			printf(" x%zu", days);
		comma = ", ";
	}
}

static void print_why(const struct cli *c, const struct planned *p, const struct an_plan_reason *r)
{
	printf(cli_words(c, "     польза %.3g", "     gain %.3g"), r->gain);
	if (p->losses && isinf(r->loss_if_dropped))
		printf("%s", cli_words(c, "; без неё плана нет", "; without it there is no plan"));
	else if (p->losses)
		printf(cli_words(c, "; потеря, если убрать: %.3g", "; loss if dropped: %.3g"),
		    r->loss_if_dropped);
	for (size_t k = 0; k < r->tops; k++)
		printf("; %s %.3g", p->file->competence.name[r->top[k]], r->top_value[k]);
	putchar('\n');
	for (size_t k = 0; k < r->tops; k++)
		if (r->only[k] != AN_PLAN_NOBODY)
			printf(cli_words(c, "     по теме «%s» может поехать только %s\n",
				   "     for \"%s\" only %s can go\n"),
			    p->file->competence.name[r->top[k]],
			    p->file->methodist.name[r->only[k]]);
	if (r->because) {
		char text[400];

		plan_rules(c, r->because, text, sizeof text);
		printf(cli_words(c, "     в плане из-за условия: %s\n",
			   "     in the plan because of: %s\n"),
		    text);
	}
}

void plan_print(const struct cli *c, const struct planned *p)
{
	printf(cli_words(c, "План: дней %zu, школ %zu (%s)\nПольза %.6g, дорога %.6g, итог %.6g\n",
		   "Plan: %zu days, %zu schools (%s)\nValue %.6g, travel %.6g, in all %.6g\n"),
	    p->plan.days_in_all, p->reasons, method(c, p->plan.method), p->plan.value,
	    p->plan.travel, p->plan.objective);
	if (p->plan.method != AN_PLAN_OPTIMUM && isfinite(p->plan.bound))
		printf(
		    cli_words(c, "Выше %.6g не бывает\n", "None is above %.6g\n"), p->plan.bound);
	if (p->file->p.previous)
		printf(cli_words(c, "Изменено дней против прошлого плана: %zu\n",
			   "Days changed against the previous plan: %zu\n"),
		    p->plan.changed);
	for (size_t i = 0; i < p->reasons; i++) {
		const struct an_plan_reason *r = &p->reason[i];

		printf(cli_words(c, "\n%3zu. %s: дней %zu; ", "\n%3zu. %s: %zu days; "), i + 1,
		    p->file->school.name[r->school], r->days);
		print_themes(p, r->school);
		printf("; ");
		print_people(p, r->school);
		putchar('\n');
		print_why(c, p, r);
	}
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void add_themes(const struct planned *p, const struct an_plan_reason *r, cJSON *to)
{
	const struct an_plan_problem *q = &p->file->p;
	cJSON *list = cJSON_AddArrayToObject(to, "themes");

	for (size_t k = 0; k < q->competences; k++) {
		size_t at = r->school * q->competences + k;
		cJSON *theme;

		if (!p->plan.theme[at])
			continue;
		theme = cJSON_CreateObject();
		cJSON_AddStringToObject(theme, "competence", p->file->competence.name[k]);
		cJSON_AddNumberToObject(theme, "value", q->value[at]);
		for (size_t t = 0; t < r->tops; t++)
			if (r->top[t] == k && r->only[t] != AN_PLAN_NOBODY)
				cJSON_AddStringToObject(
				    theme, "only_methodist", p->file->methodist.name[r->only[t]]);
		cJSON_AddItemToArray(list, theme);
	}
}

static void add_people(const struct planned *p, size_t school, cJSON *to)
{
	const struct an_plan_problem *q = &p->file->p;
	cJSON *list = cJSON_AddArrayToObject(to, "methodists");

	for (size_t i = 0; i < q->pairs; i++)
		if (q->pair[i].school == school && p->plan.visits[i]) {
			cJSON *one = cJSON_CreateObject();

			cJSON_AddStringToObject(
			    one, "name", p->file->methodist.name[q->pair[i].methodist]);
			cJSON_AddNumberToObject(one, "days", (double)p->plan.visits[i]);
			cJSON_AddItemToArray(list, one);
		}
}

static cJSON *proposal(const struct planned *p, const struct an_plan_reason *r)
{
	cJSON *j = cJSON_CreateObject(), *because;

	cJSON_AddStringToObject(j, "school", p->file->school.name[r->school]);
	cJSON_AddNumberToObject(j, "days", (double)r->days);
	cJSON_AddNumberToObject(j, "gain", r->gain);
	if (p->losses && isinf(r->loss_if_dropped))
		cJSON_AddBoolToObject(j, "indispensable", true);
	else if (p->losses)
		cJSON_AddNumberToObject(j, "loss_if_dropped", r->loss_if_dropped);
	add_themes(p, r, j);
	add_people(p, r->school, j);
	because = cJSON_AddArrayToObject(j, "because");
	for (size_t i = 0; i < RULES; i++)
		if (r->because & rules[i].rule)
			cJSON_AddItemToArray(because, cJSON_CreateString(rules[i].key));
	return j;
}

enum exit_status plan_json(const struct cli *c, const struct planned *p, const char *path)
{
	static const char *const methods[] = { "optimum", "best_found", "greedy" };
	cJSON *j = cJSON_CreateObject(), *list;

	cJSON_AddStringToObject(j, "method", methods[p->plan.method]);
	cJSON_AddNumberToObject(j, "objective", p->plan.objective);
	if (isfinite(p->plan.bound))
		cJSON_AddNumberToObject(j, "bound", p->plan.bound);
	cJSON_AddNumberToObject(j, "value", p->plan.value);
	cJSON_AddNumberToObject(j, "travel", p->plan.travel);
	cJSON_AddNumberToObject(j, "days", (double)p->plan.days_in_all);
	if (p->file->p.previous)
		cJSON_AddNumberToObject(j, "changed", (double)p->plan.changed);
	cJSON_AddNumberToObject(j, "nodes", (double)p->plan.nodes);
	list = cJSON_AddArrayToObject(j, "proposals");
	for (size_t i = 0; i < p->reasons; i++)
		cJSON_AddItemToArray(list, proposal(p, &p->reason[i]));
	return columns_json(c, path, j);
}
