/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forms of work: an open dictionary (4.4).
 */
#include "app.h"

enum error forms_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_FORMS_LIST, NO_PARAMS);
}
