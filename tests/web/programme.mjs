/*
 * A programme built by the keyboard alone, in a real browser: activities put into free places of the
 * grid, moved, copied, removed, undone; clashes named while typing and a free place taken by one press;
 * a template begun from and kept. Then the same by dragging, and what is seen on a phone and on paper.
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
	plusDays,
	send,
	settled,
	short,
} from './browser.mjs';

let browser;
let person;
let day;

/** A day of this test alone: of a plan item without one, on a date with lessons and no other day. */
async function makeDay(page) {
	const { today, school_year } = await ask(page, '/session');
	const items = await askAll(page, `/plan-items?limit=200&year=${school_year}`);
	for (const item of items.filter(i => i.form?.is_day && i.organisation && !i.day))
		for (let n = 20; n < 60; n++) {
			const held_on = plusDays(today, n);
			const { items: others } = await ask(page, `/days?from=${held_on}&to=${held_on}`);
			if (others.length > 0) continue;
			const path = `/lessons?organisation=${item.organisation.id}&date=${held_on}`;
			const { items: lessons } = await ask(page, path);
			const { items: rooms } = await ask(page, `/rooms?organisation=${item.organisation.id}`);
			if (lessons.length < 3 || rooms.length < 4) continue;
			const id = await page.evaluate(() => crypto.randomUUID());
			const lead = (await ask(page, '/session')).person;
			await send(page, 'POST', '/days', { id, plan_item: item.id, held_on, lead });
			return ask(page, `/days/${id}`);
		}
	throw new Error('the demonstration has no free plan item with lessons in the next weeks');
}

before(async () => {
	browser = await launch();
	const people = await demoPeople();
	person = people.find(p => p.roles.includes('methodist') && !p.roles.includes('centre_head'));
	const page = await enter(browser, person, '/days');
	day = await makeDay(page);
	await leave(page);
});
after(() => browser?.close());

const open = options => enter(browser, person, `/days/${day.id}/programme`, options);
const slots = async page => (await ask(page, `/slots?day=${day.id}`)).items;
const press = async (page, ...keys) => {
	for (const key of keys) await page.keyboard.press(key);
};
const focused = page =>
	page.evaluate(() => {
		const e = document.activeElement;
		return e.getAttribute('aria-label') ?? e.textContent;
	});
