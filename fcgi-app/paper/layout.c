/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole paper: who issues it, what it is, date and number, heading, text, signatures, executor, and
 * the appendix on pages of its own. A signature never stands alone on a page: the last lines of the
 * text go with it.
 */
#include "paper/flow.h"
#include "paper/qr.h"

#include <string.h>

#define INDENT (12.5 * MM)
#define CORNER_WIDTH (100 * MM) /* heading of an order */
#define STAMP_WIDTH (88 * MM)
#define NAME_WIDTH (48 * MM)
#define RULE_WIDTH (34 * MM)
#define SPACING 1.12
#define SMALL 9.0
#define NOTE_SKIP 6.0
#define QR_SIDE (21 * MM)
#define QR_EDGE (9 * MM) /* from the edge of the sheet */
#define QR_BAND (QR_EDGE + QR_SIDE + 3 * MM)

enum { SHORT_TEXT = 400 }; /* bytes: some lines */

static const char no_date[] = "«____» ______________ 20___ г.", no_number[] = "№ __________";
static const char appendix[] = "Приложение";

struct setting {
	struct flow f;
	const struct paper *p;
	double size, line; /* of the text, and of a line of it */
};

static void put_code(struct setting *s)
{
	struct flow *f = &s->f;
	struct style small = { .size = SMALL, .align = ALIGN_RIGHT };
	struct qr q;

	if (!*s->p->check || !qr_make(f->mem, s->p->check, &q))
		return;
	double x = f->right - QR_SIDE, y = f->height - QR_EDGE - QR_SIDE, m = QR_SIDE / q.side;

	for (int row = 0; row < q.side; row++)
		for (int from = 0, to; from < q.side; from = to + 1) {
			for (to = from; to < q.side && qr_is_black(&q, to, row); to++)
				;
			if (to > from)
				canvas_fill(
				    f->canvas, x + from * m, y + row * m, (to - from) * m, m);
		}
	const char *words = arena_printf(f->mem, "%s\n%s", s->p->check_words, s->p->check);
	const struct text *t = canvas_set(f->canvas, &small, x - f->left - 6 * MM, words);

	canvas_draw(f->canvas, t, f->left + 2 * MM, y + QR_SIDE - t->height);
	canvas_forget(f->canvas);
	f->bottom = f->height - QR_BAND;
}

/* The least width with as few lines: so that no word stays alone on the last. */
static double balanced(struct flow *f, const struct style *style, double width, const char *words)
{
	size_t lines = canvas_set(f->canvas, style, width, words)->lines;
	double less = width;

	while (lines > 1 && less > width / 2 &&
	       canvas_set(f->canvas, style, less - width / 20, words)->lines == lines)
		less -= width / 20;
	canvas_forget(f->canvas);
	return less;
}

static void put_centred(struct setting *s, double width, double size, bool bold, const char *words)
{
	struct style style = { .size = size, .bold = bold, .align = ALIGN_CENTRE, .spacing = 1.05 };
	double less = balanced(&s->f, &style, width, words);

	flow_narrow(&s->f, &style, s->f.left + (width - less) / 2, less, words);
}

static void put_issuer(struct setting *s, double width)
{
	for (size_t i = 0; i < s->p->issuer_count; i++)
		if (*s->p->issuer[i])
			put_centred(
			    s, width, s->size, i + 1 == s->p->issuer_count, s->p->issuer[i]);
	flow_skip(&s->f, s->line * 0.9);
}

/* In the upper right; what follows stands below it. */
static void put_stamp(struct setting *s, const char *words)
{
	struct style style = { .size = s->size < 12 ? s->size : 12, .spacing = 1.05 };

	flow_whole(&s->f, &style, s->f.right - STAMP_WIDTH, STAMP_WIDTH, words);
	flow_skip(&s->f, s->line);
}

/* Who issues it; beside him the stamp of approval, where there is one. */
static void put_letterhead(struct setting *s)
{
	double y = s->f.y, measure = flow_measure(&s->f);

	if (!*s->p->stamp) {
		put_issuer(s, measure);
		return;
	}
	put_stamp(s, s->p->stamp);
	double below = s->f.y;

	s->f.y = y;
	put_issuer(s, measure - STAMP_WIDTH - 10 * MM);
	if (below > s->f.y)
		s->f.y = below;
}

/* Two words at the ends of one line. */
static void put_ends(struct setting *s, const char *left, const char *right, bool bold)
{
	struct style l = { .size = s->size }, r = { .size = s->size, .align = ALIGN_RIGHT };
	double half = flow_measure(&s->f) / 2, y = s->f.y;

	r.bold = bold;
	const struct text *a = canvas_set(s->f.canvas, &l, half, left);
	const struct text *b = canvas_set(s->f.canvas, &r, half, right);

	canvas_draw(s->f.canvas, a, s->f.left, y);
	canvas_draw(s->f.canvas, b, s->f.left + half, y);
	s->f.y += a->height > b->height ? a->height : b->height;
	canvas_forget(s->f.canvas);
	flow_skip(&s->f, s->line * 0.9);
}

