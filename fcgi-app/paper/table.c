/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a paper. A row goes whole to the next page when it doesn't fit, under the head again; one
 * much higher than half a page is parted where the page ends. A row of one cell spans the table and
 * stays with the row below it.
 */
#include "paper/flow.h"
#include "paper/columns.h"
#include "paper/glue.h"

#include <stdbool.h>
#include <string.h>

#define PAD_X 3.5
#define PAD_Y 2.0
#define WORD_MOST 0.3	 /* of the table: a longer word is broken */
#define SMALL_LEAST 1.6	 /* a table that needs less than the page's width by so much is narrower */
#define LETTER 0.8	 /* of its size: hardly a word's letters are wider on average */
#define GLUED_SHARE 0.85 /* the columns' longest words leave so much to share out, or glue yields */
#define WHOLE_MOST 0.6	 /* of a page: a higher row is parted */
#define FIGURE_BYTES 16
#define ROOM_FOR_PART (3 * 14.0) /* less isn't worth beginning a parted row */

enum { GLUES = 64, GLUED_MOST = 16 }; /* in a cell, more letters may part after all */

struct grid {
	struct flow *f;
	const struct block *b;
	struct style head, cell;
	double width;
	bool glued; /* columns are wide enough for what is glued */
	struct column *columns;
	bool *centred;
};

struct row {
	const struct text **texts;
	size_t count;
	double height;
};

static const char *cell_of(const struct paper_row *r, size_t i)
{
	return i < r->count ? r->cells[i] : "";
}

static size_t letters(const char *s, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xC0) != 0x80;
	return count;
}

/* A line may end after a hyphen between letters, not after one in a number (159-а). */
static size_t word_end(const char *s)
{
	size_t n = strcspn(s, " \n"), part = strcspn(s, "-");

	return part > 1 && part + 2 < n && strcspn(s, "0123456789") >= n ? part + 1 : n;
}

/* The widest of the words of a cell and of what is glued there (glue.h), if it is wider than `width`. */
static double widest_word(struct grid *g, const struct style *style, const char *s, double width)
{
	struct span spans[GLUES];
	size_t n = g->glued ? glue(s, spans, GLUES) : 0, next = 0;

	for (size_t at = 0, end; s[at]; at = end + strspn(s + end, " \n")) {
		end = at + word_end(s + at);
		while (next < n && spans[next].from < at)
			next++;
		if (next < n && spans[next].from == at &&
		    letters(s + at, spans[next].to - at) <= GLUED_MOST)
			end = spans[next].to;
		if ((double)letters(s + at, end - at) * style->size * LETTER <= width)
			continue;
		double w =
		    canvas_width(g->f->canvas, style, arena_strndup(g->f->mem, s + at, end - at));

		width = w > width ? w : width;
	}
	return width;
}

static double least_width(struct grid *g, size_t column)
{
	double width = widest_word(g, &g->head, cell_of(&g->b->head, column), 0);

	for (size_t i = 0; i < g->b->row_count; i++)
		if (g->b->rows[i].count > 1)
			width = widest_word(g, &g->cell, cell_of(&g->b->rows[i], column), width);
	return width;
}

/* Between the mean and the longest text: one long cell doesn't take everything. */
static double wished_width(struct grid *g, size_t column)
{
	double most = 0, sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < g->b->row_count; i++) {
		const struct paper_row *r = &g->b->rows[i];
		const char *s = cell_of(r, column);

		if (r->count < 2 || !*s)
			continue;
		double w = canvas_width(g->f->canvas, &g->cell, s);

		most = w > most ? w : most;
		sum += w;
		n++;
	}
	return n ? (most + sum / (double)n) / 2 : 0;
}

/* Numbers, dates and times stand in the middle. */
static bool is_of_figures(const struct grid *g, size_t column)
{
	bool any = false;

	for (size_t i = 0; i < g->b->row_count; i++) {
		const char *s = cell_of(&g->b->rows[i], column);

		if (g->b->rows[i].count < 2 || !*s)
			continue;
		if (strlen(s) > FIGURE_BYTES || !strpbrk(s, "0123456789"))
			return false;
		any = true;
	}
	return any;
}

/* What the columns need for their longest words; the sum. */
static double need(struct grid *g, double most)
{
	double sum = 0;

	for (size_t i = 0; i < g->b->columns; i++) {
		double least = least_width(g, i);

		g->columns[i].least = (least < most ? least : most) + 2 * PAD_X + 1;
		sum += g->columns[i].least;
	}
	return sum;
}

static void share_out(struct grid *g)
{
	size_t n = g->b->columns;
	double total = flow_measure(g->f), wish = 0;

	g->columns = arena_array(g->f->mem, struct column, n);
	g->centred = arena_array(g->f->mem, bool, n);
	g->glued = true;
	if (need(g, WORD_MOST * total) > total * GLUED_SHARE) {
		g->glued = false;
		need(g, WORD_MOST * total);
	}
	for (size_t i = 0; i < n; i++) {
		g->columns[i].wish = wished_width(g, i) + 2 * PAD_X + 1;
		wish += g->columns[i].wish > g->columns[i].least ? g->columns[i].wish
								 : g->columns[i].least;
		g->centred[i] = is_of_figures(g, i);
	}
	g->width = wish * SMALL_LEAST < total ? wish * SMALL_LEAST : total;
	columns_share(g->columns, n, g->width);
}

