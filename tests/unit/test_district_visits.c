/* The demo district's visits: each on a lesson that the teacher holds, with points the rubric has,
 * and with the known truth to be seen in the marks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_main.h"
#include "district_files.h"

/* 1 Monday .. 7 Sunday, by Zeller's rule. */
static int weekday(const char *date)
{
	int y = (int)strtol(date, NULL, 10), m = (int)strtol(date + 5, NULL, 10),
	    d = (int)strtol(date + 8, NULL, 10);
	if (m < 3) {
		m += 12;
		y--;
	}
	return (d + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400 + 5) % 7 + 1;
}

static bool works(
    const struct table *roles, const char *person, const char *school, const char *date)
{
	int user = table_column(roles, "userSourcedId");
	for (int i = 0; i < roles->rows; i++) {
		if (strcmp(roles->cells[i][user], person) != 0)
			continue;
		const char *role = table_cell(roles, i, "role"),
			   *to = table_cell(roles, i, "endDate");
		if (!strcmp(table_cell(roles, i, "orgSourcedId"), school) &&
		    (!strcmp(role, "teacher") || !strcmp(role, "principal")) &&
		    strcmp(table_cell(roles, i, "beginDate"), date) <= 0 &&
		    (!*to || strcmp(to, date) >= 0))
			return true;
	}
	return false;
}

static bool is_methodist(const struct table *roles, const char *person)
{
	int user = table_column(roles, "userSourcedId");
	for (int i = 0; i < roles->rows; i++)
		if (!strcmp(roles->cells[i][user], person) &&
		    !strcmp(table_cell(roles, i, "role"), "ext:methodist"))
			return true;
	return false;
}

static int year_of(const char *date)
{
	return (date[2] - '0') * 10 + date[3] - '0' + 2000 -
	       ((date[5] - '0') * 10 + date[6] - '0' < 9);
}

static struct set *days_off(void)
{
	struct set *s = calloc(1, sizeof *s);
	struct table *t = table_read("sql/seed/calendar.csv");
	for (int i = 0; i < t->rows; i++)
		if (!strcmp(table_cell(t, i, "working"), "нет"))
			set_add(s, "%s", table_cell(t, i, "date"));
	set_sort(s);
	ck_assert_int_gt(s->n, 50);
	table_free(t);
	return s;
}

static void check_visits(const struct table *v, const struct table *roles, const struct set *known,
    const struct set *lessons, struct set *day)
{
	for (int i = 0; i < v->rows; i++) {
		const char *date = table_cell(v, i, "date"), *school = table_cell(v, i, "school"),
			   *teacher = table_cell(v, i, "teacher"),
			   *class = table_cell(v, i, "class");
		ck_assert_msg(weekday(date) <= 5, "%s is no school day", date);
		ck_assert_msg(strcmp(date, "2026-11-24") < 0, "%s is still to come", date);
		ck_assert_msg(works(roles, teacher, school, date), "%s was not in %s on %s",
		    teacher, school, date);
		ck_assert_msg(is_methodist(roles, table_cell(v, i, "visitor")),
		    "%s is no methodist", table_cell(v, i, "visitor"));
		classes_known(known, school, year_of(date), class);
		if (*class && year_of(date) == 2026)
			ck_assert_msg(set_has(lessons, "%s %d %s %s %s", school, weekday(date),
					  class, table_cell(v, i, "lesson"), teacher),
			    "%s had no such lesson on %s", teacher, date);
		set_add(day, "%s %s %s", date, table_cell(v, i, "visitor"), school);
	}
}

START_TEST(every_visit_falls_on_a_lesson_of_the_teacher)
{
	char names[32][64];
	struct set *known = known_records(), *lessons = calloc(1, sizeof *lessons),
		   *day = calloc(1, sizeof *day), *alone = calloc(1, sizeof *alone);
	struct table *roles = read_out("roster/roles.csv"), *t = read_out("timetable.csv");
	for (int i = 0; i < t->rows; i++)
		if (!strcmp(table_cell(t, i, "from"), "2026-09-01"))
			set_add(lessons, "%s %s %s %s %s", table_cell(t, i, "school"),
			    table_cell(t, i, "weekday"), table_cell(t, i, "class"),
			    table_cell(t, i, "lesson"), table_cell(t, i, "teacher"));
	set_sort(lessons);
	for (int i = visit_files(names) - 1; i >= 0; i--) {
		struct table *v = read_out(names[i]);
		check_visits(v, roles, known, lessons, day);
		table_free(v);
	}
	set_sort(day);
	for (int i = 0; i < day->n; i++)
		set_add(alone, "%.17s", day->keys[i]);
	ck_assert_msg(
	    set_kinds(day) == set_kinds(alone), "a methodist was in two schools on one day");
	set_free(known);
	set_free(lessons);
	set_free(day);
	set_free(alone);
	table_free(roles);
	table_free(t);
}
END_TEST

START_TEST(nobody_is_visited_on_a_day_off)
{
	char names[32][64];
	struct set *off = days_off();
	for (int f = visit_files(names) - 1; f >= 0; f--) {
		struct table *v = read_out(names[f]);
		for (int i = 0; i < v->rows; i++)
			ck_assert_msg(!set_has(off, "%s", table_cell(v, i, "date")),
			    "%s is a day off", table_cell(v, i, "date"));
		table_free(v);
	}
	set_free(off);
}
END_TEST

