/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The process's connection to PostgreSQL: opened at first use, found lost before a request has to find it,
 * opened again with a growing pause. Here one also waits for notices and cancels another's statement.
 */
#include "db_connection.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAUSE_FIRST_MS = 200, PAUSE_MOST_MS = 5000 };

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

struct db *db_create(const struct db_settings *settings)
{
	struct db *db = calloc(1, sizeof *db);

	if (!db)
		abort();
	db->settings = *settings;
	return db;
}

void db_destroy(struct db *db)
{
	if (db && db->c)
		PQfinish(db->c);
	free(db);
}

PGconn *db_open(const char *conninfo, const char *name, int statement_ms)
{
	char options[160];

	snprintf(options, sizeof options,
	    "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d "
	    "-c jit=off -c timezone=UTC",
	    statement_ms, statement_ms / 2, statement_ms ? statement_ms * 4 : 0);
	return PQconnectdbParams((const char *const[]){ "dbname", "connect_timeout",
				     "application_name", "client_encoding", "options", NULL },
	    (const char *const[]){ conninfo, "3", name, "UTF8", options, NULL }, 1);
}

/* Notices are of no use; but what ends an idle connection comes as one, before the connection ends. */
static void hear(void *arg, const PGresult *r)
{
	const char *severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);
	struct db *db = arg;

	if (severity && (strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0))
		db->ended = true;
}

static bool listens(PGconn *c, const char *channel)
{
	char text[80];

	if (PQstatus(c) != CONNECTION_OK || !channel)
		return PQstatus(c) == CONNECTION_OK;
	snprintf(text, sizeof text, "listen %s", channel);
	PGresult *r = PQexec(c, text);
	bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;

	PQclear(r);
	return ok;
}

static enum error connect_again(struct request *rq)
{
	struct db *db = rq->db;

	if (now_ms() < db->next_try_ms)
		return fail(
		    rq, ERR_UNAVAILABLE, "the database is away; waiting before the next try");
	if (db->c)
		PQfinish(db->c);
	memset(db->prepared, 0, sizeof db->prepared);
	db->in_transaction = db->owed = db->ended = false;
	db->c = db_open(db->settings.conninfo, db->settings.name, db->settings.statement_ms);
	if (listens(db->c, db->settings.listen)) {
		PQsetNoticeReceiver(db->c, hear, db);
		db->pause_ms = 0;
		return OK;
	}
	int longer = db->pause_ms ? db->pause_ms * 2 : PAUSE_FIRST_MS;
	db->pause_ms = longer > PAUSE_MOST_MS ? PAUSE_MOST_MS : longer;
	db->next_try_ms =
	    now_ms() + db->pause_ms / 2 + (long long)(random() % (db->pause_ms / 2 + 1));
	return fail(rq, ERR_UNAVAILABLE, "%s", PQerrorMessage(db->c));
}

static void settle(struct db *db)
{
	PGresult *r;

	while (db->owed && (r = PQgetResult(db->c)))
		PQclear(r);
	db->owed = false;
}

/* An idle connection has nothing to say but a notice or its end. To hear the end now spares the
 * request that would else be the one to find out that the database was restarted. On a busy machine
 * a dying server's last words are here long before the socket closes: hear() notes them. */
static bool alive(struct db *db)
{
	struct pollfd p = { .fd = PQsocket(db->c), .events = POLLIN };

	while (PQstatus(db->c) == CONNECTION_OK && poll(&p, 1, 0) == 1)
		if (!PQconsumeInput(db->c))
			return false;
	PQisBusy(db->c); /* reads what has come in */
	return PQstatus(db->c) == CONNECTION_OK && !db->ended;
}

enum error db_ready(struct request *rq)
{
	if (rq->db->c && rq->db->owed)
		settle(rq->db);
	if (rq->db->c && alive(rq->db))
		return OK;
	return connect_again(rq);
}

static bool noticed(PGconn *c)
{
	PGnotify *n, *any = NULL;

	while (c && (n = PQnotifies(c))) {
		PQfreemem(any);
		any = n;
	}
	PQfreemem(any);
	return any != NULL;
}

enum error db_wait(struct request *rq, int fd, int ms)
{
	struct db *db = rq->db;
	enum error e = db_ready(rq);
	long long left = db->next_try_ms - now_ms();

	if (!e && noticed(db->c))
		return OK;
	if (e)
		ms = left > 0 ? (int)left : 0;
	struct pollfd p[] = { { .fd = fd, .events = POLLIN },
		{ .fd = e ? -1 : PQsocket(db->c), .events = POLLIN } };

	if (poll(p, COUNT(p), ms) <= 0 || !p[1].revents)
		return e;
	e = db_ready(rq);
	if (!e)
		noticed(db->c);
	return e;
}

void db_cancel(struct db *db)
{
	char why[256];
	PGcancel *c = PQgetCancel(db->c);

	PQcancel(c, why, sizeof why);
	PQfreeCancel(c);
}
