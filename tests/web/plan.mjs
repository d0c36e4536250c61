/*
 * Next year's proposals and what-if in a browser: capacity, losses and what was left stand on the page;
 * a changed condition is answered with the difference, and nothing is applied.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	ask,
	axe,
	button,
	demoPeople,
	enter,
	launch,
	leave,
	overflow,
	plain,
	settled,
	short,
} from './browser.mjs';

let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const has = role => people.find(p => p.roles.includes(role));
/** As the screen writes it: at most two digits. */
const number2 = x => String(Number(x.toFixed(2))).replace('.', ',');
const what = page => page.locator('.what-if');

test('the page says what capacity is left and what each refusal costs', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	const { items, capacity, build } = await ask(page, '/proposals');
	assert.equal(build.method, 'optimum');
	assert.ok(items.filter(p => p.chosen).length > 2);
	assert.equal(capacity.left, Math.max(0, capacity.most - capacity.days));
	const text = plain(await page.locator('main').textContent());
	assert.match(text, new RegExp(`Хватит сил на ${capacity.most}: в проекте ${capacity.days}`));
	assert.match(text, /Если нет\s*потеряем [\d,]+ балл/);
	const left = items.filter(p => !p.chosen && p.state === 'proposed');
	assert.ok(left.length > 0);
	const folded = page.locator('#left-over');
	await folded.locator('summary').first().click();
	assert.match(plain(await folded.textContent()), /Почему не вошло/);
	assert.deepEqual(page.faults, []);
	await leave(page);
});

/* In this order: the request, its answer at once, then readings until the job has ended. */
test('what-if is answered by a job and applies nothing', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	const before = await ask(page, '/proposals');
	const seen = [];
	page.on('response', r => {
		if (r.url().includes('/plan-scenarios')) seen.push(`${r.request().method()} ${r.status()}`);
	});
	assert.ok(await button(what(page), 'Пересчитать').isDisabled());
	await what(page)
		.getByLabel('Дней в году, не больше')
		.fill(String(before.capacity.days + 1));
	await button(what(page), 'Пересчитать').click();
	await what(page)
		.getByRole('heading', { name: /План (изменится|тот же)/ })
		.waitFor();
	assert.equal(seen[0], 'POST 202');
	assert.ok(seen.length > 1 && seen.slice(1).every(s => s === 'GET 200'), seen.join(', '));
	await what(page)
		.getByRole('row', { name: /^Выбрано предложений \d+ 1$/ })
		.waitFor();
	await what(page).getByText('Ничего не применено').waitFor();
	const after = await ask(page, '/proposals');
	assert.deepEqual(after, before);
	assert.deepEqual(page.faults, []);
	await leave(page);
});

test('what-if that nobody begins on says so, and is answered or cancelled all the same', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	const { capacity } = await ask(page, '/proposals');
	const away = async route => {
		if (route.request().method() !== 'GET') return route.continue();
		const answer = await route.fetch();
		const body = {
			...(await answer.json()),
			state: 'ready',
			progress: 0,
			ended: false,
			result: null,
		};
		return route.fulfill({ response: answer, json: body });
	};
	await page.route('**/plan-scenarios/*', away);
	await what(page)
		.getByLabel('Дней в году, не больше')
		.fill(String(capacity.days + 2));
	await button(what(page), 'Пересчитать').click();
	await what(page).getByRole('progressbar').waitFor();
	const said = what(page).getByText(/служба расчётов занята/);
	await said.waitFor();
	assert.ok(await button(what(page), 'Остановить').isEnabled());
	assert.deepEqual(await axe(page), []);
	await page.unroute('**/plan-scenarios/*', away);
	await what(page).getByText('Ничего не применено').waitFor();
	assert.equal(await said.count(), 0);
	assert.deepEqual(page.faults, []);
	await leave(page);
});

