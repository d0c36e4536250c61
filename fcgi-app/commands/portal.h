/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words that may follow `metodden portal`, and what they share.
 */
#ifndef COMMANDS_PORTAL_H
#define COMMANDS_PORTAL_H
#include "commands/command.h"

/* A JWKS (RFC 7517) with a key in it, as text, or NULL after a complaint. */
const char *portal_read_keys(struct command *c, const char *path);

/* Connected, inside a transaction as the district's system person. */
enum status portal_begin(struct command *c, const char *district);

/* Commit (or, after an error, complain of it) and leave the district. */
enum status portal_end(struct command *c, enum error e);

enum status portal_add(struct command *c);
enum status portal_lti(struct command *c);
enum status portal_list(struct command *c);
enum status portal_invite(struct command *c);
enum status portal_keys(struct command *c);
enum status portal_roster(struct command *c);
command_run portal_off, portal_service, portal_staff;

#endif
