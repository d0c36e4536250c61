/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shapes of single values, apart from where they stand: bodies, query strings, import files.
 */
#ifndef FIELD_H
#define FIELD_H
#include <stdbool.h>

bool looks_uuid(const char *s);	     /* 8-4-4-4-12 hex digits */
bool looks_date(const char *s);	     /* YYYY-MM-DD of the calendar, years 1900-2199 */
bool looks_time(const char *s);	     /* HH:MM */
bool looks_timestamp(const char *s); /* date, T or space, HH:MM[:SS[.fff]], Z or +HH:MM */

#endif