/* Printed, not asserted: what is measured here is also what else the machine does. */
test('a coverage rule changes the figures of the plan, soon after it is asked', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	const { rules } = await ask(page, '/proposals');
	const field = what(page).getByLabel('День у каждой школы раз в столько лет');
	assert.equal(await field.inputValue(), String(rules.coverage_years));
	let least = Number.POSITIVE_INFINITY;
	for (const years of [1, 2, 3]) {
		await field.fill(String(years === rules.coverage_years ? 0 : years));
		const [request] = await Promise.all([
			page.waitForRequest(r => r.url().includes('/plan-scenarios') && r.method() === 'POST'),
			button(what(page), 'Пересчитать').click(),
		]);
		const from = Date.now();
		assert.equal(typeof request.postDataJSON().coverage_years, 'number');
		await what(page).getByText('Ничего не применено').waitFor();
		least = Math.min(least, Date.now() - from);
		assert.equal(await what(page).locator('.figures tbody tr').count(), 5);
	}
	console.log(`what if, from the question to the answer on the screen: ${least} ms`);
	await leave(page);
});

test('a wrong number is refused with a sentence at its field', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	await what(page).getByLabel('Дней у одной школы').fill('0');
	await button(what(page), 'Пересчитать').click();
	await what(page).getByText('слишком мало').waitFor();
	await leave(page);
});

test('others see the proposals without what-if; it fits and is accessible', async () => {
	const member = await enter(browser, has('council_member'), '/next-year');
	await settled(member);
	assert.equal(await what(member).count(), 0);
	await leave(member);
	const phone = await enter(browser, has('centre_head'), '/next-year', {
		viewport: { width: 360, height: 780 },
	});
	await what(phone).getByLabel('Потребности и запросы').fill('5');
	await button(what(phone), 'Пересчитать').click();
	await what(phone).getByText('Ничего не применено').waitFor();
	assert.ok((await overflow(phone)) <= 0);
	assert.deepEqual(await axe(phone), []);
	await leave(phone);
});

/* What goes here comes back, as with those that add. */
test('a day that would do more elsewhere is taken out of the draft by a decision, and comes back', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	const { items, capacity, plan } = await ask(page, '/proposals');
	const drop = items.find(p => p.kind === 'drop' && p.state === 'proposed' && p.terms.instead);
	assert.ok(drop, 'the demonstration has a day that would do more elsewhere');
	const drops = page.locator('section[aria-labelledby=drops]');
	const row = drops.locator('.diff li', { hasText: drop.drops.title });
	const text = plain(await row.textContent());
	assert.match(text, /^Убрать/);
	for (const words of [
		drop.organisation.name,
		`Взамен${drop.terms.instead.school}: ${drop.terms.instead.competence}`,
		`здесь ${number2(drop.terms.here)}`,
		`потеряет ${number2(drop.loss_if_dropped)} балла`,
	])
		assert.ok(text.includes(words), `${words} in ${text}`);
	assert.deepEqual(await axe(page), []);
	await row.getByRole('button', { name: /^Принять/ }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('heading', { name: 'Убрать день из проекта плана' }).waitFor();
	assert.equal(await dialog.getByLabel('Дата дня').count(), 0);
	assert.ok((await dialog.getByLabel('Почему принимаете').inputValue()).length > 40);
	await dialog.getByLabel('Почему принимаете').fill('Тема там нужнее');
	await button(dialog, 'Принять').click();
	await dialog.waitFor({ state: 'detached' });
	const gone = page.locator('section[aria-labelledby=changes] .diff li', {
		hasText: drop.drops.title,
	});
	await gone.waitFor();
	assert.match(plain(await gone.textContent()), /^Убран.*Тема там нужнее/);
	assert.equal((await ask(page, '/proposals')).capacity.days, capacity.days - 1);
	await row.getByRole('button', { name: /^Вернуть к выбору/ }).click();
	await gone.waitFor({ state: 'detached' });
	assert.equal((await ask(page, '/proposals')).capacity.days, capacity.days);
	const { items: differs } = await ask(page, `/plan-versions/${plan.version.id}/diff`);
	assert.ok(differs.every(d => d.item !== drop.drops.item));
	assert.deepEqual(page.faults, []);
	await leave(page);
});

