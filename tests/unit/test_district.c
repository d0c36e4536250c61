/* The demo district's files are whole: counted, free of clashes, and every name in them known.
 *
 * Only files are looked at, as an importer sees them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_main.h"
#include "district_files.h"

static void compare(const char *a, const char *b, const char *name, bool same)
{
	char one[512], two[512];
	snprintf(one, sizeof one, "%s/%s", a, name);
	snprintf(two, sizeof two, "%s/%s", b, name);
	FILE *f = fopen(one, "rb"), *g = fopen(two, "rb");
	ck_assert_ptr_nonnull(f);
	ck_assert_ptr_nonnull(g);
	int c, differ = 0;
	while ((c = getc(f)) == getc(g) && c != EOF)
		;
	differ = c != EOF || getc(g) != EOF;
	fclose(f);
	fclose(g);
	ck_assert_msg(differ == !same, "%s is %s", name, same ? "not the same again" : "the same");
}

START_TEST(same_arguments_give_the_same_bytes)
{
	char again[600], truth[600], names[32][64];
	snprintf(again, sizeof again, "%s/again", here);
	snprintf(truth, sizeof truth, "%s/truth-again", here);
	ck_assert_int_eq(generate("7", again, truth), 0);
	for (int i = visit_files(names) - 1; i >= 0; i--)
		compare(there, again, names[i], true);
	compare(there, again, "roster.zip", true);
	compare(there, again, "roster/users.csv", true);
	compare(there, again, "school.csv", true);
	compare(there, again, "timetable.csv", true);
	compare(there, again, "plan-2026.csv", true);
	ck_assert_int_eq(generate("8", again, truth), 0);
	compare(there, again, "roster.zip", false);
	compare(there, again, "timetable.csv", false);
}
END_TEST

static int count(const struct table *t, const char *column, const char *value)
{
	int n = 0;
	for (int i = 0; i < t->rows; i++)
		n += !strcmp(table_cell(t, i, column), value);
	return n;
}

START_TEST(the_district_has_its_size)
{
	struct table *orgs = read_out("roster/orgs.csv"), *roles = read_out("roster/roles.csv");
	int teachers = 0, deputies = 0;
	ck_assert_int_eq(count(orgs, "metadata.kind", "school") +
			     count(orgs, "metadata.kind", "kindergarten") +
			     count(orgs, "metadata.kind", "extra"),
	    24);
	ck_assert_int_eq(count(orgs, "metadata.kind", "kindergarten"), 2);
	for (int i = 0; i < roles->rows; i++) {
		bool now = !*table_cell(roles, i, "endDate");
		teachers += now && !strcmp(table_cell(roles, i, "role"), "teacher");
		deputies += !now && !strcmp(table_cell(roles, i, "metadata.acting"), "true");
	}
	ck_assert_int_ge(teachers, 460);
	ck_assert_int_le(teachers, 500);
	ck_assert_int_eq(deputies, 1);
	ck_assert_int_ge(count(roles, "role", "principal"), 27);
	ck_assert_int_le(count(roles, "role", "principal"), 33);
	ck_assert_int_eq(count(roles, "role", "ext:methodist"), 12);
	ck_assert_int_eq(count(roles, "role", "ext:council_member"), 5);
	ck_assert_int_eq(count(roles, "role", "ext:centre_head"), 1);
	ck_assert_int_eq(count(roles, "role", "systemAdministrator"), 1);
	table_free(orgs);
	table_free(roles);
}
END_TEST

START_TEST(visits_fill_four_years_and_two_schools_are_extreme)
{
	char names[32][64];
	int n = visit_files(names), visits = 0, eight = 0, none = 0;
	bool year[4] = { false };
	for (int i = 0; i < n; i++) {
		struct table *t = read_out(names[i]);
		visits += t->rows;
		year[names[i][strlen(names[i]) - 5] - '3'] = true;
		table_free(t);
	}
	ck_assert_int_ge(visits, 5700);
	ck_assert_int_le(visits, 6300);
	ck_assert(year[0] && year[1] && year[2] && year[3]);
	struct table *orgs = read_out("roster/orgs.csv");
	for (int y = 2023; y <= 2026; y++) {
		char name[64];
		snprintf(name, sizeof name, "plan-%d.csv", y);
		struct table *plan = read_out(name);
		ck_assert_int_ge(plan->rows, 80);
		ck_assert_int_le(plan->rows, 120);
		for (int i = 0; i < plan->rows; i++)
			ck_assert_ptr_null(strstr(table_cell(plan, i, "мероприятие"), "(null)"));
		for (int o = 3; o < orgs->rows; o++) {
			int days = count(plan, "школа", table_cell(orgs, o, "name"));
			eight += days == 8;
			none += days == 0;
		}
		table_free(plan);
	}
	table_free(orgs);
	ck_assert_int_eq(eight, 4);
	ck_assert_int_eq(none, 4);
}
END_TEST

START_TEST(the_smallest_school_has_five_teachers)
{
	struct table *roles = read_out("roster/roles.csv");
	int teachers = 0;
	for (int i = 0; i < roles->rows; i++)
		teachers += !*table_cell(roles, i, "endDate") &&
			    !strcmp(table_cell(roles, i, "role"), "teacher") &&
			    !strcmp(table_cell(roles, i, "orgSourcedId"), "org-24");
	ck_assert_int_eq(teachers, 5);
	table_free(roles);
}
END_TEST

START_TEST(a_larger_district_has_the_same_schools_again)
{
	char kept[256], truth[600];
	snprintf(kept, sizeof kept, "%s", there);
	snprintf(truth, sizeof truth, "%s/truth-large", here);
	struct table *once = read_out("roster/roles.csv");
	snprintf(there, sizeof there, "%s/large", here);
	ck_assert_int_eq(generate_times("3", "2026-11-24", "7", there, truth), 0);
	struct table *orgs = read_out("roster/orgs.csv"), *roles = read_out("roster/roles.csv"),
		     *plan = read_out("plan-2026.csv");
	struct set *names = calloc(1, sizeof *names), *dates = calloc(1, sizeof *dates);
	ck_assert_int_eq(orgs->rows, 3 + 3 * 24);
	ck_assert_int_gt(count(roles, "role", "teacher"), 2L * count(once, "role", "teacher"));
	ck_assert_int_eq(count(roles, "role", "ext:methodist"), 12);
	for (int i = 0; i < orgs->rows; i++)
		set_add(names, "%s", table_cell(orgs, i, "name"));
	for (int i = 0; i < plan->rows; i++)
		if (!strcmp(table_cell(plan, i, "форма"), "Методический день"))
			set_add(dates, "%s", table_cell(plan, i, "начало"));
	set_sort(names);
	set_sort(dates);
	ck_assert_msg(!set_twice(names), "two schools named %s", set_twice(names));
	ck_assert_msg(!set_twice(dates), "two days on %s", set_twice(dates));
	set_free(names);
	set_free(dates);
	table_free(once);
	table_free(orgs);
	table_free(roles);
	table_free(plan);
	snprintf(there, sizeof there, "%s", kept);
}
END_TEST

static int days_between(const char *from, const char *to)
{
	struct table *plan = read_out("plan-2026.csv");
	int days = 0;
	for (int i = 0; i < plan->rows; i++) {
		const char *starts = table_cell(plan, i, "начало");
		days += !strcmp(table_cell(plan, i, "форма"), "Методический день") &&
			strcmp(starts, from) > 0 && strcmp(starts, to) <= 0;
	}
	table_free(plan);
	return days;
}

START_TEST(a_day_is_today_and_some_are_soon_whatever_today_is)
{
	/* today; the last date before the nearest one with lessons, and that one; a month on; how many till then */
	static const struct {
		const char *today, *eve, *lessons, *month_on;
		int soon;
	} at[] = { { "2026-09-01", "2026-08-31", "2026-09-01", "2026-10-01", 6 },
		{ "2026-11-24", "2026-11-23", "2026-11-24", "2026-12-24", 6 },
		{ "2026-12-20", "2026-12-17", "2026-12-18", "2027-01-19", 5 },
		{ "2027-01-06", "2026-12-24", "2026-12-25", "2027-02-05", 5 },
		{ "2027-02-20", "2027-02-18", "2027-02-19", "2027-03-22", 4 },
		{ "2027-04-05", "2027-04-02", "2027-04-05", "2027-05-05", 3 } };
	char kept[256], truth[600];
	snprintf(kept, sizeof kept, "%s", there);
	snprintf(truth, sizeof truth, "%s/truth-soon", here);
	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		snprintf(there, sizeof there, "%s/soon", here);
		ck_assert_int_eq(generate_on(at[i].today, "7", there, truth), 0);
		ck_assert_msg(days_between(at[i].eve, at[i].lessons) == 1, "%s", at[i].today);
		ck_assert_msg(days_between(at[i].today, at[i].month_on) >= at[i].soon, "%s: %d",
		    at[i].today, days_between(at[i].today, at[i].month_on));
	}
	snprintf(there, sizeof there, "%s", kept);
}
END_TEST

