/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden audit verify | seal: is the chain of sealed rows whole, district by district; seal what
 * isn't yet. The worker seals each minute; here an administrator does it at once.
 */
#include "db.h"
#include "commands/command.h"

#include <string.h>

static enum status verify(struct command *c, const char *district)
{
	struct rows *r;
	enum error e = db_query(c->rq, Q_AUDIT_BROKEN, PARAMS(district), &r);
	const char *broken;

	if (e)
		return complain_of(c, e);
	broken = rows_text(r, 0, 0);
	if (broken)
		return complain(c, BAD_INPUT,
		    words(c, "район %s: журнал нарушен на записи %s",
			"district %s: the audit is broken at row %s"),
		    district, broken);
	printf(words(c, "район %s: журнал цел\n", "district %s: the audit is whole\n"), district);
	return DONE;
}

static enum status seal(struct command *c, const char *district)
{
	struct rows *r;
	enum error e = db_query(c->rq, Q_AUDIT_SEAL, PARAMS(district), &r);

	if (e)
		return complain_of(c, e);
	printf(words(c, "район %s: закреплено записей: %s\n", "district %s: rows sealed: %s\n"),
	    district, rows_text(r, 0, 0));
	return DONE;
}

enum status command_audit(struct command *c)
{
	const char *word[1] = { "" };
	struct rows *districts;
	enum status s, worst = DONE;
	enum error e;

	if (!read_options(c, NULL, 0, word, 1, 1))
		return USAGE;
	if (strcmp(word[0], "verify") != 0 && strcmp(word[0], "seal") != 0)
		return complain(c, USAGE,
		    words(c, "audit verify или audit seal, а не «%s»",
			"audit verify or audit seal, not \"%s\""),
		    word[0]);
	s = connect_as(c, c->config->worker_db, "METODDEN_WORKER_DB", NULL, NULL);
	if (s)
		return s;
	e = db_query(c->rq, Q_AUDIT_DISTRICTS, NO_PARAMS, &districts);
	if (e)
		return complain_of(c, e);
	for (size_t i = 0; i < rows_count(districts); i++) {
		const char *id = rows_text(districts, i, 0);

		s = *word[0] == 'v' ? verify(c, id) : seal(c, id);
		worst = s > worst ? s : worst;
	}
	return worst;
}
