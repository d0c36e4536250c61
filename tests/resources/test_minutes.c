/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Minutes: drafted from presence, agenda, votes and resolutions of a closed sitting, edited, recorded as
 * signed, then fixed; an excerpt has the questions of one school.
 */
#include "council.h"

#define ALL "council_chair council_secretary council_member"

static bool says(struct answer a, const char *words)
{
	return strstr(at(a, "/body"), words) != NULL;
}

static const char *with_talk(void)
{
	const char *document = spravka(day_in("at_council"), "queued");
	const char *id = open_sitting(document, "council_chair council_secretary"),
		   *item = item_of(id, 0);
	struct answer a = get("/api/v1/agenda-items/%s", item);

	ck_status(patch(format("/api/v1/agenda-items/%s", item), a.etag,
		      "{\"heard\":\"Ветлугину о дне\",\"spoke\":\"Полынова: поддержать\"}"),
	    200);
	ck_status(votes(item, "fa-"), 200);
	ck_status(decide(item, "accepted", "Опыт распространить."), 200);
	ck_status(patch(format("/api/v1/sittings/%s", id), sitting_of(id).etag,
		      "{\"place\":\"Малый зал\",\"guests\":\"Директор школы\"}"),
	    200);
	ck_status(verb("sittings", id, "close"), 200);
	return id;
}

START_TEST(they_say_what_the_sitting_was)
{
	const char *sitting = with_talk(), *number = at(sitting_of(sitting), "/number");
	struct answer a = verb("sittings", sitting, "minutes");

	ck_status(a, 201);
	ck_at(a, "/state", "draft");
	ck_at(a, "/number", number);
	ck_at(a, "/dated", sql("select current_date"));
	ck_assert(
	    says(a, sql("select to_char(current_date, 'DD.MM.YYYY')")) && says(a, "Малый зал"));
	ck_assert(says(a, "Членов совета: 3. Присутствовали: 2 ("));
	ck_assert(says(a, "Для кворума нужно: 2; кворум есть."));
	ck_assert(says(a, "Приглашённые: Директор школы"));
	ck_assert(says(a, "Повестка дня") && says(a, "1. Справка"));
	ck_assert(says(a, "СЛУШАЛИ: ") && says(a, "Ветлугину о дне"));
	ck_assert(says(a, "ВЫСТУПИЛИ: Полынова: поддержать"));
	ck_assert(
	    says(a, "ПОСТАНОВИЛИ: одобрить и представить к утверждению. Опыт распространить."));
	ck_assert(says(a, "за — 1, против — 1, воздержались — 0. Решил голос председателя."));
	ck_assert(says(a, "\"b\": \"sign\"") || says(a, "\"b\":\"sign\""));
	ck_at(sitting_of(sitting), "/minutes/id", at(a, "/id"));
	ck_problem(verb("sittings", sitting, "minutes"), 409, "minutes-once", "4.5");
}
END_TEST

START_TEST(there_are_none_before_the_sitting_is_closed)
{
	const char *sitting = open_sitting(paper("recommendations", "queued", "Рано", "", ""), ALL);

	ck_problem(verb("sittings", sitting, "minutes"), 409, "sitting-is-not-closed", "4.5");
	ck_assert_str_eq(
	    sql_as_sender(
		"insert into document (district_id, kind, organisation_id, sitting_id, title)"
		" select district_id, 'minutes', organisation_id, id, 'x' from sitting where id = '%s' returning 1",
		sitting),
	    "!sitting_is_not_closed");
}
END_TEST

START_TEST(signed_they_stay)
{
	const char *sitting =
	    closed_sitting(paper("recommendations", "queued", "Текст", "", ""), "accepted");
	const char *id = created(verb("sittings", sitting, "minutes")),
		   *path = format("/api/v1/minutes/%s", id);
	const char *seen = get("%s", path).etag;
	struct answer a;

	ck_at(patch(path, seen, "{\"body\":[{\"b\":\"para\",\"text\":\"Иначе\"}]}"), "/body/0/text",
	    "Иначе");
	ck_problem(patch(path, seen, "{\"body\":[]}"), 412, "changed", "");
	sign_in("council_member");
	ck_problem(verb("minutes", id, "sign"), 403, "forbidden", "");
	sign_in("council_chair");
	a = verb("minutes", id, "sign");
	ck_at(a, "/state", "signed");
	ck_at(a, "/signatures/0/person/id", person("council_chair"));
	ck_at(a, "/signatures/0/capacity", "council_chair");
	ck_problem(patch(path, a.etag, "{\"body\":[]}"), 409, "frozen", "4.1");
	ck_problem(verb("minutes", id, "sign"), 409, "no-step", "");
	ck_assert_str_eq(
	    sql("select body -> 0 ->> 'text' from document_version where document_id = '%s'", id),
	    "Иначе");
}
END_TEST

