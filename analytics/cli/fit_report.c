/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outputs of `fit`: a page for people, JSON, and the CSV of predictions.
 */
#include "cli/fit.h"
#include "cli/output.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *fitted_note(const struct cli *c, enum an_note note)
{
	static const struct {
		const char *ru, *en;
	} said[] = {
		[AN_NOTE_NONE] = { NULL, NULL },
		[AN_NOTE_ONE_LEVEL] = { "у фактора одно значение: исключён из модели",
		    "the factor has one level: left out of the model" },
		[AN_NOTE_LEVEL_PER_ROW] = { "у фактора столько же значений, сколько строк: исключён из модели",
		    "the factor has as many levels as there are rows: left out of the model" },
		[AN_NOTE_SAME_AS_ANOTHER] = { "делит строки так же, как другой фактор: исключён из модели",
		    "parts the rows as another factor does: left out of the model" },
		[AN_NOTE_SLOPE_CONSTANT] = { "столбец наклона не меняется: наклон исключён",
		    "the slope's column doesn't vary: slope left out" },
		[AN_NOTE_COLLINEAR] = { "выражается через предыдущие столбцы: исключён из модели",
		    "explained by the columns before it: left out of the model" },
		[AN_NOTE_NO_VARIANCE] = { "измеримого разброса нет (оценка дисперсии 0 или связь полная)",
		    "no measurable variance (an estimate of 0, or a correlation of 1)" },
	};

	return c->english ? said[note].en : said[note].ru;
}

