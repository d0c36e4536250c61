/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth agreement: variance components, the table "how many visits by how many raters",
 * severities, and with --lesson the weighted kappa of lessons that two raters saw.
 */
#include "cli/agreement_report.h"
#include "cli/columns.h"

#include <math.h>
#include <stdlib.h>

enum { PERSON, RATER, RESPONSE, LESSON, COLUMNS };

struct wanted {
	const char *file, *json, *severity, *confidence, *target, *seed;
	const char *column[COLUMNS];
};

static bool read_words(struct cli *c, struct wanted *w, struct agreement *a)
{
	const struct cli_option options[] = {
		{ "--person", .value = &w->column[PERSON] },
		{ "--rater", .value = &w->column[RATER] },
		{ "--response", .value = &w->column[RESPONSE] },
		{ "--lesson", .value = &w->column[LESSON] },
		{ "--confidence", .value = &w->confidence },
		{ "--target", .value = &w->target },
		{ "--seed", .value = &w->seed },
		{ "--severity", .value = &w->severity },
		{ "--json", .value = &w->json },
	};
	long seed = 1;

	a->confidence = 0.9;
	a->target = 0.7;
	if (!cli_read_options(c, options, sizeof options / sizeof *options, &w->file, 1) ||
	    !columns_needed(c, "--person", w->column[PERSON]) ||
	    !columns_needed(c, "--rater", w->column[RATER]) ||
	    !columns_needed(c, "--response", w->column[RESPONSE]) ||
	    !columns_share(c, "--confidence", w->confidence, &a->confidence) ||
	    !columns_share(c, "--target", w->target, &a->target) ||
	    (w->seed && !cli_count(c, "--seed", w->seed, &seed)))
		return false;
	a->seed = (unsigned long)seed;
	return true;
}

/* ---- kappa of double visits ------------------------------------------------------------------ */

static enum exit_status find_levels(
    const struct cli *c, const struct wanted *w, const int *y, size_t rows, struct agreement *a)
{
	int low = y[0], high = y[0];

	for (size_t i = 0; i < rows; i++) {
		low = y[i] < low ? y[i] : low;
		high = y[i] > high ? y[i] : high;
	}
	if (high - low + 1 > AN_KAPPA_MAX_LEVELS || high == low)
		return cli_complain(c, EXIT_BAD_DATA,
		    cli_words(c, "%s, столбец %s: для каппы нужно от 2 до %d ступеней, а не %d",
			"%s, column %s: kappa needs 2 to %d levels, not %d"),
		    w->file, w->column[RESPONSE], AN_KAPPA_MAX_LEVELS, high - low + 1);
	a->lowest = low;
	a->levels = (size_t)high - (size_t)low + 1;
	return EXIT_DONE;
}

/* The first two raters of each lesson, the one who comes first in the file as the row. */
static void pair_up(
    const struct column *x, size_t rows, const int *y, size_t *first, struct agreement *a)
{
	for (size_t i = 0; i < rows; i++) {
		size_t *f = &first[x[LESSON].level[i]], one = *f - 1, row, column;

		if (*f == SIZE_MAX)
			continue;
		if (*f == 0) {
			*f = i + 1;
			continue;
		}
		if (x[RATER].level[one] == x[RATER].level[i])
			continue;
		*f = SIZE_MAX;
		row = (size_t)(y[x[RATER].level[one] < x[RATER].level[i] ? one : i] - a->lowest);
		column = (size_t)(y[x[RATER].level[one] < x[RATER].level[i] ? i : one] - a->lowest);
		a->table[row * a->levels + column]++;
	}
}

static enum exit_status kappa(const struct cli *c, const struct wanted *w, const struct column *x,
    size_t rows, struct agreement *a)
{
	struct an_bootstrap how = { a->confidence, 2000, a->seed };
	size_t *first = calloc(x[LESSON].levels.n + 1, sizeof *first);
	int *y = NULL;
	enum exit_status s = EXIT_BROKEN;

	if (first)
		s = columns_whole(c, w->file, &x[RESPONSE], rows, &y);
	else
		cli_complain_of(c, AN_NO_MEMORY);
	if (s == EXIT_DONE)
		s = find_levels(c, w, y, rows, a);
	if (s == EXIT_DONE) {
		pair_up(x, rows, y, first, a);
		a->kappa_status = an_kappa(a->table, a->levels, &a->kappa);
		a->resampled =
		    !a->kappa_status && a->kappa.n < 30 &&
		    !an_kappa_bootstrap(a->table, a->levels, &how, &a->kappa_low, &a->kappa_high);
	}
	free(first);
	free(y);
	return s;
}

/* ---- components and severities --------------------------------------------------------------- */

static enum exit_status gstudy(
    const struct cli *c, const struct column *x, size_t rows, struct agreement *a)
{
	size_t *person = columns_index(&x[PERSON], rows), *rater = columns_index(&x[RATER], rows);
	struct an_ratings r = { rows, x[PERSON].levels.n, x[RATER].levels.n, person, rater,
		x[RESPONSE].number };
	enum an_status s = AN_NO_MEMORY;

	a->raters = &x[RATER].levels;
	a->severity = calloc(r.raters + 1, sizeof *a->severity);
	a->order = calloc(r.raters + 1, sizeof *a->order);
	if (person && rater && a->severity && a->order && levels_sorted(a->raters, a->order))
		s = an_gstudy(&r, &a->study);
	if (!s)
		a->severity_status = an_severities(&r, &a->study.of, a->confidence, a->severity);
	free(person);
	free(rater);
	if (s == AN_NOT_IDENTIFIABLE)
		return cli_complain(c, EXIT_NO_ANSWER, "%s",
		    cli_words(c,
			"нет педагогов, у которых были хотя бы два методиста: строгость методистов не отделить от уровня педагогов",
			"nobody was seen by two raters: severity of raters can't be told from levels of people"));
	if (s == AN_TOO_FEW)
		return cli_complain(c, EXIT_NO_ANSWER, "%s",
		    cli_words(c, "посещений слишком мало, чтобы оценить разброс",
			"too few visits to tell the variation"));
	return s ? cli_complain_of(c, s) : EXIT_DONE;
}

enum exit_status cli_agreement(struct cli *c)
{
	struct wanted w = { .json = NULL };
	struct agreement a = { .levels = 0 };
	struct column x[COLUMNS] = { { .kind = COLUMN_LEVEL }, { .kind = COLUMN_LEVEL },
		{ .kind = COLUMN_NUMBER }, { .kind = COLUMN_LEVEL } };
	struct table table;
	enum exit_status s;

	if (!read_words(c, &w, &a))
		return EXIT_USAGE;
	for (int i = 0; i < COLUMNS; i++)
		x[i].name = w.column[i];
	s = table_read(c, w.file, x, w.column[LESSON] ? COLUMNS : LESSON, &table);
	if (s == EXIT_DONE)
		s = gstudy(c, x, table.rows, &a);
	if (s == EXIT_DONE && w.column[LESSON])
		s = kappa(c, &w, x, table.rows, &a);
	if (s == EXIT_DONE && w.severity)
		s = agreement_severities(c, &a, w.severity);
	if (s == EXIT_DONE && w.json)
		s = agreement_json(c, &a, w.json);
	if (s == EXIT_DONE)
		agreement_print(c, &a);
	free(a.severity);
	free(a.order);
	table_free(x, COLUMNS);
	return s;
}
