/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accept-Language (RFC 9110, 12.5.4) between the two languages that we have. Russian is the
 * product's own: English is for who prefers it by weight, or by order where the weights are equal.
 */
#include "app.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_tag(const char *range, size_t n, const char *tag)
{
	return n >= 2 && strncasecmp(range, tag, 2) == 0 && (n == 2 || range[2] == '-');
}

/* The weight after a range: `;q=0.5`, 1 when there is none. */
static double weight(const char *s, size_t n)
{
	size_t i = strspn(s, " \t");

	if (i >= n || s[i] != ';')
		return 1;
	i += 1 + strspn(s + i + 1, " \t");
	return i + 2 < n && (s[i] == 'q' || s[i] == 'Q') && s[i + 1] == '='
		   ? strtod(s + i + 2, NULL)
		   : 0;
}

bool wants_english(const struct request *rq)
{
	bool english = false;
	double best = 0;

	for (const char *p = rq->language; p && *p; p += *p == ',') {
		p += strspn(p, " \t");
		size_t len = strcspn(p, ","), name = strcspn(p, ",; \t");
		bool en = is_tag(p, name, "en"),
		     ru = is_tag(p, name, "ru") || (name == 1 && *p == '*');
		double q = en || ru ? weight(p + name, len - name) : 0;

		if (q > best) {
			best = q;
			english = en;
		}
		p += len;
	}
	return english;
}
