/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Votes of the council: one for each member who is there, totals that are counted, ties and the chair's
 * casting vote, authors who abstain, the decision that has to agree with the votes (4.5).
 */
#include "council.h"

#define ALL "council_chair council_secretary council_member"

static const char *fresh(const char *title)
{
	return paper("recommendations", "queued", title, "", "");
}

/* An open sitting with one question; its id is the answer. */
static const char *question(const char *title, const char *keys)
{
	return item_of(open_sitting(fresh(title), keys), 0);
}

static struct answer item(const char *id)
{
	return get("/api/v1/agenda-items/%s", id);
}

static void set(const char *code, const char *value)
{
	sql("delete from setting where code = '%s'", code);
	if (value)
		sql("insert into setting (district_id, code, value) select district_id, '%s', '%s' "
		    "from person where idnumber = 'methodist'",
		    code, value);
}

static struct answer own_vote(const char *id, const char *choice)
{
	return post(format("/api/v1/agenda-items/%s/vote", id), "{\"choice\":\"%s\"}", choice);
}

START_TEST(totals_are_counted)
{
	const char *id = question("Итоги", ALL);
	struct answer a = votes(id, "f0a");

	ck_status(a, 200);
	ck_at(a, "/totals/for", "1");
	ck_at(a, "/totals/against", "1");
	ck_at(a, "/totals/abstain", "1");
	a = put(format("/api/v1/agenda-items/%s/votes", id),
	    "{\"votes\":[{\"person\":\"%s\",\"choice\":\"for\",\"dissent\":\"Особое\"}],\"totals\":{\"for\":9}}",
	    person("council_member"));
	ck_problem(a, 422, "invalid", "");
	a = put(format("/api/v1/agenda-items/%s/votes", id),
	    "{\"votes\":[{\"person\":\"%s\",\"choice\":\"for\",\"dissent\":\"Особое\"},{\"person\":\"%s\",\"choice\":null}]}",
	    person("council_member"), person("council_chair"));
	ck_at(a, "/totals/for", "1");
	ck_at(a, "/totals/against", "0");
	ck_assert_int_eq(count_at(a, "/votes"), 2);
	ck_assert_ptr_nonnull(strstr(at(a, "/votes"), "Особое"));
}
END_TEST

START_TEST(a_member_votes_for_himself_alone)
{
	const char *id = question("Своё", ALL);
	struct answer a;

	sign_in("council_member");
	a = own_vote(id, "against");
	ck_at(a, "/totals/against", "1");
	ck_at(a, "/votes/0/person", person("council_member"));
	ck_at(own_vote(id, "for"), "/totals/for", "1");
	ck_problem(votes(id, "fff"), 403, "forbidden", "");
	ck_assert_str_eq(
	    sql_as_sender("insert into vote (district_id, agenda_item_id, person_id, choice)"
			  " values (auth.district(), '%s', '%s', 'for')",
		id, person("council_chair")),
	    "!new row violates row-level security policy for table \"vote\"");
	sign_in("methodist");
	ck_problem(own_vote(id, "for"), 403, "forbidden", "");
}
END_TEST

START_TEST(only_members_who_are_there_vote)
{
	const char *id = question("Кто", "council_chair council_secretary");

	ck_problem(votes(id, "ff0"), 409, "only-present-vote", "4.5");
	ck_assert_int_eq(count_at(item(id), "/votes"), 0);
	ck_problem(put(format("/api/v1/agenda-items/%s/votes", id),
		       "{\"votes\":[{\"person\":\"%s\",\"choice\":\"for\"}]}", person("methodist")),
	    409, "not-a-member-that-day", "4.5");
	sign_in("council_member");
	ck_problem(own_vote(id, "for"), 409, "only-present-vote", "4.5");
}
END_TEST

START_TEST(who_has_voted_stays_on_the_list)
{
	const char *sitting = open_sitting(fresh("Список"), ALL);

	ck_status(votes(item_of(sitting, 0), "--f"), 200);
	ck_problem(
	    present(sitting, "council_chair council_secretary"), 409, "has-voted-already", "4.5");
	ck_status(present(sitting, "council_chair council_member"), 200);
}
END_TEST

START_TEST(a_decision_agrees_with_the_votes)
{
	const char *id = question("Решение", ALL);
	struct answer a = decide(id, "accepted", "");

	ck_problem(a, 409, "nobody-has-voted", "4.5");
	ck_status(votes(id, "faa"), 200);
	a = decide(id, "accepted", "");
	ck_problem(a, 409, "votes-say-otherwise", "4.5");
	ck_at(a, "/params/for", "1");
	ck_at(a, "/params/against", "2");
	ck_problem(decide(id, "amended", "Так."), 409, "votes-say-otherwise", "4.5");
	ck_status(decide(id, "returned", "Доработать."), 200);
	ck_problem(votes(id, "fff"), 409, "item-is-decided", "4.5");
	ck_problem(decide(id, "accepted", ""), 409, "item-is-decided", "4.5");
	ck_status(post(format("/api/v1/agenda-items/%s/decide", id), "{\"decision\":null}"), 200);
	ck_status(votes(id, "ffa"), 200);
	ck_at(decide(id, "accepted", ""), "/decision", "accepted");
}
END_TEST

