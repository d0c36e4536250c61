/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a CSV text: the reader ends, stays inside the text, and what it took can be written
 * and read back unchanged. Built for libFuzzer by `make fuzz`; replay.c runs it over the committed
 * corpus.
 */
#include "cli/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Fields quoted, so neither blanks nor line ends in them are lost. */
struct copy {
	char *text;
	size_t used;
};

static void put_row(struct copy *c, const char *const *field, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			c->text[c->used++] = ',';
		c->text[c->used++] = '"';
		for (const char *p = field[i]; *p; p++) {
			if (*p == '"')
				c->text[c->used++] = '"';
			c->text[c->used++] = *p;
		}
		c->text[c->used++] = '"';
	}
	c->text[c->used++] = '\n';
}

static void same_row(struct csv *again, const char *const *field, size_t n)
{
	const char *const *f;
	size_t m;

	if (csv_next(again, &f, &m) != CSV_ROW || m != n)
		abort();
	for (size_t i = 0; i < n; i++)
		if (strcmp(f[i], field[i]) != 0)
			abort();
}

static void reads_back(const struct copy *c, const char *text, size_t size)
{
	struct csv *one = csv_open(text, size), *again = csv_open(c->text, c->used);
	const char *const *field;
	size_t n;

	while (csv_next(one, &field, &n) == CSV_ROW)
		same_row(again, field, n);
	if (csv_next(again, &field, &n) != CSV_END)
		abort();
	csv_close(one);
	csv_close(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct csv *c = csv_open(text, size);
	struct copy copy = { malloc(size * 5 + 16), 0 };
	const char *const *field;
	enum csv_result r;
	size_t n, before = 0;
	long line = 0;

	if (!copy.text)
		abort();
	while ((r = csv_next(c, &field, &n)) == CSV_ROW) {
		if (!n || n > CSV_MAX_FIELDS || csv_line(c) <= line || csv_offset(c) <= before)
			abort();
		line = csv_line(c);
		before = csv_offset(c);
		put_row(&copy, field, n);
	}
	if ((r == CSV_BAD) != (csv_fault(c) != CSV_FINE) || csv_offset(c) > size)
		abort();
	if (csv_next(c, &field, &n) != r) /* the end stays the end, a fault a fault */
		abort();
	csv_close(c);
	reads_back(&copy, text, size);
	free(copy.text);
	return 0;
}
