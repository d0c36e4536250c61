/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See simple.h, "one series". Visits of one methodological day share a date, so ties in time are the
 * rule: pairs of one time say nothing of a trend and the variance of S counts both kinds of ties.
 */
#include "simple.h"
#include "simple_parts.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool series_finite(const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isfinite(x[i]))
			return false;
	return true;
}

void series_moments(const double *t, const double *y, size_t n, struct series_moments *m)
{
	double low = INFINITY, high = -INFINITY;

	*m = (struct series_moments){ .n = n };
	for (size_t i = 0; i < n; i++) {
		m->t += (t[i] - m->t) / (double)(i + 1);
		m->y += (y[i] - m->y) / (double)(i + 1);
		low = fmin(low, t[i]);
		high = fmax(high, t[i]);
	}
	for (size_t i = 0; i < n; i++) {
		m->tt += (t[i] - m->t) * (t[i] - m->t);
		m->ty += (t[i] - m->t) * (y[i] - m->y);
		m->yy += (y[i] - m->y) * (y[i] - m->y);
	}
	m->spread = n > 1 && high - low > AN_SAME_TIME;
	if (m->spread) {
		m->slope = m->ty / m->tt;
		for (size_t i = 0; i < n; i++) {
			double e = y[i] - m->y - m->slope * (t[i] - m->t);

			m->rss += e * e;
		}
	} else {
		m->rss = m->yy;
	}
}

enum an_status an_ols(const double *t, const double *y, size_t n, double at, struct an_ols *out)
{
	struct series_moments m;
	double s2, d;

	if (!isfinite(at) || !series_finite(t, n) || !series_finite(y, n))
		return AN_NOT_FINITE;
	if (n < 3)
		return AN_TOO_FEW;
	series_moments(t, y, n, &m);
	if (!m.spread)
		return AN_NO_SPREAD;
	s2 = m.rss / (double)(n - 2);
	d = at - m.t;
	*out = (struct an_ols){
		.slope = m.slope,
		.slope_se = sqrt(s2 / m.tt),
		.level = m.y + m.slope * d,
		.level_se = sqrt(s2 * (1 / (double)n + d * d / m.tt)),
		.sigma = sqrt(s2),
		.n = n,
		.df = n - 2,
	};
	return AN_OK;
}

struct ties {
	double two, three, five; /* sums of g(g-1), g(g-1)(g-2), g(g-1)(2g+5) over groups of ties */
};

static struct ties count_ties(const double *x, size_t n, double *sorted)
{
	struct ties s = { 0 };

	memcpy(sorted, x, n * sizeof *x);
	gsl_sort(sorted, 1, n);
	for (size_t i = 0, j; i < n; i = j) {
		double g;

		for (j = i + 1; j < n && sorted[j] == sorted[i]; j++)
			;
		g = (double)(j - i);
		s.two += g * (g - 1);
		s.three += g * (g - 1) * (g - 2);
		s.five += g * (g - 1) * (2 * g + 5);
	}
	return s;
}

/* Kendall (1970) 4.9: variance of S with ties in both rankings; n >= 3. */
static double variance_of_s(const struct ties *t, const struct ties *y, double n)
{
	return (n * (n - 1) * (2 * n + 5) - t->five - y->five) / 18 +
	       t->three * y->three / (9 * n * (n - 1) * (n - 2)) +
	       t->two * y->two / (2 * n * (n - 1));
}

static enum an_status check_pairs(const double *t, const double *y, size_t n)
{
	if (!series_finite(t, n) || !series_finite(y, n))
		return AN_NOT_FINITE;
	if (n < 4)
		return AN_TOO_FEW;
	return n > AN_PAIRS_MAX_N ? AN_TOO_LARGE : AN_OK;
}

enum an_status an_mann_kendall(
    const double *t, const double *y, size_t n, struct an_mann_kendall *out)
{
	enum an_status status = check_pairs(t, y, n);
	struct an_mann_kendall m = { 0 };
	struct ties in_t, in_y;
	double *sorted;

	if (status)
		return status;
	sorted = malloc(n * sizeof *sorted);
	if (!sorted)
		return AN_NO_MEMORY;
	in_t = count_ties(t, n, sorted);
	in_y = count_ties(y, n, sorted);
	free(sorted);
	if (in_t.two == (double)n * (double)(n - 1) || in_y.two == (double)n * (double)(n - 1))
		return AN_NO_SPREAD;
	for (size_t i = 1; i < n; i++)
		for (size_t j = 0; j < i; j++)
			m.s += ((t[i] > t[j]) - (t[i] < t[j])) * ((y[i] > y[j]) - (y[i] < y[j]));
	m.var_s = variance_of_s(&in_t, &in_y, (double)n);
	m.z = (m.s - (m.s > 0) + (m.s < 0)) / sqrt(m.var_s);
	m.p = 2 * gsl_cdf_ugaussian_Q(fabs(m.z));
	*out = m;
	return AN_OK;
}

static size_t slopes_of_pairs(const double *t, const double *y, size_t n, double *slopes)
{
	size_t k = 0;

	for (size_t i = 1; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (fabs(t[i] - t[j]) > 0)
				/* + 0 makes -0 of it 0, whichever point came first. */
				slopes[k++] = (y[i] - y[j]) / (t[i] - t[j]) + 0.0;
	return k;
}

/* The median parts the slopes, so that each end of the interval is looked for in one half. */
static void sen_from(double *slopes, double c, struct an_sen *s)
{
	size_t n = s->pairs, middle = n / 2;
	double low = fmax(rint(((double)n - c) / 2) - 1, 0);
	double high = fmin(rint(((double)n + c) / 2), (double)n - 1), below;

	s->slope = gsl_stats_select(slopes, 1, n, middle);
	below = n % 2 ? s->slope : gsl_stats_max(slopes, 1, middle);
	s->slope = (s->slope + below) / 2;
	s->low = low < (double)middle ? gsl_stats_select(slopes, 1, middle, (size_t)low)
				      : slopes[middle];
	s->high = gsl_stats_select(slopes + middle, 1, n - middle, (size_t)high - middle);
}

enum an_status series_sen(const double *t, const double *y, size_t n, double c, struct an_sen *out)
{
	struct an_sen s = { 0 };
	double *slopes = malloc((n * (n - 1) / 2 + n) * sizeof *slopes), *copy;

	if (!slopes)
		return AN_NO_MEMORY;
	s.pairs = slopes_of_pairs(t, y, n, slopes);
	sen_from(slopes, c, &s);
	copy = slopes + n * (n - 1) / 2;
	memcpy(copy, y, n * sizeof *y);
	s.intercept = gsl_stats_median(copy, 1, n);
	memcpy(copy, t, n * sizeof *t);
	s.intercept -= s.slope * gsl_stats_median(copy, 1, n);
	free(slopes);
	*out = s;
	return AN_OK;
}

enum an_status an_sen(
    const double *t, const double *y, size_t n, double confidence, struct an_sen *out)
{
	struct an_mann_kendall m;
	enum an_status status;

	if (!(confidence > 0 && confidence < 1))
		return AN_BAD_INPUT;
	status = an_mann_kendall(t, y, n, &m);
	return status ? status
		      : series_sen(t, y, n,
			    gsl_cdf_ugaussian_Pinv((1 + confidence) / 2) * sqrt(m.var_s), out);
}
