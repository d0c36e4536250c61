/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See harness.h. The administrator's connection is libpq's own, so that a test can look past row
 * security and make what the interface refuses.
 */
#include "harness.h"
#include "db.h"
#include "dispatch.h"

#include <libpq-fe.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *kept; /* for the whole test program */
static struct db *db;
static PGconn *admin;
static char database[64], conninfo[512], login_conninfo[512];
static const char *token, *csrf;

static struct {
	const char *key, *language, *revision;
	bool no_csrf;
} next;

static _Noreturn void stop(const char *what, const char *why)
{
	fprintf(stderr, "harness: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static const char *need_env(const char *name)
{
	const char *v = getenv(name);

	if (!v)
		stop(name, "is not set: run under tests/with-postgres");
	return v;
}

static void role_conninfo(char *out, size_t n, const char *role)
{
	snprintf(out, n, "host=%s port=%s dbname=%s user=%s", need_env("PGHOST"),
	    getenv("PGPORT") ? getenv("PGPORT") : "5432", database, role);
}

static void admin_run(PGconn *c, const char *text)
{
	PGresult *r = PQexec(c, text);

	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
		stop("SQL", PQerrorMessage(c));
	PQclear(r);
}

static char *whole_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, 1 << 20);

	if (!f || !text)
		stop(path, "can't be read");
	if (fread(text, 1, (1 << 20) - 1, f) == 0)
		stop(path, "is empty");
	fclose(f);
	return text;
}

static void clone_template(const char *name)
{
	char text[256];
	PGconn *c = PQconnectdb("dbname=postgres");

	if (PQstatus(c) != CONNECTION_OK)
		stop("postgres", PQerrorMessage(c));
	snprintf(database, sizeof database, "t_%s_%d", name, (int)getpid());
	snprintf(text, sizeof text, "create database \"%s\" template \"%s\"", database,
	    need_env("METODDEN_TEST_DB"));
	admin_run(c, text);
	PQfinish(c);
}

static struct db *connect_app(void)
{
	return db_create(&(struct db_settings){ conninfo, login_conninfo, "tests", 10000 });
}

void sql_file(const char *path)
{
	char *text = whole_file(path);

	admin_run(admin, text);
	free(text);
}

void harness_open(const char *name)
{
	char text[128];

	kept = arena_create(256u << 20);
	js_use(kept);
	clone_template(name);
	snprintf(text, sizeof text, "dbname=%s", database);
	admin = PQconnectdb(text);
	if (PQstatus(admin) != CONNECTION_OK)
		stop(database, PQerrorMessage(admin));
	admin_run(admin, "set session_replication_role = replica");
	sql_file("tests/resources/fixture.sql");
	admin_run(admin, "set session_replication_role = origin");
	role_conninfo(conninfo, sizeof conninfo, "metodden_app");
	role_conninfo(login_conninfo, sizeof login_conninfo, "metodden_login");
	db = connect_app();
}

void harness_close(void)
{
	char text[128];
	PGconn *c;

	db_destroy(db);
	PQfinish(admin);
	c = PQconnectdb("dbname=postgres");
	snprintf(text, sizeof text, "drop database \"%s\" with (force)", database);
	admin_run(c, text);
	PQfinish(c);
}

const char *format(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *s = arena_vprintf(kept, fmt, ap);
	va_end(ap);
	return s;
}

static const char *copy(const char *s)
{
	return s ? arena_strndup(kept, s, strlen(s)) : NULL;
}

static const char *as_json(const char *text)
{
	const char *why;
	size_t at;
	const struct json *j = text ? js_parse(text, strlen(text), &why, &at) : NULL;

	return j ? js_print(j) : "null";
}

