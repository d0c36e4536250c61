/*
 * The cycle in a browser, from the plan item to the approved next plan, each step by the person whose
 * step it is: head of the centre, head of the department, clerk, methodist, teacher, head of the
 * school, secretary and chair of the council. They click; the interface is asked only what to click on.
 *
 * The day is held in the past, so the path doesn't wait for a date. What must be refused on the way
 * is tried: no quorum, a sitting closed without decisions, an order before the minutes or before the
 * sitting, an approved plan edited.
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
	confirm,
	demoPeople,
	enter,
	fillSheet,
	idIn,
	launch,
	leave,
	overflow,
	plain,
	plusDays,
	refusal,
	section,
	send,
	settled,
	short,
} from './browser.mjs';

const THEME = 'Вопрос, на который нет ответа в учебнике';
const OBJECTION = 'Этап рефлексии был, в анализе его нет.';

let browser;
let people;
/** what one step leaves to the next */
const made = {};

before(async () => {
	browser = await launch();
	people = await demoPeople();
	for (const role of [
		'centre_head',
		'department_head',
		'clerk',
		'council_secretary',
		'council_chair',
	])
		made[role] = people.find(p => p.roles.includes(role));
	made.methodist = only('methodist');
});
after(() => browser?.close());

/** Steps rest on each other: after one that failed the others say nothing new. */
let broken;
const step = (name, deed) =>
	test(name, async t => {
		if (broken) return t.skip(`after: ${broken}`);
		try {
			await deed();
		} catch (e) {
			broken = name;
			throw e;
		}
	});

const only = role => people.find(p => p.roles.length === 1 && p.roles[0] === role);
const as = (person, to) => enter(browser, person, to);
const stateOf = async (page, path) => (await ask(page, path)).state;
const lede = (page, words) => page.locator('.phead .st', { hasText: words }).first().waitFor();

async function look(page, what) {
	await settled(page);
	const found = { axe: await axe(page), overflow: await overflow(page), faults: page.faults };
	assert.deepEqual(found, { axe: [], overflow: 0, faults: [] }, what);
	if (process.env.PICTURES)
		await page.screenshot({
			path: `${process.env.PICTURES}/year-${what.replace(/\W+/g, '-')}.png`,
			fullPage: true,
		});
}
/** A free plan item and a lesson held at its school, on a date when nobody else held a day. */
async function findLesson(page) {
	const { today, school_year } = await ask(page, '/session');
	const taken = new Set(
		(await askAll(page, `/days?limit=200&year=${school_year}`)).map(d => d.held_on),
	);
	const items = await askAll(page, `/plan-items?limit=200&year=${school_year}`);
	const alone = role => people.filter(p => p.roles.length === 1 && p.roles[0] === role);
	const teachers = new Map(alone('teacher').map(p => [p.person, p]));
	for (const item of items.filter(i => i.form?.is_day && i.organisation && !i.day)) {
		const head = alone('school_head').find(p => p.organisation === item.organisation.name);
		for (let n = 1; head && n < 40; n++) {
			const date = plusDays(today, -n);
			if (taken.has(date)) continue;
			const path = `/lessons?organisation=${item.organisation.id}&date=${date}`;
			const lessons = (await ask(page, path)).items ?? [];
			const lesson = lessons.find(l => !l.busy && teachers.has(l.teacher?.id));
			if (lesson) return { item, date, today, head, teacher: teachers.get(lesson.teacher.id) };
		}
	}
	throw new Error('the demonstration has no free plan item with a lesson in the last weeks');
}

step('the head of the centre makes a day from a plan item and drafts its order', async () => {
	const page = await as(made.centre_head, '/plan');
	const { item, ...found } = await findLesson(page);
	Object.assign(made, found, { year: (await ask(page, '/session')).school_year });
	await page.goto(`/plan/items/${item.id}?version=${item.version}`);
	await settled(page);
	await confirm(page, 'Провести день', async dialog => {
		await dialog.getByLabel('Дата').fill(made.date);
		await dialog.getByLabel('Ведёт').selectOption({ label: short(made.methodist.name) });
		await dialog.getByLabel('Тема').fill(THEME);
	});
	await page.waitForURL(/\/days\/[0-9a-f-]{36}$/);
	made.day = idIn(page);
	await button(page, 'Подготовить приказ').click();
	await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
	made.order = idIn(page);
	await leave(page);
});

