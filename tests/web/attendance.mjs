/*
 * Attendance in a browser: the methodist ticks on a phone and shows the code, a teacher opens it and is
 * marked, the methodist corrects; another's code and a wrong one are refused with a sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import {
	ask,
	askAll,
	axe,
	BASE,
	button,
	demoPeople,
	enter,
	launch,
	leave,
	overflow,
	refusal,
	settled,
	short,
	tried,
	write,
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

/** An announced day of today with an activity that goes on now, in which that teacher shows something. */
async function goingOn() {
	const as = role =>
		enter(
			browser,
			people.find(p => p.roles.includes(role)),
			'/days',
		);
	const head = await as('centre_head');
	const { today, school_year } = await ask(head, '/session');
	const [item] = (await askAll(head, `/plan-items?limit=200&year=${school_year}`)).filter(
		i => i.form?.is_day && i.organisation && !i.day,
	);
	const of = await write(head, 'POST', '/days', {
		plan_item: item.id,
		organisation: item.organisation.id,
		held_on: today,
		theme: 'Код на экране',
		lead: methodist.person,
	});
	const order = { id: crypto.randomUUID(), kind: 'order_hold', day: of.id };
	await write(head, 'POST', '/orders', order);
	const signs = await as('department_head');
	await write(signs, 'POST', `/orders/${order.id}/sign`, { signed_on: today });
	const clerk = await as('clerk');
	const number = `${Date.now() % 10_000_000}-к`;
	await write(clerk, 'POST', `/orders/${order.id}/register`, { number, dated: today });
	if ((await ask(head, `/days/${of.id}`)).state === 'in_plan')
		await write(head, 'POST', `/days/${of.id}/order`);
	await write(head, 'POST', `/days/${of.id}/announce`);
	const form = (await ask(head, '/forms')).items.find(f => f.name === 'Посещение урока');
	const minute = Math.min(23 * 60 + 30, Math.floor((Date.now() / 60_000 + 180) % 1440));
	const at = m =>
		`${today}T${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}:00+03:00`;
	const alone = role => people.filter(p => p.roles.length === 1 && p.roles[0] === role);
	const visitors = alone('methodist');
	for (const [n, shows] of alone('teacher').slice(0, 100).entries()) {
		const made = await tried(head, 'POST', '/slots', {
			day: of.id,
			form: form.id,
			direction: 'expert',
			title: 'Открытый урок',
			starts_at: at(minute),
			ends_at: at(minute + 25),
			people: [
				{ person: shows.person, involvement: 'shows' },
				{ person: visitors[n % visitors.length].person, involvement: 'visits' },
			],
		});
		if (made.status >= 300) continue;
		for (const page of [head, signs, clerk]) await leave(page);
		return { day: of.id, slot: made.id, shows };
	}
	throw new Error('nobody is free now');
}

test('who opens the address of the code on the screen is in the list', async () => {
	const now = await goingOn();
	const page = await enter(
		browser,
		methodist,
		`${list}${now.day}/attendance?slot=${now.slot}`,
		phone,
	);
	await button(page, 'Код на экран').click();
	const dialog = page.getByRole('dialog');
	const picture = dialog.locator('svg[role=img]');
	await picture.waitFor();
	const address = await dialog.locator('.digest').textContent();
	assert.match(address, new RegExp(`^${BASE}/attend/${now.slot}/[0-9a-f]{16}$`));
	assert.ok((await picture.getAttribute('aria-label')).includes(address));
	const { squares } = await ask(page, `/slots/${now.slot}/attendance/code`);
	const [, , side] = (await picture.getAttribute('viewBox')).split(' ');
	assert.ok(Number(side) >= squares.split(' ').length, 'the picture holds every square');
	assert.ok((await picture.boundingBox()).width >= 200, 'a camera at the last desk reads it');
	assert.deepEqual([await axe(page, 'dialog'), await overflow(page)], [[], 0]);

	const own = await enter(browser, now.shows, new URL(address).pathname, phone);
	await own.getByRole('heading', { level: 1, name: 'Вы отмечены' }).waitFor();
	assert.deepEqual([await axe(own), await overflow(own)], [[], 0]);
	await leave(own);

	await page.reload();
	await settled(page);
	const row = rowOf(page, short(now.shows.name));
	assert.ok(await row.getByRole('checkbox').isChecked());
	await row.getByText(/по\sкоду в\s\d/).waitFor();
	await leave(page);
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
		const body = await answer.body();
		assert.equal(body.subarray(0, 5).toString(), '%PDF-');
		const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: body }).toString();
		assert.ok(text.includes(teacher.name.split(' ')[0]), `${name}: who is to sign is named`);
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
