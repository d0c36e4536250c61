/*
 * Papers beside the screens: the link to a PDF leads to one, and the check page that a QR code opens
 * is readable without a session and without scripts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, axe, demoPeople, launch, open, overflow, settled, signIn } from './browser.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser?.close());

test('the plan has a link to its PDF', async () => {
	const page = await open(browser);
	const people = await demoPeople();
	await signIn(page, people.find(p => p.roles.includes('centre_head')).name, '/plan');
	await settled(page);
	const link = page.getByRole('link', { name: 'PDF' });
	assert.equal(await link.getAttribute('target'), '_blank');
	const answer = await page.request.get(await link.getAttribute('href'));
	assert.equal(answer.status(), 200);
	assert.equal(answer.headers()['content-type'], 'application/pdf');
	assert.match(
		answer.headers()['content-disposition'],
		/^inline; filename="plan\.pdf"; filename\*=UTF-8''/,
	);
	assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
	assert.deepEqual(page.faults, []);
});

test('the check page speaks the language of its reader, in its own style', async () => {
	for (const [locale, words] of [
		['ru-RU', 'Документа с таким кодом нет'],
		['en-GB', 'There is no document with this code'],
	]) {
		const page = await open(browser, { locale, viewport: { width: 360, height: 640 } });
		const answer = await page.goto('/check/00000000000000000000');
		assert.equal(answer.status(), 404);
		await page.getByRole('heading', { name: words }).waitFor();
		const size = await page.evaluate(() => getComputedStyle(document.body).fontSize);
		assert.equal(size, '18px', 'the policy lets the style in');
		assert.ok((await overflow(page)) <= 0);
		assert.deepEqual(await axe(page), []);
		const others = page.faults.filter(f => !/status of 404 .*\/check\/0+$/.test(f));
		assert.deepEqual(others, []);
	}
});

/** What a paper must not have: what is pressed or typed into, and what reaches beyond it. A name in a picture is a link. */
const unprintable = (page, width) =>
	page.evaluate(most => {
		const seen = e => e.checkVisibility() && e.getBoundingClientRect().width > 1;
		const wide = e => e.getBoundingClientRect().right > most + 1;
		const name = e => `${e.className?.baseVal ?? e.className} ${e.textContent.slice(0, 30)}`;
		const all = what => [...document.querySelectorAll(what)].filter(seen);
		return {
			pressed: all('button:not(.link), input, select, textarea, .btn, .filters, .top').map(name),
			wide: all('main svg, main td, main th, main li').filter(wide).map(name),
			cut: all('.tscroll')
				.filter(e => e.scrollWidth > e.clientWidth + 1)
				.map(name),
		};
	}, width);

/* A4 without its margins of 15 mm, at 96 px an inch; the plan lies across. */
const upright = 680;
const across = 1009;
test('growth, execution, the plan and a sitting are paper without buttons, whole in its width', async () => {
	const page = await open(browser);
	/* A picture keeps the width of the window it was drawn in, as it does in a printer. */
	await page.addInitScript(() => {
		globalThis.ResizeObserver = class {
			observe() {}
			disconnect() {}
		};
	});
	const people = await demoPeople();
	await signIn(page, people.find(p => p.roles.includes('centre_head')).name);
	const { items } = await ask(page, '/sittings?limit=20');
	for (const [address, width, filled] of [
		['/growth', upright, '.heat td:not(.few)'],
		['/control', upright, '.stage'],
		['/plan', across, '.mx .bar i'],
		[`/sittings/${items.find(s => s.state === 'closed').id}`, upright, undefined],
	]) {
		await page.emulateMedia({ media: 'screen' });
		await page.setViewportSize({ width: 1280, height: 900 });
		await page.goto(address);
		await settled(page);
		const pictures = await page.locator('main svg[role=img]:visible').count();
		await page.emulateMedia({ media: 'print' });
		await page.setViewportSize({ width, height: 900 });
		assert.deepEqual(await unprintable(page, width), { pressed: [], wide: [], cut: [] }, address);
		assert.equal(await page.locator('main svg[role=img]:visible').count(), pictures, address);
		assert.equal(await overflow(page), 0, address);
		if (!filled) continue;
		const kept = await page
			.locator(filled)
			.first()
			.evaluate(e => [
				getComputedStyle(e).printColorAdjust,
				getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)',
			]);
		assert.deepEqual(kept, ['exact', true], `${address}: a printer leaves out other fills`);
	}
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	const ground = () => page.locator('body').evaluate(e => getComputedStyle(e).backgroundColor);
	assert.equal(await ground(), 'rgb(255, 255, 255)', 'paper is white');
	await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
	assert.notEqual(await ground(), 'rgb(255, 255, 255)');
	assert.deepEqual(page.faults, []);
	await page.context().close();
});
