/*
 * Planning a year in a browser: three looks of one plan, moves by drag and by keyboard with a way back,
 * many items at once after a dry run, kept filters, history.
 *
 * It works in the draft of next year's plan and takes every change back, so that other tests find the
 * draft as it was.
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
	plain,
	section,
	settled,
} from './browser.mjs';

let browser;
let people;
let head;
let year;
let version;
before(async () => {
	browser = await launch();
	people = await demoPeople();
	head = people.find(p => p.roles.includes('centre_head'));
	const page = await enter(browser, head, '/plan');
	year = (await ask(page, '/session')).school_year + 1;
	const { items } = await ask(page, '/plans');
	const plan = items.find(p => p.school_year === year);
	version = plan?.versions.find(v => v.state === 'draft')?.id;
	await leave(page);
	assert.ok(version, 'the demonstration has a draft of the next plan');
});
after(() => browser?.close());

const items = page => askAll(page, `/plan-items?limit=200&version=${version}`);
const draft = more => `/plan?version=${version}${more ? `&${more}` : ''}`;
const itemOf = async (page, id) => (await items(page)).find(i => i.id === id);
const back = async page => {
	await button(page.locator('.band.info'), 'Отменить').click();
	await page.locator('.band.info').waitFor({ state: 'detached' });
	await settled(page);
};
/** A day of the plan whose month has a cell to drop on and no other day of that school in November. */
async function movable(page) {
	const all = await items(page);
	const days = all.filter(i => i.form.is_day && i.organisation && !i.day);
	const free = days.find(
		i =>
			i.starts_on.slice(5, 7) !== '11' &&
			days.filter(d => d.organisation.id === i.organisation.id).length === 1,
	);
	assert.ok(free);
	return free;
}
const cellOf = (page, item) =>
	page.locator(`a.d[href="/plan/items/${item.id}?version=${version}"]`);

test('the three looks of a plan and its filters stand in the address', async () => {
	const page = await enter(browser, head, '/plan');
	await page.locator('.mx .cap u').first().waitFor();
	assert.match(plain(await page.locator('.mx .cap').textContent()), /черта.*из \d+/);
	await page.getByRole('link', { name: 'Календарь' }).click();
	await page.locator('.cal').waitFor();
	assert.match(page.url(), /view=calendar/);
	const name = await page.locator('.turn b').textContent();
	await button(page, 'Позже').click();
	assert.notEqual(await page.locator('.turn b').textContent(), name);
	assert.match(page.url(), /month=\d{4}-\d\d/);
	await page.getByRole('link', { name: 'Список' }).click();
	await page.locator('#items').waitFor();
	assert.doesNotMatch(page.url(), /month=/);
	const all = await page.locator('tbody tr').count();
	await page.getByLabel('Направление').selectOption('expert');
	await page.waitForURL(/direction=expert/);
	await page.reload();
	await settled(page);
	const some = await page.locator('tbody tr').count();
	assert.ok(some > 0 && some < all, `${some} of ${all}`);
	assert.equal(
		await page.getByRole('checkbox').count(),
		0,
		'an approved version has nothing to tick',
	);
	await leave(page);
});

test('working days, holidays and whoever is away are marked in the calendar', async () => {
	const page = await enter(browser, head, draft(`view=calendar&month=${year}-11`));
	const holiday = page.locator('.cal td', { hasText: 'День народного единства' });
	assert.match(await holiday.getAttribute('class'), /off/);
	const { away } = await ask(page, `/plan-capacity?year=${year}`);
	const marks = await page.locator('.cal .gone').count();
	assert.ok(away.some(a => a.weekday !== null) ? marks > 0 : true);
	await leave(page);
});

test('an item is dragged to another month, and back by «Отменить»', async () => {
	const page = await enter(browser, head, draft());
	const item = await movable(page);
	const row = page.locator('.mx tbody tr', { has: cellOf(page, item) });
	await cellOf(page, item).dragTo(row.locator('td').nth(3), { force: true });
	await page.locator('.band.info').waitFor();
	const moved = await itemOf(page, item.id);
	assert.equal(moved.starts_on.slice(0, 7), `${year}-11`);
	assert.equal(moved.organisation.id, item.organisation.id);
	await back(page);
	const again = await itemOf(page, item.id);
	assert.deepEqual([again.starts_on, again.ends_on], [item.starts_on, item.ends_on]);
	await leave(page);
});

