/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Growth of competences: schools, one person, the district, severity and agreement of methodists,
 * effects of methodological days. Figures are of
 * the newest run; row security and the queries decide whose are shown, and where there are too few
 * visits or people the words stand instead.
 */
#include "app.h"

static const struct field query[] = { { "framework", FIELD_UUID } };

static enum error list(struct request *rq, struct response *rs, enum query q)
{
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, q, COUNT(v), v);
}

static enum error show(struct request *rq, struct response *rs, enum query q)
{
	const char *id, *v[COUNT(query)];

	TRY(read_id(rq, 0, &id));
	TRY(read_query(rq, query, COUNT(v), v));
	return db_show(rq, rs, q, PARAMS(v[0], id));
}

enum error growth_schools_list(struct request *rq, struct response *rs)
{
	return list(rq, rs, Q_GROWTH_SCHOOLS_LIST);
}

enum error growth_schools_csv(struct request *rq, struct response *rs)
{
	const char *v[COUNT(query)];
	struct rows *r;

	TRY(read_query(rq, query, COUNT(v), v));
	TRY(db_query(
	    rq, Q_GROWTH_SCHOOLS_CSV, PARAMS(v[0], wants_english(rq) ? "true" : "false"), &r));
	return send_csv(rq, rs, rows_text(r, 0, 0));
}

enum error growth_schools_show(struct request *rq, struct response *rs)
{
	return show(rq, rs, Q_GROWTH_SCHOOLS_SHOW);
}

enum error growth_people_show(struct request *rq, struct response *rs)
{
	return show(rq, rs, Q_GROWTH_PEOPLE_SHOW);
}

enum error growth_district_show(struct request *rq, struct response *rs)
{
	return list(rq, rs, Q_GROWTH_DISTRICT);
}

enum error growth_methodists_list(struct request *rq, struct response *rs)
{
	return list(rq, rs, Q_GROWTH_METHODISTS);
}

enum error growth_effects_list(struct request *rq, struct response *rs)
{
	return list(rq, rs, Q_GROWTH_EFFECTS_LIST);
}

enum error growth_agreement_list(struct request *rq, struct response *rs)
{
	return list(rq, rs, Q_GROWTH_AGREEMENT);
}
