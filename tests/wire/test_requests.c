/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests and answers through the socket: what the web server sends and what it gets back.
 */
#include "database.h"
#include "json.h"
#include "server.h"

#include <stdio.h>
#include <string.h>

static const char *cookie, *csrf;

static void sign_in(const struct server *s, const char *who)
{
	const char *body =
	    format("{\"person\":\"%s\"}", sql("select id from person where idnumber = '%s'", who));
	struct answer a =
	    wire_ask(s->socket, "POST", "/api/v1/demo/session", NULL, body, strlen(body));

	ck_status(a, 204);
	cookie = format(
	    "%.*s", (int)strcspn(wire_header(a, "Set-Cookie"), ";"), wire_header(a, "Set-Cookie"));
	a = wire_ask(s->socket, "GET", "/api/v1/session",
	    (const char *[]){ "HTTP_COOKIE", cookie, NULL }, NULL, 0);
	ck_status(a, 200);
	csrf = wire_member(a, "csrf");
}

static struct answer send(
    const struct server *s, const char *method, const char *uri, const char *body, size_t n)
{
	return wire_ask(s->socket, method, uri,
	    (const char *[]){ "HTTP_COOKIE", cookie, "HTTP_X_CSRF_TOKEN", csrf, NULL }, body, n);
}

START_TEST(health_tells_the_schema)
{
	struct server s = server_run();
	struct answer a = wire_get(s.socket, "/health");

	ck_status(a, 200);
	ck_assert_str_eq(wire_member(a, "status"), "ok");
	ck_assert_str_eq(wire_member(a, "schema"), sql("select max(number) from schema_migration"));
	ck_assert_str_eq(wire_header(a, "Content-Length"), format("%zu", a.len));
	ck_assert_str_eq(wire_header(a, "Cache-Control"), "no-store");
	a = wire_ask(s.socket, "HEAD", "/health", NULL, NULL, 0);
	ck_status(a, 200);
	ck_assert_uint_eq(a.len, 0);
	ck_assert_int_gt(strtol(wire_header(a, "Content-Length"), NULL, 10), 0);
	server_end(&s);
}
END_TEST

START_TEST(an_unknown_path_is_404_whatever_is_sent)
{
	struct server s = server_run();
	struct answer a = wire_get(s.socket, "/api/v1/nothing");

	ck_problem(a, 404, "not-found");
	ck_assert_str_eq(wire_member(a, "instance"), "/api/v1/nothing");
	ck_assert_str_eq(wire_member(a, "request_id"), wire_header(a, "X-Request-Id"));
	a = wire_ask(s.socket, "POST", "/api/v1/nothing", NULL, "{}", 2);
	ck_problem(a, 404, "not-found");
	server_end(&s);
}
END_TEST

START_TEST(a_wrong_method_is_405_with_the_right_ones)
{
	struct server s = server_run();
	struct answer a = wire_ask(s.socket, "DELETE", "/health", NULL, NULL, 0);

	ck_problem(a, 405, "method");
	ck_assert_str_eq(wire_header(a, "Allow"), "GET, HEAD, OPTIONS");
	a = wire_ask(s.socket, "POST", "/health", NULL, "{}", 2);
	ck_problem(a, 405, "method");
	ck_assert_str_eq(wire_header(a, "Allow"), "GET, HEAD, OPTIONS");
	a = wire_ask(s.socket, "OPTIONS", "/api/v1/session", NULL, NULL, 0);
	ck_status(a, 204);
	ck_assert_str_eq(wire_header(a, "Allow"), "GET, HEAD, DELETE, OPTIONS");
	a = wire_ask(s.socket, "BREW", "/api/v1/session", NULL, NULL, 0);
	ck_problem(a, 405, "method");
	ck_assert_str_eq(wire_header(a, "Allow"), "GET, HEAD, DELETE, OPTIONS");
	server_end(&s);
}
END_TEST

