/*
 * One methodological day, from the plan item to its papers in the council's queue, each step by the
 * person whose step it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { plusDays, workday } from './chance.mjs';
import { refused } from './client.mjs';
import { topics as common, difficulties, objections, steps, strengths } from './words.mjs';

/** How far a day has come: each word includes those before it. */
export const STAGES = [
	'in_plan',
	'drafted', // its order waits for the signature
	'signed', // its order waits for registration
	'ordered',
	'announced',
	'running',
	'held',
	'assessed',
	'written', // its materials are on their way to the council
	'queued',
];
/** How far each visit of a day that is being held has come, those that must be seen first. */
const UNDER_WAY = ['objected', 'begun', 'assessed', 'open', 'acknowledged', 'open'];
/** The same of a day of which materials are being written. */
const ANSWERED = ['objected', 'assessed', 'acknowledged', 'acknowledged'];

const clock = lesson => [
	`${String(8 + lesson).padStart(2, '0')}:30`,
	`${String(9 + lesson).padStart(2, '0')}:15`,
];

/** Signed thirteen days before the day, or today where that date is still to come. */
async function order(world, day, date, number, goal) {
	const { lead, people, counts, today } = world;
	const past = wanted => [wanted, today].sort()[0];
	const paper = await lead.post('/orders', { kind: 'order_hold', day: day.id });
	await refused('no-registered-order', counts, () => lead.post(`/days/${day.id}/announce`));
	if (goal < STAGES.indexOf('signed')) return;
	await people.department_head.post(`/orders/${paper.id}/sign`, {
		signed_on: past(workday(plusDays(date, -13), -1)),
	});
	if (goal < STAGES.indexOf('ordered')) return;
	await people.clerk.post(`/orders/${paper.id}/register`, {
		number,
		dated: past(workday(plusDays(date, -12), -1)),
	});
}

/**
 * Some lessons of the school's timetable on that date, each of another teacher and another hour; of a
 * year whose timetable nobody kept, teachers alone.
 */
async function lessons(world, date, school, most) {
	const { lead, luck, teachers } = world;
	const over = `${date}T${clock(7)[0]}`;
	const found = [];
	const free = (await lead.get(`/lessons?organisation=${school}&date=${date}`)).items;
	for (const l of luck.some(free, free.length))
		if (found.length < most && l.ends_at < over && world.people.by(l.teacher.id))
			if (!found.some(f => f.teacher.id === l.teacher.id || meets(f, l))) found.push(l);
	if (free.length > 0) return found.sort((a, b) => a.starts_at.localeCompare(b.starts_at));
	return luck
		.some(teachers.get(school) ?? [], most)
		.map((teacher, i) => ({ teacher, hour: i + 1 }));
}
const meets = (a, b) => a.starts_at < b.ends_at && b.starts_at < a.ends_at;

/** A topic of the subject as earlier visits of it had. */
const topicOf = ({ topics, luck }, lesson) => luck.pick(topics.get(lesson.subject?.name) ?? common);

