/*
 * Attendance in a browser: the methodist ticks on a phone and shows the code, a teacher opens it and is
 * marked, the methodist corrects; another's code and a wrong one are refused with a sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	ask,
	askAll,
	axe,
	button,
	demoPeople,
	enter,
	launch,
	leave,
	overflow,
	refusal,
	settled,
	short,
} from './browser.mjs';

let browser;
let people;
let methodist;
/** a held day with a teacher in it, the activity and the teacher */
let day;
let slot;
let teacher;
const phone = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

before(async () => {
	browser = await launch();
	people = await demoPeople();
	methodist = people.find(p => p.roles.includes('methodist') && !p.roles.includes('centre_head'));
	const page = await enter(browser, methodist, '/days');
	const open = ['announced', 'running', 'held', 'analysed'];
	const { today } = await ask(page, '/session');
	for (const d of await askAll(page, '/days?limit=200')) {
		if (!open.includes(d.state) || d.held_on > today) continue;
		for (const s of (await ask(page, `/slots?day=${d.id}`)).items) {
			const shows = s.people.find(p =>
				people.some(x => x.person === p.id && p.involvement === 'shows'),
			);
			if (!shows || slot) continue;
			[day, slot] = [d, s];
			teacher = people.find(x => x.person === shows.id);
		}
	}
	assert.ok(slot, 'the demonstration has a held day with a teacher in it');
	await leave(page);
});
after(() => browser?.close());

const list = `/days/`;
const attendance = async page => (await ask(page, `/slots/${slot.id}/attendance`)).items;
const rowOf = (page, name) => page.locator('.ticks li', { hasText: name });

test('a methodist ticks the list on a phone, and takes a tick back', async () => {
	const page = await enter(
		browser,
		methodist,
		`${list}${day.id}/attendance?slot=${slot.id}`,
		phone,
	);
	const name = slot.people.find(p => p.id === teacher.person).short;
	const box = rowOf(page, name).getByRole('checkbox');
	await box.check();
	await rowOf(page, name)
		.getByText(/отметил/)
		.waitFor();
	assert.equal((await attendance(page)).find(a => a.person.id === teacher.person).present, true);
	await page.getByRole('heading', { level: 1, name: /^Пришли [1-9]\d* из / }).waitFor();
	assert.deepEqual(await axe(page), []);
	assert.equal(await overflow(page), 0);
	const size = await rowOf(page, name).locator('label').boundingBox();
	assert.ok(size.height >= 44, `a finger needs 44 px, not ${size.height}`);
	await box.uncheck();
	await page
		.waitForResponse(r => r.url().endsWith('/attendance') && r.request().method() === 'PUT')
		.catch(() => {});
	await settled(page);
	assert.equal((await attendance(page)).find(a => a.person.id === teacher.person).present, null);
	await leave(page);
});

test('who came without an invitation is found by the name; the rest is said to be absent', async () => {
	const page = await enter(
		browser,
		methodist,
		`${list}${day.id}/attendance?slot=${slot.id}`,
		phone,
	);
	const known = new Set((await attendance(page)).map(a => a.person.id));
	const other = people.find(p => p.roles.includes('teacher') && !known.has(p.person));
	await page.getByLabel('Пришёл не из списка: фамилия').fill(other.name);
	await page
		.getByRole('button', { name: short(other.name) })
		.first()
		.click();
	await rowOf(page, other.name.split(' ')[0]).getByText('без приглашения').waitFor();
	const before = (await attendance(page)).filter(a => a.present === null).length;
	assert.ok(before > 0);
	await page.getByRole('button', { name: /не\sприш/ }).click();
	await page
		.getByText(/не\sпришёл\(а\)/)
		.first()
		.waitFor();
	assert.equal((await attendance(page)).filter(a => a.present === null).length, 0);
	/* everything back as it was */
	const ticks = (await attendance(page)).map(a => ({ person: a.person.id, present: null }));
	await page.evaluate(
		async ([path, body]) => {
			const { csrf } = await (await fetch('/api/v1/session')).json();
			await fetch(path, {
				method: 'PUT',
				headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
				body: JSON.stringify(body),
			});
		},
		[`/api/v1/slots/${slot.id}/attendance`, { people: ticks }],
	);
	await leave(page);
});

test('the code of the screen is a picture with the address beside it; after the time it is refused', async () => {
	const page = await enter(browser, methodist, `${list}${day.id}/attendance?slot=${slot.id}`);
	const code = await ask(page, `/slots/${slot.id}/attendance/code`);
	assert.match(code.url, new RegExp(`/attend/${slot.id}/${code.code}$`));
	assert.equal(code.squares.split(' ').length, code.squares.split(' ')[0].length);
	await leave(page);

	const own = await enter(browser, teacher, new URL(code.url).pathname);
	await own.getByRole('heading', { name: 'Отметиться не получилось' }).waitFor();
	assert.match(await refusal(own), /Отметиться можно за 15 минут до начала/);
	assert.deepEqual(await axe(own), []);
	await leave(own);
});

test('a wrong code is refused, and without a session one is led to it after sign-in', async () => {
	const page = await enter(browser, teacher, `/attend/${slot.id}/0000000000000000`, phone);
	await page.getByRole('heading', { name: 'Отметиться не получилось' }).waitFor();
	assert.match(await refusal(page), /не от этого мероприятия/);
	assert.equal(await overflow(page), 0);
	await leave(page);
});

test('the sheets of the day and of an activity are PDFs; a teacher has none', async () => {
	const page = await enter(browser, methodist, `${list}${day.id}/attendance?slot=${slot.id}`);
	for (const name of ['Листы всего дня, PDF', 'Лист регистрации, PDF']) {
		const answer = await page.request.get(
			await page.getByRole('link', { name }).getAttribute('href'),
		);
		assert.equal(answer.status(), 200);
		assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
	}
	assert.equal(await button(page, 'Код на экран').count(), 0, 'the activity is over');
	await leave(page);
	const own = await enter(browser, teacher, `${list}${day.id}`);
	assert.equal(await own.getByRole('link', { name: 'Явка и лист регистрации' }).count(), 0);
	assert.equal(
		(await ask(own, `/slots/${slot.id}/attendance/pdf`).catch(() => ({ status: 403 }))).status,
		403,
	);
	await leave(own);
});

test('who is looked for by name stands in no address', async () => {
	const page = await enter(
		browser,
		methodist,
		`${list}${day.id}/attendance?slot=${slot.id}`,
		phone,
	);
	const asked = [];
	page.on('request', r => asked.push(decodeURIComponent(r.url())));
	const known = new Set((await attendance(page)).map(a => a.person.id));
	const other = people.find(p => p.roles.includes('teacher') && !known.has(p.person));
	await page.getByLabel('Пришёл не из списка: фамилия').fill(other.name);
	await page
		.getByRole('button', { name: short(other.name) })
		.first()
		.waitFor();
	asked.push(decodeURIComponent(page.url()));
	assert.ok(asked.length > 1, String(asked));
	assert.deepEqual(
		asked.filter(url => url.includes(other.name.split(' ')[0])),
		[],
	);
	await leave(page);
});
