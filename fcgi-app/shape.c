/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See field.h. PostgreSQL would take many more spellings of a date ("tomorrow", "epoch"): the
 * interface takes one, so what is stored is what was meant.
 */
#include "field.h"

#include <stddef.h>

/* 9 a digit, x a hex digit, anything else itself. */
static size_t match(const char *s, const char *picture)
{
	size_t i;

	for (i = 0; picture[i]; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		bool hex = digit || (s[i] >= 'a' && s[i] <= 'f') || (s[i] >= 'A' && s[i] <= 'F');

		if (picture[i] == '9' ? !digit : picture[i] == 'x' ? !hex : s[i] != picture[i])
			return 0;
	}
	return i;
}

static int two(const char *s)
{
	return (s[0] - '0') * 10 + s[1] - '0';
}

bool looks_uuid(const char *s)
{
	size_t n = match(s, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");

	return n && s[n] == '\0';
}

static bool real_date(const char *s)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (!match(s, "9999-99-99"))
		return false;
	int y = two(s) * 100 + two(s + 2), m = two(s + 5), d = two(s + 8);
	int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return y >= 1900 && y < 2200 && m >= 1 && m <= 12 && d >= 1 &&
	       d <= days[m - 1] + (m == 2 && leap);
}

bool looks_date(const char *s)
{
	return real_date(s) && s[10] == '\0';
}

static bool real_time(const char *s)
{
	return match(s, "99:99") && two(s) < 24 && two(s + 3) < 60;
}

bool looks_time(const char *s)
{
	return real_time(s) && s[5] == '\0';
}

bool looks_timestamp(const char *s)
{
	if (!real_date(s) || (s[10] != 'T' && s[10] != ' ') || !real_time(s + 11))
		return false;
	s += 16;
	if (match(s, ":99") && two(s + 1) < 60) {
		s += 3;
		if (*s == '.')
			for (s++; *s >= '0' && *s <= '9'; s++)
				;
	}
	if (*s == 'Z')
		return s[1] == '\0';
	return (*s == '+' || *s == '-') && real_time(s + 1) && s[6] == '\0';
}
