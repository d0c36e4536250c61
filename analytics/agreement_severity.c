/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Raters' shifts: Henderson's mixed model equations of y = mean + person + rater + visit with people
 * eliminated, so that the matrix has a row for each rater and one for the mean.
 */
#include "agreement_parts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* m is (raters + 1) square; the last row and column are the mean's. */
static void equations(const struct cells *c, const struct an_components *of, double *m, double *rhs)
{
	size_t r = c->raters, q = r + 1;

	m[r * q + r] = c->n;
	for (size_t k = 0; k < r; k++) {
		m[k * q + k] = c->rater_n[k] + of->visit / of->rater;
		m[k * q + r] = m[r * q + k] = c->rater_n[k];
		rhs[k] = c->rater_y[k];
	}
	for (size_t i = 0, end; i < c->cells && of->person > 0; i = end) {
		double n = 0, sum = 0, w;

		end = cells_end(c, i);
		for (size_t a = i; a < end; a++) {
			n += c->cell[a].n;
			sum += c->cell[a].sum;
		}
		w = 1 / (n + of->visit / of->person);
		m[r * q + r] -= w * n * n;
		rhs[r] -= w * n * sum;
		for (size_t a = i; a < end; a++) {
			size_t k = c->cell[a].rater;

			rhs[k] -= w * c->cell[a].n * sum;
			m[k * q + r] -= w * c->cell[a].n * n;
			m[r * q + k] -= w * c->cell[a].n * n;
			for (size_t b = i; b < end; b++)
				m[k * q + c->cell[b].rater] -= w * c->cell[a].n * c->cell[b].n;
		}
	}
}

/* 1 - variance of (this rater - mean of the others) / its prior variance. `all` is the sum of the
 * raters' part of the inverse. */
static double linkage(const double *row, size_t raters, size_t k, double all, double ratio)
{
	double own = 0, others = (double)raters - 1, v;

	if (raters < 2)
		return 0;
	for (size_t a = 0; a < raters; a++)
		own += row[a];
	v = row[k] - 2 / others * (own - row[k]) + (all - 2 * own + row[k]) / (others * others);
	return fmin(1, fmax(0, 1 - v * ratio / (1 + 1 / others)));
}

static void describe(const struct cells *c, const struct an_components *of, double confidence,
    const double *system, struct an_severity *out)
{
	size_t r = c->raters, q = r + 1;
	const double *rhs = system + q * q;
	double z = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2), all = 0;

	for (size_t k = 0; k < r * q; k++)
		all += k % q < r ? system[k] : 0;
	for (size_t k = 0; k < r; k++) {
		struct an_severity *s = &out[k];

		*s = (struct an_severity){ .n = (size_t)c->rater_n[k] };
		for (size_t a = 0; a < q; a++)
			s->value += system[k * q + a] * rhs[a];
		s->sd = sqrt(of->visit * system[k * q + k]);
		s->low = s->value - z * s->sd;
		s->high = s->value + z * s->sd;
		s->linkage = linkage(system + k * q, r, k, all, of->visit / of->rater);
		s->flagged =
		    gsl_cdf_ugaussian_P((fabs(s->value) - AN_SEVERITY_NOTABLE) / s->sd) > 0.95;
	}
}

enum an_status an_severities(const struct an_ratings *ratings, const struct an_components *of,
    double confidence, struct an_severity *out)
{
	struct cells c;
	double *system;
	size_t q = ratings->raters + 1;
	enum an_status status;

	if (!(confidence > 0 && confidence < 1) || !(of->person >= 0) || !(of->rater >= 0) ||
	    !(of->visit >= 0) || !isfinite(of->person + of->rater + of->visit))
		return AN_BAD_INPUT;
	if (of->rater <= 0 || of->visit <= 0)
		return AN_NO_SPREAD;
	status = cells_make(ratings, &c);
	if (status)
		return status;
	system = calloc(q * q + q, sizeof *system);
	if (!system)
		status = AN_NO_MEMORY;
	if (!status) {
		equations(&c, of, system, system + q * q);
		status = matrix_invert(system, q) ? AN_OK : AN_NOT_IDENTIFIABLE;
	}
	if (!status)
		describe(&c, of, confidence, system, out);
	free(system);
	cells_free(&c);
	return status;
}
