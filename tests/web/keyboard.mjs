/*
 * The cycle by keyboard alone: plan item, day, order, programme, marks of a visit, material, sitting,
 * approving order, each step by the person whose step it is; keyboard-year.mjs goes on to growth and the
 * next plan. No pointer touches a page; an address is only opened as a link in a letter would open it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import {
	ask,
	askAll,
	button,
	demoPeople,
	idIn,
	launch,
	leave,
	plusDays,
	section,
	settled,
	short,
} from './browser.mjs';
import {
	callSitting,
	choose,
	come,
	date,
	decideAll,
	dialog,
	draftMinutes,
	leaveBy,
	lede,
	mark,
	openSitting,
	orderRegistered,
	orderSigned,
	press,
	reach,
	signMinutes,
	stepper,
	type,
} from './keys.mjs';

let browser;
let people;
/** what one step leaves to the next */
const made = {};

before(async () => {
	browser = await launch();
	people = await demoPeople();
	const roles = ['centre_head', 'department_head', 'clerk', 'council_secretary', 'council_chair'];
	for (const role of roles) made[role] = people.find(p => p.roles.includes(role));
	made.methodist = only('methodist')[0];
});
after(() => browser?.close());

const only = role => people.filter(p => p.roles.length === 1 && p.roles[0] === role);
const as = (person, to) => come(browser, person, to);
const step = stepper();

/** A free plan item and a lesson held at its school, on a past date when nobody held a day. */
async function findLesson(page) {
	const { today, school_year } = await ask(page, '/session');
	const days = await askAll(page, `/days?limit=200&year=${school_year}`);
	const taken = new Set(days.map(d => d.held_on));
	const teachers = new Map(only('teacher').map(p => [p.person, p]));
	const items = await askAll(page, `/plan-items?limit=200&year=${school_year}`);
	for (const item of items.filter(i => i.form?.is_day && i.organisation && !i.day))
		for (let n = 1; n < 40; n++) {
			const held = plusDays(today, -n);
			if (taken.has(held)) continue;
			const path = `/lessons?organisation=${item.organisation.id}&date=${held}`;
			const lesson = ((await ask(page, path)).items ?? []).find(
				l => !l.busy && teachers.has(l.teacher?.id),
			);
			if (lesson) return { item, held, today, teacher: teachers.get(lesson.teacher.id) };
		}
	throw new Error('the demonstration has no free plan item with a lesson in the last weeks');
}

step('from a plan item the head of the centre makes a day and drafts its order', async () => {
	const page = await as(made.centre_head, '/');
	Object.assign(made, await findLesson(page));
	const { item } = made;
	await page.goto(`/plan/items/${item.id}?version=${item.version}`);
	await settled(page);
	await leaveBy(page, button(page, 'Провести день'));
	await press(page, button(page, 'Провести день'));
	const box = page.getByRole('dialog');
	await date(page, box.getByLabel('Дата'), made.held);
	await choose(page, box.getByLabel('Ведёт'), short(made.methodist.name));
	await type(page, box.getByLabel('Тема'), 'Вопрос, который ведёт урок');
	await press(page, button(box, 'Провести день'));
	await page.waitForURL(/\/days\/[0-9a-f-]{36}$/);
	made.day = idIn(page);
	await settled(page);
	await page.waitForFunction(() => document.activeElement.tagName === 'H1');
	await press(page, button(page, 'Подготовить приказ'));
	await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
	made.order = idIn(page);
	await leave(page);
});

const signOrder = (order, on) => orderSigned(browser, made.department_head, order, on);
const registerOrder = (order, on) =>
	orderRegistered(browser, made.clerk, order, `${Date.now() % 10_000_000}-к`, on);

step('the order is signed and registered', async () => {
	const on = plusDays(made.held, -7);
	await signOrder(made.order, on);
	await registerOrder(made.order, on);
});

step(
	'the methodist announces the day, puts a lesson into the programme, holds the day',
	async () => {
		const page = await as(made.methodist, `/days/${made.day}`);
		await press(page, button(page, 'Объявить день'));
		await lede(page, 'объявлен');
		await press(page, page.getByRole('link', { name: 'Программа' }).first());
		await page.waitForURL(/\/programme$/);
		await settled(page);
		const opener = button(page, 'Добавить мероприятие').first();
		await dialog(page, opener, 'Добавить посещение', async box => {
			const search = box.getByLabel('Класс, предмет, педагог или номер урока');
			await type(page, search, short(made.teacher.name));
			const lesson = box.locator('.pick input');
			await mark(
				page,
				lesson,
				await box.locator('.pick').evaluateAll(all => all.findIndex(e => !e.matches('.busy'))),
			);
			await type(page, box.getByLabel('Тема урока'), 'Спор о причинах');
		});
		await page.locator('.ev').first().waitFor();
		await page.goto(`/days/${made.day}`);
		await settled(page);
		await press(page, button(page, 'Начать день'));
		await press(page, button(page, 'Завершить день'));
		await lede(page, 'проведён');
		await leave(page);
	},
);