static struct row set_row(struct grid *g, const struct paper_row *r, bool head)
{
	struct row row = { .count = r->count == 1 ? 1 : g->b->columns };
	bool spans = row.count == 1 && g->b->columns > 1;

	row.texts = arena_array(g->f->mem, const struct text *, row.count);
	for (size_t i = 0; i < row.count; i++) {
		struct style s = head || spans ? g->head : g->cell;
		double width = row.count == 1 ? g->width : g->columns[i].width;

		if (!head && !spans && g->centred[i])
			s.align = ALIGN_CENTRE;
		row.texts[i] = canvas_set(g->f->canvas, &s, width - 2 * PAD_X, cell_of(r, i));
		if (row.texts[i]->height > row.height)
			row.height = row.texts[i]->height;
	}
	row.height += 2 * PAD_Y;
	return row;
}

static void draw_frame(struct grid *g, const struct row *row, double height)
{
	struct flow *f = g->f;
	double x = f->left, right = f->left + g->width;

	canvas_line(f->canvas, f->left, f->y, right, f->y);
	canvas_line(f->canvas, f->left, f->y + height, right, f->y + height);
	canvas_line(f->canvas, x, f->y, x, f->y + height);
	for (size_t i = 0; i + 1 < row->count; i++) {
		x += g->columns[i].width;
		canvas_line(f->canvas, x, f->y, x, f->y + height);
	}
	canvas_line(f->canvas, right, f->y, right, f->y + height);
}

/* The lines of each cell from done[] on that fit into so much; true when none is left. */
static bool draw_part(struct grid *g, const struct row *row, size_t done[], double room)
{
	struct flow *f = g->f;
	double x = f->left, used = 0;
	bool all = true;

	for (size_t i = 0; i < row->count; i++) {
		const struct text *t = row->texts[i];
		size_t first = done[i];

		while (
		    done[i] < t->lines && t->top[done[i] + 1] - t->top[first] <= room - 2 * PAD_Y)
			done[i]++;
		canvas_draw_part(
		    f->canvas, &(struct text_part){ t, first, done[i] }, x + PAD_X, f->y + PAD_Y);
		if (t->top[done[i]] - t->top[first] > used)
			used = t->top[done[i]] - t->top[first];
		all = all && done[i] == t->lines;
		x += g->columns[i].width;
	}
	draw_frame(g, row, used + 2 * PAD_Y);
	f->y += used + 2 * PAD_Y;
	return all;
}

static void draw_row(struct grid *g, const struct row *row)
{
	size_t *done = arena_array(g->f->mem, size_t, row->count);

	draw_part(g, row, done, row->height + 1);
}

static void draw_head(struct grid *g)
{
	if (!g->b->head.count)
		return;
	struct row head = set_row(g, &g->b->head, true);

	draw_row(g, &head);
}

static void turn(struct grid *g)
{
	flow_next(g->f);
	draw_head(g);
}

static void draw_in_parts(struct grid *g, const struct row *row)
{
	size_t *done = arena_array(g->f->mem, size_t, row->count);

	if (flow_left_over(g->f) < ROOM_FOR_PART)
		turn(g);
	while (!draw_part(g, row, done, flow_left_over(g->f)))
		turn(g);
}

/* `after` is what must stay on the page below the row. */
static void put_row(struct grid *g, const struct row *row, double after)
{
	double page = g->f->bottom - flow_top(g->f), room = row->height;

	if (row->height > page * WHOLE_MOST) {
		draw_in_parts(g, row);
		return;
	}
	if (row->height + after < page * WHOLE_MOST + page / 4) /* else they can't stay together */
		room = row->height + after;
	if (room > flow_left_over(g->f))
		turn(g);
	draw_row(g, row);
}

static struct grid grid_of(struct flow *f, const struct block *b, double size)
{
	struct grid g = { .f = f,
		.b = b,
		.head = { .size = size, .bold = true, .align = ALIGN_CENTRE },
		.cell = { .size = size } };

	share_out(&g);
	return g;
}

/* The head and the first rows, to the first that doesn't span. */
static double begins_with(struct grid *g)
{
	double height = g->b->head.count ? set_row(g, &g->b->head, true).height : 0;

	for (size_t i = 0; i < g->b->row_count; i++) {
		height += set_row(g, &g->b->rows[i], false).height;
		if (g->b->rows[i].count != 1)
			break;
	}
	double half = (g->f->bottom - flow_top(g->f)) / 2;

	return height < half ? height : half;
}

double flow_table_head(struct flow *f, const struct block *b, double size)
{
	if (!b->columns)
		return 0;
	struct grid g = grid_of(f, b, size);
	double height = begins_with(&g);

	canvas_forget(f->canvas);
	return height;
}

void flow_table(struct flow *f, const struct block *b, double size, double tail)
{
	if (!b->columns)
		return;
	struct grid g = grid_of(f, b, size);

	flow_need(f, begins_with(&g));
	draw_head(&g);
	for (size_t i = 0; i < b->row_count; i++) {
		struct row row = set_row(&g, &b->rows[i], false);
		bool spans = b->rows[i].count == 1 && b->columns > 1, last = i + 1 == b->row_count;
		double after = last ? tail : 0;

		if (spans && !last)
			after = set_row(&g, &b->rows[i + 1], false).height;
		put_row(&g, &row, after);
		canvas_forget(f->canvas);
	}
}
