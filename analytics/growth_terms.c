/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The factors before the fit: how many levels have rows, the scale of slopes' covariates, levels
 * whose rows share one value of the covariate, and factors that can't be estimated. Those stay in the model with variance 0 and a note.
 */
#include "growth_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct an_factor *factor_of(const struct an_growth_data *d, size_t f)
{
	return f ? &d->factor[f - 1] : &d->eliminated;
}

static enum an_status count_used(struct term *t, const struct an_factor *f, size_t n)
{
	unsigned char *seen = calloc(f->levels, 1);

	if (!seen)
		return AN_NO_MEMORY;
	for (uint32_t l = 0; t->shared && l < f->levels; l++)
		t->shared[l] = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t l = f->level[i];
		double z = f->slope ? slope_inside(t, f, i) : 0;

		if (t->shared && z != t->shared[l]) /* once NaN, it stays so */
			t->shared[l] = seen[l] ? NAN : z;
		t->used += !seen[l];
		seen[l] = 1;
	}
	free(seen);
	return AN_OK;
}

/* A correlated pair of effects may be centred; an uncorrelated one is another model at each centre. */
static void scale_slope(struct term *t, const struct an_factor *f, size_t n)
{
	struct moments m = growth_moments(f->slope, n);

	t->centre = m.mean;
	t->scale = m.rms;
	if (!(t->scale > 1e-12 * fabs(t->centre))) {
		t->slope_out = true;
		t->scale = 1;
	} else if (t->uncorrelated) {
		t->scale = hypot(t->scale, t->centre);
		t->centre = 0;
	}
}

/* Whether two factors part the rows in the same way. */
static enum an_status same_partition(
    const struct an_factor *a, const struct an_factor *b, size_t n, bool *same)
{
	uint32_t *b_of_a = malloc(a->levels * sizeof *b_of_a);

	if (!b_of_a)
		return AN_NO_MEMORY;
	memset(b_of_a, 0xff, a->levels * sizeof *b_of_a);
	*same = true;
	for (size_t i = 0; i < n && *same; i++) {
		uint32_t *of = &b_of_a[a->level[i]];

		if (*of == UINT32_MAX)
			*of = b->level[i];
		*same = *of == b->level[i];
	}
	free(b_of_a);
	return AN_OK;
}

static enum an_status note(struct an_growth *g, const struct an_growth_data *d, size_t f)
{
	struct term *t = &g->term[f];
	enum an_status s = AN_OK;
	bool same = false;

	if (t->used == 1)
		g->factor_note[f] = AN_NOTE_ONE_LEVEL;
	else if (t->used == d->n)
		g->factor_note[f] = AN_NOTE_LEVEL_PER_ROW;
	for (size_t e = 0; e < f && !s && !g->factor_note[f]; e++) {
		if (g->term[e].used != t->used || g->term[e].out)
			continue;
		s = same_partition(factor_of(d, e), factor_of(d, f), d->n, &same);
		if (same)
			g->factor_note[f] = AN_NOTE_SAME_AS_ANOTHER;
	}
	t->out = g->factor_note[f] != AN_NOTE_NONE;
	if (!t->out && t->slope_out)
		g->factor_note[f] = AN_NOTE_SLOPE_CONSTANT;
	return s;
}

enum an_status growth_terms(struct an_growth *g, const struct an_growth_data *d)
{
	enum an_status s = AN_OK;

	g->terms = d->factors + 1;
	for (size_t f = 0; f < g->terms && !s; f++) {
		const struct an_factor *from = factor_of(d, f);
		struct term *t = &g->term[f];

		t->levels = from->levels;
		t->k = from->slope ? 2 : 1;
		t->uncorrelated = from->slope && from->uncorrelated;
		t->scale = 1;
		if (from->slope)
			scale_slope(t, from, d->n);
		if (from->slope && f)
			t->shared = malloc((from->levels + 1) * sizeof *t->shared);
		s = from->slope && f && !t->shared ? AN_NO_MEMORY : count_used(t, from, d->n);
		if (!s)
			s = note(g, d, f);
		g->used[f] = t->used;
	}
	return s;
}
