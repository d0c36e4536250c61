/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cholesky factor, inverse and eigenvectors of a dense symmetric matrix, lower triangle, column-major.
 */
#include "growth_model.h"

#include <cblas.h>
#include <string.h>

enum { DIRECT = 160, PANEL = 128 };

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

/* A11 -= W' A21, lower triangle, in panels. */
static void update(double *a, size_t n1, size_t n2, size_t ld, const double *w)
{
	for (size_t c = 0; c < n1; c += PANEL) {
		size_t width = n1 - c < PANEL ? n1 - c : PANEL;

		cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, (int)(n1 - c), (int)width,
		    (int)n2, -1, w + c * n2, (int)n2, a + c * ld + n1, (int)ld, 1, a + c * ld + c,
		    (int)ld);
	}
}

/* By halves, W = L21 L11^-1: Z22 = (L22 L22')^-1, Z21 = -Z22 W, Z11 = (L11 L11')^-1 - W' Z21. LAPACK's
 * dpotri inverts the triangle first, at half the speed of these products. */
void dense_inverse(double *a, size_t n, size_t ld, double *scratch)
{
	size_t n1 = n / 16 * 8, n2 = n - n1;
	int order = (int)n, leading = (int)ld, info = 0;

	if (n == 0)
		return;
	if (n <= DIRECT) {
		dpotri_("L", &order, a, &leading, &info);
		return;
	}
	for (size_t c = 0; c < n1; c++)
		memcpy(scratch + c * n2, a + c * ld + n1, n2 * sizeof *a);
	cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, (int)n2,
	    (int)n1, 1, a, leading, scratch, (int)n2);
	dense_inverse(a + n1 * ld + n1, n2, ld, scratch + n1 * n2);
	cblas_dsymm(CblasColMajor, CblasLeft, CblasLower, (int)n2, (int)n1, -1, a + n1 * ld + n1,
	    leading, scratch, (int)n2, 0, a + n1, leading);
	dense_inverse(a, n1, ld, scratch + n1 * n2);
	update(a, n1, n2, ld, scratch);
}

bool dense_eigen(double *a, size_t n, double *value)
{
	double work[34 * MAX_PARAMS];
	int order = (int)n, room = sizeof work / sizeof *work, info = 0;

	if (n)
		dsyev_("V", "L", &order, a, &order, value, work, &room, &info);
	return info == 0;
}
