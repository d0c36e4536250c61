/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The council's way in one call each: a held day, its papers in the queue, a sitting that is planned,
 * called, open, closed, its minutes signed. The papers are set into their states by SQL, past the steps
 * that bring them there. Each call leaves signed in whoever took the last step.
 */
#ifndef COUNCIL_H
#define COUNCIL_H
#include "way.h"

/* A day of school_1 that has been held, in a state after that. */
static inline const char *day_in(const char *state)
{
	const char *id = new_day(0);

	sql("set session_replication_role = replica");
	sql("update day set state = '%s', held_on = current_date - 20 where id = '%s'", state, id);
	sql("set session_replication_role = origin");
	return id;
}

/* A paper of the methodist's in a state; `more` are further columns, `values` theirs. */
static inline const char *paper(
    const char *kind, const char *state, const char *title, const char *more, const char *values)
{
	const char *id = sql("select gen_random_uuid()");

	sql("set session_replication_role = replica");
	sql("insert into document (district_id, id, kind, state, organisation_id, title, body%s)"
	    " select district_id, '%s', '%s', '%s', id, '%s', '[{\"b\":\"para\",\"text\":\"x\"}]'%s"
	    " from organisation where idnumber = 'school_1'",
	    more, id, kind, state, title, values);
	sql("insert into party (district_id, document_id, person_id, part) select district_id, '%s', "
	    "id, 'author' from person where idnumber = 'methodist'",
	    id);
	sql("set session_replication_role = origin");
	return id;
}

static inline const char *spravka(const char *day, const char *state)
{
	return paper("spravka", state, "Справка", ", day_id", format(", '%s'", day));
}

static inline const char *state_of(const char *table, const char *id)
{
	return sql("select state from %s where id = '%s'", table, id);
}

static inline struct answer sitting_of(const char *id)
{
	return get("/api/v1/sittings/%s", id);
}

static inline const char *planned_sitting(void)
{
	sign_in("council_secretary");
	return created(
	    post("/api/v1/sittings", "{\"held_on\":\"%s\"}", sql("select current_date")));
}

static inline struct answer on_agenda(const char *sitting, const char *document)
{
	return post(
	    format("/api/v1/sittings/%s/agenda", sitting), "{\"document\":\"%s\"}", document);
}

/* People of the fixture by their keys, space between; over what the sender saw. */
static inline struct answer present_over(
    const char *revision, const char *sitting, const char *keys)
{
	with_revision(revision);
	return put(format("/api/v1/sittings/%s/presence", sitting), "{\"people\":%s}",
	    sql("select coalesce(json_agg(id), '[]') from person"
		" where idnumber = any(string_to_array('%s', ' '))",
		keys));
}

static inline struct answer present(const char *sitting, const char *keys)
{
	return present_over(sitting_of(sitting).etag, sitting, keys);
}

static inline const char *called_sitting(const char *document)
{
	const char *id = planned_sitting();

	ck_status(on_agenda(id, document), 201);
	ck_status(verb("sittings", id, "call"), 200);
	return id;
}

static inline const char *open_sitting(const char *document, const char *keys)
{
	const char *id = called_sitting(document);

	ck_status(present(id, keys), 200);
	ck_status(verb("sittings", id, "open"), 200);
	return id;
}

static inline const char *item_of(const char *sitting, int i)
{
	return at(sitting_of(sitting), format("/agenda/%d/id", i));
}

/* One letter for each of chair, secretary, member: f, a (against), 0 (abstain), - (none). */
static inline struct answer votes(const char *item, const char *letters)
{
	static const char *const keys[] = { "council_chair", "council_secretary",
		"council_member" };
	const char *list = "";

	for (size_t i = 0; i < COUNT(keys); i++)
		if (letters[i] != '-')
			list = format("%s%s{\"person\":\"%s\",\"choice\":\"%s\"}", list,
			    *list ? "," : "", person(keys[i]),
			    letters[i] == 'f'	? "for"
			    : letters[i] == 'a' ? "against"
						: "abstain");
	return put(format("/api/v1/agenda-items/%s/votes", item), "{\"votes\":[%s]}", list);
}

static inline struct answer decide(const char *item, const char *decision, const char *resolution)
{
	return post(format("/api/v1/agenda-items/%s/decide", item),
	    "{\"decision\":\"%s\",\"resolution\":\"%s\"}", decision, resolution);
}

/* A sitting of all three, closed with one decision on one document. */
static inline const char *closed_sitting(const char *document, const char *decision)
{
	const char *id = open_sitting(document, "council_chair council_secretary council_member");

	ck_status(votes(item_of(id, 0), "fff"), 200);
	ck_status(decide(item_of(id, 0), decision, "Так и решили."), 200);
	ck_status(verb("sittings", id, "close"), 200);
	return id;
}

static inline const char *signed_minutes(const char *sitting)
{
	const char *id = created(verb("sittings", sitting, "minutes"));

	ck_status(verb("minutes", id, "sign"), 200);
	return id;
}

#endif
