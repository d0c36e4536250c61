/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-worker: jobs, and what is done by the clock.
 */
#include "worker.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const char help[] =
    "metodden-worker: the worker of metodden\n"
    "\n"
    "  metodden-worker         do jobs, seal the audit and clean up until SIGTERM\n"
    "  metodden-worker --jobs  print the kinds of jobs and their queues\n"
    "  metodden-worker --version\n"
    "\n"
    "SIGTERM gives the job that runs back to the queue, within some seconds.\n"
    "\n"
    "Settings (environment):\n"
    "  METODDEN_WORKER_DB  connection of the role metodden_worker (needed)\n"
    "  METODDEN_QUEUE      compute or net: serve this queue only (both)\n"
    "  METODDEN_LEASE      seconds after which a silent worker loses its job, 5 to 3600 (60)\n"
    "  METODDEN_KEYS       file of the service's signing keys, to ask a portal for its roster\n"
    "  METODDEN_SEAL       seconds between two seals of the audit, 1 to 3600 (60)\n"
    "  METODDEN_LANG       ru or en: language of a failed job's words (ru)\n";

static int wrong(const char *why)
{
	fprintf(stderr, "metodden-worker: %s\n", why);
	return 2;
}

static int print_jobs(void)
{
#define JOB(kind, fn, queue) printf("%-20s %s\n", #kind, queue);
#include "jobs/jobs.def"
#undef JOB
	return ferror(stdout);
}

/* OpenBLAS starts its threads before main(): a SIGTERM would go to one of them, that doesn't hold it
 * back, and end the process within a job. One thread is also what a fit is made for. */
static void without_threads(char **argv)
{
	if (getenv("OPENBLAS_NUM_THREADS")) {
		prctl(PR_SET_NAME,
		    "metodden-worker"); /* "exe" after the start anew: nobody would find it */
		return;
	}
	setenv("OPENBLAS_NUM_THREADS", "1", 1);
	execv("/proc/self/exe", argv);
	fprintf(stderr, "metodden-worker: can't start anew with one thread\n");
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "", *why;
	struct config c;

	gsl_set_error_handler_off(); /* its own aborts; a status or NaN is enough */
	if (argc > 2)
		return wrong("too many words; see metodden-worker --help");
	if (strcmp(word, "--help") == 0)
		return fputs(help, stdout) < 0;
	if (strcmp(word, "--version") == 0)
		return printf("metodden-worker %s\n", VERSION) < 0;
	if (strcmp(word, "--jobs") == 0)
		return print_jobs();
	if (*word)
		return wrong("unknown word; see metodden-worker --help");
	if (!config_read(&c, &why))
		return wrong(why);
	if (!c.worker_db)
		return wrong("METODDEN_WORKER_DB is not set");
	without_threads(argv);
	return worker_run(&c);
}
