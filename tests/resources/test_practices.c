/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Practice cards (4.6c, 3.4): noticed, described, to the council and published with each author's
 * consent; taken up by others and verified by another.
 */
#include "material.h"

static struct answer card(const char *id)
{
	return get(API "/practices/%s", id);
}

static struct answer notice(const char *visit, const char *title)
{
	return post(API "/practices", "{\"visit\":\"%s\",\"title\":\"%s\"}", visit, title);
}

static const char *noticed(void)
{
	struct answer a = notice(assessed_visit(), "Вопросы по кругу");

	ck_status(a, 201);
	return at(a, "/id");
}

static struct answer consent(const char *id)
{
	return post(format(API "/practices/%s/consent", id), "{}");
}

static struct answer withdraw(const char *id)
{
	return erase(API "/practices/%s/consent", id);
}

/* A closed sitting has accepted it: how the council comes to that is told elsewhere. */
static void accepted_by_council(const char *id)
{
	static int number;

	sql("set session_replication_role = replica");
	sql("with s as (insert into sitting (district_id, organisation_id, number, held_on, chair_id, secretary_id, state)"
	    " select district_id, id, %d, current_date, '%s', '%s', 'closed' from organisation where idnumber = 'council' returning *)"
	    " insert into agenda_item (district_id, sitting_id, position, title, document_id, decision)"
	    " select district_id, id, 1, 'О карточке', '%s', 'accepted' from s",
	    900 + number++, person("council_chair"), person("council_secretary"), id);
	sql("set session_replication_role = origin");
}

/* As the methodist notices it; described, agreed to, submitted. Leaves the centre head in. */
static const char *submitted(void)
{
	const char *id = noticed();

	ck_status(verb("practices", id, "describe"), 200);
	sign_in("teacher");
	ck_status(consent(id), 200);
	sign_in("centre_head");
	ck_status(verb("practices", id, "submit"), 200);
	return id;
}

static const char *published(void)
{
	const char *id = submitted();

	accepted_by_council(id);
	ck_status(verb("practices", id, "publish"), 200);
	return id;
}

START_TEST(a_card_begins_with_what_was_seen)
{
	struct answer a = card(noticed());

	ck_at(a, "/state", "noticed");
	ck_at(a, "/title", "Вопросы по кругу");
	ck_at(a, "/person/id", person("teacher"));
	ck_at(a, "/authors/0/id", person("teacher"));
	ck_at(a, "/authors/0/consented", "false");
	ck_at(a, "/subject/name", "Физика");
	ck_assert_int_ge(block(a, "Точные вопросы"), block(a, "Идея опыта"));
	ck_problem(post(API "/practices", "{\"title\":\"Без урока\"}"), 422, "invalid", "");
}
END_TEST

START_TEST(a_teacher_tells_of_his_own)
{
	const char *others = assessed_visit();
	struct answer a;

	sign_in("teacher_2");
	ck_problem(notice(others, "Чужое"), 422, "unknown-reference", "");
	a = post(API "/practices", "{\"title\":\"Своё\"}");
	ck_status(a, 201);
	ck_at(a, "/authors/0/id", person("teacher_2"));
	ck_at(a, "/organisation/name", "Берёзовская СОШ");
	const char *id = at(a, "/id");

	a = change("practices", id,
	    "{\"title\":\"Своё дело\",\"body\":[{\"b\":\"para\",\"text\":\"Делаю так\"}]}");
	ck_status(a, 200);
	ck_at(a, "/body/0/text", "Делаю так");
	ck_at(verb("practices", id, "describe"), "/state", "described");
	ck_at(verb("practices", id, "rework"), "/state", "noticed");
	ck_problem(verb("practices", id, "submit"), 403, "forbidden", "");
	sign_in("teacher");
	ck_status(card(id), 404);
	ck_status(verb("practices", id, "describe"), 404);
	sign_in("school_head");
	ck_problem(notice(others, "Чужое"), 403, "forbidden", "");
}
END_TEST

