/* One file of visits per rubric and school year, one column per criterion.
 *
 * Strengths, difficulties and the step follow the criteria's competences with the highest and the
 * lowest marks of that sheet, so the words agree with the numbers beside them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "calendar.h"
#include "parts.h"
#include "sheet.h"
#include "subject.h"

static const char *const strong[2][COMPETENCES] = {
	{ "Понятия раскрыты точно, примеры уместны, ошибки учеников замечены и разобраны.",
	    "Цель понятна ученикам, задания ведут к ней шаг за шагом.",
	    "Учитель видит разных учеников, ошибаться на уроке не страшно.",
	    "Ясная речь, ученики слушают друг друга и отвечают полно." },
	{ "Система внутренней оценки описана, сроки соблюдаются.",
	    "Развитие педагогов ведётся по плану, наставники названы.",
	    "Руководитель бывает на уроках и обсуждает их с учителями.",
	    "Решения опираются на данные, выводы записаны." },
};
static const char *const weak[2][COMPETENCES] = {
	{ "Часть понятий дана без объяснения связи между ними.",
	    "К концу урока к цели не вернулись, результат не оценён.",
	    "Задания одинаковы для всех, сильные ждут, слабые не успевают.",
	    "Отвечают одни и те же ученики, вопросы требуют одного слова." },
	{ "План внутренней оценки не связан с итогами прошлого года.",
	    "Нет индивидуальных шагов для педагогов после посещений.",
	    "Посещения уроков редки, записи о них неполны.",
	    "Данные собираются, но в решениях не видны." },
};
static const char *const steps[2][COMPETENCES] = {
	{ "Дать одно задание на связь двух понятий на каждом уроке темы.",
	    "В последние пять минут возвращаться к цели урока вместе с классом.",
	    "Готовить основное задание в двух уровнях трудности.",
	    "После ответа ученика спрашивать «почему», не меньше трёх раз за урок." },
	{ "Обновить план внутренней оценки по итогам года.",
	    "Назначить каждому посещённому педагогу один шаг и срок.",
	    "Посещать по два урока в неделю с записью в лист.",
	    "На каждом совещании обсуждать один показатель с выводом." },
};

static void write_head(struct sheet *s, const struct rubric *r)
{
	static const char *const head[] = { "date", "school", "teacher", "visitor", "subject",
		"class", "lesson", "topic", "strengths", "difficulties", "step" };
	sheet_cells(s, head, 11);
	for (int i = 0; i < r->items; i++)
		sheet_cell(s, r->item[i].code);
	sheet_row(s);
}

static void write_lesson(
    const struct district *d, struct sheet *s, struct chance *c, const struct visit *v)
{
	if (v->unit < 0) {
		for (int i = 0; i < 3; i++)
			sheet_cell(s, "");
		sheet_cell(s, "Беседа с руководителем и документы внутренней оценки");
		return;
	}
	const struct unit *u = &d->unit[v->unit];
	const struct stream *stream = &d->stream[u->stream];
	sheet_cell(s, subjects[u->subject].name);
	sheet_cell(s, stream->name);
	sheet_number(s, v->lesson);
	sheet_cell(s, subject_topic(u->subject, stream->grade, c));
}

static void write_visit(
    const struct district *d, struct sheet *s, struct chance *c, const struct visit *v)
{
	const struct rubric *r = &d->rubric[v->rubric];
	char id[16];
	sheet_date(s, v->day);
	sheet_cell(s, org_id(v->org, id));
	sheet_cell(s, person_id(v->person, id));
	sheet_cell(s, person_id(v->visitor, id));
	write_lesson(d, s, c, v);
	sheet_cell(s, strong[r->for_leader][v->best]);
	sheet_cell(s, weak[r->for_leader][v->worst]);
	sheet_cell(s, steps[r->for_leader][v->worst]);
	for (int i = 0; i < r->items; i++) {
		char points[16] = "-";
		if (v->mark[i] >= 0)
			snprintf(points, sizeof points, "%g", r->item[i].points[v->mark[i]]);
		sheet_cell(s, points);
	}
	sheet_row(s);
}

static void write_file(const struct district *d, const char *folder, int rubric, int year)
{
	struct sheet s = { .file = NULL };
	struct chance c;
	chance_open(&c, d->seed + (uint64_t)year, d->rubric[rubric].code);
	for (int i = 0; i < d->visits; i++) {
		const struct visit *v = &d->visit[i];
		if (v->rubric != rubric || school_year_of(v->day) != year)
			continue;
		if (!s.file) {
			sheet_open(
			    &s, PLAIN, folder, "visits-%s-%d.csv", d->rubric[rubric].code, year);
			write_head(&s, &d->rubric[rubric]);
		}
		write_visit(d, &s, &c, v);
	}
	if (s.file)
		sheet_close(&s);
}

void write_visits(const struct district *d, const char *folder)
{
	for (int rubric = 0; rubric < d->rubrics; rubric++)
		for (int year = d->year - YEARS + 1; year <= d->year; year++)
			write_file(d, folder, rubric, year);
}
