/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A growth model in words of the command line: which columns of a file it needs, and the model's
 * data made of them. --fixed t,post,a*b: text columns become treatment contrasts, * is an interaction
 * with its main effects. A factor: school, school:t (with slope), school::t (uncorrelated).
 */
#ifndef CLI_FORMULA_H
#define CLI_FORMULA_H
#include "cli/table.h"
#include "growth.h"

enum { FORMULA_TERMS_MAX = 64, FORMULA_DEPTH = 4 };

struct formula_factor {
	const char *name, *slope; /* slope: NULL without one */
	size_t column, slope_column;
	bool uncorrelated;
};

struct formula {
	struct column column[TABLE_COLUMNS_MAX];
	size_t columns, response, id; /* id: SIZE_MAX without one */
	size_t fixed[FORMULA_TERMS_MAX][FORMULA_DEPTH], depth[FORMULA_TERMS_MAX], terms;
	struct formula_factor factor[AN_FACTORS_MAX + 1]; /* the eliminated one first */
	size_t factors;
	char *words; /* where names stand */

	/* after formula_design() */
	size_t p;
	const double *x[AN_FIXED_MAX];
	uint64_t *number;	    /* the rows' ids */
	double *made[AN_FIXED_MAX]; /* columns that aren't the file's own */
	char *name[AN_FIXED_MAX];
	struct an_factor group[AN_FACTORS_MAX + 1];
	struct an_growth_data data;
};

/* The words of the options; false after a complaint (usage). */
struct formula_words {
	const char *response, *fixed, *eliminate, *id;
	struct cli_list random;
};
bool formula_read(const struct cli *c, const struct formula_words *words, struct formula *out);

/* From the table's columns to the model's data, which point into the formula. */
enum exit_status formula_design(const struct cli *c, struct formula *f, size_t rows);

/* The rows go, names of levels and of terms stay. */
void formula_drop_rows(struct formula *f);
void formula_free(struct formula *f);

#endif
