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

enum { SECONDS = 20, CONNECT_SECONDS = 5, MOST = 16 << 20 };

struct receiving {
	char *text;
	size_t len, room;
	bool too_long;
};

static size_t receive(char *piece, size_t one, size_t n, void *arg)
{
	struct receiving *r = arg;

	(void)one;
	if (n > MOST - r->len) {
		r->too_long = true;
		return 0;
	}
	if (r->len + n > r->room) {
		r->room = (r->len + n) * 2;
		char *more = realloc(r->text, r->room);

		if (!more)
			abort();
		r->text = more;
	}
	memcpy(r->text + r->len, piece, n);
	r->len += n;
	return n;
}

/* NOLINTNEXTLINE(readability-function-size): libcurl's signature */
static int tick(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	const struct http_question *q = arg;

	(void)a, (void)b, (void)c, (void)d;
	return q->go_on && !q->go_on(q->arg);
}

/* <https://...>; rel="next" among the Link headers (RFC 8288). */
static const char *next_link(CURL *h, struct arena *a)
{
	struct curl_header *line;

	for (size_t i = 0; curl_easy_header(h, "Link", i, CURLH_HEADER, -1, &line) == CURLHE_OK;
	     i++) {
		for (const char *p = line->value; (p = strchr(p, '<'));) {
			size_t n = strcspn(++p, ">"), rest = strcspn(p + n, ",");
			const char *params = arena_strndup(a, p + n, rest);

			if (strstr(params, "rel=\"next\"") || strstr(params, "rel=next"))
				return arena_strndup(a, p, n);
			p += n;
		}
	}
	return NULL;
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

static struct curl_slist *headers(struct arena *a, const struct http_question *q)
{
	struct curl_slist *list = NULL;

	if (q->accept)
		list = curl_slist_append(list, arena_printf(a, "Accept: %s", q->accept));
	if (q->bearer)
		list =
		    curl_slist_append(list, arena_printf(a, "Authorization: Bearer %s", q->bearer));
	if (q->body && q->type)
		list = curl_slist_append(list, arena_printf(a, "Content-Type: %s", q->type));
	return list;
}

static void prepare(CURL *h, const struct http_question *q, struct receiving *r)
{
	curl_easy_setopt(h, CURLOPT_URL, q->url);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_USERAGENT, "metodden/" VERSION);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(h, CURLOPT_TIMEOUT, (long)(q->seconds ? q->seconds : SECONDS));
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, r);
	curl_easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, tick);
	curl_easy_setopt(h, CURLOPT_XFERINFODATA, q);
	if (q->body) {
		curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(q->body));
		curl_easy_setopt(h, CURLOPT_POSTFIELDS, q->body);
	}
}

static enum http_fault fault_of(CURLcode code, bool too_long)
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
		return too_long ? HTTP_TOO_LONG : HTTP_NO_ANSWER;
	}
}

const char *http_ask(struct arena *a, const struct http_question *q, struct http_answer *out)
{
	char why[CURL_ERROR_SIZE] = "";
	struct receiving r = { 0 };
	struct curl_slist *list = headers(a, q);
	CURL *h = handle();

	prepare(h, q, &r);
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, why);
	CURLcode code = curl_easy_perform(h);

	*out = (struct http_answer){ .fault = fault_of(code, r.too_long), .body = "" };
	if (code == CURLE_OK) {
		curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &out->status);
		if (r.len)
			out->body = arena_strndup(a, r.text, r.len);
		out->len = r.len;
		out->next = next_link(h, a);
	}
	free(r.text);
	curl_slist_free_all(list);
	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, NULL);
	if (code == CURLE_OK)
		return NULL;
	return arena_printf(a, "%s", *why ? why : curl_easy_strerror(code));
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

const char *http_field(struct arena *a, const char *form, const char *name, const char *value)
{
	static const char hex[] = "0123456789ABCDEF", plain[] = "-._~";
	size_t n = strlen(value);
	char *text = arena_alloc(a, n * 3 + 1), *to = text;

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
	return arena_printf(a, "%s%s%s=%s", form ? form : "", form && *form ? "&" : "", name, text);
}
