/*
 * One methodological day, from the plan item to its papers in the council's queue, each step by the
 * person whose step it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { plusDays } from './chance.mjs';
import { refused } from './client.mjs';
import { topics as common, difficulties, objections, steps, strengths } from './words.mjs';

/** How far a day has come: each word includes those before it. */
export const STAGES = ['in_plan', 'ordered', 'announced', 'held', 'assessed', 'queued'];

const clock = lesson => [
	`${String(8 + lesson).padStart(2, '0')}:30`,
	`${String(9 + lesson).padStart(2, '0')}:15`,
];

async function order(world, day, date, number) {
	const { lead, people, counts } = world;
	const paper = await lead.post('/orders', { kind: 'order_hold', day: day.id });
	await refused('no-registered-order', counts, () => lead.post(`/days/${day.id}/announce`));
	await people.department_head.post(`/orders/${paper.id}/sign`, { signed_on: plusDays(date, -13) });
	await people.clerk.post(`/orders/${paper.id}/register`, { number, dated: plusDays(date, -12) });
}

/**
 * Up to four lessons of the school's timetable on that date, each of another teacher and another hour;
 * of a year whose timetable nobody kept, teachers alone.
 */
async function lessons(world, date, school) {
	const { lead, luck, teachers } = world;
	const over = `${date}T${clock(7)[0]}`;
	const found = [];
	const free = (await lead.get(`/lessons?organisation=${school}&date=${date}`)).items;
	for (const l of luck.some(free, free.length))
		if (found.length < 4 && l.ends_at < over && world.people.by(l.teacher.id))
			if (!found.some(f => f.teacher.id === l.teacher.id || meets(f, l))) found.push(l);
	if (free.length > 0) return found.sort((a, b) => a.starts_at.localeCompare(b.starts_at));
	return luck.some(teachers.get(school) ?? [], 4).map((teacher, i) => ({ teacher, hour: i + 1 }));
}
const meets = (a, b) => a.starts_at < b.ends_at && b.starts_at < a.ends_at;

/** A topic of the subject as earlier visits of it had. */
const topicOf = ({ topics, luck }, lesson) => luck.pick(topics.get(lesson.subject?.name) ?? common);

/** Three or four lesson visits, an opening and a talk at the end; the second booking of a person fails. */
async function programme(world, day, date, school) {
	const { lead, second, forms, counts } = world;
	const form = name => forms.find(f => f.name.startsWith(name))?.id ?? forms[0].id;
	const at = hour => {
		const [starts, ends] = clock(hour).map(time => `${date}T${time}:00+03:00`);
		return { starts_at: starts, ends_at: ends };
	};
	const slot = (title, formId, when, people, direction) =>
		lead.post('/slots', { day: day.id, form: formId, direction, title, ...when, people });
	const visits = [];
	for (const [i, lesson] of (await lessons(world, date, school)).entries()) {
		const visitors = i % 2 && second ? [lead, second] : [lead];
		const people = visitors.map(v => ({ person: v.id, involvement: 'visits' }));
		const shows = [{ person: lesson.teacher.id, involvement: 'shows' }, ...people];
		const topic = topicOf(world, lesson);
		visits.push({
			teacher: lesson.teacher,
			visitors,
			topic,
			slot: lesson.id
				? await lead.post('/slots', {
						day: day.id,
						lesson: lesson.id,
						direction: 'analytic',
						people,
					})
				: await slot(`Урок: ${topic}`, form('Посещение урока'), at(lesson.hour), shows, 'analytic'),
		});
	}
	if (visits.length > 0) {
		const { starts_at, ends_at } = visits[0].slot;
		const leads = [{ person: lead.id, involvement: 'leads' }];
		await refused('person-in-two-places', counts, () =>
			slot('Консультация', form('Консультация'), { starts_at, ends_at }, leads, 'consulting'),
		);
	}
	await slot(
		'Итоги дня с администрацией школы',
		form('Круглый стол'),
		at(7),
		[{ person: lead.id, involvement: 'leads' }],
		'organisational',
	);
	return visits;
}

