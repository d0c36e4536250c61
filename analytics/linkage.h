/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether levels may be compared. Raters who share no teacher, directly or through others, stand in
 * sets of their own: between sets only the assumption that raters are exchangeable compares. Being
 * linked at all is weak, so the strength of a link is measured too.
 */
#ifndef AN_LINKAGE_H
#define AN_LINKAGE_H
#include "growth.h"
#ifdef __cplusplus
extern "C" {
#endif

/* Rows that pair a level of a with one of b: raters with teachers, or with schools. */
struct an_pairs {
	size_t n;
	const struct an_factor *a, *b;
};

/* The sets' numbers, from 0 by falling number of rows; UINT32_MAX for a level without rows. */
struct an_sets {
	uint32_t *a, *b; /* [a->levels], [b->levels]: the caller's */
	size_t n;
};
enum an_status an_linkage_sets(const struct an_pairs *pairs, struct an_sets *out);

/* The visit that would join a set to set 0: the level of a with most rows in `set` and the level of b
 * with most rows in set 0. AN_BAD_INPUT: no such set. */
struct an_link {
	uint32_t a, b;
};
enum an_status an_linkage_join(
    const struct an_pairs *pairs, const struct an_sets *sets, uint32_t set, struct an_link *out);

/* After a fit: how much the data say about the difference of two levels' intercepts, 1 - PEVD /
 * (2 variance), from 0 (nothing) to 1; a comparison below 0.5 is to be warned of. NaN when the factor
 * has no variance. */
enum an_status an_linkage_strength(
    struct an_growth *g, size_t factor, uint32_t k, uint32_t l, double *out);

#ifdef __cplusplus
}
#endif
#endif
