/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a status; people of a district get theirs from the program that asks.
 */
#include "status.h"

static const char *const words[AN_STATUSES] = {
	[AN_OK] = "done",
	[AN_BAD_INPUT] = "an argument is out of its range",
	[AN_NOT_FINITE] = "the data hold a value that is not a finite number",
	[AN_TOO_FEW] = "too few observations",
	[AN_NO_SPREAD] = "the data do not vary",
	[AN_NOT_IDENTIFIABLE] = "the data cannot tell these effects apart",
	[AN_NO_CONVERGENCE] = "the search ended without an optimum",
	[AN_INFEASIBLE] = "no plan satisfies the constraints",
	[AN_TOO_LARGE] = "the problem is larger than this function is made for",
	[AN_CANCELLED] = "stopped on request",
	[AN_NO_MEMORY] = "out of memory",
};

const char *an_status_words(enum an_status s)
{
	return s >= 0 && s < AN_STATUSES ? words[s] : "unknown status";
}
