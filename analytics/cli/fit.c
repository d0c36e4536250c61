/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth fit: a crossed growth model over a CSV file.
 */
#include "cli/fit.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>

struct wanted {
	const char *file, *json, *blup;
	struct formula_words words;
	bool ml, penalty, degrees;
};

static bool read_words(struct cli *c, struct wanted *w)
{
	const struct cli_option options[] = {
		{ "--response", .value = &w->words.response },
		{ "--fixed", .value = &w->words.fixed },
		{ "--eliminate", .value = &w->words.eliminate },
		{ "--id", .value = &w->words.id },
		{ "--random", .list = &w->words.random },
		{ "--json", .value = &w->json },
		{ "--blup", .value = &w->blup },
		{ "--ml", .flag = &w->ml },
		{ "--penalty", .flag = &w->penalty },
		{ "--df", .flag = &w->degrees },
	};

	return cli_read_options(c, options, sizeof options / sizeof *options, &w->file, 1);
}

/* Where the library refuses what the reader let through. */
static enum exit_status refused(const struct cli *c, const struct fitted *f, enum an_status s)
{
	if (s == AN_TOO_FEW)
		return cli_complain(c, EXIT_BAD_DATA,
		    cli_words(c, "строк (%zu) не больше, чем неслучайных эффектов (%zu)",
			"there are not more rows (%zu) than fixed effects (%zu)"),
		    f->formula->data.n, f->formula->p);
	if (s == AN_NO_SPREAD)
		return cli_complain(c, EXIT_BAD_DATA,
		    cli_words(c,
			"столбец «%s» не меняется или объясняется без остатка: оценивать нечего",
			"column \"%s\" doesn't vary, or is explained without residual: nothing to estimate"),
		    f->formula->column[f->formula->response].name);
	return cli_complain_of(c, s);
}

static enum exit_status degrees(const struct cli *c, struct fitted *f)
{
	size_t p = f->formula->p;
	double *x = calloc(p * p + 1, sizeof *x);
	struct an_growth_quantity *q = calloc(p, sizeof *q);
	struct an_growth_estimate *e = calloc(p, sizeof *e);
	enum an_status s = AN_NO_MEMORY;

	f->degrees = calloc(p, sizeof *f->degrees);
	for (size_t j = 0; j < p && x && q; j++) {
		x[j * p + j] = 1;
		q[j] = (struct an_growth_quantity){ .x = x + j * p, .degrees = true };
	}
	if (x && q && e && f->degrees)
		s = an_growth_estimates(f->model, p, q, e);
	for (size_t j = 0; j < p && !s; j++)
		f->degrees[j] = e[j].degrees;
	free(x);
	free(q);
	free(e);
	return s ? cli_complain_of(c, s) : EXIT_DONE;
}

static enum exit_status estimate(const struct cli *c, const struct wanted *w, struct fitted *f)
{
	struct an_growth_options o = { .ml = w->ml, .penalty = w->penalty };
	size_t p = f->formula->p;
	enum an_status s = an_growth_fit(f->model, &o, &f->fit);

	if (s)
		return refused(c, f, s);
	f->beta = malloc(p * sizeof *f->beta);
	f->se = malloc(p * sizeof *f->se);
	if (!f->beta || !f->se)
		return cli_complain_of(c, AN_NO_MEMORY);
	an_growth_beta(f->model, f->beta, f->se);
	return w->degrees ? degrees(c, f) : EXIT_DONE;
}

static void say_notes(const struct cli *c, const struct fitted *f)
{
	for (size_t j = 0; j < f->about->p; j++)
		if (f->about->fixed[j])
			fprintf(stderr, "metodden-growth: %s: %s\n", f->formula->name[j],
			    fitted_note(c, f->about->fixed[j]));
	for (size_t i = 0; i < f->about->factors; i++)
		if (f->about->factor[i])
			fprintf(stderr, "metodden-growth: %s: %s\n", f->formula->factor[i].name,
			    fitted_note(c, f->about->factor[i]));
}

static enum exit_status tell(const struct cli *c, const struct wanted *w, const struct fitted *f)
{
	enum exit_status s = EXIT_DONE;
	bool stdout_taken =
	    (w->json && strcmp(w->json, "-") == 0) || (w->blup && strcmp(w->blup, "-") == 0);

	say_notes(c, f);
	if (w->json)
		s = fitted_json(c, f, w->json);
	if (s == EXIT_DONE && w->blup)
		s = fitted_blup(c, f, w->blup);
	if (s == EXIT_DONE && !stdout_taken)
		fitted_print(c, f);
	return s;
}

static enum exit_status twice(const struct cli *c, const struct formula *f, size_t row)
{
	const struct column *x = &f->column[f->id];

	return cli_complain(c, EXIT_BAD_DATA,
	    cli_words(
		c, "столбец «%s»: «%s» встречается дважды", "column \"%s\": \"%s\" comes twice"),
	    x->name, x->levels.name[x->level[row]]);
}

static enum exit_status run(const struct cli *c, const struct wanted *w, struct formula *formula)
{
	struct fitted f = { .formula = formula, .ml = w->ml, .penalty = w->penalty };
	struct table table;
	enum exit_status s = table_read(c, w->file, formula->column, formula->columns, &table);
	enum an_status opened = AN_OK;
	struct an_growth_fault fault = { 0 };

	if (s == EXIT_DONE)
		s = formula_design(c, formula, table.rows);
	if (s != EXIT_DONE)
		return s;
	f.passed_over = table.passed_over;
	opened = an_growth_open(&formula->data, &f.model, &fault);
	if (opened && fault.part == AN_PART_ID)
		s = twice(c, formula, fault.row);
	formula_drop_rows(formula);
	if (s != EXIT_DONE)
		return s;
	if (opened)
		return refused(c, &f, opened);
	f.about = an_growth_about(f.model);
	s = estimate(c, w, &f);
	if (s == EXIT_DONE)
		s = tell(c, w, &f);
	an_growth_close(f.model);
	free(f.beta);
	free(f.se);
	free(f.degrees);
	return s;
}

enum exit_status cli_fit(struct cli *c)
{
	struct wanted w = { 0 };
	struct formula formula = { 0 };
	enum exit_status s = EXIT_USAGE;

	if (!read_words(c, &w))
		return s;
	if (!getenv("OPENBLAS_NUM_THREADS"))
		openblas_set_num_threads(1); /* a district's matrices are too small to share */
	if (formula_read(c, &w.words, &formula))
		s = run(c, &w, &formula);
	formula_free(&formula);
	return s;
}
