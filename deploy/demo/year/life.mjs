/*
 * What else a living district has by now: requests, corrections that were agreed, practices on their
 * way to the bank, a remark of the council, the next sitting with its agenda.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { plusDays } from './chance.mjs';

const requests = [
	'Нужен образец урока с работой в парах для малокомплектного класса.',
	'Просим практикум по критериальному оцениванию для учителей начальной школы.',
	'Хочу посмотреть, как другие ведут проектную деятельность в 7 классе.',
	'Молодому учителю нужен наставник по обратной связи.',
	'Просим помочь с разбором результатов диагностики шестых классов.',
	'Нужна консультация по работе с текстом на уроке математики.',
];
const tasks = [
	'Давать 20 секунд на обдумывание, прежде чем спросить.',
	'Заканчивать урок выходной карточкой из одного вопроса.',
	'На каждом уроке предлагать задание на выбор уровня.',
];
const cards = [
	'Выходные карточки на уроках математики',
	'Читательский дневник класса',
	'Урок-диалог в малой группе',
];

async function competences(head) {
	const frameworks = (await head.get('/frameworks')).items;
	const known = await head.get(`/frameworks/${frameworks.find(f => f.code === 'deficits').id}`);
	return known.competences.filter(c => c.code !== '');
}

async function needs({ people, luck }, list, teachers) {
	for (const body of requests)
		await people
			.by(luck.pick(teachers).id)
			.post('/needs', { competence: luck.pick(list).id, source: 'request', body });
}

/** Three are proposed; the first two are agreed, the first is in work. */
async function corrections({ people, luck }, list, teachers) {
	const lead = people.methodists[0];
	for (const [i, teacher] of luck.some(teachers, tasks.length).entries()) {
		const made = await lead.post('/corrections', {
			person: teacher.id,
			competence: luck.pick(list).id,
			body: tasks[i],
		});
		const person = people.by(teacher.id);
		if (i < 2) await person.post(`/corrections/${made.id}/agree`);
		if (i < 1) await person.post(`/corrections/${made.id}/start`);
	}
}

/** Noticed at visits: one waits for its author's words, one for consent, one goes to the council. */
async function practices({ people }) {
	const lead = people.methodists[0];
	const seen = (await lead.get('/visits?state=acknowledged&limit=20')).items.filter(v => v.day);
	for (const [i, title] of cards.slice(0, seen.length).entries()) {
		const made = await lead.post('/practices', { visit: seen[i].id, title });
		if (i === 0) continue;
		const now = await lead.get(`/practices/${made.id}`);
		const body = [
			{ b: 'heading', text: 'Замысел' },
			{
				b: 'para',
				text: 'Короткая письменная рефлексия в конце урока показывает, что понял каждый.',
			},
			{ b: 'heading', text: 'Условия и труд' },
			{ b: 'para', text: 'Пять минут урока, карточки готовятся один раз на четверть.' },
		];
		await lead.patch(`/practices/${made.id}`, now.revision, { body });
		await lead.post(`/practices/${made.id}/describe`);
		if (i === 1) continue;
		await people.by(seen[i].teacher.id).post(`/practices/${made.id}/consent`);
		await people.centre_head.post(`/practices/${made.id}/submit`);
	}
}

/** One waits for the day's lead, one is answered and waits for the chair. */
async function remarks({ people }) {
	const [first, second] = (await people.centre_head.get('/days?state=held&limit=2')).items;
	if (first)
		await people.council_chair.post('/remarks', {
			day: first.id,
			phase: 'holding',
			body: 'В программе не было мероприятия для завуча школы.',
		});
	if (!second) return;
	const answered = await people.council_chair.post('/remarks', {
		day: second.id,
		phase: 'summing_up',
		body: 'В справке не названы сроки, к которым школа устранит недостатки.',
	});
	await people.by(second.lead.id).post(`/remarks/${answered.id}/answer`, {
		answer: 'Сроки названы в рекомендациях, справка будет дополнена.',
	});
}

/** A school that isn't in the year's plan asked for a day: a draft that has no item yet. */
async function offPlan({ people, teachers, today, year }) {
	const items = (await people.centre_head.all(`/plan-items?year=${year}`)).filter(
		i => i.form?.is_day && i.organisation,
	);
	const later = items.find(i => !i.day && i.starts_on > plusDays(today, 24));
	const planned = new Set(items.map(i => i.organisation.id));
	const school = [...teachers.keys()].find(id => !planned.has(id));
	const lead = people.methodists.at(-1);
	if (later && school)
		await lead.post('/days', {
			organisation: school,
			held_on: later.starts_on,
			theme: 'Урок в разновозрастном классе',
			lead: lead.id,
		});
}

/** The sitting to come, with what is queued. */
async function nextSitting({ people, today }) {
	const secretary = people.council_secretary;
	const ahead = (4 - new Date(`${today}T12:00:00Z`).getUTCDay() + 7) % 7 || 7; // Thursday
	const sitting = await secretary.post('/sittings', {
		held_on: plusDays(today, ahead),
		place: 'Муниципальный центр, зал заседаний',
	});
	const filled = await secretary.post(`/sittings/${sitting.id}/agenda/fill`);
	if (filled.agenda.length > 0) await secretary.post(`/sittings/${sitting.id}/call`);
}

export async function life(world) {
	const { people, teachers } = world;
	const list = await competences(people.centre_head);
	const everyone = [...teachers.values()].flat();
	await needs(world, list, everyone);
	await corrections(world, list, everyone);
	await practices(world);
	await remarks(world);
	await offPlan(world);
	await nextSitting(world);
}
