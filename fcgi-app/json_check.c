/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A strict recogniser of JSON (RFC 8259) in UTF-8 (RFC 3629): no values are built, only the text
 * is accepted or refused with a byte position. Beyond the RFC it refuses \u0000 (a string in C
 * would end there), depth over 32, and integers that a double can't hold exactly.
 */
#include "json.h"

#include <string.h>

enum { DEPTH = 32, EXACT_DIGITS = 15 };

struct scan {
	const unsigned char *p, *end;
	const char *why;
	int depth;
};

static bool value(struct scan *s);

static bool no(struct scan *s, const char *why)
{
	if (!s->why)
		s->why = why;
	return false;
}

static void space(struct scan *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r'))
		s->p++;
}

static bool word(struct scan *s, const char *w)
{
	size_t n = strlen(w);

	if ((size_t)(s->end - s->p) < n || memcmp(s->p, w, n) != 0)
		return no(s, "a value is expected");
	s->p += n;
	return true;
}

static size_t digits(struct scan *s)
{
	const unsigned char *from = s->p;

	while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
		s->p++;
	return (size_t)(s->p - from);
}

static bool number(struct scan *s)
{
	bool whole = true;
	size_t n;

	if (*s->p == '-')
		s->p++;
	const unsigned char *first = s->p;
	n = digits(s);
	if (n == 0)
		return no(s, "a digit is expected");
	if (n > 1 && *first == '0')
		return no(s, "a number begins with 0");
	if (s->p < s->end && *s->p == '.') {
		whole = false;
		s->p++;
		if (digits(s) == 0)
			return no(s, "a digit is expected");
	}
	if (s->p < s->end && (*s->p == 'e' || *s->p == 'E')) {
		whole = false;
		s->p++;
		if (s->p < s->end && (*s->p == '+' || *s->p == '-'))
			s->p++;
		if (digits(s) == 0)
			return no(s, "a digit is expected");
	}
	return !whole || n <= EXACT_DIGITS || no(s, "an integer is too long");
}

static int hex4(const struct scan *s)
{
	int v = 0;

	if (s->end - s->p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int c = s->p[i] | 0x20;

		if (s->p[i] >= '0' && s->p[i] <= '9')
			v = v * 16 + s->p[i] - '0';
		else if (c >= 'a' && c <= 'f')
			v = v * 16 + c - 'a' + 10;
		else
			return -1;
	}
	return v;
}

static bool escape(struct scan *s)
{
	if (++s->p == s->end)
		return no(s, "a string isn't closed");
	if (*s->p != 'u')
		return strchr("\"\\/bfnrt", *s->p) && *s->p ? (s->p++, true)
							    : no(s, "an unknown escape");
	s->p++;
	int v = hex4(s);
	if (v <= 0)
		return no(s, v ? "four hex digits are expected" : "a zero character");
	s->p += 4;
	if (v >= 0xDC00 && v <= 0xDFFF)
		return no(s, "half of a surrogate pair");
	if (v < 0xD800 || v > 0xDBFF)
		return true;
	if (s->end - s->p < 6 || s->p[0] != '\\' || s->p[1] != 'u')
		return no(s, "half of a surrogate pair");
	s->p += 2;
	v = hex4(s);
	if (v < 0xDC00 || v > 0xDFFF)
		return no(s, "half of a surrogate pair");
	s->p += 4;
	return true;
}

