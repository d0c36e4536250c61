/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two files that know libpq, and nobody else: db_connection.c keeps the connection, db.c talks over it.
 */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H
#include "db.h"

#include <libpq-fe.h>

struct db {
	PGconn *c;
	struct db_settings settings;
	unsigned char prepared[QUERIES];
	bool in_transaction, owed, lost_race; /* owed: the answer of a COMMIT not yet read */
	bool ended;			      /* the server has said that it ends the connection */
	long long next_try_ms;
	int pause_ms;
};

/* Blocks for 3 s at most; PQstatus() says whether it came about. statement_ms 0: no limit. */
PGconn *db_open(const char *conninfo, const char *name, int statement_ms);

#endif