/* An order on a new day whose text is as long as the body may be. */
static char *order_of(const struct server *s, size_t size)
{
	const char *body = format("{\"organisation\":\"%s\",\"held_on\":\"%s\",\"theme\":\"x\"}",
	    sql("select id from organisation where idnumber = 'school_1'"),
	    sql("select fixture_date(3)"));
	struct answer day = send(s, "POST", "/api/v1/days", body, strlen(body));

	ck_status(day, 201);
	char *text = arena_alloc(wire_memory(), size + 1);
	const char *head =
	    format("{\"kind\":\"order_hold\",\"day\":\"%s\",\"body\":[\"", wire_member(day, "id"));

	memset(text, 'x', size);
	/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): the rest follows */
	memcpy(text, head, strlen(head));
	/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): and the end is there */
	memcpy(text + size - 3, "\"]}", 3);
	return text;
}

START_TEST(a_body_as_large_as_the_route_allows_is_taken_and_given_back)
{
	enum { SIZE = 256 << 10 };
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	sign_in(&s, "methodist");
	char *text = order_of(&s, SIZE);
	struct answer a = send(&s, "POST", "/api/v1/orders", text, SIZE), again;

	ck_status(a, 201);
	ck_assert_uint_gt(a.len, SIZE - 500);
	ck_assert_str_eq(wire_header(a, "Content-Length"), format("%zu", a.len));
	const char *at = wire_header(a, "Location");

	/* who goes away in the middle of receiving it costs nobody else anything */
	for (int i = 0; i < 2 * WORKERS; i++) {
		int fd = wire_send(
		    s.socket, "GET", at, (const char *[]){ "HTTP_COOKIE", cookie, NULL }, NULL, 0);
		ck_assert_msg(wire_take(fd, 1000), "the answer doesn't begin");
		wire_hang_up(fd);
	}
	server_all_serve(&s, pids);
	again = send(&s, "GET", at, NULL, 0);
	ck_status(again, 200);
	ck_assert_uint_gt(again.len, SIZE - 500);
	server_end(&s);
}
END_TEST

START_TEST(a_body_over_the_limit_is_413_and_the_worker_goes_on)
{
	enum { LIMIT = 256 << 10, HUGE_BODY = 8 << 20 };
	struct server s = server_run();
	char *text = arena_alloc(wire_memory(), HUGE_BODY);
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	memset(text, ' ', HUGE_BODY);
	struct answer a = wire_ask(s.socket, "POST", "/api/v1/orders", NULL, text, LIMIT);
	ck_problem(a, 401, "unauthenticated");
	for (int i = 0; i < WORKERS; i++) {
		a = wire_ask(s.socket, "POST", "/api/v1/orders", NULL, text, LIMIT + 1);
		ck_problem(a, 413, "too-large");
		ck_assert(strstr(wire_member(a, "params"), "262144") != NULL);
		a = wire_ask(s.socket, "POST", "/api/v1/orders", NULL, text, HUGE_BODY);
		ck_problem(a, 413, "too-large");
	}
	server_all_serve(&s, pids);
	server_end(&s);
}
END_TEST

/* A person reads it, and the administrator the audit. */
START_TEST(a_pass_that_is_too_long_gets_a_page_and_a_row_of_the_audit)
{
	static const char *const ways[] = { "/portal/enter", "/lti/launch" };
	enum { LONG = 300 << 10 };
	struct server s = server_run();
	char *text = arena_alloc(wire_memory(), LONG);

	memset(text, 'x', LONG);
	for (int i = 0; i < 2; i++) {
		struct answer a = wire_ask(s.socket, "POST", ways[i], NULL, text, LONG);

		ck_status(a, 413);
		ck_assert_msg(strncmp(wire_header(a, "Content-Type"), "text/html", 9) == 0, "%s",
		    wire_header(a, "Content-Type"));
		ck_assert_str_eq(sql("select count(*) || ' ' || max(change ->> 'reason') from audit"
				     " where event = 'refused' and district_id ="
				     " 'd1000000-0000-4000-8000-000000000000'"),
		    format("%d too-large", i + 1));
	}
	server_end(&s);
}
END_TEST

