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

/* __Host-: the browser takes it over https (or from localhost) only, for this very host. */
void set_session(struct request *rq, struct response *rs, const char *token)
{
	rs->cookie =
	    arena_printf(rq->mem, "__Host-metodden=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s",
		token ? token : "", token ? "" : "; Max-Age=0");
}