/** The way of every order: the head of the department signs, the clerk registers. */
async function signOrder(order, on) {
	const page = await as(made.department_head, `/orders/${order}`);
	await confirm(page, 'Отметить подпись', async dialog => {
		if (on) await dialog.getByLabel('Дата подписания').fill(on);
	});
	await lede(page, 'подписан');
	await leave(page);
}
const number = () => `${Date.now() % 10_000_000}-г`;

step('the head of the department signs it, the clerk registers it', async () => {
	const before = plusDays(made.date, -7);
	await signOrder(made.order, before);
	const page = await as(made.clerk, `/orders/${made.order}`);
	await confirm(page, 'Зарегистрировать', async dialog => {
		await dialog.getByLabel('Номер').fill(number());
		await dialog.getByLabel('Дата').fill(before);
	});
	await lede(page, 'зарегистрирован');
	await leave(page);
});

step('the methodist announces the day, plans a lesson visit and holds the day', async () => {
	const page = await as(made.methodist, `/days/${made.day}`);
	await button(page, 'Объявить день').click();
	await lede(page, 'объявлен');
	await page.goto(`/days/${made.day}/programme`);
	await settled(page);
	await button(page, 'Добавить мероприятие').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Класс, предмет, педагог или номер урока').fill(short(made.teacher.name));
	await dialog.locator('.pick:not(.busy) input').first().check();
	await dialog.getByLabel('Тема урока').fill('Спор о причинах');
	await button(dialog, 'Добавить посещение').click();
	await dialog.waitFor({ state: 'detached' });
	await page.locator('.ev').first().waitFor();
	await page.goto(`/days/${made.day}`);
	await button(page, 'Начать день').click();
	await button(page, 'Завершить день').click();
	await lede(page, 'проведён');
	await look(page, 'a day that was held');
	await leave(page);
});

step('the methodist fills and signs the sheet of the visit', async () => {
	const page = await as(made.methodist, `/days/${made.day}`);
	await page.getByRole('link', { name: 'Листы посещений' }).first().click();
	await page.locator('tbody th a').first().click();
	await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
	made.visit = idIn(page);
	await button(page, 'Начать лист').click();
	await page.locator('fieldset.item').first().waitFor();
	await fillSheet(page);
	await page.getByText(/^Отправлено/).waitFor();
	await button(page, 'К подписи').click();
	await button(page, 'Подписать лист').click();
	await lede(page, 'ждёт ответа педагога');
	await leave(page);
});

async function signPaper(page, words) {
	await page.waitForURL(/\/materials\/[0-9a-f-]{36}$/);
	await button(page, 'Править').click();
	await page.getByLabel('Добавить блок в начало').selectOption('para');
	await page.locator('.block textarea').first().fill(words);
	await button(page, 'Сохранить').click();
	await page.locator('.paper p', { hasText: words }).waitFor();
	await confirm(page, 'Отметить подпись');
	await lede(page, 'подписан');
	return idIn(page);
}

step(
	'the methodist drafts and signs the analysis of the lesson and the summary report',
	async () => {
		const page = await as(made.methodist, `/visits/${made.visit}`);
		await button(page, 'Составить анализ').click();
		made.analysis = await signPaper(page, 'Урок посещён по плану центра.');
		await page.goto(`/days/${made.day}`);
		await button(page, 'Составить справку').click();
		made.spravka = await signPaper(page, 'Методический день проведён по приказу.');
		assert.ok(await page.locator('.paper .bound b').count(), 'its figures are counted, not typed');
		await look(page, 'a signed summary report');
		await leave(page);
	},
);

