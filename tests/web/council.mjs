/*
 * The sitting room with several people in it at once: the secretary runs it, a member votes on his own
 * device and adds a dissenting opinion, everybody follows the minutes; afterwards one school gets its excerpt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	ask,
	axe,
	button,
	confirm,
	demoPeople,
	enter,
	idIn,
	launch,
	leave,
	overflow,
	plain,
	section,
	send,
	settled,
	short,
	write,
} from './browser.mjs';

const TITLE = 'О первом вопросе урока';
const OPINION = 'Срок рекомендаций назначен без школы.';
let browser;
let people;
const made = {};

before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());
const only = role => people.find(p => p.roles.length === 1 && p.roles[0] === role);
const withRole = role => people.find(p => p.roles.includes(role));
const phone = { viewport: { width: 360, height: 780 } };

async function look(page, what) {
	await settled(page);
	const found = { axe: await axe(page), overflow: await overflow(page), faults: page.faults };
	assert.deepEqual(found, { axe: [], overflow: 0, faults: [] }, what);
	if (process.env.PICTURES)
		await page.screenshot({
			path: `${process.env.PICTURES}/council-${what.replace(/\W+/g, '-')}.png`,
			fullPage: true,
		});
}
let broken;
const step = (name, deed) =>
	test(name, async t => {
		if (broken) return t.skip(`after: ${broken}`);
		broken = name;
		await deed();
		broken = undefined;
	});
const question = (page, title) => page.locator('.agenda li', { hasText: title });

step('a methodist sends recommendations to the council', async () => {
	const author = only('methodist');
	const page = await enter(browser, author);
	made.paper = crypto.randomUUID();
	const body = { id: made.paper, kind: 'recommendations', title: TITLE };
	await send(page, 'POST', '/materials', body);
	for (const event of ['sign', 'queue'])
		await send(page, 'POST', `/materials/${made.paper}/${event}`);
	assert.equal((await ask(page, `/materials/${made.paper}`)).state, 'queued');
	await leave(page);
});

step('the secretary fills the agenda and names who reports', async () => {
	const page = await enter(browser, withRole('council_secretary'), '/sittings');
	await confirm(page, 'Назначить заседание', d => d.getByLabel('Место').fill('Малый зал'));
	await page.waitForURL(/\/sittings\/[0-9a-f-]{36}$/);
	made.sitting = idIn(page);
	await page.getByRole('button', { name: /^Добавить всё, что ждёт совета/ }).click();
	await question(page, TITLE).locator('a').click();
	const author = short(only('methodist').name);
	const other = people.find(p => p.roles.includes('methodist') && short(p.name) !== author);
	await question(page, TITLE).getByText(`докладывает ${author}`).waitFor();
	await page.getByLabel('Докладчик').selectOption({ label: short(other.name) });
	await button(section(page, 'talk'), 'Сохранить').click();
	await question(page, TITLE)
		.getByText(`докладывает ${short(other.name)}`)
		.waitFor();
	await look(page, 'an agenda with reporters');
	await button(page, 'Созвать').click();
	await button(page, 'Открыть заседание').waitFor();
	await button(page, 'Все присутствуют').click();
	await page.getByText(/^Кворум\sесть/).waitFor();
	await button(page, 'Открыть заседание').click();
	await button(page, 'Закрыть заседание').waitFor();
	await leave(page);
});

step(
	'a vote and a dissenting opinion of a member reach the secretary while she writes',
	async () => {
		const secretary = await enter(
			browser,
			withRole('council_secretary'),
			`/sittings/${made.sitting}`,
		);
		await question(secretary, TITLE).locator('a').click();
		await secretary.getByLabel('Слушали').fill('Доложено о первом вопросе');

		const who = people.find(
			p =>
				p.roles.includes('council_member') &&
				!p.roles.includes('methodist') &&
				!p.roles.includes('council_secretary'),
		);
		const member = await enter(browser, who, `/sittings/${made.sitting}`, phone);
		await question(member, TITLE).locator('a').click();
		const own = section(member, 'votes').locator('fieldset');
		assert.equal(await own.count(), 1, 'a member votes for himself alone');
		await own.locator('label', { hasText: 'против' }).click();
		await member.getByRole('button', { name: /^Особое мнение/ }).click();
		await member.getByRole('dialog').getByRole('textbox').fill(OPINION);
		await button(member.getByRole('dialog'), 'Сохранить').click();
		await section(member, 'votes').getByText(OPINION).waitFor();
		await look(member, 'the room on a phone');
		await member.getByRole('link', { name: 'Протокол, как он складывается' }).click();
		await section(member, 'growing')
			.getByText(/Особое мнение: /)
			.first()
			.waitFor();
		await look(member, 'minutes that grow');
		await leave(member);

		await section(secretary, 'votes').getByText(OPINION).waitFor();
		assert.equal(await secretary.getByLabel('Слушали').inputValue(), 'Доложено о первом вопросе');
		await button(section(secretary, 'talk'), 'Сохранить').click();
		await look(secretary, 'the room with an opinion');
		await button(secretary, 'Остальные за').click();
		await section(secretary, 'votes').getByText(OPINION).waitFor();
		await button(secretary, 'Принять решение').click();
		await question(secretary, TITLE)
			.locator('.vh', { hasText: 'решено' })
			.waitFor({ state: 'attached' });
		await leave(secretary);
	},
);

step('closed and signed, the minutes hold the opinion, and a school gets its excerpt', async () => {
	const page = await enter(browser, withRole('council_secretary'), `/sittings/${made.sitting}`);
	const { agenda } = await ask(page, `/sittings/${made.sitting}`);
	for (const q of agenda.filter(q => !q.decision)) {
		await question(page, q.title).locator('a').first().click();
		await button(page, 'Остальные за').click();
		await section(page, 'votes')
			.locator('b', { hasText: /^[1-9]\d*\sза/ })
			.waitFor();
		await button(page, 'Принять решение').click();
		await page
			.locator('.agenda a .vh', { hasText: 'решено' })
			.nth(q.position - 1)
			.waitFor({ state: 'attached' });
	}
	await confirm(page, 'Закрыть заседание');
	await button(page, 'Подготовить протокол').click();
	await section(page, 'minutes').getByText(OPINION).waitFor();
	await button(page, 'Отметить подпись').click();
	await page.getByText(/^Подпись\sотмечена/).waitFor();
	const list = section(page, 'excerpt').getByLabel('Для организации');
	await list.selectOption({ index: 1 });
	await page.waitForURL(/school=/);
	await section(page, 'excerpt')
		.getByText(/^Выписка из протокола №/)
		.waitFor();
	const link = await section(page, 'excerpt')
		.getByRole('link', { name: 'PDF' })
		.getAttribute('href');
	const answer = await page.request.get(link);
	assert.equal(answer.headers()['content-type'], 'application/pdf');
	assert.ok(plain(await section(page, 'excerpt').textContent()).includes('ПОСТАНОВИЛИ'));
	await look(page, 'signed minutes with an excerpt');
	await leave(page);
});

test('a question taken off the agenda comes back where it stood', async () => {
	const page = await enter(browser, withRole('council_secretary'), '/sittings');
	await confirm(page, 'Назначить заседание', d => d.getByLabel('Место').fill('Малый зал'));
	await page.waitForURL(/\/sittings\/[0-9a-f-]{36}$/);
	const sitting = idIn(page);
	for (const title of ['О первом', 'О втором', 'О третьем'])
		await write(page, 'POST', `/sittings/${sitting}/agenda`, { title });
	await page.reload();
	const agenda = async () =>
		(await ask(page, `/sittings/${sitting}`)).agenda.map(q => `${q.id} ${q.title}`);
	const before = await agenda();
	assert.equal(before.length, 3);
	await question(page, 'О первом').locator('a').click();
	await button(question(page, 'О первом'), 'Убрать из повестки').click();
	const note = page.locator('.band.info');
	await note.getByText('Удалено: О первом').waitFor();
	assert.equal((await agenda()).length, 2);
	await look(page, 'a question taken off');
	await button(note, 'Отменить').click();
	await note.waitFor({ state: 'detached' });
	await question(page, 'О первом').waitFor();
	assert.deepEqual(await agenda(), before);
	await write(page, 'POST', `/sittings/${sitting}/cancel`);
	await leave(page);
});
