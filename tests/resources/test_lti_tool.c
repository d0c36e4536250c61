/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a platform gets from us beside the way in: deep links that a person chose, our public keys, and
 * a registration by invitation.
 */
#include "platform.h"

/* The page of a choice, in the session that the launch opened. */
static struct answer choose(const char **request)
{
	struct answer a = launch((struct said){ .idnumber = "methodist",
	    .type = "LtiDeepLinkingRequest",
	    .more =
		",\"https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings\":{\"data\":\"d\","
		"\"deep_link_return_url\":\"" ISSUER "/return?course=2&sesskey=x\"}" });
	ck_status(a, 303);
	ck_assert(strncmp(a.location, "/lti/choose?request=", 20) == 0);
	*request = a.location + 20;
	struct request rq = { .method = GET,
		.path = "/lti/choose",
		.query = format("request=%s", *request),
		.token = part(a.cookie, "__Host-metodden=") };

	return send_raw(&rq);
}

static const struct json *payload(const char *page)
{
	const char *token = part(page, "name=\"JWT\" value=\"");
	token = format("%.*s", (int)strcspn(token, "\""), token);
	cjose_jws_t *jws = cjose_jws_import(token, strlen(token), NULL);
	uint8_t *text;
	const char *why;
	size_t len, at_byte;

	ck_assert(jws && cjose_jws_get_plaintext(jws, &text, &len, NULL));
	const struct json *j = js_parse((char *)text, len, &why, &at_byte);
	struct request rq = { .method = GET, .path = "/lti/jwks" };
	struct answer a = send_raw(&rq);

	ck_status(a, 200);
	ck_assert_int_eq(count_at(a, "/keys"), 2);
	ck_assert_str_eq(at(a, "/keys/0/d"), "");
	const char *public = at(a, "/keys/0");
	cjose_jwk_t *k = cjose_jwk_import(public, strlen(public), NULL);

	ck_assert(k && cjose_jws_verify(jws, k, NULL));
	cjose_jwk_release(k);
	cjose_jws_release(jws);
	return j;
}

START_TEST(a_deep_link_is_chosen_and_signed)
{
	open_platform();
	const char *request,
	    *id = sql(
		"set session_replication_role = replica; insert into day (district_id, organisation_id, theme, held_on, kind)"
		" select district_id, id, 'Тема <дня>', current_date, 'event' from organisation"
		" where idnumber = 'school_1' returning id");

	sql("set session_replication_role = origin");
	struct answer a = choose(&request);

	ck_status(a, 200);
	ck_assert_ptr_nonnull(strstr(a.text, "Мои ближайшие задачи"));
	ck_assert_ptr_nonnull(strstr(a.text, "Тема &lt;дня&gt;"));
	a = ask(POST, "/lti/choose", format("request=%s&item=%s+Day", request, id),
	    (struct request){ 0 });
	ck_status(a, 200);
	ck_assert_ptr_nonnull(
	    strstr(a.text, "action=\"" ISSUER "/return?course=2&amp;sesskey=x\""));
	ck_assert_ptr_nonnull(strstr(a.policy, "form-action " ISSUER ";"));
	a.json = payload(a.text);
	ck_at(a, "/iss", "c1");
	ck_at(a, "/aud", ISSUER);
	const struct json *items = js_member(a.json, DEEP "content_items");
	ck_assert_str_eq(js_string(js_member(js_first(items), "url")), format(SITE "/days/%s", id));
	ck_assert_str_eq(js_string(js_member(js_first(items), "title")), "Day");
	ck_assert_str_eq(js_string(js_member(a.json, CLAIM "deployment_id")), "1");
	ck_assert_str_eq(js_string(js_member(a.json, DEEP "data")), "d");

	const char *sessions = count("session");
	check_refused(ask(POST, "/lti/choose", format("request=%s&item=tasks", request),
			  (struct request){ 0 }),
	    sessions, 403, "Ссылка уже выбрана");
	choose(&request);
	sessions = count("session");
	check_refused(ask(POST, "/lti/choose", format("request=%s&item=https://evil", request),
			  (struct request){ 0 }),
	    sessions, 422, "Проверьте");
	ck_status(ask(POST, "/lti/choose", format("request=%s&item=growth", request),
		      (struct request){ 0 }),
	    200);
}
END_TEST

