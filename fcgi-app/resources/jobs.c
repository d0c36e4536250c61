/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long work: how far it is and what came out.
 */
#include "app.h"

enum error jobs_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id));
}
