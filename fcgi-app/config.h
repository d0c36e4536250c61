/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings of a process: the environment, read once at start, and nothing else.
 */
#ifndef CONFIG_H
#define CONFIG_H
#include <stdbool.h>

struct config {
	const char *db;	       /* METODDEN_DB: conninfo of the role that works */
	const char *login_db;  /* METODDEN_LOGIN_DB: of the role that opens sessions */
	const char *worker_db; /* METODDEN_WORKER_DB: of the role that claims jobs */
	const char *owner_db;  /* METODDEN_OWNER_DB: of the owner of the tables, for migrations */
	const char *socket;    /* METODDEN_SOCKET: path of the FastCGI socket */
	const char
	    *url; /* METODDEN_URL: https://host as people and QR codes reach it; NULL: as asked */
	const char *keys;  /* METODDEN_KEYS: file of our own signing keys */
	const char *queue; /* METODDEN_QUEUE: the one queue of jobs to serve; NULL: each */
	int workers;	   /* METODDEN_WORKERS: 1..256, default 4 */
	int lease_s;	   /* METODDEN_LEASE: 5..3600, default 60: a silent worker loses its job */
	int seal_s;	   /* METODDEN_SEAL: 1..3600, default 60: the audit is sealed this often */
	bool demo;	   /* METODDEN_DEMO=1: sign-in without a portal; never with real data */
	bool english;	   /* METODDEN_LANG=en: language of command lines; default ru */
};

/* False with a sentence when a setting makes no sense. What a program needs but lacks it says
 * itself: not every program needs every setting. */
bool config_read(struct config *c, const char **why);

#endif
