/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the district's administration needs attention: numbers for the first page.
 */
#include "app.h"

enum error admin_show(struct request *rq, struct response *rs)
{
	return db_show(rq, rs, Q_ADMIN_ATTENTION, NO_PARAMS);
}
