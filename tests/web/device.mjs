/*
 * A phone in a classroom: lessons of today and tomorrow to visit, the device's own storage seen raw, and
 * answers that are lost on the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { ask, askAll, BASE, enter, plain, plusDays, tried, write } from './browser.mjs';

const anyOf = list => list[Math.floor(Math.random() * list.length)];
const clockOf = minutes =>
	`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:00+03:00`;

let teachers;

/** An evening hour of that date at which neither this person nor a teacher is in another place. */
async function freeSlot(page, person, date) {
	teachers ??= await askAll(page, '/people?role=teacher&limit=200');
	const form = (await ask(page, '/forms')).items.find(f => f.name === 'Посещение урока');
	for (let n = 0; n < 20; n++) {
		const teacher = anyOf(teachers);
		const starts = 17 * 60 + 5 * Math.floor(Math.random() * 80);
		const organisation = teacher.organisation.id;
		const day = await write(page, 'POST', '/days', {
			organisation,
			held_on: date,
			theme: 'Без сети',
		});
		const slot = await tried(page, 'POST', '/slots', {
			day: day.id,
			form: form.id,
			direction: 'expert',
			title: 'Урок без сети',
			starts_at: `${date}T${clockOf(starts)}`,
			ends_at: `${date}T${clockOf(starts + 5)}`,
			people: [
				{ person: teacher.id, involvement: 'shows' },
				{ person, involvement: 'visits' },
			],
		});
		if (slot.status < 300) return slot;
		const taken = ['/problems/person-in-two-places', '/problems/person-unavailable'];
		assert.ok(taken.includes(slot.type), JSON.stringify(slot));
	}
	throw new Error('no free hour in twenty tries');
}

/** The lesson goes to some free minutes of that morning. */
export async function moveSlot(page, { slot, date }) {
	const { revision } = await ask(page, `/slots/${slot}`);
	for (let n = 0; n < 20; n++) {
		const starts = 5 * 60 + 5 * Math.floor(Math.random() * 40);
		const to = {
			starts_at: `${date}T0${clockOf(starts)}`,
			ends_at: `${date}T0${clockOf(starts + 5)}`,
		};
		if ((await tried(page, 'PATCH', `/slots/${slot}`, to, revision)).status < 300) return;
	}
	throw new Error('no free minutes in twenty tries');
}

/** A lesson of its own hour and teacher, today or `ahead` days on, which this person is to visit. */
export async function newVisit(page, { ahead = 0, rubric } = {}) {
	const { person, today } = await ask(page, '/session');
	const date = plusDays(today, ahead);
	const slot = await freeSlot(page, person, date);
	const rubrics = (await ask(page, '/rubrics')).items.filter(r => r.for === 'teacher');
	const of = rubric ?? rubrics.find(r => r.code === 'by-competence').id;
	const visit = await write(page, 'POST', '/visits', { slot: slot.id, rubric: of });
	return { id: visit.id, slot: slot.id, teacher: visit.teacher, date };
}

/** The person at home, with all that is wanted without a network on the device. */
export async function prepared(browser, person, visits, options = {}) {
	const page = await enter(browser, person, '/', { acceptDownloads: true, ...options });
	await ready(page);
	const made = [];
	for (const of of visits) made.push(await newVisit(page, of));
	await page.reload();
	await ready(page, made.length);
	return { page, made };
}

/** The worker is in charge, and what was fetched ahead since the page was opened is sealed. */
export async function ready(page) {
	await page.evaluate(() => navigator.serviceWorker.ready);
	const opened = await page.evaluate(() => performance.timeOrigin);
	for (let n = 0; ; n++) {
		const got = (await sealed(page)).find(r => r.key.includes(':ahead:'));
		if (got && Date.parse(got.saved) > opened) return;
		assert.ok(n < 100, 'nothing is fetched ahead');
		await page.waitForTimeout(200);
	}
}

