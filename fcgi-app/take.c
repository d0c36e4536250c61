/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One job from claim to end. The work and `done` are one transaction: who lost the lease meanwhile
 * is refused there and rolls back. A worker that stops gives its try back; what fails otherwise is
 * told in people's words, the cause goes to the log, and the database decides when it is tried again.
 */
#include "jobs/job.h"
#include "log.h"
#include "migrations.h"
#include "worker.h"

#include <stdlib.h>
#include <string.h>

static const char *const queues[] = { "compute", "net" };

static const struct {
	const char *kind, *queue;
	job_run *run;
} kinds[] = {
#define JOB(kind, fn, queue) { #kind, queue, fn },
#include "jobs/jobs.def"
#undef JOB
};

static job_run *kind_of(const char *kind, const char *queue)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0 && strcmp(kinds[i].queue, queue) == 0)
			return kinds[i].run;
	return NULL;
}

static enum error run(struct job *j, const struct lease *l, job_run *fn)
{
	const char *output = "{}";
	struct rows *r;

	TRY(db_enter(j->rq, false));
	TRY(fn(j, &output));
	TRY(db_query(j->rq, Q_WORKER_DONE, PARAMS(l->district, l->job, l->try, output), &r));
	if (!rows_text(r, 0, 0)) {
		j->worker->lease->lost = true;
		return fail(j->rq, ERR_UNAVAILABLE, "the lease is lost");
	}
	return db_commit(j->rq);
}

/* The job's session goes with the try; one that stays behind ends by itself within the hour. */
static void leave(struct request *rq)
{
	struct rows *r;

	db_rollback(rq);
	if (!rq->token || db_enter(rq, false) || db_query(rq, Q_SESSION_DELETE, NO_PARAMS, &r) ||
	    db_commit(rq))
		db_rollback(rq);
}

static const char *give_back(struct request *own, const struct lease *l)
{
	struct rows *r;
	enum error e = db_query(own, Q_WORKER_RETURNED, PARAMS(l->district, l->job, l->try), &r);

	return e ? "job left to its lease" : "job given back";
}

static const char *give_up(struct worker *w, struct request *own, struct job *j, enum error e)
{
	const struct lease *l = w->lease;
	struct problem_words words;
	struct rows *r;

	error_words(j->rq, e, &words);
	e = db_query(own, Q_WORKER_FAILED,
	    PARAMS(l->district, l->job, l->try, w->config->english ? words.en : words.ru), &r);
	return e ? "job left to its lease" : "job failed";
}

static void end(struct worker *w, struct job *j, enum error e)
{
	struct request own = worker_request(w);
	const struct lease *l = w->lease;
	const char *how = !e		       ? "job done"
			  : l->lost	       ? "job lost"
			  : worker_stopping(w) ? give_back(&own, l)
					       : give_up(w, &own, j, e);

	log_event(e ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO, how, "kind", j->kind, "district",
	    j->district, "job", j->id, "try", l->try, "why", e ? j->rq->detail : NULL, NULL);
	arena_reset(w->own_mem);
}

static bool take_from(struct worker *w, const char *queue)
{
	struct request own = worker_request(w), rq = { .mem = w->mem,
		.db = w->work,
		.method = POST,
		.keys = w->config->keys,
		.site = w->config->url };
	long long now = worker_now_ms();
	struct rows *r;
	enum error e;

	own.mem = w->mem; /* the lease and the job point into the row */
	e = db_query(&own, Q_WORKER_CLAIM,
	    PARAMS(queue, arena_printf(own.mem, "%d", w->config->lease_s)), &r);
	if (e)
		log_event(LOG_LEVEL_ERROR, "no job claimed", "why", own.detail, NULL);
	if (e || !rows_count(r))
		return false;
	struct lease l = { .district = rows_text(r, 0, 0),
		.job = rows_text(r, 0, 1),
		.try = rows_text(r, 0, 2),
		.renew_ms = now,
		.ends_ms = now + w->config->lease_s * 1000LL };
	struct job j = { &rq, w, l.district, l.job, rows_text(r, 0, 3), rows_text(r, 0, 4) };
	job_run *fn = kind_of(j.kind, queue);

	w->lease = &l;
	rq.id = l.job;
	rq.token = rows_text(r, 0, 5);
	if (*rows_text(r, 0, 6) == 't')
		e = fail(&rq, ERR_JOB_NEVER_ENDED, NULL);
	else if (!fn)
		e = refuse(&rq, ERR_JOB_KIND_UNKNOWN, "kind", j.kind, NULL);
	else if (!rq.token)
		e = fail(&rq, ERR_INTERNAL, "the district has no system person");
	else
		e = run(&j, &l, fn);
	w->lease = NULL;
	leave(&rq);
	w->lease = &l;
	end(w, &j, e);
	w->lease = NULL;
	return true;
}

/* A program of another version leaves the jobs alone: the one that fits will come. */
static bool fits(struct worker *w)
{
	struct request own = worker_request(w);
	struct rows *r;
	bool ok = false;

	if (db_query(&own, Q_HEALTH_SHOW, NO_PARAMS, &r))
		log_event(LOG_LEVEL_ERROR, "no job claimed", "why", own.detail, NULL);
	else if (!(ok = strtol(rows_text(r, 0, 0), NULL, 10) == schema_number))
		log_event(LOG_LEVEL_ERROR,
		    "another schema than the program's: run metodden migrate", "schema",
		    rows_text(r, 0, 0), NULL);
	arena_reset(w->own_mem);
	return ok;
}

bool worker_take(struct worker *w)
{
	bool taken = false;

	if (!fits(w))
		return false;

	for (size_t i = 0; i < COUNT(queues) && !taken; i++) {
		if (!w->config->queue || strcmp(w->config->queue, queues[i]) == 0)
			taken = take_from(w, queues[i]);
		arena_reset(w->mem);
	}
	if (!taken && (!w->config->queue || strcmp(w->config->queue, "net") == 0))
		taken = outbox_take(w);
	return taken;
}
