/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Single values of import files: what people and spreadsheets write, respelled as the database
 * wants it. Results live in the given arena or are the value itself.
 */
#ifndef VALUE_H
#define VALUE_H
#include "imports/import.h"

/* Equal but for capitals, Latin or Cyrillic. */
bool value_same(struct arena *a, const char *x, const char *y);

/* Characters that a text of the column may have. */
long value_most(const struct column *c);

/* By the column's type: dates and times to ISO, numbers with a point, words to their codes; NULL
 * when the value isn't acceptable, *f then says why. */
const char *value_respelled(
    struct arena *a, const struct column *c, const char *v, enum import_fault *f);

#endif