/** The device's records as they lie there. Looking must not make the database. */
export const sealed = page =>
	page.evaluate(async () =>
		(await indexedDB.databases()).some(d => d.name === 'metodden-device')
			? new Promise((done, failed) => {
					const open = indexedDB.open('metodden-device');
					open.onerror = failed;
					open.onsuccess = () => {
						const all = open.result.transaction('sealed').objectStore('sealed').getAll();
						all.onsuccess = () => {
							open.result.close();
							done(
								all.result.map(r => ({
									...r,
									data: [...new Uint8Array(r.data)].map(b => String.fromCharCode(b)).join(''),
								})),
							);
						};
					};
				})
			: [],
	);

export const waiting = async page =>
	(await sealed(page)).filter(r => r.unsent && r.key.includes(':draft:')).length;

/** Waits until nothing waits. */
export async function sent(page) {
	for (let n = 0; (await waiting(page)) > 0; n++) {
		assert.ok(n < 100, `${await waiting(page)} sheets are still on the device`);
		await page.waitForTimeout(200);
	}
}

export const offline = page => page.context().setOffline(true);
export const online = page => page.context().setOffline(false);

/** Opens the visit as a person does: from the list. */
export async function openVisit(page, visit) {
	await page.goto('/visits');
	await page.locator(`a[href="/visits/${visit.id}"]`).click();
	await page.locator('h1').first().waitFor();
}

export async function begin(page, visit) {
	await openVisit(page, visit);
	await page.getByRole('button', { name: 'Начать лист' }).click();
	await page.locator('fieldset.item').first().waitFor();
}

/** Marks the first n criteria by their second level. */
export async function markFirst(page, n) {
	for (let i = 0; i < n; i++)
		await page.locator('fieldset.item').nth(i).locator('.seg label').nth(1).click();
}

export async function writeNote(page, i, text) {
	const item = page.locator('fieldset.item').nth(i);
	await item.getByRole('button', { name: 'Что видел(а)' }).click();
	await item.getByLabel('Наблюдение').fill(text);
	await item.getByRole('button', { name: 'Записать' }).click();
	await item.getByText(text).waitFor();
}

export async function sign(page) {
	await page.getByRole('button', { name: 'К подписи' }).click();
	await page.getByRole('button', { name: 'Подписать лист' }).click();
}

/** The one sheet of a visit as the server has it; two would be a duplicate. */
export async function theSheet(page, visit) {
	const { sheets, ...whole } = await ask(page, `/visits/${visit.id}`);
	assert.equal(sheets?.length, 1, `${sheets?.length} sheets of one visit`);
	return { ...(await ask(page, `/sheets/${sheets[0].id}`)), visit: whole };
}

/** Each kind of request is done by the server once, and its answer never comes. */
export async function loseAnswers(page) {
	const lost = new Set();
	await page.route('**/api/v1/sheets**', async (route, request) => {
		const kind = `${request.method()} ${new URL(request.url()).pathname.split('/').slice(5).join()}`;
		if (request.method() === 'GET' || lost.has(kind)) return route.continue();
		lost.add(kind);
		await route.fetch();
		await route.abort('connectionreset');
	});
	return lost;
}

/** Whoever waits for the words of the line above the sheet. */
export const line = (page, words) => page.locator('.status').getByText(words).waitFor();

export const pageWords = async page => plain(await page.locator('body').textContent());

/** The administrator's command beside a demonstration whose folder is STATE. */
export function metodden(...args) {
	const { STATE } = process.env;
	const env = { ...process.env, METODDEN_KEYS: `${STATE}/keys.json` };
	for (const [name, role] of [
		['METODDEN_DB', 'app'],
		['METODDEN_OWNER_DB', 'owner'],
		['METODDEN_LOGIN_DB', 'login'],
		['METODDEN_WORKER_DB', 'worker'],
	])
		env[name] = `host=${STATE} dbname=metodden user=metodden_${role}`;
	return execFileSync(`${STATE}/bin/metodden`, args, { env, encoding: 'utf8' });
}

export { BASE };
