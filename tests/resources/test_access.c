/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every route by every role against access.txt, which is written by hand. A route without a row
 * fails, and so does a row without a route; a changed access.def shows up as a different answer or
 * as another scope. And every route of one thing, asked for a thing of the other district.
 */
#include "harness.h"
#include "dispatch.h"

#include <string.h>

static const char *const roles[] = { "methodist", "centre_head", "council_member",
	"council_secretary", "council_chair", "department_head", "clerk", "school_head", "teacher",
	"admin" };

static const struct {
	const char *route;
	enum capability capability;
} routes[] = {
#define ROUTE(method, path, fn, capability, body) { #method " " path, capability },
#include "routes.def"
#undef ROUTE
};

static char known[400][96];
static size_t known_count;

static void each_row(void (*fn)(const char *route, const char *marks))
{
	char line[256];
	FILE *f = fopen("tests/resources/access.txt", "r");

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof line, f)) {
		if (*line == '#')
			continue;
		char *end = line + strcspn(line, " ") + 1;

		end += strcspn(end, " ");
		*end = '\0';
		fn(line, end + 1);
	}
	fclose(f);
}

static struct answer ask(const char *route, const char *who, const char *id)
{
	static const struct {
		const char *name;
		enum method m;
	} methods[] = { { "GET", GET }, { "POST", POST }, { "PUT", PUT }, { "PATCH", PATCH },
		{ "DELETE", DELETE } };
	enum method m = GET;
	const char *path = strchr(route, ' ') + 1, *open = strchr(path, '{');

	for (size_t i = 0; i < COUNT(methods); i++)
		if (strncmp(route, methods[i].name, strlen(methods[i].name)) == 0)
			m = methods[i].m;
	if (open)
		path = format("%.*s%s%s", (int)(open - path), path, id, strchr(open, '}') + 1);
	if (m == DELETE) /* of the session, perhaps */
		sign_in(who);
	else
		sign_in_again(who);
	switch (m) {
	case POST:
		return post(path, "{}");
	case PUT:
		with_revision("\"1\"");
		return put(path, "{}");
	case PATCH:
		return patch(path, "\"1\"", "{}");
	case DELETE:
		return erase("%s", path);
	default:
		return get("%s", path);
	}
}

static bool refused(struct answer a)
{
	return a.status == 401 || strcmp(at(a, "/type"), "/problems/forbidden") == 0;
}

/* SIGNED_IN has no rows to speak of; its scope says nothing. */
static char scope_mark(const char *route, const char *role)
{
	for (size_t i = 0; i < COUNT(routes); i++)
		if (strcmp(routes[i].route, route) == 0)
			return routes[i].capability == SIGNED_IN
				   ? '+'
				   : "-OSD"[access_scope(access_roles(role), routes[i].capability)];
	return '?';
}

static void check_row(const char *route, const char *marks)
{
	for (size_t i = 0; i < COUNT(roles); i++, marks++) {
		marks += strspn(marks, " ");
		if (*marks == '/')
			continue;
		struct answer a = ask(route, roles[i], "00000000-0000-4000-8000-00000000dead");

		ck_assert_msg(
		    *marks && strchr("-+OSD", *marks), "no mark for %s: %s", roles[i], route);
		ck_assert_msg(refused(a) == (*marks == '-'), "%s as %s: %d %s", route, roles[i],
		    a.status, a.text);
		ck_assert_msg(a.status < 500, "%s as %s: %s", route, roles[i], a.text);
		ck_assert_msg(scope_mark(route, roles[i]) == *marks, "%s reaches %c as %s, not %c",
		    route, scope_mark(route, roles[i]), roles[i], *marks);
	}
}

START_TEST(the_whole_table_holds)
{
	each_row(check_row);
}
END_TEST

static void remember(const char *route, const char *marks)
{
	(void)marks;
	snprintf(known[known_count++], sizeof known[0], "%s", route);
}

static bool is_known(const char *route)
{
	for (size_t i = 0; i < known_count; i++)
		if (strcmp(known[i], route) == 0)
			return true;
	return false;
}

START_TEST(every_route_has_a_row_and_every_row_a_route)
{
	size_t asked = 0;

	each_row(remember);
	for (size_t i = 0; i < COUNT(routes); i++) {
		if (routes[i].capability <= PORTAL)
			continue;
		asked++;
		ck_assert_msg(is_known(routes[i].route), "no row for %s", routes[i].route);
	}
	ck_assert_uint_eq(asked, known_count);
}
END_TEST

