/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Known answers for tests of the growth engine: JSON files of tests/fixtures/analytics, reached by
 * a path of names and indices. A file or name that isn't there fails the test.
 */
#ifndef KNOWN_H
#define KNOWN_H
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

/* The same number to the last bit, or both not one. */
static inline bool same_bits(double a, double b)
{
	uint64_t x, y;

	memcpy(&x, &a, sizeof x);
	memcpy(&y, &b, sizeof y);
	return x == y;
}

static inline cJSON *known_open(const char *name)
{
	static char text[1 << 20];
	char path[200];
	FILE *f;
	size_t n;
	cJSON *j;

	snprintf(path, sizeof path, "tests/fixtures/analytics/%s", name);
	f = fopen(path, "r");
	ck_assert_msg(f != NULL, "%s is not there", path);
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = '\0';
	j = cJSON_Parse(text);
	ck_assert_msg(j != NULL, "%s is not JSON", path);
	return j;
}

static inline const cJSON *known_at(const cJSON *j, const char *name)
{
	const cJSON *k = cJSON_GetObjectItemCaseSensitive(j, name);

	ck_assert_msg(k != NULL, "no %s", name);
	return k;
}

static inline double known(const cJSON *j, const char *name)
{
	return known_at(j, name)->valuedouble;
}

/* An array of numbers; free() it. */
static inline double *known_array(const cJSON *j, const char *name, size_t *n)
{
	const cJSON *a = known_at(j, name), *e;
	double *x;

	*n = (size_t)cJSON_GetArraySize(a);
	x = calloc(*n, sizeof *x);
	ck_assert(*n && x);
	*n = 0;
	cJSON_ArrayForEach(e, a) x[(*n)++] = e->valuedouble;
	return x;
}

#define near(have, want, tolerance)                                                                \
	do {                                                                                       \
		double have_ = (have), want_ = (want);                                             \
		ck_assert_msg(fabs(have_ - want_) <= (tolerance)*fmax(1, fabs(want_)),             \
		    #have " is %.17g, not %.17g", have_, want_);                                   \
	} while (0)

#endif
