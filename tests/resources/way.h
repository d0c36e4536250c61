/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of a day (план -> приказ -> день) in one call each, so that a test can begin where it
 * has something to say. Every step signs in whoever takes it and leaves him signed in.
 */
#ifndef WAY_H
#define WAY_H
#include "harness.h"

static inline const char *organisation(const char *key)
{
	return sql("select id from organisation where idnumber = '%s'", key);
}

/* An item of this year's approved plan: 1 and 3 are at school_1, 2 at school_2. */
static inline const char *approved_item(int number)
{
	return sql("select item_id from plan_item i join plan_version v on v.id = i.version_id"
		   " where i.number = %d and v.state = 'approved'",
	    number);
}

/* A working date ahead. Weekends run together: dates are surely different 7 apart. */
static inline const char *date_ahead(int n)
{
	return sql("select fixture_date(%d)", n);
}

static inline const char *created(struct answer a)
{
	ck_status(a, 201);
	return at(a, "/id");
}

/* A day of plan item 1 that the methodist leads, in the plan. */
static inline const char *new_day(int n)
{
	sign_in("methodist");
	return created(post("/api/v1/days", "{\"plan_item\":\"%s\",\"held_on\":\"%s\"}",
	    approved_item(1), date_ahead(n)));
}

static inline struct answer verb(const char *entity, const char *id, const char *event)
{
	return post(format("/api/v1/%s/%s/%s", entity, id, event), "{}");
}

static inline const char *new_order(const char *day)
{
	sign_in("methodist");
	return created(post("/api/v1/orders", "{\"kind\":\"order_hold\",\"day\":\"%s\"}", day));
}

static inline const char *signed_order(const char *day)
{
	const char *order = new_order(day);

	sign_in("department_head");
	ck_status(verb("orders", order, "sign"), 200);
	return order;
}

static inline struct answer enter_in_registry(
    const char *order, const char *number, const char *dated)
{
	return post(format("/api/v1/orders/%s/register", order),
	    "{\"number\":\"%s\",\"dated\":\"%s\"}", number, dated);
}

static inline struct answer tie(const char *day, const char *order)
{
	return post(format("/api/v1/days/%s/order", day), "{\"order\":\"%s\"}", order);
}

static inline struct answer day_of(const char *id)
{
	return get("/api/v1/days/%s", id);
}

/* The clerk registers today, which puts the day on the order. */
static inline const char *ordered_day(int n, const char *number)
{
	const char *day = new_day(n), *order = signed_order(day);

	sign_in("clerk");
	ck_status(enter_in_registry(order, number, sql("select current_date")), 200);
	return day;
}

/* The lists of a slot's body: one person, room and class each, "" for none. */
static inline const char *lists(const char *person_id, const char *room_id, const char *class_id)
{
	const char *people =
	    *person_id ? format("{\"person\":\"%s\",\"involvement\":\"leads\"}", person_id) : "";

	return format("\"people\":[%s],\"rooms\":[%s],\"classes\":[%s]", people,
	    *room_id ? format("\"%s\"", room_id) : "", *class_id ? format("\"%s\"", class_id) : "");
}

/* A slot titled by its beginning, as whoever is signed in; `more` are further members of the body.
 */
static inline struct answer talk(
    const char *day, const char *date, const char *from, const char *to, const char *more)
{
	return post("/api/v1/slots",
	    "{\"day\":\"%s\",\"form\":\"%s\",\"direction\":\"expert\",\"title\":\"%s\","
	    "\"starts_at\":\"%sT%s:00+03:00\",\"ends_at\":\"%sT%s:00+03:00\",%s}",
	    day, sql("select id from form where name = 'Семинар' limit 1"), from, date, from, date,
	    to, more);
}

static inline struct answer change_slot(const char *id, const char *body)
{
	struct answer a = get("/api/v1/slots/%s", id);

	return patch(format("/api/v1/slots/%s", id), a.etag, "{%s}", body);
}

#endif
