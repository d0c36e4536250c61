/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tell the service manager our state (the protocol of sd_notify(3), a datagram to NOTIFY_SOCKET).
 * Nothing happens without one.
 */
#ifndef NOTIFY_H
#define NOTIFY_H

void notify(const char *state);

#endif
