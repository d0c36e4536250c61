/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Without memory every function answers AN_NO_MEMORY and leaves its outputs alone, wherever the
 * memory ends: the first allocation fails, then the second, and so on until the work is done. The
 * plan's solver would end the process instead, if it were let. malloc() of this program is its own, so
 * it is not for builds with AddressSanitizer.
 */
#include "analytics.h"
#include "check_main.h"
#include "plan_district.h"

#include <string.h>

/* glibc's names for its own functions; there are no others by which to reach them. */
/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

static long left = -1; /* allocations that still succeed; < 0: all */

static bool denied(void)
{
	if (left > 0)
		left--;
	return left == 0;
}

void *malloc(size_t n)
{
	return denied() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return denied() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return denied() ? NULL : __libc_realloc(p, n);
}

/* More allocations allowed each time, by `step`. */
#define UNTIL_DONE(call, untouched, step)                                                          \
	do {                                                                                       \
		enum an_status s_ = AN_NO_MEMORY;                                                  \
		long n_ = 1, lacked_ = 0;                                                          \
		for (; s_ != AN_OK; n_ += (step)) {                                                \
			left = n_;                                                                 \
			s_ = (call);                                                               \
			left = -1;                                                                 \
			ck_assert_msg(s_ == AN_OK || s_ == AN_NO_MEMORY, "at %ld: %s", n_,         \
			    an_status_words(s_));                                                  \
			ck_assert(s_ == AN_OK || (untouched));                                     \
			lacked_ += s_ != AN_OK;                                                    \
		}                                                                                  \
		ck_assert_int_gt(lacked_, 0);                                                      \
	} while (0)

enum { N = 40 };

static size_t unit[N], person[N], rater[N];
static double when[N], y[N];

static void fill(void)
{
	for (size_t i = 0; i < N; i++) {
		unit[i] = i % 5;
		person[i] = i % 10;
		rater[i] = i * 7 % 4;
		when[i] = (double)(i * 13 % 17) / 4;
		y[i] = (double)(i * 31 % 23) / 6;
	}
}

START_TEST(families)
{
	struct an_visits v = { N, unit, rater, person, when, y };
	struct an_simple_options o = { 5, 2, 1, .9, { 4, 2, .3 } };
	struct an_simple out[5] = { { .n = 77 } };

	fill();
	UNTIL_DONE(an_simple_family(&v, &o, out, NULL), out[0].n == 77, 1);
}
END_TEST

START_TEST(trends)
{
	struct an_sen s = { .slope = 77 };
	struct an_mann_kendall m = { .s = 77 };

	fill();
	UNTIL_DONE(an_sen(when, y, N, .9, &s), s.pairs == 0, 1);
	UNTIL_DONE(an_mann_kendall(when, y, N, &m), m.var_s <= 0, 1);
}
END_TEST

START_TEST(agreement)
{
	const size_t table[4] = { 4, 2, 1, 5 };
	struct an_bootstrap how = { .9, 100, 1 };
	struct an_ratings r = { N, 10, 4, person, rater, y };
	struct an_components of = { 1, 1, 1 };
	struct an_gstudy g = { .n = 77 };
	struct an_severity s[4] = { { .n = 77 } };
	double low = 77, high = 77;

	fill();
	UNTIL_DONE(an_kappa_bootstrap(table, 2, &how, &low, &high), low > 76 && high > 76, 1);
	UNTIL_DONE(an_gstudy(&r, &g), g.n == 77, 1);
	UNTIL_DONE(an_severities(&r, &of, .9, s), s[0].n == 77, 1);
}
END_TEST

START_TEST(effects)
{
	const size_t cluster[5] = { 0, 1, 2, 3, 4 };
	const int first[5] = { 2, 2, 3, AN_NEVER, AN_NEVER };
	int period[N];
	struct an_panel p = { N, unit, period, y, 5, 5, cluster, first };
	struct an_effect e = { .did = { .effect = 77 } };
	struct an_effect_row row[3] = { { .effect = 77 } };

	fill();
	for (size_t i = 0; i < N; i++)
		period[i] = (int)(i / 5 % 5);
	UNTIL_DONE(an_effect_estimate(&p, &e), e.did.effect > 76, 1);
	UNTIL_DONE(an_event_study(&p, -1, 1, row), row[0].effect > 76, 1);
}
END_TEST

START_TEST(plans)
{
	struct district *d = district_make(5, 6, 3, 1);
	struct an_plan_reason reason[5];
	unsigned rules = 77;
	size_t n = 77;

	d->plan.objective = 7777;
	UNTIL_DONE(an_plan_greedy(&d->p, 0, &d->plan), d->plan.objective > 7776, 1);
	d->plan.objective = 7777;
	UNTIL_DONE(an_plan_solve(&d->p, &AN_PLAN_USUAL, &d->plan), d->plan.objective > 7776, 1);
	UNTIL_DONE(an_plan_reasons(&d->p, &AN_PLAN_USUAL, &d->plan, reason, &n), n == 77, 89);
	UNTIL_DONE(an_plan_conflict(&d->p, &AN_PLAN_USUAL, &rules), rules == 77, 89);
	district_free(d);
}
END_TEST

CHECK_MAIN("memory", families, trends, agreement, effects, plans)
