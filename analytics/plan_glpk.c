/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The only file that knows GLPK. On misuse and without memory its functions end the process; the
 * model is checked before, and for memory a hook jumps back here. What GLPK allocated then is freed
 * with its environment, which lives no longer than this call: nothing of it stays in the process.
 */
#include "plan_parts.h"

#include <float.h>
#include <glpk.h>
#include <math.h>
#include <setjmp.h>

struct watch {
	const struct an_plan_options *o;
	size_t nodes;
	double bound;
	bool at_limit, cancelled;
};

static void look(glp_tree *tree, void *info)
{
	struct watch *w = info;
	int total, best = glp_ios_best_node(tree);

	glp_ios_tree_size(tree, NULL, NULL, &total);
	w->nodes = (size_t)total;
	if (best && glp_ios_node_bound(tree, best) < DBL_MAX) /* before the first node is solved */
		w->bound = glp_ios_node_bound(tree, best);
	if (w->o->go_on && !w->o->go_on(w->o->context))
		w->cancelled = true;
	if (w->nodes > w->o->nodes)
		w->at_limit = true;
	if (w->cancelled || w->at_limit)
		glp_ios_terminate(tree);
}

static int bounds(double low, double high)
{
	if (isinf(low))
		return isinf(high) ? GLP_FR : GLP_UP;
	if (isinf(high))
		return GLP_LO;
	return low < high ? GLP_DB : GLP_FX;
}

static glp_prob *load(const struct plan_model *m)
{
	glp_prob *p = glp_create_prob();

	glp_set_obj_dir(p, GLP_MAX);
	glp_add_rows(p, m->rows);
	glp_add_cols(p, m->columns);
	for (int i = 0; i < m->rows; i++)
		glp_set_row_bnds(
		    p, i + 1, bounds(m->row_low[i], m->row_high[i]), m->row_low[i], m->row_high[i]);
	for (int i = 0; i < m->columns; i++) {
		glp_set_col_bnds(p, i + 1, bounds(m->low[i], m->high[i]), m->low[i], m->high[i]);
		glp_set_obj_coef(p, i + 1, m->cost[i]);
		glp_set_col_kind(p, i + 1, m->integer[i] ? GLP_IV : GLP_CV);
	}
	glp_load_matrix(p, m->entries, m->row, m->column, m->coefficient);
	return p;
}

static enum an_status conclude(glp_prob *p, int code, const struct plan_model *m,
    const struct watch *w, struct plan_solution *s)
{
	int status = glp_mip_status(p);

	s->nodes = w->nodes;
	s->found = status == GLP_OPT || status == GLP_FEAS;
	s->optimal = s->found && (code == 0 || code == GLP_EMIPGAP);
	s->bound = w->bound;
	if (w->cancelled)
		return AN_CANCELLED;
	if (s->found) {
		s->objective = glp_mip_obj_val(p);
		s->bound = code == 0 ? s->objective : fmax(s->objective, w->bound);
		for (int i = 0; i < m->columns; i++)
			s->x[i] = glp_mip_col_val(p, i + 1);
		return AN_OK;
	}
	if (status == GLP_NOFEAS || code == GLP_ENOPFS)
		return AN_INFEASIBLE;
	return w->at_limit ? AN_OK : AN_NO_CONVERGENCE;
}

static enum an_status search(
    const struct plan_model *m, const struct an_plan_options *o, struct plan_solution *s)
{
	struct watch w = { .o = o, .bound = INFINITY };
	glp_prob *p = load(m);
	glp_iocp how;
	int code;

	glp_init_iocp(&how);
	how.presolve = GLP_ON;
	how.mip_gap = o->gap;
	how.mir_cuts = GLP_ON;
	how.gmi_cuts = GLP_ON;
	how.cb_func = look;
	how.cb_info = &w;
	code = glp_intopt(p, &how);
	return conclude(p, code, m, &w, s);
}

static int silent(void *info, const char *text)
{
	(void)info;
	(void)text;
	return 1;
}

static void jump_back(void *info)
{
	longjmp(*(jmp_buf *)info, 1);
}

enum an_status plan_search(
    const struct plan_model *m, const struct an_plan_options *o, struct plan_solution *s)
{
	jmp_buf back;
	volatile enum an_status status = AN_NO_MEMORY;
	int begun = glp_init_env();

	if (begun == 1)
		return AN_BAD_INPUT; /* the caller's own work would be lost with the environment */
	if (begun != 0)
		return AN_NO_MEMORY;
	glp_term_out(GLP_OFF);
	glp_term_hook(silent, NULL); /* an error would turn the terminal on again */
	glp_error_hook(jump_back, &back);
	if (setjmp(back) == 0) {
		if (o->megabytes)
			glp_mem_limit((int)o->megabytes);
		status = search(m, o, s);
	}
	glp_free_env();
	return status;
}
