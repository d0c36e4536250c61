/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files from the screen to the district: streamed by the application to disk and into the database, read
 * by the worker, checked and loaded by the importers of the command line.
 */
#include "database.h"
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

static struct server app, worker;
static const char *cookie, *csrf;

static struct answer send(const char *method, const char *uri, const char *body, size_t n)
{
	return wire_ask(app.socket, method, uri,
	    (const char *[]){ "HTTP_COOKIE", cookie, "HTTP_X_CSRF_TOKEN", csrf, NULL }, body, n);
}

static void sign_in(const char *who)
{
	const char *body =
	    format("{\"person\":\"%s\"}", sql("select id from person where idnumber = '%s'", who));
	struct answer a =
	    wire_ask(app.socket, "POST", "/api/v1/demo/session", NULL, body, strlen(body));

	ck_status(a, 204);
	cookie = format(
	    "%.*s", (int)strcspn(wire_header(a, "Set-Cookie"), ";"), wire_header(a, "Set-Cookie"));
	a = wire_ask(app.socket, "GET", "/api/v1/session",
	    (const char *[]){ "HTTP_COOKIE", cookie, NULL }, NULL, 0);
	csrf = wire_member(a, "csrf");
}

/* The application and the worker on one database. */
static void start(void)
{
	app = server_run();
	worker = app;
	worker.program = "metodden-worker";
	server_start(&worker, (const char *const[]){ "METODDEN_LEASE", "5", NULL });
	server_wait_heeds(&worker);
	sign_in("admin");
}

static void stop(void)
{
	kill(worker.pid, SIGTERM);
	ck_assert_int_eq(server_wait(&worker), 0);
	server_end(&app);
}

static const char *made(const char *kind)
{
	const char *body = format("{\"kind\":\"%s\",\"name\":\"file\"}", kind);
	struct answer a = send("POST", "/api/v1/imports", body, strlen(body));

	ck_status(a, 201);
	return wire_member(a, "id");
}

static struct answer give(const char *id, const char *bytes, size_t n)
{
	return send("PUT", format("/api/v1/imports/%s/file", id), bytes, n);
}

static void wait_job(const char *id, const char *step)
{
	const char *got = "";

	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		got =
		    sql("select state from job j join import i on j.id = i.%s_id where i.id = '%s'",
			step, id);
		if (strcmp(got, "done") == 0)
			return;
		usleep(50000);
	}
	ck_abort_msg("the job is %s: %s", got, server_log(&worker));
}

/* What the step found, of its output. */
static const char *step(const char *id, const char *name, const char *what)
{
	struct answer a = send("POST", format("/api/v1/imports/%s/%s", id, name), "{}", 2);

	ck_status(a, 202);
	wait_job(id, name);
	return sql("select output %s from job j join import i on j.id = i.%s_id where i.id = '%s'",
	    what, name, id);
}

#define HEAD "школа;запись;название;мест\n"

START_TEST(a_file_is_checked_and_loaded)
{
	static const char text[] = HEAD "Берёзовская СОШ;кабинет;каб. 77;30\n"
					"Ключевская СОШ;кабинет;каб. 78;25\n";
	const char *id;

	start();
	id = made("school");
	ck_status(give(id, text, sizeof text - 1), 200);
	ck_assert_str_eq(step(id, "check", "->> 'added'"), "2");
	ck_assert_str_eq(
	    sql("select count(*) from room where name in ('каб. 77', 'каб. 78')"), "0");
	ck_assert_str_eq(sql("select count(*) from import_piece"), "1");
	ck_assert_str_eq(step(id, "load", "->> 'added'"), "2");
	ck_assert_str_eq(
	    sql("select count(*) from room where name in ('каб. 77', 'каб. 78')"), "2");
	ck_assert_str_eq(sql("select count(*) from import_piece"), "0"); /* needed no longer */
	stop();
}
END_TEST

START_TEST(bad_rows_are_named_and_nothing_is_loaded)
{
	static const char text[] = HEAD "Берёзовская СОШ;кабинет;каб. 77;30\n"
					"Школа на Луне;кабинет;каб. 1;30\n"
					"Ключевская СОШ;балкон;каб. 2;много\n";
	const char *id, *found;

	start();
	id = made("school");
	ck_status(give(id, text, sizeof text - 1), 200);
	ck_assert_str_eq(step(id, "check", "->> 'bad'"), "3");
	found =
	    sql("select string_agg((f ->> 'line') || ' ' || coalesce(f ->> 'column', '') || ': '"
		" || (f ->> 'words'), ' | ' order by f ->> 'line', f ->> 'column') from job,"
		" jsonb_array_elements(output -> 'findings') f");
	ck_assert_ptr_nonnull(strstr(found, "3 школа: организации «Школа на Луне» нет в районе"));
	ck_assert_ptr_nonnull(strstr(found, "4 запись: «балкон» - не из перечня"));
	ck_assert_ptr_nonnull(strstr(found, "4 мест: «много» - не целое число"));
	ck_assert_str_eq(sql("select count(*) from room where name = 'каб. 77'"), "0");
	stop();
}
END_TEST

