/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A portal's roster as the job `roster` brings it: who is a member, under which number of the portal and
 * which of the district. People join by idnumber; whoever is new comes without a post, so without a
 * right; the district's own names stay; who is no longer a member is closed with a date. Nobody is
 * deleted. The first parameter is the portal.
 */
#include "imports/import.h"

#include "db.h"

static const struct column columns[] = {
	{ "subject", NULL, FIELD_TEXT, REQUIRED },
	{ "idnumber", NULL, FIELD_TEXT, NOT_NULL },
	{ "familyName", NULL, FIELD_TEXT, NOT_NULL },
	{ "givenName", NULL, FIELD_TEXT, NOT_NULL },
	{ "email", NULL, FIELD_TEXT, NOT_NULL },
	{ "status", NULL, FIELD_TEXT, NOT_NULL },
};

enum error import_members(struct import *in, const char *text, size_t len)
{
	static const struct step steps[] = {
		{ Q_IMPORT_MEMBERS_CHECK, NULL, NULL },
		{ Q_IMPORT_MEMBERS_PEOPLE, "люди", "people" },
		{ Q_IMPORT_MEMBERS_ACCOUNTS, "учётные записи портала", "accounts of the portal" },
		{ Q_IMPORT_MEMBERS_LEFT, "выбывшие", "people who left" },
	};

	return import_table(in, text, len, columns, COUNT(columns), steps, COUNT(steps));
}

enum error import_inside(struct import *in, import_run *run, const char *text, size_t len)
{
	TRY(db_script(in->rq,
	    "create temp table staged (part text not null, line integer not null, v text[] not null) on commit drop;"
	    "savepoint import"));
	TRY(run(in, text, len));
	return db_script(in->rq,
	    in->bad || in->dry_run ? "rollback to savepoint import" : "release savepoint import");
}
