/*
 * The visit form without a network, in a browser: whatever happens meanwhile, the server has in the end
 * every mark, note and word once, and nothing of it was refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	ask,
	axe,
	demoPeople,
	enter,
	fillSheet,
	launch,
	leave,
	open,
	overflow,
	settled,
	signIn,
	write,
} from './browser.mjs';
import {
	begin,
	line,
	loseAnswers,
	markFirst,
	metodden,
	moveSlot,
	offline,
	online,
	pageWords,
	prepared,
	ready,
	sealed,
	sent,
	sign,
	theSheet,
	waiting,
	writeNote,
} from './device.mjs';

const phone = { viewport: { width: 360, height: 800 }, hasTouch: true };
let browser;
let methodists;
let head;

before(async () => {
	browser = await launch();
	const people = await demoPeople();
	methodists = people.filter(p => p.roles.length === 1 && p.roles[0] === 'methodist');
	head = people.find(p => p.roles.includes('centre_head'));
});
after(() => browser?.close());

/** Controls that a thumb would miss: lower than 44 px. */
const low = page =>
	page.evaluate(() =>
		[...document.querySelectorAll('button, summary, a.btn, label.btn, .seg label, .chk')]
			.filter(e => e.checkVisibility() && !e.closest('.vh, .skip'))
			.filter(e => e.getBoundingClientRect().height < 44)
			.map(e => e.textContent),
	);

async function fits(page) {
	assert.equal(await overflow(page), 0);
	assert.deepEqual(await low(page), []);
	assert.deepEqual(await axe(page), []);
}

const points = sheet => sheet.marks.filter(m => m.points !== null).length;

test('two days without a network: all is written on the device and goes by itself', async () => {
	const { page, made } = await prepared(browser, methodists[0], [{}, { ahead: 1 }], phone);
	const [today, tomorrow] = made;
	await offline(page);
	await page.reload();
	await page.getByText('Нет связи. Показано то, что устройство сохранило').waitFor();
	for (const v of made) await page.locator(`a[href="/visits/${v.id}"]`).waitFor();
	await fits(page);

	await begin(page, today);
	await line(page, /Нет связи|Сохранено на устройстве/);
	const words = await pageWords(page);
	assert.match(words, /Имени педагога на устройстве нет/);
	assert.ok(!words.includes(today.teacher.short.split(' ')[0]), 'the teacher is named');
	await fillSheet(page);
	await writeNote(page, 0, 'Ошибка третьего ряда осталась без ответа');
	await page.reload();
	await page.locator('fieldset.item').first().waitFor();
	const items = await page.locator('fieldset.item').count();
	assert.equal(await page.locator('.seg input:checked').count(), items);
	await page.getByText('Ошибка третьего ряда осталась без ответа').first().waitFor();
	await fits(page);
	await sign(page);
	await page.getByText('Лист подписан и ждёт связи.').waitFor();

	await begin(page, tomorrow);
	await markFirst(page, 3);
	await page.goto('/unsent');
	await page.getByRole('heading', { name: 'Ждут отправки 2 листа' }).waitFor();
	await fits(page);
	assert.equal(await waiting(page), 2);

	await online(page);
	await sent(page);
	await page.getByRole('heading', { name: 'Всё отправлено' }).waitFor();
	const first = await theSheet(page, today);
	assert.equal(first.state, 'submitted');
	assert.equal(points(first), items);
	assert.equal(first.notes.length, 1);
	assert.ok(first.action_step && first.strengths);
	assert.equal(first.visit.state, 'assessed');
	const second = await theSheet(page, tomorrow);
	assert.equal(second.state, 'draft');
	assert.equal(points(second), 3);
	assert.deepEqual([...first.differs, ...second.differs], []);
	await leave(page);
});

