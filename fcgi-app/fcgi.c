/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See fcgi.h. Everything a client sends is bounded before it is read: the body by its route (a file
 * goes to disk), the request's memory by the arena, its time by an alarm whose default action ends the
 * worker (the supervisor starts another, the web server answers for that one request).
 */
#include "fcgi.h"
#include "db.h"
#include "dispatch.h"
#include "json.h"
#include "log.h"

#include <errno.h>
#include <fcgiapp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { REQUEST_SECONDS = 20, STATEMENT_MS = 10000, REQUEST_MEMORY = 32 << 20, PIECE = 64 << 10 };

struct fcgi {
	FCGX_Request f;
	struct arena *mem;
	struct db *db;
	bool demo;
	const char *url, *keys;
};

static const struct {
	const char *name;
	enum method m;
} methods[] = {
	{ "GET", GET },
	{ "HEAD", GET },
	{ "POST", POST },
	{ "PUT", PUT },
	{ "PATCH", PATCH },
	{ "DELETE", DELETE },
	{ "OPTIONS", OPTIONS },
};

struct fcgi *fcgi_create(int sock, const struct config *c)
{
	struct fcgi *f = calloc(1, sizeof *f);

	if (!f)
		abort();
	FCGX_Init();
	FCGX_InitRequest(&f->f, sock, 0);
	f->mem = arena_create(REQUEST_MEMORY);
	js_use(f->mem);
	f->demo = c->demo;
	f->url = c->url;
	f->keys = c->keys;
	f->db =
	    db_create(&(struct db_settings){ c->db, c->login_db, "metodden-app", STATEMENT_MS });
	return f;
}

void fcgi_destroy(struct fcgi *f)
{
	db_destroy(f->db);
	arena_destroy(f->mem);
	free(f);
}

static const char *param(struct fcgi *f, const char *name)
{
	const char *v = FCGX_GetParam(name, f->f.envp);

	return v && *v ? v : NULL;
}

/* A cookie of ours ("name="): hex digits, '.' and '-' only, else there is none. */
static const char *cookie(struct fcgi *f, const char *name)
{
	const char *p = param(f, "HTTP_COOKIE");

	while (p && strncmp(p, name, strlen(name)) != 0) {
		p = strchr(p, ';');
		if (p)
			p += 1 + strspn(p + 1, " ");
	}
	if (!p)
		return NULL;
	p += strlen(name);
	size_t n = strcspn(p, ";"), good = strspn(p, "0123456789abcdef.-");

	return n == good && n > 0 && n < 200 ? arena_strndup(f->mem, p, n) : NULL;
}

/* The web server's id of the request when it looks like one, else our own. */
static const char *request_id(struct fcgi *f)
{
	static const char hex[] = "0123456789abcdef";
	const char *given = param(f, "REQUEST_ID");
	unsigned char bytes[16];
	char *id;

	if (given && strlen(given) <= 64 && strspn(given, hex) == strlen(given))
		return given;
	if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		memset(bytes, 0, sizeof bytes);
	id = arena_alloc(f->mem, 2 * sizeof bytes + 1);
	for (size_t i = 0; i < sizeof bytes; i++) {
		id[2 * i] = hex[bytes[i] >> 4];
		id[2 * i + 1] = hex[bytes[i] & 15];
	}
	return id;
}

/* Where people reach this service: as it was set, else as they asked for it. */
static const char *site(struct fcgi *f, const char *host)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-[]";
	const char *scheme = param(f, "REQUEST_SCHEME");

	if (f->url || !host || strspn(host, good) != strlen(host))
		return f->url;
	bool plain = scheme && strcmp(scheme, "http") == 0;

	return arena_printf(f->mem, "%s://%s", plain ? "http" : "https", host);
}

static void read_head(struct fcgi *f, struct request *rq)
{
	const char *m = param(f, "REQUEST_METHOD");

	for (size_t i = 0; m && i < COUNT(methods); i++)
		if (strcmp(m, methods[i].name) == 0)
			rq->method = methods[i].m;
	rq->id = request_id(f);
	rq->path = param(f, "DOCUMENT_URI") ? param(f, "DOCUMENT_URI") : "/";
	rq->query = param(f, "QUERY_STRING");
	rq->content_type = param(f, "CONTENT_TYPE");
	rq->token = cookie(f, "__Host-metodden=");
	rq->browser = cookie(f, "__Host-metodden-lti=");
	rq->if_match = param(f, "HTTP_IF_MATCH");
	rq->idempotency_key = param(f, "HTTP_IDEMPOTENCY_KEY");
	rq->csrf_header = param(f, "HTTP_X_CSRF_TOKEN");
	rq->origin = param(f, "HTTP_ORIGIN");
	rq->host = param(f, "HTTP_HOST");
	rq->site = site(f, rq->host);
	rq->fetch_site = param(f, "HTTP_SEC_FETCH_SITE");
	rq->fetch_dest = param(f, "HTTP_SEC_FETCH_DEST");
	rq->language = param(f, "HTTP_ACCEPT_LANGUAGE");
}

static void close_file(void *file)
{
	fclose(file);
}

/* To disk as it comes. The file has no name: nothing of it stays, whatever ends this process. */
static enum error read_file(struct fcgi *f, struct request *rq, unsigned long long n)
{
	char piece[PIECE];
	int got = 1;

