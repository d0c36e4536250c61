/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes up visits of a district or a region as CSV, seeded, for the measurements: teachers with level
 * and growth who now and then move within their district, schools with both, raters with severity of
 * whom some work across districts, methodological days with an effect of 0.15.
 * Usage: district TEACHERS SCHOOLS RATERS DISTRICTS VISITS COMPETENCES SEED [TRUTH.csv]
 * One competence: y. Several: c1.. on four levels and their mean before rounding, ymean.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { YEARS = 5 };

static uint64_t seed;

static double uniform(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return ((double)(seed >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(double sd)
{
	double r = sqrt(-2 * log(uniform()));

	return sd * r * cos(2 * M_PI * uniform());
}

static uint32_t below(uint32_t n)
{
	return (uint32_t)(uniform() * n);
}

struct effects {
	double level, growth;
};

static struct effects *draw(uint32_t n, double level, double growth)
{
	struct effects *e = calloc(n, sizeof *e);

	for (uint32_t i = 0; e && i < n; i++)
		e[i] = (struct effects){ normal(level), normal(growth) };
	return e;
}

struct plan {
	uint32_t teachers, schools, raters, districts, visits, competences;
	struct effects *teacher, *school, *rater;
	double *day;
};

static void print_scores(const struct plan *p, double expected)
{
	double visit = normal(p->competences > 1 ? 0.3 : 0.54), sum = 0;

	if (p->competences == 1) {
		printf(",%.3f\n", expected + visit);
		return;
	}
	for (uint32_t c = 0; c < p->competences; c++) {
		double y = expected + visit + normal(0.45) + (c - 5.5) / 11;

		sum += y;
		printf(",%d", y < 1.5 ? 1 : y < 2.5 ? 2 : y < 3.5 ? 3 : 4);
	}
	printf(",%.4f\n", sum / p->competences);
}

static void print_visit(const struct plan *p, uint32_t i, uint32_t school, double t)
{
	uint32_t d = school / (p->schools / p->districts), own = p->raters / p->districts;
	uint32_t rater = uniform() < 0.02 ? below(p->raters) : d * own + below(own);
	double c = t - YEARS / 2.0;
	int post = t >= p->day[school];

	printf("%u,%u,%u,%.4f,%d", i + 1, school + 1, rater + 1, t, post);
	print_scores(p, 2.5 + 0.05 * c + p->teacher[i].level + p->teacher[i].growth * c +
			    p->school[school].level + p->school[school].growth * c +
			    p->rater[rater].level + 0.15 * post);
}

static void print_teacher(const struct plan *p, uint32_t i, FILE *truth)
{
	uint32_t school = below(p->schools), of = p->schools / p->districts;

	for (uint32_t v = 0; v < p->visits; v++) {
		uint32_t year = v * YEARS / p->visits;
		double t = round((year + uniform()) * 1e4) / 1e4;

		if (v && uniform() < 0.03 * YEARS / p->visits)
			school = school / of * of + below(of);
		print_visit(p, i, school, t);
	}
	if (truth)
		fprintf(truth, "%u,%u,%.6f,%.6f\n", i + 1, school + 1,
		    p->teacher[i].level + p->school[school].level,
		    0.05 + p->teacher[i].growth + p->school[school].growth);
}

int main(int argc, char **argv)
{
	struct plan p;
	FILE *truth = argc > 8 ? fopen(argv[8], "w") : NULL;

	if (argc < 8 || (argc > 8 && !truth))
		return 2;
	p = (struct plan){ .teachers = (uint32_t)strtoul(argv[1], NULL, 10),
		.schools = (uint32_t)strtoul(argv[2], NULL, 10),
		.raters = (uint32_t)strtoul(argv[3], NULL, 10),
		.districts = (uint32_t)strtoul(argv[4], NULL, 10),
		.visits = (uint32_t)strtoul(argv[5], NULL, 10),
		.competences = (uint32_t)strtoul(argv[6], NULL, 10) };
	seed = strtoull(argv[7], NULL, 10);
	p.teacher = draw(p.teachers, 0.35, 0.06);
	p.school = draw(p.schools, 0.2, 0.05);
	p.rater = draw(p.raters, 0.2, 0);
	p.day = calloc(p.schools, sizeof *p.day);
	if (!p.teacher || !p.school || !p.rater || !p.day)
		exit(1);
	for (uint32_t j = 0; j < p.schools; j++)
		p.day[j] = uniform() < 0.6 ? 1 + below(4) : 99;
	if (truth)
		fprintf(truth, "teacher,school,level,growth\n");
	printf("teacher,school,rater,t,post");
	for (uint32_t c = 0; p.competences > 1 && c < p.competences; c++)
		printf(",c%u", c + 1);
	puts(p.competences > 1 ? ",ymean" : ",y");
	for (uint32_t i = 0; i < p.teachers; i++)
		print_teacher(&p, i, truth);
	free(p.teacher);
	free(p.school);
	free(p.rater);
	free(p.day);
	return (truth && fclose(truth)) || fflush(stdout) ? 1 : 0;
}
