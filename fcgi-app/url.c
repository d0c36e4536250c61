/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See url.h.
 */
#include "url.h"

#include <string.h>

bool url_is_web(const char *url, const char *like)
{
	bool secure = strncmp(url, "https://", 8) == 0;
	const char *host = secure ? url + 8 : strncmp(url, "http://", 7) == 0 ? url + 7 : "";

	return strcspn(host, "/?#") > 0 && strcspn(url, " \r\n\t@") == strlen(url) &&
	       (secure || strncmp(like, "https://", 8) != 0);
}

bool url_same_host(const char *a, const char *b)
{
	const char *host = strstr(a, "://");
	size_t n = host ? (size_t)(host + 3 - a) + strcspn(host + 3, "/?#") : 0;

	return n && strncmp(a, b, n) == 0 && (b[n] == '\0' || strchr("/?#", b[n]));
}