test('what lies on the device is sealed and names nobody', async () => {
	const { page, made } = await prepared(browser, methodists[1], [{}], phone);
	await offline(page);
	await begin(page, made[0]);
	await writeNote(page, 0, 'Secret Observation');
	await page.reload();
	await page.getByText('Secret Observation').first().waitFor();
	const raw = JSON.stringify(await sealed(page));
	assert.ok(!raw.includes('Secret Observation'));
	assert.ok(!raw.includes(made[0].teacher.short.split(' ')[0]));
	const keys = await page.evaluate(
		() =>
			new Promise(done => {
				const db = indexedDB.open('metodden-device');
				db.onsuccess = () => {
					const all = db.result.transaction('keys').objectStore('keys').getAll();
					all.onsuccess = () => done(all.result.map(k => [k.extractable, k.algorithm.name]));
				};
			}),
	);
	assert.deepEqual(keys, [[false, 'AES-GCM']]);
	const local = await page.evaluate(() => JSON.stringify(localStorage));
	assert.ok(!local.includes('Secret') && !/csrf/i.test(local));
	await online(page);
	await sent(page);
	await leave(page);
});

test('a session that expired meanwhile keeps the queue until its person signs in', async () => {
	const { page, made } = await prepared(browser, methodists[2], [{}]);
	await begin(page, made[0]);
	await offline(page);
	await markFirst(page, 4);
	await page.context().clearCookies();
	await online(page);
	await page.locator('.status a', { hasText: 'Войти снова' }).click();
	await page.waitForURL(/\/sign-in/);
	assert.equal(await waiting(page), 1);
	await page.goto('/');
	await page.waitForURL(/\/sign-in/);
	assert.equal(await waiting(page), 1);
	await signIn(page, methodists[2].name);
	await sent(page);
	assert.equal(points(await theSheet(page, made[0])), 4);
	await leave(page);
});

test('another person on the same device neither sees nor sends it', async () => {
	const { page, made } = await prepared(browser, methodists[3], [{}]);
	await offline(page);
	await begin(page, made[0]);
	await writeNote(page, 0, 'Только моё');
	await page.context().clearCookies();
	await online(page);
	await signIn(page, methodists[4].name);
	await ready(page);
	await page.goto('/unsent');
	await page.getByRole('heading', { name: 'Всё отправлено' }).waitFor();
	await page.goto(`/visits/${made[0].id}`);
	await page.locator('h1').first().waitFor();
	assert.ok(!(await pageWords(page)).includes('Только моё'));
	await page.waitForTimeout(2500);
	assert.equal((await ask(page, `/visits/${made[0].id}`)).sheets.length, 0);
	assert.equal(await waiting(page), 1);
	await offline(page);
	await page.goto('/unsent');
	await page.getByRole('heading', { name: 'Всё отправлено' }).waitFor();
	await online(page);

	await signIn(page, methodists[3].name);
	await sent(page);
	const sheet = await theSheet(page, made[0]);
	assert.equal(sheet.notes.length, 1);
	assert.equal(sheet.visit.state, 'held');
	await leave(page);
});

test('a window of the former person sends nothing in the name of the new one', async () => {
	const { page, made } = await prepared(browser, methodists[3], [{}]);
	await begin(page, made[0]);
	await line(page, /Отправлено|Изменений нет/);
	const other = await page.context().newPage();
	await signIn(other, methodists[4].name);
	await markFirst(page, 1);
	await page.waitForTimeout(2500);
	assert.equal(await waiting(other), 1);
	assert.equal((await ask(other, `/visits/${made[0].id}`)).sheets.length, 0);
	await signIn(other, methodists[3].name);
	await sent(other);
	assert.equal(points(await theSheet(other, made[0])), 1);
	await page.context().close();
});

let headPage;
async function asHead() {
	headPage ??= await enter(browser, head, '/');
	return headPage;
}

test('answers lost on the way make no duplicate', async () => {
	const { page, made } = await prepared(browser, methodists[5], [{}]);
	const lost = await loseAnswers(page);
	await begin(page, made[0]);
	await fillSheet(page);
	await writeNote(page, 0, 'Раз');
	await writeNote(page, 1, 'Два');
	await sign(page);
	await sent(page);
	assert.deepEqual([...lost].sort(), ['PATCH ', 'POST ', 'POST notes', 'POST submit', 'PUT marks']);
	const sheet = await theSheet(page, made[0]);
	assert.equal(sheet.state, 'submitted');
	assert.deepEqual(sheet.notes.map(n => n.body).sort(), ['Два', 'Раз']);
	assert.equal(sheet.visit.state, 'assessed');
	await leave(page);
});

