/* Writes one file of separated values (sheet.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"

void die(const char *format, ...)
{
	va_list args;
	fputs("demo-district: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

void sheet_open(struct sheet *s, enum fashion fashion, const char *folder, const char *format, ...)
{
	int used = snprintf(s->path, sizeof s->path, "%s/", folder);
	va_list args;
	va_start(args, format);
	if (used < 0 || (size_t)used >= sizeof s->path ||
	    vsnprintf(s->path + used, sizeof s->path - (size_t)used, format, args) >=
		(int)(sizeof s->path - (size_t)used))
		die("%s: the name of the folder is too long", folder);
	va_end(args);
	s->fashion = fashion;
	s->cells = 0;
	s->file = fopen(s->path, "wb");
	if (!s->file)
		die("%s: %s", s->path, strerror(errno));
	if (fashion == SPREADSHEET)
		fputs("\xEF\xBB\xBF", s->file);
}

void sheet_cell(struct sheet *s, const char *text)
{
	if (s->cells++)
		fputc(s->fashion == SPREADSHEET ? ';' : ',', s->file);
	if (!text[strcspn(text, ",;\"\r\n")]) {
		fputs(text, s->file);
		return;
	}
	fputc('"', s->file);
	for (const char *p = text; *p; p++) {
		if (*p == '"')
			fputc('"', s->file);
		fputc(*p, s->file);
	}
	fputc('"', s->file);
}

void sheet_cells(struct sheet *s, const char *const *texts, int n)
{
	for (int i = 0; i < n; i++)
		sheet_cell(s, texts[i]);
}

void sheet_number(struct sheet *s, int number)
{
	char text[16];
	snprintf(text, sizeof text, "%d", number);
	sheet_cell(s, text);
}

void sheet_real(struct sheet *s, double number)
{
	char text[32];
	snprintf(text, sizeof text, "%.6f", number);
	sheet_cell(s, text);
}

void sheet_date(struct sheet *s, int day)
{
	char text[11];
	sheet_cell(s, day ? day_text(day, text) : "");
}

void sheet_row(struct sheet *s)
{
	fputs(s->fashion == SPREADSHEET ? "\r\n" : "\n", s->file);
	s->cells = 0;
}

void sheet_close(struct sheet *s)
{
	if (ferror(s->file) | fclose(s->file))
		die("%s could not be written: %s", s->path, strerror(errno));
}
