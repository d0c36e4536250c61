/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PROBLEM.json: a problem is read as it stands, and each slip is answered with what and where.
 */
#include "analytics.h"
#include "check_main.h"
#include "cli/plan_problem.h"

#include <string.h>
#include <unistd.h>

static const struct cli english = { .english = true };
static char said[4000];

/* Parse with stderr going to `said`. */
static bool parse(const char *text, size_t len)
{
	struct plan_file f;
	FILE *to = tmpfile();
	int kept = dup(2);
	bool fine;
	size_t n;

	ck_assert(to != NULL && kept >= 0);
	fflush(stderr);
	dup2(fileno(to), 2);
	fine = plan_file_parse(&english, "P", text, len, &f);
	plan_file_free(&f);
	fflush(stderr);
	dup2(kept, 2);
	close(kept);
	rewind(to);
	n = fread(said, 1, sizeof said - 1, to);
	said[n] = '\0';
	fclose(to);
	return fine;
}

static void refuses(const char *text, const char *words)
{
	ck_assert_msg(!parse(text, strlen(text)), "took %s", text);
	ck_assert_msg(strstr(said, words) != NULL, "said \"%s\", not \"%s\"", said, words);
}

#define TOP "\"days\":1,\"competences\":[\"c\"],"
#define SCHOOL "\"schools\":[{\"name\":\"s\"}],"
#define METHODIST "\"methodists\":[{\"name\":\"m\",\"days\":1,\"skills\":[]}]"

START_TEST(the_smallest_problem_is_read)
{
	static const char text[] = "{" TOP SCHOOL METHODIST "}\n";

	ck_assert_msg(parse(text, sizeof text - 1), "%s", said);
	ck_assert_str_eq(said, "");
}
END_TEST

START_TEST(a_problem_is_read_as_it_stands)
{
	struct plan_file f;
	const struct an_plan_problem *p = &f.p;
	size_t at;

	ck_assert_int_eq(
	    plan_file_read(&english, "tests/fixtures/analytics/plan.json", &f), EXIT_DONE);
	ck_assert_uint_eq(p->schools, 5);
	ck_assert_uint_eq(p->methodists, 4);
	ck_assert_uint_eq(p->competences, 3);
	ck_assert_uint_eq(p->pairs, 15);
	ck_assert_uint_eq(p->team, 2);
	ck_assert_str_eq(f.school.name[4], "Лицей");
	ck_assert_double_eq(p->value[2 * 3 + 1], 5.9);
	ck_assert_double_eq(p->value[1 * 3 + 2], 0); /* not given */
	ck_assert_int_eq(p->must[1], 1);
	ck_assert_int_eq(p->must[0], 0);
	ck_assert_uint_eq(p->previous[2], 0);
	ck_assert_uint_eq(p->cluster[0], p->cluster[1]);
	ck_assert_uint_ne(p->cluster[1], p->cluster[2]);
	ck_assert_int_eq(p->skill[3 * 3 + 1], 1);
	ck_assert_int_eq(p->skill[3 * 3 + 2], 0);
	ck_assert_uint_eq(p->pair[14].school, 4);
	ck_assert_double_eq(p->pair[14].travel, 0.3);
	ck_assert_double_eq(p->share[0].least, 0.25);
	ck_assert_int_eq(p->share[0].member[3], 1);
	ck_assert_int_eq(p->share[0].member[4], 0);
	ck_assert_int_eq(p->fixed_days[0], -1);
	ck_assert_ptr_null(an_plan_fault(p, &at));
	plan_file_free(&f);
}
END_TEST

START_TEST(what_is_fixed_is_read)
{
	static const char text[] =
	    "{\"days\":3,\"days_per_school\":2,\"competences\":[\"a\",\"b\"],"
	    "\"schools\":[{\"name\":\"s\",\"days\":2,\"themes\":{\"b\":true,\"a\":false}}],"
	    "\"methodists\":[{\"name\":\"m\",\"days\":1,\"skills\":[\"a\"],\"schools\":{\"s\":0},"
	    "\"visits\":{\"s\":1}}]}";
	struct plan_file f;

	ck_assert(plan_file_parse(&english, "P", text, sizeof text - 1, &f));
	ck_assert_int_eq(f.p.fixed_days[0], 2);
	ck_assert_int_eq(f.p.fixed_theme[0], 0);
	ck_assert_int_eq(f.p.fixed_theme[1], 1);
	ck_assert_int_eq(f.p.fixed_visits[0], 1);
	ck_assert_ptr_null(f.p.cluster);
	ck_assert_ptr_null(f.p.previous);
	plan_file_free(&f);
}
END_TEST

