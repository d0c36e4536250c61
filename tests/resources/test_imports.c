/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that people load: what a kind needs, who may load what, a check before a load, a load once. What
 * the jobs do with a file is tested beside the worker itself.
 */
#include "harness.h"

#define KIND(kind) "{\"kind\":\"" kind "\",\"name\":\"file.csv\"%s}"

static struct answer give(const char *id, const char *text)
{
	return put_file(format("/api/v1/imports/%s/file", id), text);
}

static const char *made(const char *kind, const char *more)
{
	struct answer a =
	    post("/api/v1/imports", "{\"kind\":\"%s\",\"name\":\"file.csv\"%s}", kind, more);

	ck_status(a, 201);
	ck_assert_str_eq(a.location, format("/api/v1/imports/%s", at(a, "/id")));
	return at(a, "/id");
}

static const char *ask(const char *id, const char *step)
{
	struct answer a = post(format("/api/v1/imports/%s/%s", id, step), "{}");

	ck_status(a, 202);
	return at(a, format("/%s/id", step));
}

static void end(const char *job, const char *output)
{
	sql("update job set state = 'done', output = '%s' where id = '%s'", output, job);
}

START_TEST(a_file_is_checked_loaded_and_loaded_once)
{
	const char *id, *check, *load;

	sign_in("admin");
	id = made("timetable", "");
	ck_at(get("/api/v1/imports/%s", id), "/size", "null");
	ck_problem(post(format("/api/v1/imports/%s/check", id), "{}"), 409, "import-file-gone", "");
	ck_at(give(id, "school;from\n"), "/size", "12");
	ck_problem(
	    post(format("/api/v1/imports/%s/load", id), "{}"), 409, "import-is-not-checked", "");
	check = ask(id, "check");
	ck_assert_str_eq(ask(id, "check"), check); /* the one under way */
	ck_problem(
	    post(format("/api/v1/imports/%s/load", id), "{}"), 409, "import-is-not-checked", "");
	end(check, "{\"rows\":1,\"bad\":2,\"findings\":[]}");
	ck_problem(
	    post(format("/api/v1/imports/%s/load", id), "{}"), 409, "import-is-not-checked", "");
	ck_at(give(id, "school;from;to\n"), "/check", "null"); /* another file, another check */
	check = ask(id, "check");
	end(check, "{\"rows\":1,\"bad\":0,\"added\":1,\"changed\":0}");
	ck_at(give(id, "school;from;to\n"), "/check/id", check); /* the same file */
	load = ask(id, "load");
	ck_problem(give(id, "another"), 409, "import-is-loaded", "");
	end(load, "{\"rows\":1,\"bad\":0,\"added\":1,\"changed\":0,\"dry_run\":false}");
	ck_problem(post(format("/api/v1/imports/%s/load", id), "{}"), 409, "import-is-loaded", "");
	ck_at(get("/api/v1/imports"), "/items/0/load/output/added", "1");
	ck_at(get("/api/v1/imports"), "/items/0/by/short", "Портнов\u00a0И.\u00a0Л.");
	sql("delete from job where kind = 'x'");
}
END_TEST

START_TEST(a_file_is_kept_in_pieces_as_it_was_sent)
{
	enum { SIZE = 700000 };
	char *text = malloc(SIZE + 1);
	const char *id;

	sign_in("admin");
	id = made("school", "");
	for (int i = 0; i < SIZE; i++)
		text[i] = (char)('a' + i % 26);
	text[SIZE] = '\0';
	ck_at(give(id, text), "/size", "700000");
	ck_assert_str_eq(sql("select count(*) || ' ' || sum(length(bytes)) || ' ' ||"
			     " (string_agg(bytes, '' order by position) = convert_to('%s', 'UTF8'))"
			     " from import_piece where import_id = '%s'",
			     text, id),
	    "2 700000 true");
	ck_problem(give(id, ""), 400, "bad-request", "");
	give(id, "short");
	ck_assert_str_eq(
	    sql("select string_agg(encode(bytes, 'escape'), '') from import_piece where import_id = '%s'",
		id),
	    "short");
	free(text);
}
END_TEST

