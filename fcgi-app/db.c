/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statements, transactions and refusals over the connection of db_connection.c. Statements are named,
 * prepared at first use, bound as text. What the database refuses becomes a word of error.def: by
 * the slug that a rule raised (SQLSTATE MD001), by the constraint's name, else by SQLSTATE.
 * PostgreSQL's own sentences go to the log only.
 */
#include "db_connection.h"
#include "problem.h"

#include <assert.h>
#include <poll.h>
#include <string.h>

enum { WAITING_MS = 2000 };

/* The longest prefix that fits decides, so finer rows stand before coarser ones. */
static const struct {
	const char *sqlstate;
	enum error e;
} states[] = {
	{ "23503", ERR_UNKNOWN_REFERENCE },
	{ "23502", ERR_INVALID },
	{ "23514", ERR_INVALID },
	{ "23", ERR_CONFLICT },
	{ "22", ERR_INVALID },
	{ "42501", ERR_FORBIDDEN },
	{ "40", ERR_CONFLICT },
	{ "55P03", ERR_UNAVAILABLE },
	{ "57", ERR_UNAVAILABLE },
	{ "08", ERR_UNAVAILABLE },
	{ "53", ERR_UNAVAILABLE },
	{ "25P03", ERR_UNAVAILABLE },
};

bool db_lost_race(const struct db *db)
{
	return db->lost_race;
}

static enum error by_sqlstate(const struct request *rq, const char *s)
{
	if (strcmp(s, "23503") == 0 && rq->method == DELETE)
		return ERR_ROW_IN_USE;
	for (size_t i = 0; i < COUNT(states); i++)
		if (strncmp(s, states[i].sqlstate, strlen(states[i].sqlstate)) == 0)
			return states[i].e;
	return ERR_INTERNAL;
}

static const char *kept(struct request *rq, const char *s)
{
	return s ? arena_strndup(rq->mem, s, strlen(s)) : NULL;
}

static enum error refusal(struct request *rq, struct db *db, const PGresult *r)
{
	const char *s = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *words = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	const char *constraint = PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME);
	enum error e = OK;

	if (!s)
		return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(db->c));
	if (strcmp(s, "MD001") == 0) {
		e = error_named(words);
		rq->clause = kept(rq, PQresultErrorField(r, PG_DIAG_MESSAGE_HINT));
		rq->params = kept(rq, PQresultErrorField(r, PG_DIAG_MESSAGE_DETAIL));
		return e ? e : fail(rq, ERR_CONFLICT, "%s", words);
	}
	if (constraint)
		e = error_named(constraint);
	db->lost_race = strcmp(s, "23P01") == 0 || strcmp(s, "23505") == 0 ||
			strcmp(s, "40001") == 0 || strcmp(s, "40P01") == 0;
	if (!e)
		e = by_sqlstate(rq, s);
	if (error_info(e)->status >= 500)
		return fail(rq, e, "%s %s: %s", s, constraint ? constraint : "", words);
	return e;
}

static void clear(void *r)
{
	PQclear(r);
}

static PGresult *owned(struct request *rq, PGresult *r)
{
	arena_defer(rq->mem, clear, r);
	return r;
}

static enum error result(struct request *rq, struct db *db, PGresult *r, struct rows **out)
{
	ExecStatusType st = PQresultStatus(r);

	if (st != PGRES_TUPLES_OK && st != PGRES_COMMAND_OK)
		return refusal(rq, db, r);
	if (out)
		*out = (struct rows *)r;
	return OK;
}

static enum error prepare(struct request *rq, enum query q)
{
	const struct query_text *t = &queries[q];

	if (rq->db->prepared[q])
		return OK;
	TRY(result(rq, rq->db, owned(rq, PQprepare(rq->db->c, t->name, t->sql, 0, NULL)), NULL));
	rq->db->prepared[q] = 1;
	return OK;
}

/* The answer of what was sent; tells whoever waits that it still runs. */
static PGresult *await(struct db *db)
{
	struct pollfd p = { .fd = PQsocket(db->c), .events = POLLIN };
	PGresult *last = NULL, *r;
	int pause = db->settings.waiting_ms ? db->settings.waiting_ms : WAITING_MS;

	while (PQisBusy(db->c)) {
		if (poll(&p, 1, pause) == 0)
			db->settings.waiting(db->settings.waiting_arg);
		else if (!PQconsumeInput(db->c))
			break;
	}
	while ((r = PQgetResult(db->c))) {
		PQclear(last);
		last = r;
	}
	return last;
}

static PGresult *run(struct db *db, const char *name, size_t n, const char *const v[])
{
	if (!db->settings.waiting)
		return PQexecPrepared(db->c, name, (int)n, v, NULL, NULL, 0);
	if (!PQsendQueryPrepared(db->c, name, (int)n, v, NULL, NULL, 0))
		return PQmakeEmptyPGresult(db->c, PGRES_FATAL_ERROR);
	return await(db);
}

enum error db_query(
    struct request *rq, enum query q, size_t n, const char *const v[], struct rows **out)
{
	const struct query_text *t = &queries[q];

	assert(n == t->params);
	if (!rq->db->in_transaction)
		TRY(db_ready(rq));
	TRY(prepare(rq, q));
	rq->queries++;
	return result(rq, rq->db, owned(rq, run(rq->db, t->name, n, v)), out);
}