START_TEST(nobody_and_nothing_is_in_two_places)
{
	struct table *t = read_out("timetable.csv");
	struct set *teacher = calloc(1, sizeof *teacher), *class = calloc(1, sizeof *class),
		   *room = calloc(1, sizeof *room);
	int combined = 0, second_shift = 0;
	for (int i = 0; i < t->rows; i++) {
		char when[64], classes[64];
		const char *school = table_cell(t, i, "school");
		snprintf(when, sizeof when, "%s %s %s %s", table_cell(t, i, "from"),
		    table_cell(t, i, "weekday"), table_cell(t, i, "profile"),
		    table_cell(t, i, "lesson"));
		set_add(teacher, "%s %s", when, table_cell(t, i, "teacher"));
		set_add(room, "%s %s %s", when, school, table_cell(t, i, "room"));
		snprintf(classes, sizeof classes, "%s", table_cell(t, i, "class"));
		combined += strchr(classes, '+') != NULL;
		second_shift += !strcmp(table_cell(t, i, "profile"), "2");
		for (char *rest = classes, *c; (c = strtok_r(rest, "+", &rest));)
			set_add(class, "%s %s %s", when, school, c);
	}
	set_sort(teacher);
	set_sort(class);
	set_sort(room);
	ck_assert_msg(!set_twice(teacher), "teacher in two places: %s", set_twice(teacher));
	ck_assert_msg(!set_twice(class), "class in two places: %s", set_twice(class));
	ck_assert_msg(!set_twice(room), "room in two places: %s", set_twice(room));
	ck_assert_int_gt(combined, 0);
	ck_assert_int_gt(second_shift, 0);
	set_free(teacher);
	set_free(class);
	set_free(room);
	table_free(t);
}
END_TEST

