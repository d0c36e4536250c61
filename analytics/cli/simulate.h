/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A made-up district whose truth is known: what `simulate` draws.
 */
#ifndef CLI_SIMULATE_H
#define CLI_SIMULATE_H
#include "cli/command.h"

#include <gsl/gsl_rng.h>

enum { SIMULATED_COMPETENCES_MAX = 20 };

struct simulated {
	/* as asked for */
	long seed, teachers, schools, raters, years, competences;
	double visits;	 /* of a teacher a year, on average; at least 1, at most 12 are drawn */
	double effect;	 /* of a methodological day, on every competence */
	double lottery;	 /* share of schools whose day is drawn by lot */
	double targeted; /* share that gets a day each year for the lowest scores of the last */
	long new_sheet;	 /* year from which another sheet is used; 0: never */
	double shift;	 /* of scores on it */
	/* the truth */
	double (*teacher)[2], (*school)[2]; /* level at the middle of the years, growth a year */
	double *severity;
	double *teacher_own, *rater_own; /* [.. * competences] */
	double *day;			 /* [schools] time of the day, INFINITY: never */
	bool *by_lot;
	long *home; /* [teachers] school */
	gsl_rng rng;
};

/* False without memory; simulated_free() in any case. */
bool simulated_draw(struct simulated *s);
void simulated_free(struct simulated *s);

/* Visits year by year, as CSV. */
bool simulated_visits(struct simulated *s, FILE *out);
/* factor,level,intercept,slope,day,how */
void simulated_truth(const struct simulated *s, FILE *out);

#endif
