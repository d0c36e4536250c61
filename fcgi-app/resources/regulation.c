/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The regulation (положение) in force today, clause by clause.
 */
#include "app.h"

enum error regulation_show(struct request *rq, struct response *rs)
{
	return db_show(rq, rs, Q_REGULATION_SHOW, NO_PARAMS);
}
