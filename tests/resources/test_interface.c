/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every address: methods, queries, revisions, languages, pages of problems.
 */
#include "way.h"

#include "problem.h"

static struct answer options(const char *path)
{
	return send_raw(&(struct request){ .method = OPTIONS, .path = path });
}

START_TEST(options_names_the_methods_without_a_session)
{
	struct answer a;

	sign_out();
	a = options("/api/v1/session");
	ck_status(a, 204);
	ck_assert_str_eq(a.allow, "GET, HEAD, DELETE, OPTIONS");
	ck_assert_str_eq(options("/api/v1/days/x/start").allow, "POST, OPTIONS");
	ck_problem(options("/api/v1/nothing"), 404, "not-found", "");
}
END_TEST

START_TEST(a_wrong_method_is_told_the_right_ones)
{
	struct answer a;

	sign_in("methodist");
	a = put("/api/v1/days", "{}");
	ck_problem(a, 405, "method", "");
	ck_assert_str_eq(a.allow, "GET, HEAD, POST, OPTIONS");
}
END_TEST

START_TEST(a_query_that_nothing_reads_is_refused_by_name)
{
	struct answer a;

	sign_in("methodist");
	a = get("/api/v1/forms?limit=5");
	ck_problem(a, 422, "invalid", "");
	ck_at(a, "/errors/0/pointer", "?limit");
	ck_at(get("/api/v1/days?stat=draft"), "/errors/0/pointer", "?stat");
	ck_at(get("/health?verbose"), "/errors/0/pointer", "?verbose");
	ck_status(get("/api/v1/days?"), 200);
}
END_TEST

START_TEST(a_period_that_ends_before_it_begins_is_no_empty_list)
{
	static const struct {
		const char *who, *path;
	} lists[] = { { "methodist", "visits" }, { "methodist", "days" },
		{ "methodist", "calendar" }, { "methodist", "sittings" }, { "admin", "audit" },
		{ "admin", "audit.csv" } };

	for (size_t i = 0; i < COUNT(lists); i++) {
		sign_in(lists[i].who);
		struct answer a = get("/api/v1/%s?from=2026-11-10&to=2026-11-09", lists[i].path);

		ck_assert_msg(a.status == 422, "%s: %d", lists[i].path, a.status);
		ck_at(a, "/errors/0/pointer", "?to");
		ck_at(a, "/errors/0/detail", "дата «по» раньше даты «с»");
		ck_status(get("/api/v1/%s?from=2026-11-10&to=2026-11-10", lists[i].path), 200);
	}
}
END_TEST

START_TEST(a_write_with_a_query_that_nothing_reads_changes_nothing)
{
	struct answer a;
	const char *day = new_day(1);

	sign_in("centre_head");
	a = post(format("/api/v1/days/%s/cancel?silent=1", day), "{\"reason\":\"Карантин\"}");
	ck_problem(a, 422, "invalid", "");
	ck_at(get("/api/v1/days/%s", day), "/state", "in_plan");
}
END_TEST

/* nginx marks the ETag of an answer that it compresses; the browser sends back what it got. */
START_TEST(a_revision_marked_as_weak_is_the_same_revision)
{
	const char *day = new_day(2), *path = format("/api/v1/days/%s", day);
	const char *seen = get("%s", path).etag;
	struct answer a;

	ck_status(patch(path, format("W/\"%s\"", seen), "{\"aim\":\"Понять\"}"), 200);
	a = patch(path, format("W/\"%s\"", seen), "{\"aim\":\"Опоздать\"}");
	ck_problem(a, 412, "changed", "");
	ck_problem(patch(path, "W/", "{\"aim\":\"-\"}"), 428, "revision-required", "");
}
END_TEST

START_TEST(the_language_of_a_refusal_is_the_readers)
{
	sign_in("methodist");
	with_language("ru;q=0.3, en;q=0.7");
	ck_at(get("/api/v1/nothing"), "/title", "No such record, or it isn't visible to you");
	with_language("en;q=0.3, ru;q=0.7");
	ck_at(get("/api/v1/nothing"), "/title", "Такой записи нет или она вам не видна");
}
END_TEST

START_TEST(every_problem_has_a_page_in_both_languages)
{
	sign_out();
	for (int e = OK + 1; e < ERRORS; e++) {
		const struct error_info *i = error_info(e);
		struct answer a = get("/problems/%s", i->slug);
		struct problem_words w;

		ck_status(a, 200);
		ck_assert(problem_words(i->slug, &w));
		ck_assert_msg(strlen(w.meaning_ru) > 20 && strlen(w.meaning_en) > 20,
		    "nothing explains status %d of %s", i->status, i->slug);
		ck_assert_ptr_nonnull(strstr(a.text, w.meaning_ru));
		ck_assert_ptr_nonnull(strstr(a.text, w.meaning_en));
		ck_assert_msg(!strchr(a.text, '{'), "%s shows a parameter's name", i->slug);
		ck_assert_msg(!*i->clause == !strstr(a.text, "/regulation#"), "%s", i->slug);
		if (*i->clause)
			ck_assert_ptr_nonnull(
			    strstr(a.text, format("/regulation#%s\"", i->clause)));
	}
	ck_problem(get("/problems/no-such-problem"), 404, "not-found", "");
}
END_TEST

/* interface.mjs holds the answers against the contract. */
START_TEST(what_needs_no_story_answers)
{
	const char *job = sql(
	    "insert into job (district_id, queue, kind, key) values"
	    " ('d1000000-0000-4000-8000-000000000000', 'compute', 'audit_verify', gen_random_uuid())"
	    " returning id");

	sign_out();
	ck_status(get("/health"), 200);
	ck_status(get("/api/v1/health"), 200);
	ck_status(get("/api/v1/demo/persons"), 200);
	ck_status(get("/api/v1/slots?day=%s", new_day(3)), 200);
	ck_status(get("/api/v1/rubrics/%s", at(get("/api/v1/rubrics"), "/items/0/id")), 200);
	ck_status(get("/api/v1/frameworks/%s", at(get("/api/v1/frameworks"), "/items/0/id")), 200);
	sign_in("admin");
	ck_status(get("/api/v1/jobs/%s", job), 200);
	ck_status(erase("/api/v1/session"), 204);
	ck_problem(get("/api/v1/session"), 401, "unauthenticated", "");
}
END_TEST

RESOURCE_MAIN("interface", a_period_that_ends_before_it_begins_is_no_empty_list,
    what_needs_no_story_answers, options_names_the_methods_without_a_session,
    a_wrong_method_is_told_the_right_ones, a_query_that_nothing_reads_is_refused_by_name,
    a_write_with_a_query_that_nothing_reads_changes_nothing,
    a_revision_marked_as_weak_is_the_same_revision, the_language_of_a_refusal_is_the_readers,
    every_problem_has_a_page_in_both_languages)
