/* What a visitor writes into the sheet: the known truth plus noise, rounded to the rubric's points.
 *
 * On the scale 1-4 a lesson's level in competence k is
 *   mean[k] + trend[k] t + teacher level + teacher slope t + teacher[k] + school level
 *   + school slope t + severity of the visitor + 0.15 in the 90 days after a methodological day
 *   + what is special in this lesson (the same for all who see it)
 * and each criterion adds a noise of its own. write_truth() prints the parameters.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "calendar.h"
#include "parts.h"
#include "score.h"

const double mean_of[COMPETENCES] = { 3.0, 2.4, 2.1, 2.6 };
const double trend_of[COMPETENCES] = { 0.00, 0.10, 0.05, 0.03 };

double years_since_middle(const struct district *d, int day)
{
	return (day - day_from(d->year - YEARS / 2 + 1, 9, 1)) / 365.25;
}

static double day_effect(const struct district *d, const struct visit *v)
{
	for (int y = 0; y < YEARS; y++)
		for (int i = 0; i < d->plan[y].items; i++) {
			const struct plan_item *item = &d->plan[y].item[i];
			if (item->org == v->org && v->day > item->starts &&
			    v->day <= item->starts + DAY_LASTS)
				return DAY_EFFECT;
		}
	return 0;
}

static double level_in(const struct district *d, const struct visit *v, int competence)
{
	const struct person *p = &d->person[v->person];
	double t = years_since_middle(d, v->day);
	double level = mean_of[competence] + trend_of[competence] * t + p->level + p->slope * t +
		       p->by_competence[competence] + d->person[v->visitor].level;
	if (!p->leader)
		level += d->school_level[v->org] + d->school_slope[v->org] * t + day_effect(d, v);
	return level;
}

static void find_extremes(struct visit *v, const double *sum, const int *n)
{
	double highest = -1, lowest = 9;
	for (int k = 0; k < COMPETENCES; k++) {
		if (n[k] && sum[k] / n[k] > highest) {
			highest = sum[k] / n[k];
			v->best = k;
		}
		if (n[k] && sum[k] / n[k] < lowest) {
			lowest = sum[k] / n[k];
			v->worst = k;
		}
	}
}

void score_visit(struct district *d, struct chance *c, struct visit *v, double common)
{
	const struct rubric *r = &d->rubric[v->rubric];
	double level[COMPETENCES], sum[COMPETENCES] = { 0 };
	int n[COMPETENCES] = { 0 }, section = 0;
	bool away = false;
	v->latent = 0;
	for (int k = 0; k < COMPETENCES; k++) {
		level[k] = level_in(d, v, k) + common;
		v->latent += level[k] / COMPETENCES;
	}
	for (int i = 0; i < r->items; i++) {
		const struct rubric_item *item = &r->item[i];
		int k = item->competence, top = item->levels - 1;
		if (item->section != section)
			away = item->absence == WITH_ITS_SECTION && chance_percent(c, 15);
		section = item->section;
		bool absent = away || (item->absence == ALONE && chance_percent(c, 12));
		double is = level[k] + SD_ITEM * chance_normal(c);
		int mark = (int)floor((is - 1) / 3 * top + 0.5);
		v->mark[i] = (int8_t)(absent ? -1 : mark < 0 ? 0 : mark > top ? top : mark);
		if (absent)
			continue;
		sum[k] += (double)v->mark[i] / top;
		n[k]++;
	}
	find_extremes(v, sum, n);
}
