/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made-up districts for tests of the plan: schools in clusters, methodists with 4 skills each who may
 * go to their cluster and some other schools, an eighth of schools due, a third rural.
 */
#ifndef PLAN_DISTRICT_H
#define PLAN_DISTRICT_H
#include "plan.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

struct district {
	struct an_plan_problem p;
	double *value;
	size_t *capacity, *cluster;
	unsigned char *skill, *must, *rural;
	struct an_plan_pair *pair;
	struct an_plan_share share;
	struct an_plan plan;
};

static inline void district_value(struct district *d, gsl_rng *g)
{
	double effect[12];

	for (size_t c = 0; c < d->p.competences; c++)
		effect[c] = fmax(.02, .15 + gsl_ran_gaussian(g, .05));
	for (size_t j = 0; j < d->p.schools; j++) {
		size_t n = (size_t)fmax(15, 75 * exp(gsl_ran_gaussian(g, .4)));
		double shift = gsl_ran_gaussian(g, .2), mean[500], sd[500];

		n = n > 500 ? 500 : n;
		for (size_t c = 0; c < d->p.competences; c++) {
			double level = 2 + (double)c / 11 + shift + gsl_ran_gaussian(g, .12);

			for (size_t i = 0; i < n; i++) {
				mean[i] = level + gsl_ran_gaussian(g, .35);
				sd[i] = .22;
			}
			d->value[j * d->p.competences + c] =
			    an_plan_gain(mean, sd, n, 2.8, effect[c]);
		}
	}
}

static inline void district_people(struct district *d, gsl_rng *g)
{
	size_t clusters = d->p.schools / 5 ? d->p.schools / 5 : 1;

	for (size_t r = 0; r < d->p.methodists; r++) {
		size_t own = gsl_rng_uniform_int(g, d->p.schools);
		double other = 6. / (double)d->p.schools;

		d->capacity[r] = 2;
		for (size_t k = 0; k < 4; k++)
			d->skill[r * d->p.competences + gsl_rng_uniform_int(g, d->p.competences)] =
			    1;
		for (size_t j = 0; j < d->p.schools; j++)
			if (j != own &&
			    (j % clusters == r % clusters || gsl_rng_uniform(g) < other))
				d->pair[d->p.pairs++] =
				    (struct an_plan_pair){ r, j, .05 + .35 * gsl_rng_uniform(g) };
	}
}

static inline struct district *district_make(
    size_t schools, size_t methodists, size_t competences, unsigned long seed)
{
	struct district *d = calloc(1, sizeof *d);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, seed);
	d->value = calloc(schools * competences, sizeof *d->value);
	d->capacity = calloc(methodists, sizeof *d->capacity);
	d->cluster = calloc(schools, sizeof *d->cluster);
	d->skill = calloc(methodists, competences);
	d->must = calloc(schools, 1);
	d->rural = calloc(schools, 1);
	d->pair = calloc(methodists * schools + 1, sizeof *d->pair);
	d->p = (struct an_plan_problem){ .schools = schools,
		.competences = competences,
		.methodists = methodists,
		.days = schools * 3 / 5,
		.days_per_school = 2,
		.themes_per_day = 3,
		.team = 2,
		.value = d->value,
		.capacity = d->capacity,
		.skill = d->skill,
		.pair = d->pair,
		.must = d->must,
		.shares = 1,
		.share = &d->share };
	d->share = (struct an_plan_share){ d->rural, .25 };
	for (size_t j = 0; j < schools; j++) {
		d->must[j] = gsl_rng_uniform(g) < .12;
		d->rural[j] = gsl_rng_uniform(g) < .3;
		d->cluster[j] = j % (schools / 5 ? schools / 5 : 1);
	}
	district_value(d, g);
	district_people(d, g);
	gsl_rng_free(g);
	d->plan.days = calloc(schools + 1, sizeof(size_t));
	d->plan.theme = calloc(schools * competences + 1, 1);
	d->plan.visits = calloc(d->p.pairs + 1, sizeof(size_t));
	return d;
}

static inline void district_free(struct district *d)
{
	free(d->value);
	free(d->capacity);
	free(d->cluster);
	free(d->skill);
	free(d->must);
	free(d->rural);
	free(d->pair);
	free(d->plan.days);
	free(d->plan.theme);
	free(d->plan.visits);
	free(d);
}

#endif
