/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is next of plans and papers: whoever may take a step by the list of transitions has it in his
 * own list, and nobody has it who may not. One row of marks for each state, a mark for each of `people`.
 */
#include "council.h"

static const char *const people[] = { "methodist", "methodist_2", "centre_head", "department_head",
	"clerk", "school_head", "teacher", "council_secretary", "council_chair", "admin" };

/* How the signed-in person sees a step: m his own, w somebody else's, - not at all. */
static char seen(const char *id, const char *event)
{
	struct answer a = get("/api/v1/next-steps");
	char mark = '-';

	ck_status(a, 200);
	for (long i = 0; i < count_at(a, "/items"); i++)
		if (strcmp(at(a, format("/items/%ld/id", i)), id) == 0 &&
		    strcmp(at(a, format("/items/%ld/event", i)), event) == 0 && mark != 'm')
			mark = strcmp(at(a, format("/items/%ld/mine", i)), "true") == 0 ? 'm' : 'w';
	return mark;
}

static void ck_seen(const char *id, const char *event, const char *marks)
{
	for (size_t i = 0; i < COUNT(people); i++) {
		sign_in(people[i]);
		char mark = seen(id, event);

		ck_assert_msg(
		    mark == marks[i], "%s as %s: '%c', not '%c'", event, people[i], mark, marks[i]);
	}
}

/* Past its guards, which are told of elsewhere. */
static void set_state_of(const char *table, const char *id, const char *state)
{
	sql("set session_replication_role = replica");
	sql("update %s set state = '%s', state_since = now() where id = '%s'", table, state, id);
	sql("set session_replication_role = origin");
}

/* The first version of a plan of its own year, with one item. */
static const char *new_version(int year)
{
	struct answer a;
	const char *version;

	sign_in("centre_head");
	a = post("/api/v1/plans", "{\"school_year\":%d,\"title\":\"План\"}", year);
	created(a);
	version = at(a, "/versions/0/id");
	created(post("/api/v1/plan-items",
	    "{\"version\":\"%s\",\"title\":\"Семинар\",\"form\":\"%s\",\"starts_on\":\"%d-10-01\","
	    "\"ends_on\":\"%d-10-31\",\"organisation\":\"%s\",\"responsible\":\"%s\"}",
	    version, sql("select form_id from plan_item limit 1"), year, year,
	    organisation("school_1"), person("methodist")));
	return version;
}

static const char *order_of(const char *version)
{
	sign_in("clerk");
	return created(
	    post("/api/v1/orders", "{\"kind\":\"order_plan\",\"plan_version\":\"%s\"}", version));
}

static bool queued_for(const char *who, const char *title)
{
	struct answer a;

	sign_in(who);
	a = get("/api/v1/next-steps");
	for (long i = 0; i < count_at(a, "/items"); i++)
		if (strcmp(at(a, format("/items/%ld/entity", i)), "queue") == 0)
			return strcmp(at(a, format("/items/%ld/mine", i)), "true") == 0 &&
			       strncmp(
				   at(a, format("/items/%ld/title", i)), title, strlen(title)) == 0;
	return false;
}

START_TEST(the_first_version_of_a_plan_goes_from_hand_to_hand)
{
	const char *version = new_version(2070), *order;

	ck_seen(version, "submit", "--m-------");
	ck_assert(!queued_for("council_secretary", "План"));
	sign_in("centre_head");
	ck_status(verb("plan-versions", version, "submit"), 200);
	ck_seen(version, "submit", "----------");
	ck_seen(version, "draft_order", "--m-m-----");
	ck_assert(queued_for("council_secretary", "План, редакция 1"));
	ck_assert(!queued_for("methodist", "План"));
	order = order_of(version);
	ck_seen(version, "draft_order", "----------");
	ck_assert(!queued_for("council_secretary", "План"));
	ck_seen(order, "sign", "--wm------");
	sign_in("department_head");
	ck_status(verb("orders", order, "sign"), 200);
	ck_seen(order, "register", "--w-m-----");
	sign_in("clerk");
	ck_status(enter_in_registry(order, "np-1", sql("select current_date")), 200);
	ck_seen(version, "approve", "--wmm-----");
	sign_in("clerk");
	ck_status(
	    post(format("/api/v1/plan-versions/%s/approve", version), "{\"order\":\"%s\"}", order),
	    200);
	ck_seen(version, "approve", "----------");
}
END_TEST

