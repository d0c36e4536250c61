/*
 * What pictures of growth say where something is lacking: a scale that is compressed, a line broken by a new
 * rubric, whom nobody visited again, a forecast that isn't known. Each is said beside the picture in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	ask,
	axe,
	changed,
	demoPeople,
	enter,
	launch,
	leave,
	plain,
	section,
	settled,
} from './browser.mjs';

let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const has = role => people.find(p => p.roles.includes(role));

test('a compressed scale is marked on the main page', async () => {
	const page = await enter(browser, has('council_member'), '/growth');
	assert.equal(await page.locator('.caution').count(), 0);
	await changed(page, '/growth/district', d => {
		for (const v of Object.values(d.run.components.variances)) v.compressed = true;
	});
	await page.reload();
	await settled(page);
	assert.match(await page.locator('.caution').textContent(), /^Шкала сжата/);
	assert.deepEqual(await axe(page), []);
	await leave(page);
});

test('where a rubric was replaced at once the line is marked, beside it and on the method page', async () => {
	const broken = d => {
		for (const v of Object.values(d.run.components.variances))
			v.sheets = { used: 2, sets: 2, breaks: ['2024-09-02'] };
	};
	const page = await enter(browser, has('council_member'), '/growth');
	assert.equal(await page.locator('svg .brk').count(), 0);
	await changed(page, '/growth/district', broken);
	await page.reload();
	await settled(page);
	assert.match(
		plain(await page.locator('.caution').textContent()),
		/^Карту посещения 2 сентября 2024 г\. сменили везде сразу\. .*Рост через эту дату не измеряется/,
	);
	const picture = section(page, 'district').locator('svg');
	assert.equal(await picture.locator('.brk').count(), 1);
	assert.equal(await picture.getByText('смена карты').count(), 1);
	assert.deepEqual(await axe(page), []);
	await page.goto('/growth/method');
	await settled(page);
	const said = plain(await section(page, 'sheets').textContent());
	assert.match(said, /2 сентября 2024 г\. .*рост через эту дату не измеряется/);
	assert.match(said, /2 группы, у которых нет общих педагогов/);
	await leave(page);
});

test('the method page counts who was visited again by thirds of their marks, or says how many it takes', async () => {
	const page = await enter(browser, has('council_member'), '/growth/method');
	const { coverage } = (await ask(page, '/growth/district')).run.components;
	const where = section(page, 'coverage');
	assert.deepEqual(
		(await where.locator('tbody td:last-child').allInnerTexts()).map(plain),
		coverage.thirds.map(x => `${Math.round((100 * x.visited) / x.people)} %`),
	);
	assert.equal(coverage.thirds.length, 3);
	await changed(page, '/growth/district', x => {
		x.run.components.coverage = { year: 2024, says: 'less', thirds: coverage.thirds };
	});
	await page.reload();
	await settled(page);
	assert.match(plain(await where.textContent()), /за 2024\/25 были ниже, в 2025\/26 посещали реже/);
	await page.unrouteAll();
	await changed(page, '/growth/district', x => {
		x.run.components.coverage = { year: 2024, says: 'few', thirds: [] };
	});
	await page.reload();
	await settled(page);
	assert.match(plain(await where.textContent()), /в 2024\/25 посещали хотя бы 15 из нынешних/);
	assert.equal(await where.locator('table').count(), 0);
	assert.deepEqual(await axe(page), []);
	await leave(page);
});

test('a forecast that is not known is not drawn, and nobody guesses about the target', async () => {
	const page = await enter(browser, has('council_member'));
	await changed(page, '/growth/district', d => {
		for (const { cell } of d.items) {
			cell.level.forecast = cell.level.forecast_se = null;
			cell.line.pop();
		}
	});
	await page.goto('/growth');
	await settled(page);
	const fan = section(page, 'district');
	await fan.locator('svg').waitFor();
	assert.equal(await fan.locator('path.dash').count(), 0);
	assert.doesNotMatch(await fan.locator('desc').textContent(), /Прогноз/);
	assert.match(await section(page, 'district-target').textContent(), /мало данных/);
	await leave(page);
});
