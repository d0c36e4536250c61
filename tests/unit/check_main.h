/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main of a unit test: CHECK_MAIN("name", test_a, test_b) runs the tests as one suite;
 * CHECK_MAIN_AROUND("name", before, after, test_a, ..) calls before() once and after() at the end.
 */
#ifndef CHECK_MAIN_H
#define CHECK_MAIN_H
#include <check.h>
#undef fail /* an old name of ck_abort_msg(): ours is another */
#include <stdlib.h>

#define CHECK_MAIN(name, ...) CHECK_MAIN_AROUND(name, NULL, NULL, __VA_ARGS__)
#define CHECK_MAIN_AROUND(name, before, after, ...)                                                \
	int main(void)                                                                             \
	{                                                                                          \
		const TTest *const tests[] = { __VA_ARGS__, NULL };                                \
		Suite *s = suite_create(name);                                                     \
		TCase *t = tcase_create(name);                                                     \
		for (size_t i = 0; tests[i]; i++)                                                  \
			tcase_add_test(t, tests[i]);                                               \
		tcase_add_unchecked_fixture(t, before, after);                                     \
		tcase_set_timeout(t, 60);                                                          \
		suite_add_tcase(s, t);                                                             \
		SRunner *r = srunner_create(s);                                                    \
		srunner_run_all(r, CK_NORMAL);                                                     \
		int bad = srunner_ntests_failed(r);                                                \
		srunner_free(r);                                                                   \
		return bad ? EXIT_FAILURE : EXIT_SUCCESS;                                          \
	}

#endif