step('the teacher objects in words; the head of the school acknowledges the report', async () => {
	const teacher = await as(made.teacher, '/');
	await teacher.locator(`a.btn[href="/materials/${made.analysis}"]`).click();
	await button(teacher, 'Возразить…').click();
	await teacher.getByLabel('Текст возражения').fill(OBJECTION);
	await button(teacher, 'Отправить возражение').click();
	await teacher.locator('.objection', { hasText: OBJECTION }).waitFor();
	assert.equal(await stateOf(teacher, `/visits/${made.visit}`), 'objected');
	await look(teacher, 'an analysis with an objection');
	await leave(teacher);

	const head = await as(made.head, `/days/${made.day}`);
	await head.getByRole('link', { name: 'Справка по итогам дня' }).click();
	await head.waitForURL(`**/materials/${made.spravka}`);
	await look(head, 'a report to acknowledge');
	await button(head, 'Ознакомлен(а)').click();
	await section(head, 'receipts').getByText(short(made.head.name)).waitFor();
	await leave(head);
});

step('both papers go to the council and the day follows them', async () => {
	const page = await as(made.methodist, `/materials/${made.analysis}`);
	for (const paper of [made.analysis, made.spravka]) {
		await page.goto(`/materials/${paper}`);
		await button(page, 'Передать в совет').click();
		await lede(page, 'передано в совет');
	}
	await page.goto(`/days/${made.day}`);
	await lede(page, 'на совете');
	await look(page, 'a day at the council');
	await leave(page);
});

/** A sitting of today with everything that waits for the council; the page stays in its room. */
async function newSitting() {
	const page = await as(made.council_secretary, '/sittings');
	await confirm(page, 'Назначить заседание', dialog =>
		dialog.getByLabel('Место').fill('Зал центра'),
	);
	await page.waitForURL(/\/sittings\/[0-9a-f-]{36}$/);
	await page.getByRole('button', { name: /^Добавить всё, что ждёт совета/ }).click();
	await page.locator('.agenda a').first().waitFor();
	await button(page, 'Созвать').click();
	await button(page, 'Открыть заседание').waitFor();
	return page;
}
async function openSitting(page) {
	await button(page, 'Все присутствуют').click();
	await page.getByText(/^Кворум\sесть/).waitFor();
	await button(page, 'Открыть заседание').click();
	await button(page, 'Закрыть заседание').waitFor();
}

/** Votes and a decision on every question; the room itself puts the next one on the table. */
async function decideAll(page, sitting) {
	const { agenda } = await ask(page, `/sittings/${sitting}`);
	for (const question of agenda) {
		await page.locator('.agenda a[aria-current=step]', { hasText: question.title }).waitFor();
		await button(page, 'Остальные за').click();
		await section(page, 'votes')
			.locator('b', { hasText: /^[1-9]\d*\sза,\s0\sпротив/ })
			.waitFor();
		await page.getByLabel('Постановили').fill('Принять.');
		await button(page, 'Принять решение').click();
		await page
			.locator('.agenda a', { hasText: question.title })
			.locator('.vh', { hasText: 'решено' })
			.first()
			.waitFor();
	}
	return agenda.length;
}
async function draftMinutes(page) {
	await confirm(page, 'Закрыть заседание');
	await button(page, 'Подготовить протокол').click();
	await page.getByText('Протокол ждёт подписи.').waitFor();
}
async function signMinutes(sitting) {
	const page = await as(made.council_chair, '/');
	await page.locator(`a.btn[href="/sittings/${sitting}"]`).first().click();
	await button(page, 'Отметить подпись').click();
	await page.getByText(/^Подпись\sотмечена/).waitFor();
	return page;
}

step('the secretary makes a sitting of what waits; without a quorum it does not open', async () => {
	const page = await newSitting();
	made.sitting = idIn(page);
	const { agenda } = await ask(page, `/sittings/${made.sitting}`);
	const papers = agenda.map(q => q.document?.id);
	assert.ok(papers.includes(made.analysis) && papers.includes(made.spravka));
	await section(page, 'presence').locator('label').first().click();
	await page.getByText(/^Кворума\sнет:\s1\sиз/).waitFor();
	await button(page, 'Открыть заседание').click();
	assert.match(await refusal(page), /^Нет кворума: участвуют 1 из/);
	await look(page, 'a sitting without a quorum');
	await openSitting(page);
	await leave(page);
});