step('the methodist marks every criterion of the visit and signs the sheet', async () => {
	const page = await as(made.methodist, `/visits?day=${made.day}`);
	await press(page, page.locator('tbody th a').first());
	await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
	made.visit = idIn(page);
	await settled(page);
	await press(page, button(page, 'Начать лист'));
	const items = page.locator('fieldset.item');
	await items.first().waitFor();
	for (let i = 0; i < (await items.count()); i++)
		await mark(page, items.nth(i).locator('.seg input'), 1);
	await type(page, page.getByLabel('Сильные стороны'), 'Понятия верны, примеры уместны.');
	await type(
		page,
		page.getByLabel('Один шаг до следующего посещения'),
		'Спрашивать «почему?» трижды за урок',
	);
	await page.getByText(/^Отправлено/).waitFor();
	await press(page, button(page, 'К подписи'));
	await press(page, button(page.getByRole('dialog'), 'Подписать лист'));
	await lede(page, 'ждёт ответа педагога');
	await leave(page);
});

async function signPaper(page, words) {
	await page.waitForURL(/\/materials\/[0-9a-f-]{36}$/);
	await settled(page);
	await press(page, button(page, 'Править'));
	await choose(page, page.getByLabel('Добавить блок в начало'), 'абзац');
	await page.keyboard.press('Enter');
	assert.equal(await page.getByLabel('Добавить блок в начало').inputValue(), '');
	await type(page, page.locator('.block textarea').first(), words);
	await press(page, button(page, 'Сохранить'));
	await page.locator('.paper p', { hasText: words }).waitFor();
	await dialog(page, button(page, 'Отметить подпись'), 'Отметить подпись');
	await lede(page, 'подписан');
	return idIn(page);
}

step('analysis and report are written and signed; the teacher answers', async () => {
	const page = await as(made.methodist, `/visits/${made.visit}`);
	await press(page, button(page, 'Составить анализ'));
	made.analysis = await signPaper(page, 'Урок посещён по плану центра.');
	await page.goto(`/days/${made.day}`);
	await settled(page);
	await press(page, button(page, 'Составить справку'));
	made.spravka = await signPaper(page, 'День проведён по приказу.');
	await leave(page);

	const teacher = await as(made.teacher, '/');
	await press(teacher, teacher.locator(`a.btn[href="/materials/${made.analysis}"]`));
	await teacher.waitForURL(`**/materials/${made.analysis}`);
	await settled(teacher);
	await press(teacher, button(teacher, 'Ознакомлен(а)'));
	await section(teacher, 'receipts').getByText(short(made.teacher.name)).waitFor();
	await leave(teacher);
});

step('both go to the council', async () => {
	const page = await as(made.methodist, `/materials/${made.analysis}`);
	for (const paper of [made.analysis, made.spravka]) {
		await page.goto(`/materials/${paper}`);
		await settled(page);
		await press(page, button(page, 'Передать в совет'));
		await lede(page, 'передано в совет');
	}
	await leave(page);
});

step('the secretary calls and opens a sitting, the council votes on every question', async () => {
	const page = await as(made.council_secretary, '/sittings');
	made.sitting = await callSitting(page);
	await openSitting(page);
	await decideAll(page, made.sitting);
	await draftMinutes(page);
	await leave(page);
});

step('the chair signs the minutes, the approving order ends the way', async () => {
	await signMinutes(browser, made.council_chair, made.sitting);
	const clerk = await as(made.clerk, `/sittings/${made.sitting}`);
	await press(clerk, button(clerk, 'Подготовить приказ об утверждении'));
	await clerk.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
	made.approval = idIn(clerk);
	await leave(clerk);
	await signOrder(made.approval, made.today);
	await registerOrder(made.approval, made.today);

	const head = await as(made.centre_head, `/materials/${made.analysis}`);
	for (const paper of [made.analysis, made.spravka])
		assert.equal((await ask(head, `/materials/${paper}`)).state, 'approved');
	await leave(head);
});

step('a table of many cells is one stop, and arrows go in it', async () => {
	const page = await as(made.methodist, '/plan');
	await page.locator('.mx').waitFor();
	await reach(page, page.locator('.mx a.d[tabindex="0"]').first());
	await page.keyboard.press('ArrowDown');
	assert.ok(await page.evaluate(() => document.activeElement.matches('.mx a.d')));
	await page.keyboard.press('Tab');
	assert.ok(await page.evaluate(() => !document.activeElement.closest('.mx a.d')));
	await leave(page);
});