START_TEST(text_that_is_not_json_is_refused_with_its_place)
{
	refuses("", "line 1, character 1: this isn't JSON");
	refuses("{\n \"days\": 1,\n \"days_", "line 3");
	refuses("{} {}", "this isn't JSON");
	refuses("[1,2}", "this isn't JSON");
	ck_assert(!parse("{}\0", 3));
	ck_assert(strstr(said, "a NUL byte") != NULL);
}
END_TEST

START_TEST(each_slip_is_named_with_its_place)
{
	refuses("[]", "an object {...} is needed");
	refuses("{" TOP SCHOOL METHODIST ",\"dais\":1}", "P: dais: no such field");
	refuses("{" TOP SCHOOL METHODIST ",\"days\":1}", "P: days: given twice");
	refuses("{\"competences\":[\"c\"]," SCHOOL METHODIST "}", "days: the field is lacking");
	refuses("{" TOP METHODIST "}", "schools: a list [...] is needed");
	refuses("{" TOP "\"schools\":[]," METHODIST "}", "schools: the list is empty");
	refuses("{" TOP "\"schools\":[1]," METHODIST "}", "schools[0]: an object");
	refuses("{" TOP "\"schools\":[{}]," METHODIST "}", "schools[0].name: a name");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\"},{\"name\":\"s\"}]," METHODIST "}",
	    "schools[1].name: this name came before");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\",\"value\":{\"x\":1}}]," METHODIST "}",
	    "schools[0].value.x: the problem has no such name");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\",\"value\":{\"c\":-1}}]," METHODIST "}",
	    "schools[0].value.c: a number from 0");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\",\"value\":{\"c\":1e999}}]," METHODIST "}",
	    "schools[0].value.c: a number from 0");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\",\"value\":{\"c\":1,\"c\":2}}]," METHODIST "}",
	    "schools[0].value.c: given twice");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\",\"due\":1}]," METHODIST "}",
	    "schools[0].due: true or false");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\",\"days\":2}]," METHODIST "}",
	    "schools[0].days: a number from 0 to 1");
	refuses("{" TOP "\"schools\":[{\"name\":\"s\",\"previous\":0.5}]," METHODIST "}",
	    "schools[0].previous: a whole number");
	refuses("{" TOP
		"\"schools\":[{\"name\":\"s\"},{\"name\":\"t\",\"cluster\":\"q\"}]," METHODIST "}",
	    "schools[1]: cluster is needed at each school");
	refuses("{" TOP SCHOOL "\"methodists\":[{\"name\":\"m\",\"skills\":[]}]}",
	    "methodists[0].days: the field is lacking");
	refuses("{" TOP SCHOOL "\"methodists\":[{\"name\":\"m\",\"days\":1}]}",
	    "methodists[0].skills: a list");
	refuses("{" TOP SCHOOL "\"methodists\":[{\"name\":\"m\",\"days\":1,\"skills\":[\"d\"]}]}",
	    "methodists[0].skills[0]: the problem has no such name");
	refuses("{" TOP SCHOOL "\"methodists\":[{\"name\":\"m\",\"days\":1,\"skills\":[],"
		"\"schools\":{\"s\":1,\"s\":1}}]}",
	    "methodists[0].schools.s: given twice");
	refuses("{" TOP SCHOOL "\"methodists\":[{\"name\":\"m\",\"days\":1,\"skills\":[],"
		"\"visits\":{\"s\":1}}]}",
	    "methodists[0].visits.s: this school is not among");
	refuses("{" TOP SCHOOL METHODIST ",\"shares\":{}}", "shares: a list");
	refuses("{" TOP SCHOOL METHODIST ",\"shares\":[{\"least\":2,\"schools\":[]}]}",
	    "shares[0].least: a number from 0 to 1");
	refuses("{" TOP SCHOOL METHODIST ",\"shares\":[{\"least\":1,\"schools\":[\"s\",\"s\"]}]}",
	    "shares[0].schools[1]: given twice");
	refuses("{" TOP SCHOOL METHODIST ",\"team\":0}", "are at least 1");
}
END_TEST

CHECK_MAIN("plan_problem", the_smallest_problem_is_read, a_problem_is_read_as_it_stands,
    what_is_fixed_is_read, text_that_is_not_json_is_refused_with_its_place,
    each_slip_is_named_with_its_place)