START_TEST(no_card_goes_on_without_each_author_s_consent)
{
	const char *id = noticed();
	struct answer a;

	a = change("practices", id,
	    format("{\"authors\":[{\"person\":\"%s\"},{\"person\":\"%s\"}]}", person("teacher"),
		person("teacher_2")));
	ck_status(a, 200);
	ck_assert_int_eq(count_at(a, "/authors"), 2);
	ck_next("teacher", id, "describe m");
	ck_next("methodist", id, "describe w");
	ck_status(verb("practices", id, "describe"), 200);
	ck_next("teacher_2", id, "consent m");
	ck_next("teacher", id, "consent m");
	ck_status(consent(id), 200);
	ck_next("teacher", id, "");
	ck_problem(consent(id), 409, "consent-is-given-already", "4.6c");
	sign_in("centre_head");
	ck_problem(consent(id), 403, "only-author-consents", "4.6c");
	ck_problem(verb("practices", id, "submit"), 409, "author-has-not-consented", "4.6c");
	sign_in("teacher_2");
	a = card(id);
	ck_at(a, "/author", "true");
	ck_at(consent(id), "/consented", "true");
	ck_next("centre_head", id, "submit m");
	sign_in("teacher_elsewhere");
	ck_status(card(id), 404);
	sign_in("centre_head");
	ck_at(verb("practices", id, "submit"), "/state", "council");
	ck_problem(change("practices", id, "{\"title\":\"Другое\"}"), 409, "frozen", "4.1");
	ck_problem(verb("practices", id, "publish"), 409, "council-has-not-accepted", "4.6c");
}
END_TEST

START_TEST(a_withdrawn_consent_stops_it)
{
	const char *id = submitted();

	accepted_by_council(id);
	sign_in("teacher");
	ck_at(withdraw(id), "/consented", "false");
	ck_problem(withdraw(id), 409, "consent-is-withdrawn-already", "4.6c");
	sign_in("council_secretary");
	ck_problem(verb("practices", id, "publish"), 409, "author-has-not-consented", "4.6c");
	sign_in("teacher");
	ck_status(consent(id), 200);
	sign_in("council_secretary");
	ck_at(verb("practices", id, "publish"), "/state", "published");
	sign_in("teacher_elsewhere");
	ck_status(card(id), 200);
	sign_in("teacher");
	ck_status(withdraw(id), 200);
	ck_next("centre_head", id, "archive m");
	sign_in("teacher_elsewhere");
	ck_status(card(id), 404);
	sign_in("centre_head");
	ck_status(card(id), 200);
	ck_at(verb("practices", id, "archive"), "/state", "archived");
}
END_TEST

static struct answer claim(const char *id, const char *words)
{
	return post(format(API "/practices/%s/adoptions", id), "{\"body\":\"%s\"}", words);
}

START_TEST(a_practice_is_adopted_when_another_has_seen_it)
{
	const char *early = submitted(), *id = published(), *adoption;
	struct answer a;

	sign_in("teacher");
	ck_problem(claim(early, "Сам"), 409, "practice-is-not-published", "3.4");
	ck_problem(claim(id, "Сам"), 409, "author-adopts-nothing", "3.4");
	sign_in("teacher_elsewhere");
	ck_at(card(id), "/claimable", "true");
	ck_problem(claim(id, ""), 422, "invalid", "");
	a = claim(id, "Провёл пять уроков");
	ck_status(a, 201);
	ck_at(a, "/state", "claimed");
	ck_at(a, "/organisation/name", "Ключевская СОШ");
	adoption = at(a, "/id");
	ck_problem(claim(id, "Ещё"), 409, "adoption-exists", "3.4");
	ck_at(card(id), "/claimable", "false");
	sign_in("methodist");
	ck_problem(verb("practices", id, "adopt"), 409, "no-verified-adoption", "4.6c");
	a = verb("adoptions", adoption, "verify");
	ck_at(a, "/state", "verified");
	ck_at(a, "/verified_by/id", person("methodist"));
	ck_problem(verb("adoptions", adoption, "refuse"), 409, "no-step", "");
	ck_at(verb("practices", id, "adopt"), "/state", "adopted");
	ck_at(card(id), "/adopted", "1");
	sign_in("school_head_2");
	a = claim(id, "Вся школа");
	ck_status(a, 201);
	sign_in("centre_head");
	ck_at(verb("adoptions", at(a, "/id"), "refuse"), "/state", "refused");
}
END_TEST

