/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Portals that people come from, as the administrator connects them: registrations of LTI 1.3 by hand or
 * by an invitation, on and off, whether the line to them works. `metodden portal lti | list | invite` do
 * the same on the command line.
 */
#include "app.h"
#include "lti/lti.h"

#include <string.h>
#include <sys/random.h>

enum { CODE_BYTES = 32 };

enum error portals_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_PORTAL_CONNECTIONS_LIST, NO_PARAMS);
}

enum { ISSUER, CLIENT, DEPLOYMENT, AUTHORIZE, TOKEN, JWKS_URI, JWKS, FIELDS };

/* https, or http where the portal itself is by http. */
static bool is_address(struct request *rq, const char *url, const char *issuer)
{
	const char *origin = lti_origin(rq, url);

	return *origin && (strncmp(origin, "https:", 6) == 0 || strncmp(issuer, "http:", 5) == 0);
}

static enum error check(struct request *rq, const char *v[])
{
	static const struct {
		int field;
		const char *path, *pointer;
	} urls[] = { { AUTHORIZE, "/mod/lti/auth.php", "/authorize" },
		{ TOKEN, "/mod/lti/token.php", "/token" },
		{ JWKS_URI, "/mod/lti/certs.php", "/jwks_uri" } };
	size_t n = strlen(v[ISSUER]);
	enum error e = OK;

	if (!is_address(rq, v[ISSUER], v[ISSUER]) || v[ISSUER][n - 1] == '/')
		return invalid(rq, FAULT_NOT_ADDRESS, "/issuer");
	for (size_t i = 0; i < COUNT(urls); i++) {
		const char **url = &v[urls[i].field];

		if (!*url) /* Moodle's */
			*url = arena_printf(rq->mem, "%s%s", v[ISSUER], urls[i].path);
		else if (!is_address(rq, *url, v[ISSUER]))
			e = invalid(rq, FAULT_NOT_ADDRESS, "%s", urls[i].pointer);
	}
	return e;
}

/* What the login needs to know of it; NULL when the keys that were given are none. */
static const char *settings(const char *const v[])
{
	struct json *o = js_object();
	const struct json *set, *keys;
	const char *why;
	size_t at;

	js_set(o, "authorize", js_text(v[AUTHORIZE]));
	js_set(o, "token", js_text(v[TOKEN]));
	if (!v[JWKS]) {
		js_set(o, "jwks_uri", js_text(v[JWKS_URI]));
		return js_print(o);
	}
	set = js_parse(v[JWKS], strlen(v[JWKS]), &why, &at);
	keys = set && js_kind(set) == JSON_OBJECT ? js_member(set, "keys") : NULL;
	if (!keys || js_kind(keys) != JSON_ARRAY || !js_first(keys))
		return NULL;
	js_set(o, "jwks", js_copy(set));
	return js_print(o);
}

enum error portals_create(struct request *rq, struct response *rs)
{
	static const struct field fields[FIELDS] = {
		[ISSUER] = { "issuer", FIELD_TEXT, REQUIRED, .min = 10, .max = 300 },
		[CLIENT] = { "client_id", FIELD_TEXT, REQUIRED, .min = 1, .max = 300 },
		[DEPLOYMENT] = { "deployment_id", FIELD_TEXT, REQUIRED, .min = 1, .max = 300 },
		[AUTHORIZE] = { "authorize", FIELD_TEXT, NOT_NULL, .min = 10, .max = 500 },
		[TOKEN] = { "token", FIELD_TEXT, NOT_NULL, .min = 10, .max = 500 },
		[JWKS_URI] = { "jwks_uri", FIELD_TEXT, NOT_NULL, .min = 10, .max = 500 },
		[JWKS] = { "jwks", FIELD_JSON, NOT_NULL },
	};
	const char *v[FIELDS], *set, *id;
	struct rows *r, *job;

	TRY(read_fields(rq, fields, FIELDS, v));
	TRY(check(rq, v));
	set = settings(v);
	if (!set)
		return invalid(rq, FAULT_NOT_KEYS, "/jwks");
	TRY(db_query(
	    rq, Q_PORTALS_SAVE, PARAMS(v[ISSUER], v[CLIENT], v[DEPLOYMENT], set, "lti"), &r));
	if (rows_count(r) && !v[JWKS])
		TRY(db_query(
		    rq, Q_PORTALS_REFETCH, PARAMS(v[ISSUER], v[CLIENT], v[DEPLOYMENT]), &job));
	TRY(db_query(
	    rq, Q_PORTAL_CONNECTIONS_FIND, PARAMS(v[ISSUER], v[CLIENT], v[DEPLOYMENT]), &r));
	if (!rows_count(r)) /* taken by the plugin's registration */
		return fail(rq, ERR_CONFLICT, NULL);
	id = rows_text(r, 0, 0);
	TRY(db_show(rq, rs, Q_PORTAL_CONNECTIONS_SHOW, PARAMS(id)));
	return send_created(rq, rs, "portals", id);
}

