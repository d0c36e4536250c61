/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reason of a proposal in the words of the council (Russian: it is stored and printed). Numbers
 * come after their nouns, so that no noun has to agree with them. A group so small that it would
 * show a person's level is not described.
 */
#include "jobs/growth.h"
#include "jobs/plan_build.h"

#include <math.h>
#include <stdlib.h>

bool growth_shows(const struct growth_candidate *c)
{
	const struct growth_unit *u = &c->competence->fit.schools[c->school];

	return u->level.enough && u->people >= c->in->min_group;
}

/* 2,1 */
static const char *decimal(struct arena *mem, double x)
{
	long tenths = lround(x * 10);

	return arena_printf(
	    mem, "%s%ld,%ld", tenths < 0 ? "−" : "", labs(tenths) / 10, labs(tenths) % 10);
}

/* 2026-03-12 as 12.03.2026 */
static const char *date(struct arena *mem, const char *iso)
{
	return arena_printf(mem, "%.2s.%.2s.%.4s", iso + 8, iso + 5, iso);
}

static const char *percent(struct arena *mem, double p)
{
	if (p < 0.01)
		return "менее 1 %";
	return p > 0.99 ? "более 99 %" : arena_printf(mem, "%ld %%", lround(100 * p));
}

static const char *level(struct arena *mem, const struct growth_candidate *c)
{
	const struct growth_unit *u = &c->competence->fit.schools[c->school];
	const char *decline = "";

	if (!u->n)
		return "Уровень ещё не измерен: посещений нет.";
	if (!growth_shows(c))
		return arena_printf(mem,
		    "Уровень школы пока не показать: мало данных (посещений %zu, методистов %zu, "
		    "педагогов %zu).",
		    u->n, u->raters, u->people);
	if (u->growth.enough)
		decline =
		    arena_printf(mem, " Вероятность снижения %s.", percent(mem, u->p_decline));
	return arena_printf(mem,
	    "Уровень школы %s (с вероятностью 90 %% от %s до %s), посещений %zu, методистов %zu.%s",
	    decimal(mem, u->level.value), decimal(mem, u->level.low), decimal(mem, u->level.high),
	    u->n, u->raters, decline);
}

/* The rules but for which it would not be in the plan, and what binds it. */
static const char *binding(struct arena *mem, const struct growth_candidate *c)
{
	static const struct {
		enum an_plan_rule rule;
		const char *words;
	} all[] = {
		{ AN_PLAN_COVERAGE, " Школа включена по правилу охвата: дня давно не было." },
		{ AN_PLAN_SHARES, " Школа включена, чтобы выдержать долю сельских школ." },
		{ AN_PLAN_CLUSTERS,
		    " Школа включена, чтобы методисты бывали в разных группах школ и их оценки "
		    "можно было сравнить." },
		{ AN_PLAN_CHANGE, " Школа включена, чтобы план мало отличался от прошлого." },
	};
	const char *words = "";

	for (size_t i = 0; i < COUNT(all); i++)
		if (c->because & all[i].rule)
			words = arena_printf(mem, "%s%s", words, all[i].words);
	if (c->only)
		words = arena_printf(
		    mem, "%s Провести такой день там может только один методист.", words);
	return words;
}

static const char *effect(struct arena *mem, const struct growth_candidate *c)
{
	const char *from =
	    c->measured ? "по измерениям прошлых дней, с осторожностью"
	    : growth_not_above(c)
		? "по настройке района: измеренное влияние дней, взятое с осторожностью, не выше нуля"
		: "по настройке района";
	double x = c->effect;

	if (x < 0.005)
		return arena_printf(mem, " Ожидаемое влияние дня менее 0,01 (%s).", from);
	return arena_printf(mem, " Ожидаемое влияние дня %ld,%02ld (%s).", lround(x * 100) / 100,
	    lround(x * 100) % 100, from);
}

const char *growth_reason(struct arena *mem, const struct growth_candidate *c)
{
	const struct rows *facts = c->in->units.schools;
	const char *day = rows_text(facts, c->school, 2), *visit = rows_text(facts, c->school, 3);
	const char *needs =
	    c->needs ? arena_printf(mem, " Открытых потребностей %zu.", c->needs) : "";
	const char *support =
	    day ? arena_printf(mem, "Последний методический день %s.", date(mem, day))
	    : visit ? arena_printf(mem, "Методических дней не было, последнее посещение %s.",
			  date(mem, visit))
		    : "Методических дней и посещений не было.";

	return arena_printf(mem,
	    "%s: %s %zu, ниже целевого уровня %s ожидается около %ld. %s %s%s%s%s",
	    c->competence->name, c->in->leaders ? "руководителей" : "педагогов", c->people,
	    decimal(mem, c->in->target), lround(c->below), level(mem, c), support, needs,
	    effect(mem, c), binding(mem, c));
}