START_TEST(a_kind_needs_what_it_needs)
{
	sign_in("admin");
	ck_at(post("/api/v1/imports", KIND("plan"), ""), "/errors/0/pointer", "/year");
	ck_at(post("/api/v1/imports", KIND("visits"), ""), "/errors/0/pointer", "/rubric");
	ck_at(post("/api/v1/imports", KIND("plan"), ",\"year\":2026,\"order\":\"1\""),
	    "/errors/0/pointer", "/dated");
	ck_at(post("/api/v1/imports", KIND("plan"), ",\"year\":2026,\"dated\":\"2026-08-31\""),
	    "/errors/0/pointer", "/order");
	ck_problem(post("/api/v1/imports", KIND("virus"), ""), 422, "invalid", "");
	made("plan", ",\"year\":2026,\"order\":\"171\",\"dated\":\"2026-08-31\"");
}
END_TEST

START_TEST(who_may_load_what)
{
	static const struct {
		const char *who, *kinds;
	} may[] = { { "admin", "roster school timetable plan visits framework rubric" },
		{ "centre_head", "plan visits framework rubric" }, { "methodist", "plan visits" },
		{ "school_head", "school timetable" } };
	static const char *const kinds[] = { "roster", "school", "timetable", "plan", "visits",
		"framework", "rubric" };

	for (size_t i = 0; i < COUNT(may); i++) {
		sign_in(may[i].who);
		for (size_t k = 0; k < COUNT(kinds); k++) {
			struct answer a = post("/api/v1/imports",
			    "{\"kind\":\"%s\",\"name\":\"x\",\"year\":2030,\"rubric\":\"levels\"}",
			    kinds[k]);
			bool granted = strstr(may[i].kinds, kinds[k]);

			ck_assert_msg(a.status == (granted ? 201 : 403), "%s of %s: %d", kinds[k],
			    may[i].who, a.status);
			/* the wall behind the sentence */
			ck_assert_msg((*sql_as_sender("insert into import (district_id, kind, name)"
						      " values (auth.district(), '%s', 'x')"
						      " returning 1",
					   kinds[k]) == '1') == granted,
			    "%s of %s", kinds[k], may[i].who);
		}
	}
}
END_TEST

/* The wall behind the refusals of rows: what he writes by hand. */
static bool room_is_written(const char *school)
{
	return *sql_as_sender("insert into room (district_id, organisation_id, name)"
			      " select auth.district(), id, 'new' from organisation"
			      " where idnumber = '%s' returning 1",
		   school) == '1';
}

static bool lesson_is_deleted(const char *school)
{
	return *sql_as_sender("delete from lesson l using organisation o where o.id ="
			      " l.organisation_id and o.idnumber = '%s' returning 1",
		   school) == '1';
}

START_TEST(a_school_head_writes_his_own_school_alone)
{
	sign_in("school_head");
	ck_assert(room_is_written("school_1"));
	ck_assert(!room_is_written("school_2"));
	ck_assert(lesson_is_deleted("school_1"));
	ck_assert(!lesson_is_deleted("school_2"));
	/* who also sits in the council reads of all schools, and writes no more than before */
	sql("insert into appointment (district_id, person_id, organisation_id, role, during) select"
	    " p.district_id, p.id, o.id, 'council_member', '[2020-09-01,)' from person p join"
	    " organisation o on o.idnumber = 'council' where p.idnumber = 'school_head'");
	ck_assert(room_is_written("school_1"));
	ck_assert(!room_is_written("school_2"));
	ck_assert(!lesson_is_deleted("school_2"));
	sign_in("admin");
	ck_assert(room_is_written("school_2"));
	sql("delete from appointment a using person p where p.id = a.person_id and p.idnumber ="
	    " 'school_head' and a.role = 'council_member'");
}
END_TEST

