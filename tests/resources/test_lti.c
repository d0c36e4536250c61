/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in by LTI 1.3: what opens a session and, one by one, what must not. Each refusal is a page of
 * plain words, a row of the audit and no session. The platform as a server of its own, and everything
 * over http, is the matter of tests/portal/lti.mjs.
 */
#include "platform.h"

#define REFUSED "audit where event = 'refused' and change ->> 'reason' = "

static void refused(struct said s, const char *words, const char *reason)
{
	const char *sessions = count("session"), *rows = count(format(REFUSED "'%s'", reason));

	check_refused(launch(s), sessions, 403, words);
	ck_assert_int_eq(number(count(format(REFUSED "'%s'", reason))), number(rows) + 1);
	sql("update audit set at = at - interval '2 minutes' where event = 'refused'");
}

START_TEST(a_login_goes_to_the_platform_with_what_it_sent)
{
	open_platform();
	struct answer a = ask(POST, "/lti/login", LOGIN "&client_id=c1",
	    (struct request){ .fetch_dest = "document" });
	static const char begins[] = ISSUER
	    "/auth?scope=openid&response_type=id_token&response_mode=form_post&prompt=none"
	    "&client_id=c1&redirect_uri=https%3A%2F%2Fmetodden.example%2Flti%2Flaunch&state=";

	ck_status(a, 302);
	ck_assert_msg(strncmp(a.location, begins, sizeof begins - 1) == 0, "%s", a.location);
	ck_assert_ptr_nonnull(
	    strstr(a.location, "&login_hint=4&lti_message_hint=%7B%22cmid%22%3A2%7D"));
	ck_assert_ptr_nonnull(strstr(
	    a.cookie, "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=600"));
	a = ask(
	    GET, "/lti/login", LOGIN "&client_id=c1", (struct request){ .fetch_dest = "document" });
	ck_status(a, 302);
	/* nothing of the login can be read from the database afterwards */
	ck_assert_str_eq(
	    count(
		format("lti_login where encode(digest, 'hex') = '%s' or hints::text like '%%%s%%'",
		    part(a.location, "&state="), part(a.location, "&state="))),
	    "0");
}
END_TEST

START_TEST(a_login_names_a_registered_platform)
{
	static const struct {
		const char *sent, *words;
		int status;
	} wrong[] = {
		{ "iss=https://evil.example&login_hint=4", "не зарегистрирован", 403 },
		{ "iss=https://off.example&login_hint=4&client_id=c1", "не зарегистрирован", 403 },
		{ "iss=https://lti.example&login_hint=4&client_id=c9", "не зарегистрирован", 403 },
		{ "iss=https://lti.example&login_hint=4&client_id=c1&lti_deployment_id=9",
		    "не зарегистрирован", 403 },
		{ "iss=https://lti.example&login_hint=4", "не зарегистрирован",
		    403 }, /* two clients */
		{ "iss=https://lti.example&client_id=c1", "нужного сведения: login_hint", 400 },
		{ "login_hint=4", "нужного сведения: iss", 400 },
	};

	open_platform();
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const char *sessions = count("session"),
			   *rows = count("audit where event = 'refused'");

		check_refused(ask(POST, "/lti/login", wrong[i].sent, (struct request){ 0 }),
		    sessions, wrong[i].status, wrong[i].words);
		/* of an unknown platform each of the two districts hears */
		ck_assert_int_eq(number(count("audit where event = 'refused'")), number(rows) + 2);
	}
}
END_TEST

