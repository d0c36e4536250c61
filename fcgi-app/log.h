/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line of JSON per event on stderr, where the journal or a file takes it. Never a token, a
 * cookie, or free text that a person wrote.
 */
#ifndef LOG_H
#define LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO };

/* Pairs of name and text, ended by NULL; a NULL text leaves its pair out. Lines longer than 2 kB
 * are cut within a value. */
void log_event(enum log_level level, const char *event, ...) __attribute__((sentinel));

#endif