/** Tab until what has the focus is called so; the keyboard is the only way. */
async function tabTo(page, name, most = 60) {
	for (let i = 0; i < most; i++) {
		const found = await page.evaluate(() => {
			const e = document.activeElement;
			const label = e.id && document.querySelector(`label[for="${e.id}"]`);
			return e.getAttribute('aria-label') ?? label?.textContent ?? e.textContent;
		});
		if (plain(found).startsWith(name)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab never comes to ${name}`);
}
/** Arrows down a closed list until it shows that option. */
async function choose(page, label) {
	for (let i = 0; i < 120; i++) {
		const shown = await page.evaluate(() => document.activeElement.selectedOptions[0].label);
		if (plain(shown) === label) return;
		await page.keyboard.press('ArrowDown');
	}
	throw new Error(`no ${label} in the list`);
}
/** Tab once into the grid: it is one stop. */
async function intoGrid(page) {
	await page.locator('.pg [tabindex="0"]').waitFor();
	for (let i = 0; i < 60; i++) {
		if (await page.evaluate(() => !!document.activeElement.closest('.pg'))) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('Tab never comes to the grid');
}
/** Arrows through the grid, down each column in turn, to an activity. */
async function toEvent(page) {
	await intoGrid(page);
	const here = () => page.evaluate(() => document.activeElement.className);
	for (const key of ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'])
		for (let i = 0; i < 15; i++) {
			if (/^ev/.test(await here())) return;
			await press(page, key);
		}
	throw new Error('arrows never come to an activity');
}
const gone = page => page.getByRole('dialog').waitFor({ state: 'detached' });
const undone = async (page, n) => {
	for (let i = 0; i < 50 && (await slots(page)).length !== n; i++) await page.waitForTimeout(100);
	assert.equal((await slots(page)).length, n);
	await settled(page);
};

test('a whole programme is built by the keyboard alone', async () => {
	const page = await open();
	await intoGrid(page);
	const first = plain(await focused(page));
	assert.match(first, /^Добавить: /);
	assert.equal(await page.locator('.pg [tabindex="0"]').count(), 1, 'the grid is one stop for Tab');
	await press(page, 'ArrowRight', 'ArrowDown');
	const there = plain(await focused(page));
	assert.notEqual(there, first);
	const [, room, from] = /^Добавить: (.*), (\d+:\d\d)–/.exec(there);

	/* an activity in that place */
	await press(page, 'Enter');
	await page.getByRole('dialog').getByLabel('Название').waitFor();
	await tabTo(page, 'Форма работы');
	await choose(page, 'Консультация');
	await tabTo(page, 'Название');
	await page.keyboard.type('Консультация для молодых');
	await tabTo(page, 'Добавить человека');
	await choose(page, short(person.name));
	await press(page, 'Enter');
	await tabTo(page, 'Добавить мероприятие');
	await press(page, 'Enter');
	await gone(page);
	await page.locator('.ev').waitFor();
	let [slot] = await slots(page);
	assert.equal(plain(slot.rooms[0].name), room);
	assert.equal(Number(slot.starts_at.slice(11, 13)), Number(from.split(':')[0]));
	assert.equal(slot.people[0].id, person.person);
	assert.deepEqual(await axe(page), []);

	/* moved to another time: the key, a clock, Enter */
	await toEvent(page);
	await press(page, 'm');
	await tabTo(page, 'Начало');
	await page.keyboard.type('1415');
	await tabTo(page, 'Переместить');
	await press(page, 'Enter');
	await gone(page);
	await page.getByText('Перемещено: Консультация для молодых').waitFor();
	await page.locator('.ev', { hasText: '14:15' }).waitFor();
	[slot] = await slots(page);
	assert.match(slot.starts_at, /T14:15/);

	/* a copy of it clashes with itself, is told so while typing, and takes a free place by one press */
	await toEvent(page);
	await press(page, 'c');
	const note = page.getByRole('dialog').locator('.trial .note');
	await note.waitFor();
	assert.match(plain(await note.textContent()), new RegExp(short(person.name).split(' ')[0]));
	assert.equal(await note.locator('.free').count(), 3);
	assert.deepEqual(await axe(page), []);
	const free = plain(await note.locator('.free').first().textContent()).trim();
	await tabTo(page, free);
	await press(page, 'Enter');
	await page.getByText('Накладок нет.').waitFor();
	await tabTo(page, 'Добавить мероприятие');
	await press(page, 'Enter');
	await gone(page);
	await undone(page, 2);

	/* removed and brought back; then everything undone, one after another */
	await toEvent(page);
	await press(page, 'Delete');
	await undone(page, 1);
	await press(page, 'Control+z');
	await undone(page, 2);
	await press(page, 'Control+z');
	await undone(page, 1);
	await press(page, 'Control+z');
	await page.locator('.band.info', { hasText: 'Добавлено' }).waitFor();
	[slot] = await slots(page);
	assert.equal(Number(slot.starts_at.slice(11, 13)), Number(from.split(':')[0]));
	await press(page, 'Control+z');
	await undone(page, 0);
	await leave(page);
});

test('a lesson that clashes is told while it is picked, and another is taken by one press', async () => {
	const page = await open();
	await button(page, 'Добавить мероприятие').click();
	const dialog = page.getByRole('dialog');
	const pick = dialog.locator('.pick input');
	await pick.first().check();
	await dialog.getByText('Накладок нет.').waitFor();
	await button(dialog, 'Добавить посещение').click();
	await gone(page);
	const [slot] = await slots(page);
	await button(page, 'Добавить мероприятие').click();
	const { items } = await ask(
		page,
		`/lessons?organisation=${day.organisation.id}&date=${day.held_on}`,
	);
	const same = items.findIndex(l => l.starts_at === slot.starts_at && l.id !== slot.lesson.id);
	assert.ok(same >= 0, 'the school has two lessons at once');
	await pick.nth(same).check();
	const note = dialog.locator('.trial .note');
	await note.waitFor();
	assert.match(plain(await note.textContent()), /Накладка: /);
	await note.locator('.free').first().click();
	await dialog.getByText('Накладок нет.').waitFor();
	assert.equal(await pick.nth(same).isChecked(), false);
	await button(dialog, 'Отмена').click();
	await gone(page);
	await leave(page);
});

test('a programme begins from a template, and is kept as one', async () => {
	const page = await open();
	const before = (await slots(page)).length;
	await button(page, 'Взять готовую…').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Из шаблона').last().selectOption({ label: 'Пять направлений за день' });
	await dialog.getByText('Экспертиза методических материалов педагогов').waitFor();
	assert.deepEqual(await axe(page), []);
	await button(dialog, 'Взять в программу').click();
	await gone(page);
	await undone(page, before + 5);

	const title = `Шаблон ${day.id}`;
	await button(page, 'В шаблоны…').click();
	await dialog.getByLabel('Название шаблона').fill(title);
	await button(dialog, 'Сохранить').click();
	await gone(page);
	await button(page, 'Взять готовую…').click();
	await dialog.getByLabel('Из шаблона').last().selectOption({ label: title });
	assert.equal(await dialog.locator('ul.rows > li').count(), 5);
	await button(dialog, 'Удалить шаблон').click();
	await dialog.getByLabel('Из шаблона').last().locator('option', { hasText: title }).waitFor({
		state: 'detached',
	});
	await button(dialog, 'Отмена').click();
	await leave(page);
});

test('an activity is dragged to a free place; a refused drop says why and offers three', async () => {
	const page = await open({ viewport: { width: 1280, height: 2000 } });
	const moving = (await slots(page)).find(s => s.title === 'Мастер-класс по теме дня');
	const event = page.locator('.ev', { hasText: moving.title });
	const cells = page.locator('.pg .cell');
	const free = (await cells.count()) - 1;
	const name = plain(await cells.nth(free).getAttribute('aria-label'));
	await event.dragTo(cells.nth(free));
	await page.getByText(`Перемещено: ${moving.title}`).waitFor();
	const now = (await slots(page)).find(s => s.id === moving.id);
	assert.notEqual(now.starts_at, moving.starts_at);
	assert.ok(name.includes(now.rooms[0]?.name ?? 'без кабинета'), name);
	await button(page, 'Отменить').click();
	await page.locator('.band.info').waitFor({ state: 'detached' });
	await settled(page);

	const other = (await slots(page)).find(s => s.title === 'Ответы на вопросы педагогов');
	const taken = await cells.evaluateAll(
		(all, begins) =>
			all.findIndex(c => {
				const [from, to] = c
					.getAttribute('aria-label')
					.split(', ')
					.at(-1)
					.split('–')
					.map(x => x.padStart(5, '0'));
				return from <= begins && begins < to;
			}),
		other.starts_at.slice(11, 16),
	);
	assert.ok(taken >= 0, 'a room is free while the person is not');
	await page.locator('.ev', { hasText: moving.title }).dragTo(cells.nth(taken));
	const dialog = page.getByRole('dialog');
	await dialog.locator('.trial .note').waitFor();
	assert.equal(await dialog.locator('.trial .free').count(), 3);
	assert.deepEqual(await axe(page), []);
	await dialog.locator('.trial .free').first().click();
	await dialog.getByText('Накладок нет.').waitFor();
	await button(dialog, 'Переместить').click();
	await gone(page);
	await leave(page);
});

test('on a phone the programme is a list, and moving needs no dragging', async () => {
	const page = await open({
		viewport: { width: 360, height: 780 },
		hasTouch: true,
		isMobile: true,
	});
	assert.equal(await page.locator('.pg .cell:visible').count(), 0);
	assert.equal(await overflow(page), 0);
	await page.locator('.ev', { hasText: 'Мастер-класс по теме дня' }).click();
	const dialog = page.getByRole('dialog');
	await button(dialog, 'Переместить…').click();
	await dialog.getByLabel('Начало').fill('15:30');
	await dialog.getByText('Накладок нет.').waitFor();
	assert.deepEqual(await axe(page), []);
	await button(dialog, 'Переместить').click();
	await gone(page);
	await page.locator('.ev', { hasText: '15:30' }).waitFor();
	await leave(page);
});

test('on paper the programme is a table that names everybody', async () => {
	const page = await open();
	await page.emulateMedia({ media: 'print' });
	assert.equal(await page.locator('.pg:visible, .btn:visible').count(), 0);
	const text = plain(await page.locator('.for-print').textContent());
	for (const s of await slots(page)) assert.ok(text.includes(plain(s.title)), s.title);
	assert.match(text, new RegExp(short(person.name).split(' ')[0]));
	await leave(page);
});

test('a visit is printed with its head, and as an empty sheet while nothing is signed', async () => {
	const page = await open();
	const { items } = await ask(page, '/visits?limit=50');
	for (const signed of [true, false]) {
		const visit = items.find(v => (v.percent !== null) === signed && v.state !== 'cancelled');
		if (!visit) continue;
		await page.emulateMedia({ media: 'screen' });
		await page.goto(`/visits/${visit.id}`);
		await settled(page);
		await page.emulateMedia({ media: 'print' });
		const tables = page.locator('.for-print:visible');
		assert.equal(await tables.count(), signed ? 1 : 3);
		const head = plain(await tables.first().textContent());
		assert.ok(head.includes(plain(visit.teacher.short)) && head.includes(visit.organisation.name));
		assert.equal(await page.locator('fieldset.item:visible, .btn:visible').count(), 0);
	}
	await leave(page);
});