/* For interface.mjs, which holds the answers against the contract: one a line. */
static void record(const struct request *rq, const struct answer *a, const char *type)
{
	static const char *const names[] = {
		[GET] = "get",
		[POST] = "post",
		[PUT] = "put",
		[PATCH] = "patch",
		[DELETE] = "delete",
		[OPTIONS] = "options",
	};
	const char *path = getenv("ANSWERS");
	FILE *f = path ? fopen(path, "a") : NULL;

	if (!path)
		return;
	if (!f)
		stop(path, "can't be written");
	fprintf(f,
	    "{\"method\":\"%s\",\"path\":\"%s\",\"status\":%d,\"type\":\"%s\",\"sent\":%s,"
	    "\"body\":%s}\n",
	    names[rq->method], rq->path, a->status, type ? type : "", as_json(rq->body),
	    a->json ? js_print(a->json) : "null");
	fclose(f);
}

struct answer send_raw(struct request *rq)
{
	struct arena *mem = arena_create(32u << 20);
	struct response rs = { 0 };
	struct answer a;
	const char *why;
	size_t n;

	rq->mem = mem;
	rq->db = db;
	rq->demo = true;
	rq->id = "test";
	rq->host = "localhost";
	rq->site = "https://metodden.example";
	rq->keys = getenv("METODDEN_KEYS");
	js_use(mem);
	if (rq->body) {
		rq->body_len = strlen(rq->body);
		if (!rq->content_type)
			rq->content_type = "application/json";
	}
	dispatch(rq, &rs);
	js_use(kept);
	a = (struct answer){ rs.status, rs.body ? arena_strndup(kept, rs.body, rs.len) : "", NULL,
		copy(rs.etag), copy(rs.location), copy(rs.cookie), copy(rs.allow), copy(rs.type),
		copy(rs.disposition), copy(rs.policy), rs.len };
	if (rs.type && strstr(rs.type, "json")) {
		a.json = js_parse(a.text, strlen(a.text), &why, &n);
		if (!a.json)
			stop("the answer isn't JSON", a.text);
	}
	record(rq, &a, rs.type);
	arena_destroy(mem);
	return a;
}

static struct answer send(
    enum method method, const char *path, const char *body, const char *revision)
{
	if (!path)
		stop("a request", "has no path");
	char *all = arena_strndup(kept, path, strlen(path)), *query = strchr(all, '?');
	struct request rq = { .method = method, .path = all, .body = body, .token = token };

	if (query) {
		*query = '\0';
		rq.query = query + 1;
	}
	rq.csrf_header = next.no_csrf ? NULL : csrf;
	rq.idempotency_key = next.key;
	rq.language = next.language;
	rq.if_match = revision ? revision : next.revision;
	memset(&next, 0, sizeof next);
	return send_raw(&rq);
}

#define FORMATTED(last)                                                                            \
	va_list ap;                                                                                \
	va_start(ap, last);                                                                        \
	const char *text = (last) ? arena_vprintf(kept, last, ap) : NULL;                          \
	va_end(ap)

struct answer get(const char *path, ...)
{
	FORMATTED(path);
	return send(GET, text, NULL, NULL);
}

struct answer erase(const char *path, ...)
{
	FORMATTED(path);
	return send(DELETE, text, NULL, NULL);
}

struct answer put_file(const char *path, const char *text)
{
	FILE *file = tmpfile();
	struct answer a;

	if (!file || fputs(text, file) < 0)
		stop("a temporary file", "can't be written");
	rewind(file);
	a = send_raw(&(struct request){ .method = PUT,
	    .path = path,
	    .content_type = "application/octet-stream",
	    .token = token,
	    .csrf_header = csrf,
	    .file = file,
	    .body_len = strlen(text) });
	fclose(file);
	return a;
}

struct answer post(const char *path, const char *body, ...)
{
	FORMATTED(body);
	return send(POST, path, text, NULL);
}

struct answer put(const char *path, const char *body, ...)
{
	FORMATTED(body);
	return send(PUT, path, text, NULL);
}

struct answer patch(const char *path, const char *revision, const char *body, ...)
{
	FORMATTED(body);
	return send(PATCH, path, text, revision);
}

