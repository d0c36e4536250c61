/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every machine, state, event and role against tests/sql/steps.txt, which is written by hand: the
 * program allows what stands there and refuses all the rest. tests/sql/steps.sh asks the database.
 */
#include "check_main.h"
#include "json.h"

#include "app.h"

#include <stdio.h>
#include <string.h>

static const char *const letters[ROLES] = {
	[ROLE_methodist] = "m",
	[ROLE_centre_head] = "ch",
	[ROLE_council_member] = "cm",
	[ROLE_council_secretary] = "cs",
	[ROLE_council_chair] = "cc",
	[ROLE_department_head] = "dh",
	[ROLE_clerk] = "cl",
	[ROLE_school_head] = "sh",
	[ROLE_teacher] = "t",
	[ROLE_admin] = "a",
	[ROLE_system] = "sys",
};

struct step {
	char machine[32], from[32], event[32], to[32], who[48];
};
static struct step steps[256];
static size_t count;

static void read_steps(void)
{
	char line[256];
	FILE *f = fopen("tests/sql/steps.txt", "r");

	ck_assert_ptr_nonnull(f);
	for (count = 0; fgets(line, sizeof line, f);) {
		struct step *s = &steps[count];

		if (*line == '#')
			continue;
		ck_assert_msg(sscanf(line, "%31s %31s %31s %31s %47[^\n]", s->machine, s->from,
				  s->event, s->to, s->who) == 5,
		    "%s", line);
		if (strcmp(s->from, "-") == 0)
			snprintf(s->from, sizeof s->from, "none");
		ck_assert_uint_lt(++count, COUNT(steps));
	}
	fclose(f);
}

static bool has_role(const char *who, int role)
{
	const char *at = who;
	size_t len = strlen(letters[role]);

	if (strcmp(who, "*") == 0)
		return true;
	for (; (at = strstr(at, letters[role])); at += len)
		if ((at == who || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
	return false;
}

static const struct step *find(const char *machine, const char *from, const char *event)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(steps[i].machine, machine) == 0 && strcmp(steps[i].from, from) == 0 &&
		    strcmp(steps[i].event, event) == 0)
			return &steps[i];
	return NULL;
}

/* One question to the program: the same answer as the table, and the same next state. */
static void ask(const char *machine, const char *from, const char *event, int role)
{
	struct request rq = { .mem = arena_create(1 << 16), .roles = 1u << role, .path = "/" };
	const struct step *s = find(machine, from, event);
	const char *to = "";
	enum error wanted = !s ? ERR_NO_STEP : has_role(s->who, role) ? OK : ERR_NOT_YOUR_STEP;

	js_use(rq.mem);
	enum error got = workflow_step(&rq, machine, from, event, &to);

	ck_assert_msg(got == wanted, "%s %s %s by %s: %d, not %d", machine, from, event,
	    letters[role], (int)got, (int)wanted);
	if (got == OK)
		ck_assert_str_eq(to, s->to);
	arena_destroy(rq.mem);
}

START_TEST(the_program_allows_what_the_table_says_and_nothing_else)
{
	size_t asked = 0;

	read_steps();
	ck_assert_uint_gt(count, 100);
	for (size_t m = 0; m < count; m++) {
		if (m && strcmp(steps[m].machine, steps[m - 1].machine) == 0)
			continue;
		for (size_t from = 0; from < count; from++)
			for (size_t e = 0; e < count; e++)
				if (strcmp(steps[from].machine, steps[m].machine) == 0 &&
				    strcmp(steps[e].machine, steps[m].machine) == 0)
					for (int role = 0; role < ROLES; role++, asked++)
						ask(steps[m].machine, steps[from].from,
						    steps[e].event, role);
	}
	ck_assert_uint_gt(asked, 5000);
}
END_TEST

START_TEST(the_table_has_every_line_of_the_program)
{
	static const struct {
		const char *machine, *from, *event;
	} lines[] = {
#define TRANSITION(machine, from, event, to, roles, clause) { #machine, #from, #event },
#include "workflow.def"
#undef TRANSITION
	};

	read_steps();
	ck_assert_uint_eq(COUNT(lines), count);
	for (size_t i = 0; i < COUNT(lines); i++)
		ck_assert_msg(find(lines[i].machine, lines[i].from, lines[i].event) != NULL,
		    "%s %s %s isn't in the table", lines[i].machine, lines[i].from, lines[i].event);
}
END_TEST

CHECK_MAIN("workflow", the_program_allows_what_the_table_says_and_nothing_else,
    the_table_has_every_line_of_the_program)
