/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan builder's problem from the database. Its columns are competences. Where every methodist can
 * take any topic, the topics of a school are interchangeable, and the columns are its best few, one more
 * than it may have days, which is what could take the place of one that is dropped.
 */
#include "jobs/plan_build.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ID, NAME, RURAL, IN_DRAFT, LAST_YEAR, SINCE, ALL_IN_DRAFT, LOOSE }; /* of plan_schools */
static const double year_adds = 0.1;

static double rule(const struct rows *r, const char *name)
{
	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, 0), name) == 0)
			return strtod(rows_text(r, i, 1), NULL);
	return 0;
}

/* A setting is any number from 0; the builder's limits are narrower. */
static size_t whole(const struct rows *r, const char *name, double least, double most)
{
	return (size_t)fmax(least, fmin(most, floor(rule(r, name))));
}

static enum error read_rules(struct plan_build *b, const char *asked)
{
	struct rows *r;

	TRY(db_query(b->job->rq, Q_PLAN_RULES, PARAMS(asked), &r));
	b->rules = (struct plan_rules){ .days = whole(r, "days", 0, 10000),
		.per_school = whole(r, "days_per_school", 1, 20),
		.per_methodist = whole(r, "days_per_methodist", 0, 300),
		.team = whole(r, "team", 1, 20),
		.coverage_years = rule(r, "coverage_years"),
		.rural_share = fmin(1, rule(r, "rural_share")),
		.change_cost = fmin(1e6, rule(r, "change_cost")),
		.travel_cost = fmin(1e6, rule(r, "travel_cost")),
		.weight_gap = fmin(1000, rule(r, "weight_gap")),
		.weight_needs = fmin(1000, rule(r, "weight_needs")),
		.weight_support = fmin(1000, rule(r, "weight_support")) };
	return OK;
}

static size_t number(const struct rows *r, size_t row, int column)
{
	return strtoul(rows_text(r, row, column), NULL, 10);
}

static enum error read_options(struct plan_build *b)
{
	const struct plan_rules *w = &b->rules;
	struct rows *r, *schools;

	TRY(db_query(b->job->rq, Q_PLAN_SCHOOLS, PARAMS(b->plan, b->anew ? "t" : "f"), &schools));
	TRY(db_query(b->job->rq, Q_PLAN_OPTIONS, PARAMS(b->plan), &r));
	b->schools = schools;
	b->option = arena_array(b->job->rq->mem, struct plan_option, rows_count(r) + 1);
	for (size_t i = 0; i < rows_count(r); i++) {
		struct plan_option *o = &b->option[b->options];

		*o = (struct plan_option){ rows_text(r, i, 0), rows_text(r, i, 1),
			rows_text(r, i, 5), 0, rows_find(schools, rows_text(r, i, 0)) };
		o->value = (w->weight_gap * strtod(rows_text(r, i, 2), NULL) +
			       w->weight_needs * strtod(rows_text(r, i, 3), NULL)) *
			   (1 + w->weight_support * year_adds * strtod(rows_text(r, i, 4), NULL));
		b->options += o->school != SIZE_MAX && o->value > 0;
	}
	return OK;
}

/* Options of one school stand together, so each is compared with its neighbours only. */
static void rank_options(struct plan_build *b)
{
	for (size_t i = 0; i < b->options; i++) {
		struct plan_option *o = &b->option[i];

		for (size_t k = i; k-- && b->option[k].school == o->school;) {
			if (b->option[k].value < o->value)
				b->option[k].slot++;
			else
				o->slot++;
		}
	}
}

/* Where an option stands among those of its school; SIZE_MAX: it doesn't. */
static size_t column(const struct plan_build *b, const struct plan_option *o)
{
	if (b->unable)
		return rows_find(b->competences, o->competence);
	return o->slot < b->rules.per_school + 1 ? o->slot : SIZE_MAX;
}

