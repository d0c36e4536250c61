/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Portals as the administrator connects them on the screen: by hand and by an invitation, on and off, the
 * test of the line, this service's keys, and the courses whose members can be taken.
 */
#include "harness.h"

#include <unistd.h>

#define PORTAL "\"issuer\":\"https://moodle.example\",\"client_id\":\"c1\",\"deployment_id\":\"1\""

START_TEST(a_portal_is_registered_by_hand)
{
	struct answer a, b;

	sign_in("admin");
	a = post("/api/v1/portals", "{" PORTAL "}");
	ck_status(a, 201);
	ck_at(a, "/jwks_uri", "https://moodle.example/mod/lti/certs.php");
	ck_at(a, "/has_keys", "false");
	ck_at(a, "/test/state", "ready"); /* its keys are asked for at once */
	b = post("/api/v1/portals", "{" PORTAL ",\"jwks_uri\":\"https://moodle.example/keys\"}");
	ck_at(b, "/id", at(a, "/id"));
	ck_at(b, "/jwks_uri", "https://moodle.example/keys");
	b = post("/api/v1/portals",
	    "{\"issuer\":\"https://x.example\",\"client_id\":\"c\",\"deployment_id\":\"1\",\"jwks\":{\"keys\":[{\"kid\":\"a\"}]}}");
	ck_at(b, "/has_keys", "true");
	ck_at(b, "/test", "null");
	ck_problem(post(format("/api/v1/portals/%s/test", at(b, "/id")), "{}"), 409,
	    "portal-keys-are-given", "");
	ck_status(post(format("/api/v1/portals/%s/test", at(a, "/id")), "{}"), 202);
	ck_assert_int_eq(count_at(get("/api/v1/portals"), "/items"), 2);
}
END_TEST

START_TEST(what_is_no_portal_is_refused_by_field)
{
	static const struct {
		const char *body, *pointer;
	} bad[] = {
		{ "\"issuer\":\"https://moodle.example/\",\"client_id\":\"c\",\"deployment_id\":\"1\"",
		    "/issuer" },
		{ "\"issuer\":\"file:///etc/passwd\",\"client_id\":\"c\",\"deployment_id\":\"1\"",
		    "/issuer" },
		{ PORTAL ",\"token\":\"http://moodle.example/token\"", "/token" },
		{ PORTAL ",\"jwks\":{\"keys\":[]}", "/jwks" },
		{ PORTAL ",\"jwks\":[]", "/jwks" },
		{ "\"issuer\":\"https://moodle.example\",\"client_id\":\"c\"", "/deployment_id" },
	};

	sign_in("admin");
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct answer a = post("/api/v1/portals", "{%s}", bad[i].body);

		ck_problem(a, 422, "invalid", "");
		ck_at(a, "/errors/0/pointer", bad[i].pointer);
	}
}
END_TEST

START_TEST(a_portal_is_turned_off_and_on)
{
	const char *id;
	struct answer a;

	sign_in("admin");
	a = post("/api/v1/portals", "{" PORTAL "}");
	id = at(a, "/id");
	a = patch(format("/api/v1/portals/%s", id), at(a, "/revision"), "{\"enabled\":false}");
	ck_at(a, "/enabled", "false");
	ck_problem(
	    patch(format("/api/v1/portals/%s", id), "1", "{\"enabled\":true}"), 412, "changed", "");
	ck_at(patch(format("/api/v1/portals/%s", id), a.etag, "{\"enabled\":true}"), "/enabled",
	    "true");
}
END_TEST

START_TEST(an_invitation_is_shown_once_and_only_its_digest_stays)
{
	struct answer a;
	const char *code;

	sign_in("admin");
	a = post("/api/v1/portal/invitation", "{}");
	ck_status(a, 201);
	code = strstr(at(a, "/address"), "invitation=");
	ck_assert_ptr_nonnull(code);
	ck_assert(strncmp(at(a, "/address"), "https://metodden.example/lti/register?", 38) == 0);
	ck_assert_str_eq(sql("select count(*) from lti_invitation where digest ="
			     " sha256(convert_to('%s', 'UTF8'))",
			     code + 11),
	    "1");
}
END_TEST

