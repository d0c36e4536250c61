/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands simulate, simple, agreement and effect from file to answer: what they find of a
 * simulated district's truth, and how they refuse a wrong call and wrong data.
 */
#include "command_run.h"
#include "known.h"

#define DIR "build/tests/analytics/"
#define DISTRICT DIR "commands_district.csv"
#define TRUTH DIR "commands_truth.csv"

static void make_district(void)
{
	run_works(cli_simulate,
	    "--seed 5 --teachers 600 --schools 24 --raters 16 --years 4 --competences 3 "
	    "--out " DISTRICT " --truth " TRUTH);
}

static char *slurp(const char *path)
{
	static char text[2][1 << 22];
	static int turn;
	FILE *f = fopen(path, "r");
	char *to = text[turn ^= 1];

	ck_assert_msg(f != NULL, "%s is not there", path);
	to[fread(to, 1, sizeof text[0] - 1, f)] = '\0';
	fclose(f);
	return to;
}

/* Slope (column 3) or intercept (2) of a level in the truth. */
static double truth(const char *factor, long level, int column)
{
	char key[60];
	const char *at;

	snprintf(key, sizeof key, "\n%s,%ld,", factor, level);
	at = strstr(slurp(TRUTH), key);
	ck_assert_msg(at != NULL, "no %s %ld", factor, level);
	at += strlen(key);
	return strtod(column == 2 ? at : strchr(at, ',') + 1, NULL);
}

START_TEST(the_same_seed_gives_the_same_district)
{
	char *a, *b;

	run_works(
	    cli_simulate, "--seed 1 --teachers 40 --out " DIR "one.csv --truth " DIR "one_t.csv");
	run_works(
	    cli_simulate, "--seed 1 --teachers 40 --out " DIR "two.csv --truth " DIR "two_t.csv");
	a = slurp(DIR "one.csv");
	b = slurp(DIR "two.csv");
	ck_assert(strlen(a) > 1000 && strcmp(a, b) == 0);
	a = slurp(DIR "one_t.csv");
	b = slurp(DIR "two_t.csv");
	ck_assert(strcmp(a, b) == 0);
	run_works(cli_simulate, "--seed 2 --teachers 40 --out " DIR "two.csv");
	a = slurp(DIR "one.csv");
	b = slurp(DIR "two.csv");
	ck_assert(strcmp(a, b) != 0);
}
END_TEST

/* The n-th field of a line that has so many, from 0. */
static const char *field(const char *line, int n)
{
	while (n-- > 0) {
		line = strchr(line, ',');
		ck_assert_ptr_nonnull(line);
		line++;
	}
	return line;
}

START_TEST(a_new_sheet_shifts_the_scores_from_its_year_on)
{
	double sum[2] = { 0 }, n[2] = { 0 };
	char *line;

	run_works(cli_simulate,
	    "--seed 3 --teachers 300 --years 4 --competences 1 --effect 0 --new-sheet 3 --shift -1 --out " DIR
	    "sheet.csv");
	line = strchr(slurp(DIR "sheet.csv"), '\n') + 1;
	for (; *line; line = strchr(line, '\n') + 1) {
		long year = strtol(field(line, 4), NULL, 10);
		long sheet = strtol(field(line, 7), NULL, 10);
		double y = strtod(field(line, 9), NULL);

		ck_assert_int_eq(sheet, year >= 3 ? 2 : 1);
		sum[sheet - 1] += y;
		n[sheet - 1]++;
	}
	near(sum[1] / n[1] - sum[0] / n[0], -1 + 2 * .05, .1);
}
END_TEST

