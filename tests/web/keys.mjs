/*
 * A person without a mouse: Tab, Enter, Space, arrows and letters, and what is owed to him on the way.
 *
 * At each stop of the Tab key the focus must be seen, must not lie under a bar, and must stand after the
 * stop before it; only at the end of the page or of a dialog does it begin again. A pointer that moved after
 * all is a finding. Below them what both halves of the cycle do: an order's way and a sitting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, button, idIn, leave, open, plain, section, settled } from './browser.mjs';

/** What the present stop is like. Runs in the page. */
function look() {
	const e = document.activeElement;
	const before = globalThis.stopBefore;
	globalThis.stopBefore = e;
	if (!e || e === document.body) return { body: true };
	const label = e.closest('label');
	const box = label ?? e;
	const ringed = x => {
		const s = x && getComputedStyle(x);
		return s && s.outlineStyle !== 'none' && Number.parseFloat(s.outlineWidth) >= 2;
	};
	const r = box.getBoundingClientRect();
	const lies = (x, y) => {
		const hit = document.elementFromPoint(x, y);
		return hit && (box.contains(hit) || hit.contains(e));
	};
	const points = [0.1, 0.5, 0.9].flatMap(a =>
		[0.2, 0.5, 0.8].map(b => [r.left + r.width * a, r.top + r.height * b]),
	);
	const follows = !before?.isConnected || before === e || before === document.body;
	return {
		name: `${e.tagName} ${(e.getAttribute('aria-label') || e.textContent || e.name || '').trim().slice(0, 60)}`,
		/* Inside a date the browser itself shows the part that has the focus. */
		ring: before === e || ringed(e) || ringed(label) || ringed(e.nextElementSibling),
		seen: e.matches('.skip') || points.some(([x, y]) => lies(x, y)),
		forwards: follows || !!(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
		tabIndex: e.tabIndex,
	};
}

export const has = target => target.evaluate(e => e === document.activeElement);

/** Goes on by Tab until the target has the focus. */
export async function reach(page, target) {
	let rounds = 0;
	for (let i = 0; i < 400; i++) {
		if (await has(target)) return;
		await page.keyboard.press('Tab');
		const at = await page.evaluate(look);
		if (at.body) continue;
		assert.ok(at.ring, `the focus is not seen: ${at.name}`);
		assert.ok(at.seen, `the focus lies under something: ${at.name}`);
		assert.ok(at.tabIndex <= 0, `an order of its own: ${at.name}`);
		if (!at.forwards) rounds++;
		assert.ok(rounds <= 1, `the order jumps back: ${at.name}`);
	}
	assert.fail(`no key leads to ${target}`);
}

export async function press(page, target, key = 'Enter') {
	await reach(page, target);
	await page.keyboard.press(key);
}

export async function type(page, target, text) {
	await reach(page, target);
	await page.keyboard.press('Control+a');
	await page.keyboard.type(text);
}

/** A date part by part. The order is that of the browser's own language, which is English here. */
export async function date(page, target, iso) {
	const [year, month, day] = iso.split('-');
	await reach(page, target);
	await page.keyboard.type(month + day + year);
	assert.equal(await target.inputValue(), iso);
}

const chosen = async list => plain(await list.evaluate(e => e.selectedOptions[0]?.label ?? ''));
export async function choose(page, list, label) {
	await reach(page, list);
	await page.keyboard.press('Home');
	for (let i = 0; i < 60 && (await chosen(list)) !== label; i++)
		await page.keyboard.press('ArrowDown');
	assert.equal(await chosen(list), label);
}

/** The n-th of a row of radios: Tab comes to the row, arrows go along it. */
export async function mark(page, radios, n) {
	const checked = await radios.evaluateAll(all => all.findIndex(e => e.checked));
	await reach(page, radios.nth(Math.max(checked, 0)));
	if (checked < 0) await page.keyboard.press('Space');
	for (let i = Math.max(checked, 0); i < n; i++) await page.keyboard.press('ArrowRight');
	assert.ok(await radios.nth(n).isChecked());
}

/** Opens a dialog, does what is wanted in it and sends it; the focus is inside, and afterwards on the page. */
export async function dialog(page, opener, send, fill = async () => {}) {
	await press(page, opener);
	const box = page.getByRole('dialog');
	await box.waitFor();
	assert.ok(
		await box.evaluate(e => e.contains(document.activeElement)),
		'the focus is in the dialog',
	);
	await fill(box);
	await press(page, box.getByRole('button', { name: send, exact: true }));
	await box.waitFor({ state: 'detached' });
	await kept(page);
}

/** Escape leaves a dialog and gives the focus back to what opened it. */
export async function leaveBy(page, opener) {
	await press(page, opener);
	await page.getByRole('dialog').waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	assert.ok(await has(opener), 'the focus returns to what opened the dialog');
}

/** Comes in by name, with the keyboard, and stands at the address. */
export async function come(browser, person, to) {
	const page = await open(browser);
	await page.addInitScript(() => {
		addEventListener('pointerdown', () => console.error('a pointer was used'), true);
	});
	await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
	await type(page, page.getByRole('searchbox'), person.name);
	await press(page, page.getByRole('button', { name: person.name }).first());
	await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
	await settled(page);
	return page;
}

/** Steps rest on each other: after one that failed the others say nothing new. */
export function stepper() {
	let broken;
	return (name, deed) =>
		test(name, async t => {
			if (broken) return t.skip(`after: ${broken}`);
			broken = name;
			await deed();
			broken = undefined;
		});
}

/** A deed that took its button away, or only disabled it for a while, left the focus somewhere; fails by time. */
export const kept = page => page.waitForFunction(() => document.activeElement !== document.body);

/** The deed is done: the page's state stands below its title. */
export async function lede(page, words) {
	await page.locator('.phead .st', { hasText: words }).first().waitFor();
	await kept(page);
}

export async function orderSigned(browser, person, order, on) {
	const page = await come(browser, person, `/orders/${order}`);
	await dialog(page, button(page, 'Отметить подпись'), 'Отметить подпись', box =>
		date(page, box.getByLabel('Дата подписания'), on),
	);
	await lede(page, 'подписан');
	await leave(page);
}
export async function orderRegistered(browser, person, order, number, on) {
	const page = await come(browser, person, `/orders/${order}`);
	await dialog(page, button(page, 'Зарегистрировать'), 'Зарегистрировать', async box => {
		await type(page, box.getByLabel('Номер'), number);
		await date(page, box.getByLabel('Дата'), on);
	});
	await lede(page, 'зарегистрирован');
	await leave(page);
}

/** From the list of sittings: one of today with everything that waits for the council; its id. */
export async function callSitting(page) {
	await press(page, button(page, 'Назначить заседание'));
	const box = page.getByRole('dialog');
	await type(page, box.getByLabel('Место'), 'Зал центра');
	await press(page, button(box, 'Назначить заседание'));
	await page.waitForURL(/\/sittings\/[0-9a-f-]{36}$/);
	await settled(page);
	await press(page, page.getByRole('button', { name: /^Добавить всё, что ждёт совета/ }));
	await page.locator('.agenda a').first().waitFor();
	await press(page, button(page, 'Созвать'));
	await button(page, 'Открыть заседание').waitFor();
	return idIn(page);
}
export async function openSitting(page) {
	await press(page, button(page, 'Все присутствуют'));
	await page.getByText(/^Кворум\sесть/).waitFor();
	await press(page, button(page, 'Открыть заседание'));
	await button(page, 'Закрыть заседание').waitFor();
}
export async function decideAll(page, sitting) {
	for (const question of (await ask(page, `/sittings/${sitting}`)).agenda) {
		await page.locator('.agenda a[aria-current=step]', { hasText: question.title }).waitFor();
		await press(page, button(page, 'Остальные за'));
		await section(page, 'votes')
			.locator('b', { hasText: /^[1-9]\d*\sза,\s0\sпротив/ })
			.waitFor();
		await type(page, page.getByLabel('Постановили'), 'Принять.');
		await press(page, button(page, 'Принять решение'));
		await page
			.locator('.agenda li', { hasText: question.title })
			.locator('.vh', { hasText: 'решено' })
			.first()
			.waitFor({ state: 'attached' });
		await kept(page);
	}
}
export async function draftMinutes(page) {
	await dialog(page, button(page, 'Закрыть заседание'), 'Закрыть заседание');
	await press(page, button(page, 'Подготовить протокол'));
	await page.getByText('Протокол ждёт подписи.').waitFor();
}
export async function signMinutes(browser, chair, sitting) {
	const page = await come(browser, chair, `/sittings/${sitting}`);
	await press(page, button(page, 'Отметить подпись'));
	await page.getByText(/^Подпись\sотмечена/).waitFor();
	await leave(page);
}