START_TEST(keys_are_shown_without_their_secrets_and_turned)
{
	const char *first, *file = format("/tmp/portals-%d.json", getpid());
	struct answer a;

	unsetenv("METODDEN_KEYS");
	sign_in("admin");
	a = get("/api/v1/portal/keys");
	ck_at(a, "/configured", "false");
	ck_at(a, "/addresses/login", "https://metodden.example/lti/login");
	ck_problem(post("/api/v1/portal/keys/rotate", "{}"), 409, "keys-stay", "");
	setenv("METODDEN_KEYS", file, 1);
	ck_status(post("/api/v1/portal/keys/rotate", "{}"), 200); /* made */
	a = get("/api/v1/portal/keys");
	ck_assert_int_eq(count_at(a, "/keys"), 2);
	ck_assert_ptr_null(strstr(a.text, "PRIVATE"));
	ck_assert_ptr_null(strstr(a.text, "\"d\""));
	first = at(a, "/keys/1");
	ck_at(post("/api/v1/portal/keys/rotate", "{}"), "/keys/0", first);
	ck_assert_str_eq(sql("select count(*) from audit where entity = 'service_keys'"), "2");
	unlink(file);
	setenv("METODDEN_KEYS", "/proc/none/keys.json", 1);
	ck_problem(post("/api/v1/portal/keys/rotate", "{}"), 409, "keys-stay", "");
	ck_assert_str_eq(sql("select count(*) from audit where entity = 'service_keys'"), "2");
	unsetenv("METODDEN_KEYS");
}
END_TEST

START_TEST(a_course_gives_its_roster)
{
	struct answer a;
	const char *portal;

	sign_in("admin");
	portal = at(post("/api/v1/portals", "{" PORTAL "}"), "/id");
	sql("insert into portal_context (district_id, portal_id, context_id, title, memberships) values"
	    " ('d1000000-0000-4000-8000-000000000000', '%s', '7', 'Школа методиста', 'https://moodle.example/m'),"
	    " ('d1000000-0000-4000-8000-000000000000', '%s', '8', 'Другой курс', 'https://moodle.example/n')",
	    portal, portal);
	a = post("/api/v1/portal/courses/roster",
	    "{\"portal\":\"%s\",\"context\":\"7\",\"dry_run\":true}", portal);
	ck_status(a, 202);
	ck_assert_str_eq(
	    sql("select concat_ws(' ', input ->> 'dry_run', input ->> 'leavers') from job where id = '%s'",
		at(a, "/id")),
	    "true false");
	a = post("/api/v1/portal/courses/roster",
	    "{\"portal\":\"%s\",\"context\":\"7\",\"dry_run\":false,\"leavers\":true}", portal);
	ck_assert_str_eq(
	    sql("select input ->> 'leavers' from job where id = '%s'", at(a, "/id")), "true");
	ck_problem(post("/api/v1/portal/courses/roster",
		       "{\"portal\":\"%s\",\"context\":\"9\",\"dry_run\":true}", portal),
	    404, "not-found", "");
	put("/api/v1/portal/courses/nightly",
	    "{\"portal\":\"%s\",\"context\":\"7\",\"nightly\":true}", portal);
	a = put("/api/v1/portal/courses/nightly",
	    "{\"portal\":\"%s\",\"context\":\"8\",\"nightly\":true}", portal);
	ck_at(a, "/items/0/nightly", "true"); /* Другой курс */
	ck_at(a, "/items/1/nightly", "false");
	ck_at(get("/api/v1/portal/courses"), "/items/1/last/state", "ready");
}
END_TEST

RESOURCE_MAIN("portals", a_portal_is_registered_by_hand, what_is_no_portal_is_refused_by_field,
    a_portal_is_turned_off_and_on, an_invitation_is_shown_once_and_only_its_digest_stays,
    keys_are_shown_without_their_secrets_and_turned, a_course_gives_its_roster)
