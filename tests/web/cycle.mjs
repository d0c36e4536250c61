/*
 * The whole path in a browser, each step by the person whose step it is:
 * plan item - day - order - signature - registration - announcement - lesson picked for a visit -
 * sheet - submission - acknowledgement. People click; only what to click on is looked up by the API.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	ask,
	askAll,
	axe,
	demoPeople,
	leave as done,
	enter,
	fillSheet,
	launch,
	plain,
	plusDays,
	settled,
	short,
} from './browser.mjs';

let browser;
let people;
/** what one step leaves to the next */
const made = {};

before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const withRole = role => people.find(p => p.roles.includes(role));
const as = (person, to) => enter(browser, person, to);

/** A plan item without a day, and a date on which its school has lessons. */
async function findItem(page) {
	const { today, school_year } = await ask(page, '/session');
	const items = await askAll(page, `/plan-items?limit=200&year=${school_year}`);
	for (const item of items.filter(i => i.form?.is_day && i.organisation && !i.day))
		for (let n = 14; n < 28; n++) {
			const date = plusDays(today, n);
			const path = `/lessons?organisation=${item.organisation.id}&date=${date}`;
			const lessons = (await ask(page, path)).items ?? [];
			if (lessons.some(l => !l.busy && l.teacher)) return { item, date };
		}
	throw new Error('the demonstration has no free plan item with lessons in the next weeks');
}

