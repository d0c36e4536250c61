/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `effect` found for each competence, the mixed model's row, and the ways to say it.
 */
#ifndef CLI_EFFECT_REPORT_H
#define CLI_EFFECT_REPORT_H
#include "analytics.h"
#include "cli/command.h"

struct effect_of { /* of one competence */
	const char *response;
	struct an_effect rows;
	struct an_effect_row model; /* NaN without --time and --rater */
	enum an_credibility credible;
	struct an_effect_row event[2 * AN_EVENT_MAX + 1];
	double shrunken, shrunken_sd; /* to the mean of all competences; NaN for fewer than 3 */
};

struct effects {
	int from, to; /* of event[] */
	size_t n;
	struct effect_of of[CLI_LIST_MAX];
	size_t units, schools, visited;
};

void effect_print(const struct cli *c, const struct effects *e);
enum exit_status effect_json(const struct cli *c, const struct effects *e, const char *path);

/* The day's coefficient in y ~ t + post + (t | teacher) + (t | school) + (1 | rater). */
struct effect_model_words {
	const char *file, *response, *time, *post, *teacher, *school, *rater;
};
enum exit_status effect_model(
    const struct cli *c, const struct effect_model_words *w, struct an_effect_row *out);

#endif