/* What is accepted here is taken back, so that others find the proposals undecided. */
test('proposals stand beside this year, are accepted together and taken back', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	const { items, capacity } = await ask(page, '/proposals');
	const chosen = items.filter(p => p.chosen && p.kind === 'add' && p.state === 'proposed');
	const first = page
		.locator('#proposals, section[aria-labelledby=proposals]')
		.locator('.diff li')
		.first();
	assert.match(plain(await first.locator('.pair').textContent()), /дня нет|\d+ д\S+: \d\d\.\d\d/);
	await first.locator('details summary').click();
	assert.match(plain(await first.locator('details').textContent()), /Уровень школы/);
	await page.getByRole('button', { name: /^Принять все нерешённые/ }).click();
	const dialog = page.getByRole('dialog');
	assert.deepEqual(await axe(page, 'dialog'), []);
	await button(dialog, `Принять ${chosen.length}`).click();
	await dialog.locator('.dialog-f .btn.pri', { hasText: 'Закрыть' }).waitFor();
	assert.equal(await dialog.getByText('Принято', { exact: true }).count(), chosen.length);
	await dialog.locator('.dialog-f .btn.pri').click();
	await dialog.waitFor({ state: 'detached' });
	await settled(page);
	const after = await ask(page, '/proposals');
	assert.equal(after.capacity.days, capacity.days + chosen.length);
	for (let n = chosen.length; n > 0; n--) {
		await page
			.getByRole('button', { name: /^Вернуть к выбору/ })
			.first()
			.click();
		await page.waitForFunction(
			left =>
				document.querySelectorAll('.diff button').length &&
				[...document.querySelectorAll('.dec button')].filter(b =>
					b.textContent.startsWith('Вернуть'),
				).length === left,
			n - 1,
		);
	}
	assert.equal((await ask(page, '/proposals')).capacity.days, capacity.days);
	await leave(page);
});

test('a proposal is rejected with a reason that is read beside it, and taken back', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	const reject = page.getByRole('button', { name: /^Отклонить…/ });
	const most = await reject.count();
	await reject.first().click();
	const dialog = page.getByRole('dialog', { name: 'Отклонить предложение' });
	const reason = dialog.getByLabel('Почему отклоняете');
	const send = button(dialog, 'Отклонить');
	await send.click();
	assert.equal(await reason.evaluate(e => e.validity.valueMissing), true);
	await reason.fill('   ');
	await send.click();
	await dialog.locator('textarea[aria-invalid=true]').waitFor();
	await reason.fill('Школа уже участвует в проекте области.');
	await send.click();
	await dialog.waitFor({ state: 'detached' });
	const decided = page.locator('.dec', { hasText: '«Школа уже участвует в проекте области.»' });
	await decided.getByText('Отклонено').waitFor();
	await decided.getByText(short(has('centre_head').name)).waitFor();
	const { items } = await ask(page, '/proposals');
	assert.equal(items.filter(p => p.state === 'rejected').length, 1);
	await decided.getByRole('button', { name: /^Вернуть к выбору/ }).click();
	await decided.waitFor({ state: 'detached' });
	await settled(page);
	assert.equal(await reject.count(), most);
	await leave(page);
});

test('a recalculation shows how far it is and goes on after a reload', async () => {
	const page = await enter(browser, has('centre_head'), '/next-year');
	/* a job that lasts: the answers say "under way" until it is let go */
	let lasts = true;
	await page.route(/\/plan-scenarios(\/[0-9a-f-]{36})?$/, async route => {
		const answer = await route.fetch();
		const s = await answer.json();
		const half = { ...s, state: 'leased', ended: false, progress: 0.5, result: null };
		await route.fulfill({ response: answer, json: lasts ? half : s });
	});
	const days = what(page).getByLabel('Дней в году, не больше');
	const asked = String(Number(await days.inputValue()) + 2);
	await days.fill(asked);
	await button(what(page), 'Пересчитать').click();
	const bar = what(page).getByRole('progressbar');
	await bar.waitFor();
	assert.equal(await bar.evaluate(e => e.value), 0.5);
	await page.waitForURL(/scenario=[0-9a-f-]{36}/);
	assert.deepEqual(await axe(page), []);

	await page.reload();
	await bar.waitFor();
	assert.equal(await days.inputValue(), asked);
	lasts = false;
	await what(page)
		.getByRole('heading', { name: /План (изменится|тот же)/ })
		.waitFor();
	assert.equal(await bar.count(), 0);
	await button(what(page), 'Вернуть условия района').click();
	assert.doesNotMatch(page.url(), /scenario=/);
	await leave(page);
});
