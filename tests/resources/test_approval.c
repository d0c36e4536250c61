/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the council to the order of approval (4.5): no order before signed minutes or dated before the
 * sitting; registered, it approves what the sitting accepted, and the day follows its papers to its close.
 */
#include "council.h"

#define ALL "council_chair council_secretary council_member"

static struct answer draft_order(const char *sitting)
{
	return post("/api/v1/orders", "{\"kind\":\"order_approve\",\"sitting\":\"%s\"}", sitting);
}

static const char *signed_approval(const char *sitting)
{
	const char *id;

	sign_in("clerk");
	id = created(draft_order(sitting));
	sign_in("department_head");
	ck_status(verb("orders", id, "sign"), 200);
	return id;
}

static struct answer enter(const char *order, const char *dated)
{
	static int number;

	sign_in("clerk");
	return enter_in_registry(order, format("у-%d", ++number), dated);
}

static void set_state(const char *document, const char *state)
{
	sql("set session_replication_role = replica");
	sql("update document set state = '%s' where id = '%s'", state, document);
	sql("set session_replication_role = origin");
}

static const char *today(void)
{
	return sql("select current_date");
}

START_TEST(there_is_no_order_before_signed_minutes)
{
	const char *sitting =
	    closed_sitting(paper("recommendations", "queued", "Без протокола", "", ""), "accepted");
	const char *minutes;

	sign_in("centre_head");
	ck_problem(draft_order(sitting), 409, "minutes-are-not-signed", "4.5");
	sign_in("council_secretary");
	minutes = created(verb("sittings", sitting, "minutes"));
	sign_in("centre_head");
	ck_problem(draft_order(sitting), 409, "minutes-are-not-signed", "4.5");
	sign_in("council_secretary");
	ck_status(verb("minutes", minutes, "sign"), 200);
	sign_in("centre_head");
	ck_status(draft_order(sitting), 201);
	ck_problem(post("/api/v1/orders", "{\"kind\":\"order_approve\"}"), 422, "invalid", "");
	ck_problem(
	    draft_order("00000000-0000-4000-8000-00000000dead"), 422, "unknown-reference", "");
}
END_TEST

START_TEST(it_is_not_dated_before_the_sitting)
{
	const char *document = paper("recommendations", "queued", "Дата", "", "");
	const char *sitting = closed_sitting(document, "accepted"), *order;
	struct answer a;

	signed_minutes(sitting);
	order = signed_approval(sitting);
	a = enter(order, sql("select current_date - 1"));
	ck_problem(a, 409, "order-is-before-sitting", "4.5");
	ck_at(a, "/params/date", sql("select to_char(current_date, 'DD.MM.YYYY')"));
	ck_assert_str_eq(state_of("document", document), "considered");
	ck_status(enter(order, today()), 200);
	ck_assert_str_eq(state_of("document", document), "approved");
}
END_TEST

START_TEST(its_text_comes_from_the_resolutions)
{
	const char *day = ordered_day(9, "п-1"), *document, *sitting;
	struct answer a;

	sql("set session_replication_role = replica");
	sql("update day set state = 'at_council', held_on = current_date - 9 where id = '%s'", day);
	sql("set session_replication_role = origin");
	document = spravka(day, "queued");
	sitting = closed_sitting(document, "accepted");
	signed_minutes(sitting);
	sign_in("clerk");
	a = draft_order(sitting);
	ck_status(a, 201);
	ck_at(a, "/sitting", sitting);
	ck_assert_ptr_nonnull(strstr(at(a, "/body/0/text"), "№ п-1 от "));
	ck_assert_ptr_nonnull(strstr(
	    at(a, "/body/0/text"), "справок по итогам методических дней (Берёзовская СОШ, "));
	ck_assert_ptr_nonnull(strstr(at(a, "/body/0/text"),
	    format("протокола № %s от ", at(sitting_of(sitting), "/number"))));
	ck_assert_ptr_nonnull(strstr(at(a, "/body/1/text"), "(приложение)."));
	ck_assert_ptr_nonnull(strstr(at(a, "/body/2/text"), "Муниципальному центру"));
	ck_assert_ptr_nonnull(strstr(at(a, "/body/3/text"), "(Берёзовская СОШ) устранить"));
	ck_at(a, "/body/4/text", "Контроль за исполнением приказа оставляю за собой.");
	ck_at(a, "/body/6/items/0",
	    format("Берёзовская СОШ: справка по итогам методического дня %s",
		sql("select to_char(held_on, 'DD.MM.YYYY') from day where id = '%s'", day)));
	ck_at(get("/api/v1/orders?sitting=%s", sitting), "/items/0/id", at(a, "/id"));
}
END_TEST