step('the objection lies beside the paper; an open question keeps the sitting open', async () => {
	const page = await as(made.council_secretary, `/sittings/${made.sitting}`);
	const title = (await ask(page, `/materials/${made.analysis}`)).title;
	await page.locator('.agenda a', { hasText: title }).click();
	await page.locator('.objection', { hasText: OBJECTION }).waitFor();
	await look(page, 'an open sitting with an objection');
	await button(page, 'Закрыть заседание').click();
	const dialog = page.getByRole('dialog');
	await button(dialog, 'Закрыть заседание').click();
	assert.match(await refusal(dialog), /^Нет решения по вопросам повестки: 1/);
	await button(dialog, 'Отмена').click();
	await page.goto(`/sittings/${made.sitting}`);
	await settled(page);
	await decideAll(page, made.sitting);
	await draftMinutes(page);
	await look(page, 'minutes to sign');
	await leave(page);
});

step('before the minutes are signed there is no approving order', async () => {
	const page = await as(made.clerk, `/sittings/${made.sitting}`);
	await page.getByText('До неё приказ об утверждении не готовится.').waitFor();
	assert.equal(await button(page, 'Подготовить приказ об утверждении').count(), 0);
	const body = { kind: 'order_approve', sitting: made.sitting };
	const answer = await send(page, 'POST', '/orders', body);
	assert.deepEqual([answer.status, answer.slug], [409, 'minutes-are-not-signed']);
	await leave(page);
});

step('the chair signs the minutes, the clerk drafts the approving order', async () => {
	await leave(await signMinutes(made.sitting));
	const page = await as(made.clerk, '/');
	await page.locator(`a.btn[href="/sittings/${made.sitting}"]`).click();
	await button(page, 'Подготовить приказ об утверждении').click();
	await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
	made.approval = idIn(page);
	await look(page, 'an approving order');
	await leave(page);
});

step(
	'signed and registered not before the sitting, it approves the papers and the day',
	async () => {
		await signOrder(made.approval);
		const page = await as(made.clerk, `/orders/${made.approval}`);
		await confirm(page, 'Зарегистрировать', async dialog => {
			await dialog.getByLabel('Номер').fill(number());
			await dialog.getByLabel('Дата').fill(plusDays(made.today, -1));
			await button(dialog, 'Зарегистрировать').click();
			assert.match(await refusal(dialog), /^Приказ датирован раньше заседания/);
			await dialog.getByLabel('Дата').fill(made.today);
		});
		await page.getByText('Приказ зарегистрирован: материалы утверждены.').waitFor();
		await leave(page);

		const head = await as(made.centre_head, '/');
		for (const paper of [made.analysis, made.spravka])
			assert.equal(await stateOf(head, `/materials/${paper}`), 'approved');
		await head.locator(`a.btn[href="/days/${made.day}"]`).click();
		await lede(head, 'утверждён');
		await button(head, 'Закрыть').click();
		await lede(head, 'закрыт');
		await look(head, 'a closed day');
		await leave(head);
	},
);

step('growth is computed anew by the head of the centre', async () => {
	const page = await as(made.centre_head, '/growth');
	const earlier = (await ask(page, '/runs')).job?.id;
	await button(page, 'Посчитать заново').click();
	await page.getByRole('progressbar').waitFor();
	await button(page, 'Посчитать заново').waitFor({ timeout: 120_000 });
	const { job } = await ask(page, '/runs');
	assert.notEqual(job.id, earlier);
	assert.equal(job.state, 'done');
	await look(page, 'growth');
	await leave(page);
});

