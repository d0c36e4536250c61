/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one rule of "not enough data". A figure is shown with its interval only if it rests on enough
 * visits by enough raters and is reliable enough; otherwise people read how much is lacking. Every
 * model asks here, so that no page is stricter or laxer than another. Reliability is
 * 1 - prediction error variance / prior variance of that very quantity: the level, the growth and
 * the forecast of one unit each have their own.
 */
#ifndef AN_ENOUGH_H
#define AN_ENOUGH_H
#include <stdbool.h>
#include <stddef.h>

#include "status.h"
#ifdef __cplusplus
extern "C" {
#endif

struct an_minimum {
	size_t visits, raters;
	double reliability; /* from 0 to below 1 */
};
#define AN_MINIMUM ((struct an_minimum){ .visits = 4, .raters = 2, .reliability = 0.3 })

struct an_enough {
	bool enough;
	bool knowable;	    /* false: no number of visits is known that would suffice */
	size_t more_visits; /* still needed, at least; of them by raters not seen yet: */
	size_t more_raters;
};

/* Beyond this many more visits "how many" is no advice: knowable is false. */
enum { AN_ENOUGH_HORIZON = 1000 };

/* Does a figure from `visits` visits by `raters` raters with this reliability pass the minimum?
 * `reliability` may be NaN where the quantity has no prior (a district by itself): then counts
 * decide alone. More visits by Spearman and Brown: r' / (1 - r') grows in proportion to visits.
 * AN_BAD_INPUT: a minimum or reliability out of its range, more raters than visits. */
enum an_status an_enough(const struct an_minimum *minimum, size_t visits, size_t raters,
    double reliability, struct an_enough *out);

#ifdef __cplusplus
}
#endif
#endif
