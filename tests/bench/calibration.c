/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the growth engine's statements are true, on simulated districts whose truth is known: how
 * often intervals of 90 % cover it, and which share of the flags "declines" is wrong. Teachers' and
 * staffs' growth as the job prints them; effects of few levels with degrees of freedom. Seeds 1, 2, ..
 * Usage: calibration [REPETITIONS]; ends with 1 when a bar is missed.
 */
#include "../analytics/simulated.h"
#include "analytics.h"

#include <cblas.h>
#include <gsl/gsl_cdf.h>
#include <stdio.h>

struct setting {
	const char *name;
	uint32_t teachers, schools, raters;
	size_t visits; /* per teacher, in five years */
	double least, most;
};

struct sums {
	double teacher, school, staff, rater, wrong, flagged, declining, power;
	size_t runs, failed;
};

static bool covers(const struct an_growth_estimate *e, double truth)
{
	double z = isfinite(e->degrees) ? gsl_cdf_tdist_Pinv(0.95, e->degrees)
					: gsl_cdf_ugaussian_Pinv(0.95);

	return fabs(e->value - truth) <= z * e->sd;
}

/* Share of levels whose effect's interval covers the truth; NaN without an answer. */
static double share(
    struct an_growth *g, const struct an_growth_part *like, uint32_t n, const double *truth)
{
	struct an_growth_part *part = malloc(n * sizeof *part);
	struct an_growth_quantity *q = calloc(n, sizeof *q);
	struct an_growth_estimate *e = calloc(n, sizeof *e);
	double covered = 0;

	for (uint32_t l = 0; l < n; l++) {
		part[l] = *like;
		part[l].level = l;
		q[l] =
		    (struct an_growth_quantity){ .parts = 1, .part = &part[l], .degrees = n < 30 };
	}
	if (an_growth_estimates(g, n, q, e))
		covered = NAN;
	for (uint32_t l = 0; l < n; l++)
		covered += covers(&e[l], truth[l]);
	free(part);
	free(q);
	free(e);
	return covered / n;
}

static double truth_of(const struct simulated *s, uint32_t teacher)
{
	return 0.05 + s->growth[teacher] + s->school_growth[teacher % s->schools];
}

static enum an_status count(
    const struct simulated *s, const struct an_growth_estimate *e, double *wrong, struct sums *sum)
{
	bool *flag = malloc(s->teachers * sizeof *flag);
	struct an_flags f = { 0 };
	double covered = 0;
	enum an_status status;

	for (uint32_t i = 0; i < s->teachers; i++) {
		covered += covers(&e[i], truth_of(s, i));
		wrong[i] = 1 - e[i].below_zero;
	}
	status = an_flags_bayes(s->teachers, wrong, 0.1, flag, &f);
	for (uint32_t i = 0; i < s->teachers && !status; i++) {
		bool declines = truth_of(s, i) < 0;

		sum->wrong += flag[i] && !declines;
		sum->declining += declines;
		sum->power += flag[i] && declines;
	}
	sum->teacher += covered / s->teachers;
	sum->flagged += (double)f.flagged;
	free(flag);
	return status;
}

/* A teacher's growth as printed: own, school's and the district's. */
static enum an_status teachers(struct an_growth *g, const struct simulated *s, struct sums *sum)
{
	const double x[2] = { 0, 1 };
	size_t n = s->teachers;
	struct an_growth_part(*part)[2] = malloc(n * sizeof *part);
	struct an_growth_quantity *q = calloc(n, sizeof *q);
	struct an_growth_estimate *e = calloc(n, sizeof *e);
	double *wrong = malloc(n * sizeof *wrong);
	enum an_status status;

	for (uint32_t i = 0; i < n; i++) {
		part[i][0] = (struct an_growth_part){ 0, i, 0, 1 };
		part[i][1] = (struct an_growth_part){ 1, i % s->schools, 0, 1 };
		q[i] = (struct an_growth_quantity){ x, 2, part[i], false };
	}
	status = an_growth_estimates(g, n, q, e);
	if (!status)
		status = count(s, e, wrong, sum);
	free(part);
	free(q);
	free(e);
	free(wrong);
	return status;
}

