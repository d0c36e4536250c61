/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection's own side: who opens, begins and ends. Resources use app.h alone.
 *
 * One process, one connection, one transaction at a time. A lost connection is opened again by
 * the next request, with a growing pause between tries, so that a database that is away costs a
 * 503 and not a storm; the process itself never ends for it.
 */
#ifndef DB_H
#define DB_H
#include "app.h"

struct db_settings {
	const char *conninfo;	    /* of the role that works */
	const char *login_conninfo; /* of the role that opens sessions; NULL: none */
	const char *name;	    /* application_name */
	int statement_ms;	    /* statement_timeout, 0: none */
	void (*waiting)(void *arg); /* called while a statement runs; NULL: never */
	int waiting_ms;		    /* how often; 0: each 2 s, and not in transaction commands */
	void *waiting_arg;
	const char *listen; /* channel of notices that db_wait() waits for; NULL: none */
};

struct db *db_create(const struct db_settings *settings); /* connects at first use */
void db_destroy(struct db *db);				  /* NULL is fine */

/* Connected? Else ERR_UNAVAILABLE, at once while a pause is on. */
CHECKED enum error db_ready(struct request *rq);

/* Wait for a notice, until the descriptor can be read, or so long; while the database is away, until
 * the next try is due. A lost connection is found and opened again here: ERR_UNAVAILABLE meanwhile. */
CHECKED enum error db_wait(struct request *rq, int fd, int ms);

/* End the statement that runs now; called from `waiting`, where it is another's that waits. */
void db_cancel(struct db *db);

/* Begin a transaction and, in the same round trip, take the session of rq->token as its context.
 * Sets rq->person ... rq->roles; ERR_UNAUTHENTICATED when there is no such session. */
CHECKED enum error db_enter(struct request *rq, bool read_only);

/* A transaction without a session (migrations, administrator's commands). */
CHECKED enum error db_begin(struct request *rq);
CHECKED enum error db_commit(struct request *rq);
void db_rollback(struct request *rq);

/* End a read: COMMIT goes out, its answer is collected by whoever comes next. */
void db_end_read(struct request *rq);

/* Did the last refusal come from a race that a second try decides for good? */
bool db_lost_race(const struct db *db);

/* Send rows to `copy ... from stdin` (text format): begin, rows in pieces of any size, end. */
CHECKED enum error db_copy_begin(struct request *rq, const char *sql);
CHECKED enum error db_copy(struct request *rq, const char *rows, size_t len);
CHECKED enum error db_copy_end(struct request *rq);

/* Run SQL text of several statements (migrations, seeds). */
CHECKED enum error db_script(struct request *rq, const char *sql);

#endif
