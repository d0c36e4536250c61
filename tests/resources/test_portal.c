/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in from a portal with a pass that this test signs: what opens a session and, one by one,
 * what must not. The signature itself is the matter of tests/unit/test_token.c.
 */
#include "harness.h"

#include <cjose/cjose.h>
#include <time.h>

#define API "/api/v1"
#define ISSUER "https://portal.example"

static struct arena *mem;
static cjose_jwk_t *key, *stranger;

static cjose_jwk_t *new_key(void)
{
	cjose_jwk_t *k = cjose_jwk_create_RSA_random(2048, (const uint8_t *)"\1\0\1", 3, NULL);

	ck_assert(cjose_jwk_set_kid(k, "k1", 2, NULL));
	return k;
}

/* A portal of the first district, registered once, and another that is switched off. */
static void open_portal(void)
{
	if (mem)
		return;
	mem = arena_create(8 << 20);
	key = new_key();
	stranger = new_key();
	char *json = cjose_jwk_to_json(key, false, NULL);

	sql("insert into portal (district_id, kind, issuer, client_id, settings, enabled) select"
	    " 'd1000000-0000-4000-8000-000000000000', 'plugin', issuer, 'moodle',"
	    " jsonb_build_object('audience', 'metodden', 'jwks', '{\"keys\":[%s]}'::jsonb), enabled"
	    " from (values ('" ISSUER
	    "', true), ('https://off.example', false)) p(issuer, enabled)",
	    json);
	free(json);
}

struct pass {
	const char *issuer, *client, *audience, *idnumber, *nonce, *target;
	long age, life; /* seconds since it was signed, and from then to its end */
	cjose_jwk_t *key;
};

static const char *signed_pass(const struct pass *p)
{
	static int count;
	long iat = (long)time(NULL) - p->age;
	const char *claims = format("{\"iss\":\"%s\",\"client_id\":\"%s\",\"aud\":\"%s\",\"sub\":"
				    "\"%s\",\"idnumber\":\"%s\",\"jti\":\"%s\","
				    "\"iat\":%ld,\"exp\":%ld,\"target\":\"%s\"}",
	    p->issuer ? p->issuer : ISSUER, p->client ? p->client : "moodle",
	    p->audience ? p->audience : "metodden", format("u-%s", p->idnumber), p->idnumber,
	    p->nonce ? p->nonce : format("n%d", count++), iat, iat + (p->life ? p->life : 60),
	    p->target ? p->target : "/days");
	cjose_header_t *h = cjose_header_new(NULL);
	const char *text;

	cjose_header_set(h, CJOSE_HDR_ALG, "RS256", NULL);
	cjose_header_set(h, CJOSE_HDR_KID, "k1", NULL);
	cjose_jws_t *jws =
	    cjose_jws_sign(p->key ? p->key : key, h, (const uint8_t *)claims, strlen(claims), NULL);
	ck_assert(jws && cjose_jws_export(jws, &text, NULL));
	text = format("%s", text);
	cjose_jws_release(jws);
	cjose_header_release(h);
	return text;
}

static struct answer send_pass(const char *path, const char *token)
{
	struct request rq = { .method = POST,
		.path = path,
		.body = format("token=%s", token),
		.content_type = "application/x-www-form-urlencoded",
		.origin = ISSUER,
		.fetch_site = "cross-site" };

	return send_raw(&rq);
}

static struct answer enter_with(const char *token)
{
	return send_pass("/portal/enter", token);
}

static struct answer enter(struct pass p)
{
	return enter_with(signed_pass(&p));
}

static const char *sessions(void)
{
	return sql("select count(*) from session");
}

/* Refused in these words, with no cookie and no session. */
static void refused(struct pass p, const char *words)
{
	const char *before = sessions();
	struct answer a = enter(p);

	ck_status(a, 403);
	ck_assert_msg(strstr(a.text, words) != NULL, "no \"%s\" in %s", words, a.text);
	ck_assert_ptr_null(a.cookie);
	ck_assert_str_eq(sessions(), before);
}

#define STALE "недействительный или устаревший пропуск"

