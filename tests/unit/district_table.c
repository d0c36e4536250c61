/* Tables and sets of texts for test_district.c (see the header).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "district_table.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *slurp(const char *path)
{
	FILE *file = fopen(path, "rb");
	ck_assert_msg(file != NULL, "%s cannot be read", path);
	ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
	size_t n = (size_t)ftell(file);
	rewind(file);
	char *text = malloc(n + 1);
	ck_assert_uint_eq(fread(text, 1, n, file), n);
	fclose(file);
	text[n] = 0;
	return text;
}

/* Cuts the next cell off *at and says which character ended it. */
static char next_cell(char **at, char separator, char **cell)
{
	char *p = *at, *out = p;
	bool quoted = *p == '"';
	*cell = out;
	if (quoted)
		p++;
	for (; *p; p++) {
		if (quoted && *p == '"' && p[1] != '"')
			quoted = false;
		else if (!quoted && (*p == separator || *p == '\r' || *p == '\n'))
			break;
		else
			*out++ = *p == '"' ? *p++ : *p;
	}
	char ended = *p;
	if (ended == '\r' && p[1] == '\n')
		p++;
	*at = ended ? p + 1 : p;
	*out = 0;
	return ended == separator ? separator : '\n';
}

struct table *table_read(const char *path)
{
	struct table *t = calloc(1, sizeof *t);
	char *at = t->text = slurp(path);
	if (!strncmp(at, "\xEF\xBB\xBF", 3))
		at += 3;
	char separator = memchr(at, ';', strcspn(at, "\n")) ? ';' : ',';
	while (next_cell(&at, separator, &t->head[t->columns++]) == separator)
		ck_assert_int_lt(t->columns, TABLE_COLUMNS);
	while (*at) {
		int n = 0;
		ck_assert_int_lt(t->rows, TABLE_ROWS);
		while (next_cell(&at, separator, &t->cells[t->rows][n++]) == separator)
			ck_assert_int_lt(n, t->columns);
		ck_assert_msg(n == t->columns, "%s row %d has %d cells of %d", path, t->rows + 2, n,
		    t->columns);
		t->rows++;
	}
	ck_assert_msg(t->rows > 0, "%s is empty", path);
	return t;
}

int table_column(const struct table *t, const char *column)
{
	for (int i = 0; i < t->columns; i++)
		if (!strcmp(t->head[i], column))
			return i;
	return -1;
}

const char *table_cell(const struct table *t, int row, const char *column)
{
	int i = table_column(t, column);
	ck_assert_msg(i >= 0, "no column %s", column);
	return t->cells[row][i];
}

void table_free(struct table *t)
{
	free(t->text);
	free(t);
}

void set_add(struct set *s, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	ck_assert_uint_lt((size_t)s->n, sizeof s->keys / sizeof *s->keys);
	ck_assert_int_ge(vasprintf(&s->keys[s->n++], format, args), 0);
	va_end(args);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void set_sort(struct set *s)
{
	qsort(s->keys, (size_t)s->n, sizeof *s->keys, by_text);
}

bool set_has(const struct set *s, const char *format, ...)
{
	char key[512], *p = key;
	va_list args;
	va_start(args, format);
	vsnprintf(key, sizeof key, format, args);
	va_end(args);
	return bsearch(&p, s->keys, (size_t)s->n, sizeof *s->keys, by_text) != NULL;
}

const char *set_twice(const struct set *s)
{
	for (int i = 1; i < s->n; i++)
		if (!strcmp(s->keys[i - 1], s->keys[i]))
			return s->keys[i];
	return NULL;
}

int set_kinds(const struct set *s)
{
	int n = s->n > 0;
	for (int i = 1; i < s->n; i++)
		n += strcmp(s->keys[i - 1], s->keys[i]) != 0;
	return n;
}

void set_free(struct set *s)
{
	for (int i = 0; i < s->n; i++)
		free(s->keys[i]);
	free(s);
}