step(
	'the head of the centre accepts three proposals and sees what they change and why',
	async () => {
		const page = await as(made.centre_head, '/next-year');
		for (let n = 0; n < 3; n++) {
			const row = section(page, 'proposals').locator('.diff > li', {
				has: page.getByRole('button', { name: /^Принять/ }),
			});
			await row
				.first()
				.getByRole('button', { name: /^Принять/ })
				.click();
			const dialog = page.getByRole('dialog');
			assert.ok((await dialog.getByLabel('Почему принимаете').inputValue()).length > 20);
			await button(dialog, 'Принять').click();
			await dialog.waitFor({ state: 'detached' });
			await section(page, 'changes').locator('.diff > li').nth(n).waitFor();
		}
		const rows = section(page, 'changes').locator('.diff > li');
		const words = (await rows.allInnerTexts()).map(plain);
		assert.ok(words.length >= 3);
		for (const text of words) {
			assert.match(text, /Добавлен[\s\S]*пункта нет[\s\S]*Почему[\s\S]*Основание/);
			assert.doesNotMatch(text, /нет основания|не названа/);
		}
		await look(page, 'the next plan with its changes');
		made.version = (await ask(page, `/proposals?year=${made.year + 1}`)).plan.version.id;
		await button(page, 'Передать совету').click();
		await page.getByText('План у методического совета.').waitFor();
		assert.equal(await page.getByRole('button', { name: /^Принять/ }).count(), 0);
		await leave(page);
	},
);

step('the council accepts the version; its order is drafted where it was accepted', async () => {
	const page = await newSitting();
	made.planSitting = idIn(page);
	await openSitting(page);
	await page.getByRole('link', { name: /^Открыть\sредакцию\s\d+\sплана$/ }).waitFor();
	await look(page, 'a sitting on the plan');
	await decideAll(page, made.planSitting);
	await draftMinutes(page);
	await leave(page);
	await leave(await signMinutes(made.planSitting));

	const clerk = await as(made.clerk, `/sittings/${made.planSitting}`);
	await button(clerk, 'Подготовить приказ об утверждении плана').click();
	await clerk.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
	made.planOrder = idIn(clerk);
	await look(clerk, 'an order on the plan');
	await leave(clerk);
});

step('signed, registered, the order approves the plan', async () => {
	await signOrder(made.planOrder);
	const page = await as(made.clerk, `/orders/${made.planOrder}`);
	assert.equal(await button(page, 'Утвердить приказом').count(), 0);
	await confirm(page, 'Зарегистрировать', dialog => dialog.getByLabel('Номер').fill(number()));
	await button(page, 'Утвердить приказом').click();
	await page.getByText('План утверждён.').waitFor();
	assert.equal(await stateOf(page, `/plan-versions/${made.version}`), 'approved');
	await look(page, 'an order that approved the plan');
	await leave(page);
});

step('an approved plan is read, not edited', async () => {
	const page = await as(made.centre_head, `/plan?year=${made.year + 1}`);
	await section(page, 'versions').getByText('утверждена').first().waitFor();
	for (const name of ['Добавить мероприятие', 'Изменить', 'Удалить'])
		assert.equal(await page.getByRole('button', { name: new RegExp(`^${name}`) }).count(), 0, name);
	await look(page, 'the approved next plan');

	const at = `version=${made.version}`;
	const items = await askAll(page, `/plan-items?limit=200&year=${made.year + 1}&${at}`);
	const item = items.find(i => i.organisation);
	for (const [method, path, body] of [
		['PATCH', `/plan-items/${item.id}?${at}`, { title: 'Другое' }],
		['DELETE', `/plan-items/${item.id}?${at}`],
		[
			'POST',
			'/plan-items',
			{
				version: made.version,
				title: 'Ещё один день',
				form: item.form.id,
				starts_on: item.starts_on,
				ends_on: item.ends_on,
			},
		],
	])
		assert.deepEqual((await send(page, method, path, body)).slug, 'frozen', method);
	const now = await askAll(page, `/plan-items?limit=200&year=${made.year + 1}&${at}`);
	assert.deepEqual(now, items);
	await leave(page);
});
