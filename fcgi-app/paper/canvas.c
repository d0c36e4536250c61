/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See canvas.h. Liberation Serif has the metrics of the typeface that offices are used to. Words are
 * never hyphenated; what must not part (glue.h) is kept together by an attribute and not by other
 * characters, so that what is copied out of the PDF is what was written.
 */
#include "paper/canvas.h"
#include "paper/glue.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define TYPEFACE "Liberation Serif"
#define LINE_WIDTH 0.5
#define FULL_LEAST 0.84 /* of its width a line must fill to be justified */
#define SLACK 0.5	/* by so much a line may miss its width: rounding */

enum { GLUES = 256, FIRST_BYTES = 64 * 1024, BYTES_MOST = 24 << 20 };

struct canvas {
	struct arena *mem;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *context;
	GSList *layouts;
	unsigned char *bytes;
	size_t len, room;
};

static cairo_status_t take(void *arg, const unsigned char *data, unsigned n)
{
	struct canvas *c = arg;
	size_t room = c->room ? c->room : FIRST_BYTES;

	if (c->len + n > BYTES_MOST)
		return CAIRO_STATUS_WRITE_ERROR;
	while (c->len + n > room)
		room *= 2;
	if (room != c->room) {
		unsigned char *more = realloc(c->bytes, room);

		if (!more)
			return CAIRO_STATUS_NO_MEMORY;
		c->bytes = more;
		c->room = room;
	}
	memcpy(c->bytes + c->len, data, n);
	c->len += n;
	return CAIRO_STATUS_SUCCESS;
}

static void release(void *arg)
{
	struct canvas *c = arg;

	canvas_forget(c);
	if (c->context)
		g_object_unref(c->context);
	cairo_destroy(c->cr);
	cairo_surface_destroy(c->surface);
	free(c->bytes);
}

struct canvas *canvas_open(struct arena *mem, double width, double height)
{
	struct canvas *c = arena_new(mem, struct canvas);

	c->mem = mem;
	c->surface = cairo_pdf_surface_create_for_stream(take, c, width, height);
	cairo_pdf_surface_restrict_to_version(c->surface, CAIRO_PDF_VERSION_1_5);
	c->cr = cairo_create(c->surface);
	arena_defer(mem, release, c);
	cairo_set_line_width(c->cr, LINE_WIDTH);
	cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_SQUARE);
	c->context = pango_cairo_create_context(c->cr);
	pango_cairo_context_set_resolution(
	    c->context, 72); /* a PDF's unit is the point, pango's 1/96 inch */
	pango_context_set_language(c->context, pango_language_from_string("ru"));
	pango_context_set_round_glyph_positions(c->context, FALSE);
	return c;
}

void canvas_title(struct canvas *c, const char *title, const char *author)
{
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_AUTHOR, author);
	/* else cairo would write the present time */
	cairo_pdf_surface_set_metadata(
	    c->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
}

void canvas_page(struct canvas *c, double width, double height)
{
	cairo_show_page(c->cr);
	cairo_pdf_surface_set_size(c->surface, width, height);
}

static PangoAttrList *attributes(const char *words)
{
	PangoAttrList *list = pango_attr_list_new();
	PangoAttribute *a = pango_attr_insert_hyphens_new(FALSE);
	struct span spans[GLUES];
	size_t n = glue(words, spans, GLUES);

	pango_attr_list_insert(list, a);
	for (size_t i = 0; i < n; i++) {
		a = pango_attr_allow_breaks_new(FALSE);
		a->start_index = (guint)spans[i].from;
		a->end_index = (guint)spans[i].to;
		pango_attr_list_insert(list, a);
	}
	return list;
}

