/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sittings of the council: who is a member that day, when there is a quorum, what an agenda takes,
 * and what closing does to the papers (4.5). Two secretaries at once lose nothing of each other.
 */
#include "council.h"

#define ALL "council_chair council_secretary council_member"

START_TEST(a_sitting_is_of_those_in_office)
{
	const char *id = planned_sitting();
	struct answer a = sitting_of(id);

	ck_at(a, "/state", "planned");
	ck_at(a, "/kind", "in_person");
	ck_at(a, "/chair/id", person("council_chair"));
	ck_at(a, "/secretary/id", person("council_secretary"));
	ck_assert_int_eq(count_at(a, "/members"), 3);
	ck_at(a, "/members/0/role", "council_chair");
	ck_at(a, "/members/0/post", "председатель");
	ck_at(a, "/quorum/members", "3");
	ck_at(a, "/quorum/needed", "2");
	ck_at(a, "/quorum/reached", "false");
	ck_problem(post("/api/v1/sittings", "{}"), 422, "invalid", "");
	ck_problem(post("/api/v1/sittings", "{\"held_on\":\"%s\",\"chair\":\"%s\"}",
		       sql("select current_date"), person("council_secretary")),
	    409, "chair-is-not-secretary", "4.5");
	ck_problem(post("/api/v1/sittings", "{\"held_on\":\"%s\",\"chair\":\"%s\"}",
		       sql("select current_date"), person("centre_head")),
	    409, "chair-is-a-member", "4.5");
	ck_problem(post("/api/v1/sittings", "{\"held_on\":\"2019-02-01\"}"), 422, "invalid", "");
}
END_TEST

START_TEST(only_secretary_and_chair_run_it)
{
	static const char *const readers[] = { "council_member", "methodist", "centre_head",
		"department_head", "clerk" };
	static const char *const others[] = { "teacher", "school_head", "admin" };
	const char *id = planned_sitting();

	for (size_t i = 0; i < COUNT(readers); i++) {
		sign_in(readers[i]);
		ck_status(sitting_of(id), 200);
		ck_problem(verb("sittings", id, "call"), 403, "forbidden", "");
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		sign_in(others[i]);
		ck_problem(sitting_of(id), 403, "forbidden", "");
	}
	sign_in("foreign_methodist");
	ck_problem(sitting_of(id), 404, "not-found", "");
}
END_TEST

static struct answer reorder(const char *sitting, const char *items)
{
	with_revision(sitting_of(sitting).etag);
	return put(format("/api/v1/sittings/%s/agenda", sitting), "{\"items\":[%s]}", items);
}

START_TEST(the_agenda_takes_what_is_queued_and_keeps_its_order)
{
	const char *day = day_in("analysed"), *first = spravka(day, "queued");
	const char *draft = paper("recommendations", "signed", "Советы", "", "");
	const char *second = paper("recommendations", "queued", "Рекомендации", "", "");
	const char *id = planned_sitting();
	struct answer a;

	ck_problem(verb("sittings", id, "call"), 409, "agenda-is-empty", "4.5");
	ck_problem(on_agenda(id, draft), 409, "material-is-not-queued", "4.5");
	ck_at(sitting_of(id), "/waiting", "2");
	a = post(format("/api/v1/sittings/%s/agenda/fill", id), "{}");
	ck_status(a, 200);
	ck_assert_int_eq(count_at(a, "/agenda"), 2);
	ck_at(a, "/agenda/0/document/id", first);
	ck_at(a, "/agenda/0/document/school/name", "Берёзовская СОШ");
	ck_at(a, "/agenda/0/authors/0", person("methodist"));
	ck_at(a, "/agenda/1/document/id", second);
	ck_at(a, "/waiting", "0");
	ck_problem(on_agenda(id, first), 409, "item-is-on-agenda-already", "4.5");
	ck_at(post(format("/api/v1/sittings/%s/agenda", id), "{\"title\":\"Разное\"}"), "/position",
	    "3");
	a = reorder(
	    id, format("\"%s\",\"%s\",\"%s\"", item_of(id, 2), item_of(id, 0), item_of(id, 1)));
	ck_at(a, "/agenda/0/title", "Разное");
	ck_at(a, "/agenda/2/document/id", second);
	ck_problem(reorder(id, format("\"%s\"", item_of(id, 0))), 422, "invalid", "");
	ck_status(erase("/api/v1/agenda-items/%s", item_of(id, 0)), 204);
	ck_at(sitting_of(id), "/agenda/0/position", "1");
	ck_status(verb("sittings", id, "cancel"), 200);
	sql("set session_replication_role = replica");
	sql("update document set state = 'draft' where id in ('%s', '%s')", first, second);
	sql("set session_replication_role = origin");
}
END_TEST

