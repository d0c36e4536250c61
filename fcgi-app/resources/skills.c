/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Skills of a methodist (умения): on which competences he leads a day. The whole list is put at once,
 * over the one that was seen; an empty one says nothing of him, and the plan builder takes him as able for all.
 */
#include "app.h"

#include <string.h>

static enum error find(struct request *rq, const char **id)
{
	struct rows *r;

	TRY(read_id(rq, 0, id));
	TRY(db_query(rq, Q_CARDS_SHOW, PARAMS(*id), &r));
	return rows_count(r) ? OK : fail(rq, ERR_NOT_FOUND, NULL);
}

enum error skills_list(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(find(rq, &id));
	return db_show(rq, rs, Q_SKILLS_LIST, PARAMS(id));
}

enum error skills_replace(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "competences", FIELD_LIST, REQUIRED,
	    .max = 500 } };
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(find(rq, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SKILLS_HOLD, PARAMS(id), &r));
	TRY(db_query(rq, Q_SKILLS_SAME, PARAMS(id, revision), &r));
	if (strcmp(rows_text(r, 0, 0), "t") != 0)
		return db_stale(rq, Q_SKILLS_LIST, PARAMS(id));
	TRY(db_query(rq, Q_SKILLS_KNOWN, COUNT(v), v, &r));
	if (strcmp(rows_text(r, 0, 0), rows_text(r, 0, 1)) != 0)
		return invalid(rq, FAULT_NOT_ONE_OF, "/competences");
	TRY(db_query(rq, Q_SKILLS_FORGET, PARAMS(id, v[0]), &r));
	TRY(db_query(rq, Q_SKILLS_MARK, PARAMS(id, v[0]), &r));
	return db_show(rq, rs, Q_SKILLS_LIST, PARAMS(id));
}
