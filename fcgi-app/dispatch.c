/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See dispatch.h. The routes are scanned from the top: some dozens of short compares cost less
 * than one round trip to the database, and the table stays readable.
 */
#include "dispatch.h"
#include "db.h"
#include "idempotency.h"
#include "lti/lti.h"
#include "problem.h"

#include <string.h>
#include <strings.h>

struct route {
	enum method method;
	const char *path;
	handler *fn;
	enum capability capability;
	size_t body;
	const char *name, *method_name, *capability_name;
};

static const struct route routes[] = {
#define ROUTE(method, path, fn, capability, body)                                                  \
	{ method, path, fn, capability, body, #fn, #method, #capability },
#include "routes.def"
#undef ROUTE
};

static const struct {
	enum method method;
	const char *name;
} methods[] = {
	{ GET, "GET" },
	{ GET, "HEAD" },
	{ POST, "POST" },
	{ PUT, "PUT" },
	{ PATCH, "PATCH" },
	{ DELETE, "DELETE" },
	{ OPTIONS, "OPTIONS" },
};

/* {...} takes one segment that isn't empty; its text goes to param[] when there is a request. */
static bool match(const char *pattern, const char *path, struct request *rq)
{
	int n = 0;

	while (*pattern) {
		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		size_t len = strcspn(path, "/");

		if (len == 0 || n == MAX_PARAMS)
			return false;
		if (rq)
			rq->param[n] = arena_strndup(rq->mem, path, len);
		n++;
		path += len;
		pattern = strchr(pattern, '}') + 1;
	}
	return *path == '\0';
}

static const char *allowed(struct request *rq, unsigned seen)
{
	const char *list = "";

	for (size_t i = 0; i < COUNT(methods); i++)
		if (seen & methods[i].method)
			list = arena_printf(
			    rq->mem, "%s%s%s", list, *list ? ", " : "", methods[i].name);
	return list;
}

static enum error find_route(struct request *rq, const struct route **out)
{
	unsigned seen = OPTIONS;

	for (const struct route *r = routes; r < routes + COUNT(routes); r++) {
		if (!match(r->path, rq->path, NULL))
			continue;
		seen |= r->method;
		if (r->method == rq->method) {
			match(r->path, rq->path, rq);
			*out = r;
			return OK;
		}
	}
	if (seen == OPTIONS)
		return fail(rq, ERR_NOT_FOUND, "no such address");
	rq->allow = allowed(rq, seen);
	return fail(rq, ERR_METHOD, NULL);
}

bool dispatch_body_limit(enum method method, const char *path, size_t *most)
{
	for (const struct route *r = routes; r < routes + COUNT(routes); r++) {
		if (r->method != method || !match(r->path, path, NULL))
			continue;
		*most = r->body;
		return true;
	}
	return false;
}

/* A browser tells where a request comes from; a page of another site can't forge either header. */
static bool same_site(const struct request *rq)
{
	if (rq->fetch_site && strcmp(rq->fetch_site, "same-origin") != 0 &&
	    strcmp(rq->fetch_site, "none") != 0)
		return false;
	const char *at = rq->origin ? strstr(rq->origin, "://") : NULL;

	return !rq->origin || (at && rq->host && strcasecmp(at + 3, rq->host) == 0);
}

static bool is_json(const char *type)
{
	static const char json[] = "application/json";

	return type && strncasecmp(type, json, sizeof json - 1) == 0 &&
	       (type[sizeof json - 1] == '\0' || type[sizeof json - 1] == ';');
}

/* Equal in a time that doesn't depend on where they differ. */
static bool same_secret(const char *a, const char *b)
{
	size_t n = a ? strlen(a) : 0, m = b ? strlen(b) : 0;
	unsigned char differs = n != m || n == 0;

	for (size_t i = 0; i < n && i < m; i++)
		differs |= (unsigned char)(a[i] ^ b[i]);
	return !differs;
}

static enum error check_write(struct request *rq, const struct route *r)
{
	if (rq->method == GET || r->capability == PORTAL)
		return OK;
	if (!same_site(rq))
		return fail(rq, ERR_CSRF, "another origin");
	if (r->body && r->body <= BODY_IN_MEMORY && rq->body_len && !is_json(rq->content_type))
		return fail(rq, ERR_MEDIA_TYPE, NULL);
	return OK;
}

static enum error check_sender(struct request *rq, const struct route *r)
{
	if (rq->method != GET && !same_secret(rq->csrf, rq->csrf_header))
		return fail(rq, ERR_CSRF, "X-CSRF-Token is missing or wrong");
	rq->scope = access_scope(rq->roles, r->capability);
	return rq->scope ? OK : fail(rq, ERR_FORBIDDEN, NULL);
}

/* A handler that reads no query takes none: a misspelt filter would answer with too much. */
static enum error handle(struct request *rq, struct response *rs, const struct route *r)
{
	TRY(r->fn(rq, rs));
	return rq->query && !rq->query_read ? read_query(rq, NULL, 0, NULL) : OK;
}

static enum error run_as_sender(struct request *rq, struct response *rs, const struct route *r)
{
	TRY(db_enter(rq, rq->method == GET));
	TRY(check_sender(rq, r));
	if (rq->method != POST || !rq->idempotency_key)
		return handle(rq, rs, r);
	bool replayed;

	TRY(idempotency_take(rq, rs, &replayed));
	if (replayed)
		return OK;
	TRY(handle(rq, rs, r));
	return idempotency_keep(rq, rs);
}

static enum error in_transaction(struct request *rq, struct response *rs, const struct route *r)
{
	enum error e = run_as_sender(rq, rs, r);

	if (e)
		db_rollback(rq);
	else if (rq->method == GET)
		db_end_read(rq);
	else
		e = db_commit(rq);
	return e;
}

static enum error serve(struct request *rq, struct response *rs)
{
	const struct route *r = NULL;
	enum error e = find_route(rq, &r);

	if (e == ERR_METHOD && rq->method == OPTIONS) {
		rs->allow = rq->allow;
		return send_nothing(rs);
	}
	TRY(e);
	TRY(check_write(rq, r));
	if (r->capability == DEMO && !rq->demo)
		return fail(rq, ERR_NOT_FOUND, "demo mode is off");
	if (r->capability == ANYONE)
		return handle(rq, rs, r);
	if (r->capability <= PORTAL)
		return r->fn(rq, rs);
	if (!rq->token)
		return fail(rq, ERR_UNAUTHENTICATED, NULL);
	e = in_transaction(rq, rs, r);

	/* Who lost a race meets the winner's rows the next time, and the rule can name them. After a
	 * deadlock the winner may not have committed yet, so once is not enough. */
	for (int tries = 0; e && db_lost_race(rq->db) && tries < 3; tries++) {
		*rs = (struct response){ 0 };
		e = in_transaction(rq, rs, r);
	}
	return e;
}

void dispatch(struct request *rq, struct response *rs)
{
	enum error e = serve(rq, rs);

	if (e)
		dispatch_refuse(rq, rs, e);
}

/* What a portal's frame opens is read by people: they get a page. Its keys are read by the portal. A
 * message that was refused before its handler saw it, as too long a one, is in the audit too. */
void dispatch_refuse(struct request *rq, struct response *rs, enum error e)
{
	const char *path = rq->path ? rq->path : "";
	bool enter = strcmp(path, "/portal/enter") == 0,
	     message = rq->method == POST && (enter || strcmp(path, "/lti/launch") == 0),
	     page = enter || (strncmp(path, "/lti/", 5) == 0 && strcmp(path, "/lti/jwks") != 0);

	*rs = (struct response){ .allow = rq->allow };
	if (!page || (message ? lti_refuse(rq, rs, e, &(struct lti_message){ 0 })
			      : lti_refusal_page(rq, rs, e)))
		problem_send(rq, rs, e);
}

void dispatch_print_routes(FILE *out)
{
	for (const struct route *r = routes; r < routes + COUNT(routes); r++)
		fprintf(out, "%-6s %-48s %-28s %s\n", r->method_name, r->path, r->name,
		    r->capability_name);
}
