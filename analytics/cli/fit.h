/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `fit` found, and the three ways to say it.
 */
#ifndef CLI_FIT_H
#define CLI_FIT_H
#include "cli/formula.h"

struct fitted {
	const struct formula *formula;
	struct an_growth *model;
	const struct an_growth_about *about;
	struct an_growth_fit fit;
	bool ml, penalty;
	long passed_over;
	double *beta, *se, *degrees; /* [p]; degrees may be NULL */
};

/* Factors in lme4's order: by falling number of levels, then as given. */
void fitted_order(const struct fitted *f, size_t order[]);

/* A sentence about a note; NULL for none. */
const char *fitted_note(const struct cli *c, enum an_note note);

void fitted_print(const struct cli *c, const struct fitted *f);
enum exit_status fitted_json(const struct cli *c, const struct fitted *f, const char *path);
enum exit_status fitted_blup(const struct cli *c, const struct fitted *f, const char *path);

#endif
