/*
 * The administrator connects a portal of the test's own: what lies ahead is delivered there by the worker,
 * a refusal is seen with its reason and sent again, the roster is tried before it is taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { ask, axe, demoPeople, launch, open, overflow, send, settled, signIn } from './browser.mjs';

let browser;
let people;
let portal;
let address;
let refuses = true;
const taken = new Map();

/** The plugin's web services: each key takes effect once; the first delivery is refused for a while. */
function answer(form) {
	if (form.get('wstoken') !== 'key-of-the-portal')
		return { exception: 'moodle_exception', errorcode: 'invalidtoken', message: '-' };
	if (form.get('wsfunction') === 'local_metodden_get_roster') {
		const anna = { lastname: 'Новикова', firstname: 'Анна', middlename: 'Олеговна', email: '' };
		const there = { suspended: false, gone: false, timechanged: 1, cohorts: [] };
		const one = { userid: 5, idnumber: 'portal-5', school: 'Школа на Луне', post: 'учитель' };
		return { people: [{ ...anna, ...there, ...one }], next: 0, asof: 1 };
	}
	const key = form.get('deliveries[0][key]');
	const first = taken.size === 0 || taken.keys().next().value === key;
	const refused = refuses && first;
	if (!refused || taken.size === 0) taken.set(key, refused ? 0 : 1);
	const outcome = refused ? 'refused' : 'done';
	const message = refused ? 'На портале нет такого сотрудника' : '';
	return { results: [{ key, outcome, id: 1, reason: refused ? 'person_unknown' : '', message }] };
}

before(async () => {
	browser = await launch();
	people = await demoPeople();
	portal = createServer((request, response) => {
		let body = '';
		request.on('data', piece => {
			body += piece;
		});
		request.on('end', () => {
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(answer(new URLSearchParams(body))));
		});
	});
	await new Promise(done => portal.listen(0, '127.0.0.1', done));
	address = `http://127.0.0.1:${portal.address().port}`;
});
after(async () => {
	await browser?.close();
	portal?.close();
});

/** Somebody proposes corrections: deeds that people are told of. */
async function deeds(wanted) {
	const page = await open(browser);
	await signIn(page, people.find(p => p.roles.includes('methodist')).name);
	const [published] = (await ask(page, '/frameworks')).items.filter(f => f.state === 'published');
	const framework = await ask(page, `/frameworks/${published.id}`);
	const [school] = (await ask(page, '/organisations?kind=school')).items;
	const teachers = (await ask(page, `/people?organisation=${school.id}`)).items;
	let made = 0;
	for (const t of teachers.filter(p => p.roles.includes('teacher'))) {
		const body = {
			person: t.id,
			competence: framework.competences[1].id,
			body: 'Спрашивать каждого',
		};
		if (made < wanted && (await send(page, 'POST', '/corrections', body)).status === 201) made++;
	}
	await page.context().close();
	assert.equal(made, wanted);
}

test('a portal is connected, told, and its roster taken', async () => {
	const page = await open(browser);
	await signIn(page, people.find(p => p.roles.includes('admin')).name);
	await page.goto('/outbox');
	await page.getByRole('button', { name: /^(Подключить портал|Изменить)$/ }).click();
	await page.getByLabel('Адрес портала').fill(`${address}/`);
	await page.getByLabel('Ключ веб-служб').fill('key-of-the-portal');
	await page.getByRole('button', { name: 'Сохранить' }).click();
	await page.getByText('без косой черты в конце').last().waitFor();
	await page.getByLabel('Адрес портала').fill(address);
	await page.getByRole('button', { name: 'Сохранить' }).click();
	await page.getByText(address).waitFor();

	await deeds(3);
	for (let i = 0; i < 60 && taken.size < 3; i++) await new Promise(done => setTimeout(done, 500));
	assert.ok(taken.size >= 3, `deliveries: ${taken.size}`);
	await page.reload();
	await page.getByText('Связь есть').waitFor();
	await page.getByText('На портале нет такого сотрудника').first().waitFor();
	await settled(page);
	assert.deepEqual({ axe: await axe(page), wide: await overflow(page) }, { axe: [], wide: 0 });
	refuses = false;
	await page
		.getByRole('button', { name: /^Отправить заново(?! всё)/ })
		.first()
		.click();
	await page.getByText('ждёт очереди').first().waitFor();
	const [first] = taken.keys();
	for (let i = 0; i < 60 && taken.get(first) !== 1; i++)
		await new Promise(done => setTimeout(done, 500));
	assert.equal(taken.get(first), 1);

	await page.getByRole('button', { name: 'Проверить, что изменится' }).click();
	await page.getByText('такой организации здесь нет').waitFor();
	await page.getByRole('button', { name: 'Взять список и завести новые организации' }).click();
	await page.getByText('Новикова Анна Олеговна').first().waitFor();
	await page.getByText('новая организация').waitFor();
	await settled(page);
	assert.deepEqual({ axe: await axe(page), wide: await overflow(page) }, { axe: [], wide: 0 });
	await page.setViewportSize({ width: 360, height: 780 });
	assert.deepEqual({ axe: await axe(page), wide: await overflow(page) }, { axe: [], wide: 0 });
	if (process.env.SHOTS)
		await page.screenshot({ path: `${process.env.SHOTS}/portal-360.png`, fullPage: true });
	await page.setViewportSize({ width: 1280, height: 900 });
	if (process.env.SHOTS)
		await page.screenshot({ path: `${process.env.SHOTS}/portal.png`, fullPage: true });
	assert.equal(page.faults.filter(f => !/422/.test(f)).length, 0, page.faults.join('\n'));
	await page.context().close();
});
