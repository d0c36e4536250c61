/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of growth and flags by the Bayesian false discovery rate: the largest set whose mean
 * probability of being wrong is at most 0.10, of figures with enough data alone.
 */
#include "check_main.h"

#include "jobs/growth.h"

#include <math.h>

static struct growth_unit unit(double p_decline, bool enough)
{
	return (struct growth_unit){ .growth = { .known = true, .enough = enough },
		.p_decline = p_decline };
}

START_TEST(words_need_a_probability_of_nine_of_ten)
{
	struct growth_unit u = unit(0.9, true);

	ck_assert_str_eq(growth_says(&u, false), "decline");
	u.p_decline = 0.89;
	ck_assert_str_eq(growth_says(&u, false), "no_change");
	ck_assert_str_eq(growth_says(&u, true), "decline");
	u.p_decline = 0.11;
	ck_assert_str_eq(growth_says(&u, false), "no_change");
	u.p_decline = 0.05;
	ck_assert_str_eq(growth_says(&u, false), "growth");
	u.growth.enough = false;
	ck_assert_str_eq(growth_says(&u, false), "not_enough_data");
}
END_TEST

/* wrong with 0.3, 0.01, 0.1, 0.05, so means of the best are 0.01, 0.03, 0.0533, 0.115 */
START_TEST(flags_stop_where_the_mean_passes_the_rate)
{
	struct arena *mem = arena_create(1 << 16);
	struct growth_unit u[] = { unit(0.7, true), unit(0.99, true), unit(0.9, true),
		unit(0.95, true), unit(0.999, false), unit(NAN, true) };
	bool flagged[6];

	growth_flag(mem, u, 6, flagged);
	ck_assert(!flagged[0] && flagged[1] && flagged[2] && flagged[3]);
	ck_assert(!flagged[4] && !flagged[5]);
	u[0].p_decline = 0.77; /* 0.0975 */
	growth_flag(mem, u, 6, flagged);
	ck_assert(flagged[0]);
	growth_flag(mem, u, 0, flagged);
	arena_destroy(mem);
}
END_TEST

/* wrong with 0.04 and three times 0.15: with one of the three the mean is 0.095, with all 0.1225 */
START_TEST(flags_take_those_who_are_alike_together_or_leave_them)
{
	struct arena *mem = arena_create(1 << 16);
	struct growth_unit u[] = { unit(0.85, true), unit(0.96, true), unit(0.85, true),
		unit(0.85, true) };
	bool flagged[4];

	growth_flag(mem, u, 4, flagged);
	ck_assert(flagged[1] && !flagged[0] && !flagged[2] && !flagged[3]);
	u[1].p_decline = 0.99; /* 0.01 and three times 0.12, in the mean 0.0925 */
	for (size_t i = 0; i < 4; i++)
		if (i != 1)
			u[i].p_decline = 0.88;
	growth_flag(mem, u, 4, flagged);
	ck_assert(flagged[0] && flagged[1] && flagged[2] && flagged[3]);
	arena_destroy(mem);
}
END_TEST

CHECK_MAIN("growth: words", words_need_a_probability_of_nine_of_ten,
    flags_stop_where_the_mean_passes_the_rate,
    flags_take_those_who_are_alike_together_or_leave_them)