/* Growth per year that fit finds in the district with these fixed effects; *se gets its error. */
static double growth_by_fit(const char *fixed, double *se)
{
	char words[300];
	cJSON *j;
	double beta;

	snprintf(words, sizeof words,
	    DIR "sheets.csv --response c2 --fixed %s --eliminate teacher:t --random school:t "
		"--random rater --json " DIR "sheets.json",
	    fixed);
	run_works(cli_fit, words);
	j = cJSON_Parse(slurp(DIR "sheets.json"));
	ck_assert(j != NULL);
	beta = known(known_at(j, "beta"), "t");
	*se = known(known_at(j, "se"), "t");
	cJSON_Delete(j);
	return beta;
}

/* The sheet's version as a fixed effect, as the product enters it. */
START_TEST(a_change_of_the_sheet_does_not_show_as_growth)
{
	double se, with, without;

	run_works(cli_simulate,
	    "--seed 8 --teachers 500 --schools 20 --raters 20 --years 4 --competences 3 --effect 0 "
	    "--new-sheet 3 --shift 0.5 --out " DIR "sheets.csv");
	with = growth_by_fit("t,sheet", &se);
	near(with, .05, 3 * se + .01); /* the district's common slope; schools' own vary about it */
	without = growth_by_fit("t", &se);
	ck_assert_double_gt(without, with + .1);
}
END_TEST

START_TEST(simulate_refuses_sizes_out_of_range)
{
	run_fails(cli_simulate, "", EXIT_USAGE, "--seed is needed");
	run_fails(
	    cli_simulate, "--seed 1 --years 31", EXIT_USAGE, "--years: a number from 1 to 30");
	run_fails(
	    cli_simulate, "--seed 1 --lottery 2", EXIT_USAGE, "--lottery: a number from 0 to 1");
	run_fails(cli_simulate, "--seed x", EXIT_USAGE, "--seed: a whole number");
	run_fails(cli_simulate, "--seed 1 --out /nowhere/x.csv", EXIT_BROKEN, "can't create");
}
END_TEST

#define SIMPLE DISTRICT " --time t --response ymean --rater rater "

START_TEST(simple_finds_schools_that_grow)
{
	double xy = 0, xx = 0, yy = 0, mean = 0, mean_true = 0, v[24], w[24];

	make_district();
	run_works(cli_simple, SIMPLE "--unit school --person teacher --out " DIR "simple.csv");
	ck_assert(strstr(run_err, "Not corrected for raters"));
	for (int i = 0; i < 24; i++) {
		char key[30];
		const char *at;

		snprintf(key, sizeof key, "\n%d,", i + 1);
		at = strstr(slurp(DIR "simple.csv"), key);
		ck_assert(at != NULL);
		for (int k = 0; k < 13; k++)
			at = strchr(at, ',') + 1;
		v[i] = strtod(at, NULL);
		w[i] = truth("school", i + 1, 3);
		mean += v[i] / 24;
		mean_true += w[i] / 24;
	}
	for (int i = 0; i < 24; i++) {
		xy += (v[i] - mean) * (w[i] - mean_true);
		xx += (v[i] - mean) * (v[i] - mean);
		yy += (w[i] - mean_true) * (w[i] - mean_true);
	}
	ck_assert_msg(xy / sqrt(xx * yy) > .6, "correlation %.2f", xy / sqrt(xx * yy));
}
END_TEST

START_TEST(simple_writes_a_row_for_each_unit_and_asks_for_its_columns)
{
	int rows = 0;

	make_district();
	run_works(cli_simple, SIMPLE "--unit teacher --min-visits 5");
	for (const char *p = run_out; *p; p++)
		rows += *p == '\n';
	ck_assert_int_eq(rows, 601);
	ck_assert(strncmp(run_out, "unit,visits,raters,persons,mean,level,level_sd,", 47) == 0);
	ck_assert(run_has(",mk_s,mk_p,as_of,method\n") && run_has(",simple\n"));
	run_works(cli_simple, SIMPLE "--unit teacher --at 2.5");
	ck_assert(run_has(",2.500000000000,simple\n"));
	run_fails(cli_simple, DISTRICT " --unit school --time t --response c1", EXIT_USAGE,
	    "--rater is needed");
	run_fails(cli_simple, SIMPLE "--unit nothing", EXIT_BAD_DATA, "no column \"nothing\"");
	run_fails(cli_simple, SIMPLE "--unit school --confidence 1", EXIT_USAGE, "between 0 and 1");
	run_fails(cli_simple, "nothing.csv --unit a --time t --response y --rater r", EXIT_BAD_DATA,
	    "can't open");
}
END_TEST