START_TEST(a_school_s_file_is_its_sender_s)
{
	const char *id, *check, *admins;

	sign_in("admin");
	admins = made("timetable", "");
	sign_in("school_head");
	id = made("timetable", "");
	give(id, "x");
	check = ask(id, "check");
	ck_at(get("/api/v1/imports"), "/items/0/id", id);
	ck_problem(get("/api/v1/imports/%s", admins), 404, "not-found", "");
	ck_at(get("/api/v1/jobs"), "/items/0/id", check);
	ck_problem(post("/api/v1/runs", "{}"), 403, "forbidden", "");
	sign_in("school_head_2");
	ck_assert_int_eq(count_at(get("/api/v1/imports"), "/items"), 0);
	ck_problem(get("/api/v1/imports/%s", id), 404, "not-found", "");
	ck_problem(give(id, "y"), 404, "not-found", "");
	ck_problem(post(format("/api/v1/jobs/%s/cancel", check), "{}"), 404, "not-found", "");
	/* nor is a job put for another's file */
	ck_assert_str_ne(sql_as_sender("insert into job (district_id, queue, kind, key, input)"
				       " values (auth.district(), 'compute', 'import', 'k',"
				       " '{\"import\":\"%s\"}') returning 1",
			     id),
	    "1");
	sign_in("school_head");
	ck_at(post(format("/api/v1/jobs/%s/cancel", check), "{}"), "/state", "cancelled");
}
END_TEST

START_TEST(nobody_sees_files_that_are_not_his_to_load)
{
	const char *id;

	sign_in("admin");
	id = made("roster", "");
	give(id, "people");
	ask(id, "check");
	sign_in("methodist");
	ck_problem(get("/api/v1/imports/%s", id), 404, "not-found", "");
	ck_problem(give(id, "other people"), 404, "not-found", "");
	ck_problem(post(format("/api/v1/imports/%s/load", id), "{}"), 404, "not-found", "");
	ck_problem(get("/api/v1/imports/%s/report.csv", id), 404, "not-found", "");
	ck_assert_str_eq(sql_as_sender("select count(*) from import_piece"), "0");
	sign_in("admin"); /* not even whoever sent it reads the bytes again */
	ck_assert_str_eq(sql_as_sender("select count(*) from import_piece"), "0");
	sign_in("teacher");
	ck_problem(get("/api/v1/imports"), 403, "forbidden", "");
}
END_TEST

START_TEST(a_report_is_a_table_without_formulas)
{
	struct answer a;
	const char *id, *check;

	sign_in("admin");
	id = made("school", "");
	give(id, "x");
	check = ask(id, "check");
	end(check,
	    "{\"rows\":3,\"bad\":2,\"parts\":[],\"notes\":[],\"findings\":[{\"line\":2,\"column\":\"=1+1\",\"words\":\"не \\\"то\\\"\"},{\"words\":\"x\"}]}");
	a = get("/api/v1/imports/%s/report.csv", id);
	ck_status(a, 200);
	ck_assert_str_eq(a.type, "text/csv; charset=utf-8");
	ck_assert_ptr_nonnull(strstr(a.text, "\r\n\"\";2;\"'=1+1\";\"не \"\"то\"\"\";;\r\n"));
	ck_assert_ptr_nonnull(strstr(a.text, "\r\n\"\";;\"\";\"x\";;\r\n"));
}
END_TEST

START_TEST(old_files_and_names_in_old_reports_go)
{
	const char *id, *check;

	sign_in("admin");
	id = made("school", "");
	give(id, "old");
	check = ask(id, "check");
	end(check, "{\"rows\":1,\"bad\":1,\"findings\":[{\"words\":\"Иванов\"}]}");
	sql("alter table import disable trigger user");
	sql("alter table job disable trigger user");
	sql("update import set created_at = now() - interval '6 days' where id = '%s'", id);
	sql("update job set ended_at = now() - interval '89 days' where id = '%s'", check);
	sql("select auth.imports_clean()");
	ck_assert_str_eq(sql("select count(*) from import_piece where import_id = '%s'", id), "1");
	sql("update import set created_at = now() - interval '8 days' where id = '%s'", id);
	sql("update job set ended_at = now() - interval '91 days' where id = '%s'", check);
	sql("select auth.imports_clean()");
	sql("alter table import enable trigger user");
	sql("alter table job enable trigger user");
	ck_assert_str_eq(sql("select count(*) from import_piece where import_id = '%s'", id), "0");
	ck_assert_str_eq(sql("select output ? 'findings' from job where id = '%s'", check), "f");
	ck_at(get("/api/v1/imports/%s", id), "/check/output/bad", "1");
}
END_TEST

