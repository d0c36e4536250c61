/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth effect: what methodological days brought, for one competence or several. A unit is
 * a teacher at a school, so that who moves is a new unit; the day of a school is the first period in
 * which its visits come after the day.
 */
#include "cli/columns.h"
#include "cli/effect_report.h"

#include <math.h>
#include <stdlib.h>

enum { TEACHER, SCHOOL, PERIOD, POST, RESPONSE, COLUMNS };

struct wanted {
	const char *file, *json, *from, *to, *time, *rater;
	const char *column[COLUMNS];
	struct cli_list response;
};

static bool read_words(struct cli *c, struct wanted *w)
{
	const struct cli_option options[] = {
		{ "--teacher", .value = &w->column[TEACHER] },
		{ "--school", .value = &w->column[SCHOOL] },
		{ "--period", .value = &w->column[PERIOD] },
		{ "--post", .value = &w->column[POST] },
		{ "--response", .list = &w->response },
		{ "--time", .value = &w->time },
		{ "--rater", .value = &w->rater },
		{ "--from", .value = &w->from },
		{ "--to", .value = &w->to },
		{ "--json", .value = &w->json },
	};

	return cli_read_options(c, options, sizeof options / sizeof *options, &w->file, 1) &&
	       columns_needed(c, "--teacher", w->column[TEACHER]) &&
	       columns_needed(c, "--school", w->column[SCHOOL]) &&
	       columns_needed(c, "--period", w->column[PERIOD]) &&
	       columns_needed(c, "--post", w->column[POST]) &&
	       columns_needed(c, "--response", w->response.n ? w->response.value[0] : NULL) &&
	       (!w->time || columns_needed(c, "--rater", w->rater)) &&
	       (!w->rater || columns_needed(c, "--time", w->time));
}

/* --from 3 means three periods before the day. */
static bool read_window(const struct cli *c, const struct wanted *w, struct effects *e)
{
	long before = 3, after = 4;

	if ((w->from && !cli_count(c, "--from", w->from, &before)) ||
	    (w->to && !cli_count(c, "--to", w->to, &after)))
		return false;
	if (before > AN_EVENT_MAX || after > AN_EVENT_MAX) {
		cli_complain(c, EXIT_USAGE,
		    cli_words(c, "--from и --to не больше %d", "--from and --to are at most %d"),
		    AN_EVENT_MAX);
		return false;
	}
	e->from = -(int)before;
	e->to = (int)after;
	return true;
}

/* ---- the panel ------------------------------------------------------------------------------- */

struct panel {
	size_t *unit, *cluster;
	int *period, *first; /* first: of schools, then of units */
	size_t units;
};

static void panel_free(struct panel *p)
{
	free(p->unit);
	free(p->cluster);
	free(p->period);
	free(p->first);
}

struct pair {
	uint32_t teacher, school;
	size_t row;
};

static int by_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->teacher != y->teacher)
		return x->teacher < y->teacher ? -1 : 1;
	if (x->school != y->school)
		return x->school < y->school ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* unit[row] for each teacher at a school, and the school of each unit. */
static bool make_units(const struct column *x, size_t rows, struct panel *p)
{
	struct pair *pair = malloc((rows + 1) * sizeof *pair);

	p->unit = calloc(rows + 1, sizeof *p->unit);
	p->cluster = calloc(rows + 1, sizeof *p->cluster);
	if (!pair || !p->unit || !p->cluster) {
		free(pair);
		return false;
	}
	for (size_t i = 0; i < rows; i++)
		pair[i] = (struct pair){ x[TEACHER].level[i], x[SCHOOL].level[i], i };
	qsort(pair, rows, sizeof *pair, by_pair);
	for (size_t i = 0; i < rows; i++) {
		p->units += i == 0 || pair[i].teacher != pair[i - 1].teacher ||
			    pair[i].school != pair[i - 1].school;
		p->unit[pair[i].row] = p->units - 1;
		p->cluster[p->units - 1] = pair[i].school;
	}
	free(pair);
	return true;
}

static enum exit_status make_days(const struct cli *c, const struct wanted *w,
    const struct column *x, size_t rows, struct panel *p)
{
	size_t schools = x[SCHOOL].levels.n;
	int *day = calloc(schools + 1, sizeof *day);
	enum exit_status s = EXIT_DONE;

	p->first = calloc(p->units + 1, sizeof *p->first);
	if (!day || !p->first) {
		free(day);
		return cli_complain_of(c, AN_NO_MEMORY);
	}
	for (size_t j = 0; j < schools; j++)
		day[j] = AN_NEVER;
	for (size_t i = 0; s == EXIT_DONE && i < rows; i++) {
		int *d = &day[x[SCHOOL].level[i]];

		if (x[POST].number[i] != 0 && x[POST].number[i] != 1)
			s = cli_complain(c, EXIT_BAD_DATA,
			    cli_words(c, "%s, столбец %s: 0 до дня и 1 после, а не %g",
				"%s, column %s: 0 before the day and 1 after it, not %g"),
			    w->file, x[POST].name, x[POST].number[i]);
		else if (x[POST].number[i] > 0 && p->period[i] < *d)
			*d = p->period[i];
	}
	for (size_t u = 0; s == EXIT_DONE && u < p->units; u++)
		p->first[u] = day[p->cluster[u]];
	free(day);
	return s;
}

