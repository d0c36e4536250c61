/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outputs of `agreement`: a page for people, JSON, and the CSV of severities.
 */
#include "cli/agreement_report.h"
#include "cli/columns.h"
#include "cli/output.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

static const size_t design[][2] = { { 1, 1 }, { 2, 1 }, { 2, 2 }, { 3, 3 }, { 4, 1 }, { 4, 2 },
	{ 4, 4 }, { 6, 3 }, { 8, 4 }, { 12, 4 } };
enum { DESIGNS = sizeof design / sizeof *design, MOST_VISITS = 60, MOST_RATERS = 6 };

static void interval(const struct agreement *a, double *low, double *high)
{
	double z = gsl_cdf_ugaussian_Pinv((1 + a->confidence) / 2);

	*low = a->resampled ? a->kappa_low : a->kappa.kappa - z * a->kappa.se;
	*high = a->resampled ? a->kappa_high : a->kappa.kappa + z * a->kappa.se;
}

static void print_kappa(const struct cli *c, const struct agreement *a)
{
	double low, high;

	if (a->kappa_status) {
		printf("%s\n\n",
		    a->kappa_status == AN_TOO_FEW
			? cli_words(
			      c, "Уроков, которые видели двое, нет.", "No lesson was seen by two.")
			: cli_words(c, "Все двойные оценки одинаковы: согласие не оценить.",
			      "All double marks are one level: agreement can't be told."));
		return;
	}
	interval(a, &low, &high);
	printf(
	    cli_words(c,
		"Согласие двух методистов (взвешенная каппа): %.2f, от %.2f до %.2f; уроков %.0f%s\n",
		"Agreement of two raters (weighted kappa): %.2f, %.2f to %.2f; lessons %.0f%s\n"),
	    a->kappa.kappa, low, high, a->kappa.n,
	    a->resampled ? cli_words(c, " (мало: интервал повторными выборками)",
			       " (few: interval by resampling)")
			 : "");
	for (size_t i = 0; i < a->levels; i++) {
		printf("%6d:", a->lowest + (int)i);
		for (size_t j = 0; j < a->levels; j++)
			printf(" %5zu", a->table[i * a->levels + j]);
		putchar('\n');
	}
	putchar('\n');
}

static void print_study(const struct cli *c, const struct agreement *a)
{
	const struct an_components *v = &a->study.of;

	printf(
	    cli_words(c,
		"Посещений %zu, педагогов %zu, методистов %zu, связанных групп методистов %zu\n"
		"Разброс (дисперсия): педагоги %.4f, строгость методистов %.4f, посещение %.4f\n\n"
		"Надёжность среднего: посещений x методистов\n",
		"%zu visits, %zu people, %zu raters, %zu linked sets of raters\n"
		"Variance: people %.4f, severity of raters %.4f, visit %.4f\n\n"
		"Reliability of the mean: visits x raters\n"),
	    a->study.n, a->study.persons, a->study.raters, a->study.sets, v->person, v->rater,
	    v->visit);
	for (size_t i = 0; i < DESIGNS; i++)
		printf("  %zux%zu %.2f", design[i][0], design[i][1],
		    an_phi(v, design[i][0], design[i][1]));
	printf(cli_words(c, "\n\nДля надёжности %.2f достаточно:",
		   "\n\nFor a reliability of %.2f it takes:"),
	    a->target);
	for (size_t r = 1; r <= MOST_RATERS; r++) {
		size_t n = an_least_visits(v, a->target, r, MOST_VISITS);
		if (n)
			printf("  %zux%zu", n, r);
		if (n == r) /* further raters would each need a visit of their own */
			break;
	}
	printf("\n\n");
}

