/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of `metodden portal`, each a command of its own; argv begins behind the word.
 */
#ifndef COMMANDS_PORTAL_H
#define COMMANDS_PORTAL_H
#include "commands/command.h"

command_run portal_add, portal_service, portal_staff;

#endif
