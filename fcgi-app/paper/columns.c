/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See columns.h. A column whose text is `wish` wide stands in about wish / width lines, and a row is as
 * high as its highest cell: so the number of lines is searched that lets all columns fit.
 */
#include "paper/columns.h"

#define STEPS 40
#define LINES_MOST 1000.0

static double clamp(double v, double least, double most)
{
	return v < least ? least : v > most ? most : v;
}

static double share(struct column c[], size_t n, double lines)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double wish = c[i].wish < c[i].least ? c[i].least : c[i].wish;

		c[i].width = clamp(wish / lines, c[i].least, wish);
		sum += c[i].width;
	}
	return sum;
}

void columns_share(struct column c[], size_t n, double total)
{
	double few = 1, many = LINES_MOST, sum = share(c, n, few);

	if (sum > total) {
		for (int i = 0; i < STEPS; i++) {
			double lines = (few + many) / 2;

			if (share(c, n, lines) > total)
				few = lines;
			else
				many = lines;
		}
		sum = share(c, n, many);
	}
	for (size_t i = 0; i < n; i++) /* what is over, or lacking, by width */
		c[i].width *= total / sum;
}
