/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule of "not enough data": each of its three conditions by itself, and how much is lacking.
 */
#include "analytics.h"
#include "check_main.h"

#include <math.h>

static struct an_enough ask(size_t visits, size_t raters, double reliability)
{
	struct an_enough e;

	ck_assert_int_eq(an_enough(&AN_MINIMUM, visits, raters, reliability, &e), AN_OK);
	return e;
}

START_TEST(four_visits_by_two_raters_of_reliability_three_tenths_pass)
{
	struct an_enough e = ask(4, 2, 0.3);

	ck_assert(e.enough && e.knowable);
	ck_assert_uint_eq(e.more_visits, 0);
	ck_assert_uint_eq(e.more_raters, 0);
}
END_TEST

START_TEST(each_condition_alone_can_refuse)
{
	ck_assert(!ask(3, 2, 0.9).enough);
	ck_assert(!ask(4, 1, 0.9).enough);
	ck_assert(!ask(4, 2, 0.2999).enough);
	ck_assert(ask(4, 2, NAN).enough);
	ck_assert(!ask(3, 2, NAN).enough);
}
END_TEST

START_TEST(what_is_lacking_is_named)
{
	struct an_enough e = ask(3, 2, 0.9);

	ck_assert_uint_eq(e.more_visits, 1);
	ck_assert_uint_eq(e.more_raters, 0);
	e = ask(9, 1, 0.9); /* one visit more, but by somebody else */
	ck_assert_uint_eq(e.more_visits, 1);
	ck_assert_uint_eq(e.more_raters, 1);
	e = ask(6, 3, 0.15); /* odds 0.1765 must become 0.4286: 14.57 visits in all */
	ck_assert_uint_eq(e.more_visits, 9);
	e = ask(0, 0, 0);
	ck_assert(e.knowable && !e.enough);
	ck_assert_uint_eq(e.more_visits, 4);
	ck_assert_uint_eq(e.more_raters, 2);
}
END_TEST

START_TEST(as_many_visits_as_promised_suffice)
{
	for (size_t n = 1; n < 40; n++)
		for (int percent = 5; percent < 30; percent++) {
			double r = percent / 100.0;
			struct an_enough e = ask(n, 1, r);
			double all = (double)(n + e.more_visits),
			       odds = r / (1 - r) * all / (double)n;

			ck_assert_double_ge(odds / (1 + odds), 0.3 - 1e-9);
			ck_assert(
			    ask(n + e.more_visits, 2, fmin(1, odds / (1 + odds) + 1e-9)).enough);
		}
}
END_TEST

START_TEST(what_no_number_of_visits_would_tell_is_said)
{
	ck_assert(!ask(50, 9, 0).knowable);
	ck_assert(!ask(50, 9, 0).enough);
	ck_assert(!ask(50, 9, 0.001).knowable);
}
END_TEST

START_TEST(bad_arguments_leave_the_answer_alone)
{
	struct an_enough e = { .more_visits = 77 };
	struct an_minimum never = { 4, 2, 1 };

	ck_assert_int_eq(an_enough(&AN_MINIMUM, 2, 3, 0.5, &e), AN_BAD_INPUT);
	ck_assert_int_eq(an_enough(&AN_MINIMUM, 2, 2, 1.5, &e), AN_BAD_INPUT);
	ck_assert_int_eq(an_enough(&AN_MINIMUM, 2, 2, -0.1, &e), AN_BAD_INPUT);
	ck_assert_int_eq(an_enough(&never, 2, 2, 0.5, &e), AN_BAD_INPUT);
	ck_assert_uint_eq(e.more_visits, 77);
}
END_TEST

CHECK_MAIN("enough", four_visits_by_two_raters_of_reliability_three_tenths_pass,
    each_condition_alone_can_refuse, what_is_lacking_is_named, as_many_visits_as_promised_suffice,
    what_no_number_of_visits_would_tell_is_said, bad_arguments_leave_the_answer_alone)