START_TEST(a_correction_of_the_plan_waits_for_the_council_before_its_order)
{
	const char *plan = sql("select plan_id from plan_version where state = 'approved' order by "
			       "created_at limit 1"),
		   *base = sql(
		       "select id from plan_version where state = 'approved' and plan_id = '%s'",
		       plan),
		   *version, *sitting;

	sign_in("centre_head");
	version =
	    created(post("/api/v1/plan-versions", "{\"plan\":\"%s\",\"base\":\"%s\"}", plan, base));
	ck_seen(version, "submit", "----------");
	sql("set session_replication_role = replica");
	sql("update plan_item set title = title || ' (новое)' where version_id = '%s' and number = 1",
	    version);
	sql("set session_replication_role = origin");
	ck_seen(version, "submit", "--m-------");
	set_state_of("plan_version", version, "at_council");
	ck_seen(version, "draft_order", "----------");
	ck_assert(queued_for("council_secretary", ""));
	sign_in("council_secretary");
	sitting =
	    created(post("/api/v1/sittings", "{\"held_on\":\"%s\"}", sql("select current_date")));
	ck_status(post(format("/api/v1/sittings/%s/agenda", sitting), "{\"plan_version\":\"%s\"}",
		      version),
	    201);
	ck_assert(!queued_for("council_secretary", ""));
	ck_status(verb("sittings", sitting, "call"), 200);
	ck_status(present(sitting, "council_chair council_secretary council_member"), 200);
	ck_status(verb("sittings", sitting, "open"), 200);
	ck_status(votes(item_of(sitting, 0), "fff"), 200);
	ck_status(decide(item_of(sitting, 0), "accepted", "Так и решили."), 200);
	ck_seen(version, "draft_order", "----------");
	sign_in("council_secretary");
	ck_status(verb("sittings", sitting, "close"), 200);
	ck_seen(version, "draft_order", "--m-m-----");
	ck_seen(order_of(version), "sign", "--wm------");
	set_state_of("plan_version", version, "superseded");
}
END_TEST

START_TEST(a_spravka_waits_for_the_head_of_its_school)
{
	static const struct {
		const char *kind, *state, *event, *marks;
	} steps[] = {
		{ "spravka", "draft", "sign", "m-w-------" },
		{ "spravka", "draft", "acknowledge", "----------" },
		{ "spravka", "signed", "acknowledge", "-----m----" },
		{ "spravka", "signed", "queue", "m-w-------" },
		{ "spravka", "acknowledged", "acknowledge", "----------" },
		{ "spravka", "objected", "queue", "m-w-------" },
		{ "spravka", "returned", "take_up", "m-w-------" },
		{ "recommendations", "signed", "acknowledge", "-----m----" },
		{ "recommendations", "acknowledged", "queue", "m-w-------" },
	};

	for (size_t i = 0; i < COUNT(steps); i++) {
		const char *id = paper(steps[i].kind, steps[i].state, "Бумага", ", created_by",
		    format(", '%s'", person("methodist")));

		ck_seen(id, steps[i].event, steps[i].marks);
	}
}
END_TEST

START_TEST(an_adoption_waits_for_another_to_verify_it)
{
	const char *id = paper("practice_card", "published", "Опыт", ", created_by",
	    format(", '%s'", person("methodist")));

	sql("insert into consent (district_id, document_id, person_id, purpose) select district_id, "
	    "document_id, person_id, 'publish_practice' from party where document_id = '%s'",
	    id);
	sql("set session_replication_role = replica");
	sql("insert into adoption (district_id, document_id, organisation_id, person_id, body)"
	    " select district_id, id, organisation_id, '%s', 'x' from document where id = '%s'",
	    person("methodist_2"), id);
	sql("set session_replication_role = origin");
	ck_seen(id, "verify", "m-m-------");
}
END_TEST

START_TEST(a_held_event_waits_to_be_closed)
{
	const char *day = day_in("held");

	sql("set session_replication_role = replica");
	sql("update day set kind = 'event' where id = '%s'", day);
	sql("set session_replication_role = origin");
	ck_seen(day, "close", "m-w-------");
}
END_TEST

RESOURCE_MAIN("next_papers", the_first_version_of_a_plan_goes_from_hand_to_hand,
    a_correction_of_the_plan_waits_for_the_council_before_its_order,
    a_spravka_waits_for_the_head_of_its_school, an_adoption_waits_for_another_to_verify_it,
    a_held_event_waits_to_be_closed)