void with_idempotency_key(const char *key)
{
	next.key = key;
}
void with_language(const char *language)
{
	next.language = language;
}
void with_revision(const char *revision)
{
	next.revision = revision;
}
void without_csrf(void)
{
	next.no_csrf = true;
}

const char *person(const char *who)
{
	const char *id = sql("select id from person where idnumber = '%s'", who);

	if (!*id)
		stop("no such person in the fixture", who);
	return id;
}

void sign_out(void)
{
	token = csrf = NULL;
}

void sign_in(const char *who)
{
	struct answer a;
	char *value;

	sign_out();
	a = post("/api/v1/demo/session", "{\"person\":\"%s\"}", person(who));
	if (a.status != 204)
		stop(who, a.text);
	value = strchr(a.cookie, '=') + 1;
	token = arena_strndup(kept, value, strcspn(value, ";"));
	a = get("/api/v1/session");
	if (a.status != 200)
		stop("session", a.text);
	csrf = at(a, "/csrf");
}

void sign_in_again(const char *who)
{
	static struct {
		const char *who, *token, *csrf;
	} sessions[16];
	size_t i = 0;

	while (i < COUNT(sessions) && sessions[i].who && strcmp(sessions[i].who, who) != 0)
		i++;
	if (i == COUNT(sessions))
		stop(who, "is one person too many to remember");
	if (!sessions[i].who) {
		sign_in(who);
		sessions[i].who = copy(who);
		sessions[i].token = token;
		sessions[i].csrf = csrf;
	}
	token = sessions[i].token;
	csrf = sessions[i].csrf;
}

const char *at(struct answer a, const char *pointer)
{
	const struct json *j = a.json;

	for (const char *p = pointer; j && *p == '/';) {
		size_t n = strcspn(p + 1, "/");
		const char *name = arena_strndup(kept, p + 1, n);

		if (js_kind(j) == JSON_ARRAY) {
			long i = strtol(name, NULL, 10);

			for (j = js_first(j); j && i > 0; i--)
				j = js_next(j);
		} else {
			j = js_kind(j) == JSON_OBJECT ? js_member(j, name) : NULL;
		}
		p += n + 1;
	}
	if (!j)
		return "";
	return js_kind(j) == JSON_STRING ? js_string(j) : js_print(j);
}

long count_at(struct answer a, const char *pointer)
{
	const char *why, *text = at(a, pointer);
	size_t n;
	const struct json *j = js_parse(text, strlen(text), &why, &n);
	long count = 0;

	for (j = j ? js_first(j) : NULL; j; j = js_next(j))
		count++;
	return count;
}

static const char *first_value(PGconn *c, const char *text, bool fatal)
{
	PGresult *r = PQexec(c, text);
	const char *v = "";

	if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) > 0)
		v = copy(PQgetvalue(r, 0, 0));
	else if (PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK) {
		if (fatal)
			stop(text, PQerrorMessage(c));
		v = format("!%s", PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY));
	}
	PQclear(r);
	return v;
}

const char *sql(const char *fmt, ...)
{
	FORMATTED(fmt);
	return first_value(admin, text, true);
}

const char *sql_as_sender(const char *fmt, ...)
{
	FORMATTED(fmt);
	PGconn *c = PQconnectdb(conninfo);
	const char *v;

	admin_run(c, "begin");
	admin_run(
	    c, format("select set_config('metodden.session', '%s', true)", token ? token : ""));
	v = first_value(c, text, false);
	PQfinish(c);
	return v;
}

int in_child(int (*fn)(void *), void *arg)
{
	int pid = fork();

	if (pid != 0)
		return pid;
	db = connect_app();
	_exit(fn(arg));
}

int child_result(int handle)
{
	int status;

	return waitpid(handle, &status, 0) == handle && WIFEXITED(status) ? WEXITSTATUS(status)
									  : -1;
}
