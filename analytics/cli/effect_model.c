/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mixed model's row of `effect`: it has the whole history, so that schools chosen for scores that
 * it sees do not bias it. Leads are never added to it: that would spoil exactly this.
 */
#include "cli/effect_report.h"
#include "cli/formula.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Place of the day's column among the fixed effects. */
static size_t place(const struct formula *f, const char *post)
{
	size_t i = 0;

	while (i < f->p && strcmp(f->name[i], post) != 0)
		i++;
	return i;
}

static enum exit_status fit(const struct cli *c, struct formula *f, size_t rows, const char *post,
    struct an_effect_row *out)
{
	struct an_growth_options o = { .penalty = true };
	struct an_growth_fit fitted;
	struct an_growth *model = NULL;
	enum exit_status s = formula_design(c, f, rows);
	double *beta = calloc((size_t)2 * AN_FIXED_MAX, sizeof *beta);
	size_t at = place(f, post);
	enum an_status status = beta ? AN_OK : AN_NO_MEMORY;

	if (s == EXIT_DONE && !status)
		status = an_growth_open(&f->data, &model, NULL);
	if (model && !status)
		status = an_growth_fit(model, &o, &fitted);
	if (model && !status && at < f->p) {
		an_growth_beta(model, beta, beta + AN_FIXED_MAX);
		out->effect = beta[at];
		out->se = beta[AN_FIXED_MAX + at];
	}
	if (model)
		an_growth_close(model);
	free(beta);
	return s == EXIT_DONE && status ? cli_complain_of(c, status) : s;
}

enum exit_status effect_model(
    const struct cli *c, const struct effect_model_words *w, struct an_effect_row *out)
{
	struct formula f = { .terms = 0 };
	struct formula_words words = { .response = w->response };
	struct table table;
	char *fixed = NULL, *teacher = NULL, *school = NULL;
	enum exit_status s = EXIT_BROKEN;

	if (!getenv("OPENBLAS_NUM_THREADS"))
		openblas_set_num_threads(1); /* a district's matrices are too small to share */
	if (asprintf(&fixed, "%s,%s", w->time, w->post) < 0 ||
	    asprintf(&teacher, "%s:%s", w->teacher, w->time) < 0 ||
	    asprintf(&school, "%s:%s", w->school, w->time) < 0)
		return cli_complain_of(c, AN_NO_MEMORY);
	words.fixed = fixed;
	words.eliminate = teacher;
	words.random = (struct cli_list){ { school, w->rater }, 2 };
	if (formula_read(c, &words, &f)) {
		s = table_read(c, w->file, f.column, f.columns, &table);
		if (s == EXIT_DONE)
			s = fit(c, &f, table.rows, w->post, out);
	} else {
		s = EXIT_USAGE;
	}
	formula_free(&f);
	free(fixed);
	free(teacher);
	free(school);
	return s;
}