static enum exit_status refused(const struct cli *c, enum an_status s)
{
	if (s == AN_TOO_FEW)
		return cli_complain(c, EXIT_NO_ANSWER, "%s",
		    cli_words(c, "в данных нет ни одной школы после методического дня",
			"the data hold no school after a methodological day"));
	if (s == AN_NOT_IDENTIFIABLE)
		return cli_complain(c, EXIT_NO_ANSWER, "%s",
		    cli_words(c, "сравнить не с кем: день был у всех школ в одно и то же время",
			"nobody to compare with: all schools had their day at one time"));
	return cli_complain_of(c, s);
}

/* ---- one competence -------------------------------------------------------------------------- */

static enum exit_status model(
    const struct cli *c, const struct wanted *w, const char *response, struct effect_of *of)
{
	struct effect_model_words words = { w->file, response, w->time, w->column[POST],
		w->column[TEACHER], w->column[SCHOOL], w->rater };

	of->model = (struct an_effect_row){ .effect = NAN, .se = NAN };
	return w->time ? effect_model(c, &words, &of->model) : EXIT_DONE;
}

static enum exit_status estimate(
    const struct cli *c, const struct column *x, size_t rows, struct panel *p, struct effects *e)
{
	struct an_panel a = { rows, p->unit, p->period, x[RESPONSE].number, p->units,
		x[SCHOOL].levels.n, p->cluster, p->first };
	struct effect_of *of = &e->of[e->n];
	enum an_status s = an_effect_estimate(&a, &of->rows);

	if (!s)
		s = an_event_study(&a, e->from, e->to, of->event);
	if (s)
		return refused(c, s);
	e->units = p->units;
	e->schools = a.clusters;
	e->visited = 0;
	for (size_t u = 0; u < p->units; u++)
		e->visited += p->first[u] != AN_NEVER;
	return EXIT_DONE;
}

static enum exit_status one(
    const struct cli *c, const struct wanted *w, const char *response, struct effects *e)
{
	struct column x[COLUMNS] = { { .kind = COLUMN_LEVEL }, { .kind = COLUMN_LEVEL },
		{ .kind = COLUMN_NUMBER }, { .kind = COLUMN_NUMBER }, { .kind = COLUMN_NUMBER } };
	struct panel p = { .units = 0 };
	struct effect_of *of = &e->of[e->n];
	struct table table;
	enum exit_status s;

	for (int i = 0; i < RESPONSE; i++)
		x[i].name = w->column[i];
	x[RESPONSE].name = of->response = response;
	s = table_read(c, w->file, x, COLUMNS, &table);
	if (s == EXIT_DONE)
		s = columns_whole(c, w->file, &x[PERIOD], table.rows, &p.period);
	if (s == EXIT_DONE && !make_units(x, table.rows, &p))
		s = cli_complain_of(c, AN_NO_MEMORY);
	if (s == EXIT_DONE)
		s = make_days(c, w, x, table.rows, &p);
	if (s == EXIT_DONE)
		s = estimate(c, x, table.rows, &p, e);
	panel_free(&p);
	table_free(x, COLUMNS);
	if (s == EXIT_DONE)
		s = model(c, w, response, of);
	if (s == EXIT_DONE)
		of->credible = an_effect_credible(&of->rows, &of->model);
	e->n += s == EXIT_DONE;
	return s;
}

/* Towards the mean of all competences; the mixed model's figure where there is one. */
static void shrink(struct effects *e)
{
	double value[CLI_LIST_MAX] = { 0 }, variance[CLI_LIST_MAX] = { 0 };
	struct an_eb family;
	bool fine;

	for (size_t i = 0; i < e->n; i++) {
		const struct an_effect_row *r =
		    isnan(e->of[i].model.effect) ? &e->of[i].rows.did : &e->of[i].model;

		value[i] = r->effect;
		variance[i] = r->se * r->se;
		e->of[i].shrunken = e->of[i].shrunken_sd = NAN;
	}
	fine = e->n >= 3 && an_eb_fit(value, variance, e->n, &family) == AN_OK;
	for (size_t i = 0; fine && i < e->n; i++)
		an_eb_shrink(
		    &family, value[i], variance[i], &e->of[i].shrunken, &e->of[i].shrunken_sd);
}

enum exit_status cli_effect(struct cli *c)
{
	struct wanted w = { .json = NULL };
	struct effects *e = calloc(1, sizeof *e);
	enum exit_status s = EXIT_USAGE;

	if (!e)
		return cli_complain_of(c, AN_NO_MEMORY);
	if (read_words(c, &w) && read_window(c, &w, e)) {
		s = EXIT_DONE;
		for (size_t i = 0; s == EXIT_DONE && i < w.response.n; i++)
			s = one(c, &w, w.response.value[i], e);
	}
	if (s == EXIT_DONE) {
		shrink(e);
		if (w.json)
			s = effect_json(c, e, w.json);
	}
	if (s == EXIT_DONE && (!w.json || w.json[0] != '-' || w.json[1]))
		effect_print(c, e);
	free(e);
	return s;
}