START_TEST(a_question_is_before_one_sitting_at_a_time)
{
	const char *document = paper("recommendations", "queued", "Одни", "", "");
	const char *first = called_sitting(document), *second = planned_sitting();
	struct answer a = on_agenda(second, document);

	ck_problem(a, 409, "on-another-agenda", "4.5");
	ck_at(a, "/params/date", sql("select to_char(current_date, 'DD.MM.YYYY')"));
	a = post(format("/api/v1/sittings/%s/agenda/fill", second), "{}");
	ck_assert_int_eq(count_at(a, "/agenda"), 0);
	ck_status(verb("sittings", first, "cancel"), 200);
	ck_status(on_agenda(second, document), 201);
	ck_status(verb("sittings", second, "cancel"), 200);
}
END_TEST

START_TEST(a_quorum_is_reached_exactly)
{
	const char *id = called_sitting(paper("recommendations", "queued", "Кворум", "", ""));
	struct answer a;

	ck_status(present(id, "council_chair"), 200);
	a = verb("sittings", id, "open");
	ck_problem(a, 409, "no-quorum", "4.5");
	ck_at(a, "/params/present", "1");
	ck_at(a, "/params/members", "3");
	ck_at(a, "/params/needed", "2");
	ck_status(present(id, "council_member council_secretary"), 200);
	ck_at(sitting_of(id), "/quorum/reached", "true");
	ck_at(verb("sittings", id, "open"), "/state", "open");
}
END_TEST

/* The other methodist as a member of the council, or no more. */
static void in_office(const char *during)
{
	sql("delete from appointment where person_id = '%s' and role = 'council_member'",
	    person("methodist_2"));
	if (during)
		sql("insert into appointment (district_id, person_id, organisation_id, role, during)"
		    " select p.district_id, p.id, g.id, 'council_member', %s from person p, "
		    "organisation g where p.idnumber = 'methodist_2' and g.idnumber = 'council'",
		    during);
}

/* Four members of whom two are there: half, which is what the setting asks. */
START_TEST(members_are_those_in_office_that_day)
{
	const char *id = called_sitting(paper("recommendations", "queued", "Члены", "", ""));

	in_office("daterange(current_date - 90, current_date)"); /* ended yesterday */
	ck_at(sitting_of(id), "/quorum/members", "3");
	ck_problem(present(id, "methodist_2"), 409, "not-a-member-that-day", "4.5");
	in_office(NULL);
	in_office("daterange(current_date + 1, null)"); /* begins tomorrow */
	ck_problem(present(id, "methodist_2"), 409, "not-a-member-that-day", "4.5");
	in_office(NULL);
	in_office("daterange(current_date, current_date + 1)"); /* today alone */
	ck_at(sitting_of(id), "/quorum/members", "4");
	ck_status(present(id, "methodist_2 council_secretary"), 200);
	ck_at(verb("sittings", id, "open"), "/quorum/members", "4");
	in_office(NULL);
	ck_at(sitting_of(id), "/quorum/members", "4");
}
END_TEST

