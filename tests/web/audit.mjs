/*
 * The audit (журнал действий) at the administrator's: found by person, object, action and date, each in words,
 * saved as a table, its chain checked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
	ask,
	button,
	clean,
	demoPeople,
	enter,
	launch,
	leave,
	plain,
	section,
	settled,
	write,
} from './browser.mjs';

let browser;
let people;
const who = role => people.find(p => p.roles.includes(role));
const administrator = (to, options) => enter(browser, who('admin'), to, options);

before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

test('the audit is searched by person, object and action, saved as a table and checked', async () => {
	const page = await administrator('/admin/audit?entity=person&event=insert');
	await section(page, 'search').locator('.rows').getByText('карточка человека').first().waitFor();
	const list = await ask(page, '/audit?entity=person&event=insert&limit=3');
	assert.ok(list.items.every(r => r.entity === 'person' && r.event === 'insert'));
	await page.locator('details summary').last().click();
	assert.match(plain(await section(page, 'search').textContent()), /само значение не хранится/);
	const csv = await page.evaluate(async () =>
		(await fetch('/api/v1/audit.csv?entity=person')).text(),
	);
	assert.match(csv, /номер,время,кто,что,объект,действие,изменение/);
	await button(page, 'Проверить сейчас').click();
	await page.getByText('Цепочка цела, проверено').waitFor({ timeout: 60_000 });
	await clean(page, 'admin-audit-found');
	await leave(page);
});

test('the audit is narrowed by its fields, and the address holds ids and dates, never a name', async () => {
	const page = await administrator('/admin/audit');
	await write(page, 'POST', '/imports', { kind: 'school', name: 'кабинеты.csv' });
	const search = section(page, 'search');
	const admin = who('admin');
	const [family] = admin.name.split(' ');
	const { today } = await ask(page, '/session');
	await search.getByLabel('Найти человека').fill(family);
	await search.locator('option', { hasText: admin.name }).first().waitFor({ state: 'attached' });
	await search.getByLabel('Кто', { exact: true }).selectOption({ label: admin.name });
	await search.getByLabel('Действие').selectOption('insert');
	await search.getByLabel('Что', { exact: true }).selectOption('import');
	await search.getByLabel('С', { exact: true }).fill(today);
	await search.getByLabel('По', { exact: true }).fill(today);
	await page.waitForURL(url => url.searchParams.get('to') === today);
	const asked = new URL(page.url()).searchParams;
	assert.deepEqual(Object.fromEntries(asked), {
		person: admin.person,
		event: 'insert',
		entity: 'import',
		from: today,
		to: today,
	});
	const found = (await ask(page, `/audit?${asked}`)).items.length;
	assert.ok(found > 0);
	const rows = search.locator('.rows > li');
	await rows.nth(found).waitFor({ state: 'detached' });
	assert.equal(await rows.count(), found);
	for (const row of await rows.allTextContents()) assert.match(plain(row), /загрузка файла/);
	await page.reload();
	await settled(page);
	assert.equal(await search.getByLabel('Действие').inputValue(), 'insert');
	await clean(page, 'admin-audit-fields');
	const offered = await search
		.getByLabel('Что', { exact: true })
		.locator('option')
		.evaluateAll(all => all.map(o => o.value));
	const schema = readFileSync(new URL('../../sql/schema.sql', import.meta.url), 'utf8');
	const kept = [...schema.matchAll(/rule\.audit\('(\w+)'/g)].map(m => m[1]);
	assert.deepEqual(
		kept.filter(k => !offered.includes(k)),
		[],
	);
	assert.ok(!plain(await search.textContent()).includes('audit.entity.'));
	await search.getByLabel('Действие').selectOption('refused');
	await search.getByText('Таких записей нет.').waitFor();
	await leave(page);
});

test('a refused sign-in is found in the audit with its reason in words', async () => {
	const page = await administrator('/admin/audit');
	assert.equal((await page.request.post('/portal/enter', { form: { token: 'x' } })).status(), 403);
	await page.getByLabel('Действие').selectOption({ label: 'отказано во входе' });
	const refusal = section(page, 'search').locator('.rows > li').first();
	await refusal.getByText('отказано во входе: портал').waitFor();
	await refusal.locator('summary').click();
	await refusal.getByText('причина: пропуск недействителен или устарел').waitFor();
	await leave(page);
});
