/* The truth behind the marks, in files of their own: only tests and method papers may read them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "calendar.h"
#include "parts.h"
#include "score.h"
#include "sheet.h"

static void write_people(const struct district *d, const char *folder)
{
	static const char *const head[] = { "person", "leader", "visits", "level", "slope", "k1",
		"k2", "k3", "k4" };
	static int visits[MAX_PERSON];
	struct sheet s;
	char id[16];
	for (int i = 0; i < d->persons; i++)
		visits[i] = 0;
	for (int i = 0; i < d->visits; i++)
		visits[d->visit[i].person]++;
	sheet_open(&s, PLAIN, folder, "truth_people.csv");
	sheet_cells(&s, head, 9);
	sheet_row(&s);
	for (int i = 0; i < d->persons; i++) {
		const struct person *p = &d->person[i];
		if (!visits[i])
			continue;
		sheet_cell(&s, person_id(i, id));
		sheet_number(&s, p->leader);
		sheet_number(&s, visits[i]);
		sheet_real(&s, p->level);
		sheet_real(&s, p->slope);
		for (int k = 0; k < COMPETENCES; k++)
			sheet_real(&s, p->by_competence[k]);
		sheet_row(&s);
	}
	sheet_close(&s);
}

static void write_schools(const struct district *d, const char *folder)
{
	static const char *const head[] = { "school", "level", "slope" };
	struct sheet s;
	char id[16];
	sheet_open(&s, PLAIN, folder, "truth_schools.csv");
	sheet_cells(&s, head, 3);
	sheet_row(&s);
	for (int o = FIRST_HOST; o < org_count; o++) {
		sheet_cell(&s, org_id(o, id));
		sheet_real(&s, d->school_level[o]);
		sheet_real(&s, d->school_slope[o]);
		sheet_row(&s);
	}
	sheet_close(&s);
}

static void write_raters(const struct district *d, const char *folder)
{
	static const char *const head[] = { "rater", "severity" };
	struct sheet s;
	char id[16];
	sheet_open(&s, PLAIN, folder, "truth_raters.csv");
	sheet_cells(&s, head, 2);
	sheet_row(&s);
	for (int i = 0; i < METHODISTS; i++) {
		sheet_cell(&s, person_id(d->methodist[i], id));
		sheet_real(&s, d->person[d->methodist[i]].level);
		sheet_row(&s);
	}
	sheet_close(&s);
}

static void parameter(struct sheet *s, const char *name, double value)
{
	sheet_cell(s, name);
	sheet_real(s, value);
	sheet_row(s);
}

static void write_parameters(const struct district *d, const char *folder)
{
	struct sheet s;
	sheet_open(&s, PLAIN, folder, "truth_parameters.csv");
	sheet_cell(&s, "parameter");
	sheet_cell(&s, "value");
	sheet_row(&s);
	parameter(
	    &s, "day_zero", day_from(d->year - YEARS / 2 + 1, 9, 1)); /* days since 1970-01-01 */
	for (int k = 0; k < COMPETENCES; k++) {
		char name[32];
		snprintf(name, sizeof name, "mean_k%d", k + 1);
		parameter(&s, name, mean_of[k]);
		snprintf(name, sizeof name, "trend_k%d", k + 1);
		parameter(&s, name, trend_of[k]);
	}
	parameter(&s, "sd_teacher", SD_TEACHER);
	parameter(&s, "sd_teacher_slope", SD_TEACHER_SLOPE);
	parameter(&s, "cor_teacher", COR_TEACHER);
	parameter(&s, "sd_teacher_competence", SD_TEACHER_COMPETENCE);
	parameter(&s, "sd_school", SD_SCHOOL);
	parameter(&s, "sd_school_slope", SD_SCHOOL_SLOPE);
	parameter(&s, "sd_rater", SD_RATER);
	parameter(&s, "sd_visit", SD_VISIT);
	parameter(&s, "sd_item", SD_ITEM);
	parameter(&s, "day_effect", DAY_EFFECT);
	parameter(&s, "day_lasts", DAY_LASTS);
	sheet_close(&s);
}

static void write_visits_truth(const struct district *d, const char *folder)
{
	static const char *const head[] = { "date", "school", "person", "rater", "class", "lesson",
		"level" };
	struct sheet s;
	char id[16];
	sheet_open(&s, PLAIN, folder, "truth_visits.csv");
	sheet_cells(&s, head, 7);
	sheet_row(&s);
	for (int i = 0; i < d->visits; i++) {
		const struct visit *v = &d->visit[i];
		sheet_date(&s, v->day);
		sheet_cell(&s, org_id(v->org, id));
		sheet_cell(&s, person_id(v->person, id));
		sheet_cell(&s, person_id(v->visitor, id));
		sheet_cell(&s, v->unit < 0 ? "" : d->stream[d->unit[v->unit].stream].name);
		sheet_number(&s, v->lesson);
		sheet_real(&s, v->latent);
		sheet_row(&s);
	}
	sheet_close(&s);
}

void write_truth(const struct district *d, const char *folder)
{
	write_people(d, folder);
	write_schools(d, folder);
	write_raters(d, folder);
	write_parameters(d, folder);
	write_visits_truth(d, folder);
}