test('the keyboard moves an item too, and what speaks against the term is said', async () => {
	const page = await enter(browser, head, draft());
	const item = await movable(page);
	await cellOf(page, item).focus();
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Начало').waitFor();
	assert.deepEqual(await axe(page, 'dialog'), []);
	await dialog.getByLabel('Начало').fill(`${year}-11-04`);
	await dialog.getByLabel('Окончание').fill(`${year}-11-04`);
	await dialog.locator('.band.warn', { hasText: 'День народного единства' }).waitFor();
	await dialog.getByLabel('Окончание').fill(`${year}-11-03`);
	await dialog.getByLabel('Окончание').press('Enter');
	await dialog.getByRole('alert').getByText('окончание раньше начала').waitFor();
	await dialog.getByLabel('Начало').fill(`${year}-11-10`);
	await dialog.getByLabel('Окончание').fill(`${year}-11-10`);
	await dialog.getByLabel('Окончание').press('Enter');
	await dialog.waitFor({ state: 'detached' });
	await page.locator('.band.info').waitFor();
	assert.equal((await itemOf(page, item.id)).starts_on, `${year}-11-10`);
	await button(page.locator('.band.info'), 'Отменить').focus();
	await page.keyboard.press('Enter');
	await page.locator('.band.info').waitFor({ state: 'detached' });
	assert.equal((await itemOf(page, item.id)).starts_on, item.starts_on);
	await leave(page);
});

test('an item is put onto a date of the calendar', async () => {
	const page = await enter(browser, head, draft());
	const item = await movable(page);
	const month = item.starts_on.slice(0, 7);
	await page.goto(draft(`view=calendar&month=${month}`));
	await settled(page);
	const entry = page.locator(`a.d[href="/plan/items/${item.id}?version=${version}"]`);
	const other = page.locator('.cal td:not(.off):not(.out)').filter({ hasNot: entry }).last();
	const day = await other.locator('.date b').textContent();
	/* both ends in sight: a page that scrolls under a pressed button drags nothing */
	await other.scrollIntoViewIfNeeded();
	await entry.dragTo(other);
	await page.locator('.band.info').waitFor();
	const moved = await itemOf(page, item.id);
	assert.equal(moved.starts_on, `${month}-${day.padStart(2, '0')}`);
	await back(page);
	assert.equal((await itemOf(page, item.id)).ends_on, item.ends_on);
	await leave(page);
});

test('many items: filtered, ticked, tried, changed with a result for each, taken back', async () => {
	const page = await enter(browser, head, draft('view=list&direction=expert'));
	const before = (await items(page)).filter(i => i.direction === 'expert');
	const rows = await page
		.locator('#items, section[aria-labelledby=items]')
		.locator('tbody tr')
		.count();
	assert.equal(rows, before.length);
	await page.getByLabel(/^Все отобранные/).check();
	await page.getByRole('button', { name: /^Изменить отмеченные/ }).click();
	const dialog = page.getByRole('dialog');
	assert.ok(await button(dialog, 'Проверить').isDisabled());
	await dialog.getByLabel('Направление').selectOption('consulting');
	await button(dialog, 'Проверить').click();
	await dialog.getByText(`Затронет ${before.length} из ${before.length}`).waitFor();
	assert.equal(await dialog.locator('tbody tr').count(), before.length);
	const untouched = (await items(page)).filter(i => i.direction === 'expert');
	assert.equal(untouched.length, before.length, 'a dry run writes nothing');
	await button(dialog, `Изменить ${before.length}`).click();
	await dialog.getByRole('heading', { name: /^Изменено/ }).waitFor();
	assert.equal(await dialog.getByRole('cell', { name: 'изменено' }).count(), before.length);
	assert.deepEqual(await axe(page, 'dialog'), []);
	await button(dialog, 'Закрыть').last().click();
	assert.equal((await items(page)).filter(i => i.direction === 'expert').length, 0);
	await back(page);
	const again = (await items(page)).filter(i => i.direction === 'expert');
	assert.deepEqual(again.map(i => i.id).sort(), before.map(i => i.id).sort());
	await leave(page);
});