START_TEST(a_launch_opens_the_session_of_its_person)
{
	open_platform();
	struct answer a = launch((struct said){
	    .more =
		",\"" CLAIM
		"context\":{\"id\":\"2\",\"title\":\"Курс\"},\"https://purl.imsglobal.org/spec/lti-nrps/claim/"
		"namesroleservice\":{\"context_memberships_url\":\"" ISSUER "/members\"}" });

	ck_status(a, 303);
	ck_assert_str_eq(a.location, "/days/1?tab=papers");
	ck_assert_ptr_nonnull(strstr(a.cookie, "HttpOnly; SameSite=Lax"));
	struct request rq = { .method = GET,
		.path = "/api/v1/session",
		.token = part(a.cookie, "__Host-metodden=") };

	a = send_raw(&rq);
	ck_status(a, 200);
	ck_at(a, "/person", person("teacher"));
	ck_assert_str_eq(
	    sql("select kind from session where digest = sha256(convert_to(split_part('%s', '.', 2), 'UTF8'))",
		rq.token),
	    "lti");
	ck_assert_str_eq(
	    sql("select title || memberships from portal_context where context_id = '2'"),
	    "Курс" ISSUER "/members");
	/* known by the platform's number from now on */
	ck_status(launch((struct said){ .idnumber = "", .subject = "s-teacher" }), 303);
	/* a number that was put right in the portal moves the account */
	ck_status(launch((struct said){ .idnumber = "teacher_2", .subject = "s-teacher" }), 303);
	ck_assert_str_eq(sql("select person_id from portal_account where subject = 's-teacher'"),
	    person("teacher_2"));
	ck_status(launch((struct said){ 0 }), 303);
	ck_status(launch((struct said){ .audience = "[\"c1\"]" }), 303);
	ck_status(
	    launch((struct said){ .audience = "[\"x\",\"c1\"]", .more = ",\"azp\":\"c1\"" }), 303);
	ck_status(launch((struct said){ .deployment = "2" }), 303);
}
END_TEST

START_TEST(in_a_frame_of_another_site_the_cookie_is_partitioned)
{
	open_platform();
	struct login l = login();
	struct answer a = ask(POST, "/lti/launch",
	    format("id_token=%s&state=%s", id_token(&l, &(struct said){ 0 }), l.state),
	    (struct request){ .browser = l.mark, .fetch_dest = "iframe" });

	ck_status(a, 303);
	ck_assert_ptr_nonnull(strstr(a.cookie, "Secure; HttpOnly; SameSite=None; Partitioned"));
}
END_TEST

START_TEST(tokens_that_are_wrong_are_refused)
{
	open_platform();
	refused((struct said){ .key = stranger_key() }, STALE, "token-refused");
	refused((struct said){ .kid = "k9" }, "ключом, которого у нас нет", "lti-key-unknown");
	refused((struct said){ .issuer = "https://evil.example" }, STALE, "token-refused");
	refused((struct said){ .audience = "\"bank\"" }, STALE, "token-refused");
	refused((struct said){ .audience = "[\"bank\",\"c1\"]" }, STALE, "token-refused");
	refused((struct said){ .more = ",\"azp\":\"bank\"" }, STALE, "token-refused");
	refused((struct said){ .nonce = "another" }, STALE, "token-refused");
	refused((struct said){ .nonce = "" }, STALE, "token-refused");
	refused((struct said){ .version = "1.1" }, STALE, "token-refused");
	refused((struct said){ .subject = "" }, STALE, "token-refused");
	refused((struct said){ .deployment = "" }, STALE, "token-refused");
	refused((struct said){ .deployment = "9" }, "deployment 9", "lti-deployment-unknown");
	refused((struct said){ .type = "LtiSubmissionReviewRequest" }, "LtiSubmissionReviewRequest",
	    "lti-message-unknown");
	refused((struct said){ .age = 122 }, "по часам, которые спешат", "lti-out-of-time");
	refused((struct said){ .age = -70 }, "по часам, которые спешат", "lti-out-of-time");
	refused((struct said){ .life = 3700 }, "по часам, которые спешат", "lti-out-of-time");
	ck_status(launch((struct said){ .age = 110 }), 303); /* a minute of slack */
	ck_status(launch((struct said){ .age = -50 }), 303);
}
END_TEST

