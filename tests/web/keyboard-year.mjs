/*
 * The second half of the cycle by keyboard alone: the chair of the council reads the pictures of growth and
 * goes down to one lesson behind them; the next plan gets a proposal, loses another, goes through the
 * council to the order that approves it.
 *
 * It finds the next plan as it stands: a draft, or approved, when the first accepted proposal begins its
 * next version. No pointer touches a page (keys.mjs).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import {
	ask,
	button,
	demoPeople,
	idIn,
	launch,
	leave,
	plain,
	section,
	settled,
} from './browser.mjs';
import {
	callSitting,
	choose,
	come,
	decideAll,
	dialog,
	draftMinutes,
	has,
	kept,
	openSitting,
	orderRegistered,
	orderSigned,
	press,
	reach,
	signMinutes,
	stepper,
	type,
} from './keys.mjs';

const REFUSAL = 'В этой школе день уже намечен вместе с соседней.';

let browser;
/** who does what, and what one step leaves to the next */
const made = {};
before(async () => {
	browser = await launch();
	const people = await demoPeople();
	const roles = ['centre_head', 'department_head', 'clerk', 'council_secretary', 'council_chair'];
	for (const role of roles) made[role] = people.find(p => p.roles.includes(role));
});
after(() => browser?.close());

const as = (person, to) => come(browser, person, to);
const step = stepper();
const focused = (page, what) =>
	page.waitForFunction(of => document.activeElement?.matches(of), what);

/** Opens the numbers of a picture; the table is a stop of its own and arrows move it. */
async function readTable(page, picture) {
	await press(page, picture.locator('summary'));
	await picture.locator('tbody tr').first().waitFor();
	const table = picture.locator('.tscroll');
	await reach(page, table);
	const rows = await table.locator('tbody tr').count();
	assert.ok(rows > 0);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Shift+Tab');
	assert.ok(await has(table));
	return rows;
}

step('the chair reads the pictures of growth: words, another competence, numbers', async () => {
	const page = await as(made.council_chair, '/');
	await press(page, page.locator('.top summary'));
	await press(page, page.getByRole('link', { name: 'Рост', exact: true }).last());
	await page.waitForURL(/\/growth$/);
	await settled(page);
	const picture = section(page, 'district');
	const { competences } = await ask(page, '/growth/district');
	const one = competences.find(c => c.code !== '');
	const list = page.getByLabel('Компетенция', { exact: true });
	await choose(page, list, one.name);
	await page.waitForURL(/competence=/);
	assert.ok((await picture.locator('svg desc').textContent()).length > 20);
	await readTable(page, picture);
	assert.ok((await readTable(page, section(page, 'district-target'))) === 20);
	const small = section(page, 'all').locator('h3 button').last();
	const name = await small.textContent();
	await press(page, small);
	await list.locator('option:checked', { hasText: name }).waitFor({ state: 'attached' });
	await focused(page, '#district');
	await readTable(page, section(page, 'funnel'));
	await leave(page);
});

step('from a cell of the table down to the school, its visits and one sheet', async () => {
	const page = await as(made.council_chair, '/growth');
	const table = page.getByRole('table', { name: /Уровень 1–4/ });
	await press(page, table.locator('td a').first());
	await page.waitForURL(/\/growth\/schools\/.+competence=/);
	await settled(page);
	await focused(page, 'h1');
	await press(page, page.getByRole('link', { name: 'Посещения этой школы' }));
	await page.waitForURL(/\/visits\?school=/);
	await settled(page);
	await press(page, page.locator('tbody th a').first());
	await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
	await settled(page);
	await focused(page, 'h1');
	await leave(page);
});

const rows = (page, id) => section(page, id).locator('.diff > li');
const undecided = page =>
	rows(page, 'proposals').filter({ has: page.getByRole('button', { name: /^Принять/ }) });
const schoolOf = async row => plain(await row.locator('.pair ins').textContent()).split(':')[0];

