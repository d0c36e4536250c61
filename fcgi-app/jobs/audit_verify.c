/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is the district's chain of sealed audit rows whole? Output {"broken": n}: the first number where
 * it isn't, or null. A broken chain is an answer and not a failure: trying again mends nothing.
 */
#include "jobs/job.h"

enum error job_audit_verify(struct job *j, const char **output)
{
	struct rows *r;

	TRY(db_query(j->rq, Q_AUDIT_BROKEN, PARAMS(j->district), &r));
	const char *broken = rows_text(r, 0, 0);

	*output = arena_printf(j->rq->mem, "{\"broken\": %s}", broken ? broken : "null");
	return OK;
}
