/* Writes one file of comma or semicolon separated values, cell by cell.
 *
 * Year plans come to a district from a spreadsheet program: semicolons, a byte order mark and CRLF.
 * The generator writes them so on purpose, that the importers meet both fashions.
 * A write that fails ends the program: half a district is worse than none.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_SHEET_H
#define DISTRICT_SHEET_H

#include <stdio.h>

enum fashion { PLAIN, SPREADSHEET };

struct sheet {
	FILE *file;
	char path[1024];
	enum fashion fashion;
	int cells; /* written in the present row */
};

void sheet_open(struct sheet *s, enum fashion fashion, const char *folder, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void sheet_cell(struct sheet *s, const char *text);
void sheet_cells(struct sheet *s, const char *const *texts, int n);
void sheet_number(struct sheet *s, int number);
void sheet_real(struct sheet *s, double number);
void sheet_date(struct sheet *s, int day);
void sheet_row(struct sheet *s); /* ends the row */
void sheet_close(struct sheet *s);

void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