START_TEST(many_teachers_have_a_day_without_lessons)
{
	struct table *t = read_out("timetable.csv");
	struct set *days = calloc(1, sizeof *days), *teachers = calloc(1, sizeof *teachers);
	for (int i = 0; i < t->rows; i++) {
		set_add(days, "%s %s %s", table_cell(t, i, "teacher"), table_cell(t, i, "from"),
		    table_cell(t, i, "weekday"));
		set_add(teachers, "%s %s", table_cell(t, i, "teacher"), table_cell(t, i, "from"));
	}
	set_sort(days);
	set_sort(teachers);
	ck_assert_int_lt(set_kinds(days), 5L * set_kinds(teachers) - 200);
	ck_assert_int_gt(set_kinds(days), 4L * set_kinds(teachers));
	set_free(days);
	set_free(teachers);
	table_free(t);
}
END_TEST

/* The search of the timetable drops what it cannot place: then a class has a gap. */
START_TEST(no_school_class_has_a_gap)
{
	struct table *t = read_out("timetable.csv"), *orgs = read_out("roster/orgs.csv");
	struct set *held = calloc(1, sizeof *held), *schools = calloc(1, sizeof *schools);
	for (int i = 0; i < orgs->rows; i++)
		if (strcmp(table_cell(orgs, i, "metadata.kind"), "extra") != 0)
			set_add(schools, "%s", table_cell(orgs, i, "sourcedId"));
	for (int i = 0; i < t->rows; i++)
		set_add(held, "%s %s %s %s %s", table_cell(t, i, "from"),
		    table_cell(t, i, "school"), table_cell(t, i, "class"),
		    table_cell(t, i, "weekday"), table_cell(t, i, "lesson"));
	set_sort(held);
	set_sort(schools);
	for (int i = 0; i < t->rows; i++) {
		int lesson = table_cell(t, i, "lesson")[0] - '0';
		if (lesson > 1 && set_has(schools, "%s", table_cell(t, i, "school")))
			ck_assert_msg(set_has(held, "%s %s %s %s %d", table_cell(t, i, "from"),
					  table_cell(t, i, "school"), table_cell(t, i, "class"),
					  table_cell(t, i, "weekday"), lesson - 1),
			    "row %d stands after a gap", i + 2);
	}
	set_free(held);
	set_free(schools);
	table_free(t);
	table_free(orgs);
}
END_TEST

