/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fits against the large references: 73 421 marks that students gave lecturers, two and three crossed
 * factors. Apart from the small ones because it is too much for valgrind.
 */
#include "references.h"

static void holds(const struct reference *r)
{
	struct loaded l;

	load(r, &l);
	ck_assert_int_eq(an_growth_fit(l.model, &l.options, &l.fit), AN_OK);
	check_optimum(l.model, &l.fit, l.json);
	check_effects(&l, r->name);
	check_fixed_thetas(l.model, &l.options, l.json);
	unload(&l);
}

START_TEST(students_and_lecturers)
{
	holds(&(struct reference){ "insteval_sd", "y", "1", "s", { "d" } });
}
END_TEST

START_TEST(service_and_department)
{
	holds(&(struct reference){ "insteval_service", "y", "service", "s", { "d", "dept" } });
}
END_TEST

CHECK_MAIN("growth insteval", students_and_lecturers, service_and_department)
