/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A portal's roster as the job `roster` brings it: who is a member, under which number of the portal and
 * which of the district. People join by idnumber; whoever is new comes without a post, so without a
 * right; the district's own names stay; who is no longer a member is closed with a date. Nobody is
 * deleted, and a roster that lacks a fifth of all at once isn't believed. The first parameter is the portal.
 */
#include "imports/import.h"

#include "db.h"
#include "imports/staff.h"

static const struct column columns[] = {
	{ "subject", NULL, FIELD_TEXT, REQUIRED },
	{ "idnumber", NULL, FIELD_TEXT, NOT_NULL },
	{ "familyName", NULL, FIELD_TEXT, NOT_NULL },
	{ "givenName", NULL, FIELD_TEXT, NOT_NULL },
	{ "email", NULL, FIELD_TEXT, NOT_NULL },
	{ "status", NULL, FIELD_TEXT, NOT_NULL },
};

static const char before[] =
    "create temp table portal_was on commit drop as select id, left_on, email from person"
    " where district_id = auth.district();"
    "create temp table roster_was_account on commit drop as select portal_id, subject, person_id, rostered_on,"
    " closed_on from portal_account where district_id = auth.district()";

/* What is wrong with a row, or with the roster as a whole. */
static enum error check(struct import *in, const char *text, size_t len)
{
	static const struct step checks[] = { { Q_IMPORT_MEMBERS_CHECK, NULL, NULL } };
	struct rows *leavers;

	TRY(import_table(in, text, len, columns, COUNT(columns), checks, COUNT(checks)));
	if (in->bad)
		return OK;
	TRY(db_query(in->rq, Q_IMPORT_MEMBERS_LEAVERS, PARAMS(in->param[0]), &leavers));
	in->report = roster_doubt(in->rq, leavers, in->all_leavers);
	return OK;
}

enum error import_members(struct import *in, const char *text, size_t len)
{
	static const struct step steps[] = {
		{ Q_IMPORT_MEMBERS_PEOPLE, "люди", "people" },
		{ Q_IMPORT_MEMBERS_ACCOUNTS, "учётные записи портала", "accounts of the portal" },
		{ Q_IMPORT_MEMBERS_LEFT, "выбывшие", "people who left" },
	};
	struct rows *r;

	TRY(check(in, text, len));
	if (in->bad || in->report)
		return OK;
	TRY(db_script(in->rq, before));
	TRY(import_steps(in, steps, COUNT(steps)));
	TRY(db_query(in->rq, Q_IMPORT_MEMBERS_REPORT,
	    PARAMS(in->param[0], in->dry_run ? "true" : "false"), &r));
	in->report = rows_text(r, 0, 0);
	return OK;
}

/* What the database itself refuses is a fault of the file too, where somebody waits to hear of it; a
 * lost race or a database that goes away isn't. */
static enum error refused(struct import *in, enum error e)
{
	struct problem_words w;

	error_words(in->rq, e, &w);
	if (!in->told || w.status >= 500 || db_lost_race(in->rq->db))
		return e;
	in->bad++;
	import_refuse(in, words(in->c, w.ru, w.en));
	return OK;
}

enum error import_inside(struct import *in, import_run *run, const char *text, size_t len)
{
	enum error e;

	TRY(db_script(in->rq,
	    "create temp table staged (part text not null, line integer not null, v text[] not null) on commit drop;"
	    "savepoint import"));
	e = run(in, text, len);
	if (!e && in->stopped)
		e = fail(in->rq, ERR_UNAVAILABLE, "broken off");
	if (e)
		TRY(refused(in, e));
	return db_script(in->rq,
	    in->bad || in->dry_run ? "rollback to savepoint import" : "release savepoint import");
}
