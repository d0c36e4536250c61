/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cholesky factor, inverse and eigenvectors of a dense symmetric matrix, lower triangle, column-major.
 */
#include "growth_model.h"

extern void dpotrf_(const char *uplo, const int *n, double *a, const int *ld, int *info);
extern void dsyev_(const char *job, const char *uplo, const int *n, double *a, const int *ld,
    double *value, double *work, const int *room, int *info);
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

bool dense_eigen(double *a, size_t n, double *value)
{
	double work[34 * MAX_PARAMS];
	int order = (int)n, room = sizeof work / sizeof *work, info = 0;

	if (n)
		dsyev_("V", "L", &order, a, &order, value, work, &room, &info);
	return info == 0;
}
