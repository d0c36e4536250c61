/*
 * Papers beside the screens: the link to a PDF leads to one, and the check page that a QR code opens
 * is readable without a session and without scripts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, demoPeople, launch, open, overflow, settled, signIn } from './browser.mjs';

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
