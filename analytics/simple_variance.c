/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variances of visits, pooled over units: a unit has 2-12 visits, too few to tell its own. In a
 * school several visits see one teacher, so their errors about the school's line share the
 * teacher's part: without it a school's interval would be far too narrow.
 */
#include "simple_parts.h"

#include <math.h>

/* Sums for Henderson's third method: residuals about lines of units, with and without a mean of each
 * person. Both expectations are exact, however unbalanced the visits. */
struct sums {
	double within, within_df; /* person means and the unit's slope taken out */
	double total, total_df;	  /* only the unit's line taken out */
	double persons;		  /* how often the variance between persons stands in `total` */
};

static size_t same_person(const struct simple_unit *u, size_t from)
{
	size_t i = from + 1;

	while (i < u->m.n && (!u->person || u->person[i] == u->person[from]))
		i++;
	return i;
}

static void add_unit(const struct simple_unit *u, struct sums *s)
{
	double n = (double)u->m.n, tt = 0, ty = 0, yy = 0;

	for (size_t i = 0, end; i < u->m.n; i = end) {
		struct series_moments p;
		double g, lean;

		end = same_person(u, i);
		g = (double)(end - i);
		series_moments(u->t + i, u->y + i, end - i, &p);
		tt += p.tt;
		ty += p.ty;
		yy += p.yy;
		lean = u->m.spread ? g * (p.t - u->m.t) : 0;
		s->persons += g - g * g / n - (u->m.spread ? lean * lean / u->m.tt : 0);
	}
	s->within += tt > 0 ? fmax(0, yy - ty * ty / tt) : yy;
	s->within_df += n - (double)u->persons - (tt > 0);
	s->total += u->m.rss;
	s->total_df += n - (u->m.spread ? 2 : 1);
}

/* False: too few visits see a person again. */
static bool by_person(const struct simple_unit *unit, size_t units, struct an_family *f, double *df)
{
	struct sums s = { 0 };

	for (size_t i = 0; i < units; i++)
		if (unit[i].m.n > 0 && unit[i].person)
			add_unit(&unit[i], &s);
	if (s.within_df < 10 || s.persons < 1)
		return false;
	f->sigma2 = s.within / s.within_df;
	f->person2 = fmax(0, (s.total - f->sigma2 * s.total_df) / s.persons);
	*df = f->person2 > 0 ? s.total_df - s.within_df : s.within_df;
	return true;
}

/* About own lines if enough visits remain; else about lines of one common slope. */
static double pooled(const struct simple_unit *unit, size_t units, double *df)
{
	double own = 0, own_df = 0, tt = 0, ty = 0, yy = 0, common_df = -1;

	for (size_t i = 0; i < units; i++) {
		const struct series_moments *m = &unit[i].m;

		if (m->n == 0)
			continue;
		own += m->rss;
		own_df += (double)m->n - (m->spread ? 2 : 1);
		tt += m->tt;
		ty += m->ty;
		yy += m->yy;
		common_df += (double)m->n - 1;
	}
	*df = own_df;
	if (own_df >= 10 || own_df >= common_df)
		return own / own_df;
	*df = common_df;
	return fmax(0, yy - (tt > 0 ? ty * ty / tt : 0)) / common_df;
}

/* Var of the mean and the slope: visits' own errors plus each person's, weighted by all of the
 * person's visits together. */
static void covariance(struct simple_unit *u, const struct an_family *f)
{
	double n = (double)u->m.n;

	u->v11 = f->sigma2 / n;
	u->v12 = 0;
	u->v22 = u->m.spread ? f->sigma2 / u->m.tt : INFINITY;
	for (size_t i = 0, end; f->person2 > 0 && i < u->m.n; i = end) {
		double share, weight = 0;

		end = same_person(u, i);
		share = (double)(end - i) / n;
		for (size_t k = i; k < end && u->m.spread; k++)
			weight += (u->t[k] - u->m.t) / u->m.tt;
		u->v11 += f->person2 * share * share;
		u->v12 += f->person2 * share * weight;
		u->v22 += f->person2 * weight * weight;
	}
}

enum an_status simple_variances(
    struct simple_unit *unit, size_t units, struct an_family *out, double *df)
{
	double size = 0;

	out->person2 = 0;
	if (!by_person(unit, units, out, df))
		out->sigma2 = pooled(unit, units, df);
	if (*df < 1)
		return AN_TOO_FEW;
	for (size_t i = 0; i < units; i++)
		size = fmax(size, fabs(unit[i].m.y));
	if (out->sigma2 <= 1e-24 * size * size)
		return AN_NO_SPREAD;
	for (size_t i = 0; i < units; i++)
		if (unit[i].m.n > 0)
			covariance(&unit[i], out);
	return AN_OK;
}