test('a lesson moved or a visit cancelled meanwhile: the sheet is kept and says so', async () => {
	const { page, made } = await prepared(browser, methodists[6], [{}, {}]);
	const [moved, cancelled] = made;
	await offline(page);
	for (const v of made) {
		await begin(page, v);
		await fillSheet(page);
		await sign(page);
		await page.getByText('Лист подписан и ждёт связи.').waitFor();
	}
	const boss = await asHead();
	await moveSlot(boss, moved);
	await write(boss, 'POST', `/visits/${cancelled.id}/cancel`);
	await online(page);
	await sent(page);
	for (const [v, code, words] of [
		[moved, 'slot_moved', 'Урок перенесли'],
		[cancelled, 'visit_cancelled', 'Посещение отменили'],
	]) {
		const sheet = await theSheet(page, v);
		assert.equal(sheet.state, 'submitted');
		assert.deepEqual(sheet.differs, [code]);
		assert.equal(sheet.visit.state, 'assessed');
		await page.goto(`/visits/${v.id}`);
		await page.getByText(words).waitFor();
	}
	await leave(page);
});

const rubric = word => ({
	code: 'offline-check',
	title: 'Карта для проверки работы без сети',
	for: 'teacher',
	framework: 'deficits',
	bands: [{ from: 0, word: 'есть' }],
	sections: [
		{
			title: 'Урок',
			takes: 'sum',
			items: [{ body: word, looks: 'scale', points: [0, 1, 2] }],
		},
	],
});

function publish(word) {
	const dir = mkdtempSync(join(tmpdir(), 'md-rubric-'));
	try {
		writeFileSync(join(dir, 'rubric.json'), JSON.stringify(rubric(word)));
		metodden('import', 'rubric', join(dir, 'rubric.json'));
	} finally {
		rmSync(dir, { recursive: true });
	}
}

test('a rubric replaced meanwhile: the sheet stays with its own version and says so', {
	skip: !process.env.STATE && 'STATE names the folder of the demonstration',
}, async () => {
	const word = `Цель названа ${Date.now()}`;
	publish(word);
	const boss = await asHead();
	const newest = (await ask(boss, '/rubrics')).items
		.filter(r => r.code === 'offline-check')
		.sort((a, b) => b.version - a.version)[0];
	const { page, made } = await prepared(browser, methodists[7], [{ rubric: newest.id }]);
	await offline(page);
	await begin(page, made[0]);
	await fillSheet(page);
	await sign(page);
	publish(`${word}, итог подведён`);
	await online(page);
	await sent(page);
	const sheet = await theSheet(page, made[0]);
	assert.equal(sheet.state, 'submitted');
	assert.equal(sheet.rubric, newest.id);
	assert.deepEqual(sheet.differs, ['rubric_replaced']);
	await page.goto(`/visits/${made[0].id}`);
	await page.getByText('Карту с тех пор заменила новая редакция').waitFor();
	await leave(page);
});

test('the queue goes out as a file and is sent from another device, once', async () => {
	const { page, made } = await prepared(browser, methodists[8], [{}]);
	await offline(page);
	await begin(page, made[0]);
	await markFirst(page, 5);
	await writeNote(page, 0, 'Из файла');
	await page.goto('/unsent');
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Сохранить в файл' }).click(),
	]);
	const path = await download.path();
	const file = readFileSync(path, 'utf8');
	assert.match(file, /Из файла/);
	assert.ok(!file.includes(made[0].teacher.short.split(' ')[0]));

	const other = await enter(browser, methodists[8], '/unsent');
	other.on('dialog', d => d.accept());
	await other.locator('input[type=file]').setInputFiles(path);
	await sent(other);
	await page.goto('/unsent');
	await online(page);
	await sent(page);
	const sheet = await theSheet(page, made[0]);
	assert.equal(points(sheet), 5);
	assert.equal(sheet.notes.length, 1);
	await other.locator('input[type=file]').setInputFiles({
		name: 'x.json',
		mimeType: 'application/json',
		buffer: Buffer.from(file.replace(/"person": "[^"]+"/, '"person": "another"')),
	});
	await other.getByText('Этот файл сохранил другой человек').waitFor();
	await leave(other);
	await leave(page);
});

