/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import roster: people, organisations and roles as OneRoster 1.2 CSV in a zip (1EdTech OneRoster
 * 1.2 CSV Binding: manifest.csv, orgs.csv, users.csv, roles.csv). Roles that OneRoster lacks are its
 * extensions (ext:methodist); other files and columns of the standard are accepted and passed over.
 */
#include "imports/source.h"

#include <string.h>
#include <zip.h>

static const struct column manifest_columns[] = {
	{ "propertyName", NULL, FIELD_TEXT, REQUIRED },
	{ "value", NULL, FIELD_TEXT, NOT_NULL },
};
static const struct column org_columns[] = {
	{ "sourcedId", NULL, FIELD_TEXT, REQUIRED },
	{ "status", NULL, FIELD_ONE_OF, .words = "active|tobedeleted" },
	{ "name", NULL, FIELD_TEXT, REQUIRED },
	{ "type", NULL, FIELD_TEXT, REQUIRED },
	{ "identifier", NULL, FIELD_TEXT },
	{ "parentSourcedId", NULL, FIELD_TEXT },
	{ "metadata.kind", NULL, FIELD_ONE_OF,
	    .words = "department|centre|council|school|kindergarten|extra" },
	{ "metadata.rural", NULL, FIELD_BOOLEAN },
};
static const struct column user_columns[] = {
	{ "sourcedId", NULL, FIELD_TEXT, REQUIRED },
	{ "status", NULL, FIELD_ONE_OF, .words = "active|tobedeleted" },
	{ "givenName", NULL, FIELD_TEXT, REQUIRED },
	{ "familyName", NULL, FIELD_TEXT, REQUIRED },
	{ "middleName", NULL, FIELD_TEXT },
	{ "email", NULL, FIELD_TEXT },
};
static const struct column role_columns[] = {
	{ "sourcedId", NULL, FIELD_TEXT, REQUIRED },
	{ "status", NULL, FIELD_ONE_OF, .words = "active|tobedeleted" },
	{ "userSourcedId", NULL, FIELD_TEXT, REQUIRED },
	{ "role", NULL, FIELD_TEXT, REQUIRED },
	{ "beginDate", NULL, FIELD_DATE },
	{ "endDate", NULL, FIELD_DATE },
	{ "orgSourcedId", NULL, FIELD_TEXT, REQUIRED },
	{ "metadata.post", NULL, FIELD_TEXT },
	{ "metadata.acting", NULL, FIELD_BOOLEAN },
	{ "metadata.subjects", NULL, FIELD_TEXT, .max = 2000 },
	{ "metadata.grades", NULL, FIELD_TEXT },
};

static const struct {
	const char *file;
	const struct column *columns;
	size_t n;
} members[] = {
	{ "manifest.csv", manifest_columns, COUNT(manifest_columns) },
	{ "orgs.csv", org_columns, COUNT(org_columns) },
	{ "users.csv", user_columns, COUNT(user_columns) },
	{ "roles.csv", role_columns, COUNT(role_columns) },
};

static zip_t *open_archive(struct import *in, const char *bytes, size_t len)
{
	zip_error_t why;
	zip_source_t *source;
	zip_t *z;

	zip_error_init(&why);
	source = zip_source_buffer_create(bytes, len, 0, &why);
	z = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &why) : NULL;
	if (!z) {
		import_complain(
		    in, 0, NULL, IMPORT_BAD_ARCHIVE, import_reason(in, zip_error_strerror(&why)));
		zip_source_free(source);
	}
	zip_error_fini(&why);
	return z;
}

/* All bytes, and the end after them: only there is the checksum compared. */
static bool read_whole(zip_file_t *f, char *text, size_t size)
{
	char after;

	return zip_fread(f, text, size) == (zip_int64_t)size && zip_fread(f, &after, 1) == 0;
}

static size_t most(const struct import *in)
{
	return in->most ? in->most : SOURCE_MAX;
}

static void complain_of_member(
    struct import *in, const char *name, const struct zip_stat *st, zip_error_t *why)
{
	const char *reason = import_reason(in, zip_error_strerror(why));

	if (st->size > most(in))
		reason = arena_printf(
		    in->rq->mem, words(in->c, "больше %zu МБ", "over %zu MB"), most(in) >> 20);
	else if (st->encryption_method != ZIP_EM_NONE)
		reason = words(in->c, "файл под паролем", "it is encrypted");
	import_complain(
	    in, 0, NULL, IMPORT_BAD_ARCHIVE, arena_printf(in->rq->mem, "%s - %s", name, reason));
}

/* A member's bytes, wherever its folder; NULL after a complaint. */
static char *member(struct import *in, zip_t *z, const char *name, size_t *len)
{
	zip_int64_t at = zip_name_locate(z, name, ZIP_FL_NODIR | ZIP_FL_NOCASE);
	struct zip_stat st;
	zip_file_t *f;
	char *text;

	if (at < 0 || zip_stat_index(z, (zip_uint64_t)at, 0, &st) != 0) {
		import_complain(in, 0, NULL, IMPORT_NO_MEMBER, name);
		return NULL;
	}
	f = st.size <= most(in) ? zip_fopen_index(z, (zip_uint64_t)at, 0) : NULL;
	text = f ? arena_alloc(in->rq->mem, st.size + 1) : NULL;
	if (!text || !read_whole(f, text, st.size)) {
		complain_of_member(in, name, &st, f ? zip_file_get_error(f) : zip_get_error(z));
		text = NULL;
	}
	*len = st.size;
	if (f)
		zip_fclose(f);
	return text;
}

static enum error stage_members(struct import *in, zip_t *z)
{
	for (size_t i = 0; i < COUNT(members); i++) {
		size_t len;
		in->part = NULL;
		const char *bytes = member(in, z, members[i].file, &len), *text;

		if (!bytes) {
			in->unread = true;
			continue;
		}
		text = source_text(in, bytes, &len);
		if (!text) {
			in->bad++;
			in->unread = true;
			continue;
		}
		in->part = members[i].file;
		TRY(import_stage(in, text, len, members[i].columns, members[i].n));
		if (members[i].columns == manifest_columns)
			in->rows = 0; /* people count their own rows */
	}
	in->part = NULL;
	return OK;
}

static enum error describe(struct import *in)
{
	for (size_t i = 0; i < COUNT(members); i++) {
		printf("%s\n", members[i].file);
		TRY(import_describe(in, members[i].columns, members[i].n));
	}
	return OK;
}

enum error import_roster(struct import *in, const char *bytes, size_t len)
{
	static const struct step steps[] = {
		{ Q_IMPORT_ROSTER_CHECK, NULL, NULL },
		{ Q_IMPORT_ROSTER_ORGS, "организации", "organisations" },
		{ Q_IMPORT_ROSTER_USERS, "люди", "people" },
		{ Q_IMPORT_ROSTER_CHANGES, "роли", "roles" },
		{ Q_IMPORT_ROSTER_APPOINTMENTS, "роли", "roles" },
		{ Q_IMPORT_ROSTER_SUBJECTS, "предметы", "subjects" },
		{ Q_IMPORT_ROSTER_TEACHING, "предметы педагогов", "subjects of teachers" },
	};
	zip_t *z;
	enum error e;

	if (in->describing)
		return describe(in);
	z = open_archive(in, bytes, len);
	if (!z)
		return OK;
	in->rest_is = REST_PASSED_OVER;
	e = stage_members(in, z);
	zip_discard(z);
	return e ? e : import_steps(in, steps, COUNT(steps));
}