START_TEST(a_length_that_lies_is_400)
{
	static const char *const lies[] = { "1000", "9", "0", "10x", "-10", "+10", " 10",
		"99999999999999999999", "1e1" };
	struct server s = server_run();
	pid_t pids[WORKERS];

	server_workers(&s, pids, WORKERS);
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		struct answer a = wire_ask(s.socket, "POST", "/api/v1/demo/session",
		    (const char *[]){ "CONTENT_LENGTH", lies[i], NULL }, "{\"a\":1234}", 10);

		ck_problem(a, 400, "bad-request");
		ck_assert_msg(*wire_member(a, "detail"), "no reason for %s", lies[i]);
	}
	server_all_serve(&s, pids);
	server_end(&s);
}
END_TEST

static void check_line(const char *line, size_t n)
{
	const char *why;
	size_t at;
	const struct json *j = js_parse(line, n, &why, &at);

	ck_assert_msg(j && js_kind(j) == JSON_OBJECT, "%s: %.*s", why, (int)n, line);
	ck_assert(js_member(j, "at") && js_member(j, "level") && js_member(j, "event"));
	if (strcmp(js_string(js_member(j, "event")), "request") != 0)
		return;
	const struct json *ms = js_member(j, "ms"), *status = js_member(j, "status");

	ck_assert_msg(js_member(j, "id") && ms && status, "incomplete: %.*s", (int)n, line);
	ck_assert_int_ge(strtol(js_string(status), NULL, 10), 200);
	ck_assert(strtod(js_string(ms), NULL) > 0);
}

START_TEST(the_log_is_json_by_lines_without_secrets)
{
	struct server s = server_run();
	const char *id = "0123456789abcdef0123456789abcdef", *long_path = format("/%02000d", 0);

	sign_in(&s, "methodist");
	send(&s, "POST", "/api/v1/days", "{\"theme\":\"tajna-tela\"}", 22);
	send(&s, "POST", "/api/v1/days", "{\"theme\":\"tajna-tela", 20);
	wire_ask(s.socket, "GET", "/health",
	    (const char *[]){ "REQUEST_ID", id, "QUERY_STRING", "q=tajna-zaprosa", NULL }, NULL, 0);
	wire_get(s.socket, "/a\"b\\c\n{\"event\":\"forged\"}");
	wire_get(s.socket, long_path);
	struct answer a = wire_get(s.socket, "/\xff\xc0\x80");
	ck_problem(a, 400, "bad-request");
	a = wire_ask(s.socket, "\xfe\"", "/health", NULL, NULL, 0);
	ck_problem(a, 405, "method");

	const char *log = server_log(&s);
	int lines = 0;

	for (const char *p = log, *end; (end = strchr(p, '\n')); p = end + 1, lines++)
		check_line(p, (size_t)(end - p));
	ck_assert_int_ge(lines, 9);
	ck_assert(strstr(log, id) != NULL);
	ck_assert_msg(!strstr(log, "tajna"), "%s", log);
	ck_assert_msg(!strstr(log, strchr(cookie, '=') + 1), "the token is in the log");
	ck_assert_msg(!strstr(log, strrchr(cookie, '.') + 1), "the token is in the log");
	ck_assert_msg(!strstr(log, csrf), "the CSRF token is in the log");
	server_end(&s);
}
END_TEST

CHECK_MAIN("wire: requests", health_tells_the_schema, an_unknown_path_is_404_whatever_is_sent,
    a_wrong_method_is_405_with_the_right_ones,
    a_body_as_large_as_the_route_allows_is_taken_and_given_back,
    a_body_over_the_limit_is_413_and_the_worker_goes_on,
    a_pass_that_is_too_long_gets_a_page_and_a_row_of_the_audit, a_length_that_lies_is_400,
    the_log_is_json_by_lines_without_secrets)
