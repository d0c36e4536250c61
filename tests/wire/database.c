/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See database.h. A test that fails leaves its clone behind; the cluster is thrown away anyway.
 */
#include "database.h"
#include "client.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static PGconn *admin, *beside, *holder;
static char name[64];

static PGconn *connect_to(const char *database)
{
	PGconn *c = PQconnectdb(format("dbname=%s application_name=wire", database));

	ck_assert_msg(PQstatus(c) == CONNECTION_OK, "%s", PQerrorMessage(c));
	return c;
}

static const char *first_value(PGconn *c, const char *text)
{
	PGresult *r = PQexec(c, text);
	ExecStatusType st = PQresultStatus(r);
	const char *v = "";

	ck_assert_msg(
	    st == PGRES_TUPLES_OK || st == PGRES_COMMAND_OK, "%.200s: %s", text, PQerrorMessage(c));
	if (st == PGRES_TUPLES_OK && PQntuples(r) > 0)
		v = format("%s", PQgetvalue(r, 0, 0));
	PQclear(r);
	return v;
}

#define FORMATTED(last)                                                                            \
	va_list ap;                                                                                \
	va_start(ap, last);                                                                        \
	const char *text = arena_vprintf(wire_memory(), last, ap);                                 \
	va_end(ap)

const char *sql(const char *fmt, ...)
{
	FORMATTED(fmt);
	return first_value(admin, text);
}

const char *sql_beside(const char *fmt, ...)
{
	FORMATTED(fmt);
	return first_value(beside, text);
}

static const char *fixture(void)
{
	enum { MOST = 1 << 20 };
	char *text = arena_alloc(wire_memory(), MOST + 1);
	FILE *f = fopen("tests/resources/fixture.sql", "r");

	ck_assert_msg(f != NULL, "no fixture: run from the top folder");
	ck_assert_uint_gt(fread(text, 1, MOST, f), 0);
	fclose(f);
	return text;
}

void database_open(void)
{
	ck_assert_msg(getenv("METODDEN_TEST_DB") != NULL, "run under tests/with-postgres");
	snprintf(name, sizeof name, "wire_%d", (int)getpid());
	beside = connect_to("postgres");
	sql_beside("create database %s template %s", name, getenv("METODDEN_TEST_DB"));
	admin = connect_to(name);
	sql("set session_replication_role = replica");
	first_value(admin, fixture());
	sql("set session_replication_role = origin");
}

void database_close(void)
{
	PQfinish(admin);
	sql_beside("drop database %s with (force)", name);
	PQfinish(beside);
	admin = beside = NULL;
}

const char *database_name(void)
{
	return name;
}

const char *database_conninfo(const char *role)
{
	return format(
	    "host=%s port=%s dbname=%s user=%s", getenv("PGHOST"), getenv("PGPORT"), name, role);
}

void database_hold(void)
{
	holder = connect_to(name);
	first_value(holder, "begin");
	first_value(holder, "lock table schema_migration in access exclusive mode");
}

void database_let_go(void)
{
	first_value(holder, "rollback");
	PQfinish(holder);
	holder = NULL;
}

static void wait_count(const char *which, int wanted)
{
	int n = -1;

	for (int i = 0; i < WIRE_SECONDS * 50; i++) {
		n = (int)strtol(
		    sql_beside("select count(*) from pg_stat_activity where datname = '%s'"
			       " and application_name = 'metodden-app' %s",
			name, which),
		    NULL, 10);
		if (n == wanted)
			return;
		usleep(20000);
	}
	ck_abort_msg("%d connections %s, not %d", n, which, wanted);
}

void database_wait_held(int n)
{
	wait_count("and wait_event_type = 'Lock'", n);
}

void database_end_connections(void)
{
	sql_beside(
	    "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '%s'"
	    " and application_name = 'metodden-app'",
	    name);
	wait_count("", 0);
}