static void print_severities(const struct cli *c, const struct agreement *a)
{
	if (a->severity_status) {
		puts(cli_words(c, "Методисты по строгости не различаются.",
		    "Raters don't differ in severity."));
		return;
	}
	puts(cli_words(c,
	    "Сдвиг оценок методиста (ниже 0 - строже), ! - нужна совместная калибровка:",
	    "Shift of a rater's scores (below 0: severe), ! - calibrate together:"));
	for (size_t k = 0; k < a->raters->n; k++) {
		const struct an_severity *s = &a->severity[a->order[k]];

		printf(cli_words(c, "  %s: %+.2f, от %+.2f до %+.2f, посещений %zu, связь %.2f%s\n",
			   "  %s: %+.2f, %+.2f to %+.2f, visits %zu, linkage %.2f%s\n"),
		    a->raters->name[a->order[k]], s->value, s->low, s->high, s->n, s->linkage,
		    s->flagged ? " !" : "");
	}
}

void agreement_print(const struct cli *c, const struct agreement *a)
{
	if (a->levels)
		print_kappa(c, a);
	print_study(c, a);
	print_severities(c, a);
	if (a->study.sets > 1)
		puts(cli_words(c,
		    "Группы методистов не связаны общими педагогами: сравнивать методистов разных групп нельзя.",
		    "Sets of raters share no people: raters of different sets can't be compared."));
}

static cJSON *study_json(const struct agreement *a)
{
	const struct an_components *v = &a->study.of;
	cJSON *j = cJSON_CreateObject(), *table = cJSON_AddArrayToObject(j, "reliability");

	cJSON_AddNumberToObject(j, "visits", (double)a->study.n);
	cJSON_AddNumberToObject(j, "people", (double)a->study.persons);
	cJSON_AddNumberToObject(j, "raters", (double)a->study.raters);
	cJSON_AddNumberToObject(j, "sets", (double)a->study.sets);
	cJSON_AddNumberToObject(j, "var_person", v->person);
	cJSON_AddNumberToObject(j, "var_rater", v->rater);
	cJSON_AddNumberToObject(j, "var_visit", v->visit);
	for (size_t i = 0; i < DESIGNS; i++) {
		cJSON *row = cJSON_CreateObject();

		cJSON_AddNumberToObject(row, "visits", (double)design[i][0]);
		cJSON_AddNumberToObject(row, "raters", (double)design[i][1]);
		cJSON_AddNumberToObject(row, "phi", an_phi(v, design[i][0], design[i][1]));
		cJSON_AddItemToArray(table, row);
	}
	return j;
}

static void add_kappa(const struct agreement *a, cJSON *j)
{
	cJSON *k = cJSON_AddObjectToObject(j, "kappa");
	double low, high;

	cJSON_AddNumberToObject(k, "lessons", a->kappa.n);
	if (a->kappa_status)
		return;
	interval(a, &low, &high);
	cJSON_AddNumberToObject(k, "weighted", a->kappa.kappa);
	cJSON_AddNumberToObject(k, "se", a->kappa.se);
	cJSON_AddNumberToObject(k, "low", low);
	cJSON_AddNumberToObject(k, "high", high);
	cJSON_AddBoolToObject(k, "resampled", a->resampled);
}

enum exit_status agreement_json(const struct cli *c, const struct agreement *a, const char *path)
{
	cJSON *j = study_json(a);

	if (a->levels)
		add_kappa(a, j);
	return columns_json(c, path, j);
}

enum exit_status agreement_severities(
    const struct cli *c, const struct agreement *a, const char *path)
{
	struct output o;

	if (!output_open(c, path, &o))
		return EXIT_BROKEN;
	fputs("rater,visits,severity,sd,low,high,linkage,flagged\n", o.file);
	for (size_t k = 0; k < a->raters->n && !a->severity_status; k++) {
		const struct an_severity *s = &a->severity[a->order[k]];

		output_text(o.file, a->raters->name[a->order[k]]);
		fprintf(o.file, ",%zu", s->n);
		columns_number(o.file, ",", s->value);
		columns_number(o.file, ",", s->sd);
		columns_number(o.file, ",", s->low);
		columns_number(o.file, ",", s->high);
		columns_number(o.file, ",", s->linkage);
		fprintf(o.file, ",%d\n", s->flagged);
	}
	return output_close(c, &o);
}
