/*
 * Papers in a browser, each step by the person whose step it is: an analysis made from a visit, its
 * text worked on block by block, signed, answered by the teacher, sent to the council; a practice
 * noticed at the lesson and its author's consent. Each screen on the way is looked at with axe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	axe,
	demoPeople,
	launch,
	open,
	overflow,
	plain,
	settled,
	short,
	signIn,
	write,
} from './browser.mjs';
import { stepper } from './keys.mjs';

let browser;
let people;
const made = {};
/* The first visit, its analysis and its teacher go from step to step. */
const step = stepper();

before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const withRole = role => people.find(p => p.roles.includes(role));
async function as(person, to, options) {
	const page = await open(browser, options);
	await signIn(page, person.name, to);
	await settled(page);
	return page;
}
async function clean(page, what) {
	await settled(page);
	assert.deepEqual(
		{ axe: await axe(page), overflow: await overflow(page) },
		{ axe: [], overflow: 0 },
		what,
	);
	assert.deepEqual(page.faults, [], what);
	if (process.env.PICTURES)
		await page.screenshot({
			path: `${process.env.PICTURES}/${what.replace(/\W+/g, '-')}.png`,
			fullPage: true,
		});
}
const ask = (page, path) => page.evaluate(async p => (await fetch(`/api/v1${p}`)).json(), path);
const button = (page, name) => page.getByRole('button', { name, exact: true });

