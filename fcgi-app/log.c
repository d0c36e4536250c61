/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See log.h. The line is built in one buffer and written by one write(2), so lines of several
 * processes never mix.
 */
#include "log.h"
#include "json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct line {
	char text[2048];
	size_t used;
};

enum { TAIL = 8 }; /* room for the end of a cut line */

static void put(struct line *l, const char *s, size_t n)
{
	if (n > sizeof l->text - TAIL - l->used)
		n = sizeof l->text - TAIL - l->used;
	memcpy(l->text + l->used, s, n);
	l->used += n;
}

/* Bytes that aren't UTF-8 are told by their numbers, else the line would not be JSON. */
static void put_quoted(struct line *l, const char *s)
{
	unsigned char last = js_check_text(s) ? 0xFF : 0x7F;
	char code[8];

	put(l, "\"", 1);
	for (; *s && l->used < sizeof l->text - 4ul * TAIL; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			put(l, "\\", 1);
		if (c < 0x20 || c > last) {
			snprintf(code, sizeof code, "\\u%04x", c);
			put(l, code, 6);
		} else {
			put(l, s, 1);
		}
	}
	while (l->used && *s && (l->text[l->used - 1] & 0xC0) == 0x80)
		l->used--; /* half of a character */
	if (*s && l->used && (l->text[l->used - 1] & 0xC0) == 0xC0)
		l->used--;
	put(l, "\"", 1);
}

void log_event(enum log_level level, const char *event, ...)
{
	static const char *const levels[] = { "error", "warning", "info" };
	struct line l = { .used = 0 };
	struct timespec now;
	struct tm utc;
	char at[40];
	const char *name, *value;
	va_list ap;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	size_t n = strftime(at, sizeof at, "{\"at\":\"%Y-%m-%dT%H:%M:%S", &utc);

	put(&l, at, n);
	n = (size_t)snprintf(at, sizeof at, ".%03ldZ\",\"level\":", now.tv_nsec / 1000000);
	put(&l, at, n);
	put_quoted(&l, levels[level]);
	put(&l, ",\"event\":", 9);
	put_quoted(&l, event);
	va_start(ap, event);
	while ((name = va_arg(ap, const char *))) {
		value = va_arg(ap, const char *);
		if (!value || l.used > sizeof l.text - 128)
			continue;
		put(&l, ",", 1);
		put_quoted(&l, name);
		put(&l, ":", 1);
		put_quoted(&l, value);
	}
	va_end(ap);
	memcpy(l.text + l.used, "}\n", 2);
	if (write(STDERR_FILENO, l.text, l.used + 2) < 0)
		return; /* there is nowhere to tell it */
}
