/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The district: teachers in schools, raters with a home cluster of schools, scores on four levels
 * around a latent level. Besides days by lot there are days for the schools with the lowest scores of
 * the year before: the trap of regression to the mean. Schools move up and down with their teachers;
 * a few teachers move each year.
 */
#include "cli/simulate.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

static const double sd_teacher = .35, sd_teacher_growth = .06, teacher_correlation = -.2,
		    sd_teacher_own = .2, sd_school = .2, sd_school_growth = .05, sd_severity = .2,
		    sd_rater_own = .08, sd_visit = .3, sd_mark = .45, moving = .03, at_home = .8;

static double normal(struct simulated *s, double sd)
{
	return gsl_ran_gaussian(&s->rng, sd);
}

/* Levels and growths of competences spread evenly, as in real frameworks: the weak ones grow. */
static double mean_of(const struct simulated *s, long c, double t)
{
	double share = s->competences > 1 ? (double)c / (double)(s->competences - 1) : .5;

	return 2 + share + (.09 - .08 * share) * t;
}

static bool make_room(struct simulated *s)
{
	size_t t = (size_t)s->teachers, j = (size_t)s->schools, r = (size_t)s->raters;
	size_t c = (size_t)s->competences;

	s->rng.type = gsl_rng_mt19937;
	s->rng.state = malloc(s->rng.type->size);
	s->teacher = calloc(t, sizeof *s->teacher);
	s->school = calloc(j, sizeof *s->school);
	s->severity = calloc(r, sizeof *s->severity);
	s->teacher_own = calloc(t * c, sizeof *s->teacher_own);
	s->rater_own = calloc(r * c, sizeof *s->rater_own);
	s->day = calloc(j, sizeof *s->day);
	s->by_lot = calloc(j, sizeof *s->by_lot);
	s->home = calloc(t, sizeof *s->home);
	return s->rng.state && s->teacher && s->school && s->severity && s->teacher_own &&
	       s->rater_own && s->day && s->by_lot && s->home;
}

void simulated_free(struct simulated *s)
{
	free(s->rng.state);
	free(s->teacher);
	free(s->school);
	free(s->severity);
	free(s->teacher_own);
	free(s->rater_own);
	free(s->day);
	free(s->by_lot);
	free(s->home);
}

bool simulated_draw(struct simulated *s)
{
	double r = teacher_correlation;

	if (!make_room(s))
		return false;
	gsl_rng_set(&s->rng, (unsigned long)s->seed);
	for (long i = 0; i < s->teachers; i++) {
		double a = normal(s, 1), b = r * a + sqrt(1 - r * r) * normal(s, 1);

		s->teacher[i][0] = sd_teacher * a;
		s->teacher[i][1] = sd_teacher_growth * b;
		s->home[i] = (long)gsl_rng_uniform_int(&s->rng, (unsigned long)s->schools);
		for (long c = 0; c < s->competences; c++)
			s->teacher_own[i * s->competences + c] =
			    s->competences > 1 ? normal(s, sd_teacher_own) : 0;
	}
	for (long j = 0; j < s->schools; j++) {
		s->school[j][0] = normal(s, sd_school);
		s->school[j][1] = normal(s, sd_school_growth);
		s->by_lot[j] = gsl_rng_uniform(&s->rng) < s->lottery;
		s->day[j] = s->by_lot[j] && s->years > 1
				? 1 + floor(gsl_rng_uniform(&s->rng) * (double)(s->years - 1))
				: INFINITY;
	}
	for (long k = 0; k < s->raters; k++) {
		s->severity[k] = normal(s, sd_severity);
		for (long c = 0; c < s->competences; c++)
			s->rater_own[k * s->competences + c] =
			    s->competences > 1 ? normal(s, sd_rater_own) : 0;
	}
	return true;
}

/* ---- visits ---------------------------------------------------------------------------------- */

struct visit {
	long number, teacher, school, rater, year;
	double t;
	bool post, new_sheet;
};

/* A rater of the school's cluster, or sometimes any. */
static long choose_rater(struct simulated *s, long school)
{
	long clusters = s->schools / 5 > 0 ? s->schools / 5 : 1;
	long mine = school % clusters, in_cluster;

	if (clusters > s->raters)
		clusters = s->raters;
	mine %= clusters;
	in_cluster = (s->raters - mine + clusters - 1) / clusters;
	if (gsl_rng_uniform(&s->rng) < at_home)
		return mine +
		       clusters * (long)gsl_rng_uniform_int(&s->rng, (unsigned long)in_cluster);
	return (long)gsl_rng_uniform_int(&s->rng, (unsigned long)s->raters);
}

static int mark_of(double latent)
{
	return 1 + (latent > 1.5) + (latent > 2.5) + (latent > 3.5);
}

