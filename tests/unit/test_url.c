/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which addresses another server may give us, and when two are of one host.
 */
#include "check_main.h"

#include "url.h"

START_TEST(only_the_web_is_asked)
{
	static const char *const good[] = { "https://a", "https://a.example:8443/x?y=1" },
				 *const bad[] = { "", "a.example", "ftp://a", "file:///etc/passwd",
					 "https://", "https:///x", "https://a b", "https://user@a",
					 "https://a\r\nX: y", "HTTPS://a", "gopher://a" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ck_assert_msg(url_is_web(good[i], "https://b"), "%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(!url_is_web(bad[i], ""), "%s", bad[i]);
}
END_TEST

START_TEST(a_closed_site_leads_to_no_open_one)
{
	ck_assert(url_is_web("http://a", "http://b"));
	ck_assert(url_is_web("http://a", ""));
	ck_assert(!url_is_web("http://a", "https://a"));
}
END_TEST

START_TEST(hosts_are_compared_whole)
{
	ck_assert(url_same_host("https://a.example/x", "https://a.example"));
	ck_assert(url_same_host("https://a.example", "https://a.example?x"));
	ck_assert(url_same_host("https://a:1/x", "https://a:1/y"));
	ck_assert(!url_same_host("https://a.example", "https://a.example.evil"));
	ck_assert(!url_same_host("https://a.example", "https://a.example:1/"));
	ck_assert(!url_same_host("https://a.example", "https://a.example@evil/"));
	ck_assert(!url_same_host("https://a", "http://a"));
	ck_assert(!url_same_host("nonsense", "nonsense"));
	ck_assert(!url_same_host("", ""));
}
END_TEST

CHECK_MAIN(
    "url", only_the_web_is_asked, a_closed_site_leads_to_no_open_one, hosts_are_compared_whole)