START_TEST(the_chair_may_draft_them)
{
	const char *sitting =
	    closed_sitting(paper("recommendations", "queued", "Сам", "", ""), "accepted");

	sign_in("council_chair");
	ck_status(verb("sittings", sitting, "minutes"), 201);
	sign_in("methodist");
	ck_problem(verb("sittings", sitting, "minutes"), 403, "forbidden", "");
}
END_TEST

START_TEST(an_excerpt_is_of_one_school)
{
	const char *sitting = with_talk();
	const char *path = format(
	    "/api/v1/sittings/%s/excerpt?organisation=%s", sitting, organisation("school_1"));
	struct answer a;

	ck_problem(get("%s", path), 409, "minutes-are-not-signed", "4.5");
	ck_problem(get("/api/v1/sittings/%s/excerpt/pdf?organisation=%s", sitting,
		       organisation("school_1")),
	    404, "not-found", "");
	signed_minutes(sitting);
	a = get("%s", path);
	ck_status(a, 200);
	ck_assert_ptr_nonnull(strstr(at(a, "/title"), "Выписка из протокола № "));
	ck_assert(says(a, "Опыт распространить."));
	a = get(
	    "/api/v1/sittings/%s/excerpt/pdf?organisation=%s", sitting, organisation("school_1"));
	ck_status(a, 200);
	ck_assert_str_eq(a.type, "application/pdf");
	ck_assert_int_eq(strncmp(a.text, "%PDF-", 5), 0);
	ck_problem(get("/api/v1/sittings/%s/excerpt/pdf?organisation=%s", sitting,
		       organisation("school_2")),
	    404, "not-found", "");
	ck_problem(
	    get("/api/v1/sittings/%s/excerpt?organisation=%s", sitting, organisation("school_2")),
	    404, "not-found", "");
}
END_TEST

START_TEST(while_it_goes_on_they_grow)
{
	const char *sitting = open_sitting(paper("recommendations", "queued", "Идёт", "", ""), ALL),
		   *item = item_of(sitting, 0),
		   *path = format("/api/v1/sittings/%s/minutes", sitting);
	struct answer a;

	sign_in("council_member");
	a = get("%s", path);
	ck_status(a, 200);
	ck_assert(says(a, "Присутствовали: 3 (") && says(a, "ПОСТАНОВИЛИ: решения ещё нет."));
	ck_assert(says(a, "за — 0, против — 0, воздержались — 0."));
	ck_assert(!says(a, "Решил голос председателя"));
	sign_in("council_secretary");
	ck_status(votes(item, "ff0"), 200);
	ck_status(decide(item, "accepted", "Принять."), 200);
	a = get("%s", path);
	ck_assert(says(a, "одобрить и представить к утверждению. Принять."));
	ck_assert(says(a, "за — 2, против — 0, воздержались — 1."));
	ck_at(sitting_of(sitting), "/minutes", "null");
	sign_in("teacher");
	ck_problem(get("%s", path), 403, "forbidden", "");
}
END_TEST

START_TEST(before_it_opens_there_is_nothing_to_follow)
{
	const char *sitting = open_sitting(paper("recommendations", "queued", "Ждёт", "", ""), ALL);

	sql("set session_replication_role = replica");
	sql("update sitting set state = 'called' where id = '%s'", sitting);
	sql("set session_replication_role = origin");
	ck_problem(get("/api/v1/sittings/%s/minutes", sitting), 409, "sitting-is-not-open", "4.5");
}
END_TEST

RESOURCE_MAIN("minutes", they_say_what_the_sitting_was, while_it_goes_on_they_grow,
    before_it_opens_there_is_nothing_to_follow, there_are_none_before_the_sitting_is_closed,
    signed_they_stay, the_chair_may_draft_them, an_excerpt_is_of_one_school)
