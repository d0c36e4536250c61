/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of transitions as a decision with words: which event leads where, and for whom. The
 * database's trigger reads the same list (its table `transition` is filled from workflow.def), so
 * it refuses the same to anyone who comes another way.
 */
#include "app.h"

#include <string.h>

enum {
	METHODIST = 1 << ROLE_methodist,
	CENTRE_HEAD = 1 << ROLE_centre_head,
	COUNCIL_MEMBER = 1 << ROLE_council_member,
	COUNCIL_SECRETARY = 1 << ROLE_council_secretary,
	COUNCIL_CHAIR = 1 << ROLE_council_chair,
	DEPARTMENT_HEAD = 1 << ROLE_department_head,
	CLERK = 1 << ROLE_clerk,
	SCHOOL_HEAD = 1 << ROLE_school_head,
	TEACHER = 1 << ROLE_teacher,
	ADMIN = 1 << ROLE_admin,
	SYSTEM = 1 << ROLE_system,
	ANY_ROLE = 0 /* the row's own policies decide */
};

static const struct transition {
	const char *machine, *from, *event, *to;
	unsigned roles;
	const char *clause;
} transitions[] = {
#define TRANSITION(machine, from, event, to, roles, clause)                                        \
	{ #machine, #from, #event, #to, roles, clause },
#include "workflow.def"
#undef TRANSITION
};

struct named {
	const char *name, *ru, *en;
};
static const struct named states[] = {
#define STATE(name, ru, en) { #name, ru, en },
#include "state.def"
#undef STATE
};
static const struct named events[] = {
#define EVENT(name, ru, en) { #name, ru, en },
#include "state.def"
#undef EVENT
};
static const struct named roles[] = {
#define ROLE(name, ru, en) { #name, ru, en },
#include "access.def"
#undef ROLE
};

static const char *word(
    const struct request *rq, const struct named *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return wants_english(rq) ? list[i].en : list[i].ru;
	return name;
}

static const char *role_words(struct request *rq, unsigned who)
{
	const char *s = "";

	for (size_t i = 0; i < COUNT(roles); i++)
		if (who >> i & 1 && i != ROLE_system)
			s = arena_printf(rq->mem, "%s%s%s", s, *s ? ", " : "",
			    wants_english(rq) ? roles[i].en : roles[i].ru);
	return s;
}

enum error workflow_step(
    struct request *rq, const char *machine, const char *from, const char *event, const char **to)
{
	for (const struct transition *t = transitions; t < transitions + COUNT(transitions); t++) {
		if (strcmp(t->machine, machine) != 0 || strcmp(t->from, from) != 0 ||
		    strcmp(t->event, event) != 0)
			continue;
		*to = t->to;
		if (t->roles == ANY_ROLE || t->roles & rq->roles)
			return OK;
		rq->clause = t->clause;
		return refuse(rq, ERR_NOT_YOUR_STEP, "roles", role_words(rq, t->roles), NULL);
	}
	return refuse(rq, ERR_NO_STEP, "from", word(rq, states, COUNT(states), from), "event",
	    word(rq, events, COUNT(events), event), NULL);
}

const char *state_word(const struct request *rq, const char *state)
{
	return word(rq, states, COUNT(states), state);
}
