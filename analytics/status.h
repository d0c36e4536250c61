/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every function of the library answers: AN_OK, or why it declined. Outputs are written on
 * AN_OK alone. The library reads no file, clock or random source, prints nothing and keeps nothing
 * between calls, so the same input gives the same answer in any process.
 */
#ifndef AN_STATUS_H
#define AN_STATUS_H
#ifdef __cplusplus
extern "C" {
#endif

enum an_status {
	AN_OK = 0,
	AN_BAD_INPUT,	     /* a length, level or argument out of its range */
	AN_NOT_FINITE,	     /* NaN or infinity in the data */
	AN_TOO_FEW,	     /* fewer observations than the figure needs */
	AN_NO_SPREAD,	     /* nothing varies: no slope, no variance, no rank */
	AN_NOT_IDENTIFIABLE, /* the data can't tell the effects asked for apart */
	AN_NO_CONVERGENCE,   /* the search ended without an optimum */
	AN_INFEASIBLE,	     /* no plan satisfies the constraints */
	AN_TOO_LARGE,	     /* more than the function is made for */
	AN_CANCELLED,	     /* the caller's progress function asked to stop */
	AN_NO_MEMORY,
	AN_STATUSES
};

/* One English sentence for a log or a terminal; never NULL. */
const char *an_status_words(enum an_status s);

#ifdef __cplusplus
}
#endif
#endif
