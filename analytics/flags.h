/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom to name: flags that keep the share of wrong ones below a bound, instead of a cut on each.
 */
#ifndef AN_FLAGS_H
#define AN_FLAGS_H
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif

struct an_flags {
	size_t flagged;
	double expected; /* share of wrong ones among them; 0 for none */
};

/* Bayesian: wrong[i] = probability that a flag on i would be wrong, for "declines" 1 - P(decline).
 * The largest set whose mean of wrong[] is <= q; ties at its edge are taken or left together.
 * AN_BAD_INPUT: a probability or q outside [0, 1]. */
enum an_status an_flags_bayes(
    size_t n, const double *wrong, double q, bool *flag, struct an_flags *out);

/* Benjamini and Hochberg (1995): adjusted p-values; reject where adjusted <= q. */
enum an_status an_flags_bh(size_t n, const double *p, double *adjusted);

#ifdef __cplusplus
}
#endif
#endif
