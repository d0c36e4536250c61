/* The roster in OneRoster 1.2 CSV, with the metadata columns of a Russian district.
 *
 * Someone who left has a role with an end date and a user that may not sign in any more; the user
 * stays active, because the visits to his lessons still name him.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "parts.h"
#include "sheet.h"
#include "subject.h"

const char *person_id(int person, char out[static 16])
{
	snprintf(out, 16, "p-%04d", person + 1);
	return out;
}

const char *org_id(int org, char out[static 16])
{
	snprintf(out, 16, "org-%02d", org + 1);
	return out;
}

bool org_hosts(int org)
{
	return org >= FIRST_HOST;
}

static void write_stamp(const struct district *d, struct sheet *s)
{
	char day[11], stamp[32];
	snprintf(stamp, sizeof stamp, "%sT06:00:00.000Z", day_text(day_from(d->year, 9, 1), day));
	sheet_cell(s, "active");
	sheet_cell(s, stamp);
}

static void write_manifest(const char *folder)
{
	static const char *const rows[][2] = { { "propertyName", "value" },
		{ "manifest.version", "1.0" }, { "oneroster.version", "1.2" },
		{ "file.academicSessions", "absent" }, { "file.categories", "absent" },
		{ "file.classes", "absent" }, { "file.classResources", "absent" },
		{ "file.courses", "absent" }, { "file.courseResources", "absent" },
		{ "file.demographics", "absent" }, { "file.enrollments", "absent" },
		{ "file.lineItems", "absent" }, { "file.orgs", "bulk" },
		{ "file.resources", "absent" }, { "file.results", "absent" },
		{ "file.roles", "bulk" }, { "file.userProfiles", "absent" },
		{ "file.users", "bulk" }, { "source.systemName", "demo-district" },
		{ "source.systemCode", "demo-district" } };
	struct sheet s;
	sheet_open(&s, PLAIN, folder, "manifest.csv");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		sheet_cells(&s, rows[i], 2);
		sheet_row(&s);
	}
	sheet_close(&s);
}

static void write_orgs(const struct district *d, const char *folder)
{
	static const char *const head[] = { "sourcedId", "status", "dateLastModified", "name",
		"type", "identifier", "parentSourcedId", "metadata.kind", "metadata.rural" };
	static const char *const types[] = { "district", "department", "department", "school",
		"school", "school" };
	static const char *const kinds[] = { "department", "centre", "council", "school",
		"kindergarten", "extra" };
	struct sheet s;
	char id[16];
	sheet_open(&s, PLAIN, folder, "orgs.csv");
	sheet_cells(&s, head, 9);
	sheet_row(&s);
	for (int i = 0; i < org_count; i++) {
		sheet_cell(&s, org_id(i, id));
		write_stamp(d, &s);
		sheet_cell(&s, orgs[i].name);
		sheet_cell(&s, types[orgs[i].kind]);
		sheet_cell(&s, id);
		sheet_cell(&s, i ? "org-01" : "");
		sheet_cell(&s, kinds[orgs[i].kind]);
		sheet_cell(&s, orgs[i].rural ? "true" : "false");
		sheet_row(&s);
	}
	sheet_close(&s);
}

static bool works_still(const struct district *d, int person)
{
	for (int i = 0; i < d->roles; i++)
		if (d->role[i].person == person && !d->role[i].to)
			return true;
	return false;
}

static void write_users(const struct district *d, const char *folder)
{
	static const char *const head[] = { "sourcedId", "status", "dateLastModified",
		"enabledUser", "username", "userIds", "givenName", "familyName", "middleName",
		"identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password",
		"userMasterIdentifier", "preferredGivenName", "preferredMiddleName",
		"preferredFamilyName", "primaryOrgSourcedId", "pronouns" };
	struct sheet s;
	sheet_open(&s, PLAIN, folder, "users.csv");
	sheet_cells(&s, head, 22);
	sheet_row(&s);
	for (int i = 0; i < d->persons; i++) {
		const struct person *p = &d->person[i];
		char id[16], email[48], home[16];
		snprintf(email, sizeof email, "%s@razdolnoe.example", person_id(i, id));
		const char *row[] = { works_still(d, i) ? "true" : "false", id, "", p->given,
			p->family, p->middle, id, email, "", "", "", "", "", "", "", "", "",
			org_id(p->home, home), "" };
		sheet_cell(&s, id);
		write_stamp(d, &s);
		sheet_cells(&s, row, 19);
		sheet_row(&s);
	}
	sheet_close(&s);
}

/* What the post teaches: names joined by |, grades by comma. */
static void list_teaching(const struct district *d, int post, char names[512], char grades[64])
{
	bool subject[64] = { false }, grade[12] = { false };
	size_t n = 0, g = 0;
	names[0] = grades[0] = 0;
	for (int i = 0; i < d->units; i++)
		if (d->unit[i].post == post) {
			const struct stream *s = &d->stream[d->unit[i].stream];
			subject[d->unit[i].subject] = true;
			grade[s->grade] = grade[s->with_grade] = true;
		}
	for (int i = 0; i < SUBJECTS; i++)
		if (subject[i])
			n += (size_t)snprintf(
			    names + n, 512 - n, "%s%s", n ? "|" : "", subjects[i].name);
	for (int i = 1; i < 12; i++)
		if (grade[i])
			g += (size_t)snprintf(grades + g, 64 - g, "%s%d", g ? "|" : "", i);
}

static void write_roles(const struct district *d, const char *folder)
{
	static const char *const head[] = { "sourcedId", "status", "dateLastModified",
		"userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId",
		"userProfileSourcedId", "metadata.post", "metadata.acting", "metadata.subjects",
		"metadata.grades" };
	struct sheet s;
	sheet_open(&s, PLAIN, folder, "roles.csv");
	sheet_cells(&s, head, 14);
	sheet_row(&s);
	for (int i = 0; i < d->roles; i++) {
		const struct role *r = &d->role[i];
		char id[16], names[512] = "", grades[64] = "";
		bool first = true;
		for (int k = 0; k < i; k++)
			first &= d->role[k].person != r->person;
		if (r->post >= 0)
			list_teaching(d, r->post, names, grades);
		snprintf(id, sizeof id, "r-%04d", i + 1);
		sheet_cell(&s, id);
		write_stamp(d, &s);
		sheet_cell(&s, person_id(r->person, id));
		sheet_cell(&s, first ? "primary" : "secondary");
		sheet_cell(&s, r->role);
		sheet_date(&s, r->from);
		sheet_date(&s, r->to);
		sheet_cell(&s, org_id(r->org, id));
		sheet_cell(&s, "");
		sheet_cell(&s, r->title);
		sheet_cell(&s, r->acting ? "true" : "false");
		sheet_cell(&s, names);
		sheet_cell(&s, grades);
		sheet_row(&s);
	}
	sheet_close(&s);
}

void write_roster(const struct district *d, const char *folder)
{
	write_manifest(folder);
	write_orgs(d, folder);
	write_users(d, folder);
	write_roles(d, folder);
}
