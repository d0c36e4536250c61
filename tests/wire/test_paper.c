/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Papers through the socket: bytes with zeros in them come whole, with a name, and the address that
 * stands on the paper is the one that people reach the service by.
 */
#include "database.h"
#include "server.h"
#include "pdf_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char code[] = "feed0000feed0000feed";

static struct answer plan_pdf(const struct server *s, const char *scheme, const char *host)
{
	const char *body = format(
	    "{\"person\":\"%s\"}", sql("select id from person where idnumber = 'methodist'"));
	struct answer a =
	    wire_ask(s->socket, "POST", "/api/v1/demo/session", NULL, body, strlen(body));
	const char *cookie = wire_header(a, "Set-Cookie");

	cookie = format("%.*s", (int)strcspn(cookie, ";"), cookie);
	return wire_ask(s->socket, "GET",
	    format("/api/v1/plan-versions/%s/pdf",
		sql("select v.id from plan_version v join document d on d.id = v.order_id join "
		    "document_version w on w.document_id = d.id where v.state = 'approved'")),
	    (const char *[]){
		"HTTP_COOKIE", cookie, "HTTP_HOST", host, "REQUEST_SCHEME", scheme, NULL },
	    NULL, 0);
}

/* The text of its order gets a code, as if it had been signed here. */
static struct server begin(void)
{
	struct server s = server_run();

	sql("insert into document_version (district_id, document_id, version, body, digest, code) "
	    "select district_id, id, 1, body, '\\x00', '%s' from document where number = '171' and "
	    "district_id::text like 'd1%%' on conflict do nothing",
	    code);
	return s;
}

static const char *text_of(struct answer a)
{
	static char text[100000];
	char name[] = "/tmp/mdpdf.XXXXXX";
	int fd = mkstemp(name);

	ck_status(a, 200);
	ck_assert_int_eq(write(fd, a.body, a.len), (ssize_t)a.len);
	close(fd);
	text[pdf_words(name, text, sizeof text - 1)] = '\0';
	unlink(name);
	return text;
}

static void ck_address(struct answer a, const char *address)
{
	const char *text = text_of(a);
	bool there = strstr(text, "/check/") != NULL;

	ck_assert_msg(
	    address ? strstr(text, format("%s/check/%s\n", address, code)) != NULL : !there,
	    "not %s in: %s", address, text);
}

START_TEST(a_pdf_comes_whole_and_with_a_name)
{
	struct server s = begin();
	struct answer a = plan_pdf(&s, "https", "localhost");

	ck_status(a, 200);
	ck_assert_str_eq(wire_header(a, "Content-Type"), "application/pdf");
	ck_assert_str_eq(wire_header(a, "Content-Length"), format("%zu", a.len));
	ck_assert_str_eq(wire_header(a, "Cache-Control"), "no-store");
	ck_assert(
	    strstr(wire_header(a, "Content-Disposition"),
		"inline; filename=\"plan.pdf\"; filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD%20") !=
	    NULL);
	ck_assert(memcmp(a.body, "%PDF-1.", 7) == 0);
	ck_assert(memcmp(a.body + a.len - 6, "%%EOF\n", 6) == 0);
	server_end(&s);
}
END_TEST

START_TEST(the_address_on_paper_is_the_one_that_was_asked)
{
	struct server s = begin();

	ck_address(plan_pdf(&s, "http", "127.0.0.1:8080"), "http://127.0.0.1:8080");
	ck_address(plan_pdf(&s, "https", "metodden.example"), "https://metodden.example");
	ck_address(plan_pdf(&s, "javascript", "metodden.example"), "https://metodden.example");
	ck_address(plan_pdf(&s, "https", "evil.example/path?"), NULL);
	server_end(&s);
}
END_TEST

START_TEST(the_address_that_is_set_goes_before_what_was_asked)
{
	setenv("METODDEN_URL", "https://days.example", 1);
	struct server s = begin();

	unsetenv("METODDEN_URL");
	ck_address(plan_pdf(&s, "http", "127.0.0.1:8080"), "https://days.example");
	server_end(&s);
}
END_TEST

START_TEST(a_check_page_needs_no_session_and_has_a_policy_of_its_own)
{
	struct server s = begin();
	struct answer a = wire_get(s.socket, format("/check/%s", code));

	ck_status(a, 200);
	ck_assert(strstr(a.body, "№ 171") != NULL);
	ck_assert(strstr(wire_header(a, "Content-Security-Policy"), "style-src 'sha256-") != NULL);
	ck_assert_str_eq(wire_header(a, "Cache-Control"), "no-store");
	a = wire_get(s.socket, "/health");
	ck_assert_str_eq(wire_header(a, "Content-Security-Policy"),
	    "default-src 'none'; frame-ancestors 'none'");
	server_end(&s);
}
END_TEST

CHECK_MAIN("wire: paper", a_pdf_comes_whole_and_with_a_name,
    the_address_on_paper_is_the_one_that_was_asked,
    the_address_that_is_set_goes_before_what_was_asked,
    a_check_page_needs_no_session_and_has_a_policy_of_its_own)
