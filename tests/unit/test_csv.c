/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The CSV reader: each fault by its line, the choice of the delimiter, blanks, limits.
 */
#include "check_main.h"
#include "cli/csv.h"

#include <stdio.h>
#include <string.h>

/* All rows on one line: fields parted by |, rows by /, then the line of the last row read. */
static const char *said(const char *text, size_t len)
{
	static char out[1 << 16];
	struct csv *c = csv_open(text, len);
	const char *const *f;
	size_t n, used = 0;

	out[0] = '\0';
	while (csv_next(c, &f, &n) == CSV_ROW) {
		used += (size_t)snprintf(out + used, sizeof out - used, "%s", used ? "/" : "");
		for (size_t i = 0; i < n; i++)
			used += (size_t)snprintf(
			    out + used, sizeof out - used, "%s%s", i ? "|" : "", f[i]);
	}
	snprintf(out + used, sizeof out - used, " @%ld", csv_line(c));
	csv_close(c);
	return out;
}

#define SAID(text, wanted) ck_assert_str_eq(said(text, sizeof(text) - 1), wanted)

START_TEST(rows_and_fields)
{
	SAID("a,b\n1,2\n", "a|b/1|2 @2");
	SAID("a,b\r\n1,2", "a|b/1|2 @2");
	SAID("\xEF\xBB\xBFшкола,класс\n", "школа|класс @1");
	SAID("a,b\n\"1,\"\"2\"\"\",\"x\ny\"\nz,\n", "a|b/1,\"2\"|x\ny/z| @4");
	SAID("a\n\"\"\n\"x\"\n", "a/x @3"); /* an empty quoted field alone is a blank row */
}
END_TEST

START_TEST(the_first_row_chooses_the_delimiter)
{
	SAID("a;b\n1,5;2\n", "a|b/1,5|2 @2");
	SAID("a\tb\n1,5\t2;\n", "a|b/1,5|2; @2");
	SAID("a,b;c,d\n", "a|b;c|d @1");
	SAID("\"a,b,c\";d\n1;2\n", "a,b,c|d/1|2 @2");
	SAID("\"a\n,,,\";d\n1;2\n", "a\n,,,|d/1|2 @3");
	SAID("alone\nx\n", "alone/x @2");
}
END_TEST

START_TEST(blanks_go_around_unquoted_fields_only)
{
	SAID(" a ,  b\n\t1 , 2 3 \n", "a|b/1|2 3 @2");
	SAID("a,b\n\" 1 \",2\n", "a|b/ 1 |2 @2");
	SAID("a\tb\tc\n1\t\t3\n", "a|b|c/1||3 @2");
}
END_TEST

START_TEST(blank_rows_are_passed_over_and_counted)
{
	SAID("\n\na,b\n,\n\n1,2\n\n", "a|b/1|2 @7");
	SAID("", " @0");
	SAID("\xEF\xBB\xBF", " @0");
	SAID("\n\n", " @2");
}
END_TEST

/* The fault, and the line on which the row begins that has it. */
static void refuses(const char *text, size_t len, enum csv_fault fault, long line)
{
	struct csv *c = csv_open(text, len);
	const char *const *f;
	enum csv_result r;
	size_t n;

	while ((r = csv_next(c, &f, &n)) == CSV_ROW)
		;
	ck_assert_int_eq(r, CSV_BAD);
	ck_assert_int_eq(csv_fault(c), fault);
	ck_assert_int_eq(csv_line(c), line);
	ck_assert_int_eq(csv_next(c, &f, &n), CSV_BAD);
	csv_close(c);
}

#define REFUSES(text, fault, line) refuses(text, sizeof(text) - 1, fault, line)

START_TEST(each_fault_has_its_line)
{
	REFUSES("a,b\n1,\0\n", CSV_NUL, 2);
	REFUSES("a,b\n1,\"\0\"\n", CSV_NUL, 2);
	REFUSES("a,b\n\"x\ny\",2\n3,4\"5\n", CSV_QUOTE_INSIDE, 4);
	REFUSES("a,b\n1,\"2\"3\n", CSV_AFTER_QUOTE, 2);
	REFUSES("a,b\n1,\"2\" \n", CSV_AFTER_QUOTE, 2);
	REFUSES("a,b\n1,2\n3,\"4\n5,6\n", CSV_NOT_CLOSED, 3);
	REFUSES("a,b\r1,2\r", CSV_BARE_CR, 1);
	REFUSES("a,b\n1,\"2\"\r3,4\n", CSV_BARE_CR, 2);
}
END_TEST

START_TEST(a_row_has_at_most_so_many_fields)
{
	char text[CSV_MAX_FIELDS + 4];
	struct csv *c;
	const char *const *f;
	size_t n;

	memset(text, ',', sizeof text);
	text[0] = 'x';
	c = csv_open(text, CSV_MAX_FIELDS); /* 511 commas */
	ck_assert_int_eq(csv_next(c, &f, &n), CSV_ROW);
	ck_assert_uint_eq(n, CSV_MAX_FIELDS);
	ck_assert_str_eq(f[CSV_MAX_FIELDS - 1], "");
	csv_close(c);
	refuses(text, CSV_MAX_FIELDS + 1, CSV_TOO_MANY_FIELDS, 1);
}
END_TEST

START_TEST(a_row_may_be_long)
{
	enum { LONG = 3 << 20 };
	char *text = calloc(1, LONG + 8);
	struct csv *c;
	const char *const *f;
	size_t n;

	ck_assert_ptr_nonnull(text);
	strncpy(text, "a,b\n\"", 6);
	memset(text + 5, 'x', LONG);
	strncpy(text + 5 + LONG, "\",", 3);
	c = csv_open(text, LONG + 7);
	ck_assert_int_eq(csv_next(c, &f, &n), CSV_ROW);
	ck_assert_uint_eq(csv_offset(c), 4);
	ck_assert_int_eq(csv_next(c, &f, &n), CSV_ROW);
	ck_assert_uint_eq(n, 2);
	ck_assert_uint_eq(strlen(f[0]), LONG);
	ck_assert_uint_eq(csv_offset(c), LONG + 7);
	ck_assert_int_eq(csv_next(c, &f, &n), CSV_END);
	csv_close(c);
	free(text);
}
END_TEST

CHECK_MAIN("csv", rows_and_fields, the_first_row_chooses_the_delimiter,
    blanks_go_around_unquoted_fields_only, blank_rows_are_passed_over_and_counted,
    each_fault_has_its_line, a_row_has_at_most_so_many_fields, a_row_may_be_long)
