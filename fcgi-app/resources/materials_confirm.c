/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A material that the council accepted with amendments: the chair confirms that they are made, without
 * another sitting. The guard asks for the decision and for every remark to be closed (4.5).
 */
#include "app.h"

enum error materials_confirm(struct request *rq, struct response *rs)
{
	const char *id, *to;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_MATERIALS_CONFIRM_SHOW, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(workflow_step(rq, "material", rows_text(r, 0, 0), "confirm", &to));
	return db_show(rq, rs, Q_MATERIALS_CONFIRM, PARAMS(id, to));
}
