/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents as PDF, by the layout profile of ГОСТ Р 7.0.97-2025: margins 20/10/20/20 mm, a heading on
 * every document, the number of the page at the top from page 2 on, a QR code in the lower right of
 * sheet 1 that leads to the check page.
 * What a paper says comes whole from the database as one JSON object (sql/queries/paper.sql):
 * paper_read() makes a struct of it, paper_render() the bytes. The same paper gives the same bytes.
 */
#ifndef PAPER_H
#define PAPER_H
#include "arena.h"

#include <stdbool.h>

enum paper_sheet { PAPER_PORTRAIT, PAPER_LANDSCAPE };
enum paper_heading { PAPER_LEFT, PAPER_CENTRE };
enum paper_number { PAPER_NUMBERED, PAPER_DATED, PAPER_PLAIN };

struct paper_kind {
	const char *code, *caps, *ru, *en;
	double size;
	enum paper_sheet sheet;
	enum paper_heading heading;
	enum paper_number number;
};

/* Never NULL: a kind that isn't listed is a plain document. */
const struct paper_kind *paper_kind(const char *code);

enum block_kind { BLOCK_HEADING, BLOCK_PARA, BLOCK_POINT, BLOCK_LIST, BLOCK_TABLE, BLOCK_SIGN };

/* A row has columns cells, or one that spans them all. */
struct paper_row {
	const char *const *cells;
	size_t count;
};

struct block {
	enum block_kind kind;
	const char *text;
	int number; /* of a point */
	const char *const *items;
	size_t item_count;
	struct paper_row head; /* of a table; may have no cells */
	const struct paper_row *rows;
	size_t row_count, columns;
	const char *post, *name; /* of a signature */
};

struct blocks {
	const struct block *first;
	size_t count;
};

struct paper {
	const struct paper_kind *kind;
	const char *const *issuer; /* lines of the organisation, the wider first */
	size_t issuer_count;
	const char *title, *number, *dated; /* dated: YYYY-MM-DD; "" where there is none */
	bool draft;
	const char *stamp; /* of approval, in the upper right; "" for none */
	struct blocks body, signs;
	const char *executor, *note; /* note: small print below all */
	const char *appendix_title;  /* "" without an appendix, which is printed across */
	struct blocks appendix;
	const char *check; /* absolute address behind the QR code: the check page, or a page of
				  * the paper's own; "" without a code */
	const char *check_words; /* what is done there */
};

/* NULL when the text isn't such an object. `site` is the absolute address of this service, or NULL:
 * without it there is no code. */
const struct paper *paper_read(struct arena *mem, const char *json, const char *site);

/* NULL when out of memory or past what a PDF may have. Lives as long as the arena. */
const char *paper_render(struct arena *mem, const struct paper *p, size_t *len);

/* Name of its file, for people: «Приказ № 159-а от 25.11.2026.pdf». */
const char *paper_file(struct arena *mem, const struct paper *p);

/* «25 ноября 2026 г.» of 2026-11-25; "" of anything else. */
const char *paper_date(struct arena *mem, const char *iso);

/* The QR code of a text: a row of 0 (white) and 1 for each row of it, parted by spaces; "" of a text that
 * is too long. */
const char *paper_squares(struct arena *mem, const char *text);

#endif
