/*
 * The pictures of the handbook (docs/ru/handbook): each is taken of the page, as the person, at the width
 * that the table names, so that a page which has gone or says nothing is seen here first. PICTURES names
 * the folder that they are left in; few colours keep them small.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { demoPeople, launch, open, settled, signIn } from './browser.mjs';

let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const first = (page, path, test = () => true) =>
	page
		.evaluate(async p => (await (await fetch(`/api/v1${p}`)).json()).items, path)
		.then(items => items.find(test));
const day = async page =>
	`/days/${(await first(page, '/days?limit=50', d => d.state === 'held')).id}`;

/** name: [role, address or how to find it, what the page must say, width, height] */
const pictures = {
	home: ['methodist', '/', 'Ваши дела', 1280, 760],
	day: ['methodist', day, 'Путь дня', 1280, 860],
	programme: [
		'methodist',
		async page => `${await day(page)}/programme`,
		'Кабинеты и время',
		1280,
		900,
	],
	visit: [
		'methodist',
		async page => `/visits/${(await first(page, '/visits?limit=50', v => v.percent !== null)).id}`,
		'Отметки',
		360,
		740,
	],
	material: [
		'methodist',
		async page =>
			`/materials/${(await first(page, '/materials?limit=50', m => m.kind === 'spravka')).id}`,
		'О документе',
		1280,
		860,
	],
	plan: ['centre_head', '/plan', 'Организации по месяцам', 1280, 900],
	'next-year': ['centre_head', '/next-year', 'Предложения', 1280, 900],
	sitting: [
		'council_secretary',
		async page =>
			`/sittings/${(await first(page, '/sittings?limit=50', s => s.state === 'closed')).id}`,
		'Повестка',
		1280,
		860,
	],
	order: [
		'department_head',
		async page =>
			`/orders/${(await first(page, '/orders?limit=50', o => o.kind === 'order_hold')).id}`,
		'Сведения',
		1280,
		760,
	],
	admin: ['admin', '/admin', 'Требует внимания', 1280, 860],
	'growth-school': [
		'school_head',
		async page => `/growth/schools/${(await first(page, '/growth/schools')).school.id}`,
		'посещени',
		1280,
		900,
	],
	'growth-person': [
		'teacher',
		async page => {
			const me = await page.evaluate(
				async () => (await (await fetch('/api/v1/session')).json()).person,
			);
			return `/growth/people/${me}`;
		},
		'Где вы сейчас',
		360,
		740,
	],
};

for (const [name, [role, where, says, width, height]] of Object.entries(pictures))
	test(`picture: ${name}`, async () => {
		const page = await open(browser, { viewport: { width, height } });
		const person =
			people.find(p => p.roles.join() === role) ?? people.find(p => p.roles.includes(role));
		await signIn(page, person.name);
		await page.goto(typeof where === 'string' ? where : await where(page));
		await settled(page);
		await page.getByText(says).first().waitFor();
		assert.deepEqual(page.faults, []);
		if (process.env.PICTURES) {
			const file = `${process.env.PICTURES}/${name}.png`;
			await page.screenshot({ path: file });
			execFileSync('convert', [file, '+dither', '-colors', '64', '-strip', `PNG8:${file}`]);
		}
		await page.context().close();
	});

test('the handbook has these pictures and no other', () => {
	const there = readdirSync(new URL('../../docs/ru/handbook/pictures', import.meta.url));
	assert.deepEqual(
		there.sort(),
		Object.keys(pictures)
			.map(n => `${n}.png`)
			.sort(),
	);
});
