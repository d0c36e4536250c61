/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A simulated district for the tests of the growth model: teachers with level and growth, schools with
 * both, raters with severity, the truth known. The same seed gives the same district everywhere.
 */
#ifndef SIMULATED_H
#define SIMULATED_H
#include "growth.h"

#include <math.h>
#include <stdlib.h>

struct simulated {
	uint32_t teachers, schools, raters, districts;
	size_t visits; /* per teacher */
	uint64_t seed;

	size_t n;
	double *y, *t;
	uint32_t *teacher, *school, *rater, *district;
	double *level, *growth, *school_level, *school_growth, *severity; /* the truth */
	const double *x[2];
	struct an_factor factor[2];
	struct an_growth_data data;
};

static inline double uniform(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return ((double)(*seed >> 11) + 0.5) / 9007199254740992.0;
}

static inline double normal(uint64_t *seed)
{
	double r = sqrt(-2 * log(uniform(seed)));

	return r * cos(2 * M_PI * uniform(seed));
}

static inline double *normals(size_t n, double sd, uint64_t *seed)
{
	double *v = malloc(n * sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = sd * normal(seed);
	return v;
}

static inline uint32_t below(uint32_t n, uint64_t *seed)
{
	return (uint32_t)(uniform(seed) * n);
}

/* One visit of teacher i; one in forty by a rater of another district. */
static inline void simulate_visit(struct simulated *s, uint32_t i, double t)
{
	uint64_t *seed = &s->seed;
	uint32_t school = i % s->schools, d = school % s->districts;
	uint32_t own = s->raters / s->districts;
	uint32_t rater = d + s->districts * below(own, seed);
	size_t r = s->n++;

	if (uniform(seed) < 0.025)
		rater = below(s->raters, seed);
	s->t[r] = t;
	s->teacher[r] = i;
	s->school[r] = school;
	s->rater[r] = rater;
	s->district[r] = d;
	s->y[r] = 2.5 + 0.05 * t + s->level[i] + s->growth[i] * t + s->school_level[school] +
		  s->school_growth[school] * t + s->severity[rater] + 0.5 * normal(seed);
}

static inline void simulate(struct simulated *s)
{
	size_t n = s->teachers * s->visits;
	uint64_t *seed = &s->seed;

	s->n = 0;
	s->y = malloc(n * sizeof *s->y);
	s->t = malloc(n * sizeof *s->t);
	s->teacher = malloc(n * sizeof *s->teacher);
	s->school = malloc(n * sizeof *s->school);
	s->rater = malloc(n * sizeof *s->rater);
	s->district = malloc(n * sizeof *s->district);
	s->level = normals(s->teachers, 0.4, seed);
	s->growth = normals(s->teachers, 0.08, seed);
	s->school_level = normals(s->schools, 0.2, seed);
	s->school_growth = normals(s->schools, 0.05, seed);
	s->severity = normals(s->raters, 0.2, seed);
	for (uint32_t i = 0; i < s->teachers; i++)
		for (size_t v = 0; v < s->visits; v++)
			simulate_visit(s, i, 5 * uniform(seed) - 2.5);
	s->x[0] = NULL;
	s->x[1] = s->t;
	s->factor[0] = (struct an_factor){ s->school, s->schools, s->t, false };
	s->factor[1] = (struct an_factor){ s->rater, s->raters, NULL, false };
	s->data = (struct an_growth_data){
		.n = n,
		.y = s->y,
		.p = 2,
		.x = s->x,
		.eliminated = { s->teacher, s->teachers, s->t, false },
		.factors = 2,
		.factor = s->factor,
	};
}

static inline void simulated_free(struct simulated *s)
{
	void *all[] = { s->y, s->t, s->teacher, s->school, s->rater, s->district, s->level,
		s->growth, s->school_level, s->school_growth, s->severity };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
}

#endif
