/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See config.h.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

enum { WORKERS_DEFAULT = 4, WORKERS_MAX = 256, SECONDS_DEFAULT = 60, SECONDS_MAX = 3600 };
enum { LEASE_MIN = 5 }; /* a lease is renewed every two seconds or more seldom */

/* An empty setting is an absent one. */
static const char *setting(const char *name)
{
	const char *v = getenv(name);

	return v && *v ? v : NULL;
}

static bool read_flag(const char *name, bool *out, const char *no, const char *yes)
{
	const char *v = setting(name);

	*out = v && strcmp(v, yes) == 0;
	return !v || *out || strcmp(v, no) == 0;
}

static bool read_number(const char *name, int *out, int least, int most, int otherwise)
{
	const char *v = setting(name);
	char *end;

	if (!v) {
		*out = otherwise;
		return true;
	}
	long n = strtol(v, &end, 10);

	*out = (int)n;
	return *end == '\0' && n >= least && n <= most;
}

static bool is_queue(const char *v)
{
	return !v || strcmp(v, "compute") == 0 || strcmp(v, "net") == 0;
}

/* https://host, without a path and without a slash at the end. */
static bool is_url(const char *v)
{
	const char *host = !v				    ? NULL
			   : strncmp(v, "https://", 8) == 0 ? v + 8
			   : strncmp(v, "http://", 7) == 0  ? v + 7
							    : "";

	return !v ||
	       (*host &&
		   strspn(host,
		       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-[]") ==
		       strlen(host));
}

bool config_read(struct config *c, const char **why)
{
	*c = (struct config){
		.db = setting("METODDEN_DB"),
		.login_db = setting("METODDEN_LOGIN_DB"),
		.worker_db = setting("METODDEN_WORKER_DB"),
		.owner_db = setting("METODDEN_OWNER_DB"),
		.socket = setting("METODDEN_SOCKET"),
		.queue = setting("METODDEN_QUEUE"),
		.url = setting("METODDEN_URL"),
		.keys = setting("METODDEN_KEYS"),
	};
	if (!read_number("METODDEN_WORKERS", &c->workers, 1, WORKERS_MAX, WORKERS_DEFAULT))
		*why = "METODDEN_WORKERS must be a number from 1 to 256";
	else if (!read_number(
		     "METODDEN_LEASE", &c->lease_s, LEASE_MIN, SECONDS_MAX, SECONDS_DEFAULT))
		*why = "METODDEN_LEASE must be a number from 5 to 3600";
	else if (!read_number("METODDEN_SEAL", &c->seal_s, 1, SECONDS_MAX, SECONDS_DEFAULT))
		*why = "METODDEN_SEAL must be a number from 1 to 3600";
	else if (!is_queue(c->queue))
		*why = "METODDEN_QUEUE must be compute or net";
	else if (!is_url(c->url))
		*why = "METODDEN_URL must be https://host";
	else if (!read_flag("METODDEN_DEMO", &c->demo, "0", "1"))
		*why = "METODDEN_DEMO must be 0 or 1";
	else if (!read_flag("METODDEN_LANG", &c->english, "ru", "en"))
		*why = "METODDEN_LANG must be ru or en";
	else
		return true;
	return false;
}