START_TEST(a_pass_opens_the_session_of_its_person)
{
	open_portal();
	struct answer a = enter((struct pass){ .idnumber = "teacher" });
	ck_status(a, 303);
	ck_assert_str_eq(a.location, "/days");
	const char *cookie = strchr(a.cookie, '=') + 1;

	ck_assert_ptr_nonnull(strstr(a.cookie, "HttpOnly"));
	struct request rq = { .method = GET,
		.path = API "/session",
		.token = format("%.*s", (int)strcspn(cookie, ";"), cookie) };
	a = send_raw(&rq);
	ck_status(a, 200);
	ck_at(a, "/person", person("teacher"));
	ck_assert_str_eq(sql("select string_agg(subject, ',') from portal_account where "
			     "person_id = '%s'",
			     person("teacher")),
	    "u-teacher");
	/* known by the portal's account from now on, whatever the roster's number is */
	sql("update person set idnumber = 'renamed' where idnumber = 'teacher'");
	ck_status(enter((struct pass){ .idnumber = "teacher" }), 303);
	sql("update person set idnumber = 'teacher' where idnumber = 'renamed'");
}
END_TEST

START_TEST(a_pass_works_once)
{
	open_portal();
	const char *token = signed_pass(&(struct pass){ .idnumber = "teacher_2" });

	ck_status(enter_with(token), 303);
	const char *before = sessions();
	struct answer a = enter_with(token);

	ck_status(a, 403);
	ck_assert_ptr_nonnull(strstr(a.text, "уже использован"));
	ck_assert_str_eq(sessions(), before);
	ck_status(enter((struct pass){ .idnumber = "teacher_2", .nonce = "twice" }), 303);
	refused((struct pass){ .idnumber = "methodist", .nonce = "twice" }, "уже использован");
}
END_TEST

/* A pass lives 60 s, and clocks may differ by 60 s more. */
START_TEST(an_old_or_long_pass_is_refused)
{
	open_portal();
	ck_status(enter((struct pass){ .idnumber = "teacher", .age = 60 }), 303);
	ck_status(enter((struct pass){ .idnumber = "teacher", .age = 110 }), 303);
	refused((struct pass){ .idnumber = "teacher", .age = 122 }, STALE);
	refused((struct pass){ .idnumber = "teacher", .life = 61 }, STALE);
	refused((struct pass){ .idnumber = "teacher", .age = -70 }, STALE);
}
END_TEST

START_TEST(strangers_are_refused)
{
	open_portal();
	refused((struct pass){ .idnumber = "nobody" }, "Вас нет в списке сотрудников");
	refused((struct pass){ .idnumber = "" }, "Вас нет в списке сотрудников");
	refused((struct pass){ .idnumber = "foreign_teacher" }, "Вас нет в списке сотрудников");
	sql("update person set left_on = current_date where idnumber = "
	    "'teacher_elsewhere'");
	refused((struct pass){ .idnumber = "teacher_elsewhere" }, "Вас нет в списке сотрудников");
	sql("update person set left_on = null where idnumber = 'teacher_elsewhere'");
	ck_status(enter((struct pass){ .idnumber = "teacher_elsewhere" }), 303);
	sql("update person set left_on = current_date where idnumber = "
	    "'teacher_elsewhere'");
	refused((struct pass){ .idnumber = "teacher_elsewhere" }, "Вас нет в списке сотрудников");
	sql("update person set left_on = null where idnumber = 'teacher_elsewhere'");
	/* a pass of somebody unknown is used up by nobody */
	ck_assert_str_eq(
	    sql("select count(*) from portal_account where subject in ('u-nobody', 'u-')"), "0");
}
END_TEST

START_TEST(other_portals_keys_and_services_are_refused)
{
	open_portal();
	refused((struct pass){ .idnumber = "teacher", .issuer = "https://evil.example" },
	    "не зарегистрирован");
	refused((struct pass){ .idnumber = "teacher", .issuer = "https://off.example" },
	    "не зарегистрирован");
	refused((struct pass){ .idnumber = "teacher", .client = "other" }, "не зарегистрирован");
	refused((struct pass){ .idnumber = "teacher", .key = stranger }, STALE);
	refused((struct pass){ .idnumber = "teacher", .audience = "bank" }, STALE);
	refused((struct pass){ .idnumber = "teacher", .nonce = "" }, STALE);
}
END_TEST