void fitted_order(const struct fitted *f, size_t order[])
{
	size_t n = f->about->factors;

	for (size_t i = 0; i < n; i++) {
		size_t k = i;

		for (; k > 0 && f->about->used[order[k - 1]] < f->about->used[i]; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
}

static unsigned parameters(const struct formula_factor *x)
{
	return !x->slope ? 1 : x->uncorrelated ? 2 : 3;
}

/* printf counts bytes, a table's columns count letters. */
static int width(const char *text, int letters)
{
	for (; *text; text++)
		letters += ((unsigned char)*text & 0xc0) == 0x80;
	return letters;
}

static void print_name(const char *name)
{
	printf("%-*s", width(name, 24), name);
}

static void print_title(const char *title, int letters)
{
	printf(" %*s", width(title, letters), title);
}

static void print_effects(const struct cli *c, const struct fitted *f)
{
	print_name(cli_words(c, "эффект", "effect"));
	print_title(cli_words(c, "оценка", "estimate"), 14);
	print_title(cli_words(c, "ст. ошибка", "std. error"), 12);
	if (f->degrees)
		print_title(cli_words(c, "ст. свободы", "df"), 12);
	for (size_t j = 0; j < f->about->p; j++) {
		putchar('\n');
		print_name(f->formula->name[j]);
		printf(" %14.6f %12.6f", f->beta[j], f->se[j]);
		if (f->degrees)
			printf(" %12.2f", f->degrees[j]);
	}
}

void fitted_print(const struct cli *c, const struct fitted *f)
{
	size_t order[AN_FACTORS_MAX + 1];

	printf(cli_words(c, "%s-критерий %.6f, строк %zu, вычислений %u\n\n",
		   "%s criterion %.6f, %zu rows, %u evaluations\n\n"),
	    f->ml ? "ML" : "REML", f->fit.criterion, f->about->n, f->fit.evaluations);
	print_effects(c, f);
	printf("\n\n");
	print_name(cli_words(c, "фактор", "factor"));
	print_title(cli_words(c, "ст. откл.", "sd"), 14);
	print_title(cli_words(c, "наклона", "of slope"), 12);
	print_title(cli_words(c, "значений", "levels"), 9);
	fitted_order(f, order);
	for (size_t i = 0; i < f->about->factors; i++) {
		const struct formula_factor *x = &f->formula->factor[order[i]];
		double cov[3];

		an_growth_covariance(f->model, order[i], cov);
		putchar('\n');
		print_name(x->name);
		printf(" %14.6f ", sqrt(cov[0]));
		if (x->slope)
			printf("%12.6f", sqrt(cov[2]));
		else
			printf("%12s", "");
		printf(" %9u", f->about->used[order[i]]);
	}
	putchar('\n');
	print_name(cli_words(c, "остаток", "residual"));
	printf(" %14.6f\n", f->fit.sigma);
}

static cJSON *number(double v)
{
	char text[40];

	if (!isfinite(v))
		return cJSON_CreateNull();
	snprintf(text, sizeof text, "%.17g", v);
	return cJSON_CreateRaw(text);
}

static void add_by_term(cJSON *to, const char *name, const struct fitted *f, const double *v)
{
	cJSON *o = cJSON_AddObjectToObject(to, name);

	for (size_t j = 0; j < f->about->p; j++)
		cJSON_AddItemToObject(o, f->formula->name[j], number(v[j]));
}

static void add_theta(cJSON *to, const struct fitted *f, const size_t *order)
{
	double theta[3 * (AN_FACTORS_MAX + 1)];
	cJSON *a = cJSON_AddArrayToObject(to, "theta");

	an_growth_theta(f->model, theta);
	for (size_t i = 0; i < f->about->factors; i++) {
		const double *from = theta;

		for (size_t k = 0; k < order[i]; k++)
			from += parameters(&f->formula->factor[k]);
		for (unsigned k = 0; k < parameters(&f->formula->factor[order[i]]); k++)
			cJSON_AddItemToArray(a, number(from[k]));
	}
}

static void add_component(cJSON *to, const struct fitted *f, size_t i)
{
	const struct formula_factor *x = &f->formula->factor[i];
	size_t k = x->slope ? 2 : 1;
	double cov[3];
	cJSON *o = cJSON_CreateObject(), *coefs, *sd, *all;

	an_growth_covariance(f->model, i, cov);
	cJSON_AddStringToObject(o, "term", x->name);
	coefs = cJSON_AddArrayToObject(o, "coefs");
	sd = cJSON_AddArrayToObject(o, "sd");
	all = cJSON_AddArrayToObject(o, "cov");
	for (size_t r = 0; r < k; r++) {
		cJSON *row = cJSON_CreateArray();

		cJSON_AddItemToArray(coefs, cJSON_CreateString(r ? x->slope : "(Intercept)"));
		cJSON_AddItemToArray(sd, number(sqrt(cov[2 * r])));
		for (size_t s = 0; s < k; s++)
			cJSON_AddItemToArray(row, number(cov[r + s]));
		cJSON_AddItemToArray(all, row);
	}
	cJSON_AddNumberToObject(o, "n_levels", f->about->used[i]);
	cJSON_AddItemToArray(to, o);
}

static void add_notes(const struct cli *c, cJSON *to, const struct fitted *f)
{
	cJSON *notes = cJSON_AddObjectToObject(to, "notes");

	for (size_t j = 0; j < f->about->p; j++)
		if (f->about->fixed[j])
			cJSON_AddStringToObject(
			    notes, f->formula->name[j], fitted_note(c, f->about->fixed[j]));
	for (size_t i = 0; i < f->about->factors; i++)
		if (f->about->factor[i])
			cJSON_AddStringToObject(
			    notes, f->formula->factor[i].name, fitted_note(c, f->about->factor[i]));
}

static cJSON *as_json(const struct cli *c, const struct fitted *f)
{
	size_t order[AN_FACTORS_MAX + 1];
	cJSON *o = cJSON_CreateObject(), *components;

	fitted_order(f, order);
	cJSON_AddStringToObject(o, "method", f->ml ? "ML" : "REML");
	cJSON_AddItemToObject(o, "criterion", number(f->fit.criterion));
	cJSON_AddNumberToObject(o, "n", (double)f->about->n);
	cJSON_AddNumberToObject(o, "passed_over", (double)f->passed_over);
	cJSON_AddBoolToObject(o, "penalty", f->penalty);
	add_by_term(o, "beta", f, f->beta);
	add_by_term(o, "se", f, f->se);
	if (f->degrees)
		add_by_term(o, "df", f, f->degrees);
	add_theta(o, f, order);
	cJSON_AddItemToObject(o, "sigma", number(f->fit.sigma));
	components = cJSON_AddArrayToObject(o, "varcomp");
	for (size_t i = 0; i < f->about->factors; i++)
		add_component(components, f, order[i]);
	cJSON_AddItemToObject(o, "logdet_z", number(f->fit.logdet_z));
	cJSON_AddItemToObject(o, "logdet_x", number(f->fit.logdet_x));
	cJSON_AddItemToObject(o, "pwrss", number(f->fit.pwrss));
	cJSON_AddNumberToObject(o, "evaluations", f->fit.evaluations);
	add_notes(c, o, f);
	return o;
}

enum exit_status fitted_json(const struct cli *c, const struct fitted *f, const char *path)
{
	struct output o;
	cJSON *json;
	char *text;

	if (!output_open(c, path, &o))
		return EXIT_BROKEN;
	json = as_json(c, f);
	text = cJSON_Print(json);
	cJSON_Delete(json);
	if (!text) {
		output_drop(&o);
		return cli_complain_of(c, AN_NO_MEMORY);
	}
	fputs(text, o.file);
	putc('\n', o.file);
	free(text);
	return output_close(c, &o);
}

static bool blup_factor(FILE *file, const struct fitted *f, size_t i)
{
	const struct formula_factor *x = &f->formula->factor[i];
	const struct levels *levels = &f->formula->column[x->column].levels;
	size_t k = x->slope ? 2 : 1;
	uint32_t *order = malloc((levels->n + 1) * sizeof *order);
	double *blup = malloc(levels->n * k * sizeof *blup),
	       *sd = malloc(levels->n * k * sizeof *sd);
	bool fine = order && blup && sd && levels_sorted(levels, order);

	if (fine)
		an_growth_effects(f->model, i, blup, sd);
	for (size_t a = 0; fine && a < levels->n; a++)
		for (size_t r = 0; r < k; r++) {
			size_t at = order[a] * k + r;

			output_text(file, x->name);
			putc(',', file);
			output_text(file, levels->name[order[a]]);
			putc(',', file);
			output_text(file, r ? x->slope : "Intercept");
			putc(',', file);
			output_number(file, blup[at]);
			putc(',', file);
			output_number(file, sd[at]);
			putc('\n', file);
		}
	free(order);
	free(blup);
	free(sd);
	return fine;
}

enum exit_status fitted_blup(const struct cli *c, const struct fitted *f, const char *path)
{
	struct output o;
	bool fine = true;

	if (!output_open(c, path, &o))
		return EXIT_BROKEN;
	fputs("factor,level,coef,blup,sd_pev\n", o.file);
	for (size_t i = 0; i < f->about->factors && fine; i++)
		fine = blup_factor(o.file, f, i);
	if (fine)
		return output_close(c, &o);
	output_drop(&o);
	return cli_complain_of(c, AN_NO_MEMORY);
}
