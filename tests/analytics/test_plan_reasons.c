/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why each school and each theme is in the plan, against the plan solved again without it.
 */
#include "analytics.h"
#include "check_main.h"
#include "known.h"
#include "plan_district.h"

#include <string.h>

static const struct an_plan_options exact = { .gap = 0, .nodes = 100000 };

START_TEST(every_proposal_has_its_loss_and_its_reason)
{
	struct district *d = district_make(12, 16, 6, 9), *e;
	struct an_plan_reason reason[12];
	struct an_plan_problem p;
	int days[12];
	size_t n = 0, j;

	ck_assert_int_eq(an_plan_solve(&d->p, &exact, &d->plan), AN_OK);
	ck_assert_int_eq(an_plan_reasons(&d->p, &exact, &d->plan, reason, &n), AN_OK);
	ck_assert_uint_gt(n, 3);
	e = district_make(12, 16, 6, 9);
	p = e->p;
	p.fixed_days = days;
	for (size_t i = 0; i < n; i++) {
		for (j = 0; j < 12; j++)
			days[j] = j == reason[i].school ? 0 : -1;
		ck_assert_int_eq(an_plan_solve(&p, &exact, &e->plan), AN_OK);
		near(reason[i].loss_if_dropped, d->plan.objective - e->plan.objective, 1e-9);
		ck_assert(i == 0 || reason[i].loss_if_dropped <= reason[i - 1].loss_if_dropped);
		ck_assert_double_le(reason[i].loss_if_dropped, reason[i].gain + 1e-9);
		ck_assert_uint_eq(reason[i].days, d->plan.days[reason[i].school]);
		for (size_t k = 0; k < reason[i].tops; k++) {
			ck_assert(d->plan.theme[reason[i].school * 6 + reason[i].top[k]]);
			ck_assert(k == 0 || reason[i].top_value[k] <= reason[i].top_value[k - 1]);
		}
	}
	district_free(d);
	district_free(e);
}
END_TEST

START_TEST(a_theme_has_its_own_loss_and_reasons_come_in_parts)
{
	struct district *d = district_make(12, 16, 6, 9), *e = district_make(12, 16, 6, 9);
	struct an_plan_reason whole[12], part[12];
	struct an_plan_problem p = e->p;
	double loss[72];
	int theme[72];
	size_t n, m, named = 0;

	ck_assert_int_eq(an_plan_solve(&d->p, &exact, &d->plan), AN_OK);
	ck_assert_int_eq(an_plan_theme_losses(&d->p, &exact, &d->plan, loss), AN_OK);
	p.fixed_theme = theme;
	for (size_t i = 0; i < 72; i++) {
		for (size_t k = 0; k < 72; k++)
			theme[k] = k == i ? 0 : -1;
		if (d->plan.theme[i]) {
			ck_assert_int_eq(an_plan_solve(&p, &exact, &e->plan), AN_OK);
			near(loss[i], fmax(0, d->plan.objective - e->plan.objective), 1e-9);
			named++;
		} else
			ck_assert_double_eq(loss[i], 0);
	}
	ck_assert_uint_gt(named, 3);
	ck_assert_int_eq(an_plan_reasons(&d->p, &exact, &d->plan, whole, &n), AN_OK);
	ck_assert_int_eq(an_plan_describe(&d->p, &d->plan, part, &m), AN_OK);
	ck_assert_int_eq(an_plan_blame(&d->p, &exact, &d->plan, part, m), AN_OK);
	ck_assert_uint_eq(n, m);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			if (whole[i].school == part[k].school)
				ck_assert_uint_eq(whole[i].because, part[k].because);
	district_free(d);
	district_free(e);
}
END_TEST

/* A school where nothing is to be gained comes in by coverage or by its group's share alone. */
START_TEST(the_rule_that_brought_a_school_in_is_named)
{
	struct district *d = district_make(12, 16, 6, 10);
	struct an_plan_reason reason[12];
	unsigned because[12] = { 0 };
	size_t n;

	memset(d->must, 0, 12);
	memset(d->rural, 0, 12);
	for (size_t c = 0; c < 6; c++) {
		d->value[c] = 1e-3;
		d->value[6 + c] = 1e-3;
	}
	d->must[0] = 1;
	d->rural[1] = 1;
	d->share.least = .1;
	ck_assert_int_eq(an_plan_solve(&d->p, &exact, &d->plan), AN_OK);
	ck_assert_int_eq(an_plan_reasons(&d->p, &exact, &d->plan, reason, &n), AN_OK);
	for (size_t i = 0; i < n; i++)
		because[reason[i].school] = reason[i].because;
	ck_assert_uint_eq(because[0], AN_PLAN_COVERAGE);
	ck_assert_uint_eq(because[1], AN_PLAN_SHARES);
	for (size_t j = 2; j < 12; j++)
		ck_assert_uint_eq(because[j], 0);
	district_free(d);
}
END_TEST

CHECK_MAIN("plan reasons", every_proposal_has_its_loss_and_its_reason,
    a_theme_has_its_own_loss_and_reasons_come_in_parts, the_rule_that_brought_a_school_in_is_named)
