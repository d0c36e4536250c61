/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The timetable of a school on a date; nothing on a day off. busy names the activity that has the
 * teacher or the class already.
 */
#include "app.h"

enum error lessons_list(struct request *rq, struct response *rs)
{
	static const struct field query[] = {
		{ "organisation", FIELD_UUID, REQUIRED },
		{ "date", FIELD_DATE, REQUIRED },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_LESSONS_LIST, COUNT(v), v);
}
