/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The design matrix of a formula, named as R names it: (Intercept), t, recipeB, recipeB:t. A text
 * column gives a column for each level but the first in reading order.
 */
#include "cli/formula.h"

#include <stdlib.h>
#include <string.h>

/* One factor of a product: a number column, or one level of a text column. */
struct piece {
	const struct column *column;
	uint32_t level;
};

static char *term_name(const struct piece *piece, size_t n)
{
	char *name = NULL;
	size_t len;
	FILE *f = open_memstream(&name, &len);

	if (!f)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const struct column *x = piece[i].column;

		fprintf(f, "%s%s%s", i ? ":" : "", x->name,
		    x->kind == COLUMN_LEVEL ? x->levels.name[piece[i].level] : "");
	}
	if (fclose(f) != 0) {
		free(name);
		name = NULL;
	}
	return name;
}

static enum exit_status add_column(
    const struct cli *c, struct formula *f, const struct piece *piece, size_t n, size_t rows)
{
	double *x;

	if (f->p == AN_FIXED_MAX)
		return cli_complain(c, EXIT_BAD_DATA,
		    cli_words(c, "--fixed: получается больше %d столбцов",
			"--fixed: this makes more than %d columns"),
		    AN_FIXED_MAX);
	f->name[f->p] = term_name(piece, n);
	f->made[f->p] = NULL;
	if (n == 1 && piece[0].column->kind == COLUMN_NUMBER) {
		f->x[f->p++] = piece[0].column->number;
		return EXIT_DONE;
	}
	x = malloc(rows * sizeof *x);
	f->x[f->p] = f->made[f->p] = x;
	if (!x || !f->name[f->p++])
		return cli_complain_of(c, AN_NO_MEMORY);
	for (size_t r = 0; r < rows; r++) {
		x[r] = 1;
		for (size_t i = 0; i < n; i++)
			x[r] *= piece[i].column->kind == COLUMN_NUMBER
				    ? piece[i].column->number[r]
				    : piece[i].column->level[r] == piece[i].level;
	}
	return EXIT_DONE;
}

/* Every combination of levels; the first factor runs fastest, as in R. */
static enum exit_status add_term(
    const struct cli *c, struct formula *f, size_t term, uint32_t *const order[], size_t rows)
{
	size_t n = f->depth[term], at[FORMULA_DEPTH] = { 0 }, i;
	enum exit_status s = EXIT_DONE;

	do {
		struct piece piece[FORMULA_DEPTH];

		for (i = 0; i < n; i++) {
			const struct column *x = &f->column[f->fixed[term][i]];

			if (x->kind == COLUMN_LEVEL && x->levels.n < 2)
				return cli_complain(c, EXIT_BAD_DATA,
				    cli_words(c, "--fixed: у столбца «%s» одно значение",
					"--fixed: column \"%s\" has one value only"),
				    x->name);
			piece[i].column = x;
			piece[i].level =
			    x->kind == COLUMN_LEVEL ? order[f->fixed[term][i]][at[i] + 1] : 0;
		}
		s = add_column(c, f, piece, n, rows);
		for (i = 0; i < n; i++) {
			const struct column *x = piece[i].column;

			if (x->kind == COLUMN_LEVEL && ++at[i] < x->levels.n - 1)
				break;
			at[i] = 0;
		}
	} while (s == EXIT_DONE && i < n);
	return s;
}

static enum exit_status fixed_effects(const struct cli *c, struct formula *f, size_t rows)
{
	uint32_t *order[TABLE_COLUMNS_MAX] = { 0 };
	enum exit_status s = EXIT_DONE;

	f->name[0] = strdup("(Intercept)");
	f->x[0] = NULL;
	f->p = 1;
	for (size_t j = 0; j < f->columns; j++) {
		order[j] = malloc((f->column[j].levels.n + 1) * sizeof *order[j]);
		if (!order[j] || !levels_sorted(&f->column[j].levels, order[j]))
			s = EXIT_BROKEN;
	}
	if (s || !f->name[0])
		s = cli_complain_of(c, AN_NO_MEMORY);
	for (size_t t = 0; t < f->terms && s == EXIT_DONE; t++)
		s = add_term(c, f, t, order, rows);
	for (size_t j = 0; j < f->columns; j++)
		free(order[j]);
	return s;
}

enum exit_status formula_design(const struct cli *c, struct formula *f, size_t rows)
{
	enum exit_status s = fixed_effects(c, f, rows);

	for (size_t i = 0; i < f->factors; i++) {
		const struct formula_factor *x = &f->factor[i];

		f->group[i] = (struct an_factor){
			.level = f->column[x->column].level,
			.levels = f->column[x->column].levels.n,
			.slope = x->slope ? f->column[x->slope_column].number : NULL,
			.uncorrelated = x->uncorrelated,
		};
	}
	if (s == EXIT_DONE && f->id != SIZE_MAX) {
		f->number = malloc(rows * sizeof *f->number);
		if (!f->number)
			return cli_complain_of(c, AN_NO_MEMORY);
		for (size_t r = 0; r < rows; r++)
			f->number[r] = f->column[f->id].level[r];
	}
	f->data = (struct an_growth_data){
		.n = rows,
		.y = f->column[f->response].number,
		.p = f->p,
		.x = f->x,
		.eliminated = f->group[0],
		.factors = f->factors - 1,
		.factor = f->group + 1,
		.id = f->number,
	};
	return s;
}
