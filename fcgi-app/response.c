/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kinds of answer that a handler gives. Bodies are sent as they are: JSON comes ready from
 * SQL.
 */
#include "app.h"

#include <string.h>

enum error send_json(struct response *rs, int status, const char *json, const char *revision)
{
	rs->status = status;
	rs->type = "application/json";
	rs->body = json;
	rs->len = strlen(json);
	rs->etag = revision;
	return OK;
}

enum error send_created(
    struct request *rq, struct response *rs, const char *collection, const char *id)
{
	rs->status = 201;
	rs->location = arena_printf(rq->mem, "/api/v1/%s/%s", collection, id);
	return OK;
}

enum error send_accepted(struct request *rq, struct response *rs, const char *job)
{
	rs->status = 202;
	rs->location = arena_printf(rq->mem, "/api/v1/jobs/%s", job);
	return OK;
}

/* The mark at the beginning tells table programs that it is UTF-8. */
enum error send_csv(struct request *rq, struct response *rs, const char *text)
{
	TRY(send_html(rs, 200, arena_printf(rq->mem, "\xEF\xBB\xBF%s", text ? text : "")));
	rs->type = "text/csv; charset=utf-8";
	return OK;
}

enum error send_html(struct response *rs, int status, const char *html)
{
	rs->status = status;
	rs->type = "text/html; charset=utf-8";
	rs->body = html;
	rs->len = strlen(html);
	return OK;
}

enum error send_nothing(struct response *rs)
{
	rs->status = 204;
	rs->type = NULL;
	rs->body = "";
	rs->len = 0;
	return OK;
}

const char *safe_path(const char *target)
{
	return target[0] == '/' && target[1] != '/' && target[1] != '\\' &&
		       strcspn(target, "\r\n") == strlen(target)
		   ? target
		   : "/";
}

const char *html_text(struct request *rq, const char *s)
{
	static const struct {
		char c;
		const char *as;
	} marks[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" } };
	char *out = arena_alloc(rq->mem, 6 * strlen(s) + 1), *end = out;

	for (; *s; s++) {
		const char *as = NULL;

		for (size_t i = 0; i < COUNT(marks); i++)
			if (marks[i].c == *s)
				as = marks[i].as;
		if (as)
			end = stpcpy(end, as);
		else
			*end++ = *s;
	}
	return out;
}

/* In a frame of another site the browser keeps a cookie only for that site's pages (Partitioned). */
static const char *session_scope(const struct request *rq)
{
	bool framed =
	    rq->fetch_dest && rq->fetch_site &&
	    (strcmp(rq->fetch_dest, "iframe") == 0 || strcmp(rq->fetch_dest, "frame") == 0) &&
	    strcmp(rq->fetch_site, "cross-site") == 0;

	return framed ? "SameSite=None; Partitioned" : "SameSite=Lax";
}

/* __Host-: the browser takes it over https (or from localhost) only, for this very host. */
void set_session(struct request *rq, struct response *rs, const char *token)
{
	rs->cookie = arena_printf(rq->mem, "__Host-metodden=%s; Path=/; Secure; HttpOnly; %s%s",
	    token ? token : "", session_scope(rq), token ? "" : "; Max-Age=0");
}
