/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as an address: its path against the table of routes, its query string against a table of
 * fields. Nobody is signed in, so no handler runs: a path leads to 401, 404 or 405.
 */
#include "dispatch.h"
#include "request.h"

static const struct field query[] = {
	{ "q", FIELD_TEXT, OPTIONAL },
	{ "school", FIELD_UUID, OPTIONAL },
	{ "from", FIELD_DATE, OPTIONAL },
	{ "limit", FIELD_INTEGER, OPTIONAL, .min = 1, .max = 200 },
	{ "all", FIELD_BOOLEAN, OPTIONAL },
	{ "state", FIELD_ONE_OF, REQUIRED, .words = "draft|sent" },
};

static void match(struct request *rq, enum method method)
{
	struct response rs = { 0 };
	size_t most;
	bool known = dispatch_body_limit(method, rq->path, &most);

	rq->method = method;
	memset(rq->param, 0, sizeof rq->param);
	dispatch(rq, &rs);
	must(rs.status == (known ? 401 : rs.allow ? 405 : 404));
	must(!rs.allow || strstr(rs.allow, "OPTIONS"));
	if (strstr(rs.type, "json"))
		must(strict(rs.body, rs.len));
	for (int i = 0; i < MAX_PARAMS; i++)
		must(!rq->param[i] || (known && *rq->param[i] && !strchr(rq->param[i], '/')));
	rq->allow = NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* no route of these is open to anyone */
	static const enum method methods[] = { PUT, PATCH, DELETE };
	const char *v[COUNT(query)], *url;
	struct request rq = request_begin(data, size, &url);
	size_t path = strcspn(url, "?");
	enum error e;

	rq.path = arena_strndup(rq.mem, url, path);
	for (size_t i = 0; i < COUNT(methods); i++)
		match(&rq, methods[i]);
	rq.query = url[path] ? url + path + 1 : NULL;
	e = read_query(&rq, query, COUNT(query), v);
	if (e)
		must_say(&rq, e);
	else
		must_fit(query, COUNT(query), v);
	arena_destroy(rq.mem);
	return 0;
}
