/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Delivery to the portal: one row of the outbox from claim to end, on the worker's own connection, so
 * that each end is kept whatever comes next. The row's key goes along: a delivery whose answer was
 * lost is sent again, and the portal says that it took effect before.
 */
#include "json.h"
#include "log.h"
#include "webservice.h"
#include "worker.h"

#include <string.h>

enum { LEASE_S = 120 }; /* longer than a call may last */

static const struct {
	const char *channel, *function;
} functions[] = {
	{ "framework", "local_metodden_save_frameworks" },
	{ "evidence", "local_metodden_add_evidence" },
	{ "rating", "local_metodden_set_ratings" },
	{ "calendar", "local_metodden_save_events" },
	{ "notice", "local_metodden_send_notifications" },
};

struct delivery {
	const char *district, *id, *try, *channel, *key, *input, *idnumber, *subject, *url, *token;
};

static bool goes_on(void *arg)
{
	return !worker_stopping(arg);
}

static const char *function_of(const char *channel)
{
	for (size_t i = 0; i < COUNT(functions); i++)
		if (strcmp(functions[i].channel, channel) == 0)
			return functions[i].function;
	return "";
}

/* {"deliveries": [{key, whom, ...}]}: the portal knows people by idnumber, or else by its own id. */
static const struct json *parameters(const struct delivery *d)
{
	struct json *call = js_object(), *list = js_array(), *one = js_object();
	const char *why;
	size_t at;
	const struct json *input = js_parse(d->input, strlen(d->input), &why, &at);

	js_set(one, "key", js_text(d->key));
	if (d->idnumber)
		js_set(one, "idnumber", js_text(d->idnumber));
	else if (d->subject)
		js_set(one, "userid", js_text(d->subject));
	for (const struct json *m = input ? js_first(input) : NULL; m; m = js_next(m))
		js_set(one, js_name(m), js_copy(m));
	js_push(list, one);
	js_set(call, "deliveries", list);
	return call;
}

static const char *member(const struct json *object, const char *name)
{
	const struct json *m = js_member(object, name);

	return m && js_kind(m) == JSON_STRING ? js_string(m) : "";
}

/* What the portal says of our key; NULL when it says nothing of it. */
static const struct json *outcome_of(const struct ws_answer *a, const char *key)
{
	const struct json *list = js_member(a->json, "results");

	if (!list || js_kind(list) != JSON_ARRAY)
		return NULL;
	for (const struct json *r = js_first(list); r; r = js_next(r))
		if (js_kind(r) == JSON_OBJECT && strcmp(member(r, "key"), key) == 0)
			return r;
	return NULL;
}

/* The portal has no name for the person. */
static bool unaddressed(const struct delivery *d)
{
	return !d->idnumber && !d->subject && strcmp(d->channel, "framework") != 0;
}

static enum error note(struct request *rq, const struct delivery *d, const struct ws_answer *a,
    bool english, const char **how)
{
	struct rows *r;
	const struct json *said = a->result == WS_DONE ? outcome_of(a, d->key) : NULL;
	const char *outcome = said ? member(said, "outcome") : "";
	const char *words = said ? member(said, "message") : a->words;

	if (strcmp(outcome, "done") == 0 || strcmp(outcome, "repeated") == 0) {
		*how = "delivered";
		return db_query(rq, Q_OUTBOX_SENT, PARAMS(d->district, d->id, d->try), &r);
	}
	if (a->result == WS_STOPPED) {
		*how = "delivery given back";
		return db_query(rq, Q_OUTBOX_RETURNED, PARAMS(d->district, d->id, d->try), &r);
	}
	if (a->result == WS_REFUSED || strcmp(outcome, "refused") == 0 ||
	    strcmp(outcome, "failed") == 0) {
		bool useless = a->result == WS_REFUSED || strcmp(outcome, "refused") == 0;

		*how = "delivery refused";
		return db_query(rq, Q_OUTBOX_REFUSED,
		    PARAMS(d->district, d->id, d->try, words, useless ? "true" : "false",
			unaddressed(d) ? "false" : "true"),
		    &r);
	}
	*how = "portal away";
	if (a->result == WS_DONE)
		words = english ? "The portal didn't say what became of the delivery"
				: "Портал не сказал, что стало с доставкой";
	return db_query(rq, Q_OUTBOX_AWAY, PARAMS(d->district, d->id, d->try, words), &r);
}

static struct ws_answer ask_portal(struct worker *w, const struct delivery *d)
{
	bool english = w->config->english;

	if (unaddressed(d))
		return (struct ws_answer){ .result = WS_REFUSED,
			.words =
			    english
				? "The person has no idnumber by which the portal knows him"
				: "У человека нет индивидуального номера, по которому его знает портал",
			.why = "no idnumber" };
	return ws_ask(w->mem, &(struct ws_call){ .url = d->url,
				  .token = d->token,
				  .function = function_of(d->channel),
				  .input = parameters(d),
				  .english = english,
				  .go_on = goes_on,
				  .arg = w });
}

static void deliver(struct worker *w, struct request *rq, const struct delivery *d)
{
	const char *how;
	struct ws_answer a = ask_portal(w, d);
	enum error e = note(rq, d, &a, w->config->english, &how);

	log_event(e			? LOG_LEVEL_ERROR
		  : a.result == WS_DONE ? LOG_LEVEL_INFO
					: LOG_LEVEL_WARNING,
	    e ? "delivery left to its lease" : how, "channel", d->channel, "district", d->district,
	    "outbox", d->id, "why", e ? rq->detail : a.why, NULL);
}

bool outbox_take(struct worker *w)
{
	struct request rq = worker_request(w);
	struct rows *r;

	rq.mem = w->mem; /* the row is needed until its end is noted */
	if (db_query(&rq, Q_OUTBOX_CLAIM, PARAMS(arena_printf(w->mem, "%d", LEASE_S)), &r)) {
		log_event(LOG_LEVEL_ERROR, "no delivery claimed", "why", rq.detail, NULL);
		arena_reset(w->mem);
		return false;
	}
	bool any = rows_count(r) > 0;

	if (any) {
		struct delivery d = { rows_text(r, 0, 0), rows_text(r, 0, 1), rows_text(r, 0, 2),
			rows_text(r, 0, 3), rows_text(r, 0, 4), rows_text(r, 0, 5),
			rows_text(r, 0, 6), rows_text(r, 0, 7), rows_text(r, 0, 8),
			rows_text(r, 0, 9) };

		deliver(w, &rq, &d);
	}
	arena_reset(w->mem);
	return any;
}