static void put_date_and_number(struct setting *s)
{
	const struct paper *p = s->p;
	const char *date = paper_date(s->f.mem, p->dated);
	bool numbered = p->kind->number == PAPER_NUMBERED;

	if (p->draft) {
		put_ends(s, "", "ПРОЕКТ", true);
		return;
	}
	if (p->kind->number == PAPER_PLAIN)
		return;
	const char *number = *p->number ? arena_printf(s->f.mem, "№ %s", p->number) : no_number;

	if (numbered || *date)
		put_ends(s, *date ? date : no_date, numbered ? number : "", false);
}

/* Past `word` and what parts it from the rest; `s` itself when it begins otherwise. */
static const char *past(const char *s, const char *word)
{
	size_t n = strlen(word);

	if (!n || strncmp(s, word, n) != 0 || (s[n] && !strchr(" :.", s[n])))
		return s;
	return s + n + strspn(s + n, " :.");
}

/* What the title adds to the kind and the number that stand above it. */
static const char *added(struct setting *s)
{
	const char *title = past(s->p->title, s->p->kind->ru);

	return title == s->p->title ? title
				    : past(title, arena_printf(s->f.mem, "№ %s", s->p->number));
}

static void put_title(struct setting *s)
{
	struct style left = { .size = s->size, .bold = true, .spacing = 1.05 };
	const char *title = added(s);

	if (!*title)
		return;
	if (s->p->kind->heading == PAPER_LEFT)
		flow_narrow(&s->f, &left, s->f.left, CORNER_WIDTH, title);
	else
		put_centred(s, flow_measure(&s->f), s->size, true, title);
	flow_skip(&s->f, s->line * 0.9);
}

static void put_top(struct setting *s)
{
	put_letterhead(s);
	put_centred(s, flow_measure(&s->f), s->size + 1, true, s->p->kind->caps);
	flow_skip(&s->f, s->line * 0.6);
	put_date_and_number(s);
	put_title(s);
}

static double table_size(const struct setting *s, const struct block *b)
{
	double size = b->columns > 6 ? 10 : 11;

	return size < s->size ? size : s->size;
}

static double sign_height(struct setting *s, const struct block *b)
{
	struct style style = { .size = s->size, .spacing = 1.05 };
	double width = flow_measure(&s->f) - NAME_WIDTH - RULE_WIDTH - 6 * MM;
	const struct text *t = canvas_set(s->f.canvas, &style, width, b->post);
	double height = t->height + s->line * 1.6;

	canvas_forget(s->f.canvas);
	return height;
}

/* Post, place for the hand, initials and name; all on the line where the post ends. */
static void put_sign(struct setting *s, const struct block *b)
{
	struct flow *f = &s->f;
	struct style style = { .size = s->size, .spacing = 1.05 };
	double width = flow_measure(f) - NAME_WIDTH - RULE_WIDTH - 6 * MM;

	flow_need(f, sign_height(s, b));
	flow_skip(f, s->line * 1.6);
	const struct text *post = canvas_set(f->canvas, &style, width, b->post);
	const struct text *name = canvas_set(f->canvas, &style, NAME_WIDTH, b->name);
	double rule = f->right - NAME_WIDTH - 4 * MM, base = f->y + post->height;

	canvas_draw(f->canvas, post, f->left, f->y);
	canvas_line(f->canvas, rule - RULE_WIDTH, base - 2, rule, base - 2);
	canvas_draw(f->canvas, name, f->right - NAME_WIDTH, base - (name->top[1] - name->top[0]));
	f->y = base + (name->height - (name->top[1] - name->top[0]));
	canvas_forget(f->canvas);
}

static double signs_height(struct setting *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->p->signs.count; i++)
		if (s->p->signs.first[i].kind == BLOCK_SIGN)
			sum += sign_height(s, &s->p->signs.first[i]);
	return sum;
}

static void put_para(struct setting *s, const char *words, double tail)
{
	struct style style = {
		.size = s->size, .spacing = SPACING, .indent = INDENT, .align = ALIGN_JUSTIFY
	};

	if (!*words)
		return;
	flow_text(&s->f, &style, words, tail);
	flow_skip(&s->f, s->line * 0.12);
}

static void put_list(struct setting *s, const struct block *b, double tail)
{
	for (size_t i = 0; i < b->item_count; i++)
		put_para(s, arena_printf(s->f.mem, "– %s", b->items[i]),
		    i + 1 == b->item_count ? tail : 0);
}

/* What has to stand on the page below a heading: the first lines of what it heads, and the end of all
 * when that is near. */
static double beginning(struct setting *s, const struct blocks *all, size_t i, double tail)
{
	if (i >= all->count)
		return tail;
	const struct block *b = &all->first[i];
	bool ends = i + 1 == all->count && strlen(b->text) < SHORT_TEXT;

	return b->kind == BLOCK_TABLE ? flow_table_head(&s->f, b, table_size(s, b)) + s->line * 0.5
				      : 2.4 * s->line + (ends ? tail : 0);
}