test('an item removed comes back under its own id', async () => {
	const page = await enter(browser, head, draft('view=list'));
	const item = await movable(page);
	await page
		.getByRole('button', { name: `Удалить ${item.title}`, exact: true })
		.first()
		.click();
	await page.locator('.band.info').waitFor();
	const gone = (await items(page)).length;
	await back(page);
	const now = await items(page);
	assert.equal(now.length, gone + 1);
	const { items: differences } = await ask(page, `/plan-versions/${version}/diff`);
	assert.deepEqual(
		differences.filter(d => d.title === item.title),
		[],
	);
	await leave(page);
});

test('a filter is kept by a person for herself, without a name in the address', async () => {
	const page = await enter(browser, head, '/plan?view=list&direction=expert');
	const name = `Экспертиза ${Date.now() % 100000}`;
	await button(page, 'Сохранить отбор').click();
	await page.getByRole('dialog').getByLabel('Название').fill(name);
	await button(page.getByRole('dialog'), 'Сохранить').click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	assert.match(page.url(), /^[\x20-\x7e]+$/);
	await page.goto('/plan');
	await page.getByLabel('Сохранённые отборы').selectOption({ label: name });
	await page.waitForURL(/direction=expert/);
	assert.equal(new URL(page.url()).searchParams.get('view'), 'list');
	const other = await enter(
		browser,
		people.find(p => p.roles.includes('methodist')),
		'/plan',
	);
	const theirs = (await ask(other, '/saved-filters?screen=plan')).items;
	assert.ok(!theirs.some(f => f.name === name));
	await leave(other);
	await page.getByRole('button', { name: /^Удалить отбор/ }).click();
	await page.getByRole('button', { name: /^Удалить отбор/ }).waitFor({ state: 'detached' });
	await leave(page);
});

test('the history names who changed what; a teacher plans nothing', async () => {
	const page = await enter(browser, head, draft());
	await page.getByText('История плана').click();
	const history = page.locator('#history');
	await history.getByText(/Измен/).first().waitFor();
	assert.match(plain(await history.textContent()), new RegExp(head.name.split(' ')[0]));
	await leave(page);
	const teacher = await enter(
		browser,
		people.find(p => p.roles[0] === 'teacher'),
		draft(),
	);
	assert.equal(await teacher.getByRole('button', { name: /Добавить|Внести/ }).count(), 0);
	assert.equal(await teacher.locator('[draggable=true]').count(), 0);
	await leave(teacher);
});

test('a draft fits a phone in every look', async () => {
	const page = await enter(browser, head, draft(), {
		viewport: { width: 360, height: 780 },
		hasTouch: true,
	});
	for (const look of ['', 'view=calendar', 'view=list']) {
		await page.goto(draft(look));
		await settled(page);
		assert.deepEqual([await axe(page), await overflow(page)], [[], 0], look);
	}
	await section(page, 'versions').waitFor();
	await leave(page);
});