START_TEST(forged_tokens_are_refused)
{
	static char longest[16385];
	struct login l;
	open_platform();
	char *json = cjose_jwk_to_json(platform_key(), false, NULL);
	cjose_jwk_t *secret = cjose_jwk_create_oct_spec((uint8_t *)json, strlen(json), NULL);

	cjose_jwk_set_kid(secret, "k1", 2, NULL);
	refused((struct said){ .key = secret, .alg = "HS256" }, STALE, "token-refused");
	memset(longest, 'a', sizeof longest - 1);
	/* eyJhbGciOiJub25lIn0 is {"alg":"none"} */
	const char *const tokens[] = { longest, "eyJhbGciOiJub25lIn0.e30.",
		"eyJhbGciOiJub25lIn0.e30.AA", "a.b.c", "%00", "" };

	for (size_t i = 0; i < COUNT(tokens); i++) {
		const char *sessions = count("session");

		l = login();
		check_refused(send_token(&l, tokens[i]), sessions, *tokens[i] ? 403 : 400,
		    *tokens[i] ? STALE : "нужного сведения: id_token");
	}
	cjose_jwk_release(secret);
	free(json);
}
END_TEST

START_TEST(a_state_is_taken_once_and_by_its_browser)
{
	open_platform();
	struct login l = login(), other = login();
	const char *token = id_token(&l, &(struct said){ 0 }), *sessions = count("session");

	/* another browser, or one that keeps no cookie: a page that offers a window, no session */
	struct answer a = send_token(&(struct login){ l.state, l.nonce, NULL }, token);
	ck_status(a, 200);
	ck_assert_ptr_nonnull(strstr(a.text, "Открыть в новом окне"));
	ck_assert_ptr_null(a.cookie);
	a = send_token(&(struct login){ l.state, l.nonce, other.mark }, token);
	ck_status(a, 200);
	ck_assert_str_eq(count("session"), sessions);
	ck_status(send_token(&l, token), 303);
	sessions = count("session");
	check_refused(send_token(&l, token), sessions, 403, "уже завершён");
	/* the same token under another login: its nonce is not that one's */
	check_refused(send_token(&other, token), sessions, 403, STALE);
	check_refused(ask(POST, "/lti/launch", format("id_token=%s&state=%s", token, l.nonce),
			  (struct request){ .browser = l.mark }),
	    sessions, 403, "уже завершён");
	l = login();
	sql("update lti_login set expires_at = now() - interval '1 second'");
	check_refused(
	    send_token(&l, id_token(&l, &(struct said){ 0 })), sessions, 403, "слишком давно");
}
END_TEST

START_TEST(a_platform_may_refuse)
{
	open_platform();
	struct login l = login();
	const char *sessions = count("session");

	check_refused(
	    ask(POST, "/lti/launch",
		format("error=access_denied&error_description=%%3Cb%%3E&state=%s", l.state),
		(struct request){ .browser = l.mark }),
	    sessions, 403, "Портал отказал во входе: &lt;b&gt;");
	check_refused(
	    ask(POST, "/lti/launch", "id_token=x", (struct request){ 0 }), sessions, 400, "state");
}
END_TEST

START_TEST(strangers_are_sent_away_with_what_to_do)
{
	open_platform();
	refused((struct said){ .idnumber = "nobody" }, "по полю «Индивидуальный номер»",
	    "person-unknown");
	refused((struct said){ .idnumber = "foreign_teacher" }, "по полю «Индивидуальный номер»",
	    "person-unknown");
	refused((struct said){ .idnumber = "", .subject = "s-0" }, "по полю «Индивидуальный номер»",
	    "person-unknown");
	ck_assert_str_eq(count("person where idnumber = 'nobody'"), "0");
	struct answer a = launch((struct said){ .idnumber = "nobody",
	    .more = ",\"" CLAIM "launch_presentation\":{\"locale\":\"en\"}" });
	ck_status(a, 403);
	ck_assert_ptr_nonnull(strstr(a.text, "<html lang=\"en\">"));
	ck_assert_ptr_nonnull(strstr(a.text, "field &quot;ID number&quot;"));
}
END_TEST

START_TEST(a_launch_leads_to_no_other_site)
{
	static const char *const targets[][2] = {
		{ "https://evil.example/days", "/" },
		{ SITE ".evil.example/days", "/" },
		{ SITE "@evil.example/", "/" },
		{ SITE "//evil.example", "/" },
		{ SITE "/\\\\evil.example", "/" },
		{ SITE "/lti/launch", "/" },
		{ SITE, "/" },
		{ "/days", "/" },
		{ SITE "/a\\r\\nSet-Cookie: x=y", "/" },
		{ SITE "/growth", "/growth" },
	};

	open_platform();
	for (size_t i = 0; i < COUNT(targets); i++)
		ck_assert_str_eq(
		    launch((struct said){ .target = targets[i][0] }).location, targets[i][1]);
}
END_TEST