/* Words that end in a colon lead to what follows. */
static bool leads_on(const char *words)
{
	size_t n = strlen(words);

	return n && words[n - 1] == ':';
}

static void put_heading(struct setting *s, const char *words, double tail)
{
	struct style style = { .size = s->size, .bold = true, .spacing = 1.05 };

	flow_skip(&s->f, s->line * 0.5);
	flow_text(&s->f, &style, words, tail + s->line * 0.35);
	flow_skip(&s->f, s->line * 0.35);
}

static void put_table(struct setting *s, const struct block *b, double tail)
{
	flow_skip(&s->f, s->line * 0.25);
	flow_table(&s->f, b, table_size(s, b), tail);
	flow_skip(&s->f, s->line * 0.5);
}

static void put_blocks(struct setting *s, const struct blocks *all, double tail)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct block *b = &all->first[i];
		double below = i + 1 == all->count ? tail : 0;

		if (leads_on(b->text))
			below = beginning(s, all, i + 1, tail);
		switch (b->kind) {
		case BLOCK_HEADING:
			put_heading(s, b->text, beginning(s, all, i + 1, tail));
			break;
		case BLOCK_POINT:
			put_para(s, arena_printf(s->f.mem, "%d. %s", b->number, b->text), below);
			break;
		case BLOCK_LIST:
			put_list(s, b, below);
			break;
		case BLOCK_TABLE:
			put_table(s, b, below);
			break;
		case BLOCK_SIGN:
			put_sign(s, b);
			break;
		default:
			put_para(s, b->text, below);
		}
	}
}

/* Who made the paper, at the foot of the page where it ends. */
static void put_executor(struct setting *s)
{
	struct flow *f = &s->f;
	struct style small = { .size = SMALL + 1 };

	if (!*s->p->executor)
		return;
	const struct text *t = canvas_set(f->canvas, &small, flow_measure(f) / 2, s->p->executor);

	if (t->height + s->line > flow_left_over(f))
		flow_next(f);
	canvas_draw(f->canvas, t, f->left, f->bottom - t->height);
	f->y = f->bottom;
	canvas_forget(f->canvas);
}

static void put_note(struct setting *s)
{
	struct style small = { .size = SMALL, .italic = true };

	if (!*s->p->note)
		return;
	flow_skip(&s->f, NOTE_SKIP);
	flow_text(&s->f, &small, s->p->note, 0);
}

/* On pages of its own, below the words that say to what it belongs. */
static void put_appendix(
    struct setting *s, enum paper_sheet sheet, const char *title, struct blocks all)
{
	const struct paper *p = s->p;
	const char *date = paper_date(s->f.mem, p->dated);
	const char *of = p->draft ? "проект" : *p->number ? p->number : "__________";

	s->size = 12;
	s->line = s->size * 1.3;
	flow_page(&s->f, sheet);
	put_stamp(s, p->draft ? "Приложение\nк проекту приказа"
			      : arena_printf(s->f.mem, "Приложение\nк приказу от %s № %s",
				    *date ? date : no_date, of));
	put_centred(s, flow_measure(&s->f), s->size, true, title);
	flow_skip(&s->f, s->line * 0.6);
	put_blocks(s, &all, *p->note ? NOTE_SKIP + s->line * 2 : 0);
}

/* Where in the text of an order its appendix begins: the signature stands above it. */
static size_t text_end(const struct paper *p)
{
	for (size_t i = 0; p->kind->heading == PAPER_LEFT && i < p->body.count; i++)
		if (p->body.first[i].kind == BLOCK_HEADING &&
		    past(p->body.first[i].text, appendix) != p->body.first[i].text)
			return i;
	return p->body.count;
}

const char *paper_render(struct arena *mem, const struct paper *p, size_t *len)
{
	struct setting s = { .p = p, .size = p->kind->size, .line = p->kind->size * 1.3 };

	flow_open(&s.f, mem, p->kind->sheet);
	canvas_title(s.f.canvas, *p->title ? p->title : p->kind->ru,
	    p->issuer_count ? p->issuer[p->issuer_count - 1] : "");
	put_code(&s);
	put_top(&s);
	struct blocks text = { p->body.first, text_end(p) };

	put_blocks(&s, &text, signs_height(&s));
	put_blocks(&s, &p->signs, 0);
	put_executor(&s);
	if (text.count < p->body.count)
		put_appendix(&s, PAPER_PORTRAIT, past(text.first[text.count].text, appendix),
		    (struct blocks){ text.first + text.count + 1, p->body.count - text.count - 1 });
	if (p->appendix.count)
		put_appendix(&s, PAPER_LANDSCAPE, p->appendix_title, p->appendix);
	put_note(&s);
	return canvas_close(s.f.canvas, len);
}
