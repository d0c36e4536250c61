/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth plan from PROBLEM.json to proposals: their reasons in words and JSON, the price of
 * keeping last year's plan, and what is said when there is no plan.
 */
#include "command_run.h"
#include "known.h"

#define PROBLEM "tests/fixtures/analytics/plan.json"

/* The fixture with one piece of text replaced. */
static const char *changed(const char *from, const char *to)
{
	static char text[1 << 14], whole[1 << 15];
	FILE *f = fopen(PROBLEM, "r");
	char *at;

	ck_assert(f != NULL);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	at = strstr(text, from);
	ck_assert(at != NULL);
	*at = '\0';
	snprintf(whole, sizeof whole, "%s%s%s", text, to, at + strlen(from));
	return run_file("plan_changed.json", whole);
}

START_TEST(proposals_have_themes_people_and_losses)
{
	run_works(cli_plan, PROBLEM);
	ck_assert(run_has("Plan: 4 days, 4 schools (optimum)"));
	ck_assert(run_has("1. Школа 3: 1 days; вопросы, оценивание; Борисова, Власова"));
	ck_assert(run_has("loss if dropped: 9.5"));
	ck_assert(run_has("for \"оценивание\" only Борисова can go"));
	ck_assert(run_has("Days changed against the previous plan: 2"));
	ck_assert_str_eq(run_err, "");
}
END_TEST

START_TEST(json_says_the_same)
{
	cJSON *j;
	const cJSON *first;

	run_works(cli_plan, PROBLEM " --json -");
	j = cJSON_Parse(run_out);
	ck_assert_msg(j != NULL, "%s", run_out);
	ck_assert_str_eq(known_at(j, "method")->valuestring, "optimum");
	near(known(j, "objective"), 26.5, 1e-9);
	ck_assert_int_eq(cJSON_GetArraySize(known_at(j, "proposals")), 4);
	first = cJSON_GetArrayItem(known_at(j, "proposals"), 0);
	ck_assert_str_eq(known_at(first, "school")->valuestring, "Школа 3");
	near(known(first, "loss_if_dropped"), 9.5, 1e-9);
	cJSON_Delete(j);
	run_works(cli_plan, PROBLEM " --json - --no-losses");
	j = cJSON_Parse(run_out);
	ck_assert(j != NULL);
	first = cJSON_GetArrayItem(known_at(j, "proposals"), 0);
	ck_assert_ptr_null(cJSON_GetObjectItemCaseSensitive(first, "loss_if_dropped"));
	cJSON_Delete(j);
}
END_TEST

START_TEST(the_price_of_change_is_a_table)
{
	run_works(cli_plan, PROBLEM " --change-cost 0 --change-cost 10");
	ck_assert(run_has("0              2               26.5"));
	ck_assert(run_has("10              0                 17"));
	run_fails(cli_plan, "tests/fixtures/analytics/plan.json --change-cost x", EXIT_USAGE,
	    "--change-cost: a number is needed");
}
END_TEST

START_TEST(a_rule_in_the_way_is_named)
{
	run_fails(cli_plan, changed("\"days\": 4", "\"days\": 0"), EXIT_NO_ANSWER,
	    "without one of: schools that are due");
	/* Nobody can gather five: the school that is due can't have its day. */
	run_fails(cli_plan, changed("\"team\": 2", "\"team\": 5"), EXIT_NO_ANSWER,
	    "there is one without one of");
}
END_TEST

START_TEST(the_node_limit_is_said)
{
	run_works(cli_plan, PROBLEM " --nodes 0");
	ck_assert(run_has("(greedy: the search ended at its limit of nodes)"));
}
END_TEST

START_TEST(a_wrong_call_or_file_is_refused)
{
	run_fails(cli_plan, "", EXIT_USAGE, "words are lacking");
	run_fails(cli_plan, PROBLEM " --without luck", EXIT_USAGE, "no rule \"luck\"");
	run_fails(cli_plan, PROBLEM " --gap 2", EXIT_USAGE, "--gap: a number from 0 to 1");
	run_fails(cli_plan, "nothing.json", EXIT_BAD_DATA, "can't read");
	run_fails(cli_plan, "tests", EXIT_BAD_DATA, "can't read");
	run_fails(cli_plan, changed("\"Лицей\": 0.3", "\"Лицйй\": 0.3"), EXIT_BAD_DATA,
	    "methodists[3].schools.Лицйй: the problem has no such name");
	run_fails(cli_plan, PROBLEM " --json /nowhere/plan.json", EXIT_BROKEN, "can't create");
}
END_TEST

CHECK_MAIN("command_plan", proposals_have_themes_people_and_losses, json_says_the_same,
    the_price_of_change_is_a_table, a_rule_in_the_way_is_named, the_node_limit_is_said,
    a_wrong_call_or_file_is_refused)
