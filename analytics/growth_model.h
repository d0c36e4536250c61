/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of a growth model, for growth_*.c.
 *
 * The eliminated factor ("teachers") is removed in closed form. Of what is left, the dense part, the
 * columns stand in this order: blocks (levels that meet one block only), border (the other levels),
 * X, y. Without blocks all is border. Matrices are column-major, lower triangle.
 *
 *   S = [ diag(S_b)  B_b ]    L_b = chol(S_b), G_b = L_b^-1 B_b, S_0 -= sum G_b'G_b, L_0 = chol(S_0)
 *       [  B_b'      S_0 ]
 *
 * B_b keeps only the border columns which block b touches. In all this X is centred and scaled, y
 * centred, and slopes' covariates are too; growth_theta.c knows the way there and back.
 *
 * A level with intercept and slope has two columns, unless its rows share one value z of the covariate:
 * they see only b0 + z b1, so such a level has one "merged" column (growth_merged.c).
 */
#ifndef GROWTH_MODEL_H
#define GROWTH_MODEL_H
#include "growth.h"

#include <math.h>

enum { MAX_TERMS = AN_FACTORS_MAX + 1, MAX_PARAMS = 3 * MAX_TERMS, NO_BLOCK = UINT32_MAX };

/* T = [a 0; b c], relative to sigma; one coefficient: a alone. */
struct tri {
	double a, b, c;
};

/* Of a column of the dense part. */
enum column_kind { COLUMN_SINGLE, COLUMN_FIRST, COLUMN_SECOND, COLUMN_MERGED };

struct term {
	uint32_t levels, used;
	unsigned k; /* coefficients per level: 1 or 2 */
	bool uncorrelated, out, slope_out;
	double centre, scale; /* slope's covariate inside: (z - centre) / scale */
	uint32_t *column;     /* first column of a level, over blocks and border; not of term 0 */
	double *shared; /* covariate that all rows of a level share, else NaN; of dense slopes */
};

struct block {
	size_t nb, nc, off;   /* own columns, border columns touched (with X and y), first column */
	uint32_t *list;	      /* [nc] increasing */
	double *d, *s, *v;    /* nb x nb: sums; factor; scaled inverse */
	double *db, *sb, *ib; /* nb x nc: the same off the diagonal */
};

struct fixed {
	size_t source; /* column of the caller's x */
	double shift, scale;
};

struct param {
	unsigned term, which; /* 0: log a, 1: b, 2: log c */
};

struct an_growth {
	struct an_growth_about about;
	enum an_note fixed_note[AN_FIXED_MAX], factor_note[MAX_TERMS];
	uint32_t used[MAX_TERMS];

	size_t n, p, terms; /* p: columns kept */
	struct term term[MAX_TERMS];
	struct fixed fixed[AN_FIXED_MAX];
	bool has_constant;
	size_t constant; /* kept column that is constant */
	double y_shift, x_log_scale;

	/* dense part */
	size_t blocks, inner, columns; /* inner: columns of all blocks */
	size_t q0, m0, ld;	       /* border: random columns; with X and y; leading dimension */
	struct block *block;
	double *d0, *s0, *i0;
	unsigned char *kind, *owner; /* [columns] enum column_kind; term */
	double *shared;		     /* [columns] covariate of a merged column */
	double *diagonal, *below;    /* [columns] Lambda at `t`: diagonal, and the entry under it */

	/* teachers, block by block; touched columns [first, middle) in the block, then the border */
	uint32_t *place; /* [levels of term 0] -> row of the arrays below */
	uint32_t *tblock;
	size_t *first, *middle;
	uint32_t *where, *local; /* column in block or border; place in the block's list */
	double *k, *c;		 /* sums z g' per touched column; sums 1, z, z^2 */

	/* solution at `t` */
	struct tri t[MAX_TERMS];
	bool ml, solved, inverted, inverse_has_x;
	struct an_growth_fit fit;
	double s2;
	double *m, *ue, *h;    /* per teacher: (T'CT+I)^-1; u; block of the inverse */
	double *ud, *bd;       /* dense solution: spherical and in its units, beta at the end */
	double *wide[3];       /* scratch, [columns] */
	double *rhs;	       /* scratch, [columns x MAX_PARAMS used] */
	double *ae;	       /* scratch, teachers x 3 coefficients x k */
	double *half;	       /* scratch of dense_inverse() */
	double *square, *rect; /* scratch of the largest block */
	double *sum_e;	       /* scratch of quantities: 2 per teacher */
	unsigned char *mark;   /* scratch of quantities: [columns] */
	uint32_t *touched;     /* scratch of quantities: [columns + teachers] */
};

static inline double *at(double *m, size_t ld, size_t row, size_t col)
{
	return m + col * ld + row;
}

/* growth_check.c */
enum an_status growth_check(const struct an_growth_data *d, struct an_growth_fault *fault);

/* growth_moments.c */
struct moments {
	double mean, rms; /* rms about the mean */
	bool constant;
};
struct moments growth_moments(const double *x, size_t n);

/* growth_fixed.c: which columns of X stay, their centring, and the sums over all rows of X and y in
 * `corner` ((p+1) x (p+1), lower). */
enum an_status growth_fixed(struct an_growth *g, const struct an_growth_data *d, double *corner);

/* growth_terms.c: levels used, slopes' scales, levels to merge, factors left out. */
enum an_status growth_terms(struct an_growth *g, const struct an_growth_data *d);

/* growth_rows.c: rows of teacher i are order[first[i] .. first[i+1]). */
struct rows {
	size_t *first;
	uint32_t *order; /* NULL: they already stand so */
};
enum an_status rows_by_teacher(const struct an_growth_data *d, struct rows *out);
void rows_free(struct rows *r);
static inline size_t row_at(const struct rows *r, size_t i)
{
	return r->order ? r->order[i] : i;
}

/* growth_blocks.c: of[f][level] = block or NO_BLOCK, teacher[i] likewise; their number. */
struct partition {
	size_t blocks;
	uint32_t *of[MAX_TERMS], *teacher;
};
enum an_status growth_blocks(const struct an_growth *g, const struct an_growth_data *d,
    const struct rows *r, struct partition *out);
void partition_free(struct partition *p);

/* growth_layout.c, growth_build.c: columns and memory; the sums. */
enum an_status growth_layout(struct an_growth *g, const struct partition *part);
enum an_status growth_memory(struct an_growth *g);
enum an_status growth_lists(
    struct an_growth *g, const struct an_growth_data *d, const struct rows *r);
enum an_status growth_build(
    struct an_growth *g, const struct an_growth_data *d, const struct rows *r);

/* Columns of a level of the dense part. */
static inline unsigned level_width(const struct term *t, uint32_t level)
{
	return t->shared && isnan(t->shared[level]) ? 2 : 1;
}

/* growth_merged.c: what a merged column says about its level's two effects. `direction`: unit vector
 * of the spherical effects that its rows see; the column's own spherical effect runs along it. `gain`:
 * both effects per unit of the column's effect b0 + z b1; returns that effect's prior variance, in
 * units of s2. */
void merged_direction(const struct an_growth *g, size_t column, double direction[2]);
double merged_gain(const struct an_growth *g, size_t column, double gain[2]);

/* growth_pair.c: Lambda, the block-diagonal matrix of T; lambda_at() fills it in for g->t. */
void lambda_at(struct an_growth *g);
void pair_vector(const struct an_growth *g, const double *in, double *out, bool transposed);
struct square {
	double *a;
	size_t ld, off;	     /* leading dimension; first column's place among all */
	size_t random, rows; /* columns of effects; rows that follow the columns (X, y with them) */
};
void pair_symmetric(const struct an_growth *g, const struct square *m, bool transposed);
void pair_border(
    const struct an_growth *g, const struct block *b, double *a, size_t nc, bool transposed);

/* growth_dense.c: LAPACK, because GSL's own routines call a process-wide handler that aborts when a
 * matrix isn't positive definite, which here is an ordinary answer. */
bool dense_cholesky(double *a, size_t n, size_t ld);
/* From the factor; scratch: n^2 / 2. */
void dense_inverse(double *a, size_t n, size_t ld, double *scratch);
/* n <= MAX_PARAMS; a becomes the eigenvectors, one a column. */
bool dense_eigen(double *a, size_t n, double *value);

/* growth_eval.c: the criterion at g->t; false: not positive definite or no residual. */
bool growth_eval(struct an_growth *g);
/* growth_solve.c: predictions after growth_eval(); L^-1 of right-hand sides. */
void growth_solve(struct an_growth *g);
void growth_forward(const struct an_growth *g, double *rhs, size_t n);
/* growth_inverse.c: the entries of S^-1 that a teacher touches, and sums of diagonal blocks. */
void growth_inverse(struct an_growth *g, bool with_x, double w[][3]);
/* Unless it is there already: a search may end without, and only errors of predictions want it. */
void growth_need_inverse(struct an_growth *g);

/* growth_gradient.c: in the search's parameters. */
struct search {
	struct param param[MAX_PARAMS];
	size_t n;
	double w[MAX_TERMS][3], s[MAX_TERMS][3]; /* sums over levels: inverse's blocks, u u' */
	double g[MAX_PARAMS], a[MAX_PARAMS * MAX_PARAMS];
	bool penalised[MAX_TERMS];
};
void growth_gradient(struct an_growth *g, struct search *s);

/* growth_start.c */
void growth_start(struct an_growth *g);

/* growth_results.c: coefficients of beta from the caller's columns to those inside; the offset that
 * centring adds. */
double fixed_inside(const struct an_growth *g, const double *x, double *inside);

/* growth_theta.c */
void theta_inside(const struct an_growth *g, const double *theta, struct tri *t);
void theta_outside(const struct an_growth *g, const struct tri *t, double *theta);
/* A level's pair of coefficients from the caller's units to those inside. */
static inline void pair_inside(const struct term *t, double in0, double in1, double out[2])
{
	out[0] = in0;
	out[1] = (in1 - t->centre * in0) / t->scale;
}

#endif