START_TEST(jobs_are_listed_with_who_and_how_and_tried_again)
{
	struct answer a;
	const char *id, *check;

	sign_in("methodist");
	id = made("visits", ",\"rubric\":\"levels\"");
	give(id, "x");
	check = ask(id, "check");
	a = get("/api/v1/jobs");
	ck_at(a, "/items/0/id", check);
	ck_at(a, "/items/0/import", id);
	ck_at(a, "/items/0/file", "file.csv");
	ck_at(a, "/items/0/by/short", "Ветлугина\u00a0И.\u00a0П.");
	ck_at(a, "/items/0/retriable", "false");
	ck_at(post(format("/api/v1/jobs/%s/cancel", check), "{}"), "/state", "cancelled");
	ck_assert_str_eq(sql("select ended_at is not null from job where id = '%s'", check), "t");
	ck_problem(
	    post(format("/api/v1/jobs/%s/retry", check), "{}"), 409, "job-is-not-retried", "");
	sign_in("methodist_2"); /* another's */
	ck_assert_str_eq(sql_as_sender("select count(*) from job where kind = 'import'"), "0");
	ck_problem(post(format("/api/v1/jobs/%s/retry", check), "{}"), 404, "not-found", "");

	id = sql("insert into job (district_id, queue, kind, key, state, attempts, output) values ("
		 "'d1000000-0000-4000-8000-000000000000', 'compute', 'growth', 'g', 'dead', 5,"
		 " '{\"error\":\"нет\"}') returning id");
	sign_in("centre_head");
	a = get("/api/v1/jobs?state=failed&kind=growth");
	ck_at(a, "/items/0/error", "нет");
	ck_at(a, "/items/0/by", "null");
	ck_at(a, "/items/0/retriable", "true");
	ck_at(post(format("/api/v1/jobs/%s/retry", id), "{}"), "/state", "ready");
	ck_assert_str_eq(
	    sql("select attempts || ' ' || (output is null) from job where id = '%s'", id),
	    "0 true");
	ck_problem(post(format("/api/v1/jobs/%s/retry", id), "{}"), 409, "job-is-not-retried", "");
	ck_assert_int_eq(count_at(get("/api/v1/jobs?state=active&limit=1"), "/items"), 1);
}
END_TEST

START_TEST(what_let_a_job_in_elsewhere_goes_with_its_end)
{
	const char *id =
	    sql("insert into job (district_id, queue, kind, key, input) values ("
		"'d1000000-0000-4000-8000-000000000000', 'net', 'portal_register', 'r',"
		" '{\"token\":\"secret\",\"site\":\"x\"}') returning id");

	ck_assert_str_eq(sql("select input ->> 'token' from job where id = '%s'", id), "secret");
	sql("update job set state = 'dead' where id = '%s'", id);
	ck_assert_str_eq(
	    sql("select input::text like '%%secret%%' from job where id = '%s'", id), "f");
	ck_assert_str_eq(sql("select input ->> 'site' from job where id = '%s'", id), "x");
}
END_TEST

RESOURCE_MAIN("imports", a_file_is_checked_loaded_and_loaded_once,
    a_file_is_kept_in_pieces_as_it_was_sent, a_kind_needs_what_it_needs, who_may_load_what,
    a_school_head_writes_his_own_school_alone, a_school_s_file_is_its_sender_s,
    nobody_sees_files_that_are_not_his_to_load, a_report_is_a_table_without_formulas,
    old_files_and_names_in_old_reports_go, jobs_are_listed_with_who_and_how_and_tried_again,
    what_let_a_job_in_elsewhere_goes_with_its_end)
