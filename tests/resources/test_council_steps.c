/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is next after a day is held: the queue waits for a sitting, the sitting for its steps, the minutes
 * for signature, the order of approval for its three people, a remark for its answer, the day for its close.
 */
#include "council.h"

/* The step of a thing in a person's list: m mine, w waiting, - unseen. */
static char step_of(const char *who, const char *entity, const char *event, const char *id)
{
	struct answer a;

	sign_in(who);
	a = get("/api/v1/next-steps");
	ck_status(a, 200);
	for (long i = 0; i < count_at(a, "/items"); i++) {
		const char *item = format("/items/%ld", i);

		if (strcmp(at(a, format("%s/entity", item)), entity) == 0 &&
		    strcmp(at(a, format("%s/event", item)), event) == 0 &&
		    strcmp(at(a, format("%s/id", item)), id) == 0)
			return strcmp(at(a, format("%s/mine", item)), "true") == 0 ? 'm' : 'w';
	}
	return '-';
}

#define ck_step(who, entity, event, id, mark)                                                      \
	do {                                                                                       \
		char ck_m_ = step_of(who, entity, event, id);                                      \
		ck_assert_msg(ck_m_ == (mark), "%s %s as %s: '%c'", entity, event, who, ck_m_);    \
	} while (0)

START_TEST(from_the_queue_to_the_registered_order)
{
	const char *day = day_in("at_council"), *document = spravka(day, "queued");
	const char *sitting, *minutes, *order, *none = "null";

	ck_step("council_secretary", "queue", "sitting", none, 'm');
	ck_step("centre_head", "queue", "sitting", none, 'w');
	ck_step("methodist", "queue", "sitting", none, '-');
	sitting = planned_sitting();
	ck_step("council_secretary", "sitting", "call", sitting, 'm');
	ck_status(on_agenda(sitting, document), 201);
	ck_step("council_secretary", "queue", "sitting", none, '-');
	sign_in("council_secretary");
	ck_status(verb("sittings", sitting, "call"), 200);
	ck_step("council_chair", "sitting", "open", sitting, 'w');
	ck_step("council_chair", "sitting", "prepare", sitting, '-');
	ck_step("council_member", "sitting", "prepare", sitting, 'm');
	sign_in("council_secretary");
	ck_status(present(sitting, "council_chair council_secretary"), 200);
	ck_status(verb("sittings", sitting, "open"), 200);
	ck_step("council_secretary", "sitting", "close", sitting, 'm');
	ck_step("council_member", "sitting", "prepare", sitting, '-');
	ck_step("council_member", "sitting", "vote", sitting, 'm');
	sign_in("council_secretary");
	ck_status(votes(item_of(sitting, 0), "ff-"), 200);
	ck_status(decide(item_of(sitting, 0), "accepted", ""), 200);
	ck_status(verb("sittings", sitting, "close"), 200);
	ck_step("council_secretary", "sitting", "minutes", sitting, 'm');
	ck_step("council_member", "sitting", "vote", sitting, '-');
	sign_in("council_secretary");
	minutes = created(verb("sittings", sitting, "minutes"));
	ck_step("council_chair", "sitting", "sign_minutes", sitting, 'm');
	ck_step("clerk", "sitting", "draft_approval", sitting, '-');
	sign_in("council_chair");
	ck_status(verb("minutes", minutes, "sign"), 200);
	ck_step("clerk", "sitting", "draft_approval", sitting, 'm');
	ck_step("centre_head", "sitting", "draft_approval", sitting, 'm');
	sign_in("clerk");
	order = created(
	    post("/api/v1/orders", "{\"kind\":\"order_approve\",\"sitting\":\"%s\"}", sitting));
	ck_step("clerk", "sitting", "draft_approval", sitting, '-');
	ck_step("department_head", "order", "sign", order, 'm');
	sign_in("department_head");
	ck_status(verb("orders", order, "sign"), 200);
	ck_step("clerk", "order", "register", order, 'm');
	sign_in("clerk");
	ck_status(enter_in_registry(order, "ш-1", sql("select current_date")), 200);
	ck_step("clerk", "order", "register", order, '-');
	ck_step("centre_head", "day", "close", day, 'm');
	ck_step("methodist", "day", "close", day, 'w');
}
END_TEST

START_TEST(a_remark_waits_for_its_answer)
{
	const char *day = day_in("held"), *id;

	sign_in("council_member");
	id = created(post("/api/v1/remarks", "{\"day\":\"%s\",\"body\":\"Срок\"}", day));
	ck_step("methodist", "remark", "answer", id, 'm');
	ck_step("council_chair", "remark", "answer", id, 'w');
	ck_step("methodist_2", "remark", "answer", id, '-');
	sign_in("methodist");
	ck_status(post(format("/api/v1/remarks/%s/answer", id), "{\"answer\":\"Да\"}"), 200);
	ck_step("council_chair", "remark", "close", id, 'm');
	ck_step("methodist", "remark", "answer", id, '-');
}
END_TEST

RESOURCE_MAIN(
    "council_steps", from_the_queue_to_the_registered_order, a_remark_waits_for_its_answer)