START_TEST(bad_rows_are_named_and_nothing_is_written)
{
	char words[300];

	unlink(DIR "never.csv");
	snprintf(words, sizeof words, "%s --unit u --time t --response y --rater r --out %s",
	    run_file("bad.csv", "u,t,y,r\na,0,1,m\na,x,2,n\nb,2,3,m\n"), DIR "never.csv");
	run_fails(cli_simple, words, EXIT_BAD_DATA, "line 3, column t: not a number");
	ck_assert_int_ne(access(DIR "never.csv", F_OK), 0);
	snprintf(words, sizeof words, "%s --unit u --time t --response y --rater r",
	    run_file("few.csv", "u,t,y,r\na,0,1,m\nb,1,2,n\n"));
	run_fails(cli_simple, words, EXIT_BAD_DATA, "too few observations");
	snprintf(words, sizeof words, "%s --unit u --time t --response y --rater r",
	    run_file("flat.csv", "u,t,y,r\na,0,2,m\na,1,2,n\na,2,2,m\na,3,2,m\n"));
	run_fails(cli_simple, words, EXIT_BAD_DATA, "do not vary");
}
END_TEST

#define AGREEMENT DISTRICT " --person teacher --rater rater --response ymean "

START_TEST(agreement_finds_the_components_and_the_shifts)
{
	cJSON *j;

	make_district();
	run_works(
	    cli_agreement, AGREEMENT "--json " DIR "agreement.json --severity " DIR "severity.csv");
	ck_assert(run_has("Reliability of the mean"));
	j = cJSON_Parse(slurp(DIR "agreement.json"));
	ck_assert(j != NULL);
	near(known(j, "var_person"), .35 * .35 + .2 * .2 + .04 / 3, .05);
	near(known(j, "var_rater"), .04, .04);
	near(known(j, "sets"), 1, 0);
	cJSON_Delete(j);
	for (long k = 1; k <= 16; k++) {
		char key[30];
		const char *at;

		snprintf(key, sizeof key, "\n%ld,", k);
		at = strstr(slurp(DIR "severity.csv"), key);
		ck_assert(at != NULL);
		at = strchr(strchr(at, ',') + 1, ',') + 1;
		near(strtod(at, NULL), truth("rater", k, 2), .25);
	}
}
END_TEST

START_TEST(agreement_of_double_visits_is_resampled_when_they_are_few)
{
	char text[2000] = "lesson,teacher,rater,y\n", words[300];
	size_t used = strlen(text);

	for (int i = 0; i < 20; i++)
		used +=
		    (size_t)snprintf(text + used, sizeof text - used, "%d,t%d,a,%d\n%d,t%d,%s,%d\n",
			i, i % 7, 1 + i % 4, i, i % 7, i % 2 ? "b" : "c", 1 + (i + i % 3 / 2) % 4);
	snprintf(words, sizeof words,
	    "%s --person teacher --rater rater --response y --lesson lesson",
	    run_file("double.csv", text));
	run_works(cli_agreement, words);
	ck_assert(run_has("lessons 20 (few: interval by resampling)"));
	snprintf(words, sizeof words,
	    "%s --person teacher --rater rater --response y --lesson lesson",
	    run_file("halves.csv",
		"lesson,teacher,rater,y\n1,a,p,1.5\n1,a,q,2\n2,b,p,1\n2,b,q,3\n2,a,p,1\n"));
	run_fails(
	    cli_agreement, words, EXIT_BAD_DATA, "column y: whole numbers are needed, not 1.5");
}
END_TEST