/* The findings of the newest job, a line each. */
static const char *findings(const char *id, const char *step)
{
	return sql(
	    "select string_agg((f ->> 'line') || ' ' || coalesce(f ->> 'column', '') || ': '"
	    " || (f ->> 'words'), ' | ' order by f ->> 'line', f ->> 'column') from import i join job j on"
	    " j.id = i.%s_id, jsonb_array_elements(j.output -> 'findings') f where i.id = '%s'",
	    step, id);
}

#define WEEK "школа;с;по;день;урок;класс;предмет;педагог;кабинет\n"
#define TERM ";01.09.2030;31.12.2030;пн;2;8Б;"

/* With the rights of whoever sent it: his own school, and no subject that the district lacks. */
START_TEST(a_school_head_loads_his_own_school_alone)
{
	static const char another[] = HEAD "Берёзовская СОШ;кабинет;каб. 77;30\n"
					   "Ключевская СОШ;кабинет;каб. 78;25\n";
	static const char own[] = HEAD "Берёзовская СОШ;кабинет;каб. 77;30\n";
	static const char week[] = WEEK "Берёзовская СОШ" TERM "Физика;teacher;каб. 21\n";
	static const char subject[] = WEEK "Берёзовская СОШ" TERM "Физкультура;teacher;каб. 21\n";
	const char *id;

	start();
	sign_in("school_head");
	id = made("school");
	ck_status(give(id, another, sizeof another - 1), 200);
	ck_assert_str_eq(step(id, "check", "->> 'bad'"), "1");
	ck_assert_str_eq(findings(id, "check"),
	    "3 школа: «Ключевская СОШ» - не ваша организация: вы загружаете только свою");
	ck_status(give(id, own, sizeof own - 1), 200);
	ck_assert_str_eq(step(id, "check", "->> 'added'"), "1");
	ck_assert_str_eq(step(id, "load", "->> 'added'"), "1");
	ck_assert_str_eq(sql("select p.idnumber from room r join person p on p.id = r.created_by"
			     " where r.name = 'каб. 77'"),
	    "school_head");
	ck_assert_str_eq(sql("select count(*) from import_piece"), "0");

	sql("insert into school_class (district_id, organisation_id, school_year, grade, letter)"
	    " select district_id, id, 2030, 8, 'Б' from organisation where idnumber = 'school_1'");
	id = made("timetable");
	ck_status(give(id, subject, sizeof subject - 1), 200);
	ck_assert_str_eq(step(id, "check", "->> 'bad'"), "1");
	ck_assert_ptr_nonnull(
	    strstr(findings(id, "check"), "2 предмет: предмета «Физкультура» нет в справочнике"));
	ck_status(give(id, week, sizeof week - 1), 200);
	ck_assert_str_eq(step(id, "check", "->> 'added'"), "1");
	ck_assert_str_eq(step(id, "load", "->> 'added'"), "1");
	ck_assert_str_eq(sql("select count(*) from lesson where lower(term) = '2030-09-01'"), "1");
	ck_assert_str_eq(sql("select count(*) from session where kind = 'job'"), "0");
	stop();
}
END_TEST

START_TEST(what_is_no_table_is_said_in_words)
{
	static const char workbook[] = "PK\3\4 a workbook";
	const char *id;

	start();
	id = made("school");
	ck_status(give(id, workbook, sizeof workbook - 1), 200);
	ck_assert_ptr_nonnull(
	    strstr(step(id, "check", "-> 'findings' -> 0 ->> 'words'"), "сохраните лист как CSV"));
	stop();
}
END_TEST

/* A member of 65 MB packed into some KB. */
static const char *bomb(size_t *len)
{
	char path[] = "/tmp/mdbomb.XXXXXX";
	int fd = mkstemp(path), error;
	zip_t *z;
	FILE *f;
	char *bytes;

	close(fd);
	z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
	char *zeros = calloc(1, 65u << 20);

	zip_file_add(z, "manifest.csv", zip_source_buffer(z, zeros, 65u << 20, 0), 0);
	ck_assert_int_eq(zip_close(z), 0);
	free(zeros);
	f = fopen(path, "rb");
	bytes = arena_alloc(wire_memory(), 1 << 20);
	*len = fread(bytes, 1, 1 << 20, f);
	fclose(f);
	unlink(path);
	return bytes;
}