test('the head of the centre makes a day from a plan item and drafts its order', async () => {
	const page = await as(withRole('centre_head'), '/plan');
	assert.match(plain(await page.locator('h1').textContent()), /методическ/);
	const { item, date } = await findItem(page);
	made.methodist = people.find(
		p => p.roles.includes('methodist') && !p.roles.includes('centre_head'),
	);
	await page.goto(`/plan/items/${item.id}?version=${item.version}`);
	await settled(page);
	await page.getByRole('button', { name: 'Провести день' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Дата').fill(date);
	await dialog.getByLabel('Ведёт').selectOption({ label: short(made.methodist.name) });
	await dialog.getByLabel('Тема').fill('Обратная связь, которая двигает ученика дальше');
	await dialog.getByRole('button', { name: 'Провести день' }).click();
	await page.waitForURL(/\/days\/[0-9a-f-]{36}$/);
	made.day = page.url().split('/').at(-1);
	await page.getByRole('button', { name: 'Подготовить приказ' }).click();
	await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
	made.order = page.url().split('/').at(-1);
	await settled(page);
	assert.equal(await page.getByRole('button', { name: 'Отметить подпись' }).count(), 0);
	assert.deepEqual(await axe(page), []);
	await done(page);
});

test('before registration the day cannot be announced', async () => {
	const page = await as(made.methodist, `/days/${made.day}`);
	assert.equal(await page.getByRole('button', { name: 'Объявить день' }).count(), 0);
	assert.match(plain(await page.locator('li.cur').textContent()), /приказ/i);
	await done(page);
});

test('the head of the department records the signature', async () => {
	const page = await as(withRole('department_head'), `/orders/${made.order}`);
	await page.getByRole('button', { name: 'Отметить подпись' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Отметить подпись' }).click();
	await page.locator('.lede').getByText('подписан').waitFor();
	await done(page);
});

test('the clerk registers the order; a number used before is refused and stays typed', async () => {
	const page = await as(withRole('clerk'), `/orders/${made.order}`);
	const year = Number((await ask(page, '/session')).today.slice(0, 4));
	const used = (await ask(page, `/registry?year=${year}&limit=50`)).items[0];
	await page.getByRole('button', { name: 'Зарегистрировать' }).click();
	const dialog = page.getByRole('dialog');
	if (used) {
		await dialog.getByLabel('Номер').fill(used.number);
		await dialog.getByRole('button', { name: 'Зарегистрировать' }).click();
		await dialog.getByRole('alert').waitFor();
		assert.equal(await dialog.getByLabel('Номер').inputValue(), used.number);
	}
	await dialog.getByLabel('Номер').fill(`${Date.now() % 1_000_000}-м`);
	await dialog.getByRole('button', { name: 'Зарегистрировать' }).click();
	await page.locator('.lede').getByText('зарегистрирован', { exact: true }).waitFor();
	await done(page);
});

test('the methodist announces the day and puts a lesson visit into the programme', async () => {
	const page = await as(made.methodist, `/days/${made.day}`);
	const bind = page.getByRole('button', { name: 'Перейти к объявлению' });
	await page.locator('li.cur .btn').first().waitFor();
	if (await bind.count()) await bind.click();
	await page.getByRole('button', { name: 'Объявить день' }).click();
	await page.locator('.lede').getByText('объявлен', { exact: true }).waitFor();

	await page.goto(`/days/${made.day}/programme`);
	await settled(page);
	await page.getByRole('button', { name: 'Добавить мероприятие' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.locator('.pick:not(.busy) input').first().check();
	await dialog.getByLabel('Тема урока').fill('Сила Архимеда');
	await dialog.getByRole('button', { name: 'Добавить посещение' }).click();
	await dialog.waitFor({ state: 'detached' });
	await page.locator('.ev').first().waitFor();
	assert.match(plain(await page.locator('h1').textContent()), /^В программе 1 мероприятие/);
	assert.deepEqual(await axe(page), []);
	await done(page);
});

test('a second activity of the same person at that time is refused with a sentence', async () => {
	const page = await as(made.methodist, `/days/${made.day}/programme`);
	const slot = (await ask(page, `/slots?day=${made.day}`)).items[0];
	await page.getByRole('button', { name: 'Добавить мероприятие' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.locator('label', { hasText: 'Другая форма' }).click();
	await dialog.getByLabel('Форма работы').selectOption({ index: 1 });
	await dialog.getByLabel('Название').fill('Консультация завуча');
	await dialog.getByLabel('Начало').fill(slot.starts_at.slice(11, 16));
	await dialog.getByLabel('Окончание').fill(slot.ends_at.slice(11, 16));
	await dialog.getByLabel('Добавить человека').selectOption({ label: short(made.methodist.name) });
	await dialog.getByRole('button', { name: 'Добавить мероприятие' }).click();
	const alert = dialog.getByRole('alert');
	await alert.waitFor();
	assert.match(plain(await alert.textContent()), new RegExp(made.methodist.name.split(' ')[0]));
	assert.equal(await dialog.getByLabel('Название').inputValue(), 'Консультация завуча');
	assert.deepEqual(await axe(page), []);
	await done(page);
});

test('the teacher assesses his own lesson, without a step for himself', async () => {
	const page = await as(made.methodist, `/visits?day=${made.day}`);
	const href = await page.locator('tbody th a').first().getAttribute('href');
	made.teacher = (await ask(page, href)).teacher.id;
	await done(page);
	const own = await as(
		people.find(p => p.person === made.teacher),
		href,
	);
	await own.getByRole('button', { name: 'Заполнить самооценку' }).click();
	const items = own.locator('fieldset.item');
	await items.first().waitFor();
	for (let i = 0; i < (await items.count()); i++)
		await items.nth(i).locator('.seg label').first().click();
	assert.equal(await own.getByLabel('Один шаг до следующего посещения').count(), 0);
	await own.getByLabel('Затруднения').fill('Не хватило времени на итог.');
	await own.getByRole('button', { name: 'К подписи' }).click();
	await own.getByRole('button', { name: 'Подписать лист' }).click();
	await own.getByRole('heading', { name: 'Отметки' }).waitFor();
	assert.equal(await own.getByRole('button', { name: 'Заполнить самооценку' }).count(), 0);
	await done(own);
});

test('the methodist fills the sheet; without a network the marks wait on the device', async () => {
	const page = await as(made.methodist, `/visits?day=${made.day}`);
	await page.locator('tbody th a').first().click();
	await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
	made.visit = page.url().split('/').at(-1);
	await page.getByRole('button', { name: 'Начать лист' }).click();
	await page.locator('fieldset.item').first().waitFor();

	await page.locator('fieldset.item .seg label').nth(1).click();
	await page.getByText(/^Отправлено/).waitFor();

	await page.context().setOffline(true);
	await fillSheet(page);
	await page.getByText(/^Нет связи/).waitFor();
	await page.context().setOffline(false);
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await page.getByText(/^Отправлено/).waitFor();

	await page.reload();
	await page.locator('fieldset.item').first().waitFor();
	const items = await page.locator('fieldset.item').count();
	assert.equal(await page.locator('fieldset.item .seg input:checked').count(), items);
	assert.deepEqual(await axe(page), []);

	await page.getByRole('button', { name: 'К подписи' }).click();
	await page.getByRole('button', { name: 'Подписать лист' }).click();
	await page.locator('.lede').getByText('ждёт ответа педагога').waitFor();
	await done(page);
});

test('the teacher reads the sheet and acknowledges it', async () => {
	const head = await as(withRole('centre_head'), `/visits/${made.visit}`);
	const { teacher, percent } = await ask(head, `/visits/${made.visit}`);
	assert.ok(percent > 0);
	const row = (await ask(head, `/people/${teacher.id}`)) ?? {};
	await done(head);
	const person = people.find(p => p.person === teacher.id);
	assert.ok(person, `${row.name} may sign in`);

	const page = await as(person, `/visits/${made.visit}`);
	await page.getByRole('heading', { name: 'Отметки' }).waitFor();
	assert.deepEqual(await axe(page), []);
	await page.getByRole('button', { name: 'Ознакомлен(а)' }).click();
	await page.locator('.lede').getByText('педагог ознакомлен(а)').waitFor();
	assert.equal(await page.getByRole('button', { name: 'Ознакомлен(а)' }).count(), 0);
	await done(page);
});

test('a corrected sheet is answered anew: the teacher objects, and his words stand beside it', async () => {
	const page = await as(made.methodist, `/visits/${made.visit}`);
	await page.getByRole('columnheader', { name: 'Самооценка' }).waitFor();
	await page.getByRole('button', { name: 'Исправить подписанный лист' }).click();
	await page.locator('fieldset.item .seg label').first().click();
	await page.getByRole('button', { name: 'К подписи' }).click();
	await page.getByRole('button', { name: 'Подписать лист' }).click();
	await page.locator('.lede').getByText('ждёт ответа педагога').waitFor();
	await done(page);

	const own = await as(
		people.find(p => p.person === made.teacher),
		`/visits/${made.visit}`,
	);
	await own.getByRole('button', { name: 'Возразить…' }).click();
	const dialog = own.getByRole('dialog');
	const words = 'Итог урока подводили ученики, это не отмечено.';
	await dialog.getByLabel('Текст возражения').fill(words);
	assert.deepEqual(await axe(own, 'dialog'), []);
	await dialog.getByRole('button', { name: 'Отправить возражение' }).click();
	await dialog.waitFor({ state: 'detached' });
	await own.locator('blockquote.objection', { hasText: words }).waitFor();
	assert.equal(await own.getByRole('button', { name: 'Возразить…' }).count(), 0);
	await done(own);
});
