/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Processor seconds of the growth engine inside one process, for tests/bench/growth.sh: on a shared
 * machine they say more than the clock on the wall.
 *   growth_time fit FILE REPEATS RESPONSE FIXED ELIMINATED RANDOM..   "read fit errors criterion", medians
 *   growth_time all FILE REPEATS    c1..c12 and ymean of a district: fits, growth, level and forecast of
 *                                   every teacher and school with errors, flags: "seconds flags"
 */
#include "analytics.h"
#include "cli/formula.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { REPEATS_MAX = 99 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, by_size);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static void must(int status, const char *what)
{
	if (status == 0)
		return;
	fprintf(stderr, "growth_time: %s: %d\n", what, status);
	exit(1);
}

static void load(const char *path, const struct formula_words *w, struct formula *f)
{
	struct cli c = { .english = true };
	struct table t;

	must(!formula_read(&c, w, f), "formula");
	must(table_read(&c, path, f->column, f->columns, &t), path);
	must(formula_design(&c, f, t.rows), "design");
}

static void all_errors(struct an_growth *g, const struct formula *f)
{
	for (size_t i = 0; i < f->factors; i++) {
		size_t n = (size_t)f->group[i].levels * (f->factor[i].slope ? 2 : 1);
		double *blup = malloc(n * sizeof *blup), *sd = malloc(n * sizeof *sd);

		an_growth_effects(g, i, blup, sd);
		free(blup);
		free(sd);
	}
}

static int fit(int argc, char **argv)
{
	struct formula_words w = { .response = argv[4], .fixed = argv[5], .eliminate = argv[6] };
	double read[REPEATS_MAX] = { 0 }, fitting[REPEATS_MAX] = { 0 }, errors[REPEATS_MAX] = { 0 },
	       start;
	size_t repeats = strtoul(argv[3], NULL, 10);
	struct an_growth_fit result = { 0 };

	for (int i = 7; i < argc; i++)
		w.random.value[w.random.n++] = argv[i];
	for (size_t k = 0; k < repeats; k++) {
		struct formula f;
		struct an_growth *g;

		start = now();
		load(argv[2], &w, &f);
		read[k] = now() - start;
		start = now();
		must(an_growth_open(&f.data, &g, NULL), "open");
		must(an_growth_fit(g, NULL, &result), "fit");
		fitting[k] = now() - start;
		start = now();
		all_errors(g, &f);
		errors[k] = now() - start;
		an_growth_close(g);
		formula_free(&f);
	}
	printf("%.6f %.6f %.6f %.10f\n", median(read, repeats), median(fitting, repeats),
	    median(errors, repeats), result.criterion);
	return 0;
}

struct pupil {
	double x[3][3];
	struct an_growth_part part[3][2];
};

/* Growth, level at the end, and the level a year on, of every teacher with the school he has most. */
static size_t estimates(struct an_growth *g, const struct an_growth_data *d)
{
	size_t teachers = d->eliminated.levels;
	struct pupil *p = calloc(teachers, sizeof *p);
	struct an_growth_quantity *q = calloc(3 * teachers, sizeof *q);
	struct an_growth_estimate *e = calloc(3 * teachers, sizeof *e);
	double *wrong = malloc(teachers * sizeof *wrong);
	bool *flag = malloc(teachers * sizeof *flag);
	uint32_t *school = calloc(teachers, sizeof *school);
	struct an_flags f = { 0 };

	for (size_t r = 0; r < d->n; r++)
		school[d->eliminated.level[r]] = d->factor[0].level[r];
	for (uint32_t i = 0; i < teachers; i++)
		for (int k = 0; k < 3; k++) {
			double at[2] = { k > 0, k == 0 ? 1 : k == 1 ? 5 : 6 };

			memcpy(p[i].x[k], (double[3]){ at[0], at[1], 0 }, sizeof p[i].x[k]);
			p[i].part[k][0] = (struct an_growth_part){ 0, i, at[0], at[1] };
			p[i].part[k][1] = (struct an_growth_part){ 1, school[i], at[0], at[1] };
			q[(size_t)3 * i + k] =
			    (struct an_growth_quantity){ p[i].x[k], 2, p[i].part[k], false };
		}
	must(an_growth_estimates(g, 3 * teachers, q, e), "estimates");
	for (uint32_t i = 0; i < teachers; i++)
		wrong[i] = 1 - e[(size_t)3 * i].below_zero;
	must(an_flags_bayes(teachers, wrong, 0.1, flag, &f), "flags");
	free(p);
	free(q);
	free(e);
	free(wrong);
	free(flag);
	free(school);
	return f.flagged;
}

static int all(char **argv)
{
	double seconds[REPEATS_MAX];
	size_t repeats = strtoul(argv[3], NULL, 10), flags = 0;
	struct formula f[13];

	for (int c = 0; c < 13; c++) {
		char *name;

		must(asprintf(&name, c < 12 ? "c%d" : "ymean", c + 1) < 0, "memory");
		load(argv[2],
		    &(struct formula_words){ .response = name,
			.fixed = "t,post",
			.eliminate = "teacher:t",
			.random = { { "school:t", "rater" }, 2 } },
		    &f[c]);
	}
	for (size_t k = 0; k < repeats; k++) {
		double start = now();

		flags = 0;
		for (int c = 0; c < 13; c++) {
			struct an_growth *g;

			must(an_growth_open(&f[c].data, &g, NULL), "open");
			must(an_growth_fit(g, NULL, NULL), "fit");
			flags += estimates(g, &f[c].data);
			an_growth_close(g);
		}
		seconds[k] = now() - start;
	}
	printf("%.6f %zu\n", median(seconds, repeats), flags);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 4 || strtoul(argv[3], NULL, 10) - 1 >= REPEATS_MAX)
		return 2;
	if (!getenv("OPENBLAS_NUM_THREADS"))
		openblas_set_num_threads(1);
	if (strcmp(argv[1], "all") == 0)
		return all(argv);
	return argc > 6 ? fit(argc, argv) : 2;
}
