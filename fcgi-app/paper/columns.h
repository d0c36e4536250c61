/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a table's width is shared out among its columns. Apart from drawing, so that it can be tested
 * with plain numbers.
 */
#ifndef PAPER_COLUMNS_H
#define PAPER_COLUMNS_H
#include <stddef.h>

struct column {
	double least; /* its longest word */
	double wish;  /* its usual text on one line */
	double width; /* what it gets */
};

/* Together they get exactly `total`. Nobody less than the longest word needs, if that is possible;
 * beyond it, so that the highest cell of a row gets as low as it can. */
void columns_share(struct column c[], size_t n, double total);

#endif