test('a sheet that the server refuses goes into a file, with a way back', async () => {
	const { page, made } = await prepared(browser, methodists[2], [{}], phone);
	await begin(page, made[0]);
	await line(page, /Отправлено|Изменений нет/);
	await page.route('**/marks', route =>
		route.fulfill({
			status: 409,
			contentType: 'application/problem+json',
			body: JSON.stringify({ type: '/problems/no-step', title: 'Лист уже подписан' }),
		}),
	);
	await markFirst(page, 2);
	await page.waitForTimeout(2500);
	await page.goto('/unsent');
	assert.equal(await page.getByRole('button', { name: 'Сохранить в файл и убрать' }).count(), 0);
	await page.getByRole('button', { name: 'Отправить сейчас' }).click();
	const away = page.getByRole('button', { name: 'Сохранить в файл и убрать' });
	await away.waitFor();
	await fits(page);
	const [file] = await Promise.all([page.waitForEvent('download'), away.click()]);
	assert.equal(JSON.parse(readFileSync(await file.path(), 'utf8')).sheets.length, 1);
	await page.getByRole('heading', { name: 'Всё отправлено' }).waitFor();
	assert.equal(await waiting(page), 0);
	await page.getByRole('button', { name: 'Отменить' }).click();
	await page.getByRole('heading', { name: 'Ждёт отправки 1 лист' }).waitFor();
	assert.equal(await waiting(page), 1);
	await page.unroute('**/marks');
	await page.getByRole('button', { name: 'Отправить сейчас' }).click();
	await sent(page);
	assert.equal(points(await theSheet(page, made[0])), 2);
	await leave(page);
});

test('signing out warns of what is unsent; without a network it ends the session later', async () => {
	const { page, made } = await prepared(browser, methodists[9], [{}]);
	const { person } = await ask(page, '/session');
	await offline(page);
	await begin(page, made[0]);
	await markFirst(page, 1);
	const asked = [];
	page.on('dialog', d => {
		asked.push(d.message());
		return asked.length === 1 ? d.dismiss() : d.accept();
	});
	const out = async () => {
		await page.locator('.menu summary').click();
		await page.getByRole('button', { name: 'Выйти' }).click();
	};
	await Promise.all([page.waitForEvent('dialog'), out()]);
	assert.match(asked[0], /неотправленные/);
	assert.ok(!page.url().includes('sign-in'));
	await page.keyboard.press('Escape');
	await out();
	await page.waitForURL(/\/sign-in/);
	await page.goto('/visits');
	assert.ok(!(await pageWords(page)).includes('Без сети'));
	assert.equal(await page.locator('tbody tr').count(), 0);
	await online(page);
	await page.goto('/');
	await page.waitForURL(/\/sign-in/);
	assert.equal((await ask(page, '/session')).status, 401);
	assert.equal(await waiting(page), 1);
	await signIn(page, methodists[9].name);
	await sent(page);
	assert.equal((await theSheet(page, made[0])).author.id, person);
	await leave(page);
});

test('the worker keeps one version, and neither frames nor answers about people', async () => {
	const page = await open(browser);
	await page.route('**/frame-host', route =>
		route.fulfill({ contentType: 'text/html', body: '<iframe src="/sign-in"></iframe>' }),
	);
	await page.goto('/frame-host');
	await page.frameLocator('iframe').locator('h1').waitFor();
	await page.waitForTimeout(500);
	const registered = () =>
		page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
	assert.equal(await registered(), 0);
	await page.evaluate(() => caches.open('shell of another build'));
	await signIn(page, methodists[0].name);
	await ready(page);
	assert.equal(await registered(), 1);
	const kept = await page.evaluate(async () => {
		const names = await caches.keys();
		const cache = await caches.open(names[0]);
		return { names, paths: (await cache.keys()).map(r => new URL(r.url).pathname) };
	});
	assert.equal(kept.names.length, 1);
	assert.ok(kept.paths.includes('/'));
	assert.deepEqual(
		kept.paths.filter(p => p !== '/' && !p.startsWith('/assets/')),
		[],
	);
	await settled(page);
	await leave(page);
});
