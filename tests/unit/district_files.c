/* Runs the demo district's generator for a test and reads what it wrote.
 *
 * The rubrics are the shipped ones: the demo's visits must always be marked by what is shipped.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "district_files.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

char here[128], there[256];

int generate(const char *seed, const char *out, const char *truth)
{
	return generate_on("2026-11-24", seed, out, truth);
}

int generate_on(const char *today, const char *seed, const char *out, const char *truth)
{
	return generate_times("1", today, seed, out, truth);
}

int generate_times(
    const char *times, const char *today, const char *seed, const char *out, const char *truth)
{
	int status;
	pid_t child = fork();
	if (!child) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(126);
		char path[4096];
		snprintf(path, sizeof path, "%s/demo-district",
		    getenv("BUILD") ? getenv("BUILD") : "build");
		execl(path, "demo-district", out, truth, "--seed", seed, "--year", "2026",
		    "--today", today, "--rubrics", RUBRICS, "--times", times, (char *)NULL);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void make_once(void)
{
	char truth[256];
	snprintf(here, sizeof here, "/tmp/district-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(here));
	snprintf(there, sizeof there, "%s/out", here);
	snprintf(truth, sizeof truth, "%s/truth", here);
	ck_assert_int_eq(generate("7", there, truth), 0);
}

static void empty_folder(const char *name)
{
	char each[1024];
	DIR *dir = opendir(name);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		snprintf(each, sizeof each, "%s/%s", name, e->d_name);
		if (e->d_name[0] != '.' && unlink(each))
			empty_folder(each);
	}
	if (dir)
		closedir(dir);
	rmdir(name);
}

void remove_all(void)
{
	empty_folder(here);
}

struct table *read_out(const char *name)
{
	char full[384];
	snprintf(full, sizeof full, "%s/%.100s", there, name);
	return table_read(full);
}

int visit_files(char names[32][64])
{
	struct dirent **files;
	int n = scandir(there, &files, NULL, alphasort), found = 0;
	for (int i = 0; i < n; i++) {
		if (!strncmp(files[i]->d_name, "visits-", 7))
			snprintf(names[found++], 64, "%.63s", files[i]->d_name);
		free(files[i]);
	}
	free(files);
	return found;
}

struct set *known_records(void)
{
	struct set *s = calloc(1, sizeof *s);
	struct table *t = read_out("school.csv"), *users = read_out("roster/users.csv"),
		     *orgs = read_out("roster/orgs.csv");
	for (int i = 0; i < t->rows; i++) {
		const char *school = table_cell(t, i, "school"),
			   *record = table_cell(t, i, "record");
		if (!strcmp(record, "room"))
			set_add(s, "room %s %s", school, table_cell(t, i, "name"));
		else if (!strcmp(record, "bell"))
			set_add(s, "bell %s %s %s", school, table_cell(t, i, "profile"),
			    table_cell(t, i, "lesson"));
		else
			set_add(s, "class %s %s %s", school, table_cell(t, i, "year"),
			    table_cell(t, i, "name"));
	}
	for (int i = 0; i < users->rows; i++) {
		set_add(s, "user %s", table_cell(users, i, "sourcedId"));
		set_add(s, "name %s %s %s", table_cell(users, i, "familyName"),
		    table_cell(users, i, "givenName"), table_cell(users, i, "middleName"));
	}
	for (int i = 0; i < orgs->rows; i++) {
		set_add(s, "org %s", table_cell(orgs, i, "sourcedId"));
		set_add(s, "org %s", table_cell(orgs, i, "name"));
	}
	set_sort(s);
	ck_assert_msg(!set_twice(s), "%s stands twice", set_twice(s));
	table_free(t);
	table_free(users);
	table_free(orgs);
	return s;
}

void classes_known(const struct set *known, const char *school, int year, const char *names)
{
	char classes[64];
	snprintf(classes, sizeof classes, "%s", names);
	for (char *rest = classes, *c; (c = strtok_r(rest, "+", &rest));)
		ck_assert_msg(set_has(known, "class %s %d %s", school, year, c),
		    "no class %s in %s", c, school);
}