/* One multi-byte character: shortest form, no surrogates, up to U+10FFFF. */
static bool utf8(struct scan *s)
{
	static const struct {
		unsigned char from, to, low, high;
		int more;
	} lead[] = {
		{ 0xC2, 0xDF, 0x80, 0xBF, 1 },
		{ 0xE0, 0xE0, 0xA0, 0xBF, 2 },
		{ 0xE1, 0xEC, 0x80, 0xBF, 2 },
		{ 0xED, 0xED, 0x80, 0x9F, 2 },
		{ 0xEE, 0xEF, 0x80, 0xBF, 2 },
		{ 0xF0, 0xF0, 0x90, 0xBF, 3 },
		{ 0xF1, 0xF3, 0x80, 0xBF, 3 },
		{ 0xF4, 0xF4, 0x80, 0x8F, 3 },
	};

	for (size_t i = 0; i < sizeof lead / sizeof *lead; i++) {
		if (*s->p < lead[i].from || *s->p > lead[i].to)
			continue;
		if (s->end - s->p <= lead[i].more || s->p[1] < lead[i].low ||
		    s->p[1] > lead[i].high)
			break;
		for (int k = 2; k <= lead[i].more; k++)
			if ((s->p[k] & 0xC0) != 0x80)
				return no(s, "not UTF-8");
		s->p += lead[i].more + 1;
		return true;
	}
	return no(s, "not UTF-8");
}

static bool string(struct scan *s)
{
	if (s->p == s->end || *s->p != '"')
		return no(s, "a string is expected");
	for (s->p++; s->p < s->end;) {
		if (*s->p == '"') {
			s->p++;
			return true;
		}
		if (*s->p < 0x20)
			return no(s, "a control character in a string");
		if (*s->p == '\\') {
			if (!escape(s))
				return false;
		} else if (*s->p < 0x80) {
			s->p++;
		} else if (!utf8(s)) {
			return false;
		}
	}
	return no(s, "a string isn't closed");
}

/* Array or object: the same but for names. */
static bool group(struct scan *s, unsigned char close)
{
	if (++s->depth > DEPTH)
		return no(s, "nested too deep");
	s->p++;
	space(s);
	if (s->p < s->end && *s->p == close) {
		s->p++;
		s->depth--;
		return true;
	}
	for (;;) {
		if (close == '}') {
			space(s);
			if (!string(s))
				return false;
			space(s);
			if (s->p == s->end || *s->p != ':')
				return no(s, "a colon is expected");
			s->p++;
		}
		if (!value(s))
			return false;
		if (s->p < s->end && *s->p == ',') {
			s->p++;
			continue;
		}
		if (s->p == s->end || *s->p != close)
			return no(s, "a comma or the end is expected");
		s->p++;
		s->depth--;
		return true;
	}
}

static bool value(struct scan *s)
{
	bool ok;

	space(s);
	if (s->p == s->end)
		return no(s, "the text ends too early");
	switch (*s->p) {
	case '{':
		ok = group(s, '}');
		break;
	case '[':
		ok = group(s, ']');
		break;
	case '"':
		ok = string(s);
		break;
	case 't':
		ok = word(s, "true");
		break;
	case 'f':
		ok = word(s, "false");
		break;
	case 'n':
		ok = word(s, "null");
		break;
	default:
		ok = *s->p == '-' || (*s->p >= '0' && *s->p <= '9') ? number(s)
								    : no(s, "a value is expected");
	}
	space(s);
	return ok;
}

const char *js_check(const char *text, size_t len, size_t *at)
{
	const unsigned char *t = (const unsigned char *)text;
	struct scan s = { .p = t, .end = t + len };

	if (value(&s) && s.p != s.end)
		no(&s, "something follows the value");
	*at = (size_t)(s.p - t);
	return s.why;
}

size_t js_character(const char *text, size_t len)
{
	const unsigned char *t = (const unsigned char *)text;
	struct scan s = { .p = t, .end = t + len };

	return !len ? 0 : *t < 0x80 ? 1 : utf8(&s) ? (size_t)(s.p - t) : 0;
}

bool js_check_text(const char *text)
{
	struct scan s = { .p = (const unsigned char *)text };

	for (s.end = s.p + strlen(text); s.p < s.end;) {
		if (*s.p < 0x80)
			s.p++;
		else if (!utf8(&s))
			return false;
	}
	return true;
}
