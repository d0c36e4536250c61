/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden job list: the last 200 jobs of a district, newest first.
 */
#include "commands/command.h"
#include "db.h"

#include <string.h>

enum status command_job(struct command *c)
{
	const char *word[1] = { "" }, *district = "";
	const struct option_text options[] = { { "--district", &district, NULL } };
	struct rows *r;
	enum status s;
	enum error e;

	if (!read_options(c, options, COUNT(options), word, 1, 1))
		return USAGE;
	if (strcmp(word[0], "list") != 0)
		return complain(
		    c, USAGE, words(c, "job list, а не «%s»", "job list, not \"%s\""), word[0]);
	s = connect_as(c, c->config->db, "METODDEN_DB", NULL, NULL);
	if (!s)
		s = enter_district(c, district);
	if (s)
		return s;
	e = db_query(c->rq, Q_JOBS_PRINTED, NO_PARAMS, &r);
	if (e)
		return complain_of(c, e);
	if (!rows_count(r))
		puts(words(c, "Заданий нет.", "There are no jobs."));
	for (size_t i = 0; i < rows_count(r); i++)
		printf("%s  %-6s %3s %%  %s  %s  %s\n", rows_text(r, i, 6), rows_text(r, i, 1),
		    rows_text(r, i, 2), rows_text(r, i, 3), rows_text(r, i, 0),
		    rows_text(r, i, 5) ? rows_text(r, i, 5) : "");
	db_rollback(c->rq);
	leave_district(c);
	return DONE;
}
