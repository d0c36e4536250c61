/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Processes and the FastCGI socket.
 */
#ifndef SERVER_H
#define SERVER_H
#include "config.h"

/* Listen on c->socket, or on the socket that systemd hands over (LISTEN_FDS), and serve until
 * SIGTERM or SIGINT. Answers the process's exit code; a sentence goes to the log on failure. */
int server_run(const struct config *c);

#endif
