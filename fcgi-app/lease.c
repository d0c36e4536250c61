/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lease of the job that runs: renewed so often that a page which asks for the progress sees it
 * move. Our own clock ends it too, counted from before the last renewal was sent: a worker that
 * can't reach the database stops before another may take the job.
 */
#include "jobs/job.h"
#include "worker.h"

enum { RENEW_MS = 2000 };

bool lease_keep(struct worker *w)
{
	struct lease *l = w->lease;
	struct request rq = worker_request(w);
	long long now = worker_now_ms();
	struct rows *r;

	if (l->lost || now < l->renew_ms)
		return !l->lost;
	enum error e = db_query(&rq, Q_WORKER_PROGRESS,
	    PARAMS(l->district, l->job, l->try, arena_printf(rq.mem, "%.4f", l->share),
		arena_printf(rq.mem, "%d", w->config->lease_s), l->doing),
	    &r);

	if (e) {
		l->lost = worker_now_ms() >= l->ends_ms;
	} else {
		l->lost = !rows_text(r, 0, 0);
		l->renew_ms = now + RENEW_MS;
		l->ends_ms = now + w->config->lease_s * 1000LL;
	}
	arena_reset(w->own_mem);
	return !l->lost;
}

void worker_tick(void *arg)
{
	struct worker *w = arg;

	if (w->lease && (!lease_keep(w) || worker_stopping(w)))
		db_cancel(w->work);
	else
		duties_run(w);
}

enum error job_progress(struct job *j, double share)
{
	struct worker *w = j->worker;

	if (share >= 0)
		w->lease->share = share;
	if (!lease_keep(w))
		return fail(j->rq, ERR_UNAVAILABLE, "the lease is lost");
	if (worker_stopping(w))
		return fail(j->rq, ERR_UNAVAILABLE, "the worker stops");
	duties_run(w);
	return OK;
}

enum error job_says(struct job *j, const char *doing, double share)
{
	j->worker->lease->doing = doing;
	return job_progress(j, share);
}