static const char *visit(void)
{
	const char *id = sql("select gen_random_uuid()");

	sql("set session_replication_role = replica");
	sql("insert into visit (district_id, id, organisation_id, teacher_id, rubric_id, held_on, state) select p.district_id, '%s', '%s', p.id, e.id, "
	    "current_date - 20, 'closed' from person p join edition e on e.district_id = p.district_id and e.code = 'levels' where p.idnumber = 'teacher'",
	    id, organisation("school_1"));
	sql("set session_replication_role = origin");
	return id;
}

/* The clerk may not read a lesson analysis, and yet his registration approves it. */
START_TEST(registered_it_approves_what_was_accepted_and_nothing_else)
{
	const char *day = day_in("at_council"), *first = spravka(day, "queued"), *sitting, *order;
	const char *second =
	    paper("lesson_analysis", "queued", "Анализ", ", day_id, person_id, visit_id",
		format(", '%s', '%s', '%s'", day, person("teacher"), visit()));
	const char *back = paper("recommendations", "queued", "Возвращённые", "", "");

	sitting = open_sitting(first, ALL);
	ck_status(on_agenda(sitting, second), 201);
	ck_status(on_agenda(sitting, back), 201);
	for (int i = 0; i < 3; i++) {
		ck_status(votes(item_of(sitting, i), "fff"), 200);
		ck_status(
		    decide(item_of(sitting, i), i == 2 ? "returned" : "accepted", "Так."), 200);
	}
	ck_status(verb("sittings", sitting, "close"), 200);
	ck_assert_str_eq(state_of("day", day), "considered");
	signed_minutes(sitting);
	order = signed_approval(sitting);
	sign_in("centre_head");
	ck_problem(verb("days", day, "approve"), 409, "materials-wait", "4.5");
	ck_status(enter(order, today()), 200);
	ck_assert_str_eq(state_of("document", first), "approved");
	ck_assert_str_eq(state_of("document", second), "approved");
	ck_assert_str_eq(state_of("document", back), "returned");
	ck_assert_str_eq(sql("select order_id from document where id = '%s'", second), order);
	ck_assert_str_eq(state_of("day", day), "approved");
}
END_TEST

START_TEST(the_day_waits_for_its_last_paper)
{
	const char *day = day_in("at_council"), *first = spravka(day, "queued");
	const char *other =
	    paper("recommendations", "queued", "Ещё", ", day_id", format(", '%s'", day));

	closed_sitting(first, "accepted");
	ck_assert_str_eq(state_of("day", day), "at_council");
	ck_problem(verb("days", day, "consider"), 409, "materials-wait", "4.5");
	closed_sitting(other, "accepted");
	ck_assert_str_eq(state_of("day", day), "considered");
}
END_TEST

/* By hand, where no paper's step brings the day on: all of them were there before it. */
START_TEST(a_day_whose_papers_are_ready_goes_on_by_hand)
{
	const char *day = day_in("at_council"), *document = spravka(day, "considered");

	sign_in("council_secretary");
	ck_at(verb("days", day, "consider"), "/state", "considered");
	sign_in("centre_head");
	ck_problem(verb("days", day, "approve"), 409, "materials-wait", "4.5");
	sql("set session_replication_role = replica");
	sql("update document set state = 'approved' where id = '%s'", document);
	sql("set session_replication_role = origin");
	ck_at(verb("days", day, "approve"), "/state", "approved");
}
END_TEST

