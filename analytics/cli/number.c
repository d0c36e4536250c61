/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decimal numbers of a CSV file. Up to 15 digits mantissa / 10^k is the nearest double, because both
 * are exact; the rest is left to strtod.
 */
#include "cli/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double power[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
	1e13, 1e14, 1e15 };

static bool slowly(const char *s, size_t len, double *out)
{
	char text[64], *end;

	if (len == 0 || len >= sizeof text)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!strchr("0123456789+-.eE", s[i]) || s[i] == '\0')
			return false;
	memcpy(text, s, len);
	text[len] = '\0';
	*out = strtod(text, &end);
	return end == text + len && isfinite(*out);
}

bool number_read(const char *s, const char *end, double *out)
{
	const char *start = s, *point = NULL;
	uint64_t v = 0;
	int digits = 0;
	bool minus = s < end && *s == '-';

	s += minus;
	for (; s < end; s++) {
		unsigned d = (unsigned)(*s - '0');

		if (d < 10 && digits < 15) {
			v = v * 10 + d;
			digits++;
		} else if (*s == '.' && !point) {
			point = s;
		} else {
			return slowly(start, (size_t)(end - start), out);
		}
	}
	if (digits == 0)
		return false;
	*out = (double)v / power[point ? end - point - 1 : 0];
	if (minus)
		*out = -*out;
	return true;
}
