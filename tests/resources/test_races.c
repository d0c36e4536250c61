/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two people save at once. Each test stops both between the check and the write, lets them go and
 * wants one winner and one refusal that names him: the rule sees what is committed, so it is the
 * constraint that decides, and the second try that finds the words.
 */
#include "way.h"

#include <stdio.h>
#include <unistd.h>

struct contender {
	const char *path, *body, *other; /* other: id that a refusal must name as `param` */
	const char *slug, *param;
};

enum { WON = 1, NAMED, NEITHER };

static int contend(void *arg)
{
	const struct contender *c = arg;
	struct answer a = post(c->path, "%s", c->body);

	if (a.status == 201 || a.status == 200)
		return WON;
	if (a.status == 409 && strcmp(at(a, "/type"), format("/problems/%s", c->slug)) == 0 &&
	    strcmp(at(a, c->param), c->other) == 0 && *at(a, "/params/title"))
		return NAMED;
	fprintf(stderr, "%s\n", a.text);
	return NEITHER;
}

/* Transactions of this database, whose cluster may have others, that wait for a lock. */
static int waiting(void)
{
	return (int)strtol(
	    sql("select count(distinct pid) from pg_locks where not granted and pid in"
		" (select pid from pg_locks where database = (select oid from pg_database"
		" where datname = current_database()))"),
	    NULL, 10);
}

/* `hold` and `release` are statements of the administrator. */
static void race(struct contender c[2], const char *hold, const char *release)
{
	int child[2], result[2];

	sql("%s", hold);
	for (int i = 0; i < 2; i++)
		child[i] = in_child(contend, &c[i]);
	for (int i = 0; i < 500 && waiting() < 2; i++)
		usleep(10000);
	ck_assert_int_eq(waiting(), 2);
	sql("%s", release);
	for (int i = 0; i < 2; i++)
		result[i] = child_result(child[i]);
	ck_assert_msg(result[0] + result[1] == WON + NAMED && result[0] != result[1],
	    "results %d and %d", result[0], result[1]);
}

/* Two overlapping slots of one day, each with the list `with`. */
static void prepare_slots(struct contender c[2], int n, const char *with, const char *slug)
{
	const char *day = new_day(n), *date = date_ahead(n), *id[2];

	for (int i = 0; i < 2; i++)
		id[i] = sql("select gen_random_uuid()");
	for (int i = 0; i < 2; i++)
		c[i] = (struct contender){ "/api/v1/slots",
			format("{\"id\":\"%s\",\"day\":\"%s\",\"form\":\"%s\",\"direction\":"
			       "\"expert\",\"title\":\"Т\","
			       "\"starts_at\":\"%sT10:%d0:00+03:00\",\"ends_at\":\"%sT11:%d0:00+03:"
			       "00\",%s}",
			    id[i], day, sql("select id from form where name = 'Семинар' limit 1"),
			    date, i, date, i, with),
			id[1 - i], slug, "/params/slot" };
}

START_TEST(one_person_is_booked_once)
{
	const char *who = person("methodist_2");
	const char *lock = format("(hashtextextended('%s', 42))", who);
	struct contender c[2];

	prepare_slots(c, 0, lists(who, "", ""), "person-in-two-places");
	race(c, format("select pg_advisory_lock%s", lock),
	    format("select pg_advisory_unlock%s", lock));
	ck_assert_str_eq(sql("select count(*) from booking where person_id = '%s'", who), "1");
	ck_assert_str_eq(sql("select count(*) from slot where day_id = (select "
			     "max(day_id::text)::uuid from slot)"),
	    "1");
}
END_TEST

START_TEST(one_room_is_booked_once)
{
	const char *room = sql("select id from room where name = 'каб. 3' limit 1");
	struct contender c[2];

	for (int i = 1; i < 6; i++) {
		prepare_slots(c, 7 * i, lists("", room, ""), "room-in-two-places");
		race(c, "begin; lock table booking in share mode", "commit");
		ck_assert_int_eq(
		    strtol(
			sql("select count(*) from booking where room_id = '%s'", room), NULL, 10),
		    i);
	}
}
END_TEST

START_TEST(one_number_is_given_once)
{
	struct contender c[2];
	const char *id[2];

	for (int i = 0; i < 2; i++)
		id[i] = signed_order(new_day(7 * i));
	for (int i = 0; i < 2; i++)
		c[i] = (struct contender){ format("/api/v1/orders/%s/register", id[i]),
			format("{\"number\":\"r-1\",\"dated\":\"%s\"}", sql("select current_date")),
			id[1 - i], "registry-number-taken", "/params/id" };
	sign_in("clerk");
	race(c, "begin; lock table audit in share mode", "commit");
	ck_assert_str_eq(sql("select count(*) from document where number = 'r-1'"), "1");
}
END_TEST

/* Puts the only topic of methodist_2 over what was seen; answers the status. */
static int mark_topic(void *arg)
{
	with_revision(((const char **)arg)[0]);
	return put(((const char **)arg)[1], "%s", ((const char **)arg)[2]).status;
}

START_TEST(one_of_two_cards_is_saved_unseen_by_the_other)
{
	const char *path = format("/api/v1/cards/%s/skills", person("methodist_2")), *c[2][3];
	int child[2], sum = 0;

	sign_in("admin");
	for (int i = 0; i < 2; i++) {
		c[i][0] = get("%s", path).etag;
		c[i][1] = path;
		c[i][2] = format("{\"competences\":[\"%s\"]}",
		    sql("select id from competence where code = 'K%d' and district_id ="
			" 'd1000000-0000-4000-8000-000000000000'",
			i + 1));
	}
	sql("begin; lock table audit in share mode");
	for (int i = 0; i < 2; i++)
		child[i] = in_child(mark_topic, c[i]);
	for (int i = 0; i < 500 && waiting() < 2; i++)
		usleep(10000);
	ck_assert_int_eq(waiting(), 2);
	sql("commit");
	for (int i = 0; i < 2; i++)
		sum += child_result(child[i]) == 200;
	ck_assert_int_eq(sum, 1);
	ck_assert_str_eq(
	    sql("select count(*) from skill where person_id = '%s'", person("methodist_2")), "1");
}
END_TEST

RESOURCE_MAIN("races", one_person_is_booked_once, one_room_is_booked_once, one_number_is_given_once,
    one_of_two_cards_is_saved_unseen_by_the_other)