/* A step of a paper as the sender, in a transaction that is taken back; the day's state after it. */
static const char *day_after(const char *day, const char *document, const char *state)
{
	return sql_as_sender("update document set state = '%s' where id = '%s';"
			     " select state from day where id = '%s'",
	    state, document, day);
}

START_TEST(a_day_follows_its_papers)
{
	const char *day = day_in("held"), *id = spravka(day, "draft"), *seen;

	sign_in("methodist");
	ck_assert_str_eq(day_after(day, id, "signed"), "analysed");
	set_state(id, "signed");
	ck_assert_str_eq(day_after(day, id, "queued"), "at_council");
	day = day_in("held");
	id = spravka(day, "draft");
	seen = visit();
	sql("set session_replication_role = replica");
	sql("insert into slot (district_id, id, day_id, organisation_id, form_id, direction, title, during) select d.district_id, '00000000-0000-4000-8000-0000000000aa', d.id, "
	    "d.organisation_id, f.id, 'expert', 'x', tstzrange(now(), now() + interval '1 hour') from day d join form f on f.district_id = d.district_id and f.is_day where d.id = '%s'",
	    day);
	sql("update visit set slot_id = '00000000-0000-4000-8000-0000000000aa', state = 'held' where id = '%s'",
	    seen);
	sql("set session_replication_role = origin");
	ck_assert_str_eq(day_after(day, id, "signed"), "held");
}
END_TEST

START_TEST(what_papers_leave_open_is_a_step_of_its_own)
{
	const char *day = day_in("held"), *id;

	sign_in("methodist");
	ck_problem(verb("days", day, "analyse"), 409, "no-signed-spravka", "4.5");
	id = spravka(day, "signed");
	ck_at(verb("days", day, "analyse"), "/state", "analysed");
	ck_problem(verb("days", day, "submit"), 409, "nothing-queued", "4.5");
	set_state(id, "queued");
	ck_at(verb("days", day, "submit"), "/state", "at_council");
	ck_problem(verb("days", day, "return"), 403, "forbidden", "");
	sign_in("council_chair");
	ck_at(verb("days", day, "return"), "/state", "analysed");
}
END_TEST

static const char *mended(const char *document, const char *how)
{
	sql("set session_replication_role = replica");
	sql("update document set state = 'signed', version = 2 where id = '%s'", document);
	sql("update remark set state = '%s', answer = 'Учтено' where document_id = '%s'", how,
	    document);
	sql("set session_replication_role = origin");
	return document;
}

START_TEST(amendments_are_confirmed_without_another_sitting)
{
	const char *day = day_in("at_council"), *document = spravka(day, "queued");
	const char *sitting = closed_sitting(document, "amended"), *order;

	ck_assert_str_eq(state_of("document", document), "returned");
	ck_assert_str_eq(state_of("day", day), "at_council");
	ck_problem(verb("materials", document, "confirm"), 409, "no-step", "");
	mended(document, "answered");
	ck_problem(verb("materials", document, "confirm"), 409, "council-has-not-accepted", "4.5");
	mended(document, "closed");
	sign_in("methodist");
	ck_problem(verb("materials", document, "confirm"), 403, "forbidden", "");
	sign_in("council_chair");
	ck_at(verb("materials", document, "confirm"), "/state", "considered");
	ck_assert_str_eq(state_of("day", day), "considered");
	signed_minutes(sitting);
	order = signed_approval(sitting);
	ck_status(enter(order, today()), 200);
	ck_assert_str_eq(state_of("document", document), "approved");
}
END_TEST

START_TEST(a_returned_paper_is_not_confirmed)
{
	const char *document = paper("recommendations", "queued", "Нет", "", "");

	closed_sitting(document, "returned");
	mended(document, "closed");
	ck_problem(verb("materials", document, "confirm"), 409, "council-has-not-accepted", "4.5");
}
END_TEST