	rq->file = tmpfile();
	if (!rq->file)
		return fail(rq, ERR_UNAVAILABLE, "no temporary file: %s", strerror(errno));
	arena_defer(f->mem, close_file, rq->file);
	for (rq->body_len = 0; rq->body_len < n && got > 0; rq->body_len += (size_t)got) {
		got = FCGX_GetStr(
		    piece, (int)(n - rq->body_len < PIECE ? n - rq->body_len : PIECE), f->f.in);
		if (got > 0 && fwrite(piece, 1, (size_t)got, rq->file) != (size_t)got)
			return fail(rq, ERR_UNAVAILABLE, "temporary file: %s", strerror(errno));
	}
	if (fflush(rq->file) != 0)
		return fail(rq, ERR_UNAVAILABLE, "temporary file: %s", strerror(errno));
	rewind(rq->file);
	return OK;
}

static enum error read_text(struct fcgi *f, struct request *rq, unsigned long long n)
{
	char *body = arena_alloc(rq->mem, (size_t)n + 1);

	rq->body = n ? body : NULL;
	rq->body_len = (size_t)FCGX_GetStr(body, (int)n, f->f.in);
	return OK;
}

static enum error read_body(struct fcgi *f, struct request *rq)
{
	const char *text = param(f, "CONTENT_LENGTH");
	unsigned long long n = text ? strtoull(text, NULL, 10) : 0;
	size_t most;

	if (!dispatch_body_limit(rq->method, rq->path, &most))
		return OK; /* 404 or 405 is the better answer, whatever the body */
	if (text && (strspn(text, "0123456789") != strlen(text) || strlen(text) > 18))
		return fail(rq, ERR_BAD_REQUEST, "Content-Length isn't a number");
	if (n > most)
		return refuse(rq, ERR_TOO_LARGE, "limit", arena_printf(rq->mem, "%zu", most), NULL);
	if (n == 0 && rq->method == GET)
		return OK;
	if (most > BODY_IN_MEMORY && !rq->token)
		return OK; /* nobody's file isn't read: dispatch answers 401 */
	TRY(most > BODY_IN_MEMORY ? read_file(f, rq, n) : read_text(f, rq, n));
	if (rq->body_len < n)
		return fail(rq, ERR_BAD_REQUEST, "the body ended early");
	if (FCGX_GetChar(f->f.in) != EOF)
		return fail(rq, ERR_BAD_REQUEST, "the body is longer than Content-Length");
	return OK;
}

static enum error read_request(struct fcgi *f, struct request *rq)
{
	read_head(f, rq);
	if (!js_check_text(rq->path))
		return fail(rq, ERR_BAD_REQUEST, "the address isn't UTF-8");
	return read_body(f, rq);
}

static void header(struct fcgi *f, const char *name, const char *value)
{
	if (value)
		FCGX_FPrintF(f->f.out, "%s: %s\r\n", name, value);
}

static void write_response(struct fcgi *f, const struct request *rq, const struct response *rs)
{
	const char *m = param(f, "REQUEST_METHOD");

	FCGX_FPrintF(f->f.out, "Status: %d\r\n", rs->status);
	header(f, "Content-Type", rs->type);
	if (rs->status != 204)
		FCGX_FPrintF(f->f.out, "Content-Length: %d\r\n", (int)rs->len);
	header(f, "Location", rs->location);
	header(f, "ETag", rs->etag ? arena_printf(f->mem, "\"%s\"", rs->etag) : NULL);
	header(f, "Set-Cookie", rs->cookie);
	header(f, "Allow", rs->allow);
	header(f, "Retry-After", rs->status == 503 ? "2" : NULL);
	header(f, "Content-Disposition", rs->disposition);
	header(f, "Cache-Control", "no-store");
	header(f, "X-Request-Id", rq->id);
	header(f, "X-Content-Type-Options", "nosniff");
	header(f, "Referrer-Policy", "same-origin");
	header(f, "Cross-Origin-Opener-Policy", "same-origin");
	header(f, "Cross-Origin-Resource-Policy", "same-origin");
	header(f, "Content-Security-Policy",
	    rs->policy ? rs->policy : "default-src 'none'; frame-ancestors 'none'");
	FCGX_PutS("\r\n", f->f.out);
	if (rs->len && !(m && strcmp(m, "HEAD") == 0))
		FCGX_PutStr(rs->body, (int)rs->len, f->f.out);
}

static void log_request(struct fcgi *f, const struct request *rq, const struct response *rs,
    const struct timespec *start)
{
	struct timespec end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	long us = (end.tv_sec - start->tv_sec) * 1000000 + (end.tv_nsec - start->tv_nsec) / 1000;

	/* what the client has chosen stands last: a long line is cut at its end */
	log_event(rs->status >= 500 ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO, "request", "id", rq->id,
	    "status", arena_printf(f->mem, "%d", rs->status), "ms",
	    arena_printf(f->mem, "%ld.%03ld", us / 1000, us % 1000), "queries",
	    arena_printf(f->mem, "%u", rq->queries), "detail",
	    rs->status >= 400 ? rq->detail : NULL, "method", param(f, "REQUEST_METHOD"), "path",
	    rq->path, NULL);
}

int fcgi_serve_one(struct fcgi *f)
{
	struct request rq = { .mem = f->mem, .db = f->db, .demo = f->demo, .keys = f->keys };
	struct response rs = { 0 };
	struct timespec start;

	alarm(REQUEST_SECONDS); /* before accepting: a client may fall silent within the head */
	if (FCGX_Accept_r(&f->f) != 0) {
		alarm(0);
		return 0;
	}
	clock_gettime(CLOCK_MONOTONIC, &start);
	f->f.keepConnection = 0; /* whatever the client asks for: see fcgi.h */
	enum error e = read_request(f, &rq);

	if (e)
		dispatch_refuse(&rq, &rs, e);
	else
		dispatch(&rq, &rs);
	write_response(f, &rq, &rs);
	log_request(f, &rq, &rs, &start);
	FCGX_Finish_r(&f->f);
	alarm(0);
	arena_reset(f->mem);
	return 1;
}
