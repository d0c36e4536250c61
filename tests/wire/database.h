/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A clone of the migrated template with tests/resources/fixture.sql in it, for one test, and the
 * administrator's hand on it: locks, ended connections, a database that is away.
 */
#ifndef WIRE_DATABASE_H
#define WIRE_DATABASE_H
#include <libpq-fe.h>

void database_open(void);
void database_close(void);
const char *database_name(void);
const char *database_conninfo(const char *role);

/* SQL by the administrator in the clone: the first value, or "". */
const char *sql(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same beside the clone, in the database postgres. */
const char *sql_beside(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Hold every GET /health up until it is let go, a few seconds at most: the application gives up
 * waiting for a lock after five. */
void database_hold(void);
void database_let_go(void);
/* Waits until that many requests stand at the lock. */
void database_wait_held(int n);
/* End the application's connections; returns when they are gone. */
void database_end_connections(void);

#endif
