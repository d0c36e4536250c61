/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the outbox holds for somebody. The portal is connected once for a test file; nothing is sent.
 */
#ifndef TOLD_H
#define TOLD_H
#include "harness.h"

static inline void listen_to_deeds(void)
{
	sql("insert into portal_service (district_id, url, token)"
	    " values ('d1000000-0000-4000-8000-000000000000', 'http://portal.test/moodle', 'wort') on conflict do nothing");
}

/* What was told since the last call, oldest first, joined by " | ": of each row the value of an SQL
 * expression over o, the outbox. Then it is forgotten. */
static inline const char *told(const char *who, const char *channel, const char *what)
{
	const char *all =
	    sql("select string_agg(%s, ' | ' order by o.seq) from outbox o"
		" where o.person_id = '%s' and o.channel = '%s' and o.state = 'ready'",
		what, person(who), channel);

	sql("update outbox set state = 'sent' where person_id = '%s' and channel = '%s'",
	    person(who), channel);
	return all;
}

#define SUBJECT "o.input ->> 'subject'"
#define ck_told(who, wanted) ck_assert_str_eq(told(who, "notice", SUBJECT), wanted)

#endif