test('a move and a removal stand in the differences with dates and who answers', async () => {
	const page = await enter(browser, head, draft('view=list'));
	const changed = (await ask(page, `/plan-versions/${version}/diff`)).items.map(d => d.item);
	const item = (await items(page)).find(
		i => i.form.is_day && i.organisation && i.responsible && !i.day && !changed.includes(i.id),
	);
	const listed = section(page, 'items')
		.locator('tbody tr')
		.filter({ has: page.locator(`a[href^="/plan/items/${item.id}"]`) });
	const row = section(page, 'changes')
		.locator('.diff > li')
		.filter({ hasText: item.organisation.name })
		.filter({ hasText: item.title });
	const text = async () => plain(await row.textContent());
	const dated = date => date.split('-').reverse().join('.');
	/* the base is this year's plan: its terms stand a year earlier */
	const before = dated(`${Number(item.starts_on.slice(0, 4)) - 1}${item.starts_on.slice(4)}`);
	assert.equal(await row.count(), 0);

	/* inside its month: the month alone would tell nothing */
	const to = `${item.starts_on.slice(0, 8)}${Number(item.starts_on.slice(8)) > 15 ? '09' : '21'}`;
	await listed.getByRole('button', { name: /^Переместить/ }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Начало').fill(to);
	await dialog.getByLabel('Окончание').fill(to);
	await button(dialog, 'Переместить').click();
	await dialog.waitFor({ state: 'detached' });
	await row.getByText('Перемещён').waitFor();
	for (const said of [before, dated(to), plain(item.responsible.short)])
		assert.ok((await text()).includes(said), `${said}: ${await text()}`);
	assert.equal(await row.locator('use').first().getAttribute('href'), '#i-move');
	await back(page);
	await row.waitFor({ state: 'detached' });

	/* another responsible person is a change, seen on both sides */
	await listed.getByRole('button', { name: /^Переместить/ }).click();
	const choice = dialog.getByLabel('Ответственный');
	const others = await choice.locator('option').allTextContents();
	const other = others.find((o, i) => i > 0 && plain(o) !== plain(item.responsible.short));
	await choice.selectOption({ label: other });
	await button(dialog, 'Переместить').click();
	await dialog.waitFor({ state: 'detached' });
	await row.getByText('Изменён', { exact: true }).waitFor();
	for (const said of [other, item.responsible.short])
		assert.ok((await text()).includes(plain(said)), `${said}: ${await text()}`);
	await back(page);
	await row.waitFor({ state: 'detached' });

	await listed.getByRole('button', { name: /^Удалить/ }).click();
	await row.getByText('Убран').waitFor();
	assert.ok((await row.locator('del').textContent()).includes(before));
	await back(page);
	await row.waitFor({ state: 'detached' });
	await leave(page);
});

test('days and visits keep filters of their own; visits are narrowed to a period', async () => {
	const page = await enter(browser, head, '/visits');
	const { items: all } = await ask(page, '/visits?limit=200');
	const last = all[0].held_on;
	const first = all.find(v => v.held_on < last)?.held_on ?? last;
	await page.getByLabel('С', { exact: true }).fill(first);
	await page.getByLabel('По', { exact: true }).fill(first);
	await page.waitForURL(new RegExp(`from=${first}.*to=${first}`));
	const expected = (await ask(page, `/visits?from=${first}&to=${first}`)).items.length;
	await page.locator('tbody tr').nth(expected).waitFor({ state: 'detached' });
	const dates = await page.locator('tbody tr').allTextContents();
	const day = String(Number(first.slice(8)));
	assert.ok(expected > 0);
	assert.equal(dates.length, expected);
	assert.ok(
		dates.every(d => new RegExp(`(^|\\D)0?${day}\\D`).test(d)),
		dates[0],
	);
	for (const [address, label] of [
		[`/visits?from=${first}&to=${last}`, 'Период'],
		['/days?state=held', 'Проведённые'],
	]) {
		const name = `${label} ${Date.now() % 100000}`;
		const [screen, asked] = address.split('?');
		await page.goto(address);
		await button(page, 'Сохранить отбор').click();
		await page.getByRole('dialog').getByLabel('Название').fill(name);
		await button(page.getByRole('dialog'), 'Сохранить').click();
		await page.getByRole('dialog').waitFor({ state: 'detached' });
		await page.goto(screen);
		await page.getByLabel('Сохранённые отборы').selectOption({ label: name });
		await page.waitForURL(url => url.search === `?${asked}`);
		await settled(page);
		assert.deepEqual(await axe(page), []);
		assert.equal(await overflow(page), 0);
		await page.getByRole('button', { name: /^Удалить отбор/ }).click();
		await page.getByRole('button', { name: /^Удалить отбор/ }).waitFor({ state: 'detached' });
	}
	await leave(page);
});