static void place_options(struct plan_build *b)
{
	struct an_plan_problem *p = &b->p;
	size_t all;
	double *value;

	p->competences = b->unable ? rows_count(b->competences) : 1;
	for (size_t i = 0; i < b->options && !b->unable; i++)
		if (column(b, &b->option[i]) != SIZE_MAX && b->option[i].slot >= p->competences)
			p->competences = b->option[i].slot + 1;
	all = p->schools * p->competences;
	b->at = arena_array(b->job->rq->mem, size_t, all + 1);
	p->value = value = b->value = arena_array(b->job->rq->mem, double, all + 1);
	for (size_t i = 0; i < all; i++) {
		b->at[i] = SIZE_MAX;
		value[i] = 0;
	}
	for (size_t i = 0; i < b->options; i++) {
		const struct plan_option *o = &b->option[i];
		size_t at = column(b, o);

		if (at == SIZE_MAX)
			continue;
		at += o->school * p->competences;
		b->at[at] = i;
		value[at] = o->value;
	}
}

/* By the rule of coverage. */
static bool due(const struct plan_build *b, size_t school)
{
	const char *since = rows_text(b->schools, school, SINCE);

	return b->rules.coverage_years > 0 && number(b->schools, school, IN_DRAFT) == 0 &&
	       (!since || strtod(since, NULL) >= b->rules.coverage_years);
}

static void school_limits(struct plan_build *b)
{
	struct an_plan_problem *p = &b->p;
	struct arena *mem = b->job->rq->mem;
	size_t *most = arena_array(mem, size_t, p->schools),
	       *previous = arena_array(mem, size_t, p->schools);
	unsigned char *must = arena_array(mem, unsigned char, p->schools),
		      *rural = arena_array(mem, unsigned char, p->schools);
	struct an_plan_share *share = arena_array(mem, struct an_plan_share, 1);

	b->kept = arena_array(mem, size_t, p->schools);
	for (size_t j = 0; j < p->schools; j++) {
		size_t draft = number(b->schools, j, IN_DRAFT),
		       last = number(b->schools, j, LAST_YEAR), topics = 0;

		for (size_t c = 0; c < p->competences; c++)
			topics += b->at[j * p->competences + c] != SIZE_MAX;
		most[j] = b->rules.per_school > draft ? b->rules.per_school - draft : 0;
		most[j] = topics < most[j] ? topics : most[j]; /* a day has a topic */
		b->kept[j] = b->anew ? number(b->schools, j, LOOSE) : 0;
		b->kept[j] = b->kept[j] < most[j] ? b->kept[j] : most[j];
		previous[j] = b->anew ? b->kept[j] : last > draft ? last - draft : 0;
		must[j] = most[j] > 0 && due(b, j);
		rural[j] = *rows_text(b->schools, j, RURAL) == 't';
	}
	*share = (struct an_plan_share){ rural, b->rules.rural_share };
	p->most = most;
	p->previous = previous;
	p->change_cost = b->rules.change_cost;
	p->must = must;
	p->share = share;
	p->shares = b->rules.rural_share > 0;
}

static void read_skills(struct plan_build *b, const struct rows *unable)
{
	size_t n = b->p.methodists * b->p.competences;
	unsigned char *skill = arena_array(b->job->rq->mem, unsigned char, n + 1);

	memset(skill, 1, n + 1);
	for (size_t i = 0; i < rows_count(unable); i++)
		skill[rows_find(b->methodists, rows_text(unable, i, 0)) * b->p.competences +
		      rows_find(b->competences, rows_text(unable, i, 1))] = 0;
	b->p.skill = skill;
}

static enum error read_methodists(struct plan_build *b)
{
	struct an_plan_problem *p = &b->p;
	struct arena *mem = b->job->rq->mem;
	const struct rows *m = b->methodists;
	struct rows *r;
	struct an_plan_pair *pair;
	size_t *left;

