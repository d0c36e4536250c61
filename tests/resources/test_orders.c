/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Orders: draft, signed, registered. The text is fixed by signing, the number by the journal, which
 * gives each number once a year (4.1); who drafts doesn't sign.
 */
#include "way.h"

static struct answer order_of(const char *id)
{
	return get("/api/v1/orders/%s", id);
}

static struct answer change(const char *id, const char *body)
{
	return patch(format("/api/v1/orders/%s", id), order_of(id).etag, "%s", body);
}

/* A date of the calendar year `years` from this one, in the past or today. */
static const char *day_of_year(int years)
{
	return sql("select least(current_date, make_date(extract(year from current_date)::integer "
		   "+ %d, 1, 15))",
	    years);
}

START_TEST(a_draft_has_its_basis_and_points)
{
	const char *day = new_day(0), *id = new_order(day);
	struct answer a = order_of(id);

	ck_at(a, "/state", "draft");
	ck_at(a, "/kind", "order_hold");
	ck_at(a, "/day", day);
	ck_at(a, "/title", "О проведении методического дня: Берёзовская СОШ");
	ck_assert_ptr_nonnull(strstr(at(a, "/body/0/text"), "(пункт 1)"));
	ck_assert_ptr_nonnull(
	    strstr(at(a, "/body/1/text"), "Провести методический день «Обратная связь»"));
	ck_assert_ptr_nonnull(
	    strstr(at(a, "/body/2/text"), at(get("/api/v1/days/%s", day), "/lead/short")));
	ck_at(get("/api/v1/orders?day=%s", day), "/items/0/id", id);
	ck_problem(post("/api/v1/orders", "{\"kind\":\"order_hold\"}"), 422, "invalid", "");
}
END_TEST

START_TEST(a_draft_can_be_changed_and_a_signed_text_cannot)
{
	const char *body =
	    "{\"title\":\"О дне\",\"body\":[{\"b\":\"point\",\"text\":\"Провести.\"}]}";
	const char *id = new_order(new_day(0));
	struct answer a = change(id, body);

	ck_status(a, 200);
	ck_at(a, "/title", "О дне");
	ck_at(a, "/body/0/text", "Провести.");
	sign_in("department_head");
	a = verb("orders", id, "sign");
	ck_at(a, "/state", "signed");
	ck_at(a, "/signatures/0/person/id", person("department_head"));
	sign_in("methodist");
	a = change(id, "{\"title\":\"О другом дне\"}");
	ck_problem(a, 409, "frozen", "4.1");
	ck_problem(change(id, "{\"body\":[]}"), 409, "frozen", "4.1");
	ck_at(order_of(id), "/title", "О дне");
	ck_assert_str_eq(
	    sql("select body -> 0 ->> 'text' from document_version where document_id = '%s'", id),
	    "Провести.");
}
END_TEST

START_TEST(who_signs_and_who_registers)
{
	static const char *const others[] = { "clerk", "methodist", "centre_head", "school_head" };
	const char *id = new_order(new_day(0)), *today = day_of_year(0);

	for (size_t i = 0; i < COUNT(others); i++) {
		sign_in(others[i]);
		ck_problem(verb("orders", id, "sign"), 403, "forbidden", "");
	}
	sign_in("clerk");
	ck_problem(enter_in_registry(id, "o-1", today), 409, "no-step", "");
	sign_in("department_head");
	ck_status(verb("orders", id, "sign"), 200);
	ck_problem(verb("orders", id, "sign"), 409, "no-step", "");
	sign_in("methodist");
	ck_problem(enter_in_registry(id, "o-1", today), 403, "forbidden", "");
	sign_in("clerk");
	ck_at(enter_in_registry(id, "o-1", today), "/state", "registered");
}
END_TEST

START_TEST(the_database_keeps_signing_to_the_head)
{
	const char *id = new_order(new_day(0)), *said;

	sign_in("clerk");
	said = sql_as_sender("update document set state = 'signed' where id = '%s'", id);
	ck_assert_msg(strcmp(said, "!not_your_step") == 0, "%s", said);
}
END_TEST