/** Lesson visits and a talk at the end; the second booking of a person fails. */
async function programme(world, day, date, school, most) {
	const { lead, second, forms, counts } = world;
	const form = name => forms.find(f => f.name.startsWith(name))?.id ?? forms[0].id;
	const at = hour => {
		const [starts, ends] = clock(hour).map(time => `${date}T${time}:00+03:00`);
		return { starts_at: starts, ends_at: ends };
	};
	const slot = (title, formId, when, people, direction) =>
		lead.post('/slots', { day: day.id, form: formId, direction, title, ...when, people });
	const visits = [];
	for (const [i, lesson] of (await lessons(world, date, school, most)).entries()) {
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

async function beginSheet({ luck, rubric }, visitor, visit, level, share = 1) {
	const made = await visitor.post('/sheets', { visit, part: 'visitor' });
	const all = marks(rubric, luck, level);
	const filled = await visitor.put(`/sheets/${made.id}/marks`, {
		marks: all.slice(0, Math.ceil(all.length * share)),
	});
	return { made, filled };
}

async function sheet(world, visitor, visit, level) {
	const { luck } = world;
	const { made, filled } = await beginSheet(world, visitor, visit, level);
	await visitor.patch(`/sheets/${made.id}`, filled.revision ?? made.revision, {
		strengths: luck.pick(strengths),
		difficulties: luck.pick(difficulties),
		action_step: luck.pick(steps),
	});
	await visitor.post(`/sheets/${made.id}/submit`);
}

/** A visit as far as its teacher's answer, or as far as `upTo` says. */
async function assessOne(world, v, upTo) {
	const { luck, rubric, people } = world;
	if (upTo === 'open') return;
	const [first, ...others] = v.visitors;
	v.visit = await first.post('/visits', { slot: v.slot.id, rubric: rubric.id, topic: v.topic });
	const level = 0.35 + 0.5 * luck.next();
	if (upTo === 'begun') {
		await beginSheet(world, first, v.visit.id, level, 0.5);
		return;
	}
	for (const visitor of [first, ...others]) await sheet(world, visitor, v.visit.id, level);
	const now = await first.get(`/visits/${v.visit.id}`);
	if (now.state !== 'assessed') await first.post(`/visits/${v.visit.id}/assess`);
	if (upTo === 'assessed') return;
	const teacher = people.by(v.teacher.id);
	if (upTo === 'objected')
		await teacher.post(`/visits/${v.visit.id}/object`, { body: luck.pick(objections) });
	else await teacher.post(`/visits/${v.visit.id}/acknowledge`);
}

/** The visits of a day, each as far as named; otherwise answered, and one teacher in eight objects. */
async function assess(world, visits, named) {
	const answer = () => (world.luck.next() < 0.125 ? 'objected' : 'acknowledged');
	for (const [i, v] of visits.entries()) await assessOne(world, v, named[i] ?? answer());
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

/**
 * Materials that aren't at the council yet: the first two analyses are signed, with an objection and
 * without an answer, the rest are drafts, and so are the recommendations; the summary report waits for
 * the head of the school.
 */
async function someOfThePapers({ lead }, day, visits) {
	for (const [i, v] of visits.entries()) {
		const m = await lead.post('/materials', { kind: 'lesson_analysis', visit: v.visit.id });
		if (i < 2) await lead.post(`/materials/${m.id}/sign`);
	}
	const spravka = await lead.post('/materials', { kind: 'spravka', day: day.id });
	await lead.post(`/materials/${spravka.id}/sign`);
	await lead.post('/materials', { kind: 'recommendations', day: day.id });
}

/** From the announcement on. */
async function holdDay(world, day, item, goal) {
	const { lead } = world;
	const running = STAGES[goal] === 'running';
	await lead.post(`/days/${day.id}/announce`);
	const visits = await programme(
		world,
		day,
		item.starts_on,
		item.organisation.id,
		running ? UNDER_WAY.length : 4,
	);
	if (goal < STAGES.indexOf('running')) return;
	await lead.post(`/days/${day.id}/start`);
	if (running) return assess(world, visits, UNDER_WAY);
	await lead.post(`/days/${day.id}/hold`);
	if (goal < STAGES.indexOf('assessed')) return;
	await assess(world, visits, STAGES[goal] === 'written' ? ANSWERED : []);
	if (STAGES[goal] === 'written') await someOfThePapers(world, day, visits);
	if (STAGES[goal] === 'queued') await papers(world, day, visits);
}

/** Plays a day up to a stage; answers its id. */
export async function playDay(world, item, upTo, number) {
	const date = item.starts_on;
	const goal = STAGES.indexOf(upTo);
	const { lead } = world;
	const day = await lead.post('/days', { plan_item: item.id, held_on: date, lead: lead.id });
	if (day.state === 'draft') await lead.post(`/days/${day.id}/plan`, { plan_item: item.id });
	if (upTo === 'in_plan') return day.id;
	await order(world, day, date, number, goal);
	if (goal < STAGES.indexOf('announced')) return day.id;
	const now = await lead.get(`/days/${day.id}`);
	if (now.state === 'in_plan') throw new Error('the order did not open its day');
	await holdDay(world, day, item, goal);
	return day.id;
}
