/*
 * What a district knows of its people: on which competences each methodist leads a day, who has a
 * lesson-free day, who is away next week; and that a programme with somebody who is away is refused.
 *
 * Absences are of the next days alone and lesson-free days of those who have no lessons then: what is
 * planned later finds everybody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { plusDays } from './chance.mjs';
import { refused } from './client.mjs';

/** Two methodists without a mark: they may lead any day. */
async function skills({ people, luck }) {
	for (const m of people.methodists.slice(0, -2)) {
		const { items, revision } = await people.admin.get(`/cards/${m.id}/skills`);
		const known = luck.some(items, Math.ceil(items.length / 2)).map(c => c.id);
		await people.admin.put(`/cards/${m.id}/skills`, { competences: known }, revision);
	}
}

const lessonsOf = async (person, school, date) =>
	(await person.get(`/lessons?organisation=${school}&date=${date}`)).items;

/** The head of a school gives two teachers a weekday, of those on which they have no lessons that week. */
async function freeDays({ people }, everyone, school, week) {
	const head = people.headOf(school.name);
	if (!head) return;
	const teachers = everyone.filter(t => t.organisation?.id === school.id);
	const given = new Set();
	for (let n = 0; n < 7; n++) {
		const lessons = await lessonsOf(head, school.id, plusDays(week, n));
		const busy = new Set(lessons.map(l => l.teacher.id));
		const free = teachers.filter(t => !busy.has(t.id) && !given.has(t.id));
		for (const t of busy.size > 0 ? free.slice(0, 2 - given.size) : []) {
			given.add(t.id);
			await head.post('/unavailabilities', {
				person: t.id,
				weekday: new Date(`${plusDays(week, n)}T12:00:00Z`).getUTCDay() || 7,
				reason: 'Методический день педагога',
			});
		}
	}
}

const away = (person, from, to, reason) =>
	person.post('/unavailabilities', {
		person: person.id,
		starts_at: `${from}T00:00:00+03:00`,
		ends_at: `${plusDays(to, 1)}T00:00:00+03:00`,
		reason,
	});

/** A teacher of the next day's school goes to a course; a visit of her lesson can't be put there any more. */
async function absentTeacher({ people, counts }, day) {
	const lead = people.by(day.lead.id);
	const lessons = await lessonsOf(lead, day.organisation.id, day.held_on);
	const shown = new Set(lessons.filter(l => l.busy).map(l => l.teacher.id));
	const lesson = lessons.find(l => !l.busy && !shown.has(l.teacher.id) && people.by(l.teacher.id));
	if (!lesson) return;
	await away(
		people.by(lesson.teacher.id),
		day.held_on,
		day.held_on,
		'Курсы повышения квалификации',
	);
	await refused('person-unavailable', counts, () =>
		lead.post('/slots', {
			day: day.id,
			lesson: lesson.id,
			direction: 'analytic',
			people: [{ person: lesson.teacher.id, involvement: 'shows' }],
		}),
	);
}

export async function staff(world) {
	const { people, today } = world;
	await skills(world);
	const days = (await people.centre_head.get(`/days?from=${today}&limit=50`)).items;
	const next = days.find(d => d.state === 'announced');
	if (!next) return;
	await absentTeacher(world, next);
	const teachers = await people.centre_head.all('/people?role=teacher');
	for (const d of days.slice(0, 4)) await freeDays(world, teachers, d.organisation, next.held_on);
	const leads = new Set(days.map(d => d.lead?.id));
	const absent = people.methodists.findLast(m => !leads.has(m.id));
	if (absent)
		await away(absent, plusDays(today, 1), plusDays(today, 7), 'Командировка: областной семинар');
}