START_TEST(a_day_closes_when_its_remarks_are)
{
	const char *day = day_in("approved"), *remark;

	sign_in("council_member");
	remark = created(post("/api/v1/remarks", "{\"day\":\"%s\",\"body\":\"Отчёт\"}", day));
	sign_in("centre_head");
	ck_problem(verb("days", day, "close"), 409, "remarks-are-open", "1.5");
	ck_status(post(format("/api/v1/remarks/%s/answer", remark), "{\"answer\":\"Есть\"}"), 200);
	sign_in("council_chair");
	ck_status(verb("remarks", remark, "close"), 200);
	sign_in("methodist");
	ck_problem(verb("days", day, "close"), 403, "not-your-step", "4.6");
	sign_in("centre_head");
	ck_at(verb("days", day, "close"), "/state", "closed");
}
END_TEST

static const char *practice(const char *title, bool consent)
{
	const char *id = paper("practice_card", "council", title, "", "");

	if (consent)
		sql("insert into consent (district_id, person_id, document_id, purpose) select district_id, id, '%s', "
		    "'publish_practice' from person where idnumber = 'methodist'",
		    id);
	return id;
}

START_TEST(a_practice_is_published_with_consent)
{
	const char *with = practice("Опыт", true), *without = practice("Опыт без согласия", false);
	const char *back = practice("Слабый опыт", true), *sitting;

	closed_sitting(with, "accepted");
	ck_assert_str_eq(state_of("document", with), "published");
	closed_sitting(without, "accepted");
	ck_assert_str_eq(state_of("document", without), "council");
	sitting = closed_sitting(back, "returned");
	ck_assert_str_eq(state_of("document", back), "described");
	ck_at(get("/api/v1/remarks?document=%s", back), "/items/0/body", "Так и решили.");
	ck_at(sitting_of(sitting), "/state", "closed");
}
END_TEST

static const char *version_at_council(int number)
{
	const char *id = sql("select gen_random_uuid()");

	sql("set session_replication_role = replica");
	sql("insert into plan_version (district_id, id, plan_id, version, base_id, state) select v.district_id, '%s', v.plan_id, "
	    "%d, v.id, 'at_council' from plan_version v join person p on p.district_id = v.district_id and p.idnumber = 'methodist' where v.state = 'approved'",
	    id, number);
	sql("set session_replication_role = origin");
	return id;
}

static void decide_on_version(const char *version, const char *decision)
{
	const char *sitting = planned_sitting();

	ck_status(post(format("/api/v1/sittings/%s/agenda", sitting), "{\"plan_version\":\"%s\"}",
		      version),
	    201);
	ck_status(verb("sittings", sitting, "call"), 200);
	ck_status(present(sitting, ALL), 200);
	ck_status(verb("sittings", sitting, "open"), 200);
	ck_status(votes(item_of(sitting, 0), "fff"), 200);
	ck_status(decide(item_of(sitting, 0), decision, "По плану."), 200);
	ck_status(verb("sittings", sitting, "close"), 200);
}

START_TEST(a_version_of_the_plan_waits_for_its_order_or_goes_back)
{
	const char *accepted = version_at_council(11), *returned = version_at_council(12);

	decide_on_version(accepted, "accepted");
	ck_assert_str_eq(state_of("plan_version", accepted), "at_council");
	decide_on_version(returned, "returned");
	ck_assert_str_eq(state_of("plan_version", returned), "draft");
	ck_assert_str_eq(
	    sql("select body from remark where plan_version_id = '%s'", returned), "По плану.");
}
END_TEST

RESOURCE_MAIN("approval", there_is_no_order_before_signed_minutes,
    it_is_not_dated_before_the_sitting, its_text_comes_from_the_resolutions,
    registered_it_approves_what_was_accepted_and_nothing_else, the_day_waits_for_its_last_paper,
    a_day_whose_papers_are_ready_goes_on_by_hand, a_day_follows_its_papers,
    what_papers_leave_open_is_a_step_of_its_own, amendments_are_confirmed_without_another_sitting,
    a_returned_paper_is_not_confirmed, a_day_closes_when_its_remarks_are,
    a_practice_is_published_with_consent, a_version_of_the_plan_waits_for_its_order_or_goes_back)
