/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See formula.h: from the options' words to terms and the columns they need.
 */
#include "cli/formula.h"

#include <stdlib.h>
#include <string.h>

static bool refuse(const struct cli *c, const char *what, const char *ru, const char *en)
{
	cli_complain(c, EXIT_USAGE, "%s: %s", what, cli_words(c, ru, en));
	return false;
}

/* Place of a column, new or known. One file's column may stand twice: as numbers and as levels. */
static bool need(struct formula *f, const char *name, enum column_kind kind, size_t *place)
{
	for (size_t i = 0; i < f->columns; i++) {
		struct column *x = &f->column[i];
		bool level = x->kind == COLUMN_LEVEL;

		if (strcmp(x->name, name) != 0 || level != (kind == COLUMN_LEVEL))
			continue;
		if (kind == COLUMN_NUMBER)
			x->kind = COLUMN_NUMBER;
		*place = i;
		return true;
	}
	if (f->columns == TABLE_COLUMNS_MAX)
		return false;
	f->column[f->columns] = (struct column){ .name = name, .kind = kind };
	*place = f->columns++;
	return true;
}

static bool same_term(const struct formula *f, size_t term, const size_t *var, size_t n)
{
	if (f->depth[term] != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (f->fixed[term][i] != var[i])
			return false;
	return true;
}

static bool add_term(struct formula *f, const size_t *var, size_t n)
{
	for (size_t t = 0; t < f->terms; t++)
		if (same_term(f, t, var, n))
			return true;
	if (f->terms == FORMULA_TERMS_MAX)
		return false;
	memcpy(f->fixed[f->terms], var, n * sizeof *var);
	f->depth[f->terms++] = n;
	return true;
}

/* a*b*c: every product of its factors, the short ones first. */
static bool add_products(struct formula *f, const size_t *var, size_t n)
{
	for (size_t size = 1; size <= n; size++)
		for (unsigned mask = 1; mask < 1u << n; mask++) {
			size_t some[FORMULA_DEPTH], k = 0;

			for (size_t i = 0; i < n; i++)
				if (mask & 1u << i)
					some[k++] = var[i];
			if (k == size && !add_term(f, some, k))
				return false;
		}
	return true;
}

static bool read_term(const struct cli *c, struct formula *f, char *text)
{
	size_t var[FORMULA_DEPTH], n = 0;
	char *rest = text;

	for (char *name; (name = strsep(&rest, "*"));) {
		if (*name == '\0')
			return refuse(c, "--fixed", "пустое имя столбца", "an empty column name");
		if (n == FORMULA_DEPTH)
			return refuse(c, "--fixed", "слишком много множителей",
			    "too many factors of a product");
		if (!need(f, name, COLUMN_EITHER, &var[n++]))
			return refuse(c, "--fixed", "слишком много столбцов", "too many columns");
	}
	if (!add_products(f, var, n))
		return refuse(c, "--fixed", "слишком много членов", "too many terms");
	return true;
}

static bool read_fixed(const struct cli *c, struct formula *f, char *text)
{
	for (char *term; (term = strsep(&text, ","));)
		if (strcmp(term, "1") != 0 && !read_term(c, f, term))
			return false;
	return true;
}

static bool read_factor(const struct cli *c, struct formula *f, char *text, const char *option)
{
	struct formula_factor *x = &f->factor[f->factors];
	char *colon = strchr(text, ':');

	if (f->factors == AN_FACTORS_MAX + 1)
		return refuse(c, option, "слишком много факторов", "too many factors");
	*x = (struct formula_factor){ .name = text };
	if (colon) {
		x->uncorrelated = colon[1] == ':';
		x->slope = colon + 1 + x->uncorrelated;
		*colon = '\0';
	}
	if (!*text || (x->slope && (!*x->slope || strchr(x->slope, ':'))))
		return refuse(c, option, "нужно ФАКТОР, ФАКТОР:СТОЛБЕЦ или ФАКТОР::СТОЛБЕЦ",
		    "FACTOR, FACTOR:COLUMN or FACTOR::COLUMN is needed");
	for (size_t i = 0; i < f->factors; i++)
		if (strcmp(f->factor[i].name, text) == 0)
			return refuse(c, text, "фактор указан дважды", "a factor given twice");
	if (!need(f, text, COLUMN_LEVEL, &x->column) ||
	    (x->slope && !need(f, x->slope, COLUMN_NUMBER, &x->slope_column)))
		return refuse(c, option, "слишком много столбцов", "too many columns");
	f->factors++;
	return true;
}

/* One piece of memory for all words, so that they can be cut up. */
static bool keep_words(struct formula *f, const struct formula_words *w, char *copy[])
{
	const char *all[CLI_LIST_MAX + 2] = { w->fixed ? w->fixed : "1", w->eliminate };
	size_t n = 2, room = 0;
	char *to;

	for (size_t i = 0; i < w->random.n; i++)
		all[n++] = w->random.value[i];
	for (size_t i = 0; i < n; i++)
		room += strlen(all[i]) + 1;
	to = f->words = malloc(room);
	for (size_t i = 0; to && i < n; i++) {
		size_t len = strlen(all[i]) + 1;

		copy[i] = memcpy(to, all[i], len);
		to += len;
	}
	return f->words != NULL;
}

bool formula_read(const struct cli *c, const struct formula_words *w, struct formula *f)
{
	char *copy[CLI_LIST_MAX + 2];

	*f = (struct formula){ 0 };
	if (!w->response)
		return refuse(c, "--response", "не указан", "is lacking");
	if (!w->eliminate)
		return refuse(c, "--eliminate", "не указан", "is lacking");
	if (!keep_words(f, w, copy)) {
		cli_complain_of(c, AN_NO_MEMORY);
		return false;
	}
	f->id = SIZE_MAX;
	if (w->id && !need(f, w->id, COLUMN_LEVEL, &f->id))
		return false;
	if (!need(f, w->response, COLUMN_NUMBER, &f->response) || !read_fixed(c, f, copy[0]) ||
	    !read_factor(c, f, copy[1], "--eliminate"))
		return false;
	for (size_t i = 0; i < w->random.n; i++)
		if (!read_factor(c, f, copy[2 + i], "--random"))
			return false;
	return true;
}

void formula_drop_rows(struct formula *f)
{
	for (size_t j = 0; j < f->columns; j++) {
		free(f->column[j].number);
		free(f->column[j].level);
		f->column[j].number = NULL;
		f->column[j].level = NULL;
	}
	free(f->number);
	f->number = NULL;
	for (size_t j = 0; j < f->p; j++) {
		free(f->made[j]);
		f->made[j] = NULL;
	}
}

void formula_free(struct formula *f)
{
	formula_drop_rows(f);
	for (size_t j = 0; j < f->p; j++)
		free(f->name[j]);
	table_free(f->column, f->columns);
	free(f->words);
}