step('a methodist makes an analysis of a visit and works on its text', async () => {
	const page = await as(withRole('methodist'), '/');
	const visits = (await ask(page, '/visits?limit=100')).items;
	for (const v of visits.filter(v => v.state === 'closed' && v.percent !== null)) {
		if (!people.some(p => p.person === v.teacher.id)) continue;
		if ((await ask(page, `/materials?visit=${v.id}`)).items.length > 0) continue;
		made.visit = v;
		break;
	}
	made.teacher = people.find(p => p.person === made.visit.teacher.id);
	await page.goto(`/visits/${made.visit.id}`);
	await button(page, 'Составить анализ').click();
	await page.waitForURL(/\/materials\//);
	made.analysis = new URL(page.url()).pathname;
	await clean(page, 'a draft analysis');
	assert.ok(await page.locator('.paper .bound b').count());

	await button(page, 'Править').click();
	await page.locator('.body-edit .block').first().waitFor();
	await clean(page, 'the editor');
	const before = await page.locator('.body-edit .block').count();
	await page.getByLabel('Добавить блок в начало').selectOption('para');
	assert.equal(await page.locator('.body-edit .block').count(), before + 1);
	await page.locator('.block textarea').first().fill('Посещение в плане центра.');
	await page.getByRole('button', { name: 'Блок 1 ниже' }).click();
	await page.getByLabel(`Добавить блок после ${before + 1}`).selectOption('table');
	await page.getByLabel('Заголовок столбца 1').last().fill('Срок');
	await page.getByRole('button', { name: `Удалить блок ${before + 2}` }).click();
	await button(page, 'Сохранить').click();
	await page.locator('.paper').waitFor();
	await page.locator('.paper p', { hasText: 'Посещение в плане центра.' }).waitFor();
	const saved = await ask(page, made.analysis);
	assert.equal(saved.body.length, before + 1);
	assert.equal(saved.body[1].text, 'Посещение в плане центра.');
	assert.ok(saved.body.some(b => b.b === 'figure' && b.value && b.as_of));

	await button(page, 'Отметить подпись').click();
	await page.getByRole('dialog').getByRole('button', { name: 'Отметить подпись' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.locator('.phead .st', { hasText: 'подписано' }).waitFor();
	await clean(page, 'a signed analysis');
	await page.goto(`/visits/${made.visit.id}`);
	await page.getByRole('link', { name: 'Анализ посещения' }).waitFor();
	await page.context().close();
});

step('the teacher finds it in what is next and objects in words', async () => {
	const page = await as(made.teacher, '/', { viewport: { width: 360, height: 780 } });
	await page.locator(`a.btn[href="${made.analysis}"]`).click();
	await page.waitForURL(`**${made.analysis}`);
	await clean(page, 'an analysis to answer');
	await button(page, 'Возразить…').click();
	await page.getByLabel('Текст возражения').fill('Этап рефлексии был, его не записали.');
	await button(page, 'Отправить возражение').click();
	await page.locator('.objection', { hasText: 'Этап рефлексии' }).waitFor();
	await clean(page, 'an objection');
	await page.context().close();
});

step('it goes to the council with the objection beside it', async () => {
	const page = await as(withRole('methodist'), made.analysis);
	await page.locator('.objection', { hasText: 'Этап рефлексии' }).waitFor();
	await button(page, 'Передать в совет').click();
	await page.locator('.phead .st', { hasText: 'передано в совет' }).waitFor();
	await page.getByText('Редакция 1').click();
	await clean(page, 'a queued analysis');
	await page.goto('/materials?kind=lesson_analysis&state=queued&mine=1');
	await settled(page);
	await page.locator(`a[href="${made.analysis}"]`).waitFor();
	await clean(page, 'the list of materials');
	await page.context().close();
});

test('a text saves itself, stays on the device without a network, and asks before it is left', async () => {
	const page = await as(withRole('methodist'), '/materials');
	await button(page, 'Составить рекомендации').click();
	await page.waitForURL(/\/materials\/[0-9a-f-]+$/);
	const at = new URL(page.url()).pathname;
	await button(page, 'Править').click();
	const title = page.locator('form textarea').first();
	await title.fill('О вопросах учителя');
	await page.getByText(/^Сохранено\sв\s\d+:\d\d$/).waitFor();
	assert.equal((await ask(page, at)).title, 'О вопросах учителя');

	await page.context().setOffline(true);
	await title.fill('О вопросах и ответах');
	await page.getByText(/^Не\sсохранено: .*Текст\sлежит\sна\sэтом\sустройстве\.$/).waitFor();
	await clean(page, 'the editor without a network');
	const asked = [];
	page.on('dialog', d => {
		asked.push(d.message());
		return d.dismiss();
	});
	await page.getByRole('link', { name: 'Материалы' }).first().click();
	assert.equal(asked.length, 1);
	assert.equal(new URL(page.url()).pathname, at);
	await page.context().setOffline(false);
	await page.getByText(/^Сохранено\sв/).waitFor();
	assert.equal((await ask(page, at)).title, 'О вопросах и ответах');

	await page.route('**/api/v1/materials/*', r =>
		r.request().method() === 'PATCH' ? r.abort() : r.continue(),
	);
	await title.fill('Написано в поезде');
	await page.getByText(/^Не\sсохранено/).waitFor();
	page.removeAllListeners('dialog');
	page.on('dialog', d => d.accept());
	await page.goto(at); /* the page is closed and opened again */
	await page.getByText(/^Не\sсохранено/).waitFor();
	await page.unroute('**/api/v1/materials/*');
	await page
		.getByText(/^Сохранено\sв/)
		.waitFor({ timeout: 25_000 }); /* tries again after 5 s, then after 15 */
	assert.equal((await ask(page, at)).title, 'Написано в поезде');
	await page.context().close();
});

test('recommendations are written without a day, with an addressee and a figure', async () => {
	const page = await as(withRole('methodist'), '/materials');
	await button(page, 'Составить рекомендации').click();
	await page.waitForURL(/\/materials\/[0-9a-f-]+$/);
	await button(page, 'Править').click();
	await page.getByLabel('Добавить адресата').selectOption({ index: 1 });
	await page.getByLabel('Добавить блок после 5').selectOption('figure');
	await page.getByText('Число посчитает программа при сохранении.').waitFor();
	await page.getByLabel('Добавить блок после 6').selectOption('table');
	await button(page, 'Добавить строку').click();
	await page.getByLabel('Строка 2, столбец 1').fill('К концу четверти');
	await clean(page, 'the editor of recommendations');
	await button(page, 'Сохранить').click();
	await page.locator('.paper .bound b').waitFor();
	await page.getByText('К концу четверти').waitFor();
	await clean(page, 'recommendations');
	await page.context().close();
});

step('a practice is noticed at the lesson and its author consents', async () => {
	const methodist = await as(withRole('methodist'), `/visits/${made.visit.id}`);
	await button(methodist, 'Отметить опыт').click();
	await methodist.getByLabel('Название опыта').fill('Карта вопросов');
	await methodist.getByRole('dialog').getByRole('button', { name: 'Отметить опыт' }).click();
	await methodist.waitForURL(/\/practices\//);
	made.practice = new URL(methodist.url()).pathname;
	await button(methodist, 'Описание готово').click();
	await methodist.locator('.phead .st', { hasText: 'описан' }).waitFor();
	await clean(methodist, 'a described practice');

	const author = await as(made.teacher, '/', { viewport: { width: 360, height: 780 } });
	await author.locator(`a.btn[href="${made.practice}"]`).click();
	await clean(author, 'a consent to give');
	await button(author, 'Согласен (согласна) на публикацию').click();
	await button(author, 'Отозвать согласие').waitFor();
	await clean(author, 'a consent that is given');

	const head = await as(withRole('centre_head'), made.practice);
	await button(head, 'Передать в совет').click();
	await head.locator('.phead .st', { hasText: 'на совете' }).waitFor();
	await head.goto('/practices?q=вопросов');
	await settled(head);
	await head.locator(`a[href="${made.practice}"]`).waitFor();
	await clean(head, 'the bank');
	for (const page of [methodist, author, head]) await page.context().close();
});

/** What the page says a thing waits for: step, owner, term and clause in one line. */
const waitsFor = async page => plain(await page.locator('.next-line').textContent());

step(
	'a reader who cannot act is told whose step it is, until when and by which clause',
	async () => {
		const author = withRole('methodist');
		const page = await as(author, '/');
		let visit;
		for (const v of (await ask(page, '/visits?limit=100')).items) {
			if (visit || v.state !== 'closed' || v.percent === null || v.id === made.visit.id) continue;
			if ((await ask(page, `/materials?visit=${v.id}`)).items.length === 0) visit = v;
		}
		const { id } = await write(page, 'POST', '/materials', {
			kind: 'lesson_analysis',
			visit: visit.id,
		});
		const draft = `/materials/${id}`;
		const reader = await as(
			people.find(p => p.roles.includes('methodist') && p.person !== author.person),
			draft,
		);
		assert.equal(await button(reader, 'Подписать').count(), 0);
		assert.match(await waitsFor(reader), /подписать:.*[А-Я]\. [А-Я]\..*до \d\d\.\d\d\.\d{4}.*4\.5/);
		assert.ok((await waitsFor(reader)).includes(short(author.name)));
		const signed = await write(page, 'POST', `${draft}/sign`);
		assert.equal(signed.state, 'signed', signed.title);
		await reader.goto(draft);
		await settled(reader);
		assert.match(await waitsFor(reader), /возразить:.*до \d\d\.\d\d\.\d{4}.*4\.5/);
		assert.ok((await waitsFor(reader)).includes(plain(visit.teacher.short)));
		assert.equal(await button(reader, 'Ознакомлен').count(), 0);
		await clean(reader, 'a signed analysis read by another');
		await reader.context().close();
		await page.context().close();

		const teacher = await as(made.teacher, made.analysis);
		assert.match(await waitsFor(teacher), /на заседании:.*до \d\d\.\d\d\.\d{4}.*4\.5/);
		assert.equal(await button(teacher, 'Передать в совет').count(), 0);
		await teacher.context().close();
	},
);

test('a proposed correction tells its reader who is to agree', async () => {
	const methodist = await as(withRole('methodist'), '/');
	const { items } = await ask(methodist, '/corrections?state=proposed');
	await methodist.context().close();
	const reader = await as(withRole('department_head'), `/corrections/${items[0].id}`);
	const said = await waitsFor(reader);
	assert.match(said, /Согласиться.*до \d\d\.\d\d\.\d{4}.*4\.6/);
	assert.ok(said.includes(plain(items[0].person.short)), said);
	assert.equal(await reader.locator('#task button, [aria-labelledby=task] button').count(), 0);
	await clean(reader, 'a correction read by another');
	await reader.context().close();
});

test('a material without a title of its own names its kind once', async () => {
	const page = await as(withRole('methodist'), '/');
	const kind = 'Методические рекомендации';
	const { id } = await write(page, 'POST', '/materials', { kind: 'recommendations' });
	await page.goto('/materials?kind=recommendations&mine=1');
	await settled(page);
	const row = page.locator('tbody tr', { has: page.locator(`a[href="/materials/${id}"]`) });
	assert.equal(plain(await row.textContent()).split(kind).length - 1, 1);
	await clean(page, 'materials without titles');
	await page.context().close();
});