START_TEST(a_frame_without_cookies_gets_a_window)
{
	open_platform();
	struct answer a = ask(
	    POST, "/lti/login", LOGIN "&client_id=c1", (struct request){ .fetch_dest = "iframe" });
	ck_status(a, 302);
	ck_assert(strncmp(a.location, "/lti/check?state=", 17) == 0);
	const char *state = a.location + 17, *query = format("state=%s", state),
		   *mark = part(a.cookie, "__Host-metodden-lti=");

	a = ask(GET, "/lti/check", query, (struct request){ .browser = mark });
	ck_status(a, 302);
	ck_assert_ptr_nonnull(strstr(a.location, format("/auth?scope=openid")));
	a = ask(GET, "/lti/check", query, (struct request){ 0 });
	ck_status(a, 200);
	ck_assert_ptr_nonnull(strstr(a.text, format("/lti/open?code=%s\"", state)));

	a = ask(GET, "/lti/open", format("code=%s", state),
	    (struct request){ .fetch_dest = "document" });
	ck_status(a, 302);
	struct login l = { part(a.location, "&state="), part(a.location, "&nonce="),
		part(a.cookie, "__Host-metodden-lti=") };
	ck_assert_str_ne(l.mark, mark);
	ck_assert_ptr_nonnull(
	    strstr(a.location, "&login_hint=4&lti_message_hint=%7B%22cmid%22%3A2%7D"));
	ck_status(send_token(&l, id_token(&l, &(struct said){ 0 })), 303);

	const char *sessions = count("session");
	check_refused(ask(GET, "/lti/open", format("code=%s", state), (struct request){ 0 }),
	    sessions, 403, "уже завершён");
	check_refused(ask(GET, "/lti/check", query, (struct request){ .browser = mark }), sessions,
	    403, "уже завершён");
}
END_TEST

/* Asked for once a minute and awaited while that is fresh: else a missing worker would hold us up. */
START_TEST(new_keys_are_awaited_for_some_seconds_only)
{
	open_platform();
	const char *portal = sql(
	    "insert into portal (district_id, kind, issuer, client_id, deployment_id, settings)"
	    " values ('d1000000-0000-4000-8000-000000000000', 'lti', 'https://away.example', 'c', '1',"
	    " '{\"jwks_uri\": \"https://away.example/keys\"}') returning id");
	const char *ask_for =
	    format("select auth.lti_refetch('d1000000-0000-4000-8000-000000000000', '%s')", portal);
	const char *job = sql("%s", ask_for);

	ck_assert_str_ne(job, "");
	ck_assert_str_eq(sql("%s", ask_for), job);
	sql("update job set run_after = run_after - interval '6 seconds' where id = '%s'", job);
	ck_assert_str_eq(sql("%s", ask_for), "");
	sql("delete from job where kind = 'portal_keys'");
}
END_TEST

START_TEST(a_flood_of_refusals_is_cut)
{
	open_platform();
	sql("delete from audit where event = 'refused'");
	for (int i = 0; i < 70; i++)
		ask(POST, "/lti/login", "iss=https://evil.example&login_hint=4",
		    (struct request){ 0 });
	ck_assert_str_eq(count("audit where event = 'refused' and district_id ="
			       " 'd1000000-0000-4000-8000-000000000000'"),
	    "60");
	close_platform();
}
END_TEST

RESOURCE_MAIN("lti", a_login_goes_to_the_platform_with_what_it_sent,
    a_login_names_a_registered_platform, a_launch_opens_the_session_of_its_person,
    in_a_frame_of_another_site_the_cookie_is_partitioned, tokens_that_are_wrong_are_refused,
    forged_tokens_are_refused, a_state_is_taken_once_and_by_its_browser, a_platform_may_refuse,
    strangers_are_sent_away_with_what_to_do, a_launch_leads_to_no_other_site,
    a_frame_without_cookies_gets_a_window, new_keys_are_awaited_for_some_seconds_only,
    a_flood_of_refusals_is_cut)
