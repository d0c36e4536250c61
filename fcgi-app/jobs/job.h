/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a kind of job needs, and all it needs beside app.h.
 *
 * A kind gets an open transaction in a session of its district's system person; it neither commits
 * nor catches what fails. Its work and the job's end are committed together, so a job is done once
 * however often it was tried. It may be stopped at any statement and at any job_progress(): then
 * nothing of it stays, and it will be run again.
 */
#ifndef JOB_H
#define JOB_H
#include "app.h"

struct worker;

struct job {
	struct request *rq;
	struct worker *worker;
	const char *district, *id;
	const char *kind, *input; /* input: JSON text */
};

/* The output is JSON text, shown by GET /jobs/{id}. */
typedef enum error job_run(struct job *j, const char **output);

/* How far the job is, 0 to 1. An error means: stop, and pass it on. A kind calls it between pieces
 * of its own work; while a statement runs the worker looks after the lease itself. */
CHECKED enum error job_progress(struct job *j, double share);

/* The same with what is going on, in words that live as long as the job. A share below 0 stays. */
CHECKED enum error job_says(struct job *j, const char *doing, double share);

#define JOB(kind, fn, queue) job_run fn;
#include "jobs/jobs.def"
#undef JOB

#endif
