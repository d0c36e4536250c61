/* The one source of chance of the demo district.
 *
 * Own generator (xoshiro256**, seeded by splitmix64) and own normal draws (a sum of twelve uniform
 * ones), because log() and cos() of two C libraries differ in the last bit and one differing bit
 * may turn a rounded point. Only + - * / and sqrt are used, which IEEE 754 fixes exactly.
 * Each part of the district opens a stream by its own word, so a change in one part leaves the
 * draws of the others as they were.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_CHANCE_H
#define DISTRICT_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

struct chance {
	uint64_t s[4];
};

void chance_open(struct chance *c, uint64_t seed, const char *stream);
uint32_t chance_below(struct chance *c, uint32_t n);	/* 0 .. n-1; n > 0 */
int chance_between(struct chance *c, int from, int to); /* both ends count */
bool chance_percent(struct chance *c, uint32_t percent);
double chance_unit(struct chance *c);	/* [0, 1) */
double chance_normal(struct chance *c); /* mean 0, deviation 1, never beyond 6 */
void chance_shuffle(struct chance *c, int *list, int n);

#endif
