/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See glue.h. Words are what stands between spaces; each space between two words either parts or
 * holds, by what the two words look like. Runs of held words make a span.
 */
#include "paper/glue.h"

#include <stdbool.h>
#include <string.h>

enum { LETTERS_MOST = 36, SHORT_WORD = 2 };

struct word {
	const char *s;
	size_t n;
};

static bool is_letter_byte(unsigned char c)
{
	return c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static size_t letters(const char *s, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xC0) != 0x80;
	return count;
}

static bool has_digit(struct word w)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.s[i] >= '0' && w.s[i] <= '9')
			return true;
	return false;
}

static bool starts_with_digit(struct word w)
{
	return w.n && w.s[0] >= '0' && w.s[0] <= '9';
}

static bool ends_with_digit(struct word w)
{
	return w.n && w.s[w.n - 1] >= '0' && w.s[w.n - 1] <= '9';
}

/* А..Я and Ё are D0 90..D0 AF and D0 81. */
static bool is_capital(const char *s)
{
	unsigned char a = (unsigned char)s[0], b = (unsigned char)s[1];

	return a == 0xD0 && ((b >= 0x90 && b <= 0xAF) || b == 0x81);
}

/* «И.» and «И.П.» */
static bool is_initials(struct word w)
{
	size_t i = 0;

	while (i + 2 < w.n && is_capital(w.s + i) && w.s[i + 2] == '.')
		i += 3;
	return i > 0 && (i == w.n || (i + 1 == w.n && (w.s[i] == ',' || w.s[i] == ';')));
}

static bool is_one_of(struct word w, const char *const list[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == w.n && strncmp(w.s, list[i], w.n) == 0)
			return true;
	return false;
}

static bool names_what_follows(struct word w)
{
	static const char *const list[] = { "№", "№№", "п.", "(п.", "пп.", "п.п.", "ст.", "абз.",
		"каб.", "гл.", "стр.", "рис.", "табл." };

	return is_one_of(w, list, sizeof list / sizeof *list);
}

/* г. Раздольное, but 2026 г. and then another word */
static bool names_a_place(struct word w)
{
	static const char *const list[] = { "г.", "с.", "д.", "ул.", "пос.", "ч." };

	return is_one_of(w, list, sizeof list / sizeof *list);
}

static bool is_month(struct word w)
{
	static const char *const list[] = { "января", "февраля", "марта", "апреля", "мая", "июня",
		"июля", "августа", "сентября", "октября", "ноября", "декабря" };

	return is_one_of(w, list, sizeof list / sizeof *list);
}

static bool is_unit(struct word w)
{
	static const char *const list[] = { "г.", "г.,", "гг.", "%", "мин", "мин.", "ч.", "чел.",
		"чел", "руб.", "класс", "класса", "баллов", "балла", "балл" };

	return is_one_of(w, list, sizeof list / sizeof *list);
}

/* «Б» of 8 «Б», with a sign behind it or not */
static bool is_letter_of_class(struct word w)
{
	return w.n >= 6 && w.n <= 7 && strncmp(w.s, "«", 2) == 0 && strncmp(w.s + 4, "»", 2) == 0;
}

static bool is_dash(struct word w)
{
	return (w.n == 3 && (strncmp(w.s, "–", 3) == 0 || strncmp(w.s, "—", 3) == 0)) ||
	       (w.n == 1 && *w.s == '-');
}

/* «в», «по», «(на» */
static bool is_short(struct word w)
{
	if (w.n && *w.s == '(')
		w = (struct word){ w.s + 1, w.n - 1 };
	return w.n && is_letter_byte((unsigned char)w.s[0]) && letters(w.s, w.n) <= SHORT_WORD &&
	       !is_dash(w) && (unsigned char)w.s[0] != 0xC2; /* « and the like */
}

static bool holds(struct word a, struct word b)
{
	if (names_what_follows(a) || is_dash(b))
		return true;
	if (names_a_place(a))
		return is_capital(b.s) || starts_with_digit(b);
	if (is_initials(a))
		return is_initials(b) || is_capital(b.s);
	if (is_initials(b))
		return is_letter_byte((unsigned char)a.s[0]) && is_capital(a.s);
	if (ends_with_digit(a) && (is_month(b) || is_unit(b) || is_letter_of_class(b)))
		return true;
	return (is_month(a) && starts_with_digit(b)) || is_short(a);
}

/* The next word from *p on, or an empty one at the end. A line's end is no space: it parts. */
static struct word next_word(const char **p)
{
	struct word w = { *p, strcspn(*p, " \n\t") };

	*p += w.n;
	return w;
}

struct found {
	const char *text;
	struct span *out;
	size_t n, most;
};

static void put(struct found *f, struct word from, struct word to)
{
	size_t len = (size_t)(to.s + to.n - from.s);
	bool worth = from.s != to.s || (has_digit(from) && memchr(from.s, '-', from.n));

	if (!worth || f->n == f->most || letters(from.s, len) > LETTERS_MOST)
		return;
	f->out[f->n++] =
	    (struct span){ (size_t)(from.s - f->text), (size_t)(from.s - f->text) + len };
}

size_t glue(const char *text, struct span out[], size_t most)
{
	const char *p = text;
	struct word first = next_word(&p), last = first;
	struct found f = { text, out, 0, most };

	while (*p) {
		bool one_space = *p == ' ' && p[1] != ' ';

		p++;
		struct word w = next_word(&p);
		bool fits = letters(first.s, (size_t)(w.s + w.n - first.s)) <= LETTERS_MOST;

		if (!(one_space && fits && last.n && w.n && holds(last, w))) {
			put(&f, first, last);
			first = w;
		}
		last = w;
	}
	put(&f, first, last);
	return f.n;
}
