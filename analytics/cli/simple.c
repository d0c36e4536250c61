/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth simple: levels and trends of units from their visits alone, as CSV, a row for each
 * unit. Figures below the rule of not enough data stay in the file, marked: planning needs them.
 */
#include "analytics.h"
#include "cli/columns.h"
#include "cli/output.h"

#include <math.h>
#include <stdlib.h>

enum { UNIT, TIME, RESPONSE, RATER, PERSON, COLUMNS };

struct wanted {
	const char *file, *out, *at, *horizon, *confidence, *q;
	const char *visits, *raters, *reliability;
	const char *column[COLUMNS];
};

static bool read_words(struct cli *c, struct wanted *w)
{
	const struct cli_option options[] = {
		{ "--unit", .value = &w->column[UNIT] },
		{ "--time", .value = &w->column[TIME] },
		{ "--response", .value = &w->column[RESPONSE] },
		{ "--rater", .value = &w->column[RATER] },
		{ "--person", .value = &w->column[PERSON] },
		{ "--at", .value = &w->at },
		{ "--ahead", .value = &w->horizon },
		{ "--confidence", .value = &w->confidence },
		{ "--fdr", .value = &w->q },
		{ "--min-visits", .value = &w->visits },
		{ "--min-raters", .value = &w->raters },
		{ "--min-reliability", .value = &w->reliability },
		{ "--out", .value = &w->out },
	};

	return cli_read_options(c, options, sizeof options / sizeof *options, &w->file, 1) &&
	       columns_needed(c, "--unit", w->column[UNIT]) &&
	       columns_needed(c, "--time", w->column[TIME]) &&
	       columns_needed(c, "--response", w->column[RESPONSE]) &&
	       columns_needed(c, "--rater", w->column[RATER]);
}

static bool read_minimum(const struct cli *c, const struct wanted *w, struct an_minimum *m)
{
	long n;

	if (w->visits) {
		if (!cli_count(c, "--min-visits", w->visits, &n))
			return false;
		m->visits = (size_t)n;
	}
	if (w->raters) {
		if (!cli_count(c, "--min-raters", w->raters, &n))
			return false;
		m->raters = (size_t)n;
	}
	return columns_share(c, "--min-reliability", w->reliability, &m->reliability);
}

static bool read_options(
    const struct cli *c, const struct wanted *w, struct an_simple_options *o, double *q)
{
	*o = (struct an_simple_options){
		.at = NAN, .horizon = 1, .confidence = 0.9, .minimum = AN_MINIMUM
	};
	*q = 0.1;
	return (!w->at || cli_number(c, "--at", w->at, &o->at)) &&
	       (!w->horizon || cli_number(c, "--ahead", w->horizon, &o->horizon)) &&
	       columns_share(c, "--confidence", w->confidence, &o->confidence) &&
	       columns_share(c, "--fdr", w->q, q) && read_minimum(c, w, &o->minimum);
}

static void figure_header(FILE *f, const char *name)
{
	static const char *const part[] = { "", "_sd", "_low", "_high", "_reliability", "_enough",
		"_more_visits", "_more_raters" };

	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		fprintf(f, ",%s%s", name, part[i]);
}

static void figure(FILE *f, const struct an_figure *x)
{
	columns_number(f, ",", x->value);
	columns_number(f, ",", x->sd);
	columns_number(f, ",", x->low);
	columns_number(f, ",", x->high);
	columns_number(f, ",", x->reliability);
	fprintf(f, ",%d", x->enough.enough);
	if (x->enough.knowable)
		fprintf(f, ",%zu,%zu", x->enough.more_visits, x->enough.more_raters);
	else
		fputs(",,", f);
}

struct result {
	const struct levels *units;
	struct an_simple *unit;
	struct an_family family;
	bool *flag;
	double at; /* as of */
};

static void row(FILE *f, const struct result *r, uint32_t unit)
{
	const struct an_simple *s = &r->unit[unit];

	output_text(f, r->units->name[unit]);
	fprintf(f, ",%zu,%zu,%zu", s->n, s->raters, s->persons);
	columns_number(f, ",", s->mean);
	figure(f, &s->level);
	figure(f, &s->growth);
	figure(f, &s->forecast);
	columns_number(f, ",", s->p_decline);
	fprintf(f, ",%d", r->flag[unit]);
	columns_number(f, ",", s->ols_status ? NAN : s->ols.slope);
	columns_number(f, ",", s->ols_status ? NAN : s->ols.slope_se);
	columns_number(f, ",", s->sen_status ? NAN : s->sen.slope);
	columns_number(f, ",", s->sen_status ? NAN : s->sen.low);
	columns_number(f, ",", s->sen_status ? NAN : s->sen.high);
	columns_number(f, ",", s->mann_kendall_status ? NAN : s->mann_kendall.s);
	columns_number(f, ",", s->mann_kendall_status ? NAN : s->mann_kendall.p);
	columns_number(f, ",", r->at);
	fputs(",simple\n", f);
}

