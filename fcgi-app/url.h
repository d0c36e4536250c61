/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses of other servers as people and portals give them, before anybody talks to one.
 */
#ifndef URL_H
#define URL_H
#include <stdbool.h>

/* http or https with a host; and https if `like` is. */
bool url_is_web(const char *url, const char *like);

/* Scheme, host and port of two addresses are the same. */
bool url_same_host(const char *a, const char *b);

#endif
