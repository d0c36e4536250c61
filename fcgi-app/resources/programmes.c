/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole programme at once: templates (kept ones and those that come with the program), and taking one
 * of them, or the programme of another day, into a day. Who or what is taken at that time stays out and
 * is named; the activities are made all or none.
 */
#include "app.h"

enum error programme_templates_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_PROGRAMME_TEMPLATES_LIST, NO_PARAMS);
}

/* The activities of a day become a template, without people and rooms. */
enum error programme_templates_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "title", FIELD_TEXT, REQUIRED, .min = 1, .max = 200 },
		{ "day", FIELD_UUID, REQUIRED },
	};
	const char *v[COUNT(fields)];
	struct rows *made, *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_PROGRAMME_TEMPLATES_CREATE, PARAMS(v[0], v[1]), &made));
	if (rows_count(made)) {
		TRY(db_query(
		    rq, Q_PROGRAMME_TEMPLATES_FILL, PARAMS(rows_text(made, 0, 0), v[2]), &r));
		if (rows_count(r) == 0)
			return refuse(rq, ERR_PROGRAMME_HAS_NOTHING_TO_KEEP, NULL);
	}
	return db_created(rq, rs, made, v[0], "programme-templates", Q_PROGRAMME_TEMPLATES_SHOW);
}

enum error programme_templates_delete(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_PROGRAMME_TEMPLATES_DELETE, PARAMS(id), &r));
	if (rows_count(r))
		return send_nothing(rs);
	TRY(db_query(rq, Q_PROGRAMME_TEMPLATES_SHIPPED, PARAMS(id), &r));
	return rows_count(r) ? refuse(rq, ERR_TEMPLATE_IS_SHIPPED, NULL)
			     : fail(rq, ERR_NOT_FOUND, NULL);
}

/* From a template or from another day, exactly one of them. */
enum error days_programme_take(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "template", FIELD_UUID, NOT_NULL },
		{ "day", FIELD_UUID, NOT_NULL },
	};
	const char *v[COUNT(fields)], *id, *list = "";
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, fields, COUNT(v), v));
	if (!v[0] == !v[1])
		return invalid(rq, FAULT_REQUIRED, "/template");
	TRY(db_query(rq, Q_PROGRAMMES_SOURCE, PARAMS(id, v[0], v[1]), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, "no such day or template");
	TRY(db_query(rq, Q_PROGRAMMES_TAKE, PARAMS(id, v[0], v[1]), &r));
	size_t last = rows_count(r) - 1;

	for (size_t i = 0; i < last; i++)
		list = arena_printf(rq->mem, "%s%s%s", list, *list ? "," : "",
		    refusal_json(rq, rows_text(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2)));
	return send_json(rs, 200,
	    arena_printf(rq->mem, "{\"slots\":%s,\"left_out\":[%s],\"lessons\":%s}",
		rows_text(r, last, 3), list, rows_text(r, last, 4)),
	    NULL);
}
