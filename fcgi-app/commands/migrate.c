/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden migrate: brings the database to the schema inside this program, all or nothing, one
 * program at a time. A migration that was applied may never change: its digest is kept, and a
 * database that knows another text or a later number is left alone. The list of transitions is
 * written anew each time, because it belongs to the program and not to the data.
 */
#include "commands/command.h"
#include "db.h"
#include "migrations.h"
#include "seeds.h"

#include <openssl/evp.h>
#include <string.h>

static const char *digest(struct request *rq, const char *text)
{
	unsigned char d[32];
	char *hex = arena_alloc(rq->mem, sizeof d * 2 + 1);
	size_t len = sizeof d;

	if (!EVP_Q_digest(NULL, "SHA256", NULL, text, strlen(text), d, &len))
		return "";
	for (size_t i = 0; i < len; i++)
		snprintf(hex + i * 2, 3, "%02x", d[i]);
	return hex;
}

/* Does what the database has seen begin the list that this program carries? */
static enum status compare(struct command *c, const struct rows *seen)
{
	if (rows_count(seen) > (size_t)schema_number)
		return complain(c, BAD_INPUT,
		    words(c, "база новее программы: в ней миграция %s, программа знает %d",
			"the database is newer than the program: it has migration %s, the program knows %d"),
		    rows_text(seen, rows_count(seen) - 1, 0), schema_number);
	for (size_t i = 0; i < rows_count(seen); i++)
		if (strcmp(rows_text(seen, i, 2), digest(c->rq, migrations[i].sql)) != 0)
			return complain(c, BAD_INPUT,
			    words(c, "миграция %s «%s» изменена после применения: база не тронута",
				"migration %s \"%s\" was changed after it was applied: the database is untouched"),
			    rows_text(seen, i, 0), rows_text(seen, i, 1));
	return DONE;
}

static enum error apply(struct command *c, size_t from)
{
	struct rows *r;

	for (size_t i = from; i < (size_t)schema_number; i++) {
		const struct migration *m = &migrations[i];

		fprintf(stderr, "  %04d %s\n", m->number, m->name);
		TRY(db_script(c->rq, m->sql));
		TRY(db_query(c->rq, Q_MIGRATE_NOTE,
		    PARAMS(
			arena_printf(c->rq->mem, "%d", m->number), m->name, digest(c->rq, m->sql)),
		    &r));
	}
	TRY(db_script(c->rq, transition_sql));
	return db_commit(c->rq);
}

static const char *seed_text(const char *path)
{
	const struct seed *s = seeds;

	while (strcmp(s->path, path) != 0)
		s++;
	return s->text;
}

static enum error begin(struct request *rq, struct rows **seen)
{
	TRY(db_begin(rq));
	TRY(db_script(rq,
	    "set local client_min_messages = warning; set local lock_timeout = 0; set local statement_timeout = 0"));
	TRY(db_query(rq, Q_MIGRATE_LOCK, NO_PARAMS, seen));
	TRY(db_script(rq, seed_text("migrations.sql")));
	return db_query(rq, Q_MIGRATE_SEEN, NO_PARAMS, seen);
}

enum status command_migrate(struct command *c)
{
	struct rows *seen;
	enum status s;
	enum error e;

	if (!read_options(c, NULL, 0, NULL, 0, 0))
		return USAGE;
	s = connect_as(c, c->config->owner_db, "METODDEN_OWNER_DB", NULL, NULL);
	if (s)
		return s;
	e = begin(c->rq, &seen);
	if (e)
		return complain_of(c, e);
	s = compare(c, seen);
	if (s)
		return s;
	e = apply(c, rows_count(seen));
	if (e)
		return complain_of(c, e);
	if (rows_count(seen) == (size_t)schema_number)
		printf(words(c, "Схема уже последняя: %d.\n",
			   "The schema is the latest already: %d.\n"),
		    schema_number);
	else
		printf(
		    words(c, "Схема приведена от %zu к %d.\n", "The schema went from %zu to %d.\n"),
		    rows_count(seen), schema_number);
	return DONE;
}
