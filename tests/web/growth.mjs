/*
 * Growth on screens: the button asks for a run whose bar outlives a reload, the table leads to a
 * school and its evidence, a teacher gets his own page and no other's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoPeople, launch, open, settled, signIn } from './browser.mjs';

let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const only = role => people.find(p => p.roles.length === 1 && p.roles[0] === role);
const has = role => people.find(p => p.roles.includes(role));

async function as(person) {
	const page = await open(browser);
	await signIn(page, person.name);
	return page;
}
const json = (page, path) => page.evaluate(async p => (await fetch(`/api/v1${p}`)).json(), path);

test('a run is asked for, goes on after a reload and ends in figures', async () => {
	const page = await as(has('centre_head'));
	await page.goto('/growth');
	await page.getByRole('button', { name: 'Посчитать заново' }).click();
	await page
		.getByRole('progressbar')
		.or(page.getByRole('button', { name: 'Посчитать заново' }))
		.first()
		.waitFor();
	await page.reload();
	const first = (await json(page, '/runs')).job;
	let state = '';
	for (let n = 0; n < 120 && !['done', 'dead', 'cancelled'].includes(state); n++) {
		state = (await json(page, `/jobs/${first.id}`)).state;
		await page.waitForTimeout(500);
	}
	assert.equal(state, 'done');
	await page.getByRole('button', { name: 'Посчитать заново' }).waitFor({ timeout: 60_000 });
	const runs = await json(page, '/runs');
	assert.equal(runs.items.filter(r => r.job === first.id).length > 0, true);
	await page.getByRole('table').first().waitFor();
	assert.deepEqual(page.faults, []);
	await page.context().close();
});

test('a run is cancelled, says so, and may be asked for again', async () => {
	const page = await as(has('centre_head'));
	/* The button is pressed before the run ends, however quick the run is. */
	await page.route(/\/jobs\/[0-9a-f-]{36}$/, route => route.abort());
	await page.goto('/growth');
	const again = page.getByRole('button', { name: 'Посчитать заново' });
	for (let n = 0; ; n++) {
		await again.click();
		const [answer] = await Promise.all([
			page.waitForResponse(r => r.url().endsWith('/cancel')),
			page.getByRole('button', { name: 'Отменить расчёт' }).click(),
		]);
		if (answer.ok()) break;
		assert.ok(n < 5, 'each run ended before it was cancelled');
		await page.reload();
	}
	await page.getByText('Расчёт отменён').waitFor();
	const { job } = await json(page, '/runs');
	assert.ok(!job || job.state === 'cancelled', job?.state);
	await again.click();
	await page.getByRole('progressbar').waitFor();
	await page.unrouteAll();
	await again.waitFor({ timeout: 60_000 });
	const { items } = await json(page, '/runs');
	assert.ok(items.length > 0);
	await page.context().close();
});

test('the table is a table with numbers, and a cell leads to the school and its visits', async () => {
	const page = await as(has('council_chair'));
	await page.goto('/growth');
	await settled(page);
	const table = page.getByRole('table', { name: /Уровень 1–4/ });
	const schools = (await json(page, '/growth/schools')).items;
	assert.equal(await table.getByRole('rowheader').count(), schools.length);
	const names = await table.getByRole('rowheader').allInnerTexts();
	assert.deepEqual(
		names,
		schools.map(s => s.school.name),
	);
	await table.locator('td a').first().click();
	await page.waitForURL(/\/growth\/schools\/.+competence=/);
	await page.getByRole('figure').first().waitFor();
	await page.getByRole('link', { name: 'Посещения этой школы' }).click();
	await page.waitForURL(/\/visits\?school=/);
	assert.deepEqual(page.faults, []);
	await page.context().close();
});

test('a chart says in words and in a table what it draws', async () => {
	const page = await as(has('methodist'));
	await page.goto('/growth');
	await settled(page);
	const chart = page.locator('.hero svg[role=img]');
	await chart.waitFor();
	assert.match(await chart.locator('desc').textContent(), /Прогноз\sна\sгод\sвперёд:\s\d,\d/);
	await page.locator('.hero summary').click();
	await page.locator('.hero tbody tr').nth(2).waitFor();
	await page.context().close();
});

test('a teacher is led to his own page, which leads with the level or what is lacking', async () => {
	const page = await as(only('teacher'));
	await page.goto('/growth');
	await page.waitForURL(/\/growth\/people\//);
	await settled(page);
	assert.match(await page.locator('h1').textContent(), /Ваш.*уровень/);
	await page.getByRole('heading', { name: 'Шаги' }).waitFor();
	const other = people.find(p => p.roles.includes('teacher') && p.name !== only('teacher').name);
	await page.goto(`/growth/people/${other.person}`);
	await page.locator('.band.bad').waitFor();
	await page.context().close();
});
