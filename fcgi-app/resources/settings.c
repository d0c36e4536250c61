/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings of the district. A value that nobody set is a default of ours and says so: «по умолчанию,
 * не из Положения».
 */
#include "app.h"

#include <string.h>

enum error settings_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_SETTINGS_LIST, PARAMS(wants_english(rq) ? "en" : "ru"));
}

/* The value must be of the kind that the default has; numbers are terms and shares: not below 0. */
static enum error check_value(struct request *rq, const char *kind, const char *json)
{
	bool number = (*json >= '0' && *json <= '9');
	bool truth = strcmp(json, "true") == 0 || strcmp(json, "false") == 0;

	if (strcmp(kind, "number") == 0 && !number)
		return invalid(rq, *json == '-' ? FAULT_TOO_SMALL : FAULT_NOT_NUMBER, "/value");
	if (strcmp(kind, "boolean") == 0 && !truth)
		return invalid(rq, FAULT_NOT_BOOLEAN, "/value");
	return OK;
}

enum error settings_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "value", FIELD_JSON, REQUIRED } };
	const char *v[COUNT(fields)], *code = rq->param[0], *revision;
	struct rows *r;

	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_SETTINGS_SHOW, PARAMS(code), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(check_value(rq, rows_text(r, 0, 2), v[0]));
	TRY(db_query(rq, Q_SETTINGS_UPDATE, PARAMS(code, v[0], revision), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_SETTINGS_SHOW, PARAMS(code));
	return db_show(rq, rs, Q_SETTINGS_SHOW, PARAMS(code));
}
