/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A PDF to draw on: pages, set text, lines, filled squares; lengths are points (1/72 inch) from the
 * upper left corner. The only door to pango and cairo. Fonts are loaded with the first text and not
 * before, so a process that made no PDF stays small. The same calls give the same bytes: nothing of
 * the clock or the machine gets in. Whatever is opened ends with the arena, closed or not.
 */
#ifndef PAPER_CANVAS_H
#define PAPER_CANVAS_H
#include "arena.h"

#include <stdbool.h>

#define MM (72 / 25.4)

struct canvas;

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_JUSTIFY };

struct style {
	double size;	/* of the letters */
	double spacing; /* between lines, 1: the font's own */
	double indent;	/* of the first line */
	enum align align;
	bool bold, italic;
};

/* Text that was set to a width. Lines may be drawn in parts, on different pages. */
struct text {
	double height;
	size_t lines;
	const double *top;     /* of each line, and of what would follow the last */
	void *layout, *ragged; /* ragged: for lines that would have to stretch too much */
	double width;
};

struct text_part {
	const struct text *text;
	size_t first, end;
};

struct canvas *canvas_open(struct arena *mem, double width, double height);
void canvas_title(struct canvas *c, const char *title, const char *author);

/* End the page and begin another of this size. */
void canvas_page(struct canvas *c, double width, double height);

/* Texts live until canvas_forget(), which a caller runs when what it set is drawn. */
const struct text *canvas_set(
    struct canvas *c, const struct style *s, double width, const char *words);
void canvas_forget(struct canvas *c);

/* A whole text with its top at y, and its lines first..end-1 so. */
void canvas_draw(struct canvas *c, const struct text *t, double x, double y);
void canvas_draw_part(struct canvas *c, const struct text_part *p, double x, double y);

/* Width of words on one line. */
double canvas_width(struct canvas *c, const struct style *s, const char *words);

void canvas_line(struct canvas *c, double x1, double y1, double x2, double y2);
void canvas_fill(struct canvas *c, double x, double y, double width, double height);

/* The bytes, which live as long as the arena; NULL when they could not be made. */
const char *canvas_close(struct canvas *c, size_t *len);

#endif
