/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * School subjects.
 */
#include "app.h"

enum error subjects_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_SUBJECTS_LIST, NO_PARAMS);
}