START_TEST(agreement_without_common_people_has_no_answer)
{
	char words[300];

	snprintf(words, sizeof words, "%s --person p --rater r --response y",
	    run_file("apart.csv", "p,r,y\na,1,1\na,1,2\nb,2,3\nb,2,4\n"));
	run_fails(cli_agreement, words, EXIT_NO_ANSWER, "nobody was seen by two raters");
}
END_TEST

#define EFFECT DISTRICT " --teacher teacher --school school --period year --response ymean "

START_TEST(effect_finds_the_effect_of_days)
{
	cJSON *j;
	const cJSON *e;

	make_district();
	run_works(cli_effect,
	    EFFECT "--response c1 --response c2 --post post --time t --rater rater --json " DIR
		   "effect.json");
	ck_assert(run_has("not an effect") && run_has("mixed model over the whole history"));
	ck_assert(run_has("with the other competences in view"));
	j = cJSON_Parse(slurp(DIR "effect.json"));
	ck_assert(j != NULL);
	e = cJSON_GetArrayItem(known_at(j, "effects"), 0);
	near(known(known_at(e, "model"), "effect"), .15, 3 * known(known_at(e, "model"), "se"));
	near(known(known_at(e, "did"), "effect"), .15, 4 * known(known_at(e, "did"), "se"));
	cJSON_Delete(j);
	run_works(cli_effect, EFFECT "--post post --from 2 --to 0");
	ck_assert(run_has("a conclusion needs the model") || run_has("not proven"));
	ck_assert(!run_has("    +1:"));
	run_works(
	    cli_simulate, "--seed 1 --out " DIR "late.csv"); /* few schools are three years on */
	run_works(cli_effect, DIR
	    "late.csv --teacher teacher --school school --period year --response ymean --post post --to 3");
	ck_assert(run_has("    +3:") && !run_has("nan"));
}
END_TEST

START_TEST(effect_refuses_what_it_cannot_compare)
{
	char words[300];

	make_district();
	run_fails(
	    cli_effect, EFFECT "--post year", EXIT_BAD_DATA, "0 before the day and 1 after it");
	run_fails(cli_effect, EFFECT "--post post --time t", EXIT_USAGE, "--rater is needed");
	run_fails(cli_effect, EFFECT "--post post --from 41", EXIT_USAGE, "at most 40");
	run_fails(cli_effect,
	    DISTRICT " --teacher teacher --school school --period t --post post --response c1",
	    EXIT_BAD_DATA, "whole numbers are needed");
	snprintf(words, sizeof words, "%s --teacher t --school s --period y --post p --response x",
	    run_file("never.csv", "t,s,y,p,x\na,1,1,0,2\na,1,2,0,3\nb,2,1,0,3\n"));
	run_fails(cli_effect, words, EXIT_NO_ANSWER, "no school after a methodological day");
	snprintf(words, sizeof words, "%s --teacher t --school s --period y --post p --response x",
	    run_file("all.csv", "t,s,y,p,x\na,1,1,0,2\na,1,2,1,3\nb,2,1,0,3\nb,2,2,1,1\n"));
	run_fails(cli_effect, words, EXIT_NO_ANSWER, "nobody to compare with");
}
END_TEST

CHECK_MAIN("commands", the_same_seed_gives_the_same_district,
    a_new_sheet_shifts_the_scores_from_its_year_on, a_change_of_the_sheet_does_not_show_as_growth,
    simulate_refuses_sizes_out_of_range, simple_finds_schools_that_grow,
    simple_writes_a_row_for_each_unit_and_asks_for_its_columns,
    bad_rows_are_named_and_nothing_is_written, agreement_finds_the_components_and_the_shifts,
    agreement_of_double_visits_is_resampled_when_they_are_few,
    agreement_without_common_people_has_no_answer, effect_finds_the_effect_of_days,
    effect_refuses_what_it_cannot_compare)