	TRY(db_query(b->job->rq, Q_PLAN_PAIRS, PARAMS(b->plan), &r));
	p->methodists = rows_count(m);
	left = arena_array(mem, size_t, p->methodists + 1);
	for (size_t i = 0; i < p->methodists; i++) {
		size_t led = number(m, i, 1), each = b->rules.per_methodist;

		left[i] = each > led ? each - led : 0;
	}
	p->pair = pair = arena_array(mem, struct an_plan_pair, rows_count(r) + 1);
	for (size_t i = 0; i < rows_count(r); i++) {
		pair[p->pairs] = (struct an_plan_pair){ rows_find(m, rows_text(r, i, 0)),
			rows_find(b->schools, rows_text(r, i, 1)),
			b->rules.travel_cost * strtod(rows_text(r, i, 2), NULL) };
		p->pairs +=
		    pair[p->pairs].methodist != SIZE_MAX && pair[p->pairs].school != SIZE_MAX;
	}
	p->capacity = left;
	return OK;
}

/* A day has a topic: one that nobody who may come can lead is none of that school. */
static void drop_unled(struct plan_build *b)
{
	struct an_plan_problem *p = &b->p;
	size_t all = p->schools * p->competences;
	unsigned char *led = arena_array(b->job->rq->mem, unsigned char, all + 1);

	memset(led, 0, all + 1);
	for (size_t i = 0; i < p->pairs; i++)
		for (size_t c = 0; p->capacity[p->pair[i].methodist] && c < p->competences; c++)
			led[p->pair[i].school * p->competences + c] |=
			    p->skill[p->pair[i].methodist * p->competences + c];
	for (size_t i = 0; i < all; i++)
		if (b->unable && b->at[i] != SIZE_MAX && !led[i]) {
			b->option[b->at[i]].unled = true;
			b->at[i] = SIZE_MAX;
			b->value[i] = 0;
		}
}

/* Methodists, and which competences each can't take. */
static enum error read_people(struct plan_build *b)
{
	struct rows *m, *c, *unable;

	TRY(db_query(b->job->rq, Q_PLAN_METHODISTS, PARAMS(b->plan, b->anew ? "t" : "f"), &m));
	TRY(db_query(b->job->rq, Q_PLAN_COMPETENCES, PARAMS(b->plan), &c));
	TRY(db_query(b->job->rq, Q_PLAN_UNABLE, PARAMS(b->plan), &unable));
	b->methodists = m;
	b->competences = c;
	b->unable = rows_count(unable) > 0;
	place_options(b);
	TRY(read_methodists(b));
	read_skills(b, unable);
	drop_unled(b);
	return OK;
}

/* Days that stand in the plan whatever is chosen; loose ones beyond what topics are left for stay too. */
static size_t standing(const struct plan_build *b)
{
	size_t days = b->p.schools ? number(b->schools, 0, ALL_IN_DRAFT) : 0;

	for (size_t j = 0; b->anew && j < b->p.schools; j++)
		days += number(b->schools, j, LOOSE) - b->kept[j];
	return days;
}

static enum error gather(struct plan_build *b, const char *asked)
{
	size_t days;

	TRY(read_rules(b, asked));
	TRY(read_options(b));
	rank_options(b);
	b->p.schools = rows_count(b->schools);
	TRY(read_people(b));
	school_limits(b);
	TRY(plan_linking(b));
	days = b->p.methodists * b->rules.per_methodist / b->rules.team;
	b->draft = standing(b);
	b->capacity = days < b->rules.days ? days : b->rules.days;
	b->room = b->capacity > b->draft ? b->capacity - b->draft : 0;
	b->p.days = b->room;
	b->p.days_per_school = b->rules.per_school;
	b->p.themes_per_day = 1;
	b->p.team = b->rules.team;
	b->empty = b->options == 0 || b->room == 0 || b->p.pairs == 0;
	return OK;
}

enum error plan_gather(struct job *j, const char *plan, const char *asked, struct plan_build *out)
{
	*out = (struct plan_build){ .job = j, .plan = plan };
	return gather(out, asked);
}

enum error plan_gather_anew(struct job *j, const char *plan, struct plan_build *out)
{
	*out = (struct plan_build){ .job = j, .plan = plan, .anew = true };
	return gather(out, NULL);
}
