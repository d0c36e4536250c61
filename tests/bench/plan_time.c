/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Processor seconds of plans inside one process, for tests/bench/plan.sh:
 *   plan_time SCHOOLS METHODISTS SEED OUT.mps [losses]
 * prints "seconds objective seconds_of_all_losses greedy/objective" and writes the same problem for
 * another solver (costs negated: MPS minimizes).
 */
#include "plan_parts.h"
#include "../analytics/plan_district.h"

#include <glpk.h>
#include <stdio.h>
#include <time.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(int status, const char *what)
{
	if (status) {
		fprintf(stderr, "plan_time: %s: %d\n", what, status);
		exit(1);
	}
}

static int kind(double low, double high)
{
	if (isinf(low))
		return GLP_UP;
	if (isinf(high))
		return GLP_LO;
	return low < high ? GLP_DB : GLP_FX;
}

static void write_mps(const struct an_plan_problem *problem, const char *path)
{
	struct plan_model m;
	glp_prob *p;

	must(plan_model_make(problem, 0, &m), "model");
	p = glp_create_prob();
	glp_term_out(GLP_OFF);
	glp_add_rows(p, m.rows);
	glp_add_cols(p, m.columns);
	for (int i = 0; i < m.rows; i++)
		glp_set_row_bnds(
		    p, i + 1, kind(m.row_low[i], m.row_high[i]), m.row_low[i], m.row_high[i]);
	for (int i = 0; i < m.columns; i++) {
		glp_set_col_bnds(p, i + 1, kind(m.low[i], m.high[i]), m.low[i], m.high[i]);
		glp_set_obj_coef(p, i + 1, -m.cost[i]);
		glp_set_col_kind(p, i + 1, m.integer[i] ? GLP_IV : GLP_CV);
	}
	glp_load_matrix(p, m.entries, m.row, m.column, m.coefficient);
	must(glp_write_mps(p, GLP_MPS_FILE, NULL, path), "write");
	glp_delete_prob(p);
	glp_free_env();
	plan_model_free(&m);
}

int main(int argc, char **argv)
{
	struct an_plan_options o = AN_PLAN_USUAL;
	struct an_plan_reason *reason;
	struct district *d;
	double start, solved, losses = 0, best;
	size_t n;

	if (argc < 5)
		return 2;
	d = district_make(
	    strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10), 12, strtoul(argv[3], NULL, 10));
	reason = calloc(d->p.schools, sizeof *reason);
	start = now();
	must(an_plan_solve(&d->p, &o, &d->plan), "solve");
	solved = now() - start;
	best = d->plan.objective;
	if (argc > 5) {
		start = now();
		must(an_plan_reasons(&d->p, &o, &d->plan, reason, &n), "losses");
		losses = now() - start;
	}
	must(an_plan_greedy(&d->p, 0, &d->plan), "greedy");
	printf("%.3f %.6f %.3f %.4f\n", solved, best, losses, d->plan.objective / best);
	write_mps(&d->p, argv[4]);
	free(reason);
	district_free(d);
	return 0;
}
