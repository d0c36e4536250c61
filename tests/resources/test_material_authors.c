/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose a material is (4.5): its authors write and sign it, another methodist reads the draft and leaves it
 * alone, the head of the centre names another author and takes up what came back.
 */
#include "material.h"

/* Of those who may read a draft: who changes its text, names its authors, signs it; the program and the
 * database each say no by themselves. */
START_TEST(a_draft_is_its_authors)
{
	static const struct {
		const char *who;
		bool writes, names;
	} rows[] = { { "methodist", true, true }, { "methodist_2", false, false },
		{ "centre_head", false, true } };
	const char *id = new_analysis(assessed_visit()), *path = format(API "/materials/%s", id);
	const char *list = format("{\"authors\":[{\"person\":\"%s\"}]}", person("methodist")),
		   *said;

	for (size_t i = 0; i < COUNT(rows); i++) {
		sign_in(rows[i].who);
		struct answer a = material(id);

		ck_at(a, "/editable", rows[i].writes ? "true" : "false");
		ck_at(a, "/names_authors", rows[i].names ? "true" : "false");
		ck_assert_int_eq(strstr(at(a, "/can"), "sign") != NULL, rows[i].writes);
		ck_status(patch(path, a.etag, "%s", list), rows[i].names ? 200 : 403);
		ck_status(
		    change("materials", id, "{\"title\":\"Анализ\"}"), rows[i].writes ? 200 : 403);
		ck_status(change("materials", id, "{\"due_on\":\"2031-02-03\"}"),
		    rows[i].writes ? 200 : 403);
		if (!rows[i].writes)
			ck_problem(verb("materials", id, "sign"), 403, "only-author-writes", "4.5");
		said = sql_as_sender(
		    "update document set title = title || '!' where id = '%s' returning 1", id);
		ck_assert_int_eq(*said != '!', rows[i].writes);
		said = sql_as_sender(
		    "update document set state = 'signed' where id = '%s' returning 1", id);
		ck_assert_int_eq(*said != '!', rows[i].writes);
		said = sql_as_sender("insert into party (district_id, document_id, person_id, part)"
				     " values (auth.district(), '%s', auth.person(), 'author')"
				     " on conflict do nothing returning 1",
		    id);
		ck_assert_int_eq(*said != '!', rows[i].names);
		said = sql_as_sender(
		    "with gone as (delete from party where document_id = '%s' returning 1)"
		    " select count(*) from gone",
		    id);
		ck_assert_str_eq(said, rows[i].names ? "1" : "0");
	}
}
END_TEST

START_TEST(a_paper_is_handed_to_another_author)
{
	const char *id = new_analysis(assessed_visit());
	const char *handed = format("{\"authors\":[{\"person\":\"%s\"}]}", person("methodist_2"));

	sign_in("centre_head");
	ck_status(change("materials", id, handed), 200);
	sign_in("methodist");
	ck_problem(
	    change("materials", id, "{\"title\":\"Мой\"}"), 403, "only-author-writes", "4.5");
	ck_next("methodist", id, "");
	ck_next("methodist_2", id, "sign m");
	ck_status(change("materials", id, "{\"title\":\"Принял\"}"), 200);
	ck_status(verb("materials", id, "sign"), 200);
}
END_TEST

START_TEST(what_came_back_is_taken_up_by_its_author_or_the_head)
{
	static const char *const who[] = { "methodist_2", "methodist", "centre_head" };

	for (size_t i = 0; i < COUNT(who); i++) {
		const char *id = new_analysis(assessed_visit());

		set_state("document", id, "returned");
		sign_in(who[i]);
		ck_assert_int_eq(strstr(at(material(id), "/can"), "take_up") != NULL, i > 0);
		ck_status(verb("materials", id, "take-up"), i > 0 ? 200 : 403);
	}
}
END_TEST

/* The program and the database each say no by themselves. */
START_TEST(what_is_signed_goes_to_the_council_by_its_author_or_the_head)
{
	static const char *const who[] = { "methodist_2", "methodist", "centre_head" };

	for (size_t i = 0; i < COUNT(who); i++) {
		const char *id = new_analysis(assessed_visit()), *said;

		set_state("document", id, "acknowledged");
		sign_in(who[i]);
		ck_assert_int_eq(strstr(at(material(id), "/can"), "queue") != NULL, i > 0);
		said = sql_as_sender(
		    "update document set state = 'queued' where id = '%s' returning 1", id);
		ck_assert_int_eq(*said != '!', i > 0);
		if (i == 0)
			ck_problem(
			    verb("materials", id, "queue"), 403, "only-author-queues", "4.5");
		else
			ck_status(verb("materials", id, "queue"), 200);
	}
}
END_TEST

RESOURCE_MAIN("material_authors", a_draft_is_its_authors, a_paper_is_handed_to_another_author,
    what_came_back_is_taken_up_by_its_author_or_the_head,
    what_is_signed_goes_to_the_council_by_its_author_or_the_head)