static cJSON *rubric_of(const char *file)
{
	char code[64], name[256];
	static char text[1 << 16];
	snprintf(
	    code, sizeof code, "%.*s", (int)strlen(file) - 16, file + 7); /* visits-CODE-2026.csv */
	snprintf(name, sizeof name, RUBRICS "/%s.json", code);
	FILE *f = fopen(name, "rb");
	ck_assert_msg(f != NULL, "no rubric %s", name);
	text[fread(text, 1, sizeof text - 1, f)] = 0;
	fclose(f);
	return cJSON_Parse(text);
}

static bool may_stand(const cJSON *section, const cJSON *item, const char *cell)
{
	const cJSON *p;
	if (!strcmp(cell, "-"))
		return cJSON_IsTrue(cJSON_GetObjectItem(section, "may_be_absent"));
	cJSON_ArrayForEach(p, cJSON_GetObjectItem(item, "points")) if (strtod(cell, NULL) ==
								       p->valuedouble) return true;
	return false;
}

/* Answers how many are absent. */
static int check_cells(
    const struct table *v, const cJSON *section, const cJSON *item, const char *code)
{
	int absent = 0;
	for (int i = 0; i < v->rows; i++) {
		const char *cell = table_cell(v, i, code);
		absent += !strcmp(cell, "-");
		ck_assert_msg(may_stand(section, item, cell), "row %d: %s = %s", i + 2, code, cell);
	}
	return absent;
}

START_TEST(points_are_those_of_the_rubric)
{
	char names[32][64];
	int absent = 0;
	for (int f = visit_files(names) - 1; f >= 0; f--) {
		struct table *v = read_out(names[f]);
		cJSON *rubric = rubric_of(names[f]), *section;
		int number = 0, columns = 11;
		cJSON_ArrayForEach(section, cJSON_GetObjectItem(rubric, "sections"))
		{
			int position = 0;
			const cJSON *item;
			number++;
			cJSON_ArrayForEach(item, cJSON_GetObjectItem(section, "items"))
			{
				char code[24];
				snprintf(code, sizeof code, "%d.%d", number, ++position);
				columns++;
				absent += check_cells(v, section, item, code);
			}
		}
		ck_assert_int_eq(v->columns, columns);
		cJSON_Delete(rubric);
		table_free(v);
	}
	ck_assert_int_gt(absent, 0);
}
END_TEST

static double correlation(const double *x, const double *y, int n)
{
	double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;
	for (int i = 0; i < n; i++) {
		sx += x[i];
		sy += y[i];
		xx += x[i] * x[i];
		yy += y[i] * y[i];
		xy += x[i] * y[i];
	}
	return (xy - sx * sy / n) / sqrt((xx - sx * sx / n) * (yy - sy * sy / n));
}

/* Each row's share of the file's highest points; answers their mean. */
static double shares(const struct table *v, double share[])
{
	double most[TABLE_COLUMNS] = { 0 }, mean = 0;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < v->rows; i++) {
			double points = 0, top = 0;
			for (int c = 11; c < v->columns; c++) {
				double is = strtod(v->cells[i][c], NULL);
				most[c] = is > most[c] ? is : most[c];
				points += is;
				top += *v->cells[i][c] == '-' ? 0 : most[c];
			}
			share[i] = points / top;
			mean += pass ? share[i] / v->rows : 0;
		}
	return mean;
}

struct sums {
	double sum[TABLE_ROWS];
	int n[TABLE_ROWS];
};

/* A deviation from the file's own mean for each row. */
static void add_shares(const struct table *v, const char *column, const struct table *truth,
    const char *key, struct sums *s)
{
	double share[TABLE_ROWS], mean = shares(v, share);
	int by = table_column(v, column), to = table_column(truth, key);
	for (int i = 0; i < v->rows; i++)
		for (int k = 0; k < truth->rows; k++)
			if (!strcmp(v->cells[i][by], truth->cells[k][to])) {
				s->sum[k] += share[i] - mean;
				s->n[k]++;
			}
}

static double recovered(const char *column, const char *file, const char *key, const char *value)
{
	static double mean[TABLE_ROWS], true_value[TABLE_ROWS];
	static struct sums s;
	char names[32][64], name[256];
	int used = 0;
	snprintf(name, sizeof name, "%s/truth/%s", here, file);
	struct table *truth = table_read(name);
	for (int i = visit_files(names) - 1; i >= 0; i--) {
		struct table *v = read_out(names[i]);
		if (!strstr(names[i], "leader"))
			add_shares(v, column, truth, key, &s);
		table_free(v);
	}
	for (int k = 0; k < truth->rows; k++)
		if (s.n[k] >= 5) {
			mean[used] = s.sum[k] / s.n[k];
			true_value[used++] = strtod(table_cell(truth, k, value), NULL);
		}
	table_free(truth);
	ck_assert_int_ge(used, 12);
	return correlation(mean, true_value, used);
}

START_TEST(truth_shows_in_the_marks)
{
	ck_assert_double_gt(recovered("teacher", "truth_people.csv", "person", "level"), 0.7);
}
END_TEST

START_TEST(severity_shows_in_the_marks)
{
	ck_assert_double_gt(recovered("visitor", "truth_raters.csv", "rater", "severity"), 0.8);
}
END_TEST

CHECK_MAIN_AROUND("district visits", make_once, remove_all,
    every_visit_falls_on_a_lesson_of_the_teacher, nobody_is_visited_on_a_day_off,
    points_are_those_of_the_rubric, truth_shows_in_the_marks, severity_shows_in_the_marks)
