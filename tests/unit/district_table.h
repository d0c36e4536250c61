/* A file of the demo district as a table of texts, and sets of texts to look things up in.
 *
 * The reader is the test's own on purpose: a fault shared by the program and the product's reader
 * would else stay unseen. It takes what the generator may write and nothing more.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_TABLE_H
#define DISTRICT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum { TABLE_COLUMNS = 64, TABLE_ROWS = 20000 };

struct table {
	int columns, rows;
	char *text, *head[TABLE_COLUMNS], *cells[TABLE_ROWS][TABLE_COLUMNS];
};

struct set {
	int n;
	char *keys[60000];
};

struct table *table_read(const char *path); /* fails the test when it cannot */
const char *table_cell(const struct table *t, int row, const char *column);
int table_column(const struct table *t, const char *column); /* -1 none */
void table_free(struct table *t);

void set_add(struct set *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void set_sort(struct set *s); /* before the questions below */
bool set_has(const struct set *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *set_twice(const struct set *s); /* some key that stands twice, or NULL */
int set_kinds(const struct set *s);	    /* different keys */
void set_free(struct set *s);

#endif
