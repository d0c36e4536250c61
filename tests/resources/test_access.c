/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every route by every role against access.txt, which is written by hand. A route without a row
 * fails, and so does a row without a route; a changed access.def shows up as a different answer.
 */
#include "harness.h"
#include "dispatch.h"

#include <string.h>

static const char *const roles[] = { "methodist", "centre_head", "council_member",
	"council_secretary", "council_chair", "department_head", "clerk", "school_head", "teacher",
	"admin" };

static char known[200][96];
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

static struct answer ask(const char *route, const char *who)
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
		path = format("%.*s00000000-0000-4000-8000-00000000dead%s", (int)(open - path), path,
		    strchr(open, '}') + 1);
	sign_in(who);
	switch (m) {
	case POST:
		return post(path, "{}");
	case PUT:
		return put(path, "{}");
	case PATCH:
		return patch(path, "\"1\"", "{}");
	case DELETE:
		return delete("%s", path);
	default:
		return get("%s", path);
	}
}

static void check_row(const char *route, const char *marks)
{
	for (size_t i = 0; i < COUNT(roles); i++) {
		marks += strspn(marks, " ");
		if (*marks != '/') {
			struct answer a = ask(route, roles[i]);
			bool refused = a.status == 401 || strcmp(at(a, "/type"), "/problems/forbidden") == 0;

			ck_assert_msg(*marks == '+' || *marks == '-', "no mark for %s: %s", roles[i], route);
			ck_assert_msg(refused == (*marks == '-'), "%s as %s: %d %s", route, roles[i],
			    a.status, a.text);
			ck_assert_msg(a.status < 500, "%s as %s: %s", route, roles[i], a.text);
		}
		marks++;
	}
}

START_TEST(the_whole_table_holds) { each_row(check_row); }
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
	char line[256], method[8], path[96];
	FILE *f = tmpfile();
	size_t routes = 0;

	each_row(remember);
	dispatch_print_routes(f);
	rewind(f);
	while (fgets(line, sizeof line, f)) {
		ck_assert_int_eq(sscanf(line, "%7s %95s", method, path), 2);
		if (strncmp(path, "/api/v1/", 8) != 0 || strstr(path, "/demo/") || strstr(path, "/health"))
			continue;
		routes++;
		ck_assert_msg(is_known(format("%s %s", method, path)), "no row for %s %s", method, path);
	}
	fclose(f);
	ck_assert_uint_eq(routes, known_count);
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
	struct request rq = { .method = POST, .path = "/api/v1/demo/session", .body = "{}",
		.origin = "https://evil.example" };

	ck_problem(send_raw(&rq), 403, "csrf", "");
	rq = (struct request){ .method = POST, .path = "/api/v1/demo/session", .body = "{}",
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

RESOURCE_MAIN("access", the_whole_table_holds, every_route_has_a_row_and_every_row_a_route,
    nobody_gets_401, a_write_without_the_page_s_token_is_refused, another_origin_is_refused,
    unknown_addresses_and_methods_are_told_apart)