START_TEST(the_date_on_the_paper_is_not_ahead)
{
	const char *id = new_order(new_day(0)), *path = format("/api/v1/orders/%s/sign", id);
	const char *past = sql("select current_date - 3");

	sign_in("department_head");
	ck_problem(post(path, "{\"signed_on\":\"%s\"}", date_ahead(0)), 422, "date-in-future", "");
	ck_at(order_of(id), "/state", "draft");
	ck_at(post(path, "{\"signed_on\":\"%s\"}", past), "/signatures/0/signed_on", past);
}
END_TEST

START_TEST(registering_needs_number_and_date)
{
	const char *id = signed_order(new_day(0)), *path = format("/api/v1/orders/%s/register", id);
	const char *said;

	sign_in("clerk");
	ck_problem(post(path, "{\"dated\":\"%s\"}", day_of_year(0)), 422, "invalid", "");
	ck_problem(post(path, "{\"number\":\"o-2\"}"), 422, "invalid", "");
	ck_problem(enter_in_registry(id, "", day_of_year(0)), 422, "invalid", "");
	said = sql_as_sender("update document set state = 'registered' where id = '%s'", id);
	ck_assert_msg(strcmp(said, "!order_needs_number_and_date") == 0, "%s", said);
	ck_at(order_of(id), "/state", "signed");
}
END_TEST

START_TEST(a_number_is_given_once_a_year)
{
	const char *first = signed_order(new_day(0)), *second = signed_order(new_day(7));
	const char *said;
	struct answer a;

	sign_in("clerk");
	ck_status(enter_in_registry(first, "о-3", day_of_year(0)), 200);
	a = enter_in_registry(second, "о-3", sql("select current_date"));
	ck_problem(a, 409, "registry-number-taken", "4.1");
	ck_at(a, "/params/id", first);
	ck_at(a, "/params/number", "о-3");
	ck_at(a, "/params/title", "О проведении методического дня: Берёзовская СОШ");
	ck_at(order_of(second), "/state", "signed");
	ck_status(enter_in_registry(second, "о-3", day_of_year(-1)), 200);
	ck_at(order_of(second), "/number", "о-3");
	said = sql_as_sender("update document set number = 'о-4' where id = '%s'", first);
	ck_assert_msg(strcmp(said, "!registered_number_stays") == 0, "%s", said);
}
END_TEST

static bool listed(struct answer a, const char *id)
{
	for (long i = 0; i < count_at(a, "/items"); i++)
		if (strcmp(at(a, format("/items/%ld/id", i)), id) == 0)
			return true;
	return false;
}

START_TEST(the_journal_lists_what_is_registered_in_its_year)
{
	const char *now = signed_order(new_day(0)), *before = signed_order(new_day(7));
	const char *unregistered = signed_order(new_day(14));
	int year = (int)strtol(sql("select extract(year from current_date)"), NULL, 10);
	struct answer a;

	sign_in("clerk");
	ck_status(enter_in_registry(now, "о-5", day_of_year(0)), 200);
	ck_status(enter_in_registry(before, "о-6", day_of_year(-2)), 200);
	a = get("/api/v1/registry?year=%d", year);
	ck_status(a, 200);
	ck_assert(listed(a, now) && !listed(a, before) && !listed(a, unregistered));
	a = get("/api/v1/registry?year=%d", year - 2);
	ck_assert_int_eq(count_at(a, "/items"), 1);
	ck_at(a, "/items/0/id", before);
	ck_at(a, "/items/0/number", "о-6");
	ck_at(a, "/items/0/dated", day_of_year(-2));
}
END_TEST

START_TEST(an_order_is_seen_where_it_belongs)
{
	const char *id = signed_order(new_day(0)), *draft = new_order(new_day(7));

	sign_in("school_head");
	ck_status(order_of(id), 200);
	ck_problem(order_of(draft), 404, "not-found", "");
	ck_assert(listed(get("/api/v1/orders"), id) && !listed(get("/api/v1/orders"), draft));
	sign_in("school_head_2");
	ck_assert(!listed(get("/api/v1/orders"), id));
	sign_in("foreign_methodist");
	ck_problem(order_of(id), 404, "not-found", "");
}
END_TEST

RESOURCE_MAIN("orders", a_draft_has_its_basis_and_points,
    a_draft_can_be_changed_and_a_signed_text_cannot, who_signs_and_who_registers,
    the_database_keeps_signing_to_the_head, the_date_on_the_paper_is_not_ahead,
    registering_needs_number_and_date, a_number_is_given_once_a_year,
    the_journal_lists_what_is_registered_in_its_year, an_order_is_seen_where_it_belongs)
