/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See staff.h. All pages are read before the first row is compared: a portal that breaks off in the
 * middle changes nothing. The whole roster is read each time, so what went wrong once is mended by the
 * next night.
 */
#include "imports/staff.h"
#include "db.h"
#include "imports/import.h"
#include "json.h"
#include "webservice.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 500, MOST_PAGES = 400, FEW_LEAVERS = 10, LEAVERS_SHARE = 5 };

/* The temporary tables of the steps; the last three hold what was before. */
static const char tables[] =
    "create temp table staged (part text not null, line integer not null, v text[] not null) on commit drop;"
    "create temp table portal_person (line integer generated always as identity, gone boolean, idnumber text,"
    " family text, given text, patronymic text, email text, school text, post text, cohorts jsonb) on commit drop;"
    "create temp table roster_word on commit drop as select * from (values ('teacher', 'teacher'),"
    " ('school_head', 'principal'), ('admin', 'systemAdministrator'), ('methodist', 'ext:methodist'),"
    " ('centre_head', 'ext:centre_head'), ('council_member', 'ext:council_member'),"
    " ('council_secretary', 'ext:council_secretary'), ('council_chair', 'ext:council_chair'),"
    " ('department_head', 'ext:department_head'), ('clerk', 'ext:clerk')) w (role, word);"
    "create temp table portal_was on commit drop as select id, concat_ws(' ', family_name, given_name,"
    " patronymic) as name, left_on, email from person where district_id = auth.district();"
    "create temp table portal_was_post on commit drop as select id, post, during from appointment"
    " where district_id = auth.district();"
    "create temp table portal_was_school on commit drop as select id from organisation"
    " where district_id = auth.district()";

static enum error read_page(struct request *rq, const struct config *config,
    const struct staff_wish *wish, const struct rows *service, long *after)
{
	struct json *input = js_object();
	struct rows *r;

	js_set(input, "since", js_integer(0));
	js_set(input, "after", js_integer(*after));
	js_set(input, "limit", js_integer(PAGE));
	struct ws_answer a = ws_ask(rq->mem, &(struct ws_call){ .url = rows_text(service, 0, 0),
						 .token = rows_text(service, 0, 1),
						 .function = "local_metodden_get_roster",
						 .input = input,
						 .english = config->english,
						 .go_on = wish->go_on,
						 .arg = wish->arg });

	if (a.result == WS_STOPPED)
		return fail(rq, ERR_UNAVAILABLE, "broken off");
	const struct json *people = a.result == WS_DONE ? js_member(a.json, "people") : NULL;
	const struct json *next = a.result == WS_DONE ? js_member(a.json, "next") : NULL;

	if (a.result != WS_DONE || !people || js_kind(people) != JSON_ARRAY || !next ||
	    js_kind(next) != JSON_NUMBER) {
		refuse(rq, ERR_STAFF_AWAY, "reason",
		    a.result == WS_DONE ? (config->english ? "its answer isn't a roster"
							   : "её ответ - не список сотрудников")
					: a.words,
		    NULL);
		rq->detail = a.why;
		return ERR_STAFF_AWAY;
	}
	TRY(db_query(rq, Q_IMPORT_STAFF_PAGE, PARAMS(js_print(people)), &r));
	*after = (long)js_number(next);
	return OK;
}

static enum error read_all(
    struct request *rq, const struct config *config, const struct staff_wish *wish)
{
	struct rows *service;
	long after = 0, before;

	TRY(db_query(rq, Q_PORTAL_SERVICE_KEY, NO_PARAMS, &service));
	if (!rows_count(service))
		return fail(rq, ERR_NO_PORTAL_SERVICE, NULL);
	for (int i = 0; i < MOST_PAGES; i++) {
		before = after;
		TRY(read_page(rq, config, wish, service, &after));
		if (!after)
			return OK;
		if (after <= before)
			break;
	}
	return refuse(rq, ERR_STAFF_AWAY, "reason",
	    config->english ? "its list has no end" : "её список не кончается", NULL);
}

const char *roster_doubt(struct request *rq, const struct rows *r, bool all_leavers)
{
	long leavers = strtol(rows_text(r, 0, 0), NULL, 10);
	long all = strtol(rows_text(r, 0, 1), NULL, 10);

	if (strcmp(rows_text(r, 0, 2), "0") == 0)
		return "{\"stopped\": \"nobody\"}";
	if (!all_leavers && leavers > FEW_LEAVERS && leavers * LEAVERS_SHARE > all)
		return arena_printf(rq->mem,
		    "{\"stopped\": \"leavers\", \"leavers\": %ld, \"people\": %ld}", leavers, all);
	return NULL;
}

static enum error apply(struct request *rq, const struct config *config,
    const struct staff_wish *wish, const char **report)
{
	static const struct step steps[] = {
		{ Q_IMPORT_STAFF_SCHOOLS, "школы", "schools" },
		{ Q_IMPORT_STAFF_STAGE, "сравнение", "comparing" },
		{ Q_IMPORT_ROSTER_ORGS, "организации", "organisations" },
		{ Q_IMPORT_ROSTER_USERS, "люди", "people" },
		{ Q_IMPORT_ROSTER_CHANGES, "роли", "roles" },
		{ Q_IMPORT_ROSTER_APPOINTMENTS, "роли", "roles" },
		{ Q_IMPORT_STAFF_MARK, "роли", "roles" },
	};
	struct command c = { .config = config, .rq = rq };
	struct import in = { .c = &c, .rq = rq, .name = "", .dry_run = wish->dry_run };
	size_t first = wish->new_schools ? 0 : 1;
	struct rows *r;

	TRY(db_script(rq, "analyze portal_person; analyze portal_was; analyze portal_was_post"));
	TRY(import_steps(&in, steps + first, COUNT(steps) - first));
	TRY(db_query(rq, Q_IMPORT_STAFF_REPORT, PARAMS(wish->dry_run ? "true" : "false"), &r));
	*report = rows_text(r, 0, 0);
	return OK;
}

enum error import_staff(struct request *rq, const struct config *config,
    const struct staff_wish *wish, const char **report)
{
	const char *stopped;
	struct rows *leavers;

	TRY(db_script(rq, "savepoint roster"));
	TRY(db_script(rq, tables));
	TRY(read_all(rq, config, wish));
	TRY(db_query(rq, Q_IMPORT_STAFF_LEAVERS, NO_PARAMS, &leavers));
	stopped = roster_doubt(rq, leavers, wish->all_leavers);
	if (stopped)
		*report = stopped;
	else
		TRY(apply(rq, config, wish, report));
	return stopped || wish->dry_run ? db_script(rq, "rollback to savepoint roster") : OK;
}
