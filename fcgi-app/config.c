/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See config.h.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

enum { WORKERS_DEFAULT = 4, WORKERS_MAX = 256 };

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

static bool read_workers(int *out)
{
	const char *v = setting("METODDEN_WORKERS");
	char *end;

	if (!v) {
		*out = WORKERS_DEFAULT;
		return true;
	}
	long n = strtol(v, &end, 10);

	*out = (int)n;
	return *end == '\0' && n >= 1 && n <= WORKERS_MAX;
}

bool config_read(struct config *c, const char **why)
{
	*c = (struct config){
		.db = setting("METODDEN_DB"),
		.login_db = setting("METODDEN_LOGIN_DB"),
		.worker_db = setting("METODDEN_WORKER_DB"),
		.owner_db = setting("METODDEN_OWNER_DB"),
		.socket = setting("METODDEN_SOCKET"),
	};
	if (!read_workers(&c->workers))
		*why = "METODDEN_WORKERS must be a number from 1 to 256";
	else if (!read_flag("METODDEN_DEMO", &c->demo, "0", "1"))
		*why = "METODDEN_DEMO must be 0 or 1";
	else if (!read_flag("METODDEN_LANG", &c->english, "ru", "en"))
		*why = "METODDEN_LANG must be ru or en";
	else
		return true;
	return false;
}