/* A school's growth as printed: the mean over its staff, by the normal law whatever the number of schools. */
static enum an_status staffs(struct an_growth *g, const struct simulated *s, struct sums *sum)
{
	const double x[2] = { 0, 1 };
	struct an_growth_part *part = malloc(2 * (size_t)s->teachers * sizeof *part);
	enum an_status status = AN_OK;
	double covered = 0;

	for (uint32_t j = 0; j < s->schools && !status; j++) {
		uint32_t people = (s->teachers - 1 - j) / s->schools + 1;
		double share = 1.0 / people, truth = 0;
		struct an_growth_quantity q = { x, 0, part, false };
		struct an_growth_estimate e;

		for (uint32_t i = j; i < s->teachers; i += s->schools) {
			part[q.parts++] = (struct an_growth_part){ 0, i, 0, share };
			part[q.parts++] = (struct an_growth_part){ 1, j, 0, share };
			truth += truth_of(s, i) * share;
		}
		status = an_growth_estimates(g, 1, &q, &e);
		covered += !status && covers(&e, truth);
	}
	sum->staff += covered / s->schools;
	free(part);
	return status;
}

static void run(const struct setting *with, uint64_t seed, struct sums *sum)
{
	struct simulated s = { .teachers = with->teachers,
		.schools = with->schools,
		.raters = with->raters,
		.districts = 1,
		.visits = with->visits,
		.seed = seed };
	struct an_growth_options o = { .penalty = true };
	struct an_growth *g = NULL;
	enum an_status status;

	simulate(&s);
	status = an_growth_open(&s.data, &g, NULL);
	if (!status)
		status = an_growth_fit(g, &o, NULL);
	if (!status)
		status = teachers(g, &s, sum);
	if (!status)
		status = staffs(g, &s, sum);
	if (!status) {
		sum->school +=
		    share(g, &(struct an_growth_part){ 1, 0, 0, 1 }, s.schools, s.school_growth);
		sum->rater +=
		    share(g, &(struct an_growth_part){ 2, 0, 1, 0 }, s.raters, s.severity);
		sum->runs++;
	} else {
		sum->failed++;
	}
	an_growth_close(g);
	simulated_free(&s);
}

static bool within(const struct setting *w, double x)
{
	return x >= w->least && x <= w->most;
}

int main(int argc, char **argv)
{
	static const struct setting settings[] = {
		{ "40 schools, 60 raters, 4 visits a year", 1000, 40, 60, 20, 0.87, 0.93 },
		{ "40 schools, 60 raters, 2 visits a year", 1000, 40, 60, 10, 0.87, 0.93 },
		{ " 8 schools, 12 raters, 4 visits a year", 300, 8, 12, 20, 0.86, 1 },
		{ " 8 schools, 12 raters, 2 visits a year", 300, 8, 12, 10, 0.86, 1 },
	};
	size_t repetitions = argc > 1 ? strtoul(argv[1], NULL, 10) : 300;
	bool fine = true;

	openblas_set_num_threads(1);
	printf("%-40s %8s %8s %8s %8s %8s %8s %8s\n", "", "teacher", "staff", "school", "rater",
	    "wrong", "found", "failed");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		struct sums s = { 0 };
		double n;

		for (uint64_t seed = 1; seed <= repetitions; seed++)
			run(&settings[i], seed, &s);
		n = (double)s.runs;
		printf("%-40s %8.3f %8.3f %8.3f %8.3f %8.3f %8.3f %8zu\n", settings[i].name,
		    s.teacher / n, s.staff / n, s.school / n, s.rater / n,
		    s.flagged > 0 ? s.wrong / s.flagged : 0, s.power / s.declining, s.failed);
		fine = fine && s.failed == 0 && within(&settings[i], s.teacher / n) &&
		       within(&settings[i], s.staff / n) && within(&settings[i], s.school / n) &&
		       within(&settings[i], s.rater / n) && s.wrong <= 0.13 * s.flagged;
	}
	puts(fine ? "all within the bars: coverage 0.87-0.93 and >= 0.86, wrong flags <= 0.13"
		  : "A BAR IS MISSED");
	return fine ? 0 : 1;
}
