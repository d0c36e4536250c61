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

/* Register a portal, or what has changed of it; without keys they are fetched. */
struct portal_row {
	const char *kind, *issuer, *client, *deployment, *settings, *district;
	bool has_keys;
};
enum status portal_save(struct command *c, const struct portal_row *p);

/* An address that isn't https://, or http:// for a portal that is by http itself: a complaint. */
enum status portal_bad_address(struct command *c, const char *url);

/* Of a roster's report (imports/staff.h) the names, and why it isn't believed. */
struct json;
void portal_print_changes(const struct command *c, const struct json *report, bool dry_run);
enum status portal_doubt(struct command *c, const struct json *report, const char *nobody);

enum status portal_add(struct command *c);
enum status portal_lti(struct command *c);
enum status portal_list(struct command *c);
enum status portal_invite(struct command *c);
enum status portal_keys(struct command *c);
enum status portal_roster(struct command *c);
command_run portal_off, portal_service, portal_staff;

#endif