START_TEST(it_opens_on_its_day)
{
	/* two days: the district's own date may be a day ahead of the server's */
	const char *tomorrow = sql("select current_date + 2"), *id;
	const char *document = paper("recommendations", "queued", "Завтра", "", "");

	sign_in("council_secretary");
	id = created(post("/api/v1/sittings", "{\"held_on\":\"%s\"}", tomorrow));
	ck_status(on_agenda(id, document), 201);
	ck_status(verb("sittings", id, "call"), 200);
	ck_status(present(id, ALL), 200);
	ck_problem(verb("sittings", id, "open"), 409, "sitting-is-ahead", "4.5");
	ck_status(patch(format("/api/v1/sittings/%s", id), sitting_of(id).etag,
		      "{\"kind\":\"correspondence\"}"),
	    200);
	ck_at(verb("sittings", id, "open"), "/state", "open");
	ck_problem(patch(format("/api/v1/sittings/%s", id), sitting_of(id).etag,
		       "{\"held_on\":\"%s\"}", sql("select current_date")),
	    409, "frozen", "4.5");
}
END_TEST

START_TEST(it_closes_when_every_question_is_decided)
{
	const char *day = day_in("at_council"), *document = spravka(day, "queued");
	const char *id = open_sitting(document, ALL);
	struct answer a = verb("sittings", id, "close");

	ck_problem(a, 409, "item-without-decision", "4.5");
	ck_at(a, "/params/items", "1");
	ck_status(votes(item_of(id, 0), "fff"), 200);
	ck_status(decide(item_of(id, 0), "accepted", ""), 200);
	ck_assert_str_eq(state_of("document", document), "queued");
	a = verb("sittings", id, "close");
	ck_at(a, "/state", "closed");
	ck_assert_str_eq(state_of("document", document), "considered");
	ck_assert_str_eq(state_of("day", day), "considered");
	ck_problem(verb("sittings", id, "close"), 409, "no-step", "");
	ck_problem(present(id, "council_chair"), 409, "frozen", "4.5");
	ck_problem(votes(item_of(id, 0), "aaa"), 409, "sitting-is-not-open", "4.5");
}
END_TEST

START_TEST(what_is_returned_carries_the_resolution)
{
	const char *document = spravka(day_in("at_council"), "queued");
	const char *id = open_sitting(document, ALL);
	struct answer a;

	ck_status(votes(item_of(id, 0), "fff"), 200);
	ck_problem(decide(item_of(id, 0), "returned", ""), 422, "resolution-needs-words", "4.5");
	ck_problem(decide(item_of(id, 0), "noted", ""), 422, "invalid", "");
	ck_status(decide(item_of(id, 0), "returned", "Уточнить выводы."), 200);
	ck_status(verb("sittings", id, "close"), 200);
	ck_assert_str_eq(state_of("document", document), "returned");
	a = get("/api/v1/remarks?document=%s", document);
	ck_at(a, "/items/0/body", "Уточнить выводы.");
	ck_at(a, "/items/0/phase", "summing_up");
	ck_at(a, "/items/0/state", "open");
	ck_at(a, "/items/0/due_on",
	    sql("select (select due_on from remark where document_id = '%s')", document));
	ck_assert_str_ne(at(a, "/items/0/due_on"), "");
}
END_TEST

START_TEST(a_remark_may_have_words_of_its_own)
{
	const char *document = paper("recommendations", "queued", "Подробнее", "", "");
	const char *id = open_sitting(document, ALL);

	ck_status(votes(item_of(id, 0), "fff"), 200);
	ck_status(
	    post(format("/api/v1/agenda-items/%s/decide", item_of(id, 0)),
		"{\"decision\":\"amended\",\"resolution\":\"Доработать.\",\"remark\":\"Мало примеров\"}"),
	    200);
	ck_status(verb("sittings", id, "close"), 200);
	ck_at(get("/api/v1/remarks?document=%s", document), "/items/0/body", "Мало примеров");
}
END_TEST

START_TEST(a_question_put_off_goes_to_the_next_sitting)
{
	const char *document = paper("recommendations", "queued", "Отложенные", "", "");
	const char *id = closed_sitting(document, "postponed"), *next;

	ck_assert_str_eq(state_of("document", document), "queued");
	next = planned_sitting();
	ck_status(on_agenda(next, document), 201);
	ck_at(sitting_of(id), "/agenda/0/decision", "postponed");
	ck_status(verb("sittings", next, "cancel"), 200);
}
END_TEST