START_TEST(the_chair_decides_a_tie_where_the_setting_says_so)
{
	const char *id;

	set("casting_vote", NULL);
	id = question("Решающий", ALL);
	ck_status(votes(id, "fa0"), 200);
	ck_status(decide(id, "accepted", ""), 200);
	id = question("Решающий против", ALL);
	ck_status(votes(id, "af0"), 200);
	ck_problem(decide(id, "accepted", ""), 409, "votes-say-otherwise", "4.5");
	ck_status(decide(id, "returned", "Доработать."), 200);
	set("casting_vote", "false");
	id = question("Без решающего", ALL);
	ck_status(votes(id, "fa0"), 200);
	ck_problem(decide(id, "accepted", ""), 409, "votes-say-otherwise", "4.5");
	ck_problem(decide(id, "returned", "Нет."), 409, "votes-say-otherwise", "4.5");
	ck_status(decide(id, "postponed", "Отложить."), 200);
	set("casting_vote", NULL);
}
END_TEST

START_TEST(a_tie_without_the_chair_is_none)
{
	const char *id = question("Без председателя", "council_secretary council_member");

	ck_status(votes(id, "-fa"), 200);
	ck_problem(decide(id, "accepted", ""), 409, "votes-say-otherwise", "4.5");
	ck_problem(decide(id, "returned", "Нет."), 409, "votes-say-otherwise", "4.5");
}
END_TEST

static const char *written_by_member(const char *title)
{
	const char *id = fresh(title);

	sql("set session_replication_role = replica; insert into party (district_id, document_id,"
	    " person_id, part) select district_id, '%s', id, 'author' from person where idnumber = 'council_member'",
	    id);
	return id;
}

START_TEST(an_author_abstains_where_the_setting_says_so)
{
	const char *id = item_of(open_sitting(written_by_member("Автор"), ALL), 0), *past = id;

	ck_problem(votes(id, "fff"), 409, "author-abstains", "4.5");
	ck_status(votes(id, "ff0"), 200);
	sign_in("council_member");
	ck_problem(own_vote(id, "for"), 409, "author-abstains", "4.5");
	set("author_abstains", "false");
	ck_problem(own_vote(past, "against"), 409, "author-abstains", "4.5");
	id = item_of(open_sitting(written_by_member("Автор голосует"), ALL), 0);
	ck_status(votes(id, "fff"), 200);
	set("author_abstains", NULL);
}
END_TEST

START_TEST(by_correspondence_whoever_votes_takes_part)
{
	const char *sitting, *id;

	sign_in("council_secretary");
	sitting = created(post("/api/v1/sittings",
	    "{\"held_on\":\"%s\",\"kind\":\"correspondence\"}", sql("select current_date + 3")));
	ck_status(on_agenda(sitting, fresh("Заочно")), 201);
	ck_status(verb("sittings", sitting, "call"), 200);
	ck_status(verb("sittings", sitting, "open"), 200);
	id = item_of(sitting, 0);
	sign_in("council_member");
	ck_status(own_vote(id, "for"), 200);
	ck_at(sitting_of(sitting), "/quorum/present", "1");
	sign_in("council_secretary");
	ck_status(decide(id, "accepted", ""), 200);
	ck_problem(verb("sittings", sitting, "close"), 409, "no-quorum", "4.5");
	ck_status(post(format("/api/v1/agenda-items/%s/decide", id), "{\"decision\":null}"), 200);
	ck_status(votes(id, "f--"), 200);
	ck_status(decide(id, "accepted", ""), 200);
	ck_at(verb("sittings", sitting, "close"), "/quorum/present", "2");
}
END_TEST

START_TEST(the_objection_lies_beside_the_paper)
{
	const char *id = paper("lesson_analysis", "queued", "Анализ", ", person_id",
	    format(", '%s'", person("teacher")));
	struct answer a;

	sql("insert into receipt (district_id, document_id, person_id, kind, body, version) select district_id, '%s', id, "
	    "'objected', 'Не согласна с выводом', 1 from person where idnumber = 'teacher'",
	    id);
	a = sitting_of(called_sitting(id));
	ck_at(a, "/agenda/0/answers/0/kind", "objected");
	ck_at(a, "/agenda/0/answers/0/body", "Не согласна с выводом");
	ck_at(a, "/agenda/0/answers/0/person/id", person("teacher"));
	ck_at(a, "/agenda/0/document/person/id", person("teacher"));
	a = item(at(a, "/agenda/0/id"));
	ck_at(a, "/body/0/text", "x");
	ck_at(a, "/answers/0/kind", "objected");
}
END_TEST

START_TEST(what_was_heard_and_said_is_kept_by_revision)
{
	const char *id = question("Слушали", ALL), *path = format("/api/v1/agenda-items/%s", id);
	const char *seen = item(id).etag;
	struct answer a = patch(path, seen, "{\"heard\":\"О работе\",\"spoke\":\"Полынова\"}");

	ck_at(a, "/heard", "О работе");
	ck_at(a, "/spoke", "Полынова");
	ck_problem(patch(path, seen, "{\"heard\":\"О другом\"}"), 412, "changed", "");
}
END_TEST

RESOURCE_MAIN("votes", totals_are_counted, a_member_votes_for_himself_alone,
    only_members_who_are_there_vote, who_has_voted_stays_on_the_list,
    a_decision_agrees_with_the_votes, the_chair_decides_a_tie_where_the_setting_says_so,
    a_tie_without_the_chair_is_none, an_author_abstains_where_the_setting_says_so,
    by_correspondence_whoever_votes_takes_part, the_objection_lies_beside_the_paper,
    what_was_heard_and_said_is_kept_by_revision)
