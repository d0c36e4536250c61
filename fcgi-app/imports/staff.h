/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The roster of the district's portal, by the plugin's web service, through the steps of the roster
 * import: asked for by the administrator's command and by the nightly job alike.
 */
#ifndef IMPORT_STAFF_H
#define IMPORT_STAFF_H
#include "config.h"

struct staff_wish {
	bool dry_run;	  /* all is done and then taken back, up to the state before the call */
	bool new_schools; /* a school that nobody knows is made */
	bool all_leavers; /* also when a fifth of all would be closed at once */
	bool (*go_on)(void *arg); /* asked while the portal is waited for; NULL: to the end */
	void *arg;
};

struct request;
struct rows;

/* Why a portal's roster as a whole isn't believed: {"stopped": word, ...}; NULL when it is. The row has the
 * leavers, those who could leave, and those who are there. */
const char *roster_doubt(struct request *rq, const struct rows *r, bool all_leavers);

/* In an open transaction of the worker's role, as the district's system person. *report: JSON with
 * dry_run, people, counts, changes, problem_count, problems; or {"stopped": word, ...} when the portal's
 * answer as a whole is not to be believed: then nothing was changed. ERR_STAFF_AWAY when it gave none,
 * ERR_NO_PORTAL_SERVICE when there is none. */
enum error import_staff(struct request *rq, const struct config *config,
    const struct staff_wish *wish, const char **report);

#endif