static void finish(void *c)
{
	PQfinish(c);
}

enum error db_login_query(
    struct request *rq, enum query q, size_t n, const char *const v[], struct rows **out)
{
	const struct db_settings *s = &rq->db->settings;
	const struct query_text *t = &queries[q];

	assert(n == t->params);
	if (!s->login_conninfo)
		return fail(
		    rq, ERR_UNAVAILABLE, "no connection for opening sessions is configured");
	if (!rq->login) {
		rq->login = db_open(s->login_conninfo, s->name, s->statement_ms);
		arena_defer(rq->mem, finish, rq->login);
	}
	struct db login = { .c = rq->login };

	rq->queries++;
	if (PQstatus(login.c) != CONNECTION_OK)
		return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(login.c));
	return result(rq, &login,
	    owned(rq, PQexecParams(login.c, t->sql, (int)n, NULL, v, NULL, NULL, 0)), out);
}

/* Two statements in one round trip: the second answers the rows, the first must only succeed. */
/* NOLINTNEXTLINE(readability-function-size): an array counts once with its length */
static enum error pipelined(struct request *rq, const char *first, enum query q, size_t n,
    const char *const v[], struct rows **out)
{
	PGconn *c = rq->db->c;
	enum error e = OK;
	PGresult *r;

	TRY(prepare(rq, q));
	if (!PQenterPipelineMode(c) || !PQsendQueryParams(c, first, 0, NULL, NULL, NULL, NULL, 0) ||
	    !PQsendQueryPrepared(c, queries[q].name, (int)n, v, NULL, NULL, 0) ||
	    !PQpipelineSync(c))
		return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(c));
	for (int i = 0; i < 2; i++) {
		r = owned(rq, PQgetResult(c));
		if (!e)
			e = result(rq, rq->db, r, i ? out : NULL);
		while ((r = PQgetResult(c)))
			PQclear(r);
	}
	while ((r = PQgetResult(c)) && PQresultStatus(r) != PGRES_PIPELINE_SYNC)
		PQclear(r);
	PQclear(r);
	rq->queries += 2;
	if (!PQexitPipelineMode(c))
		return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(c));
	return e;
}

enum error db_enter(struct request *rq, bool read_only)
{
	struct rows *r = NULL;

	rq->db->lost_race = false;
	TRY(db_ready(rq));
	rq->db->in_transaction = true;
	TRY(pipelined(
	    rq, read_only ? "begin read only" : "begin", Q_SESSION_ENTER, PARAMS(rq->token), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_UNAUTHENTICATED, NULL);
	rq->person = rows_text(r, 0, 0);
	rq->district = rows_text(r, 0, 1);
	rq->csrf = rows_text(r, 0, 3);
	rq->zone = rows_text(r, 0, 4);
	rq->today = rows_text(r, 0, 5);
	rq->roles = access_roles(rows_text(r, 0, 2));
	return OK;
}

static enum error command(struct request *rq, const char *sql)
{
	struct db *db = rq->db;

	rq->queries++;
	if (!db->settings.waiting_ms)
		return result(rq, db, owned(rq, PQexec(db->c, sql)), NULL);
	if (!PQsendQuery(db->c, sql))
		return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(db->c));
	return result(rq, db, owned(rq, await(db)), NULL);
}

enum error db_begin(struct request *rq)
{
	rq->db->lost_race = false;
	TRY(db_ready(rq));
	rq->db->in_transaction = true;
	return command(rq, "begin");
}

enum error db_commit(struct request *rq)
{
	rq->db->in_transaction = false;
	return command(rq, "commit");
}

void db_rollback(struct request *rq)
{
	if (!rq->db->in_transaction)
		return;
	rq->db->in_transaction = false;
	if (PQstatus(rq->db->c) == CONNECTION_OK)
		PQclear(PQexec(rq->db->c, "rollback"));
}

void db_end_read(struct request *rq)
{
	rq->db->in_transaction = false;
	rq->db->owed = PQsendQuery(rq->db->c, "commit");
}

enum error db_script(struct request *rq, const char *sql)
{
	return command(rq, sql);
}

enum error db_copy_begin(struct request *rq, const char *sql)
{
	PGresult *r = owned(rq, PQexec(rq->db->c, sql));

	return PQresultStatus(r) == PGRES_COPY_IN ? OK : result(rq, rq->db, r, NULL);
}

enum error db_copy(struct request *rq, const char *rows, size_t len)
{
	if (PQputCopyData(rq->db->c, rows, (int)len) == 1)
		return OK;
	return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(rq->db->c));
}

enum error db_copy_end(struct request *rq)
{
	PGresult *r;
	enum error e = OK;

	if (PQputCopyEnd(rq->db->c, NULL) != 1)
		return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(rq->db->c));
	while ((r = PQgetResult(rq->db->c)))
		if (!e)
			e = result(rq, rq->db, owned(rq, r), NULL);
		else
			PQclear(r);
	return e;
}

size_t rows_count(const struct rows *r)
{
	return (size_t)PQntuples((const PGresult *)r);
}

int rows_columns(const struct rows *r)
{
	return PQnfields((const PGresult *)r);
}

const char *rows_text(const struct rows *r, size_t row, int col)
{
	const PGresult *p = (const PGresult *)r;

	return PQgetisnull(p, (int)row, col) ? NULL : PQgetvalue(p, (int)row, col);
}