function marks(rubric, luck, level) {
	return rubric.sections.flatMap(section =>
		section.items.map(item => {
			const at = Math.round(
				(item.points.length - 1) * Math.min(1, Math.max(0, level + (luck.next() - 0.5) * 0.7)),
			);
			return {
				item: item.id,
				points: item.points[at],
				evidence: luck.next() < 0.3 ? luck.pick(strengths) : '',
			};
		}),
	);
}

async function sheet(world, visitor, visit, level) {
	const { luck, rubric } = world;
	const made = await visitor.post('/sheets', { visit, part: 'visitor' });
	const filled = await visitor.put(`/sheets/${made.id}/marks`, {
		marks: marks(rubric, luck, level),
	});
	await visitor.patch(`/sheets/${made.id}`, filled.revision ?? made.revision, {
		strengths: luck.pick(strengths),
		difficulties: luck.pick(difficulties),
		action_step: luck.pick(steps),
	});
	await visitor.post(`/sheets/${made.id}/submit`);
}

/** The visits of a day, assessed and answered: one teacher in eight objects. */
async function assess(world, visits) {
	const { luck, rubric, people } = world;
	for (const v of visits) {
		const [first, ...others] = v.visitors;
		v.visit = await first.post('/visits', {
			slot: v.slot.id,
			rubric: rubric.id,
			topic: v.topic,
		});
		const level = 0.35 + 0.5 * luck.next();
		for (const visitor of [first, ...others]) await sheet(world, visitor, v.visit.id, level);
		const now = await first.get(`/visits/${v.visit.id}`);
		if (now.state !== 'assessed') await first.post(`/visits/${v.visit.id}/assess`);
		const teacher = people.by(v.teacher.id);
		if (luck.next() < 0.125)
			await teacher.post(`/visits/${v.visit.id}/object`, { body: luck.pick(objections) });
		else await teacher.post(`/visits/${v.visit.id}/acknowledge`);
	}
}

/** Analyses of the lessons and the summary report, signed and sent to the council. */
async function papers(world, day, visits) {
	const { lead, people } = world;
	const made = [];
	for (const v of visits)
		made.push(await lead.post('/materials', { kind: 'lesson_analysis', visit: v.visit.id }));
	made.push(await lead.post('/materials', { kind: 'spravka', day: day.id }));
	for (const m of made) {
		await lead.post(`/materials/${m.id}/sign`);
		const now = await lead.get(`/materials/${m.id}`);
		if (now.kind === 'lesson_analysis' && now.state === 'signed')
			await people.by(now.teacher.id).post(`/materials/${m.id}/acknowledge`);
	}
	const state = (await lead.get(`/days/${day.id}`)).state;
	if (state === 'held') await lead.post(`/days/${day.id}/analyse`);
	for (const m of made) await people.centre_head.post(`/materials/${m.id}/queue`);
}

/** Plays a day up to a stage; answers its id. */
export async function playDay(world, item, upTo, number) {
	const date = item.starts_on;
	const goal = STAGES.indexOf(upTo);
	const { lead } = world;
	const day = await lead.post('/days', { plan_item: item.id, held_on: date, lead: lead.id });
	if (day.state === 'draft') await lead.post(`/days/${day.id}/plan`, { plan_item: item.id });
	if (goal < 1) return day.id;
	await order(world, day, date, number);
	if (goal < 2) return day.id;
	const now = await lead.get(`/days/${day.id}`);
	if (now.state === 'in_plan') throw new Error('the order did not open its day');
	await lead.post(`/days/${day.id}/announce`);
	const visits = await programme(world, day, date, item.organisation.id);
	if (goal < 3) return day.id;
	await lead.post(`/days/${day.id}/start`);
	await lead.post(`/days/${day.id}/hold`);
	if (goal < 4) return day.id;
	await assess(world, visits);
	if (goal < 5) return day.id;
	await papers(world, day, visits);
	return day.id;
}