/* Declines among the units whose growth may be shown. */
static enum an_status flag(struct result *r, double q)
{
	double *wrong = calloc(r->units->n + 1, sizeof *wrong);
	size_t *which = calloc(r->units->n + 1, sizeof *which), n = 0;
	bool *among = calloc(r->units->n + 1, sizeof *among);
	struct an_flags flags;
	enum an_status s = AN_NO_MEMORY;

	r->flag = calloc(r->units->n + 1, sizeof *r->flag);
	if (wrong && which && among && r->flag) {
		for (size_t u = 0; u < r->units->n; u++)
			if (r->unit[u].growth.enough.enough) {
				wrong[n] = 1 - r->unit[u].p_decline;
				which[n++] = u;
			}
		s = an_flags_bayes(n, wrong, q, among, &flags);
	}
	for (size_t i = 0; !s && i < n; i++)
		r->flag[which[i]] = among[i];
	free(wrong);
	free(which);
	free(among);
	return s;
}

static enum exit_status write(const struct cli *c, const char *path, const struct result *r)
{
	uint32_t *order = calloc(r->units->n + 1, sizeof *order);
	struct output o;

	if (!order || !levels_sorted(r->units, order)) {
		free(order);
		return cli_complain_of(c, AN_NO_MEMORY);
	}
	if (!output_open(c, path, &o)) {
		free(order);
		return EXIT_BROKEN;
	}
	fputs("unit,visits,raters,persons,mean", o.file);
	figure_header(o.file, "level");
	figure_header(o.file, "growth");
	figure_header(o.file, "forecast");
	fputs(
	    ",p_decline,flagged,ols_slope,ols_se,sen_slope,sen_low,sen_high,mk_s,mk_p,as_of,method\n",
	    o.file);
	for (uint32_t i = 0; i < r->units->n; i++)
		row(o.file, r, order[i]);
	free(order);
	return output_close(c, &o);
}

static void remark(const struct cli *c, const struct result *r)
{
	size_t shown = 0;

	for (size_t u = 0; u < r->units->n; u++)
		shown += r->unit[u].growth.enough.enough;
	fprintf(stderr,
	    cli_words(c,
		"Строк %zu, единиц %u; на момент %.4g. Рост можно показывать у %zu, остальным пока мало данных.\n"
		"Без поправки на строгость методистов: для выводов о людях используйте fit.\n",
		"%zu rows, %u units; as of %.4g. Growth may be shown for %zu, the others have not enough data yet.\n"
		"Not corrected for raters: use fit for conclusions about people.\n"),
	    r->family.n, r->units->n, r->at, shown);
	if (!r->family.shrunken)
		fputs(
		    cli_words(c,
			"Единиц слишком мало, чтобы сравнивать их между собой: линии взяты как есть.\n",
			"Too few units to learn from each other: lines are taken as they are.\n"),
		    stderr);
}

static enum exit_status compute(const struct cli *c, const struct column *x, size_t rows,
    struct an_simple_options *o, struct result *r)
{
	struct an_visits v = { .n = rows, .t = x[TIME].number, .y = x[RESPONSE].number };
	size_t *unit = columns_index(&x[UNIT], rows), *rater = columns_index(&x[RATER], rows);
	size_t *person = x[PERSON].name ? columns_index(&x[PERSON], rows) : NULL;
	enum an_status s = AN_NO_MEMORY;

	r->units = &x[UNIT].levels;
	r->unit = calloc(r->units->n + 1, sizeof *r->unit);
	o->units = r->units->n;
	if (isnan(o->at)) /* as of the last visit; fmax() passes NaN by */
		for (size_t i = 0; i < rows; i++)
			o->at = fmax(o->at, v.t[i]);
	r->at = o->at;
	if (unit && rater && r->unit && (person || !x[PERSON].name)) {
		v.unit = unit;
		v.rater = rater;
		v.person = person;
		s = an_simple_family(&v, o, r->unit, &r->family);
	}
	free(unit);
	free(rater);
	free(person);
	return s ? cli_complain_of(c, s) : EXIT_DONE;
}

enum exit_status cli_simple(struct cli *c)
{
	struct wanted w = { .out = NULL };
	struct an_simple_options o;
	struct column x[COLUMNS] = { { .kind = COLUMN_LEVEL }, { .kind = COLUMN_NUMBER },
		{ .kind = COLUMN_NUMBER }, { .kind = COLUMN_LEVEL }, { .kind = COLUMN_LEVEL } };
	struct result r = { NULL };
	struct table table;
	double q;
	enum exit_status s;

	if (!read_words(c, &w) || !read_options(c, &w, &o, &q))
		return EXIT_USAGE;
	for (int i = 0; i < COLUMNS; i++)
		x[i].name = w.column[i];
	s = table_read(c, w.file, x, w.column[PERSON] ? COLUMNS : PERSON, &table);
	if (s == EXIT_DONE)
		s = compute(c, x, table.rows, &o, &r);
	if (s == EXIT_DONE && flag(&r, q))
		s = cli_complain_of(c, AN_NO_MEMORY);
	if (s == EXIT_DONE)
		s = write(c, w.out ? w.out : "-", &r);
	if (s == EXIT_DONE)
		remark(c, &r);
	free(r.unit);
	free(r.flag);
	table_free(x, COLUMNS);
	return s;
}
