/*
 * The visit form in a browser: what each mark means, a stage that was not there, where what was written is
 * kept, and for how long the device keeps it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, demoPeople, launch, leave, plain } from './browser.mjs';
import {
	begin,
	line,
	markFirst,
	offline,
	online,
	prepared,
	ready,
	sealed,
	sent,
	theSheet,
	waiting,
	writeNote,
} from './device.mjs';

const phone = { viewport: { width: 360, height: 800 }, hasTouch: true };
let browser;
let methodists;
before(async () => {
	browser = await launch();
	const people = await demoPeople();
	methodists = people.filter(p => p.roles.length === 1 && p.roles[0] === 'methodist');
});
after(() => browser?.close());

/** Every word that the line above the sheet says from now on. */
const overhear = page =>
	page.evaluate(() => {
		globalThis.said = [];
		const note = () => {
			const words = document.querySelector('.status')?.textContent;
			if (words && words !== globalThis.said.at(-1)) globalThis.said.push(words);
		};
		new MutationObserver(note).observe(document.body, {
			subtree: true,
			childList: true,
			characterData: true,
		});
	});

/** The clock on a wall of the district. */
const clockNow = () =>
	new Date()
		.toLocaleTimeString('ru-RU', {
			timeZone: 'Europe/Moscow',
			hour: 'numeric',
			minute: '2-digit',
		})
		.replace(/^0/, '');

test('a sheet says what a mark means, where it is kept, and leaves out a stage that was not there', async () => {
	const { page, made } = await prepared(browser, methodists[0], [{}], phone);
	await begin(page, made[0]);
	const rubric = await ask(
		page,
		`/rubrics/${(await ask(page, `/visits/${made[0].id}`)).rubric.id}`,
	);
	await overhear(page);
	await markFirst(page, 1);
	const [item] = rubric.sections[0].items;
	const first = page.locator('fieldset.item').first();
	assert.ok(plain(await first.locator('.desc').textContent()).endsWith(plain(item.descriptors[1])));
	await line(page, /^Отправлено/);
	const said = (await page.evaluate(() => globalThis.said)).map(plain);
	assert.match(said[0], /^Сохранено на устройстве в \d{1,2}:\d\d$/);
	assert.match(said.at(-1), /^Отправлено \d{1,2}:\d\d$/);

	const bar = page.getByRole('region', { name: 'Отправка и подпись' });
	await bar.getByText('всё отправлено').waitFor();
	await offline(page);
	const may = rubric.sections.find(s => s.may_be_absent);
	const part = page.locator(`section[aria-labelledby="s-${may.id}"]`);
	const most = () => part.locator('.sec-h').textContent();
	const before = plain(await most());
	const absent = page.locator(`#item-${may.items[0].id}`);
	await absent.getByLabel('этап отсутствовал').check();
	await absent.getByText('Не входит в максимум').waitFor();
	assert.equal(await absent.locator('.seg input:enabled').count(), 0);
	const max = Math.max(...may.items[0].points);
	const [, was] = before.match(/из (\d+)/);
	assert.match(plain(await most()), new RegExp(`из ${was - max}(?!\\d)`));
	const from = clockNow();
	await writeNote(page, 0, 'Цель назвал ученик');
	assert.ok([from, clockNow()].includes(await first.locator('.ev-notes .t').textContent()));
	await bar.getByText('2 записи ждут отправки').waitFor();
	for (const y of [0, 1500]) {
		await page.evaluate(to => scrollTo(0, to), y);
		const at = await bar.boundingBox();
		assert.ok(Math.abs(at.y + at.height - 800) <= 1, `the bar stays at the bottom at ${y} px`);
	}
	await page.reload();
	await absent.getByLabel('этап отсутствовал').waitFor();
	assert.ok(await absent.getByLabel('этап отсутствовал').isChecked());
	await online(page);
	await sent(page);
	const { marks, notes } = await theSheet(page, made[0]);
	assert.equal(marks.find(m => m.item === may.items[0].id).points, null);
	assert.equal(notes.length, 1);
	await leave(page);
});

test('what served its 14 days leaves the device, what waits to be sent does not', async () => {
	const { page, made } = await prepared(browser, methodists[1], [{}]);
	await offline(page);
	await begin(page, made[0]);
	await markFirst(page, 1);
	await page.route('**/api/v1/sheets**', (route, request) =>
		request.method() === 'GET' ? route.continue() : route.abort(),
	);
	await online(page);
	const age = days =>
		page.evaluate(
			n =>
				new Promise(done => {
					const open = indexedDB.open('metodden-device');
					open.onsuccess = () => {
						const shelf = open.result.transaction('sealed', 'readwrite').objectStore('sealed');
						const all = shelf.getAll();
						all.onsuccess = () => {
							const saved = new Date(Date.now() - n * 86_400_000).toISOString();
							for (const r of all.result) shelf.put({ ...r, saved });
							const old = all.result.find(r => !r.unsent);
							shelf.put({ ...old, key: `${old.person}:visit:old`, saved });
						};
						shelf.transaction.oncomplete = () => {
							open.result.close();
							done();
						};
					};
				}),
			days,
		);
	const old = async () => (await sealed(page)).some(r => r.key.endsWith(':visit:old'));
	for (const [days, stays] of [
		[13, true],
		[15, false],
	]) {
		await age(days);
		await page.reload();
		await ready(page);
		assert.equal(await old(), stays, `${days} days`);
		assert.equal(await waiting(page), 1);
	}
	await page.unroute('**/api/v1/sheets**');
	await page.reload();
	await sent(page);
	const { marks } = await theSheet(page, made[0]);
	assert.equal(marks.filter(m => m.points !== null).length, 1);
	await leave(page);
});
