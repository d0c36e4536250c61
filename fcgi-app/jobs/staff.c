/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The portal's roster as a job: input {dry_run, new_schools, leavers}, output the report of what
 * changed. A portal that is away fails the try, and the job is tried again.
 */
#include "imports/staff.h"
#include "jobs/job.h"
#include "json.h"
#include "worker.h"

#include <string.h>

static bool wished(const struct json *input, const char *name)
{
	const struct json *m = input ? js_member(input, name) : NULL;

	return m && js_kind(m) == JSON_TRUE;
}

static bool goes_on(void *arg)
{
	return job_progress(arg, 0.5) == OK;
}

enum error job_staff(struct job *j, const char **output)
{
	const char *why;
	size_t at;
	const struct json *input = js_parse(j->input, strlen(j->input), &why, &at);
	struct staff_wish wish = { .dry_run = wished(input, "dry_run"),
		.new_schools = wished(input, "new_schools"),
		.all_leavers = wished(input, "leavers"),
		.go_on = goes_on,
		.arg = j };

	return import_staff(j->rq, j->worker->config, &wish, output);
}
