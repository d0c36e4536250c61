/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See flow.h. Margins are those of the profile: left 20 mm, right 10, top and bottom 20; the number
 * of a page stands in the middle of the upper margin, 10 mm from the edge, from page 2 on.
 */
#include "paper/flow.h"

#define LEFT_MARGIN (20 * MM)
#define RIGHT_MARGIN (10 * MM)
#define TOP_MARGIN (20 * MM)
#define BOTTOM_MARGIN (20 * MM)
#define PAGE_NUMBER_TOP (10 * MM)
#define A4_SHORT (210 * MM)
#define A4_LONG (297 * MM)
#define PAGE_NUMBER_SIZE 12
#define TINY 0.01

enum { TOGETHER = 2 }; /* so many lines of a paragraph stay together at a page's end */

static void lay(struct flow *f, enum paper_sheet sheet)
{
	f->width = sheet == PAPER_LANDSCAPE ? A4_LONG : A4_SHORT;
	f->height = sheet == PAPER_LANDSCAPE ? A4_SHORT : A4_LONG;
	f->left = LEFT_MARGIN;
	f->right = f->width - RIGHT_MARGIN;
	f->bottom = f->height - BOTTOM_MARGIN;
	f->y = TOP_MARGIN;
}

void flow_open(struct flow *f, struct arena *mem, enum paper_sheet sheet)
{
	*f = (struct flow){ .mem = mem, .page = 1 };
	lay(f, sheet);
	f->canvas = canvas_open(mem, f->width, f->height);
}

void flow_page(struct flow *f, enum paper_sheet sheet)
{
	static const struct style s = { .size = PAGE_NUMBER_SIZE, .align = ALIGN_CENTRE };

	lay(f, sheet);
	canvas_page(f->canvas, f->width, f->height);
	f->page++;
	const struct text *t =
	    canvas_set(f->canvas, &s, flow_measure(f), arena_printf(f->mem, "%d", f->page));

	canvas_draw(f->canvas, t, f->left, PAGE_NUMBER_TOP);
}

void flow_next(struct flow *f)
{
	flow_page(f, f->width > f->height ? PAPER_LANDSCAPE : PAPER_PORTRAIT);
}

double flow_measure(const struct flow *f)
{
	return f->right - f->left;
}

double flow_top(const struct flow *f)
{
	(void)f;
	return TOP_MARGIN;
}

double flow_left_over(const struct flow *f)
{
	return f->bottom - f->y;
}

void flow_need(struct flow *f, double height)
{
	if (height > flow_left_over(f) + TINY && f->y > TOP_MARGIN + TINY)
		flow_next(f);
}

void flow_skip(struct flow *f, double height)
{
	if (f->y > TOP_MARGIN + TINY)
		f->y += height;
}

/* How many lines from `first` on go onto this page: all of the rest, else as many as leave two for
 * the next page, and none rather than one alone. */
static size_t lines_here(const struct flow *f, const struct text *t, size_t first, double tail)
{
	size_t end = first, rest = t->lines - first;
	double room = flow_left_over(f) + TINY;

	if (t->top[t->lines] - t->top[first] + tail <= room)
		return rest;
	while (end < t->lines && t->top[end + 1] - t->top[first] <= room)
		end++;
	if (end == t->lines)
		end--; /* all of it fits, but not what must follow */
	if (t->lines - end < TOGETHER && t->lines >= TOGETHER)
		end = t->lines - TOGETHER;
	return end <= first || (end - first < TOGETHER && first == 0) ? 0 : end - first;
}

static void put_text(struct flow *f, const struct text *t, double x, double tail)
{
	for (size_t first = 0; first < t->lines;) {
		size_t n = lines_here(f, t, first, tail);

		if (n == 0 && f->y <= TOP_MARGIN + TINY)
			n = t->lines - first; /* the tail alone is more than a page */
		canvas_draw_part(f->canvas, &(struct text_part){ t, first, first + n }, x, f->y);
		f->y += t->top[first + n] - t->top[first];
		first += n;
		if (first < t->lines)
			flow_next(f);
	}
	canvas_forget(f->canvas);
}

void flow_text(struct flow *f, const struct style *s, const char *words, double tail)
{
	put_text(f, canvas_set(f->canvas, s, flow_measure(f), words), f->left, tail);
}

void flow_narrow(struct flow *f, const struct style *s, double x, double width, const char *words)
{
	put_text(f, canvas_set(f->canvas, s, width, words), x, 0);
}

void flow_whole(struct flow *f, const struct style *s, double x, double width, const char *words)
{
	const struct text *t = canvas_set(f->canvas, s, width, words);

	flow_need(f, t->height);
	canvas_draw(f->canvas, t, x, f->y);
	f->y += t->height;
	canvas_forget(f->canvas);
}
