/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People of the district and the roles that they hold today. A name that is sought stands in the body:
 * addresses are kept by web servers, and names are personal data.
 */
#include "app.h"

enum error people_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "organisation", FIELD_UUID },
		{ "role", FIELD_TEXT, .max = 40 },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_PEOPLE_LIST, PARAMS(v[0], v[1], NULL, v[2], v[3]));
}

enum error people_search(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "q", FIELD_TEXT, REQUIRED, .min = 2, .max = 100 },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
	};
	const char *v[COUNT(fields)];

	TRY(read_fields(rq, fields, COUNT(v), v));
	return db_list(rq, rs, Q_PEOPLE_LIST, PARAMS(NULL, NULL, v[0], v[1], v[2]));
}

enum error people_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_PEOPLE_SHOW, PARAMS(id));
}
