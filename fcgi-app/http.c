/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See http.h. One handle serves all calls of the process, so that a server that is called often keeps
 * its connection; everything else of it is set anew for each call.
 */
#include "http.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SECONDS = 20, CONNECT_SECONDS = 5, MOST = 8 << 20 };

struct call {
	const struct http_call *asked;
	struct arena *mem;
	char *body;
	size_t len, room, most;
	bool too_long;
	const char *next;
};

static size_t take_body(char *piece, size_t one, size_t n, void *arg)
{
	struct call *c = arg;

	(void)one;
	if (n > c->most - c->len) {
		c->too_long = true;
		return 0;
	}
	if (c->len + n + 1 > c->room) {
		c->room = (c->len + n + 1) * 2;
		char *more = realloc(c->body, c->room);

		if (!more)
			abort();
		c->body = more;
	}
	memcpy(c->body + c->len, piece, n);
	c->len += n;
	return n;
}

/* Link: <https://...>; rel="next" (RFC 8288); several may stand in one line. */
static const char *next_link(struct arena *mem, const char *line)
{
	for (const char *open = strchr(line, '<'); open; open = strchr(open + 1, '<')) {
		const char *end = strchr(open, '>'), *comma;

		if (!end)
			return NULL;
		comma = strchr(end, ',');
		size_t n = comma ? (size_t)(comma - end) : strlen(end);
		const char *params = arena_strndup(mem, end, n);

		if (strstr(params, "rel=\"next\"") || strstr(params, "rel=next"))
			return arena_strndup(mem, open + 1, (size_t)(end - open - 1));
	}
	return NULL;
}

static size_t take_header(char *line, size_t one, size_t n, void *arg)
{
	static const char name[] = "link:";
	struct call *c = arg;

	(void)one;
	if (n >= sizeof name && strncasecmp(line, name, sizeof name - 1) == 0) {
		const char *next = next_link(c->mem, arena_strndup(c->mem, line, n));

		c->next = next ? next : c->next;
	}
	return n;
}

static int asks_on(void *arg, curl_off_t a, curl_off_t b, curl_off_t x, curl_off_t y)
{
	const struct call *c = arg;

	(void)a, (void)b, (void)x, (void)y;
	return c->asked->go_on && !c->asked->go_on(c->asked->arg);
}

static CURL *handle(void)
{
	static CURL *h;

	if (!h && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		h = curl_easy_init();
	if (!h)
		abort();
	curl_easy_reset(h);
	return h;
}

static struct curl_slist *headers_of(struct arena *mem, const struct http_call *asked)
{
	struct curl_slist *list = NULL;

	if (asked->body && asked->type)
		list = curl_slist_append(list, arena_printf(mem, "Content-Type: %s", asked->type));
	for (const char *const *h = asked->headers; h && *h; h++)
		list = curl_slist_append(list, *h);
	return list;
}

static void set_up(CURL *h, struct call *c, struct curl_slist *headers, char *why)
{
	const struct http_call *asked = c->asked;

	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, why);
	curl_easy_setopt(h, CURLOPT_URL, asked->url);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_USERAGENT, "metodden/" VERSION);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(h, CURLOPT_TIMEOUT, (long)(asked->seconds ? asked->seconds : SECONDS));
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, c);
	curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(h, CURLOPT_HEADERDATA, c);
	curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, asks_on);
	curl_easy_setopt(h, CURLOPT_XFERINFODATA, c);
	curl_easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
	if (asked->body) {
		curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(asked->body));
		curl_easy_setopt(h, CURLOPT_POSTFIELDS, asked->body);
	}
}

static enum http_fault fault_of(CURLcode code, const struct call *c)
{
	switch (code) {
	case CURLE_OK:
		return HTTP_FINE;
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return HTTP_BAD_ADDRESS;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return HTTP_NO_NAME;
	case CURLE_OPERATION_TIMEDOUT:
		return HTTP_TOO_SLOW;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CACERT_BADFILE:
		return HTTP_NO_TRUST;
	case CURLE_ABORTED_BY_CALLBACK:
		return HTTP_STOPPED;
	default:
		return c->too_long ? HTTP_TOO_LONG : HTTP_NO_ANSWER;
	}
}

struct http_answer http_ask(struct arena *mem, const struct http_call *asked)
{
	struct call c = { .asked = asked, .mem = mem, .most = asked->most ? asked->most : MOST };
	char why[CURL_ERROR_SIZE] = "", *type = NULL;
	struct curl_slist *headers = headers_of(mem, asked);
	CURL *h = handle();
	long status = 0;

	set_up(h, &c, headers, why);
	CURLcode code = curl_easy_perform(h);
	struct http_answer a = { .fault = fault_of(code, &c), .why = "", .type = "", .next = "" };

	if (a.fault) {
		const char *words = *why ? why : curl_easy_strerror(code);

		a.why = arena_strndup(mem, words, strlen(words));
	} else {
		curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_getinfo(h, CURLINFO_CONTENT_TYPE, &type);
		a.status = (int)status;
		a.type = type ? arena_strndup(mem, type, strlen(type)) : "";
		a.next = c.next ? c.next : "";
		a.len = c.len;
	}
	a.body = a.len ? arena_strndup(mem, c.body, a.len) : "";
	free(c.body);
	curl_slist_free_all(headers);
	return a;
}

const char *http_fault_words(enum http_fault f, bool english)
{
	static const struct {
		const char *ru, *en;
	} said[] = {
		[HTTP_FINE] = { "", "" },
		[HTTP_BAD_ADDRESS] = { "адрес записан с ошибкой", "the address is mistyped" },
		[HTTP_NO_NAME] = { "сервера с таким именем нет",
		    "there is no server of that name" },
		[HTTP_NO_ANSWER] = { "сервер не отвечает", "the server doesn't answer" },
		[HTTP_TOO_SLOW] = { "сервер не ответил вовремя",
		    "the server didn't answer in time" },
		[HTTP_NO_TRUST] = { "сертификат сервера не подтверждён",
		    "the server's certificate isn't trusted" },
		[HTTP_TOO_LONG] = { "ответ слишком длинный", "the answer is too long" },
		[HTTP_STOPPED] = { "вызов прерван", "the call was broken off" },
	};

	return english ? said[f].en : said[f].ru;
}

const char *http_field(struct arena *mem, const char *form, const char *name, const char *value)
{
	static const char hex[] = "0123456789ABCDEF", plain[] = "-._~";
	size_t n = strlen(value);
	char *text = arena_alloc(mem, n * 3 + 1), *to = text;

	for (const unsigned char *p = (const unsigned char *)value; *p; p++) {
		if ((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') ||
		    (*p >= 'a' && *p <= 'z') || strchr(plain, *p)) {
			*to++ = (char)*p;
		} else {
			*to++ = '%';
			*to++ = hex[*p >> 4];
			*to++ = hex[*p & 15];
		}
	}
	return arena_printf(
	    mem, "%s%s%s=%s", form ? form : "", form && *form ? "&" : "", name, text);
}
