/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A portal for tests, on loopback and a free port: the web services of the plugin as a thread of the
 * test. It keeps what the real one keeps - which keys took effect - and fails in the ways that portals
 * fail. Ends with the test's process.
 */
#ifndef WIRE_PORTAL_H
#define WIRE_PORTAL_H
#include "client.h"

enum portal_mood {
	PORTAL_WORKS,
	PORTAL_DOWN,	    /* refuses connections */
	PORTAL_HALF,	    /* what came takes effect, but its answer breaks off */
	PORTAL_TWICE,	    /* says everything twice */
	PORTAL_MUTE,	    /* answers, with no word of the delivery */
	PORTAL_ERROR,	    /* HTTP 500 */
	PORTAL_PAGE,	    /* a page where JSON should be */
	PORTAL_MAINTENANCE, /* the exceptions of a Moodle, with status 200 */
	PORTAL_BAD_TOKEN,
	PORTAL_BAD_PARAMETER
};

const char *portal_start(void); /* its address */
void portal_feel(enum portal_mood mood);
/* Deliveries with this text in their form are refused, or fail; "" for none. */
void portal_refuse(const char *text);
void portal_fail(const char *text);
void portal_break_at(const char *text); /* HTTP 500 for these alone */

int portal_calls(void); /* so far, in any mood but down */
int portal_effects(void);
/* The i-th delivery that took effect, as "function key name=value&..." unencoded. */
const char *portal_effect(int i);
int portal_effects_with(const char *text);
/* What get_roster answers: people of one page each, JSON arrays ended by NULL. */
void portal_roster(const char *const pages[]);

#endif