step('the head of the centre opens the reason of a proposal and accepts it', async () => {
	const page = await as(made.centre_head, '/');
	made.today = (await ask(page, '/session')).today;
	await page.goto('/next-year');
	await settled(page);
	const before = (await ask(page, '/proposals')).items.filter(p => p.state === 'accepted').length;
	const row = undecided(page).first();
	made.accepted = await schoolOf(row);
	await press(page, row.locator('summary'));
	assert.ok(await row.locator('details').evaluate(e => e.open));
	await dialog(page, row.getByRole('button', { name: /^Принять/ }), 'Принять');
	await section(page, 'changes')
		.locator('.diff > li', { hasText: made.accepted })
		.first()
		.waitFor();
	const after = (await ask(page, '/proposals')).items.filter(p => p.state === 'accepted').length;
	assert.equal(after, before + 1);
	await leave(page);
});

step('she rejects another, which asks for a reason, and the reason stands beside it', async () => {
	const page = await as(made.centre_head, '/next-year');
	const row = undecided(page).first();
	const opener = row.getByRole('button', { name: /^Отклонить/ });
	const school = await schoolOf(row);
	await press(page, opener);
	const box = page.getByRole('dialog');
	await press(page, button(box, 'Отклонить'));
	await focused(page, 'dialog textarea');
	await page.keyboard.press('Escape');
	await box.waitFor({ state: 'detached' });
	assert.ok(await has(opener));
	await dialog(page, opener, 'Отклонить', () =>
		type(page, box.getByLabel('Почему отклоняете'), REFUSAL),
	);
	const refused = rows(page, 'proposals').filter({ hasText: school }).filter({ hasText: REFUSAL });
	await refused.first().getByText('Отклонено').waitFor();
	await leave(page);
});

step(
	'she reads the differences with their grounds and sends the version to the council',
	async () => {
		const page = await as(made.centre_head, '/next-year');
		const change = rows(page, 'changes').filter({ hasText: made.accepted }).first();
		assert.match(
			plain(await change.textContent()),
			/Добавлен[\s\S]*пункта нет[\s\S]*Почему[\s\S]*Основание/,
		);
		await reach(page, change.locator('a').first());
		made.version = (await ask(page, '/proposals')).plan.version.id;
		await press(page, button(page, 'Передать совету'));
		await page.getByText('План у методического совета.').waitFor();
		await kept(page);
		await leave(page);
	},
);

step('the council reads the version and accepts it; its chair signs the minutes', async () => {
	const page = await as(made.council_secretary, '/sittings');
	made.sitting = await callSitting(page);
	const opener = button(page, 'Открыть заседание');
	await press(page, opener);
	await page.getByRole('alert').first().waitFor();
	await kept(page);
	assert.ok(await has(opener), 'a refused deed leaves the focus where it was');
	await openSitting(page);
	const plan = (await ask(page, `/sittings/${made.sitting}`)).agenda.find(q => q.plan_version);
	assert.equal(plan.plan_version.id, made.version);
	await press(page, page.locator('.agenda a', { hasText: plan.title }));
	await press(page, page.getByRole('link', { name: /^Открыть\sредакцию\s\d+\sплана$/ }));
	await page.waitForURL(/\/plan\?/);
	await settled(page);
	await page.goto(`/sittings/${made.sitting}`);
	await settled(page);
	await decideAll(page, made.sitting);
	await draftMinutes(page);
	await leave(page);
	await signMinutes(browser, made.council_chair, made.sitting);
});

step('the order on the plan is drafted, signed, registered, and approves it', async () => {
	const page = await as(made.clerk, `/sittings/${made.sitting}`);
	await press(page, button(page, 'Подготовить приказ об утверждении плана'));
	await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
	const order = idIn(page);
	await leave(page);
	await orderSigned(browser, made.department_head, order, made.today);
	await orderRegistered(browser, made.clerk, order, `${Date.now() % 10_000_000}-п`, made.today);

	const clerk = await as(made.clerk, `/orders/${order}`);
	await press(clerk, button(clerk, 'Утвердить приказом'));
	await clerk.getByText('План утверждён.').waitFor();
	await kept(clerk);
	await press(clerk, clerk.locator(`a[href$="version=${made.version}"]`));
	await clerk.waitForURL(/\/plan\?/);
	await settled(clerk);
	await section(clerk, 'versions').getByText('утверждена').first().waitFor();
	assert.equal((await ask(clerk, `/plan-versions/${made.version}`)).state, 'approved');
	await leave(clerk);
});
