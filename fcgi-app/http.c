/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See http.h. The only file that knows libcurl.
 */
#include "http.h"

#include <curl/curl.h>
#include <string.h>

enum { CONNECT_SECONDS = 4, WHOLE_SECONDS = 20, ANSWER_MAX = 16 << 20, PIECE = 16 << 10 };

struct receiving {
	struct arena *a;
	char *text;
	size_t len, room;
};

static size_t receive(char *data, size_t size, size_t n, void *arg)
{
	struct receiving *r = arg;

	(void)size; /* 1 */
	if (r->len + n > ANSWER_MAX)
		return 0;
	if (r->len + n + 1 > r->room) {
		size_t room = (r->len + n + 1) * 2;
		char *more = arena_alloc(r->a, room < PIECE ? PIECE : room);

		if (r->len)
			memcpy(more, r->text, r->len);
		r->text = more;
		r->room = room < PIECE ? PIECE : room;
	}
	memcpy(r->text + r->len, data, n);
	r->len += n;
	r->text[r->len] = '\0';
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
static const char *next_link(CURL *c, struct arena *a)
{
	struct curl_header *h;

	for (size_t i = 0; curl_easy_header(c, "Link", i, CURLH_HEADER, -1, &h) == CURLHE_OK; i++) {
		for (const char *p = h->value; (p = strchr(p, '<'));) {
			size_t n = strcspn(++p, ">"), rest = strcspn(p + n, ",");

			if (memmem(p + n, rest, "rel=\"next\"", 10) ||
			    memmem(p + n, rest, "rel=next", 8))
				return arena_strndup(a, p, n);
			p += n;
		}
	}
	return NULL;
}

static struct curl_slist *headers(struct arena *a, const struct http_question *q)
{
	struct curl_slist *list = NULL;

	if (q->accept)
		list = curl_slist_append(list, arena_printf(a, "Accept: %s", q->accept));
	if (q->bearer)
		list =
		    curl_slist_append(list, arena_printf(a, "Authorization: Bearer %s", q->bearer));
	if (q->body)
		list = curl_slist_append(list, arena_printf(a, "Content-Type: %s", q->type));
	return list;
}

static void prepare(CURL *c, const struct http_question *q, struct receiving *r)
{
	curl_easy_setopt(c, CURLOPT_URL, q->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "metodden/" VERSION);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, r);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, tick);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, q);
	if (q->body) {
		curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)strlen(q->body));
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, q->body);
	}
}

const char *http_ask(struct arena *a, const struct http_question *q, struct http_answer *out)
{
	CURL *c = curl_easy_init();
	struct receiving r = { .a = a, .text = arena_strndup(a, "", 0) };
	struct curl_slist *list;

	if (!c)
		return "libcurl doesn't start";
	list = headers(a, q);
	prepare(c, q, &r);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, list);
	CURLcode code = curl_easy_perform(c);

	if (code == CURLE_OK) {
		curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &out->status);
		out->body = r.text;
		out->len = r.len;
		out->next = next_link(c, a);
	}
	curl_slist_free_all(list);
	curl_easy_cleanup(c);
	return code == CURLE_OK ? NULL : curl_easy_strerror(code);
}
