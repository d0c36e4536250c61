/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dictionaries (справочники) as they are kept: subjects, forms of work, rooms, classes. An entry is
 * added, renamed, put in order, retired - no longer offered, but kept where it is used - and deleted
 * only while nothing uses it, which the database decides.
 */
#include "app.h"

#include <string.h>

static const struct dictionary {
	const char *name;
	enum query list, add, change, remove, order;
	bool of_school, ordered;
} dictionaries[] = {
	{ "subjects", Q_DICTIONARIES_SUBJECTS, Q_DICTIONARIES_ADD_SUBJECT,
	    Q_DICTIONARIES_CHANGE_SUBJECT, Q_DICTIONARIES_DELETE_SUBJECT,
	    Q_DICTIONARIES_ORDER_SUBJECT, false, true },
	{ "forms", Q_DICTIONARIES_FORMS, Q_DICTIONARIES_ADD_FORM, Q_DICTIONARIES_CHANGE_FORM,
	    Q_DICTIONARIES_DELETE_FORM, Q_DICTIONARIES_ORDER_FORM, false, true },
	{ "rooms", Q_DICTIONARIES_ROOMS, Q_DICTIONARIES_ADD_ROOM, Q_DICTIONARIES_CHANGE_ROOM,
	    Q_DICTIONARIES_DELETE_ROOM, Q_DICTIONARIES_ORDER_ROOM, true, true },
	{ "classes", Q_DICTIONARIES_CLASSES, Q_DICTIONARIES_ADD_CLASS, Q_DICTIONARIES_CHANGE_CLASS,
	    Q_DICTIONARIES_DELETE_CLASS, Q_DICTIONARIES_CLASSES, true, false },
};

static enum error find(struct request *rq, const struct dictionary **d)
{
	for (*d = dictionaries; *d < dictionaries + COUNT(dictionaries); ++*d)
		if (strcmp((*d)->name, rq->param[0]) == 0)
			return OK;
	return fail(rq, ERR_NOT_FOUND, "no such dictionary");
}

enum error dictionaries_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "organisation", FIELD_UUID } };
	const struct dictionary *d;
	const char *v[COUNT(query)];

	TRY(find(rq, &d));
	TRY(read_query(rq, query, COUNT(v), v));
	if (d->of_school && !v[0])
		return invalid(rq, FAULT_REQUIRED, "/organisation");
	return db_list(rq, rs, d->list, COUNT(v), v);
}

static enum error show(struct request *rq, struct response *rs, const char *id)
{
	return db_show(rq, rs, Q_DICTIONARIES_SHOW, PARAMS(rq->param[0], id));
}

enum { ID, NAME, ORGANISATION, NUMBER, GRADE, LETTER, SCHOOL_YEAR, FIELDS };

static enum error check_entry(struct request *rq, const struct dictionary *d, const char *v[])
{
	bool class = strcmp(d->name, "classes") == 0;
	enum error e = OK;

	if (d->of_school && !v[ORGANISATION])
		e = invalid(rq, FAULT_REQUIRED, "/organisation");
	if (class && !v[GRADE])
		e = invalid(rq, FAULT_REQUIRED, "/grade");
	if (!class && !v[NAME])
		e = invalid(rq, FAULT_REQUIRED, "/name");
	return e;
}

enum error dictionaries_create(struct request *rq, struct response *rs)
{
	static const struct field fields[FIELDS] = {
		[ID] = { "id", FIELD_UUID, NOT_NULL },
		[NAME] = { "name", FIELD_TEXT, NOT_NULL, .min = 1, .max = 200 },
		[ORGANISATION] = { "organisation", FIELD_UUID, NOT_NULL },
		[NUMBER] = { "number", FIELD_INTEGER, .min = 0, .max = 2000 },
		[GRADE] = { "grade", FIELD_INTEGER, NOT_NULL, .min = 0, .max = 12 },
		[LETTER] = { "letter", FIELD_TEXT, NOT_NULL, .max = 30 },
		[SCHOOL_YEAR] = { "school_year", FIELD_INTEGER, NOT_NULL, .min = 2000,
		    .max = 2100 },
	};
	const struct dictionary *d;
	const char *v[FIELDS], *id;
	struct rows *r;

	TRY(find(rq, &d));
	TRY(read_fields(rq, fields, FIELDS, v));
	TRY(check_entry(rq, d, v));
	TRY(db_query(rq, d->add, FIELDS, v, &r));
	id = rows_count(r) ? rows_text(r, 0, 0) : v[ID];
	if (!id)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(show(rq, rs, id));
	return rows_count(r)
		   ? send_created(rq, rs, arena_printf(rq->mem, "dictionaries/%s", d->name), id)
		   : OK;
}

enum error dictionaries_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "name", FIELD_TEXT, NOT_NULL, .max = 200 },
		{ "retired", FIELD_BOOLEAN, NOT_NULL },
		{ "number", FIELD_INTEGER, .min = 0, .max = 2000 },
	};
	const struct dictionary *d;
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(find(rq, &d));
	TRY(read_id(rq, 1, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	if (v[0] && !*v[0] && strcmp(d->name, "classes") != 0)
		return invalid(rq, FAULT_TOO_SHORT, "/name");
	TRY(db_query(rq, d->change, PARAMS(id, revision, v[0], v[1], v[2]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_DICTIONARIES_SHOW, PARAMS(rq->param[0], id));
	return show(rq, rs, id);
}

enum error dictionaries_delete(struct request *rq, struct response *rs)
{
	const struct dictionary *d;
	const char *id;
	struct rows *r;

	TRY(find(rq, &d));
	TRY(read_id(rq, 1, &id));
	TRY(db_query(rq, d->remove, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return send_nothing(rs);
}

enum error dictionaries_reorder(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "ids", FIELD_LIST, REQUIRED, .min = 1,
	    .max = 1000 } };
	const struct dictionary *d;
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(find(rq, &d));
	if (!d->ordered)
		return fail(rq, ERR_NOT_FOUND, "this dictionary has an order of its own");
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, d->order, COUNT(v), v, &r));
	return send_nothing(rs);
}