static bool listed(const char *id, const char *filter)
{
	return strstr(get(API "/practices?limit=200%s", filter).text, id) != NULL;
}

START_TEST(the_bank_shows_what_is_published)
{
	const char *open = published(), *early = noticed();
	static const struct {
		const char *who;
		bool sees_early;
	} readers[] = { { "methodist_2", true }, { "centre_head", true },
		{ "council_secretary", true }, { "council_member", false },
		{ "school_head", false }, { "school_head_2", false }, { "teacher", true },
		{ "teacher_2", false }, { "clerk", false } };

	for (size_t i = 0; i < COUNT(readers); i++) {
		sign_in(readers[i].who);
		ck_assert_msg(listed(open, ""), "published as %s", readers[i].who);
		ck_assert_msg(
		    listed(early, "") == readers[i].sees_early, "noticed as %s", readers[i].who);
	}
	sign_in("foreign_methodist");
	ck_assert(!listed(open, ""));
	sign_in("admin");
	ck_problem(get(API "/practices"), 403, "forbidden", "");
	sign_in("teacher_elsewhere");
	ck_assert(listed(open, "&state=published&q=%D0%B2%D0%9E%D0%9F%D0%A0%D0%9E%D0%A1%D0%AB"));
	ck_assert(!listed(open, "&q=zzz"));
	ck_assert(listed(open,
	    format("&subject=%s", sql("select subject_id from document where id = '%s'", open))));
	ck_assert(!listed(open, format("&subject=%s", person("teacher"))));
	ck_assert(listed(open,
	    format("&school=%s", sql("select id from organisation where idnumber = 'school_1'"))));
	ck_assert(!listed(open, "&state=adopted"));
	sign_in("methodist");
	ck_status(change("practices", early,
		      format("{\"competence\":\"%s\"}",
			  sql("select id from competence where code = 'K1' limit 1"))),
	    200);
	ck_assert(
	    listed(early, format("&competence=%s",
			      sql("select competence_id from document where id = '%s'", early))));
	ck_assert(
	    !listed(open, format("&competence=%s",
			      sql("select competence_id from document where id = '%s'", early))));
}
END_TEST

START_TEST(whoever_saves_second_is_shown_the_first)
{
	const char *id = noticed(), *path = format(API "/practices/%s", id), *seen = card(id).etag;

	ck_status(patch(path, seen, "{\"title\":\"Первый\"}"), 200);
	sign_in("teacher");
	ck_problem(patch(path, seen, "{\"title\":\"Второй\"}"), 412, "changed", "");
}
END_TEST

START_TEST(raw_sql_meets_the_same_refusals)
{
	const char *id = noticed();

	sign_in("teacher_2");
	ck_assert_ptr_nonnull(strstr(
	    sql_as_sender(
		"insert into consent (district_id, document_id, purpose) values (auth.district(), '%s', 'publish_practice') returning id",
		id),
	    "only_author_consents"));
	sign_in("methodist");
	ck_assert_ptr_nonnull(
	    strstr(sql_as_sender(
		       "update document set state = 'published' where id = '%s' returning id", id),
		"no_step"));
	ck_assert_ptr_nonnull(strstr(
	    sql_as_sender(
		"insert into adoption (district_id, document_id, organisation_id, body) select auth.district(), id, organisation_id, 'x' from document where id = '%s' returning id",
		id),
	    "practice_is_not_published"));
	const char *open = published();

	sign_in("methodist");
	ck_assert_ptr_nonnull(
	    strstr(sql_as_sender("delete from party where document_id = '%s' returning id", open),
		"frozen"));
}
END_TEST

RESOURCE_MAIN("practices", a_card_begins_with_what_was_seen, a_teacher_tells_of_his_own,
    no_card_goes_on_without_each_author_s_consent, a_withdrawn_consent_stops_it,
    a_practice_is_adopted_when_another_has_seen_it, the_bank_shows_what_is_published,
    whoever_saves_second_is_shown_the_first, raw_sql_meets_the_same_refusals)
