/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reference whose design matrix no command line can say: angle ~ recipe * temperature
 * + (1 | recipe:replicate), temperature by orthogonal polynomials. The matrix is given by hand.
 */
#include "references.h"

enum { ROWS = 270, COLUMNS = 18, REPLICATES = 15, GROUPS = 3 * REPLICATES };

static double x[COLUMNS][ROWS], y[ROWS];
static uint32_t level[ROWS];
static struct an_growth *cake;
static cJSON *json;

/* Six equally spaced levels: columns x^1 .. x^5 made orthonormal one after another. */
static void polynomials(double c[6][5])
{
	for (int d = 0; d < 5; d++) {
		double norm = 0;

		for (int i = 0; i < 6; i++)
			c[i][d] = pow(i - 2.5, d + 1);
		for (int e = -1; e < d; e++) {
			double dot = 0;

			for (int i = 0; i < 6; i++)
				dot += c[i][d] * (e < 0 ? 1 / sqrt(6) : c[i][e]);
			for (int i = 0; i < 6; i++)
				c[i][d] -= dot * (e < 0 ? 1 / sqrt(6) : c[i][e]);
		}
		for (int i = 0; i < 6; i++)
			norm += c[i][d] * c[i][d];
		for (int i = 0; i < 6; i++)
			c[i][d] /= sqrt(norm);
	}
}

static void read_rows(void)
{
	char *text = reference_text("cake.csv", ""), *rest = text;
	double c[6][5];

	polynomials(c);
	strsep(&rest, "\n");
	for (int i = 0; i < ROWS; i++) {
		int replicate = (int)strtol(strsep(&rest, ","), NULL, 10);
		int recipe = *strsep(&rest, ",") - 'A';
		int t = (int)(strtol(strsep(&rest, ","), NULL, 10) - 175) / 10;

		y[i] = strtod(strsep(&rest, ","), NULL);
		strsep(&rest, "\n");
		level[i] = (uint32_t)(recipe * REPLICATES + replicate - 1);
		x[0][i] = 1;
		x[1][i] = recipe == 1;
		x[2][i] = recipe == 2;
		for (int k = 0; k < 5; k++) {
			x[3 + k][i] = c[t][k];
			x[8 + 2 * k][i] = c[t][k] * (recipe == 1);
			x[9 + 2 * k][i] = c[t][k] * (recipe == 2);
		}
	}
	free(text);
}

static void open_cake(void)
{
	const double *columns[COLUMNS];
	struct an_growth_data d = { ROWS, y, COLUMNS, columns, { level, GROUPS, NULL, false }, 0,
		NULL, NULL };

	read_rows();
	for (int k = 0; k < COLUMNS; k++)
		columns[k] = x[k];
	ck_assert_int_eq(an_growth_open(&d, &cake, NULL), AN_OK);
	json = reference_json("cake");
}

static void close_cake(void)
{
	an_growth_close(cake);
	cJSON_Delete(json);
}

START_TEST(optimum_is_the_references)
{
	struct an_growth_fit fit;

	ck_assert_int_eq(an_growth_fit(cake, NULL, &fit), AN_OK);
	check_optimum(cake, &fit, json);
}
END_TEST

START_TEST(criterion_at_a_fixed_theta_needs_no_search)
{
	check_fixed_thetas(cake, NULL, json);
}
END_TEST

START_TEST(predictions_and_their_errors_are_the_references)
{
	char *text = reference_text("cake", "_blup.csv"), *rest = text;
	double blup[GROUPS], sd[GROUPS];
	struct an_growth_fit fit;
	struct effect e;
	int lines = 0;

	ck_assert_int_eq(an_growth_fit(cake, NULL, &fit), AN_OK);
	an_growth_effects(cake, 0, blup, sd);
	strsep(&rest, "\n");
	for (; next_effect(&rest, &e); lines++) { /* level: A:1 */
		int at = (*e.level - 'A') * REPLICATES + (int)strtol(e.level + 2, NULL, 10) - 1;

		check_effect(&e, blup[at], sd[at]);
	}
	ck_assert_int_eq(lines, GROUPS);
	free(text);
}
END_TEST

CHECK_MAIN_AROUND("growth cake", open_cake, close_cake, optimum_is_the_references,
    criterion_at_a_fixed_theta_needs_no_search, predictions_and_their_errors_are_the_references)