static PangoLayout *layout(struct canvas *c, const struct style *s, double width, const char *words)
{
	static const PangoAlignment aligns[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
		PANGO_ALIGN_RIGHT, PANGO_ALIGN_LEFT };
	PangoFontDescription *font = pango_font_description_new();
	PangoLayout *l = pango_layout_new(c->context);

	pango_font_description_set_family_static(font, TYPEFACE);
	pango_font_description_set_size(font, pango_units_from_double(s->size));
	pango_font_description_set_weight(font, s->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_style(font, s->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	pango_layout_set_alignment(l, aligns[s->align]);
	pango_layout_set_justify(l, s->align == ALIGN_JUSTIFY);
	pango_layout_set_indent(l, pango_units_from_double(s->indent));
	pango_layout_set_line_spacing(l, s->spacing > 0 ? (float)s->spacing : 1);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(l, width < 0 ? -1 : pango_units_from_double(width));
	pango_layout_set_text(l, words, -1);
	return l;
}

/* Without its glue when something glued is wider than the place for it. */
static void keep_together(PangoLayout *l, double width, const char *words)
{
	PangoAttrList *list = attributes(words);
	PangoRectangle r;

	pango_layout_set_attributes(l, list);
	pango_attr_list_unref(list);
	pango_layout_get_extents(l, NULL, &r);
	if (r.width > pango_units_from_double(width + SLACK))
		pango_layout_set_attributes(l, NULL);
}

const struct text *canvas_set(
    struct canvas *c, const struct style *s, double width, const char *words)
{
	PangoLayout *l = layout(c, s, width, words);
	struct text *t = arena_new(c->mem, struct text);
	int y = 0, bottom = 0;

	c->layouts = g_slist_prepend(c->layouts, l);
	keep_together(l, width, words);
	t->layout = l;
	t->width = width;
	if (s->align == ALIGN_JUSTIFY) {
		t->ragged = pango_layout_copy(l);
		pango_layout_set_justify(t->ragged, FALSE);
		c->layouts = g_slist_prepend(c->layouts, t->ragged);
	}
	t->lines = (size_t)pango_layout_get_line_count(l);
	double *top = arena_array(c->mem, double, t->lines + 1);
	PangoLayoutIter *i = pango_layout_get_iter(l);

	for (size_t n = 0; n < t->lines; n++) {
		pango_layout_iter_get_line_yrange(i, &y, &bottom);
		top[n] = pango_units_to_double(y);
		pango_layout_iter_next_line(i);
	}
	pango_layout_iter_free(i);
	t->height = top[t->lines] = pango_units_to_double(bottom);
	t->top = top;
	return t;
}

void canvas_forget(struct canvas *c)
{
	g_slist_free_full(c->layouts, g_object_unref);
	c->layouts = NULL;
}

/* Words are never hyphenated, so a line may be short: then it is left so, not torn apart. */
static PangoLayoutIter *fitting(
    const struct text *t, PangoLayoutIter *justified, PangoLayoutIter *ragged)
{
	PangoRectangle r;

	if (!ragged)
		return justified;
	pango_layout_iter_get_line_extents(ragged, NULL, &r);
	return pango_units_to_double(r.x + r.width) < t->width * FULL_LEAST ? ragged : justified;
}

static void draw_line(struct canvas *c, PangoLayoutIter *i, double x, double y)
{
	PangoRectangle r;

	pango_layout_iter_get_line_extents(i, NULL, &r);
	cairo_move_to(c->cr, x + pango_units_to_double(r.x),
	    y + pango_units_to_double(pango_layout_iter_get_baseline(i)));
	pango_cairo_show_layout_line(c->cr, pango_layout_iter_get_line_readonly(i));
}

void canvas_draw(struct canvas *c, const struct text *t, double x, double y)
{
	canvas_draw_part(c, &(struct text_part){ t, 0, t->lines }, x, y);
}

void canvas_draw_part(struct canvas *c, const struct text_part *p, double x, double y)
{
	const struct text *t = p->text;
	PangoLayoutIter *i = pango_layout_get_iter(t->layout);
	PangoLayoutIter *ragged = t->ragged ? pango_layout_get_iter(t->ragged) : NULL;

	for (size_t n = 0; n < p->end; n++) {
		if (n >= p->first)
			draw_line(c, fitting(t, i, ragged), x, y - t->top[p->first]);
		pango_layout_iter_next_line(i);
		if (ragged)
			pango_layout_iter_next_line(ragged);
	}
	pango_layout_iter_free(i);
	pango_layout_iter_free(ragged);
}

double canvas_width(struct canvas *c, const struct style *s, const char *words)
{
	PangoLayout *l = layout(c, s, -1, words);
	PangoRectangle r;

	pango_layout_get_extents(l, NULL, &r);
	g_object_unref(l);
	return pango_units_to_double(r.width);
}

void canvas_line(struct canvas *c, double x1, double y1, double x2, double y2)
{
	cairo_move_to(c->cr, x1, y1);
	cairo_line_to(c->cr, x2, y2);
	cairo_stroke(c->cr);
}

void canvas_fill(struct canvas *c, double x, double y, double width, double height)
{
	cairo_rectangle(c->cr, x, y, width, height);
	cairo_fill(c->cr);
}

const char *canvas_close(struct canvas *c, size_t *len)
{
	cairo_surface_finish(c->surface);
	if (cairo_status(c->cr) || cairo_surface_status(c->surface))
		return NULL;
	*len = c->len;
	return (const char *)c->bytes;
}