enum error portals_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "enabled", FIELD_BOOLEAN, REQUIRED } };
	const char *v[COUNT(fields)], *id, *revision;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_PORTAL_CONNECTIONS_UPDATE, PARAMS(id, v[0], revision), &r));
	if (!rows_count(r))
		return db_stale(rq, Q_PORTAL_CONNECTIONS_SHOW, PARAMS(id));
	return db_show(rq, rs, Q_PORTAL_CONNECTIONS_SHOW, PARAMS(id));
}

enum error portals_test(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(read_fields(rq, NULL, 0, NULL));
	TRY(db_query(rq, Q_PORTAL_CONNECTIONS_SHOW, PARAMS(id), &r));
	if (!rows_count(r))
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(r, 0, 3), "t") != 0)
		return fail(rq, ERR_PORTAL_KEYS_ARE_GIVEN, NULL);
	TRY(db_query(rq, Q_PORTAL_CONNECTIONS_TEST, PARAMS(id), &r));
	id = rows_text(r, 0, 0);
	TRY(db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id)));
	return send_accepted(rq, rs, id);
}

static const char *new_code(struct request *rq)
{
	unsigned char random[CODE_BYTES];
	const char *code = "";

	if (getrandom(random, sizeof random, 0) != sizeof random)
		return NULL;
	for (size_t i = 0; i < sizeof random; i++)
		code = arena_printf(rq->mem, "%s%02x", code, random[i]);
	return code;
}

/* The address is a secret that works once: shown now and never again, only its digest stays. */
enum error portal_invitation_create(struct request *rq, struct response *rs)
{
	const char *code = new_code(rq);
	struct json *o = js_object();
	struct rows *r;

	TRY(read_fields(rq, NULL, 0, NULL));
	if (!code || !rq->site)
		return fail(rq, ERR_INTERNAL, "no random bytes, or no address of our own");
	TRY(db_query(rq, Q_PORTAL_INVITED, PARAMS(code), &r));
	js_set(o, "address",
	    js_text(arena_printf(rq->mem, "%s/lti/register?invitation=%s", rq->site, code)));
	js_set(o, "expires_at", js_text(rows_text(r, 0, 0)));
	return send_json(rs, 201, js_print(o), NULL);
}

enum error portal_courses_list(struct request *rq, struct response *rs)
{
	return db_list(rq, rs, Q_PORTAL_COURSES_LIST, NO_PARAMS);
}

static enum error known(struct request *rq, const char *portal, const char *context)
{
	struct rows *r;

	TRY(db_query(rq, Q_PORTAL_COURSE_KNOWN, PARAMS(portal, context), &r));
	return rows_count(r) ? OK : fail(rq, ERR_NOT_FOUND, NULL);
}

enum error portal_courses_roster(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "portal", FIELD_UUID, REQUIRED },
		{ "context", FIELD_TEXT, REQUIRED, .min = 1, .max = 500 },
		{ "dry_run", FIELD_BOOLEAN, REQUIRED },
		{ "leavers", FIELD_BOOLEAN,
		    NOT_NULL }, /* also when a fifth would be closed at once */
	};
	const char *v[COUNT(fields)], *id;
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(known(rq, v[0], v[1]));
	TRY(db_query(rq, Q_PORTALS_ROSTER, COUNT(v), v, &r));
	id = rows_text(r, 0, 0);
	TRY(db_show(rq, rs, Q_JOBS_SHOW, PARAMS(id)));
	return send_accepted(rq, rs, id);
}

/* One course of a portal gives its roster each night. */
enum error portal_courses_nightly(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "portal", FIELD_UUID, REQUIRED },
		{ "context", FIELD_TEXT, REQUIRED, .min = 1, .max = 500 },
		{ "nightly", FIELD_BOOLEAN, REQUIRED },
	};
	const char *v[COUNT(fields)];
	struct rows *r;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(known(rq, v[0], v[1]));
	TRY(db_query(rq, Q_PORTALS_ROSTER_OFF, PARAMS(v[0]), &r));
	if (strcmp(v[2], "true") == 0)
		TRY(db_query(rq, Q_PORTALS_ROSTER_ON, PARAMS(v[0], v[1]), &r));
	return portal_courses_list(rq, rs);
}
