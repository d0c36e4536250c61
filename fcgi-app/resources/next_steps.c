/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is next (что дальше): the steps that wait for the sender, and those he waits for. The steps
 * follow from the states of days, orders, visits and plan items; nothing is stored, so nothing can
 * go stale. At most 200, the sender's own first.
 */
#include "app.h"

enum error next_steps_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_NEXT_STEPS_LIST, NO_PARAMS);
}
