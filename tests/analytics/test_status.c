/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statuses have words, and the matrix products behind GSL are OpenBLAS's: GSL's own are 20 times
 * slower and would be linked without a word.
 */
#include "analytics.h"
#include "check_main.h"

#include <dlfcn.h>
#include <gsl/gsl_cblas.h>
#include <string.h>

START_TEST(every_status_has_its_own_words)
{
	for (int a = 0; a < AN_STATUSES; a++)
		for (int b = 0; b < a; b++)
			ck_assert_str_ne(an_status_words(a), an_status_words(b));
	ck_assert_str_eq(an_status_words(AN_STATUSES), "unknown status");
}
END_TEST

START_TEST(matrix_products_come_from_openblas)
{
	Dl_info where;

	ck_assert(dladdr((void *)(size_t)cblas_dgemm, &where));
	ck_assert_msg(
	    strstr(where.dli_fname, "openblas"), "cblas_dgemm lies in %s", where.dli_fname);
	ck_assert_msg(
	    !strstr(where.dli_fname, "gslcblas"), "cblas_dgemm lies in %s", where.dli_fname);
}
END_TEST

CHECK_MAIN("status", every_status_has_its_own_words, matrix_products_come_from_openblas)
