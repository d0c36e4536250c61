/*
 * «Что дальше?» of each role and the execution of the plan in a browser: what is overdue comes first, an
 * empty list teaches what will come and where to look, figures have their table, their date and a CSV.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	ask,
	axe,
	button,
	changed,
	demoPeople,
	enter,
	launch,
	leave,
	overflow,
	plain,
	section,
	settled,
	short,
} from './browser.mjs';

const ROLES = [
	'centre_head',
	'methodist',
	'department_head',
	'clerk',
	'council_chair',
	'council_secretary',
	'council_member',
	'school_head',
	'teacher',
	'admin',
];
let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());
const only = role =>
	people.find(p => p.roles.length === 1 && p.roles[0] === role) ??
	people.find(p => p.roles.includes(role));

for (const role of ROLES)
	test(`${role}: own steps by term, or words that teach`, async () => {
		const person = only(role);
		assert.ok(person, `the demonstration has a ${role}`);
		const page = await enter(browser, person);
		const { items, status } = await ask(page, '/next-steps');
		assert.equal(status, 200);
		const mine = items.filter(s => s.mine);
		const rows = section(page, 'mine').locator('ul.q > li');
		if (mine.length === 0) {
			await section(page, 'mine').getByText('Сейчас от вас ничего не ждут.').waitFor();
			const button = section(page, 'mine').locator('a.btn');
			await button.click();
			await settled(page);
			assert.equal(await page.locator('.band.bad').count(), 0, 'what is offered opens');
		} else {
			const late = mine.filter(s => s.late_days > 0).length;
			for (let i = 0; i < late; i++) await rows.nth(i).locator('.when.late').waitFor();
			assert.equal(await section(page, 'mine').locator('.when.late').count(), late);
			assert.equal(await page.locator('a.btn.pri').count(), 1, 'one thing is first');
			const dated = mine.filter(s => s.due_on).length;
			assert.ok((await rows.count()) >= Math.min(mine.length, dated));
			const more = section(page, 'mine').getByRole('button', { name: /без срока/ });
			if (await more.count()) {
				await more.click();
				assert.equal(await rows.count(), mine.length);
			}
		}
		await leave(page);
	});

test('others are waited for: late ones whole, the rest on demand', async () => {
	const page = await enter(browser, only('centre_head'));
	const others = (await ask(page, '/next-steps')).items.filter(s => !s.mine);
	const rows = section(page, 'others').locator('tbody tr');
	const late = others.filter(s => s.late_days > 0).length;
	assert.equal(await rows.count(), Math.min(others.length, Math.max(8, late)));
	const more = section(page, 'others').getByRole('button', { name: /^Показать ещё/ });
	if (others.length > (await rows.count())) await more.click();
	assert.equal(await rows.count(), others.length);
	const shown = await rows.evaluateAll(list =>
		list.map(r => [r.cells[1].textContent, r.querySelector('a.cl')?.hash.slice(1) ?? '']),
	);
	const pairs = list => list.map(([owner, clause]) => `${owner ?? ''} ${clause ?? ''}`).sort();
	assert.deepEqual(pairs(shown), pairs(others.map(s => [s.owner, s.clause])));
	await leave(page);
});

test('each step of a day has its owner, its term and the clause it comes from', async () => {
	const page = await enter(browser, only('centre_head'));
	const { items } = await ask(page, '/days?state=announced&limit=5');
	await page.goto(`/days/${items[0].id}`);
	await settled(page);
	const { steps } = await ask(page, `/days/${items[0].id}`);
	const rows = page.locator('ol.chain > li');
	assert.equal(await rows.count(), steps.length);
	assert.equal(await page.locator('ol.chain > li[aria-current=step]').count(), 1);
	for (const [i, s] of steps.entries()) {
		const row = rows.nth(i).locator('.otc');
		assert.equal(await row.locator('.own').textContent(), s.owner ?? '');
		const term = plain(await row.locator('.term').textContent());
		const day = s.state === 'done' ? s.at : s.due_on;
		assert.ok(day ? /\d [а-я]+|сегодня/i.test(term) : term === '', `${s.event}: ${term}`);
		const clause = await row.locator('.clause-c a').evaluateAll(l => l.map(e => e.hash));
		assert.deepEqual(clause, s.clause ? [`#${s.clause}`] : [], s.event);
	}
	await leave(page);
});

test('whoever has a day soon sees it with his own part of it', async () => {
	const anyone = await enter(browser, only('centre_head'));
	const { today } = await ask(anyone, '/session');
	const { items } = await ask(anyone, `/days?from=${today}&limit=50`);
	const within = d => Date.parse(d.held_on) - Date.parse(today) < 14 * 864e5;
	const who = d => p =>
		short(p.name) === d.lead?.short ||
		(p.roles.includes('school_head') && p.organisation === d.organisation.name);
	const soon = items.find(d => d.state !== 'cancelled' && within(d) && people.some(who(d)));
	await leave(anyone);
	assert.ok(soon, 'the demonstration has a day in the next two weeks');
	const page = await enter(browser, people.find(who(soon)));
	await section(page, 'next-day').getByRole('link', { name: soon.organisation.name }).waitFor();
	await section(page, 'next-day').getByRole('link', { name: 'Программа дня' }).waitFor();
	assert.deepEqual(await axe(page), []);
	await leave(page);
});

test('execution of the plan: stages, burn-up, ageing, each with its figures', async () => {
	const page = await enter(browser, only('council_chair'), '/control');
	const { year } = await ask(page, '/control-board');
	const board = await ask(page, `/control-board?year=${year}`);
	const stages = section(page, 'stages');
	for (const row of board.stages) assert.ok(row.count > 0);
	const shown = await stages.locator('tbody tr').count();
	assert.equal(shown, board.stages.filter(s => s.state !== 'cancelled').length);
	const burn = section(page, 'burn-up');
	assert.match(plain(await burn.locator('h2').textContent()), /по плану \d+ из \d+, проведено \d+/);
	assert.equal(
		await burn.locator('svg desc').textContent(),
		await burn.locator('h2').textContent(),
	);
	await burn.getByText('Таблицей').click();
	assert.equal(await burn.locator('tbody tr').count(), 12);
	const ageing = section(page, 'ageing').locator('tbody tr');
	assert.equal(await ageing.count(), Math.min(8, board.items.length));
	const waited = [...board.items].sort(
		(a, b) => (b.late_days ?? 0) - (a.late_days ?? 0) || b.waits - a.waits,
	);
	for (const [i, d] of waited.slice(0, await ageing.count()).entries()) {
		const cells = (await ageing.nth(i).locator('th, td').allTextContents()).map(plain);
		assert.ok(cells[0].startsWith(`${d.organisation.name}, `), cells[0]);
		assert.equal(cells[2], plain(d.owner ?? '—'));
		assert.match(cells[3], new RegExp(`^${d.waits} `));
		const due = d.due_on?.split('-').reverse().join('.') ?? '—';
		assert.ok(cells[4].startsWith(due), `${cells[4]} ${due}`);
		assert.equal(/опоздание/.test(cells[4]), (d.late_days ?? 0) > 0);
	}
	const latest = Math.max(...board.items.map(d => d.late_days ?? 0));
	if (latest > 0)
		assert.match(plain(await ageing.first().textContent()), new RegExp(`опоздание ${latest} `));
	await section(page, 'ageing')
		.getByText(/^по\sсостоянию/)
		.waitFor();
	for (const id of ['stages', 'burn-up', 'ageing'])
		assert.equal(
			await section(page, id).locator('.src a[href="/growth/method#execution"]').count(),
			1,
		);
	const href = await section(page, 'ageing').locator('a[download]').getAttribute('href');
	const csv = await page.evaluate(async h => (await fetch(h)).text(), href);
	assert.equal(csv.trim().split('\r\n').length, board.items.length + 1);
	await leave(page);
});

test('execution fits a phone', async () => {
	const page = await enter(browser, only('council_member'), '/control', {
		viewport: { width: 360, height: 780 },
		hasTouch: true,
	});
	assert.deepEqual([await axe(page), await overflow(page)], [[], 0]);
	const bar = await page.locator('.stage').first().boundingBox();
	assert.ok(bar.width > 60, `a bar of ${bar.width} px says nothing`);
	await leave(page);
});

test('a lesson to be visited is begun from its step, even in the evening, when the day is over', async () => {
	const page = await enter(browser, only('methodist'));
	const { items } = await ask(page, '/visits?limit=200');
	const { slot, day } = items.find(v => v.slot && v.day);
	await changed(page, '/next-steps', list => {
		list.items = [
			{ entity: 'slot', id: slot, day, event: 'visit', title: 'Урок', mine: true, due_on: null },
		];
	});
	await changed(page, `/days/${day}`, d => {
		d.state = 'held';
	});
	await changed(page, '/slots', list => {
		for (const s of list.items) if (s.id === slot) s.visit = null;
	});
	await page.goto('/');
	await settled(page);
	await page.getByRole('link', { name: 'Начать посещение' }).click();
	const dialog = page.getByRole('dialog');
	await button(dialog, 'Завести лист посещения').waitFor();
	assert.equal(await button(dialog, 'Изменить').count(), 0);
	await leave(page);
});