START_TEST(later_settings_leave_a_past_sitting_as_it_was)
{
	const char *id =
	    closed_sitting(paper("recommendations", "queued", "Прежние", "", ""), "accepted");
	const char *later, *was = at(sitting_of(id), "/quorum");

	sql("insert into setting (district_id, code, value) select district_id, 'quorum', '1' from person where idnumber = 'methodist'");
	ck_assert_str_eq(at(sitting_of(id), "/quorum"), was);
	ck_at(sitting_of(id), "/quorum/needed", "2");
	later = called_sitting(paper("recommendations", "queued", "Новые", "", ""));
	ck_status(present(later, "council_chair council_member"), 200);
	ck_problem(verb("sittings", later, "open"), 409, "no-quorum", "4.5");
	sql("delete from setting where code = 'quorum'");
	ck_status(verb("sittings", later, "open"), 200);
}
END_TEST

START_TEST(numbers_follow_each_other_in_a_school_year)
{
	const char *first =
	    closed_sitting(paper("recommendations", "queued", "Первые", "", ""), "accepted");
	long number = strtol(at(sitting_of(first), "/number"), NULL, 10);
	const char *second =
	    open_sitting(paper("recommendations", "queued", "Вторые", "", ""), ALL);

	ck_assert_int_eq(strtol(at(sitting_of(second), "/number"), NULL, 10), number + 1);
}
END_TEST

START_TEST(the_second_secretary_compares_first)
{
	const char *id = planned_sitting(), *seen = sitting_of(id).etag;
	struct answer a;

	ck_status(present_over(seen, id, "council_chair council_member"), 200);
	a = present_over(seen, id, "council_secretary");
	ck_problem(a, 412, "changed", "");
	ck_at(sitting_of(id), "/quorum/present", "2");
	ck_problem(put(format("/api/v1/sittings/%s/presence", id), "{\"people\":[]}"), 428,
	    "revision-required", "");
	ck_problem(patch(format("/api/v1/sittings/%s", id), seen, "{\"place\":\"Зал\"}"), 412,
	    "changed", "");
}
END_TEST

enum { FILLED = 1, REFUSED = 10 };

static int fill(void *sitting)
{
	struct answer a =
	    post(format("/api/v1/sittings/%s/agenda/fill", (const char *)sitting), "{}");

	return a.status == 200 ? FILLED : a.status == 409 ? REFUSED : 0;
}

/* Transactions of this database that wait for a lock. */
static int waiting(void)
{
	const char *n = sql("select count(distinct pid) from pg_locks where not granted and pid in "
			    "(select pid from pg_locks where database = (select oid from "
			    "pg_database where datname = current_database()))");

	return (int)strtol(n, NULL, 10);
}

/* Both wait for the paper's row; the second sees it on the other agenda. */
START_TEST(two_secretaries_fill_two_agendas)
{
	const char *document = paper("recommendations", "queued", "Спорные", "", "");
	const char *a = planned_sitting(), *b = planned_sitting();
	int first, second;

	sql("begin; select from document where id = '%s' for update", document);
	first = in_child(fill, (void *)a);
	second = in_child(fill, (void *)b);
	for (int i = 0; i < 500 && waiting() < 2; i++)
		sql("select pg_sleep(0.01)");
	sql("commit");
	ck_assert_int_eq(child_result(first) + child_result(second), FILLED + REFUSED);
	ck_assert_str_eq(
	    sql("select count(*) from agenda_item where document_id = '%s'", document), "1");
}
END_TEST

RESOURCE_MAIN("sittings", a_sitting_is_of_those_in_office, only_secretary_and_chair_run_it,
    the_agenda_takes_what_is_queued_and_keeps_its_order, a_question_is_before_one_sitting_at_a_time,
    a_quorum_is_reached_exactly, members_are_those_in_office_that_day, it_opens_on_its_day,
    it_closes_when_every_question_is_decided, what_is_returned_carries_the_resolution,
    a_remark_may_have_words_of_its_own, a_question_put_off_goes_to_the_next_sitting,
    later_settings_leave_a_past_sitting_as_it_was, numbers_follow_each_other_in_a_school_year,
    the_second_secretary_compares_first, two_secretaries_fill_two_agendas)
