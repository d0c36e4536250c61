/*
 * Two people write the same thing at once: whoever saves second sees what was there, his own, theirs, and
 * chooses; what only one of them changed is kept from both, and nothing is overwritten unseen.
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
	plusDays,
	section,
	settled,
	write,
} from './browser.mjs';

const MINE = 'Моё название';
let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());
const only = role => people.find(p => p.roles.length === 1 && p.roles[0] === role);
const withRole = role => people.find(p => p.roles.includes(role));

/** Somebody else's change of what is open on this page. */
async function theirs(page, path, body) {
	const now = await ask(page, path);
	return write(page, 'PATCH', path, body, now.revision);
}

/** The open clash: three columns, clean on the screen and on a phone; answers its rows. */
async function clash(page, rows) {
	const dialog = page.getByRole('dialog', { name: 'Запись изменил другой человек' });
	await dialog.waitFor();
	assert.deepEqual(await dialog.locator('thead th').allInnerTexts(), ['Поле', 'Было', 'Моё', 'Их']);
	const found = await dialog
		.locator('tbody tr')
		.evaluateAll(list =>
			list.map(r => [...r.children].map(c => c.textContent.replace(/\s+/g, ' ').trim())),
		);
	assert.deepEqual(found, rows);
	const size = page.viewportSize();
	for (const look of [size, { width: 360, height: 780 }]) {
		await page.setViewportSize(look);
		assert.deepEqual(
			{ axe: await axe(page), overflow: await overflow(page) },
			{ axe: [], overflow: 0 },
		);
		if (process.env.PICTURES)
			await page.screenshot({
				path: `${process.env.PICTURES}/merge-${rows[0][0].length}-${look.width}.png`,
			});
	}
	await page.setViewportSize(size);
	return dialog;
}
const take = (dialog, row, column) =>
	dialog.locator('tbody tr').nth(row).locator('td').nth(column).getByRole('radio').check();
async function save(dialog) {
	await button(dialog, 'Сохранить выбранное').click();
	await dialog.waitFor({ state: 'detached' });
}

test('a plan item: the title of one, the result of the other, one field of both chosen', async () => {
	const page = await enter(browser, withRole('centre_head'));
	const { school_year } = await ask(page, '/session');
	const plan = (await ask(page, '/plans')).items.find(p => p.school_year === school_year);
	const base = plan.versions.findLast(v => v.state === 'approved');
	const open = plan.versions.find(v => v.state === 'draft');
	const version =
		open?.id ?? (await write(page, 'POST', '/plan-versions', { plan: plan.id, base: base.id })).id;
	const items = await askAll(page, `/plan-items?limit=200&version=${version}`);
	const item = items.find(
		i => i.title !== MINE && items.filter(x => x.title === i.title).length === 1,
	);
	const path = `/plan-items/${item.id}?version=${version}`;
	await page.goto(`/plan?year=${school_year}&version=${version}&view=list`);
	await settled(page);
	await page
		.locator('tr', { hasText: item.title })
		.getByRole('button', { name: /^Изменить/ })
		.first()
		.click();
	const form = page.getByRole('dialog');
	await form.getByLabel('Мероприятие').fill(MINE);
	await form.getByLabel('Адресат').fill('моим');
	await theirs(page, path, { addressee: 'их', result: 'их итог' });
	await button(form, 'Сохранить').click();
	const dialog = await clash(page, [
		['Мероприятие', item.title, MINE, item.title],
		['Адресат', item.addressee ?? '—', 'моим', 'их'],
	]);
	await button(dialog, 'Сохранить выбранное').click();
	assert.equal(await dialog.isVisible(), true, 'what both changed has to be chosen');
	await take(dialog, 1, 2);
	await save(dialog);
	const now = await ask(page, path);
	assert.deepEqual([now.title, now.addressee, now.result], [MINE, 'их', 'их итог']);
	await leave(page);
});