START_TEST(every_name_is_known)
{
	struct set *known = known_records();
	struct table *t = read_out("timetable.csv"), *roles = read_out("roster/roles.csv"),
		     *plan = read_out("plan-2025.csv");
	for (int i = 0; i < t->rows; i++) {
		const char *school = table_cell(t, i, "school");
		ck_assert(set_has(known, "user %s", table_cell(t, i, "teacher")));
		ck_assert(set_has(known, "room %s %s", school, table_cell(t, i, "room")));
		ck_assert(set_has(known, "bell %s %s %s", school, table_cell(t, i, "profile"),
		    table_cell(t, i, "lesson")));
		classes_known(known, school, 2026, table_cell(t, i, "class"));
	}
	for (int i = 0; i < roles->rows; i++) {
		ck_assert(set_has(known, "user %s", table_cell(roles, i, "userSourcedId")));
		ck_assert(set_has(known, "org %s", table_cell(roles, i, "orgSourcedId")));
	}
	for (int i = 0; i < plan->rows; i++) {
		const char *school = table_cell(plan, i, "школа");
		ck_assert(!*school || set_has(known, "org %s", school));
		ck_assert(set_has(known, "name %s", table_cell(plan, i, "ответственный")));
	}
	table_free(t);
	table_free(roles);
	table_free(plan);
	set_free(known);
}
END_TEST

static bool is_for_importers(const char *name)
{
	static const char *const names[] = { "roster", "roster.zip", "school.csv", "timetable.csv",
		"plan-2023.csv", "plan-2024.csv", "plan-2025.csv", "plan-2026.csv" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			return true;
	return !strncmp(name, "visits-", 7);
}

START_TEST(truth_is_told_apart)
{
	static const char *const told[] = { "level", "slope", "severity", "k1", "parameter" };
	char names[32][64];
	int n = visit_files(names);
	DIR *dir = opendir(there);
	ck_assert_ptr_nonnull(dir);
	for (struct dirent *e; (e = readdir(dir));)
		ck_assert_msg(e->d_name[0] == '.' || is_for_importers(e->d_name),
		    "%s is not for the importers", e->d_name);
	closedir(dir);
	for (int i = 0; i < n; i++) {
		struct table *t = read_out(names[i]);
		for (size_t k = 0; k < sizeof told / sizeof *told; k++)
			ck_assert_int_lt(table_column(t, told[k]), 0);
		table_free(t);
	}
}
END_TEST

START_TEST(a_wrong_argument_is_named)
{
	ck_assert_int_eq(generate("seven", there, here), 1);
	ck_assert_int_eq(generate("7", "/nowhere/out", here), 1);
	ck_assert_int_eq(generate_on("2026-02-30", "7", there, here), 1);
	ck_assert_int_eq(generate_times("9", "2026-11-24", "7", there, here), 1);
}
END_TEST

CHECK_MAIN_AROUND("district", make_once, remove_all, same_arguments_give_the_same_bytes,
    the_district_has_its_size, visits_fill_four_years_and_two_schools_are_extreme,
    the_smallest_school_has_five_teachers, a_larger_district_has_the_same_schools_again,
    a_day_is_today_and_some_are_soon_whatever_today_is, nobody_and_nothing_is_in_two_places,
    many_teachers_have_a_day_without_lessons, no_school_class_has_a_gap, every_name_is_known,
    truth_is_told_apart, a_wrong_argument_is_named)
