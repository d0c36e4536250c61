/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the portal is told of visits and materials: notices, and evidence once the teacher has answered.
 */
#include "told.h"

#include "material.h"

static const char *evidence =
    "concat_ws(' ', o.input ->> 'framework', o.input ->> 'competency', o.input ->> 'note')";

static struct answer answer_visit(const char *visit, const char *kind, const char *body)
{
	return post(format(API "/visits/%s/%s", visit, kind), "%s", body);
}

START_TEST(evidence_follows_the_teachers_answer)
{
	listen_to_deeds();
	const char *visit = assessed_visit();

	ck_told("teacher", "Ознакомьтесь с листом посещения урока");
	ck_assert_str_eq(told("teacher", "evidence", evidence), "");
	sign_in("teacher");
	ck_status(answer_visit(visit, "acknowledge", "{}"), 200);
	ck_assert_str_eq(told("teacher", "evidence", evidence),
	    "deficits K1 Результат посещения: 2,3 из 4 (листов: 1) | deficits K2 Результат посещения: 3,5 из 4 (листов: 1)");
	ck_assert_str_eq(
	    sql("select min(input ->> 'target') from outbox where subject = 'visit-%s'", visit),
	    format("/visits/%s", visit));
	ck_assert_str_eq(sql("select max(length(key)) <= 100 from outbox"), "t");
	sql("select rule.tell_evidence(v) from visit v where id = '%s'",
	    visit); /* the same sheets: the same key */
	ck_assert_str_eq(told("teacher", "evidence", evidence), "");
}
END_TEST

START_TEST(an_objection_reaches_the_visitor_and_evidence_waits_for_the_end)
{
	listen_to_deeds();
	const char *visit = assessed_visit();

	told("teacher", "notice", SUBJECT);
	sign_in("teacher");
	ck_status(answer_visit(visit, "object", "{\"body\":\"Урок был контрольный\"}"), 200);
	ck_told("methodist", "Педагог возразил на лист посещения");
	ck_assert_str_eq(told("teacher", "evidence", evidence), "");
	sign_in("methodist");
	ck_status(verb("visits", visit, "close"), 200);
	ck_assert_str_eq(told("teacher", "evidence", "o.input ->> 'competency'"), "K1 | K2");
}
END_TEST

START_TEST(a_signed_analysis_asks_for_an_answer)
{
	listen_to_deeds();
	const char *id = new_analysis(assessed_visit());

	told("teacher", "notice", SUBJECT);
	told("methodist", "notice", SUBJECT);
	ck_status(verb("materials", id, "sign"), 200);
	ck_told("teacher", "Ознакомьтесь с документом");
	ck_told("methodist", "");
	ck_assert_str_eq(
	    sql("select input ->> 'target' from outbox where subject = 'material-%s'", id),
	    format("/materials/%s", id));
}
END_TEST

RESOURCE_MAIN("told_visits", evidence_follows_the_teachers_answer,
    an_objection_reaches_the_visitor_and_evidence_waits_for_the_end,
    a_signed_analysis_asks_for_an_answer)
