/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages that fill from the top: where the next thing goes, and when a new page begins. Inside of
 * fcgi-app/paper/ only.
 */
#ifndef PAPER_FLOW_H
#define PAPER_FLOW_H
#include "paper/canvas.h"
#include "paper/paper.h"

struct flow {
	struct arena *mem;
	struct canvas *canvas;
	double width, height;	    /* of the sheet */
	double left, right, bottom; /* of the text area; bottom differs on sheet 1 with a code */
	double y;		    /* where the next thing goes */
	int page;
};

void flow_open(struct flow *f, struct arena *mem, enum paper_sheet sheet);
void flow_page(struct flow *f, enum paper_sheet sheet); /* a new page, numbered */
void flow_next(struct flow *f);				/* the same, of the same sheet */

double flow_measure(const struct flow *f); /* width of the text area */
double flow_top(const struct flow *f);	   /* where a page begins */
double flow_left_over(const struct flow *f);

/* Room for so much, on this page or the next. */
void flow_need(struct flow *f, double height);
void flow_skip(struct flow *f, double height); /* nothing at the top of a page */

/* Text over the whole measure, parted between pages by no less than two lines; `tail` is what must
 * find room below the last line on the same page. */
void flow_text(struct flow *f, const struct style *s, const char *words, double tail);

/* The same between x and x + width, with nothing that must follow. */
void flow_narrow(struct flow *f, const struct style *s, double x, double width, const char *words);

/* One that stays whole. */
void flow_whole(struct flow *f, const struct style *s, double x, double width, const char *words);

/* A table over the whole measure: columns by what they hold, the head again on each page. The last
 * row takes `tail` along, as text does. */
void flow_table(struct flow *f, const struct block *b, double size, double tail);

/* How high a table's first rows are that mustn't be parted from what leads to it. */
double flow_table_head(struct flow *f, const struct block *b, double size);

#endif
