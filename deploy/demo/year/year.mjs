/*
 * Plays a school year of the demo district through the programming interface, by the people whose
 * steps they are, refusals included: node year.mjs BASE_URL YEAR [--days N] [--seed N] [--half]
 *
 * A year that is over ends with every day closed; --half plays up to today and leaves the days
 * around it in every state. Prints a line of progress at least each two seconds and, at the end,
 * what was done as one line of JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { chance, plusDays } from './chance.mjs';
import { Person } from './client.mjs';
import { hold, mendReturned } from './council.mjs';
import { playDay, STAGES } from './day.mjs';
import { life } from './life.mjs';
import { staff } from './staff.mjs';

const [base, yearText, ...options] = process.argv.slice(2);
const option = (name, otherwise) => {
	const at = options.indexOf(name);
	return at < 0 ? otherwise : Number(options[at + 1]);
};
const year = Number(yearText);
if (!/^https?:/.test(base ?? '') || !Number.isInteger(year)) {
	console.error('year.mjs BASE_URL YEAR [--days N] [--seed N] [--half]');
	process.exit(2);
}
const days = option('--days', 24);
const luck = chance(option('--seed', 1) * 100_003 + year);
const half = options.includes('--half');
const counts = { year, days: 0, sittings: 0, requests: 0, refusals: {} };

/** People by role and by id; each signs in when he first has something to do. */
async function everybody() {
	const rows = (await (await fetch(`${base}/api/v1/demo/persons`)).json()).items;
	const known = new Map(rows.map(r => [r.person, new Person(base, r, counts)]));
	const all = [...known.values()];
	const people = {
		by: id => known.get(id),
		headOf: school => all.find(p => p.roles.includes('school_head') && p.organisation === school),
		methodists: all.filter(p => p.roles.includes('methodist')),
	};
	for (const role of [
		'centre_head',
		'department_head',
		'clerk',
		'council_chair',
		'council_secretary',
		'admin',
	])
		people[role] = all.find(p => p.roles.includes(role));
	return people;
}

async function theWorld() {
	const people = await everybody();
	const head = people.centre_head;
	const rubrics = (await head.get('/rubrics')).items;
	const rubric = await head.get(`/rubrics/${rubrics.find(r => r.code === 'by-stage').id}`);
	const teachers = new Map();
	for (const t of await head.all('/people?role=teacher'))
		if (t.organisation && people.by(t.id))
			teachers.set(t.organisation.id, [...(teachers.get(t.organisation.id) ?? []), t]);
	const forms = (await head.get('/forms')).items;
	const topics = new Map();
	for (const v of await head.all(`/visits?from=${year - 1}-09-01&to=${year}-05-31`))
		if (v.subject && v.topic)
			topics.set(v.subject.name, [...(topics.get(v.subject.name) ?? []), v.topic]);
	return {
		people,
		luck,
		counts,
		rubric,
		teachers,
		topics,
		forms,
		today: (await head.get('/session')).today,
	};
}

/** Days before today by how long ago they were, nearest first; all before these are at the council. */
const PAST = ['running', 'held', 'assessed', 'written'];
/** Days to come, those that must be seen first where fewer are near. */
const AHEAD = ['announced', 'signed', 'drafted', 'ordered', 'in_plan'];

/** Items that are played, each with how far its day has come today. */
function staged(items, today) {
	if (!half) return items.map(item => [item, 'queued']);
	const past = items.filter(i => i.starts_on <= today);
	const ahead = items.filter(i => i.starts_on > today && i.starts_on <= plusDays(today, 24));
	const next = AHEAD.slice(0, ahead.length).sort((a, b) => STAGES.indexOf(b) - STAGES.indexOf(a));
	return [
		...past.map((item, i) => [item, PAST[past.length - 1 - i] ?? 'queued']),
		...ahead.slice(0, next.length).map((item, i) => [item, next[i]]),
	];
}

let told = 0;
function tell(words) {
	if (Date.now() - told < 1500) return;
	told = Date.now();
	console.log(words);
}

/** What is played, at most `days`. Late in the year the earliest are left out: items without a day are there at any time. */
async function chosen(world) {
	const items = (await world.people.centre_head.all(`/plan-items?year=${year}`))
		.filter(i => i.form?.is_day && i.organisation)
		.sort((a, b) => a.starts_on.localeCompare(b.starts_on));
	const wanted = staged(items, world.today);
	return half ? wanted.slice(-days) : wanted.slice(0, days);
}

async function close(world) {
	for (const d of await world.people.centre_head.all(`/days?year=${year}&state=approved`))
		await world.people.centre_head.post(`/days/${d.id}/close`);
}

async function play() {
	const world = await theWorld();
	const all = await chosen(world);
	/** A year that was broken off goes on. */
	const items = all.filter(([item]) => !item.day);
	counts.days = all.length - items.length;
	let month = items[0]?.[0].starts_on.slice(0, 7);
	/** Sittings are on weekdays. */
	const weekday = date => {
		const day = new Date(`${date}T12:00:00Z`).getUTCDay();
		return plusDays(date, day === 0 ? -2 : day === 6 ? -1 : 0);
	};
	const sit = async on => {
		const date = weekday(on);
		if (half && date > world.today) return;
		await mendReturned(world);
		if (await hold(world, date, `${counts.sittings + 1}-с/${year % 100}`, counts.sittings === 1))
			counts.sittings++;
	};
	for (const [i, [item, stage]] of items.entries()) {
		if (item.starts_on.slice(0, 7) !== month) {
			await sit(plusDays(`${item.starts_on.slice(0, 7)}-01`, -1));
			month = item.starts_on.slice(0, 7);
		}
		const lead = world.people.by(item.responsible?.id) ?? world.people.methodists[0];
		const second =
			stage === 'running'
				? world.people.methodists.find(m => m !== lead)
				: world.people.methodists.find(m => m !== lead && (i + m.name.length) % 3 === 0);
		await playDay({ ...world, lead, second }, item, stage, `${item.number}/${year % 100}`);
		counts.days++;
		tell(`Учебный год ${year}/${year + 1}: дней ${counts.days} из ${all.length}`);
	}
	const left = await world.people.centre_head.all(`/days?year=${year}&state=at_council`);
	if (!half && left.length > 0)
		for (const n of [10, 24]) await sit(plusDays(all.at(-1)[0].starts_on, n));
	await close(world);
	if (half) {
		await staff(world);
		await life({ ...world, year });
	}
	console.log(JSON.stringify(counts));
}

play().catch(e => {
	console.error(`Год не сыгран: ${process.env.TRACE ? e.stack : e.message}`);
	process.exit(1);
});