START_TEST(nobody_gets_401)
{
	sign_out();
	ck_problem(get("/api/v1/session"), 401, "unauthenticated", "");
	ck_problem(get("/api/v1/days"), 401, "unauthenticated", "");
	ck_problem(post("/api/v1/days", "{}"), 401, "unauthenticated", "");
}
END_TEST

START_TEST(a_write_without_the_page_s_token_is_refused)
{
	sign_in("centre_head");
	without_csrf();
	ck_problem(post("/api/v1/days", "{}"), 403, "csrf", "");
}
END_TEST

START_TEST(another_origin_is_refused)
{
	struct request rq = { .method = POST,
		.path = "/api/v1/demo/session",
		.body = "{}",
		.origin = "https://evil.example" };

	ck_problem(send_raw(&rq), 403, "csrf", "");
	rq = (struct request){ .method = POST,
		.path = "/api/v1/demo/session",
		.body = "{}",
		.fetch_site = "cross-site" };
	ck_problem(send_raw(&rq), 403, "csrf", "");
}
END_TEST

START_TEST(unknown_addresses_and_methods_are_told_apart)
{
	sign_in("teacher");
	ck_problem(get("/api/v1/nothing"), 404, "not-found", "");
	ck_problem(put("/api/v1/session", "{}"), 405, "method", "");
}
END_TEST

/* The table behind an address: /plan-versions/{id} is plan_version. */
static const char *table_of(const char *route)
{
	static const char *const odd[][2] = { { "people", "person" }, { "orders", "document" },
		{ "materials", "document" }, { "practices", "document" },
		{ "classes", "school_class" }, { "rubrics", "edition" },
		{ "frameworks", "edition" }, { "unavailabilities", "unavailability" },
		{ "settings", "setting" }, { "minutes", "document" }, { "schools", "organisation" },
		{ "outbox", "outbox" }, { "cards", "person" }, { "regulations", "edition" },
		{ "dictionaries", "subject" } };
	const char *word = strstr(route, "/v1/") + 4;

	if (strncmp(word, "growth/", 7) == 0)
		word += 7; /* growth of what */

	char *name = (char *)format("%.*s", (int)strcspn(word, "/"), word);

	for (size_t i = 0; i < COUNT(odd); i++)
		if (strcmp(odd[i][0], name) == 0)
			return odd[i][1];
	for (char *c = name; *c; c++)
		if (*c == '-')
			*c = '_';
	name[strlen(name) - 1] = '\0';
	return name;
}

static void ask_abroad(const char *route, const char *marks)
{
	(void)marks;
	if (!strstr(route, "{id}"))
		return;
	const char *table = table_of(route);
	const char *abroad = "district_id = 'd2000000-0000-4000-8000-000000000000'";
	const char *id = sql("select %s from %s where %s limit 1",
	    strcmp(table, "plan_item") == 0 ? "item_id" : "id", table, abroad);
	const char *before =
	    sql("select md5(string_agg(t::text, '' order by t::text)) from %s t where %s", table,
		abroad);

	ck_assert_msg(*id, "no foreign row in %s", table);
	for (size_t i = 0; i < COUNT(roles); i++) {
		struct answer a = ask(route, roles[i], id);

		ck_assert_msg(refused(a) || a.status == 404 || a.status == 422,
		    "%s as %s, of the other district: %d %s", route, roles[i], a.status, a.text);
	}
	ck_assert_str_eq(
	    before, sql("select md5(string_agg(t::text, '' order by t::text)) from %s t where %s",
			table, abroad));
}

/* The last test: the rows that it makes in every table are of no sense to others. */
START_TEST(nothing_of_the_other_district_is_there)
{
	sql_file("tests/sql/every_table.sql");
	sql("select make_rows('d1000000-0000-4000-8000-000000000000', "
	    "'d2000000-0000-4000-8000-000000000000')");
	each_row(ask_abroad);
}
END_TEST

RESOURCE_MAIN("access", the_whole_table_holds, every_route_has_a_row_and_every_row_a_route,
    nobody_gets_401, a_write_without_the_page_s_token_is_refused, another_origin_is_refused,
    unknown_addresses_and_methods_are_told_apart, nothing_of_the_other_district_is_there)
