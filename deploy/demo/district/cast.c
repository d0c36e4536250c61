/* The people whom the screens' drawings and the guide name; the rest of the district is drawn.
 *
 * They hold the offices a visitor of the demo signs in with first, and teach the classes whose
 * lessons the drawings show.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "parts.h"
#include "sheet.h"
#include "subject.h"

enum { LYCEUM = 5, BERYOZOVSKAYA = 6, KLYUCHEVSKAYA = 7 };

static const struct leader {
	int org;
	const char *family, *given, *middle, *role, *title;
} leaders[] = {
	{ 0, "Кремнёв", "Анатолий", "Викторович", "ext:department_head",
	    "начальник управления образования" },
	{ 0, "Черёмухина", "Вера", "Леонидовна", NULL,
	    "заместитель начальника управления образования" },
	{ 0, "Травникова", "Лариса", "Юрьевна", "ext:clerk", "делопроизводитель" },
	{ 1, "Заречная", "Ольга", "Николаевна", "ext:centre_head", "руководитель МЦОКО" },
	{ 1, "Ветлугина", "Ирина", "Павловна", "ext:methodist", "методист по физике и математике" },
	{ 1, "Дубравин", "Сергей", "Олегович", "ext:methodist",
	    "методист по гуманитарным предметам" },
	{ 1, "Полынова", "Татьяна", "Сергеевна", "ext:methodist", "методист по начальным классам" },
	{ 5, "Северцева", "Нина", "Андреевна", "principal", "директор" },
	{ 3, "Багульникова", "Елена", "Романовна", "principal", "директор" },
	{ 4, "Ольхова", "Светлана", "Дмитриевна", "principal", "заместитель директора по УВР" },
	{ 6, "Лугинина", "Елена", "Михайловна", "principal", "директор" },
	{ 6, "Тополева", "Наталья", "Егоровна", "principal", "заместитель директора по УВР" },
};
static const struct seat {
	const char *family, *role, *title;
} council[] = {
	{ "Северцева", "ext:council_chair", "председатель РМС" },
	{ "Полынова", "ext:council_secretary", "секретарь РМС" },
	{ "Багульникова", "ext:council_member", "член РМС" },
	{ "Ольхова", "ext:council_member", "член РМС" },
	{ "Черёмухина", "ext:council_member", "член РМС" },
	{ "Журавин", "ext:council_member", "член РМС" },
	{ "Камнева", "ext:council_member", "член РМС" },
};
static const struct teacher {
	int org;
	const char *family, *given, *middle, *stream, *subject;
	int weekday, lesson; /* where the drawings show that lesson, 0 anywhere */
} teachers[] = {
	{ BERYOZOVSKAYA, "Рябинина", "Софья", "Кирилловна", "8Б", "Физика", 3, 2 },
	{ BERYOZOVSKAYA, "Ромашова", "Таисия", "Романовна", "3А", "Литературное чтение", 3, 2 },
	{ BERYOZOVSKAYA, "Ракитин", "Павел", "Васильевич", "6А", "Математика", 3, 3 },
	{ BERYOZOVSKAYA, "Мятлин", "Руслан", "Степанович", "9А", "История", 3, 4 },
	{ KLYUCHEVSKAYA, "Осокина", "Лидия", "Викторовна", "8А", "Алгебра", 0, 0 },
	{ KLYUCHEVSKAYA, "Камышев", "Денис", "Александрович", "7Б", "История", 0, 0 },
	{ KLYUCHEVSKAYA, "Вересова", "Галина", "Ильинична", "5А", "Русский язык", 0, 0 },
	{ LYCEUM, "Журавин", "Матвей", "Константинович", "9А", "Информатика", 0, 0 },
	{ LYCEUM - 1, "Камнева", "Рената", "Игоревна", "7А", "Английский язык", 0, 0 },
};

#define EACH(list) (int)(sizeof(list) / sizeof *(list))

bool cast_host(int org, bool deputy)
{
	for (int i = 0; i < EACH(leaders); i++)
		if (leaders[i].org == org && deputy == !strncmp(leaders[i].title, "зам", 6))
			return true;
	return false;
}

void cast_leaders(struct district *d)
{
	int methodists = 0;
	for (int i = 0; i < EACH(leaders); i++) {
		const struct leader *l = &leaders[i];
		int p = person_named(d, l->org, l->family, l->given, l->middle);
		if (l->role)
			person_works(d, p, l->org, l->role, l->title);
		if (!l->role)
			continue;
		d->person[p].leader = !strcmp(l->role, "principal");
		if (!strcmp(l->role, "ext:methodist"))
			d->methodist[methodists++] = p;
		if (!strcmp(l->role, "ext:department_head"))
			d->head = p;
		if (!strcmp(l->role, "ext:centre_head"))
			d->centre_head = p;
	}
}

static struct unit *unit_of(struct district *d, const struct teacher *t)
{
	for (int i = 0; i < d->units; i++) {
		struct unit *u = &d->unit[i];
		if (d->stream[u->stream].org == t->org &&
		    !strcmp(d->stream[u->stream].name, t->stream) &&
		    !strcmp(subjects[u->subject].name, t->subject))
			return u;
	}
	die("%s has nobody to teach %s in %s", orgs[t->org].name, t->subject, t->stream);
}

void cast_teachers(struct district *d)
{
	for (int i = 0; i < EACH(teachers); i++) {
		const struct teacher *t = &teachers[i];
		struct unit *u = unit_of(d, t);
		int post = u->post;
		if (d->post[post].person[0] >= 0)
			die("%s would take the post of another named teacher", t->family);
		int p = person_named(d, t->org, t->family, t->given, t->middle);
		if (t->weekday)
			u->pin = (int8_t)((t->weekday - 1) * LESSONS + t->lesson);
		for (int y = 0; y < YEARS; y++)
			d->post[post].person[y] = p;
	}
	for (int i = 0; i < EACH(council); i++)
		for (int p = 0; p < d->persons; p++)
			if (!strcmp(d->person[p].family, council[i].family))
				person_works(d, p, 2, council[i].role, council[i].title);
}