START_TEST(an_archive_that_would_blow_up_is_refused)
{
	const char *id, *bytes;
	size_t n;

	start();
	id = made("roster");
	bytes = bomb(&n);
	ck_assert_uint_lt(n, 200000);
	ck_status(give(id, bytes, n), 200);
	ck_assert_ptr_nonnull(strstr(
	    step(id, "check", "-> 'findings' -> 0 ->> 'words'"), "manifest.csv - больше 64 МБ"));
	stop();
}
END_TEST

START_TEST(a_large_file_takes_no_memory_and_leaves_nothing_behind)
{
	enum { SIZE = 48 << 20 }; /* more than a request's memory */
	pid_t pids[WORKERS];
	const char *id;
	char *text = malloc(SIZE);

	start();
	server_workers(&app, pids, WORKERS);
	memset(text, 'x', SIZE);
	id = made("school");
	ck_status(give(id, text, SIZE), 200);
	free(text);
	server_all_serve(&app, pids); /* the same processes still */
	ck_assert_str_eq(sql("select sum(length(bytes)) from import_piece"), format("%d", SIZE));
	stop();
}
END_TEST

START_TEST(too_much_and_nobody_s_are_not_read)
{
	const char *id;
	struct answer a;

	start();
	id = made("school");
	a = wire_ask(app.socket, "PUT", format("/api/v1/imports/%s/file", id),
	    (const char *[]){ "HTTP_COOKIE", cookie, "HTTP_X_CSRF_TOKEN", csrf, "CONTENT_LENGTH",
		"67108865", NULL },
	    "x", 1);
	ck_problem(a, 413, "too-large");
	ck_assert_ptr_nonnull(strstr(a.body, "67108864"));
	a = wire_ask(app.socket, "PUT", format("/api/v1/imports/%s/file", id),
	    (const char *[]){ "CONTENT_LENGTH", "67108864", NULL }, NULL, 0);
	ck_problem(a, 401, "unauthenticated"); /* at once: nothing of the body has come */
	a = wire_ask(app.socket, "PUT", format("/api/v1/imports/%s/file", id),
	    (const char *[]){ "HTTP_COOKIE", cookie, "CONTENT_LENGTH", "1", NULL }, "x", 1);
	ck_problem(a, 403, "csrf");
	ck_assert_str_eq(sql("select count(*) from import_piece"), "0");
	stop();
}
END_TEST

START_TEST(a_check_is_stopped_in_the_middle)
{
	static const char text[] = HEAD "Берёзовская СОШ;кабинет;каб. 77;30\n";
	const char *id, *job;
	struct answer a;

	start();
	id = made("school");
	ck_status(give(id, text, sizeof text - 1), 200);
	ck_assert_str_eq(step(id, "check", "->> 'bad'"), "0");
	/* the load stands still at its statement until it is stopped */
	sql("create function hold() returns trigger language plpgsql as 'begin perform pg_sleep(60);"
	    " return new; end'; create trigger hold before insert on room for each row execute function hold()");
	ck_status(send("POST", format("/api/v1/imports/%s/load", id), "{}", 2), 202);
	job = sql("select load_id from import where id = '%s'", id);
	for (int i = 0; i < WIRE_SECONDS * 20; i++) {
		if (strcmp(sql("select doing from job where id = '%s'", job), "кабинеты") == 0)
			break;
		usleep(50000);
	}
	ck_assert_str_eq(sql("select doing from job where id = '%s'", job), "кабинеты");
	a = send("POST", format("/api/v1/jobs/%s/cancel", job), "{}", 2);
	ck_status(a, 200);
	for (int i = 0; i < WIRE_SECONDS * 20 && !server_log_count(&worker, "job lost"); i++)
		usleep(50000);
	ck_assert_int_eq(server_log_count(&worker, "job lost"), 1);
	sql("drop trigger hold on room");
	ck_assert_str_eq(sql("select count(*) from room where name = 'каб. 77'"), "0");
	ck_assert_str_eq(step(id, "load", "->> 'added'"), "1"); /* and again */
	stop();
}
END_TEST

CHECK_MAIN("wire: import", a_file_is_checked_and_loaded, bad_rows_are_named_and_nothing_is_loaded,
    a_school_head_loads_his_own_school_alone, what_is_no_table_is_said_in_words,
    an_archive_that_would_blow_up_is_refused,
    a_large_file_takes_no_memory_and_leaves_nothing_behind, too_much_and_nobody_s_are_not_read,
    a_check_is_stopped_in_the_middle)