START_TEST(a_pass_leads_to_no_other_site)
{
	static const char *const targets[] = { "https://evil.example", "//evil.example",
		"/\\\\evil.example", "/a\\r\\nSet-Cookie: x=y", "javascript:alert(1)" };

	open_portal();
	for (size_t i = 0; i < COUNT(targets); i++)
		ck_assert_str_eq(
		    enter((struct pass){ .idnumber = "teacher", .target = targets[i] }).location,
		    "/");
}
END_TEST

/* For the portal's connection test: whatever is wrong is said, and a good pass still works. */
START_TEST(a_pass_is_looked_at_without_being_used)
{
	open_portal();
	const char *token = signed_pass(&(struct pass){ .idnumber = "teacher" });
	const char *before = sessions();
	struct answer a = send_pass("/portal/check", token);

	ck_status(a, 204);
	ck_assert_ptr_null(a.cookie);
	ck_assert_str_eq(sessions(), before);
	ck_status(enter_with(token), 303);
	a = send_pass(
	    "/portal/check", signed_pass(&(struct pass){ .idnumber = "teacher", .key = stranger }));
	ck_status(a, 403);
	ck_at(a, "/type", "/problems/token-refused");
	a = send_pass("/portal/check",
	    signed_pass(&(struct pass){ .idnumber = "teacher", .issuer = "https://evil.example" }));
	ck_status(a, 403);
	ck_at(a, "/type", "/problems/portal-unknown");
}
END_TEST

/* Reason, issuer and portal of the newest refusal of the first district. */
static const char *last_refusal(void)
{
	return sql(
	    "select concat_ws(' ', a.change ->> 'reason', a.change ->> 'issuer', a.change ->> 'client_id', p.issuer)"
	    " from audit a left join portal p on p.id = a.entity_id where a.event = 'refused'"
	    " and a.district_id = 'd1000000-0000-4000-8000-000000000000' order by a.at desc limit 1");
}

START_TEST(a_refused_pass_is_in_the_audit)
{
	open_portal();
	refused((struct pass){ .idnumber = "teacher", .key = stranger }, STALE);
	ck_assert_str_eq(last_refusal(), "token-refused " ISSUER " moodle " ISSUER);
	refused((struct pass){ .idnumber = "nobody" }, "Вас нет в списке сотрудников");
	ck_assert_str_eq(last_refusal(), "person-unknown " ISSUER " moodle " ISSUER);
	refused((struct pass){ .idnumber = "teacher", .issuer = "https://evil.example" },
	    "не зарегистрирован");
	ck_assert_str_eq(last_refusal(), "portal-unknown https://evil.example moodle");
	ck_status(enter_with("broken"), 403);
	ck_assert_str_eq(last_refusal(), "token-refused");
	sign_in("admin");
	struct answer a = get(API "/audit?event=refused&limit=2");

	ck_status(a, 200);
	ck_at(a, "/items/0/event", "refused");
	ck_at(a, "/items/0/change/reason", "token-refused");
	ck_at(a, "/items/1/change/issuer", "https://evil.example");
	ck_assert_ptr_nonnull(strstr(get(API "/audit.csv?event=refused").text, ISSUER));
}
END_TEST

START_TEST(a_flood_of_refusals_is_cut)
{
	open_portal();
	for (int i = 0; i < 70; i++)
		ck_status(enter_with("broken"), 403);
	ck_assert_str_eq(
	    sql("select count(*) from audit where event = 'refused' and at > now() - interval '1 minute'"
		" and district_id = 'd1000000-0000-4000-8000-000000000000'"),
	    "60");
}
END_TEST

RESOURCE_MAIN("portal", a_pass_opens_the_session_of_its_person, a_pass_works_once,
    an_old_or_long_pass_is_refused, strangers_are_refused,
    other_portals_keys_and_services_are_refused, a_pass_leads_to_no_other_site,
    a_pass_is_looked_at_without_being_used, a_refused_pass_is_in_the_audit,
    a_flood_of_refusals_is_cut)
