/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the worker does of itself: seal the audit of each district, throw away what has served its
 * time, make the jobs of the night. Every worker does it; two at once wait for each other's row of audit_head and seal what the
 * other left. A batch is bounded because it may run between two renewals of a lease; a full
 * one is followed by the next without a pause. Days are never moved here: a step of a
 * day has its person.
 */
#include "log.h"
#include "worker.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 5000, CLEAN_MS = 3600000 }; /* the nightly jobs are looked after as often */

static void complain(struct request *rq, const char *duty, const char *district)
{
	log_event(LOG_LEVEL_ERROR, duty, "district", district, "why", rq->detail, NULL);
}

/* Answers whether more is left. */
static bool seal(struct request *rq, const char *district)
{
	struct rows *r;

	if (db_query(rq, Q_WORKER_SEAL, PARAMS(district, arena_printf(rq->mem, "%d", BATCH)), &r)) {
		complain(rq, "audit not sealed", district);
		return false;
	}
	return strtol(rows_text(r, 0, 0), NULL, 10) == BATCH;
}

static bool seal_each(struct request *rq)
{
	struct rows *districts;
	bool more = false;

	if (db_query(rq, Q_AUDIT_DISTRICTS, NO_PARAMS, &districts)) {
		complain(rq, "audit not sealed", NULL);
		return false;
	}
	for (size_t i = 0; i < rows_count(districts); i++)
		more |= seal(rq, rows_text(districts, i, 0));
	return more;
}

static void clean(struct request *rq)
{
	struct rows *r;

	if (db_query(rq, Q_WORKER_CLEAN, NO_PARAMS, &r))
		complain(rq, "nothing cleaned", NULL);
	else
		log_event(LOG_LEVEL_INFO, "cleaned", "rows", rows_text(r, 0, 0), NULL);
}

static void nightly(struct request *rq)
{
	struct rows *r;

	if (db_query(rq, Q_WORKER_NIGHTLY, NO_PARAMS, &r))
		complain(rq, "no nightly jobs made", NULL);
	else if (strcmp(rows_text(r, 0, 0), "0") != 0)
		log_event(LOG_LEVEL_INFO, "nightly jobs", "jobs", rows_text(r, 0, 0), NULL);
}

void duties_run(struct worker *w)
{
	struct request rq = worker_request(w);
	long long now = worker_now_ms();

	if (duties_left_ms(w) > 0 || db_ready(&rq)) {
		arena_reset(w->own_mem);
		return;
	}
	if (now >= w->seal_ms)
		w->seal_ms = seal_each(&rq) ? now : now + w->config->seal_s * 1000LL;
	if (now >= w->clean_ms) {
		clean(&rq);
		nightly(&rq);
		w->clean_ms = now + CLEAN_MS;
	}
	arena_reset(w->own_mem);
}

long long duties_left_ms(const struct worker *w)
{
	long long first = w->seal_ms < w->clean_ms ? w->seal_ms : w->clean_ms;
	long long left = first - worker_now_ms();

	return left > 0 ? left : 0;
}
