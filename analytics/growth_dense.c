/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cholesky factor and inverse of a dense symmetric matrix, lower triangle, column-major.
 */
#include "growth_model.h"

extern void dpotrf_(const char *uplo, const int *n, double *a, const int *ld, int *info);
extern void dpotri_(const char *uplo, const int *n, double *a, const int *ld, int *info);

bool dense_cholesky(double *a, size_t n, size_t ld)
{
	int order = (int)n, leading = (int)ld, info = 0;

	if (n)
		dpotrf_("L", &order, a, &leading, &info);
	return info == 0;
}

void dense_inverse(double *a, size_t n, size_t ld)
{
	int order = (int)n, leading = (int)ld, info = 0;

	if (n)
		dpotri_("L", &order, a, &leading, &info);
}
