/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Before and after" of a correction (коррекция) of one person's work, 4.6a: what was to be expected
 * without any correction, the change beyond that with its interval, and what it says. Means stand only
 * beside what was expected, never alone: whoever was chosen for low scores rises by himself.
 */
#ifndef COMPARISON_H
#define COMPARISON_H
#include "app.h"

/* A row of corrections_compared as JSON text, numbers on the scale 1-4. Where something is missing,
 * "missing" names it and there are no figures; where the data are too few, "verdict" is not_enough.
 * ERR_INTERNAL: the run holds what no run writes. */
CHECKED enum error comparison_json(struct request *rq, const struct rows *r, const char **json);

#endif
