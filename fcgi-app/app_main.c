/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-app: the FastCGI application.
 */
#include "config.h"
#include "dispatch.h"
#include "server.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "metodden-app: the FastCGI application of metodden\n"
    "\n"
    "  metodden-app            serve until SIGTERM\n"
    "  metodden-app --routes   print the table of routes\n"
    "  metodden-app --version\n"
    "\n"
    "Settings (environment):\n"
    "  METODDEN_DB        connection of the role metodden_app (needed)\n"
    "  METODDEN_LOGIN_DB  connection of the role metodden_login (needed for signing in)\n"
    "  METODDEN_URL       https://host under which people see this; in the code on papers\n"
    "  METODDEN_KEYS      file of the service's signing keys, for LTI (metodden portal keys)\n"
    "  METODDEN_SOCKET    path of the socket, unless systemd hands one over\n"
    "  METODDEN_WORKERS   processes, 1 to 256 (4)\n"
    "  METODDEN_DEMO      1: anybody signs in as anybody; never with real data (0)\n";

static int wrong(const char *why)
{
	fprintf(stderr, "metodden-app: %s\n", why);
	return 2;
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "", *why;
	struct config c;

	gsl_set_error_handler_off(); /* its own aborts; a status or NaN is enough */
	if (argc > 2)
		return wrong("too many words; see metodden-app --help");
	if (strcmp(word, "--help") == 0)
		return fputs(help, stdout) < 0;
	if (strcmp(word, "--version") == 0)
		return printf("metodden-app %s\n", VERSION) < 0;
	if (strcmp(word, "--routes") == 0) {
		dispatch_print_routes(stdout);
		return 0;
	}
	if (*word)
		return wrong("unknown word; see metodden-app --help");
	if (!config_read(&c, &why))
		return wrong(why);
	if (!c.db)
		return wrong("METODDEN_DB is not set");
	return server_run(&c);
}