test('an activity of a programme: mine over theirs, seen', async () => {
	const page = await enter(browser, only('methodist'));
	const { today, person } = await ask(page, '/session');
	const [school] = (await ask(page, '/organisations?hosts=1&limit=1')).items;
	const form = (await ask(page, '/forms')).items.find(f => !f.is_day);
	const day = await write(page, 'POST', '/days', {
		organisation: school.id,
		theme: 'Двое за одной программой',
		held_on: plusDays(today, 33),
		lead: person,
	});
	const at = time => `${plusDays(today, 33)}T${time}:00+03:00`;
	const slot = await write(page, 'POST', '/slots', {
		day: day.id,
		form: form.id,
		direction: 'expert',
		title: 'Круглый стол',
		starts_at: at('10:00'),
		ends_at: at('10:40'),
	});
	await page.goto(`/days/${day.id}/programme`);
	await settled(page);
	await page.locator('.ev').first().click();
	await button(page.getByRole('dialog'), 'Изменить').click();
	const edit = page.getByRole('dialog', { name: 'Изменить мероприятие' });
	await edit.getByLabel('Название').fill('Мой стол');
	await theirs(page, `/slots/${slot.id}`, { title: 'Их стол', expected_result: 'решение' });
	await button(edit, 'Сохранить').click();
	const dialog = await clash(page, [['Название', 'Круглый стол', 'Мой стол', 'Их стол']]);
	await take(dialog, 0, 1);
	await save(dialog);
	const now = await ask(page, `/slots/${slot.id}`);
	assert.deepEqual([now.title, now.expected_result], ['Мой стол', 'решение']);
	await leave(page);
});

test('a text: paragraphs of both stand side by side, the same paragraph is chosen', async () => {
	const page = await enter(browser, only('methodist'), '/materials');
	await button(page, 'Составить рекомендации').click();
	await page.waitForURL(/\/materials\/[0-9a-f-]+$/);
	const path = new URL(page.url()).pathname;
	const para = text => ({ b: 'para', text });
	await theirs(page, path, { body: [para('Раз.'), para('Два.'), para('Три.')] });
	await page.reload();
	await settled(page);
	await button(page, 'Править').click();
	const texts = page.locator('.block textarea');
	await texts.nth(0).waitFor();
	await theirs(page, path, { body: [para('Раз.'), para('Их два.'), para('Их три.')] });
	await texts.nth(0).fill('Мой раз.');
	await texts.nth(1).fill('Моё два.');
	const dialog = await clash(page, [['Текст', 'Два.', 'Моё два.', 'Их два.']]);
	await take(dialog, 0, 1);
	await save(dialog);
	await page.getByText(/^Сохранено\sв/).waitFor();
	const both = ['Мой раз.', 'Моё два.', 'Их три.'];
	assert.deepEqual(
		(await ask(page, path)).body.map(b => b.text),
		both,
	);
	for (const [i, text] of both.entries()) assert.equal(await texts.nth(i).inputValue(), text);
	await leave(page);
});

test('a visit sheet: words of another device are shown beside the own', async () => {
	const page = await enter(browser, only('methodist'));
	const { today, person } = await ask(page, '/session');
	const [school] = (await ask(page, '/organisations?hosts=1&limit=1')).items;
	let slot;
	for (let n = 40; !slot; n++) {
		const held = plusDays(today, n);
		const found = await ask(page, `/lessons?organisation=${school.id}&date=${held}`);
		const lesson = (found.items ?? []).find(l => !l.busy && l.teacher);
		if (!lesson) continue;
		const theme = 'Двое за одним листом';
		const day = await write(page, 'POST', '/days', {
			organisation: school.id,
			theme,
			held_on: held,
			lead: person,
		});
		slot = await write(page, 'POST', '/slots', {
			day: day.id,
			lesson: lesson.id,
			direction: 'analytic',
			people: [{ person, involvement: 'visits' }],
		}).catch(() => undefined);
	}
	const rubric = (await ask(page, '/rubrics')).items.find(r => r.for !== 'leader').id;
	const visit = await write(page, 'POST', '/visits', { slot: slot.id, rubric });
	const sheet = { id: crypto.randomUUID(), visit: visit.id, part: 'visitor' };
	await write(page, 'POST', '/sheets', sheet);
	await page.goto(`/visits/${visit.id}`);
	await settled(page);
	await page.getByLabel('Сильные стороны').waitFor();
	await theirs(page, `/sheets/${sheet.id}`, { strengths: 'С планшета.', difficulties: 'Темп.' });
	await page.getByLabel('Сильные стороны').fill('С телефона.');
	const dialog = await clash(page, [['Сильные стороны', '—', 'С телефона.', 'С планшета.']]);
	await take(dialog, 0, 1);
	await save(dialog);
	await page.getByText(/^Отправлено/).waitFor();
	const now = await ask(page, `/sheets/${sheet.id}`);
	assert.deepEqual([now.strengths, now.difficulties], ['С телефона.', 'Темп.']);
	assert.equal(await section(page, 'words').getByLabel('Затруднения').inputValue(), 'Темп.');
	await leave(page);
});