/* One row; the mean of the latent scores is returned. */
static double write_visit(struct simulated *s, const struct visit *v, FILE *out)
{
	double t = v->t - (double)s->years / 2, lesson = normal(s, sd_visit), sum = 0;
	double common = s->teacher[v->teacher][0] + s->teacher[v->teacher][1] * t +
			s->school[v->school][0] + s->school[v->school][1] * t +
			s->severity[v->rater] + (v->post ? s->effect : 0) +
			(v->new_sheet ? s->shift : 0) + lesson;

	fprintf(out, "%ld,%ld,%ld,%ld,%ld,%.4f,%d,%d", v->number, v->teacher + 1, v->school + 1,
	    v->rater + 1, v->year + 1, v->t, v->post, 1 + v->new_sheet);
	for (long c = 0; c < s->competences; c++) {
		double latent = mean_of(s, c, t) + common +
				s->teacher_own[v->teacher * s->competences + c] +
				s->rater_own[v->rater * s->competences + c] + normal(s, sd_mark);

		fprintf(out, ",%d", mark_of(latent));
		sum += latent / (double)s->competences;
	}
	fprintf(out, ",%.4f\n", sum);
	return sum;
}

static long visits_of_a_year(struct simulated *s)
{
	double n = gsl_ran_negative_binomial(&s->rng, 3 / (3 + s->visits), 3);

	return (long)fmin(12, fmax(1, n));
}

/* The schools without a day that had the lowest mean get theirs at the turn of the year. */
static void target(struct simulated *s, long year, const double *sum, const double *n)
{
	long most = (long)fmax(1, rint(s->targeted * (double)s->schools));

	for (long k = 0; s->targeted > 0 && k < most; k++) {
		long lowest = -1;

		for (long j = 0; j < s->schools; j++)
			if (isinf(s->day[j]) && n[j] > 0 &&
			    (lowest < 0 || sum[j] / n[j] < sum[lowest] / n[lowest]))
				lowest = j;
		if (lowest >= 0)
			s->day[lowest] = (double)(year + 1);
	}
}

static void year_of(struct simulated *s, long year, long *number, double *sums, FILE *out)
{
	for (long i = 0; i < s->teachers; i++) {
		long n = visits_of_a_year(s);

		if (year > 0 && gsl_rng_uniform(&s->rng) < moving)
			s->home[i] = (long)gsl_rng_uniform_int(&s->rng, (unsigned long)s->schools);
		for (long k = 0; k < n; k++) {
			/* As it will be read: rounded before anything depends on it. */
			double t = (double)year + floor(gsl_rng_uniform(&s->rng) * 9999) / 10000;
			struct visit v = { ++*number, i, s->home[i], choose_rater(s, s->home[i]),
				year, t, t >= s->day[s->home[i]],
				s->new_sheet > 0 && year + 1 >= s->new_sheet };

			sums[v.school] += write_visit(s, &v, out);
			sums[s->schools + v.school]++;
		}
	}
}

bool simulated_visits(struct simulated *s, FILE *out)
{
	double *sums = calloc(2 * (size_t)s->schools, sizeof *sums);
	long number = 0;

	if (!sums)
		return false;
	fputs("visit,teacher,school,rater,year,t,post,sheet", out);
	for (long c = 0; c < s->competences; c++)
		fprintf(out, ",c%ld", c + 1);
	fputs(",ymean\n", out);
	for (long year = 0; year < s->years; year++) {
		for (long j = 0; j < 2 * s->schools; j++)
			sums[j] = 0;
		year_of(s, year, &number, sums, out);
		if (year < 3 && year + 1 < s->years)
			target(s, year, sums, sums + s->schools);
	}
	free(sums);
	return true;
}

void simulated_truth(const struct simulated *s, FILE *out)
{
	fputs("factor,level,intercept,slope,day,how\n", out);
	for (long i = 0; i < s->teachers; i++)
		fprintf(
		    out, "teacher,%ld,%.6f,%.6f,,\n", i + 1, s->teacher[i][0], s->teacher[i][1]);
	for (long j = 0; j < s->schools; j++) {
		fprintf(out, "school,%ld,%.6f,%.6f,", j + 1, s->school[j][0], s->school[j][1]);
		if (isinf(s->day[j]))
			fputs(",never\n", out);
		else
			fprintf(out, "%.0f,%s\n", s->day[j], s->by_lot[j] ? "lottery" : "lowest");
	}
	for (long k = 0; k < s->raters; k++)
		fprintf(out, "rater,%ld,%.6f,,,\n", k + 1, s->severity[k]);
	for (long c = 0; c < s->competences; c++)
		fprintf(out, "competence,%ld,%.6f,%.6f,,\n", c + 1, mean_of(s, c, 0),
		    mean_of(s, c, 1) - mean_of(s, c, 0));
	fprintf(out, "day,all,%.6f,,,\nsheet,2,%.6f,,,\n", s->effect, s->shift);
}