START_TEST(an_invitation_registers_a_platform)
{
	open_platform();
	sql("insert into lti_invitation (district_id, digest, expires_at) select"
	    " 'd1000000-0000-4000-8000-000000000000', rule.digest(c), now() + e"
	    " from (values ('good', interval '1 day'), ('old', '-1 second')) i(c, e)");
	static const char with[] =
	    "&openid_configuration=https%3A%2F%2Fnew.example%2Fc&registration_token=t";
	const char *query = format("invitation=good%s", with), *sessions = count("session");
	struct answer a = ask(GET, "/lti/register", query, (struct request){ 0 });

	ck_status(a, 303);
	ck_assert_str_eq(a.location, "/lti/register?invitation=good");
	ck_status(ask(GET, "/lti/register", query, (struct request){ 0 }), 303); /* reloaded */
	ck_assert_str_eq(
	    sql("select string_agg(input::text, '') from job where kind = 'portal_register'"),
	    "{\"site\": \"" SITE
	    "\", \"token\": \"t\", \"language\": \"ru\", \"configuration\": \"https://new.example/c\"}");
	ck_assert_ptr_nonnull(
	    strstr(ask(GET, "/lti/register", "invitation=good", (struct request){ 0 }).text,
		"Идёт регистрация"));
	sql("update job set state = 'done', output = '{\"error\": \"Нет <связи>\"}' where kind = 'portal_register'");
	ck_assert_ptr_nonnull(
	    strstr(ask(GET, "/lti/register", "invitation=good", (struct request){ 0 }).text,
		"Нет &lt;связи&gt;"));
	ck_status(ask(GET, "/lti/register", query, (struct request){ 0 }), 303); /* tried again */
	sql("update job set state = 'done', output = '{\"portal\": \"p\"}' where kind = 'portal_register' and state = 'ready'");
	a = ask(GET, "/lti/register", "invitation=good", (struct request){ 0 });
	ck_assert_ptr_nonnull(strstr(a.text, "org.imsglobal.lti.close"));
	check_refused(
	    ask(GET, "/lti/register", format("invitation=good%s2", with), (struct request){ 0 }),
	    sessions, 403, "Приглашение");
	check_refused(
	    ask(GET, "/lti/register", format("invitation=old%s", with), (struct request){ 0 }),
	    sessions, 403, "Приглашение");
	check_refused(
	    ask(GET, "/lti/register", format("invitation=bad%s", with), (struct request){ 0 }),
	    sessions, 403, "Приглашение");
	check_refused(
	    ask(GET, "/lti/register", "openid_configuration=file:///etc", (struct request){ 0 }),
	    sessions, 403, "Приглашение");
	check_refused(ask(GET, "/lti/register", "invitation=good&openid_configuration=file:///etc",
			  (struct request){ 0 }),
	    sessions, 400, "openid_configuration");
	check_refused(ask(GET, "/lti/register", "invitation=bad", (struct request){ 0 }), sessions,
	    403, "Приглашение");
}
END_TEST

START_TEST(without_keys_the_service_says_so)
{
	open_platform();
	setenv("METODDEN_KEYS", "/nonexistent", 1);
	struct request rq = { .method = GET, .path = "/lti/jwks" };

	ck_status(send_raw(&rq), 503);
	close_platform();
}
END_TEST

/* The portal's frame shows it to a person whose session has ended. */
START_TEST(without_a_session_the_choice_is_a_page_in_plain_words)
{
	const char *kept = sql("select count(*) from audit where event = 'refused'");
	struct answer a;

	sign_out();
	a = ask(GET, "/lti/choose", "request=x", (struct request){ .language = "ru" });
	ck_status(a, 401);
	ck_assert_str_eq(a.type, "text/html; charset=utf-8");
	ck_assert_ptr_nonnull(strstr(a.text, "Сеанс закончился"));
	ck_assert_ptr_nonnull(strstr(a.text, "Вернитесь на портал"));
	ck_assert_ptr_nonnull(strstr(a.policy, "frame-ancestors *"));
	a = ask(GET, "/lti/nowhere", "", (struct request){ 0 });
	ck_status(a, 404);
	ck_assert_str_eq(a.type, "text/html; charset=utf-8");
	ck_assert_str_eq(sql("select count(*) from audit where event = 'refused'"), kept);
}
END_TEST

RESOURCE_MAIN("lti_tool", without_a_session_the_choice_is_a_page_in_plain_words,
    a_deep_link_is_chosen_and_signed, an_invitation_registers_a_platform,
    without_keys_the_service_says_so)
