/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rubrics (карты посещения): the sheets' forms, as data.
 */
#include "app.h"

enum error rubrics_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_RUBRICS_LIST, NO_PARAMS);
}

enum error rubrics_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_RUBRICS_SHOW, PARAMS(id));
}
